"""The exact way for small instances: one mixed-integer programme per aim, each held by a row in the next.

The programme uses the full set of eligible places. A stage counts as proven only if HiGHS reports an optimum (or the
bound found by other means is met) and the whole-number recount of the assignment agrees.
"""

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from bildungsnetz.engines.allocation.edges import Edges
from bildungsnetz.engines.allocation.instance import Array, Indices, Instance, Integers, Numbers, Options
from bildungsnetz.engines.allocation.measure import previous_plans
from bildungsnetz.engines.allocation.mixed import Rows
from bildungsnetz.engines.allocation.ties import priority
from bildungsnetz.engines.allocation.wishing import LAST_POSITION, Positions

TIES = "ties"
"""Stands behind the aims: who goes first among equals."""
MAXIMISED = ("A1.filled", "A4.wishes", TIES)
GUIDE = "guide"
"""All aims at once, weighed: only to find a point from which every stage starts well."""
_GUIDE = {
    "A1.filled": -1000.0,
    **dict.fromkeys(("A2.n0", "A2.m5", "A2.m4", "A2.m3", "A2.m2"), 200.0),
    **{
        "A2b.changed": 100.0,
        "A3.none": 100.0,
        "A3.beyond5": 60.0,
        "A3.beyond3": 40.0,
        "A4.wishes": -1.0,
        "A5.metres": 2e-6,
    },
}


@dataclass(frozen=True, eq=False)
class Programme:
    """Columns: a place per pair, then u (pupil has at least j places), z (class reached), same plan, offer open.

    ``amounts[entry]`` gives each entry of the aims as (constant, coefficients over all columns).
    """

    edges: Edges
    rows: Rows
    lower: Numbers
    upper: Numbers
    amounts: Mapping[str, tuple[int, Numbers]]

    def places(self, x: Numbers) -> Indices:
        """Read the places out of a point."""
        used = x[: len(self.edges.pupil)] > 0.5
        return np.column_stack([self.edges.pupil[used], self.edges.offer[used]]).astype(np.int32)


