"""What an allocation amounts to, place by place and pupil by pupil: ranks, positions, ways, what changed."""

from dataclasses import dataclass

import numba
import numpy as np

from bildungsnetz.engines.allocation.eligibility import access, metres_of_pairs
from bildungsnetz.engines.allocation.instance import (
    WISH_COMPANY,
    WISH_OFFER,
    Array,
    Bools,
    Indices,
    Instance,
    Integers,
    Options,
)
from bildungsnetz.engines.allocation.measure import changed_pupils, positions_of, previous_plans
from bildungsnetz.engines.allocation.wishing import LAST_POSITION, Positions

MOST_MISSING = 5
NO_RANK = 0
NEVER = 10_000
"""Stands for the position of pupils without any granted wish; greater than every position."""


@dataclass(frozen=True, eq=False)
class PlaceFigures:
    """One entry per place, in the order of the places.

    ``rank`` as written by the pupil, 0 if not wished; ``position`` 1..11 in the pupil's list, that of an unwished
    place behind the list; ``metres`` between the pupil's point and the company, 0 if unknown.
    """

    rank: Integers
    position: Integers
    metres: Integers


@dataclass(frozen=True, eq=False)
class PupilFigures:
    """One entry per pupil: places ``taken`` and ``missing``, position of the best granted wish, eligible wishes."""

    taken: Integers
    missing: Integers
    best: Integers
    has_wish: Bools


@dataclass(frozen=True)
class Changes:
    """What became of an earlier allocation: lost places, and pupils whose plan changed without need, or got worse."""

    hit: int
    changed: int
    worsened: int


def figures_of_places(instance: Instance, positions: Positions, places: Indices) -> PlaceFigures:
    """Look up rank, position and metres of each place; ``places`` is n x 2 (pupil, offer)."""
    wishes, offers = instance.wishes, instance.offers
    rank = _ranks(places, wishes.start, wishes.kind, wishes.target, wishes.rank, offers.company, offers.field)
    position = positions_of(instance, positions, places)[0].astype(np.int64)
    return PlaceFigures(rank, position, metres_of_pairs(places, access(instance, None)))


def figures_of_pupils(
    instance: Instance, positions: Positions, places: Indices, of_places: PlaceFigures
) -> PupilFigures:
    """Count per pupil what the aims are made of."""
    count = len(instance.pupil_ids)
    taken = np.bincount(places[:, 0], minlength=count).astype(np.int64)
    best = np.full(count, NEVER, np.int64)
    wished = of_places.rank != NO_RANK
    np.minimum.at(best, places[wished, 0], of_places.position[wished])
    return PupilFigures(taken, instance.pupils.days - taken, best, positions.has_wish)


def changes_of(instance: Instance, options: Options, positions: Positions, places: Indices) -> Changes | None:
    """Compare with the earlier allocation; None if there was none.

    *Changed* are pupils who lost no place and whose places differ; *worsened* are pupils with fewer places than
    before, or as many with fewer wish points (a lost place counts as a place, without points).
    """
    if instance.previous is None:
        return None
    kept, _lost = previous_plans(instance, options.max_km)
    count = len(instance.pupil_ids)
    had, has = (np.bincount(rows[:, 0], minlength=count) for rows in (instance.previous, places))
    before, now = (_points(instance, positions, rows) for rows in (kept, places))
    worse = (has < had) | ((has == had) & (now < before))
    changed = changed_pupils(instance, places, options.max_km)
    return Changes(len(instance.previous) - len(kept), int(changed.sum()), int(worse.sum()))


def _points(instance: Instance, positions: Positions, places: Indices) -> Integers:
    found = np.zeros(len(instance.pupil_ids), np.int64)
    np.add.at(found, places[:, 0], LAST_POSITION - positions_of(instance, positions, places)[0].astype(np.int64))
    return found


@numba.njit(cache=True)
def _ranks(places: Array, start: Array, kind: Array, target: Array, rank: Array, company: Array, field: Array) -> Array:
    """Find the first wish of the pupil that names the place; wishes are ascending by rank."""
    ranks = np.zeros(len(places), np.int64)
    for row in range(len(places)):
        pupil, offer = places[row, 0], places[row, 1]
        for at in range(start[pupil], start[pupil + 1]):
            named = field[offer]
            if kind[at] == WISH_OFFER:
                named = offer
            elif kind[at] == WISH_COMPANY:
                named = company[offer]
            if named == target[at]:
                ranks[row] = rank[at]
                break
    return ranks
