"""Writing the school directory; the only caller is an import that has been previewed."""

import logging
from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

from django.db import transaction

from bildungsnetz.intake.models import ImportRun
from bildungsnetz.partners.directory.codes import SUPERVISION
from bildungsnetz.partners.directory.merging import Merged
from bildungsnetz.partners.directory.planning import FIELDS, Outcome
from bildungsnetz.partners.models import DirectoryEdition, Institution, Kind, School, SchoolRecord, Side
from bildungsnetz.partners.selectors import INSTITUTION_FIELDS, SCHOOL_COLUMNS
from bildungsnetz.partners.spelling import spelt

logger = logging.getLogger(__name__)
BATCH = 500
_SCHOOL_FIELDS = tuple(name for name in FIELDS if name not in INSTITUTION_FIELDS)
_NULLABLE = ("operating_on", "pupils", "social_index", "lat", "lon")


def write_edition(outcome: Outcome, *, run: ImportRun) -> None:
    """Store merged schools, what the list says of each, and how new it is; in the caller's transaction."""
    schools = _write_schools(outcome.merged)
    missing = [number for number in outcome.new_records if number not in schools]
    schools.update(School.objects.filter(school_number__in=missing).values_list("school_number", "pk"))
    SchoolRecord.objects.bulk_create(
        [
            SchoolRecord(
                school_id=schools[number],
                source=outcome.source,
                reference_date=outcome.reference_date,
                said=dict(said),
                run=run,
            )
            for number, said in outcome.new_records.items()
        ],
        batch_size=BATCH,
        update_conflicts=True,
        unique_fields=["school", "source"],
        update_fields=["reference_date", "said", "run"],
    )
    _write_editions(outcome, run)
    logger.info("school directory written run=%s schools=%s", run.pk, len(outcome.merged))


@transaction.atomic
def mark_as_examples(*, numbers: Iterable[str]) -> int:
    """Mark invented schools of a demonstration as such; returns how many.

    The list they came from is no edition of an official one: it is forgotten, so that a real list neither finds
    itself older than it nor misses the invented schools.
    """
    records = SchoolRecord.objects.filter(school__school_number__in=list(numbers))
    DirectoryEdition.objects.filter(run__in=records.values("run")).delete()
    records.delete()
    return Institution.objects.filter(school__school_number__in=list(numbers)).update(is_example=True)


def _write_schools(merged: Mapping[str, Merged]) -> dict[str, int]:
    """Write the merged schools, new and changed ones; return primary keys by school number."""
    stored = {
        number: (pk, institution)
        for number, pk, institution in School.objects.filter(school_number__in=list(merged)).values_list(
            "school_number", "pk", "institution_id"
        )
    }
    old = {number: one for number, one in merged.items() if number in stored}
    new = {number: one for number, one in merged.items() if number not in stored}
    Institution.objects.bulk_create(
        [_institution(one, pk=stored[number][1]) for number, one in old.items()],
        batch_size=BATCH,
        update_conflicts=True,
        unique_fields=["id"],
        update_fields=["kind", "side", "sort_name", "search_text", *INSTITUTION_FIELDS],
    )
    School.objects.bulk_create(
        [_school(number, one, institution=stored[number][1], pk=stored[number][0]) for number, one in old.items()],
        batch_size=BATCH,
        update_conflicts=True,
        unique_fields=["id"],
        update_fields=[*(SCHOOL_COLUMNS.get(name, name) for name in _SCHOOL_FIELDS), "last_listed_on", "missing_since"],
    )
    institutions = Institution.objects.bulk_create([_institution(one) for one in new.values()], batch_size=BATCH)
    created = School.objects.bulk_create(
        [
            _school(number, one, institution=institution.pk)
            for (number, one), institution in zip(new.items(), institutions, strict=True)
        ],
        batch_size=BATCH,
    )
    return {number: stored[number][0] for number in old} | {school.school_number: school.pk for school in created}


def _institution(merged: Merged, *, pk: int | None = None) -> Institution:
    values = merged.values
    kind, side = Kind.SCHOOL, Side.MUNICIPAL if values.get("legal_form") == "PUBLIC" else Side.THIRD
    if values.get("type") == SUPERVISION:
        kind, side = Kind.SCHOOL_SUPERVISION, Side.STATE
    texts = {name: values.get(name, "") for name in INSTITUTION_FIELDS}
    return spelt(Institution(pk=pk, kind=kind, side=side, **texts))


def _school(number: str, merged: Merged, *, institution: int, pk: int | None = None) -> School:
    fields: dict[str, Any] = {}
    for name in _SCHOOL_FIELDS:
        fields[SCHOOL_COLUMNS.get(name, name)] = merged.values.get(name, None if name in _NULLABLE else "")
    if fields["operating_on"]:
        fields["operating_on"] = date.fromisoformat(fields["operating_on"])
    return School(
        pk=pk,
        institution_id=institution,
        school_number=number,
        last_listed_on=merged.last_listed_on,
        missing_since=merged.missing_since,
        **fields,
    )


def _write_editions(outcome: Outcome, run: ImportRun) -> None:
    held = dict(
        DirectoryEdition.objects.filter(source=outcome.source, region_key__in=outcome.regions).values_list(
            "region_key", "reference_date"
        )
    )
    DirectoryEdition.objects.bulk_create(
        [
            DirectoryEdition(source=outcome.source, region_key=key, reference_date=outcome.reference_date, run=run)
            for key in outcome.regions
            if held.get(key, date.min) < outcome.reference_date
        ],
        update_conflicts=True,
        unique_fields=["source", "region_key"],
        update_fields=["reference_date", "run"],
    )
