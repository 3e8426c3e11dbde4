"""Classes and codes of a school. The codes themselves leave this function once and are stored nowhere."""

from dataclasses import dataclass
from datetime import datetime

from django.db import transaction
from django.db.models import Max

from bildungsnetz.accounts.models import User
from bildungsnetz.journal.services import record
from bildungsnetz.transition.codes import code_hash, new_code, spoken
from bildungsnetz.transition.models import Participation, Pupil, SchoolClass
from bildungsnetz.transition.services.errors import ClassExists


@dataclass(frozen=True)
class Card:
    """A code for the card of a pupil: class and number for the school's own list, and the code."""

    class_name: str
    number: int
    code: str

    @property
    def spoken(self) -> str:
        """The code in two groups of four."""
        return spoken(self.code)


@transaction.atomic
def make_class(*, participation: Participation, name: str, by: User, at: datetime) -> SchoolClass:
    """Enter a class. Raises: ClassExists."""
    name = name.replace(" ", "").lower()
    if participation.classes.filter(name=name).exists():
        raise ClassExists()
    made = SchoolClass.objects.create(participation=participation, name=name)
    chain = participation.season.network.journal_chain
    record(chain=chain, subject=made, action="class made", by=by, at=at, changes={"name": [None, name]})
    return made


@transaction.atomic
def make_codes(*, school_class: SchoolClass, count: int, age: int | None, by: User, at: datetime) -> list[Card]:
    """Make codes for a class, numbered on from the last one; only the cards returned here ever show them."""
    participation = school_class.participation
    last = school_class.pupils.aggregate(last=Max("number"))["last"] or 0
    cards = [Card(school_class.name, last + place, new_code()) for place in range(1, count + 1)]
    Pupil.objects.bulk_create(
        Pupil(
            season=participation.season,
            school_class=school_class,
            number=card.number,
            reference=reference_of(participation, card.class_name, card.number),
            code_hash=code_hash(card.code),
            age=age,
        )
        for card in cards
    )
    chain = participation.season.network.journal_chain
    changes = {"codes": [last, last + count]}
    record(chain=chain, subject=school_class, action="codes made", by=by, at=at, changes=changes)
    return cards


@transaction.atomic
def replace_code(*, pupil: Pupil, by: User, at: datetime) -> Card:
    """Give a number a new code; the lost one opens nothing any more, the wishes stay."""
    card = Card(pupil.school_class.name, pupil.number, new_code())
    pupil.code_hash = code_hash(card.code)
    pupil.save(update_fields=["code_hash"])
    chain = pupil.season.network.journal_chain
    record(chain=chain, subject=pupil.school_class, action="code replaced", by=by, at=at)
    return card


@transaction.atomic
def set_absence(*, pupil: Pupil, absence: str, by: User, at: datetime) -> None:
    """Set or lift (empty) an exception; the journal tells the class only, since a number stands for a person."""
    pupil.absence = absence
    pupil.save(update_fields=["absence"])
    chain = pupil.season.network.journal_chain
    record(chain=chain, subject=pupil.school_class, action="exception changed", by=by, at=at)


def set_example_code(*, pupil: Pupil, code: str) -> None:
    """Give a pupil of an invented season a code that may stand in a handbook. Raises: ValueError in a real season."""
    if not pupil.season.is_example:
        raise ValueError("codes of a real season are drawn by chance")
    Pupil.objects.filter(pk=pupil.pk).update(code_hash=code_hash(code))


def reference_of(participation: Participation, class_name: str, number: int) -> str:
    """Return what stands for a pupil in files and lists: school, class, number; it opens nothing."""
    return f"{participation.school.school_number}-{class_name}-{number:02d}"
