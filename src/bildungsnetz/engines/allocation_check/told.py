"""What the pupils are told: every outcome in ``explanations.csv`` must be true of the places that were given.

Several outcomes can be true of one wish; which of them is told is the allocator's choice, a false one is not.
"""

from collections import Counter
from collections.abc import Mapping
from pathlib import Path

import numpy as np

from bildungsnetz.engines.allocation_check.aims import Places
from bildungsnetz.engines.allocation_check.case import Case, Flags, Integers
from bildungsnetz.engines.allocation_check.findings import Findings
from bildungsnetz.engines.allocation_check.fullset import FullSet, Prices
from bildungsnetz.engines.allocation_check.tables import read_table, whole_numbers

Told = tuple[str, int, str]
"""A wish as it stands in the table: pupil, rank, what was wished."""


def check_explanations(folder: Path, case: Case, full: FullSet, places: Places, findings: Findings) -> None:
    """Compare ``explanations.csv``: every wish once and in order, every outcome one that is true."""
    table = read_table(folder / "explanations.csv", required=("pupil_id", "rank", "wish", "outcome", "reason"))
    ranks = whole_numbers(table, "rank", empty=-1)
    said: list[Told] = list(zip(table.column("pupil_id"), ranks, table.column("wish"), strict=True))
    keys: list[Told] = [(case.pupils.ids[p], rank, target) for (p, _, target), rank in case.wishes.rows.items()]
    findings.compare("explanations.rows", "cell", table.name, *_differing(said, keys))
    if said != sorted(said):
        findings.differs("explanations.order", "order", table.name)
    true: dict[Told, set[str]] = {}
    for name, flags in Outcomes(case, full, places).true().items():
        for at in np.flatnonzero(flags).tolist():
            true.setdefault(keys[at], set()).add(name)
    for row, (key, outcome) in enumerate(zip(said, table.column("outcome"), strict=True)):
        findings.compared += 1
        if key in true and outcome not in true[key]:
            right = " / ".join(sorted(true[key]))
            findings.differs("explanations.outcome", "cell", table.place(row, "outcome"), outcome, right)


def _differing(said: list[Told], keys: list[Told]) -> tuple[object, object]:
    """Return the first wish told that was not made and the first made that is not told; equal if there are none."""
    extra, lacking = Counter(said) - Counter(keys), Counter(keys) - Counter(said)
    return min(extra, default=None), min(lacking, default=None)


