"""Beginning a concept, carrying last year's over, its frame data, its steps."""

from collections.abc import Sequence
from datetime import date, datetime
from typing import Any

from django.db import transaction

from bildungsnetz.accounts.models import User
from bildungsnetz.journal.services import record
from bildungsnetz.media.frames import CURRENT, mapped
from bildungsnetz.media.models import Concept, Step, StepMark, Subject
from bildungsnetz.media.part_kinds import COPIED, KINDS, made
from bildungsnetz.media.services.errors import ConceptExists, NothingToCarryOver
from bildungsnetz.media.services.writing import open_concept
from bildungsnetz.networks.models import Network
from bildungsnetz.partners.models import School

PRIMARY = "02"
# What a new concept begins with; the school changes them.
COMMON_SUBJECTS = (("D", "Deutsch"), ("M", "Mathematik"), ("E", "Englisch"))


@transaction.atomic
def begin_concept(*, network: Network, school: School, year: int, by: User, at: datetime) -> Concept:
    """Begin an empty concept; the school body is at first the town, the grades those of the school type.

    Raises: ConceptExists.
    """
    _refuse_second(school, year)
    first, last = (1, 4) if school.school_type == PRIMARY else (5, 10)
    concept = Concept.objects.create(
        network=network, school=school, year=year, body_key=school.institution.town, first_grade=first,
        last_grade=last, is_example=school.institution.is_example, created_by=by, created_at=at,
    )  # fmt: skip
    Subject.objects.bulk_create(
        Subject(concept=concept, code=code, title=title, changed_by=by, changed_at=at)
        for code, title in COMMON_SUBJECTS
    )
    _note(concept, "concept begun", by, at, year=[None, concept.year_name])
    return concept


@transaction.atomic
def carry_over(*, concept: Concept, year: int, by: User, at: datetime) -> Concept:
    """Make the concept of a later year out of an earlier one, with everything in it; neither resolution nor release.

    Units of competences that the frame of today does not know stay in the old concept. What was needed in the years
    before and is bought by then is for the school to move to its stock. Offers are shared anew only by the school.
    Raises: ConceptExists; NothingToCarryOver if the year is not later.
    """
    if year <= concept.year:
        raise NothingToCarryOver
    _refuse_second(concept.school, year)
    new = Concept.objects.create(
        network=concept.network, school=concept.school, year=year, frame_code=CURRENT.code, body_key=concept.body_key,
        first_grade=concept.first_grade, last_grade=concept.last_grade, follows=concept, is_example=concept.is_example,
        created_by=by, created_at=at,
    )  # fmt: skip
    for slug in COPIED:
        _copy(slug, concept, new, by, at)
    _note(new, "concept carried over", by, at, year=[concept.year_name, new.year_name])
    return new


@transaction.atomic
def change_frame_data(
    *, concept: Concept, body_key: str, first_grade: int, last_grade: int, by: User, at: datetime
) -> Concept:
    """Say which school body it is for and which grades it covers. Raises: ConceptAdopted."""
    held = open_concept(concept)
    changes = {
        name: [getattr(held, name), value]
        for name, value in (("body_key", body_key), ("first_grade", first_grade), ("last_grade", last_grade))
    }
    held.body_key, held.first_grade, held.last_grade = body_key, first_grade, last_grade
    held.save(update_fields=["body_key", "first_grade", "last_grade"])
    _note(held, "frame changed", by, at, **changes)
    return held


@transaction.atomic
def set_next_update(*, concept: Concept, on: date | None, by: User, at: datetime) -> Concept:
    """Say when the school looks at it again; that may also be said of an adopted concept."""
    held = Concept.objects.select_for_update(of=("self",)).select_related("network").get(pk=concept.pk)
    changes = {"next_update_on": [held.next_update_on, on]}
    held.next_update_on = on
    held.save(update_fields=["next_update_on"])
    _note(held, "next update set", by, at, **changes)
    return held


@transaction.atomic
def mark_step(*, concept: Concept, step: Step, done: bool, by: User, at: datetime) -> None:
    """Say that a step is done, or not any more."""
    if done:
        StepMark.objects.get_or_create(concept=concept, step=step, defaults={"marked_by": by, "marked_at": at})
    else:
        StepMark.objects.filter(concept=concept, step=step).delete()
    _note(concept, "step marked", by, at, step=[None, f"{int(step)} {'done' if done else 'open'}"])


def _copy(slug: str, old: Concept, new: Concept, by: User, at: datetime) -> None:
    kind = KINDS[slug]
    rows: Any = kind.model
    found = rows.objects.filter(concept=old).order_by("pk")
    if slug == "eintrag":
        found = found.select_related("subject")
    copies = []
    codes = {subject.code: subject for subject in new.subjects.all()} if slug == "eintrag" else {}
    for part in found:
        for values in _this_year(slug, kind.values_of(part), old, new):
            subject = codes.get(str(values.pop("subject", "")))
            copy = made(kind, new, values)
            if subject is not None:
                copy.subject = subject
            copy.changed_by, copy.changed_at = by, at
            copies.append(copy)
    rows.objects.bulk_create(copies, batch_size=500)


def _this_year(slug: str, values: dict[str, Any], old: Concept, new: Concept) -> Sequence[dict[str, Any]]:
    """Return what becomes of a part: competences as the frame of today names them, offers not shared."""
    if slug == "fach":
        numbers = [
            n for number in values["competences"] for n in mapped(number, old=old.frame_code, new=new.frame_code)
        ]
        return [{**values, "competences": numbers}]
    if slug in ("eintrag", "austausch"):
        shared = {"is_shared": False} if "is_shared" in values else {}
        today = mapped(values["competence"], old=old.frame_code, new=new.frame_code)
        return [{**values, **shared, "competence": number} for number in today]
    return [values]


def _refuse_second(school: School, year: int) -> None:
    if Concept.objects.filter(school=school, year=year).exists():
        raise ConceptExists


def _note(concept: Concept, action: str, by: User, at: datetime, **changes: Any) -> None:
    record(chain=concept.network.journal_chain, subject=concept, action=action, by=by, at=at, changes=changes)
