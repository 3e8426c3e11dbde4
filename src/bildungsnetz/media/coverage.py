"""What a grid covers: pure counting over its entries, as help for the school and never as a mark."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Protocol

from bildungsnetz.media.frames import Frame

STAGES = (4, 10)


class State(StrEnum):
    """How a competence stands in the grid."""

    GAP = "GAP"
    RECOMMENDED = "RECOMMENDED"
    COMPULSORY = "COMPULSORY"
    OFTEN = "OFTEN"


class Unit(Protocol):
    """What is counted: an entry of the grid."""

    @property
    def competence(self) -> str:
        """Number of the competence."""

    @property
    def grade(self) -> int:
        """Grade in which it is taught."""

    @property
    def binding(self) -> str:
        """COMPULSORY or RECOMMENDED."""


@dataclass(frozen=True)
class Covered:
    """How one competence stands: its state, and how many units there are."""

    number: str
    state: State
    units: int


@dataclass(frozen=True)
class Stage:
    """How many competences have a compulsory unit by the end of a grade, of how many."""

    grade: int
    covered: int
    total: int
    missing: Sequence[str]

    @property
    def share(self) -> float:
        """Share between 0 and 1."""
        return self.covered / self.total if self.total else 0.0


def standing(entries: Iterable[Unit], *, frame: Frame, grades: Iterable[int]) -> list[Covered]:
    """Say of every competence of the frame how it stands.

    OFTEN: it has a unit in every grade of a grid with three grades or more.
    """
    wanted = set(grades)
    units: dict[str, list[Unit]] = defaultdict(list)
    for entry in entries:
        units[entry.competence].append(entry)
    return [Covered(number, _state(units[number], wanted), len(units[number])) for number in frame.numbers]


def stages(entries: Iterable[Unit], *, frame: Frame, grades: Sequence[int]) -> list[Stage]:
    """Count compulsory competences by the end of grade 4 and 10, as far as the school teaches these grades."""
    compulsory = [(entry.competence, entry.grade) for entry in entries if entry.binding == "COMPULSORY"]
    found = []
    for end in STAGES:
        if end not in grades:
            continue
        covered = {number for number, grade in compulsory if grade <= end} & set(frame.numbers)
        missing = [number for number in frame.numbers if number not in covered]
        found.append(Stage(end, len(covered), len(frame.numbers), missing))
    return found


def _state(units: Sequence[Unit], grades: set[int]) -> State:
    if not units:
        return State.GAP
    if not any(unit.binding == "COMPULSORY" for unit in units):
        return State.RECOMMENDED
    if len(grades) >= 3 and grades <= {unit.grade for unit in units}:
        return State.OFTEN
    return State.COMPULSORY
