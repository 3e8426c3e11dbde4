"""Recomputes a bound from its multipliers, over the full eligible set, in whole numbers.

For multipliers that are not negative, every allocation that obeys the rules and is at least as good in the earlier
aims as reported satisfies: aim <= sum over pupils of the best bundle at the prices + what the capacities cost. The
argument is Lagrange's; it needs no trust in the program that found the multipliers.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field

import numpy as np

from bildungsnetz.engines.allocation_check.aims import MAXIMISED, MISSING, RUNGS
from bildungsnetz.engines.allocation_check.bundles import NONE, POSSIBLE, Matchings
from bildungsnetz.engines.allocation_check.case import NO_WISH, WORST_POSITION, Case, Flags, Integers, positions
from bildungsnetz.engines.allocation_check.fullset import OUT_OF_REACH, FullSet, Prices

UNIT = 1024
LARGEST_MULTIPLIER = 2**40
"""Prices and weights up to here cannot leave 64 bits in any sum over a bundle."""


@dataclass(frozen=True, eq=False)
class Multipliers:
    """The certificate of one entry: ``weights`` of the earlier entries and prices of capacities and school limits."""

    name: str
    offer: Integers
    row_offer: Integers
    row_school: Integers
    row: Integers
    weights: Mapping[str, int] = field(default_factory=dict)

    @property
    def amounts(self) -> dict[str, int]:
        """Return what one unit of each entry counts, that of the bounded entry included."""
        return {**self.weights, self.name: UNIT}


def dual_bound(case: Case, full: FullSet, multipliers: Multipliers, values: Mapping[str, int], wishers: Flags) -> int:
    """Return the bound that follows from the multipliers and the values reached in the earlier entries."""
    amounts = multipliers.amounts
    prices = Prices(
        multipliers.offer, multipliers.row_offer, multipliers.row_school, multipliers.row, amounts.get("A5.metres", 0)
    )
    total = _Pass(case, full, prices, amounts, wishers).total()
    total += sum(int(p) * int(c) for p, c in zip(prices.offer, case.offers.capacity, strict=True))
    limits = case.offers.max_per_school[prices.row_offer]
    total += sum(int(p) * int(limit) for p, limit in zip(prices.row, limits, strict=True))
    for name, weight in multipliers.weights.items():
        total -= (weight if name in MAXIMISED else -weight) * values[name]
    return total // UNIT if multipliers.name in MAXIMISED else -(total // UNIT)


class _Pass:
    """One pass over all pupils: the greatest worth of a bundle of each, summed."""

    def __init__(self, case: Case, full: FullSet, prices: Prices, amounts: Mapping[str, int], wishers: Flags) -> None:
        self.case, self.full, self.prices, self.amounts = case, full, prices, amounts
        self.place, self.wish = amounts.get("A1.filled", 0), amounts.get("A4.wishes", 0)
        steps = [amounts.get(name, 0) for name in RUNGS]
        # Worth by class of the best granted wish: none, any, among the first five, among the first three.
        self.rungs = np.array([-sum(steps), -sum(steps[1:]), -steps[2], 0], np.int64)
        self.wishers = wishers
        self.pairs = _eligible_wishes(case)
        self.starts = np.searchsorted(self.pairs[0], np.arange(len(case.pupils.ids) + 1))
        self.fixed = _Held.of(self, case.fixed)
        kept = [(p, o) for p, o in case.previous or [] if o >= 0]
        self.before = _Held.of(self, kept)

    def total(self) -> int:
        """Return the sum over all pupils."""
        best = np.empty(len(self.case.pupils.ids), np.int64)
        for pupils, price in self.full.pupils_by_prices(self.prices):
            best[pupils] = self._best(pupils, price)
        return sum(best.tolist())

    def _best(self, pupils: Integers, price: Integers) -> Integers:
        worth, wished = self._worths(pupils, price)
        self._keep_fixed(pupils, worth, wished)
        if self.case.rules.fields_may_repeat:
            worth, wished = _one_column_per_date(worth), [_one_column_per_date(table) for table in wished]
        best = self._best_bundle(pupils, worth, wished)
        if penalty := self.amounts.get("A2b.changed", 0):
            same = self._worth_of_earlier_plan(pupils)
            hit = self._hit()[pupils]
            best = np.where(hit, best, np.maximum(best - penalty, same))
        return best

    def worth_of_pairs(self, pupil: Integers, offer: Integers) -> Integers:
        """Return what each place is worth to its pupil, its price taken off."""
        position = positions(self.case, pupil, offer)
        unwished = self.case.wishes.different_ranks[pupil] + 1
        counted = np.minimum(np.where(position == NO_WISH, unwished, position), WORST_POSITION)
        points = WORST_POSITION - counted
        return self.place + self.wish * points - self.prices.of_pairs(self.case, pupil, offer)

    def _worths(self, pupils: Integers, price: Integers) -> tuple[Integers, list[Integers]]:
        """Return worth by (pupil, day, field): of any place, and of wished places of the classes 1, 2 and 3."""
        case = self.case
        own = case.wishes.field_position[pupils].astype(np.int64)
        worth = self.place + self.wish * (WORST_POSITION - np.minimum(own, WORST_POSITION))[:, None, :] - price
        wished = []
        for limit in (WORST_POSITION, 5, 3):
            allowed = (own <= limit)[:, None, :] & (price < OUT_OF_REACH)
            wished.append(np.where(allowed, worth, NONE))
        row, cell_date, cell_field, position, value = self._named(pupils)
        for limit, table in zip((WORST_POSITION, 5, 3), wished, strict=True):
            good = position <= limit
            np.maximum.at(table, (row[good], cell_date[good], cell_field[good]), value[good])
        if case.rules.only_wished:
            return wished[0].copy(), wished
        unwished = WORST_POSITION - np.minimum(case.wishes.different_ranks[pupils] + 1, WORST_POSITION)
        plain = self.place + self.wish * unwished[:, None, None] - price
        return np.maximum(np.where(price < OUT_OF_REACH, plain, NONE), wished[0]), wished

    def _named(self, pupils: Integers) -> tuple[Integers, ...]:
        """Return the offers these pupils name, themselves or by company: row, day, field, position, worth."""
        counts = self.starts[pupils + 1] - self.starts[pupils]
        row = np.repeat(np.arange(len(pupils)), counts)
        offset = np.arange(len(row)) - np.repeat(np.cumsum(counts) - counts, counts)
        at = self.starts[pupils][row] + offset
        pupil, offer, position = (column[at] for column in self.pairs)
        value = self.place + self.wish * (WORST_POSITION - position) - self.prices.of_pairs(self.case, pupil, offer)
        return row, self.case.offers.date[offer], self.case.offers.field[offer], position, value

    def _keep_fixed(self, pupils: Integers, worth: Integers, wished: list[Integers]) -> None:
        """Take the days and fields of fixed places out of the tables."""
        row_of = np.full(len(self.case.pupils.ids), -1, np.int64)
        row_of[pupils] = np.arange(len(pupils))
        row = row_of[self.fixed.pupil]
        row, offer = row[row >= 0], self.fixed.offer[row >= 0]
        for table in (worth, *wished):
            table[row, self.case.offers.date[offer]] = NONE
            if not self.case.rules.fields_may_repeat:
                table[row, :, self.case.offers.field[offer]] = NONE

    def _best_bundle(self, pupils: Integers, worth: Integers, wished: list[Integers]) -> Integers:
        fixed = self.fixed.count[pupils]
        days = self.case.pupils.days[pupils]
        matchings = Matchings(worth, int(max((days - fixed).max(initial=0), 0)))
        sizes = [value + self.by_size(pupils, size + fixed) for size, value in enumerate(matchings.value)]
        rungs = np.where(self.wishers[pupils, None], self.rungs[None, :], 0)
        from_fixed = self.fixed.rank_class[pupils]
        best = np.full(len(pupils), NONE, np.int64)
        for size, value in enumerate(sizes):
            reached = np.maximum(_class_of(matchings, size, wished), from_fixed)
            best = np.maximum(best, value + rungs[np.arange(len(pupils)), reached])
        most = np.max(sizes, axis=0)
        for rank_class in (3, 2, 1):
            rows = np.flatnonzero((from_fixed < rank_class) & (most + rungs[:, rank_class] > best))
            self._with_a_wish(pupils, worth, wished[rank_class - 1], rows, rungs[:, rank_class], best)
        return best + self.fixed.worth[pupils]

    def _with_a_wish(
        self, pupils: Integers, worth: Integers, wished: Integers, rows: Integers, rung: Integers, best: Integers
    ) -> None:
        """Raise ``best`` by the bundles that hold a wished place of one class, trying every such place."""
        at, date, column = np.nonzero(wished[rows] > POSSIBLE)
        step = max(1, 1_000_000 // max(1, worth.shape[1] * worth.shape[2]))
        for begin in range(0, len(at), step):
            row, day, col = rows[at[begin : begin + step]], date[begin : begin + step], column[begin : begin + step]
            rest = worth[row]
            here = np.arange(len(row))
            rest[here, day] = NONE
            rest[here, :, col] = NONE
            own = pupils[row]
            room = int((self.case.pupils.days[own] - self.fixed.count[own]).max(initial=0)) - 1
            for size, value in enumerate(Matchings(rest, max(room, 0)).value):
                total = value + wished[row, day, col] + self.by_size(own, size + 1 + self.fixed.count[own]) + rung[row]
                np.maximum.at(best, row, total)

    def by_size(self, pupils: Integers, held: Integers) -> Integers:
        """Return what the number of places is worth by aim A2, ``NONE`` for more than the pupil's days."""
        days = self.case.pupils.days[pupils]
        found = np.where((held == 0) & (days > 0), -self.amounts.get("A2.n0", 0), 0)
        for name, least in MISSING.items():
            found = found - np.where(days - held >= least, self.amounts.get(name, 0), 0)
        return np.where(held > days, NONE, found)

    def _hit(self) -> Flags:
        found = np.zeros(len(self.case.pupils.ids), bool)
        found[[p for p, o in self.case.previous or [] if o < 0]] = True
        return found

    def _worth_of_earlier_plan(self, pupils: Integers) -> Integers:
        """Return what the earlier plan is worth unchanged, ``NONE`` where it breaks a rule of today."""
        before = self.before
        rungs = np.where(self.wishers[pupils], self.rungs[before.rank_class[pupils]], 0)
        found = before.worth[pupils] + self.by_size(pupils, before.count[pupils]) + rungs
        return np.where(before.allowed[pupils], found, NONE)