class _Builder:
    """Collects columns and rows; each method adds one family of them."""

    def __init__(self, instance: Instance, options: Options, positions: Positions, edges: Edges) -> None:
        self.instance, self.options, self.positions, self.edges = instance, options, positions, edges
        self.rows = Rows()
        self.size = len(edges.pupil)
        self.upper: list[Numbers] = [np.ones(self.size)]
        self.amounts: dict[str, tuple[int, list[tuple[Integers, Numbers]]]] = {}

    def columns(self, count: int) -> Integers:
        first = self.size
        self.size += count
        self.upper.append(np.ones(count))
        return np.arange(first, self.size)

    def amount(self, entry: str, constant: int, columns: Integers, values: Array | float) -> None:
        values = np.broadcast_to(np.asarray(values, float), (len(columns),))
        self.amounts[entry] = constant, [(columns, values)]

    def hard_rules(self) -> None:
        instance, edges = self.instance, self.edges
        at, ones = np.arange(len(edges.pupil)), np.ones(len(edges.pupil))
        pupil, offer = edges.pupil.astype(np.int64), edges.offer.astype(np.int64)
        self._at_most(pupil * len(instance.dates) + instance.offers.date[offer], at, 1)
        if not self.options.fields_may_repeat:
            self._at_most(pupil * len(instance.fields) + instance.offers.field[offer], at, 1)
        self.rows.add_groups(pupil, at, ones, 0, instance.pupils.days[np.unique(pupil)])
        self.rows.add_groups(offer, at, ones, 0, instance.offers.capacity[np.unique(offer)])
        limited = np.flatnonzero(instance.offers.max_per_school[offer] >= 0)
        key = offer[limited] * len(instance.school_ids) + instance.pupils.school[pupil[limited]]
        limits = instance.offers.max_per_school[np.unique(key) // len(instance.school_ids)]
        self.rows.add_groups(key, limited, ones[limited], 0, limits)

    def _at_most(self, key: Integers, columns: Integers, most: int) -> None:
        self.rows.add_groups(key, columns, np.ones(len(columns)), 0, np.full(len(np.unique(key)), most))

    def minimum_groups(self) -> None:
        """H7: open · minimum <= places <= open · capacity."""
        offers = self.instance.offers
        for offer in np.unique(self.edges.offer[offers.min_group[self.edges.offer] > 1]):
            at = np.flatnonzero(self.edges.offer == offer)
            opened = self.columns(1)
            columns, ones = np.concatenate([at, opened]), np.ones(len(at))
            self.rows.add(columns, np.append(ones, -float(offers.capacity[offer])), -np.inf, 0)
            self.rows.add(columns, np.append(ones, -float(offers.min_group[offer])), 0, np.inf)

    def profile(self) -> None:
        """u[p, j] = 1 if pupil p has at least j places."""
        days = self.instance.pupils.days.astype(np.int64)
        first = np.concatenate(([0], np.cumsum(days)))[:-1]
        u = self.columns(int(days.sum()))
        pupils = np.arange(len(days))
        key = np.concatenate([np.repeat(pupils, days), self.edges.pupil])
        columns = np.concatenate([u, np.arange(len(self.edges.pupil))])
        values = np.concatenate([np.ones(len(u)), -np.ones(len(self.edges.pupil))])
        self.rows.add_groups(key, columns, values, 0, np.zeros(len(np.unique(key))))
        for p in pupils:
            for j in range(first[p], first[p] + days[p] - 1):
                self.rows.add(u[[j, j + 1]], np.array([1.0, -1.0]), 0, 1)
        some = pupils[days > 0]
        self.amount("A2.n0", len(some), u[first[some]], -1)
        for k in (5, 4, 3, 2):
            short = pupils[days >= k]
            self.amount(f"A2.m{k}", len(short), u[first[short] + days[short] - k], -1)

    def rungs(self) -> None:
        """z[p] = 1 only if pupil p has a wish of the class granted."""
        wishers = np.flatnonzero(self.positions.has_wish)
        number = np.full(len(self.positions.has_wish), -1)
        number[wishers] = np.arange(len(wishers))
        for entry, worst in (("A3.none", 127), ("A3.beyond5", 5), ("A3.beyond3", 3)):
            z = self.columns(len(wishers))
            good = np.flatnonzero(self.edges.wished & (self.edges.position <= worst))
            key = np.concatenate([np.arange(len(wishers)), number[self.edges.pupil[good]]])
            values = np.concatenate([np.ones(len(wishers)), -np.ones(len(good))])
            self.rows.add_groups(key, np.concatenate([z, good]), values, -np.inf, np.zeros(len(wishers)))
            self.amount(entry, len(wishers), z, -1)

    def same_plans(self) -> None:
        """same[p] = 1 only if the plan of a pupil who lost nothing is the earlier one."""
        if self.instance.previous is None:
            return
        plans, lost = previous_plans(self.instance, self.options.max_km)
        size = len(self.instance.offer_ids)
        kept = plans[~lost[plans[:, 0]]]
        old = np.isin(
            self.edges.pupil.astype(np.int64) * size + self.edges.offer, kept[:, 0].astype(np.int64) * size + kept[:, 1]
        )
        whole = np.bincount(kept[:, 0], minlength=len(lost)) == np.bincount(self.edges.pupil[old], minlength=len(lost))
        pupils = np.flatnonzero(~lost & whole)
        same = self.columns(len(pupils))
        for column, p in zip(same, pupils, strict=True):
            mine = np.flatnonzero(self.edges.pupil == p)
            count, most = int(old[mine].sum()), float(self.instance.pupils.days[p])
            for at in mine[old[mine]]:
                self.rows.add(np.array([column, at]), np.array([1.0, -1.0]), -np.inf, 0)
            self.rows.add(np.append(mine, column), np.append(np.ones(len(mine)), most), 0, count + most)
        self.amount("A2b.changed", int((~lost).sum()), same, -1)

    def build(self) -> Programme:
        edges = self.edges
        at = np.arange(len(edges.pupil))
        self.hard_rules()
        self.minimum_groups()
        self.amount("A1.filled", 0, at, 1)
        self.profile()
        self.same_plans()
        self.rungs()
        self.amount("A4.wishes", 0, at, edges.points)
        self.amount("A5.metres", 0, at, edges.metres)
        self.amount(TIES, 0, at, self._preferred())
        lower = np.zeros(self.size)
        lower[at[edges.fixed]] = 1
        return Programme(edges, self.rows, lower, np.concatenate(self.upper), self._dense_amounts())

    def _preferred(self) -> Integers:
        """Weigh what a pupil gets, places before points, by how early the pupil goes among equals.

        The sums over all pupils are held by the aims, so that moving a place or a point to whoever goes first always
        gains.
        """
        first = priority(self.instance, self.options.seed)
        weight = len(first) - first
        most_points = (LAST_POSITION - 1) * int(self.instance.pupils.days.max(initial=0))
        return np.asarray(weight[self.edges.pupil] * (most_points + 1 + self.edges.points), np.int64)

    def _dense_amounts(self) -> dict[str, tuple[int, Numbers]]:
        result = {}
        for entry, (constant, parts) in self.amounts.items():
            dense = np.zeros(self.size)
            for columns, values in parts:
                dense[columns] = values
            result[entry] = constant, dense
        guide = sum(
            (weight * result[entry][1] for entry, weight in _GUIDE.items() if entry in result), np.zeros(self.size)
        )
        return result | {GUIDE: (0, guide)}


def programme_of(instance: Instance, options: Options, positions: Positions, edges: Edges) -> Programme:
    """Write an instance as a mixed-integer programme over the given pairs."""
    return _Builder(instance, options, positions, edges).build()
