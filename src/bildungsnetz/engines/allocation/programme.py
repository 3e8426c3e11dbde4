"""The aims as one weighted programme over listed places, for HiGHS: as a linear one, or in whole numbers."""

from dataclasses import dataclass

import numpy as np

from bildungsnetz.engines.allocation.bundles import MOST_DAYS
from bildungsnetz.engines.allocation.instance import Array, Bools, Indices, Integers, Numbers
from bildungsnetz.engines.allocation.measure import positions_of
from bildungsnetz.engines.allocation.mixed import Rows
from bildungsnetz.engines.allocation.seating import rows_of_places
from bildungsnetz.engines.allocation.weights import Market, Weights
from bildungsnetz.engines.allocation.wishing import LAST_POSITION

UNIT = 1024


@dataclass(frozen=True, eq=False)
class Corner:
    """A programme for some pupils: ``places`` (n x 2) are the first columns; costs are in wish points, to be minimised.

    ``offers`` and ``limit_rows`` tell to which offers and rows of H5 the rows of the programme belong that begin at
    ``first_offer`` and ``first_limit``.
    """

    places: Indices
    cost: Numbers
    lower: Numbers
    upper: Numbers
    rows: Rows
    offers: Integers
    limit_rows: Integers


class _Columns:
    def __init__(self) -> None:
        self.cost: list[Numbers] = []
        self.size = 0

    def add(self, cost: Array) -> Integers:
        first = self.size
        self.size += len(cost)
        self.cost.append(np.asarray(cost, float))
        return np.arange(first, self.size)


def corner_of(
    market: Market, weights: Weights, places: Indices, pinned: Bools, free: Integers, free_rows: Integers, *,
    over_unwished: bool = False,
) -> Corner:  # fmt: skip
    """Write the programme for all pupils in ``places`` (n x 2, sorted); ``pinned`` ones must be used.

    ``free`` and ``free_rows`` are what offers and rows of H5 can still give to these pupils. With ``over_unwished`` the
    worth of a place counts above that of an unwished one, and a pupil with a wished field counts as served by it.
    """
    columns, rows = _Columns(), Rows()
    pupil, offer = places[:, 0].astype(np.int64), places[:, 1].astype(np.int64)
    position, wished = positions_of(market.instance, market.positions, places)
    points = LAST_POSITION - position.astype(np.int64)
    plain = LAST_POSITION - market.group.lists.unwished[pupil].astype(np.int64) if over_unwished else 0
    at = columns.add(-(weights.place + weights.wish * (points - plain)) / UNIT)
    ones = np.ones(len(at))
    limit = rows_of_places(market, places)
    some = np.flatnonzero(limit >= 0)
    rows.add_groups(offer, at, ones, 0, free[np.unique(offer)])
    rows.add_groups(limit[some], some, ones[some], 0, free_rows[np.unique(limit[some])])
    _once(rows, pupil * len(market.cells.at_pair) + market.cells.date[market.cells.of_offer[offer]], at)
    if not market.options.fields_may_repeat:
        _once(rows, pupil * max(1, len(market.instance.fields)) + market.instance.offers.field[offer], at)
    own, number = np.unique(pupil, return_inverse=True)
    _sizes(columns, rows, market, weights, own, number, at)
    grade = np.where(wished, np.select([position <= 3, position <= 5], [3, 2], 1), 0)
    _classes(columns, rows, market, weights, own, number, grade, _served_by_field(market) if over_unwished else None)
    if weights.changed:
        _plans(columns, rows, market, weights, own, pupil, offer)
    lower = np.zeros(columns.size)
    lower[at[pinned]] = 1
    cost = np.concatenate(columns.cost)
    return Corner(places, cost, lower, np.ones(columns.size), rows, np.unique(offer), np.unique(limit[some]))


def _once(rows: Rows, key: Integers, columns: Integers) -> None:
    """At most one column of each key; keys with a single column need no row."""
    _, group, times = np.unique(key, return_inverse=True, return_counts=True)
    many = np.flatnonzero(times[group.reshape(-1)] > 1)
    count = len(np.unique(key[many]))
    rows.add_groups(key[many], columns[many], np.ones(len(many)), 0, np.ones(count))


def _sizes(
    columns: _Columns, rows: Rows, market: Market, weights: Weights, own: Integers, number: Integers, at: Integers
) -> None:
    """Places and missing places add up to the days; each further missing place costs more (A2)."""
    days = market.group.days[own]
    who, step = [], []
    for missing in range(1, MOST_DAYS + 1):
        who.append(np.flatnonzero(days >= missing))
        step.append(np.full(len(who[-1]), missing))
    row, lost = np.concatenate(who), np.concatenate(step)
    before, after = weights.sizes[days[row], days[row] - lost + 1], weights.sizes[days[row], days[row] - lost]
    short = columns.add((before - after) / UNIT)
    key, both = np.concatenate([number, row]), np.concatenate([at, short])
    rows.add_groups(key, both, np.ones(len(both)), 0, days[np.unique(key)])
    rows.lower[-1] = days[np.unique(key)].astype(float)


def _classes(
    columns: _Columns, rows: Rows, market: Market, weights: Weights, own: Integers, number: Integers, grade: Integers,
    served: Integers | None,
) -> None:  # fmt: skip
    """A pupil counts as served on a rung only with a granted wish of that class (A3)."""
    wishers = market.positions.has_wish[own]
    already = np.zeros(len(own), np.int64) if served is None else served[own]
    for rung in (1, 2, 3):
        step = (weights.rungs[rung] - weights.rungs[rung - 1]) / UNIT
        good = np.flatnonzero((grade >= rung) & wishers[number] & (already[number] < rung))
        if step == 0 or not len(good):
            continue
        who = np.unique(number[good])
        reached = columns.add(np.full(len(who), -step))
        key, both = np.concatenate([who, number[good]]), np.concatenate([reached, good])
        values = np.concatenate([np.ones(len(who)), -np.ones(len(good))])
        rows.add_groups(key, both, values, -np.inf, np.zeros(len(who)))


def _served_by_field(market: Market) -> Integers:
    """Give the class of each pupil's best wish for a field; in a field there is nearly always some place."""
    lists = market.group.lists
    found = np.zeros(len(lists.unwished), np.int64)
    pupil = np.repeat(np.arange(len(found)), np.diff(lists.field_start))
    np.maximum.at(found, pupil, np.select([lists.field_position <= 3, lists.field_position <= 5], [3, 2], 1))
    return found


def _plans(
    columns: _Columns, rows: Rows, market: Market, weights: Weights, own: Integers, pupil: Integers, offer: Integers
) -> None:
    """An earlier plan counts as kept only if every place of it is used and no other (A2b)."""
    group = market.group
    for one in own[group.plan_state[own] == 1]:
        mine = np.flatnonzero(pupil == one)
        plan = group.plan[group.plan_start[one] : group.plan_start[one + 1]]
        kept = mine[np.isin(offer[mine], plan)]
        if len(kept) < len(plan):
            continue
        same = columns.add(np.array([-weights.changed / UNIT]))
        for column in kept:
            rows.add(np.array([same[0], column]), np.array([1.0, -1.0]), -np.inf, 0)
        others = np.setdiff1d(mine, kept)
        rows.add(np.append(others, same), np.append(np.ones(len(others)), float(MOST_DAYS)), -np.inf, MOST_DAYS)
