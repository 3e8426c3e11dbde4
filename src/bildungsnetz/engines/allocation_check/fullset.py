"""The cheapest eligible offer of every pupil, day and field at given prices: the full eligible set, by kinds of pupils.

Whether a pupil may take an offer depends on school, days, age, need of step-free access and, with a greatest distance,
on where the pupil starts. Pupils of one school (and starting point) share a table over (step-free, age, day, field), so
a pass costs as much as the schools times the offers, not the pupils times the offers.
"""

import math
from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from bildungsnetz.engines.allocation_check.case import EARTH_RADIUS_M, NO_WISH, Case, Flags, Integers, haversine

IMPOSSIBLE = 2**60
"""Price of what cannot be had."""
OUT_OF_REACH = 2**58
"""Prices from here on mean that nothing can be had."""
CELLS_AT_ONCE = 4_000_000


@dataclass(frozen=True, eq=False)
class Prices:
    """Prices in 1/1024: one per offer, additional ones by (offer, school), and one for each metre of the way."""

    offer: Integers
    row_offer: Integers
    row_school: Integers
    row: Integers
    metre: int = 0

    @classmethod
    def nothing(cls, case: Case) -> "Prices":
        """Everything for free."""
        none = np.zeros(0, np.int64)
        return cls(np.zeros(len(case.offers.ids), np.int64), none, none, none)

    def of_pairs(self, case: Case, pupil: Integers, offer: Integers) -> Integers:
        """Return what each pair costs."""
        found = self.offer[offer]
        if len(self.row):
            schools = len(case.schools)
            keys = self.row_offer * schools + self.row_school
            order = np.argsort(keys)
            wanted = offer * schools + case.pupils.school[pupil]
            at = np.minimum(np.searchsorted(keys, wanted, sorter=order), len(keys) - 1)
            found = found + np.where(keys[order[at]] == wanted, self.row[order[at]], 0)
        return found + self.metre * case.metres(pupil, offer) if self.metre else found


class FullSet:
    """All eligible offers of all pupils, priced group by group."""

    def __init__(self, case: Case) -> None:
        self.case = case
        offers = case.offers
        dates, fields = len(case.dates), len(case.fields)
        key = ((offers.step_free * case.levels + offers.age_level) * dates + offers.date) * fields + offers.field
        self.keys, self.starts = np.unique(key, return_index=True)
        self.grid = (2, case.levels, dates, fields)

    def pupils_by_prices(self, prices: Prices) -> Iterator[tuple[Integers, Integers]]:
        """Yield pupils with their cheapest price by (pupil, day, field), ``IMPOSSIBLE`` where nothing is eligible."""
        case = self.case
        by_place = prices.metre > 0 or math.isfinite(case.rules.max_metres)
        columns = [case.pupils.school.astype(np.float64)]
        if by_place:
            columns += [np.nan_to_num(case.pupils.lat, nan=999.0), np.nan_to_num(case.pupils.lon, nan=999.0)]
        _, first, group = np.unique(np.stack(columns, axis=1), axis=0, return_index=True, return_inverse=True)
        group = group.reshape(-1)
        order = np.argsort(group, kind="stable")
        starts = np.searchsorted(group[order], np.arange(len(first) + 1))
        at_once = max(1, CELLS_AT_ONCE // max(1, len(case.offers.ids), math.prod(self.grid)))
        for begin in range(0, len(first), at_once):
            end = min(begin + at_once, len(first))
            table = self._table(first[begin:end], prices, by_place=by_place)
            pupils = order[starts[begin] : starts[end]]
            step = max(1, CELLS_AT_ONCE // max(1, self.grid[2] * self.grid[3]) // 4)
            for at in range(0, len(pupils), step):
                chosen = pupils[at : at + step]
                yield chosen, self._of_pupils(chosen, group[chosen] - begin, table)

    def _table(self, examples: Integers, prices: Prices, *, by_place: bool) -> Integers:
        """Return the cheapest price by (step-free, group, age level, day, field); one pupil stands for its group."""
        cost = np.full((len(examples), len(self.case.offers.ids)), IMPOSSIBLE, np.int64)
        for at, pupil in enumerate(examples.tolist()):
            self._cost(cost[at], pupil, prices, by_place=by_place)
        found = np.full((len(examples), math.prod(self.grid)), IMPOSSIBLE, np.int64)
        if len(self.keys):
            found[:, self.keys] = np.minimum.reduceat(cost, self.starts, axis=1)
        found = np.minimum.accumulate(found.reshape(len(examples), *self.grid), axis=2)
        return np.stack([found.min(axis=1), found[:, 1]])

    def _cost(self, cost: Integers, pupil: int, prices: Prices, *, by_place: bool) -> None:
        """Fill in what each offer within reach costs a pupil of this school and starting point."""
        case, offers = self.case, self.case.offers
        school = case.pupils.school[pupil]
        near = self._near(pupil) if by_place else np.arange(len(offers.ids))
        cost[near] = prices.offer[near]
        rows = prices.row_school == school
        np.add.at(cost, prices.row_offer[rows], prices.row[rows])
        if by_place:
            lat, lon = case.pupils.lat[pupil : pupil + 1], case.pupils.lon[pupil : pupil + 1]
            metres = haversine(lat, lon, offers.lat[near], offers.lon[near])
            cost[near] += prices.metre * metres
            cost[near[metres > case.rules.max_metres]] = IMPOSSIBLE
        shut = offers.restricted.copy()
        admitted_offer, admitted_school = np.divmod(offers.admitted, len(case.schools))
        shut[admitted_offer[admitted_school == school]] = False
        cost[shut] = IMPOSSIBLE

    def _near(self, pupil: int) -> Integers:
        """Return the offers in a box around the greatest distance, and those of which the place is unknown."""
        case, offers = self.case, self.case.offers
        lat, lon = case.pupils.lat[pupil], case.pupils.lon[pupil]
        # A metre more than allowed, since distances are rounded before they are compared.
        angle = (case.rules.max_metres + 1) / EARTH_RADIUS_M
        widest = math.cos(math.radians(lat)) if not math.isnan(lat) else 0.0
        if math.isnan(lat + lon) or angle >= math.pi / 2 or math.sin(angle) >= widest:
            return np.arange(len(offers.ids))
        outside = np.abs(offers.lat - lat) > math.degrees(angle)
        around = np.abs((offers.lon - lon + 180) % 360 - 180)
        outside |= around > math.degrees(math.asin(math.sin(angle) / widest))
        return np.flatnonzero(~outside)

    def _of_pupils(self, pupils: Integers, group: Integers, table: Integers) -> Integers:
        own = self.case.pupils
        need = own.step_free[pupils].astype(np.int64)
        dates = np.arange(self.grid[2])
        found = table[need[:, None], group[:, None], own.age_level[pupils], dates[None, :]]
        found[~own.can_go[pupils]] = IMPOSSIBLE
        return found

    def wishers(self) -> Flags:
        """Mark the pupils with at least one eligible wish."""
        case = self.case
        found = np.zeros(len(case.pupils.ids), bool)
        for pupils, price in self.pupils_by_prices(Prices.nothing(case)):
            wished = case.wishes.field_position[pupils] != NO_WISH
            found[pupils] = ((price < OUT_OF_REACH).any(axis=1) & wished).any(axis=1)
        named = case.eligible(case.wishes.pupil, case.wishes.offer)
        found[case.wishes.pupil[named]] = True
        return found
