"""Schools and institutions, and what is known about them."""

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

from django.db.models import Count, Q, QuerySet

from bildungsnetz.partners.directory.codes import NO_SCHOOL_CODES
from bildungsnetz.partners.directory.planning import FIELDS, Known
from bildungsnetz.partners.directory.records import Record
from bildungsnetz.partners.directory.records import Source as ListSource
from bildungsnetz.partners.directory.spelling import plain
from bildungsnetz.partners.models import DirectoryEdition, School, SchoolRecord

INSTITUTION_FIELDS = (
    "name", "short_name", "town", "street", "postcode", "place", "phone", "fax", "email", "web",
)  # fmt: skip
SCHOOL_COLUMNS = {"type": "school_type"}


def schools() -> QuerySet[School]:
    """Return all schools with their institution, by name; offices with a school number are left out."""
    return (
        School.objects.exclude(school_type__in=NO_SCHOOL_CODES)
        .select_related("institution")
        .order_by("institution__sort_name", "school_number")
    )


def schools_of(*, region_keys: Iterable[str] = (), towns: Iterable[str] = ()) -> QuerySet[School]:
    """Return the schools of regions (keys of 5 digits) or towns (8 digits), by name."""
    condition = Q(institution__town__in=list(towns))
    for key in region_keys:
        condition |= Q(institution__town__startswith=key[:5])
    return schools().filter(condition)


def school_by_number(number: str) -> School | None:
    """Return the school with this number, None if there is none."""
    return School.objects.select_related("institution").filter(school_number=number).first()


def schools_by_numbers(numbers: Iterable[str]) -> QuerySet[School]:
    """Return the schools, and offices with a school number, that have one of these numbers, by number."""
    return (
        School.objects.filter(school_number__in=list(numbers)).select_related("institution").order_by("school_number")
    )


def search_schools(text: str, *, among: QuerySet[School] | None = None) -> QuerySet[School]:
    """Return schools in whose number, name or address every word of ``text`` occurs."""
    found = schools() if among is None else among
    for word in plain(text).split():
        found = found.filter(Q(institution__search_text__contains=word) | Q(school_number__startswith=word))
    return found


def schools_for_api(*, town: str = "", region_key: str = "", school_type: str = "") -> QuerySet[School]:
    """Return schools for machines, by number; ``region_key`` has 5 digits, ``town`` 8."""
    found = School.objects.exclude(school_type__in=NO_SCHOOL_CODES).select_related("institution")
    if town:
        found = found.filter(institution__town=town)
    if region_key:
        found = found.filter(institution__town__startswith=region_key[:5])
    if school_type:
        found = found.filter(school_type=school_type)
    return found.order_by("school_number")


def count_schools_by_town(*, region_key: str) -> dict[str, int]:
    """Count the listed schools of a region's towns, by AGS; a town without schools is absent."""
    counted = (
        schools_of(region_keys=[region_key])
        .filter(missing_since=None)
        .order_by()
        .values_list("institution__town")
        .annotate(count=Count("pk"))
    )
    return dict(counted)


def filtered_schools(
    *, region_key: str, text: str = "", town: str = "", school_type: str = "", listing: str = "listed"
) -> QuerySet[School]:
    """Return the schools of a region that fit all filters; ``listing``: ``listed``, ``missing`` or ``all``."""
    found = search_schools(text, among=schools_of(region_keys=[region_key]))
    if town:
        found = found.filter(institution__town=town)
    if school_type:
        found = found.filter(school_type=school_type)
    if listing != "all":
        found = found.filter(missing_since__isnull=listing == "listed")
    return found


def school_in_region(number: str, *, region_key: str) -> School | None:
    """Return a school of the region, offices with a school number included; None if it is not of this region."""
    found = School.objects.select_related("institution").filter(institution__town__startswith=region_key[:5])
    return found.filter(school_number=number).first()


def records_of(school: School) -> list[SchoolRecord]:
    """Return what the lists say about a school, newest first."""
    return list(school.records.select_related("run").order_by("-reference_date", "source"))


def record_for_merging(record: SchoolRecord) -> Record:
    """Return a stored record as the pure functions want it."""
    return Record(ListSource(record.source), record.reference_date, record.said)


def editions(*, region_keys: Iterable[str] | None = None) -> dict[str, dict[ListSource, date]]:
    """Return the reference date of each source's newest list, per region key; None = all regions."""
    found = DirectoryEdition.objects.all()
    if region_keys is not None:
        found = found.filter(region_key__in=list(region_keys))
    result: dict[str, dict[ListSource, date]] = {}
    for key, source, day in found.values_list("region_key", "source", "reference_date"):
        result.setdefault(key, {})[ListSource(source)] = day
    return result


def known_schools(*, region_keys: Iterable[str] | None, numbers: Iterable[str] = ()) -> dict[str, Known]:
    """Return the stored schools that have records, by number: those of the regions and those named; two queries.

    ``region_keys`` None = everywhere.
    """
    wanted, records = School.objects.all(), SchoolRecord.objects.all()
    if region_keys is not None:
        condition = Q(school_number__in=list(numbers))
        for key in region_keys:
            condition |= Q(institution__town__startswith=key)
        wanted = wanted.filter(condition)
        records = records.filter(school__in=wanted)
    columns = [_column(name) for name in FIELDS]
    rows = wanted.values("pk", "school_number", "last_listed_on", "missing_since", *columns)
    found = {
        row["pk"]: (
            row["school_number"],
            Known(_stored_values(row), {}, row["last_listed_on"], row["missing_since"]),
        )
        for row in rows
    }
    for pk, source, day, said in records.values_list("school_id", "source", "reference_date", "said"):
        held = found[pk][1].records
        held[ListSource(source)] = Record(ListSource(source), day, said)
    return {number: known for number, known in found.values() if known.records}


def _column(name: str) -> str:
    return f"institution__{name}" if name in INSTITUTION_FIELDS else SCHOOL_COLUMNS.get(name, name)


def _stored_values(row: Mapping[str, Any]) -> dict[str, Any]:
    """Return the stored fields as the merged ones are written: empty ones absent, days as ISO text."""
    values: dict[str, Any] = {}
    for name in FIELDS:
        value = row[_column(name)]
        if value is None or value == "":
            continue
        values[name] = value.isoformat() if isinstance(value, date) else value
    return values
