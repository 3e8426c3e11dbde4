"""Scenarios: what becomes of places and need over the years if schools open, close or grow."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

import numpy as np
from numpy.typing import NDArray

from bildungsnetz.inclusion.planning.balance import BANDS, Band, bands

Counts = NDArray[np.float64]


class Kind(StrEnum):
    """What a step of a scenario does."""

    NEW_SCHOOL = "NEW_SCHOOL"  # joint learning begins: places in a town, focus and range of grades
    CLOSING = "CLOSING"  # a school closes
    THRESHOLD = "THRESHOLD"  # schools with fewer pupils than the new minimum size close
    ASSISTANTS = "ASSISTANTS"  # so many hours of assistants a week more


@dataclass(frozen=True)
class Step:
    """One step, from a year on; which of the other values it needs follows from its kind."""

    kind: Kind
    from_year: int
    town: str = ""
    school: str = ""
    focus: int = 0
    first_grade: int = 1
    last_grade: int = 10
    value: int = 0


@dataclass(frozen=True)
class Supply:
    """The schools as they are: number, town (position), pupils (None = not known), places focuses × grades."""

    numbers: tuple[str, ...]
    towns: NDArray[np.int64]
    pupils: tuple[int | None, ...]
    places: Counts


@dataclass(frozen=True)
class Outcome:
    """What a scenario leads to: places and need towns × focuses × years, bands likewise, ways in km (NaN = nowhere).

    ``ways``: from a town's centre to the nearest one with places in the focus; ``hours``: assistants' hours more a week
    in each year; ``missing``: places too few over all towns, per year.
    """

    places: Counts
    need: Counts
    bands: NDArray[np.int8]
    ways: Counts
    hours: NDArray[np.int64]

    @property
    def missing(self) -> Counts:
        """Places too few per year, town by town (a spare place elsewhere does not count)."""
        found: Counts = np.maximum(self.need - self.places, 0).sum(axis=(0, 1))
        return found

    def count(self, band: Band, year: int) -> int:
        """How many towns and focuses are in a band in a year (position)."""
        return int((self.bands[:, :, year] == BANDS.index(band)).sum())


def play(
    supply: Supply, need: Counts, steps: Sequence[Step], *, first_year: int, towns: Mapping[str, int], distance: Counts
) -> Outcome:
    """Return what becomes of the supply with the steps; ``need``: towns × focuses × grades × years."""
    years = need.shape[3]
    alive = np.ones((len(supply.numbers), years))
    extra = np.zeros(need.shape)
    hours = np.zeros(years, dtype=np.int64)
    for step in steps:
        after = slice(max(0, step.from_year - first_year), None)
        if step.kind == Kind.NEW_SCHOOL and step.town in towns:
            extra[towns[step.town], step.focus, step.first_grade - 1 : step.last_grade, after] += step.value
        elif step.kind == Kind.CLOSING and step.school in supply.numbers:
            alive[supply.numbers.index(step.school), after] = 0
        elif step.kind == Kind.THRESHOLD:
            small = [place for place, n in enumerate(supply.pupils) if n is not None and n < step.value]
            alive[small, after] = 0
        elif step.kind == Kind.ASSISTANTS:
            hours[after] += step.value
    per_school = supply.places.sum(axis=2)
    places = extra.sum(axis=2)
    for town in range(need.shape[0]):
        here = supply.towns == town
        places[town] += np.einsum("sf,sy->fy", per_school[here], alive[here])
    needed = need.sum(axis=2)
    return Outcome(
        places, needed, bands(places, needed, np.ones(places.shape, dtype=bool)), _ways(places, distance), hours
    )


def _ways(places: Counts, distance: Counts) -> Counts:
    """Return the way from each town to the nearest one with places: towns × focuses × years."""
    there = np.where(places[None] > 0, distance[:, :, None, None], np.inf)
    found = there.min(axis=1)
    return np.where(np.isfinite(found), found, np.nan)