class Outcomes:
    """For every wish, in the order of ``case.wishes.rows``, which outcomes are true of the places given."""

    def __init__(self, case: Case, full: FullSet, places: Places) -> None:
        self.case, self.full, self.places = case, full, places
        rows = list(case.wishes.rows)
        self.pupil = np.array([pupil for pupil, _, _ in rows], np.int64)
        field_index = {name: at for at, name in enumerate(case.fields)}
        fields = [field_index.get(target, -1) if kind == "field" else -2 for _, kind, target in rows]
        self.field = np.array(fields, np.int64)
        self.row, self.offer = self._named(rows)
        pupils, offers = len(case.pupils.ids), len(case.offers.ids)
        self.held_days = np.zeros((pupils, len(case.dates)), bool)
        self.held_days[places.pupil, case.offers.date[places.offer]] = True
        self.held_fields = np.zeros((pupils, len(case.fields)), bool)
        self.held_fields[places.pupil, case.offers.field[places.offer]] = True
        taken = np.bincount(places.offer, minlength=offers)
        self.full_offers = taken >= case.offers.capacity
        self.cancelled = (case.offers.min_group > 1) & (taken == 0)
        self.limit_offer, self.limit_school = self._limits_reached()

    def _named(self, rows: list[tuple[int, str, str]]) -> tuple[Integers, Integers]:
        """Return pairs (row, offer) of the wishes that name offers or companies."""
        of_company: dict[str, list[int]] = {}
        for at, company in enumerate(self.case.offers.company):
            of_company.setdefault(company, []).append(at)
        index = self.case.offers.index
        pairs = [
            (row, offer)
            for row, (_, kind, target) in enumerate(rows)
            if kind != "field"
            for offer in (of_company[target] if kind == "company_id" else [index[target]])
        ]
        columns = np.array(pairs, np.int64).reshape(len(pairs), 2)
        return columns[:, 0], columns[:, 1]

    def _limits_reached(self) -> tuple[Integers, Integers]:
        """Return the pairs (offer, school) that have reached ``max_per_school``; a limit of 0 always has."""
        case, schools = self.case, len(self.case.schools)
        key, times = np.unique(self.places.offer * schools + case.pupils.school[self.places.pupil], return_counts=True)
        limits = case.offers.max_per_school
        reached = key[(limits[key // schools] > 0) & (times >= limits[key // schools])]
        shut = np.flatnonzero(limits == 0)
        whole = (shut[:, None] * schools + np.arange(schools)).reshape(-1)
        both = np.union1d(reached, whole)
        return both // schools, both % schools

    def true(self) -> Mapping[str, Flags]:
        """Return for each outcome whether it is true of each wish."""
        case, pair_pupil = self.case, self.pupil[self.row]
        eligible = case.eligible(pair_pupil, self.offer)
        schools = len(case.schools)
        limit = np.isin(
            self.offer * schools + case.pupils.school[pair_pupil], self.limit_offer * schools + self.limit_school
        )
        granted = self._any(np.isin(self._key(pair_pupil, self.offer), self._key(self.places.pupil, self.places.offer)))
        possible = self._any(eligible)
        same_day = self._any(eligible & self.held_days[pair_pupil, case.offers.date[self.offer]])
        same_field = self._any(eligible & self.held_fields[pair_pupil, case.offers.field[self.offer]])
        found = {
            "full": self._any(eligible & self.full_offers[self.offer]),
            "cancelled_group": self._any(eligible & self.cancelled[self.offer]),
            "school_limit": self._any(eligible & limit),
        }
        by_field = self.field >= 0
        pupil, field = self.pupil[by_field], self.field[by_field]
        granted[by_field] = self.held_fields[pupil, field]
        possible[by_field], same_day[by_field] = self._of_fields(pupil, field, Prices.nothing(case))
        for name, prices in self._prices().items():
            found[name][by_field] = self._of_fields(pupil, field, prices)[0]
        held = np.bincount(self.places.pupil, minlength=len(case.pupils.ids))
        unknown = self.field == -1
        found |= {
            "same_day": same_day,
            "same_field": same_field,
            "days_reached": possible & (held >= case.pupils.days)[self.pupil],
            "not_eligible": ~possible & ~unknown,
        }
        return {name: flags & ~granted for name, flags in found.items()} | {"granted": granted, "no_offer": unknown}

    def _key(self, pupil: Integers, offer: Integers) -> Integers:
        return pupil * len(self.case.offers.ids) + offer

    def _any(self, flags: Flags) -> Flags:
        """Tell of each wish whether any of its named offers is flagged."""
        return np.bincount(self.row[flags], minlength=len(self.pupil)) > 0

    def _prices(self) -> Mapping[str, Prices]:
        """Return prices at which exactly the offers an outcome speaks of are for free."""
        none = np.zeros(0, np.int64)
        ones = np.ones(len(self.case.offers.ids), np.int64)
        rebate = np.full(len(self.limit_offer), -1, np.int64)
        return {
            "full": Prices((~self.full_offers).astype(np.int64), none, none, none),
            "cancelled_group": Prices((~self.cancelled).astype(np.int64), none, none, none),
            "school_limit": Prices(ones, self.limit_offer, self.limit_school, rebate),
        }

    def _of_fields(self, pupil: Integers, field: Integers, prices: Prices) -> tuple[Flags, Flags]:
        """Tell of wishes for fields whether an eligible offer is for free, and whether one is on a day already held."""
        order = np.argsort(pupil, kind="stable")
        starts = np.searchsorted(pupil[order], np.arange(len(self.case.pupils.ids) + 1))
        free, on_held_day = np.zeros(len(pupil), bool), np.zeros(len(pupil), bool)
        for chosen, price in self.full.pupils_by_prices(prices):
            counts = starts[chosen + 1] - starts[chosen]
            at = np.repeat(np.arange(len(chosen)), counts)
            offset = np.arange(len(at)) - np.repeat(np.cumsum(counts) - counts, counts)
            wish = order[starts[chosen][at] + offset]
            days = price[at, :, field[wish]] == 0
            free[wish] = days.any(axis=1)
            on_held_day[wish] = (days & self.held_days[chosen[at]]).any(axis=1)
        return free, on_held_day