@dataclass(frozen=True, eq=False)
class _Held:
    """Given places by pupil: their number, worth, class of the best wish, and whether they obey H1, H2 and H6."""

    pupil: Integers
    offer: Integers
    count: Integers
    worth: Integers
    rank_class: Integers
    allowed: Flags

    @classmethod
    def of(cls, work: _Pass, pairs: list[tuple[int, int]]) -> "_Held":
        case = work.case
        columns = np.array(pairs, np.int64).reshape(len(pairs), 2)
        pupil, offer = columns[:, 0], columns[:, 1]
        pupils = len(case.pupils.ids)
        count = np.bincount(pupil, minlength=pupils)
        worth = np.zeros(pupils, np.int64)
        np.add.at(worth, pupil, work.worth_of_pairs(pupil, offer))
        best = np.full(pupils, NO_WISH, np.int64)
        position = positions(case, pupil, offer)
        np.minimum.at(best, pupil, position)
        allowed = count <= case.pupils.days
        kinds = [case.offers.date[offer]] + ([] if case.rules.fields_may_repeat else [case.offers.field[offer]])
        for kind in kinds:
            both, times = np.unique(np.stack([pupil, kind]), axis=1, return_counts=True)
            allowed[both[0, times > 1]] = False
        if case.rules.only_wished:
            allowed[pupil[position == NO_WISH]] = False
        for p, o in set(case.fixed) - set(pairs):
            allowed[p] &= o < 0
        rank_class = np.select([best <= 3, best <= 5, best < NO_WISH], [3, 2, 1], 0)
        return cls(pupil, offer, count, worth, rank_class, allowed)


def _eligible_wishes(case: Case) -> tuple[Integers, Integers, Integers]:
    wishes = case.wishes
    good = case.eligible(wishes.pupil, wishes.offer)
    return wishes.pupil[good], wishes.offer[good], wishes.position[good]


def _one_column_per_date(table: Integers) -> Integers:
    """Let fields repeat: each day keeps its best place in a column of its own."""
    days = table.shape[1]
    found = np.full((len(table), days, days), NONE, np.int64)
    found[:, np.arange(days), np.arange(days)] = table.max(axis=2, initial=NONE)
    return found


def _class_of(matchings: Matchings, size: int, wished: list[Integers]) -> Integers:
    """Return the class of the best wish in each matching, as far as its cells show it."""
    row = matchings.row[:, None]
    dates, fields = matchings.dates[size], matchings.fields[size]
    value = matchings.worth[row, dates, fields]
    found = np.zeros(len(matchings.row), np.int64)
    for rank_class, table in enumerate(wished, start=1):
        found[(table[row, dates, fields] == value).any(axis=1)] = rank_class
    return found
