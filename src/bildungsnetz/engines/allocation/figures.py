"""What an allocation amounts to: ranks and positions of its places, the value of each aim, counts per pupil."""

from dataclasses import dataclass

import numba
import numpy as np

from bildungsnetz.engines.allocation.eligibility import access, eligible_pairs, find_types, metres_of_pairs
from bildungsnetz.engines.allocation.instance import (
    WISH_COMPANY,
    WISH_OFFER,
    Bools,
    Bytes,
    Indices,
    Instance,
    Integers,
    Options,
)
from bildungsnetz.engines.allocation.wishing import LAST_POSITION, find_positions

RUNGS = (LAST_POSITION * 100, 5, 3)
"""A3 counts pupils whose best granted wish is none at all, beyond the fifth, beyond the third."""
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


def figures_of_places(instance: Instance, places: Indices) -> PlaceFigures:
    """Look up rank, position and metres of each place; ``places`` is n x 2 (pupil, offer)."""
    wishes, offers = instance.wishes, instance.offers
    rank, position = _ranks(places, wishes.start, wishes.kind, wishes.target, wishes.rank, offers.company, offers.field)
    return PlaceFigures(rank, position, metres_of_pairs(places, access(instance, None)))


def figures_of_pupils(instance: Instance, options: Options, places: Indices, of_places: PlaceFigures) -> PupilFigures:
    """Count per pupil what the aims are made of."""
    count = len(instance.pupil_ids)
    taken = np.bincount(places[:, 0], minlength=count).astype(np.int64)
    best = np.full(count, NEVER, np.int64)
    wished = of_places.rank != NO_RANK
    np.minimum.at(best, places[wished, 0], of_places.position[wished])
    types = find_types(instance, options.max_km)
    has_wish = find_positions(instance, types, options.max_km).has_wish
    return PupilFigures(taken, instance.pupils.days - taken, best, has_wish)


def aim_values(
    instance: Instance, places: Indices, of_places: PlaceFigures, of_pupils: PupilFigures, changes: Changes | None
) -> dict[str, int | list[int]]:
    """Return the value of every aim, by its name in the order in which they count."""
    missing = of_pupils.missing
    wishers = of_pupils.best[of_pupils.has_wish]
    values: dict[str, int | list[int]] = {
        "A1": len(places),
        "A2": [
            int(np.sum((of_pupils.taken == 0) & (instance.pupils.days > 0))),
            *(int(np.sum(missing >= least)) for least in range(MOST_MISSING, 1, -1)),
        ],
    }
    if changes is not None:
        values["A2b"] = changes.changed
    values["A3"] = [int(np.sum(wishers > rung)) for rung in RUNGS]
    values["A4"] = int(np.sum(LAST_POSITION - of_places.position))
    values["A5"] = int(np.sum(of_places.metres))
    return values


def changes_of(instance: Instance, options: Options, places: Indices, of_places: PlaceFigures) -> Changes | None:
    """Compare with the earlier allocation; None if there was none.

    *Changed* are pupils who lost no place and whose places differ; *worsened* are pupils with fewer places than
    before, or as many with fewer wish points.
    """
    if instance.previous is None:
        return None
    before = instance.previous
    kept = before[:, 1] >= 0
    if kept.any():
        kept[kept] = eligible_pairs(before[kept], access(instance, options.max_km))
    count = len(instance.pupil_ids)
    lost = np.bincount(before[~kept, 0], minlength=count)
    same = _common(before, places, len(instance.offer_ids), count)
    taken = np.bincount(places[:, 0], minlength=count)
    had = np.bincount(before[:, 0], minlength=count)
    changed = (lost == 0) & ((same < taken) | (same < had))
    points_now = np.bincount(places[:, 0], weights=LAST_POSITION - of_places.position, minlength=count)
    # What a lost place was worth cannot be told once the offer is gone; such a place counts without points.
    still = before[kept]
    earlier = figures_of_places(instance, still)
    points_before = np.bincount(still[:, 0], weights=LAST_POSITION - earlier.position, minlength=count)
    worse = (taken < had) | ((taken == had) & (points_now < points_before))
    return Changes(int(np.sum(~kept)), int(np.sum(changed)), int(np.sum(worse)))


def _common(before: Indices, places: Indices, offers: int, count: int) -> Integers:
    """Count per pupil the places that stand in both allocations."""
    old = before[:, 0].astype(np.int64) * (offers + 1) + before[:, 1]
    new = places[:, 0].astype(np.int64) * (offers + 1) + places[:, 1]
    both = np.isin(old, new) & (before[:, 1] >= 0)
    return np.bincount(before[both, 0], minlength=count).astype(np.int64)


@numba.njit(cache=True)
def _ranks(
    places: Indices,
    start: Integers,
    kind: Bytes,
    target: Indices,
    rank: Integers,
    company: Indices,
    field: Indices,
) -> tuple[Integers, Integers]:
    """Find the first wish of the pupil that names the place; wishes are ascending by rank."""
    ranks = np.zeros(len(places), np.int64)
    positions = np.zeros(len(places), np.int64)
    for row in range(len(places)):
        pupil, offer = places[row, 0], places[row, 1]
        position = 0
        for at in range(start[pupil], start[pupil + 1]):
            if at == start[pupil] or rank[at] != rank[at - 1]:
                position += 1
            if ranks[row] == NO_RANK:
                named = offer
                if kind[at] == WISH_COMPANY:
                    named = company[offer]
                elif kind[at] != WISH_OFFER:
                    named = field[offer]
                if named == target[at]:
                    ranks[row] = rank[at]
                    positions[row] = position
        if ranks[row] == NO_RANK:
            positions[row] = position + 1
        positions[row] = min(positions[row], LAST_POSITION)
    return ranks, positions
