"""Solves small cases again with HiGHS, to recheck bounds that were found by search."""

from collections.abc import Mapping, Sequence

import highspy
import numpy as np

from bildungsnetz.engines.allocation_check.aims import MAXIMISED, MISSING, ORDER, Places
from bildungsnetz.engines.allocation_check.case import NO_WISH, WORST_POSITION, Case, Flags, Integers, positions

NODE_LIMIT = 50_000
INFINITE = highspy.kHighsInf


class Model:
    """Columns with objective and bounds, rows as lists of entries; passed to the solver in one piece."""

    def __init__(self) -> None:
        self.upper: list[float] = []
        self.integral: list[bool] = []
        self.rows: list[tuple[Sequence[int], Sequence[float], float, float]] = []

    def columns(self, count: int, *, upper: float = 1.0, integral: bool = True) -> range:
        """Add columns from 0 to ``upper`` and return their numbers."""
        start = len(self.upper)
        self.upper += [upper] * count
        self.integral += [integral] * count
        return range(start, start + count)

    def row(self, columns: Sequence[int], factors: Sequence[float], low: float, high: float) -> None:
        """Add ``low <= sum of factors * columns <= high``."""
        self.rows.append((columns, factors, low, high))

    def solve(self, objective: Mapping[int, float], *, maximise: bool, start: Sequence[float]) -> float | None:
        """Return the bound the search proves, rounded to the integer it implies; None if it stopped early."""
        return _solved(self.programme(objective, maximise=maximise), start, maximise=maximise)

    def programme(self, objective: Mapping[int, float], *, maximise: bool) -> highspy.HighsLp:
        """Return the model with an objective as the solver takes it."""
        lp = highspy.HighsLp()
        lp.num_col_, lp.num_row_ = len(self.upper), len(self.rows)
        cost = np.zeros(lp.num_col_)
        for column, factor in objective.items():
            cost[column] = factor
        lp.col_cost_, lp.col_lower_, lp.col_upper_ = cost, np.zeros(lp.num_col_), np.array(self.upper)
        lp.row_lower_ = np.array([row[2] for row in self.rows])
        lp.row_upper_ = np.array([row[3] for row in self.rows])
        lp.sense_ = highspy.ObjSense.kMaximize if maximise else highspy.ObjSense.kMinimize
        lp.integrality_ = [
            highspy.HighsVarType.kInteger if whole else highspy.HighsVarType.kContinuous for whole in self.integral
        ]
        lp.a_matrix_.format_ = highspy.MatrixFormat.kRowwise
        lp.a_matrix_.start_ = np.cumsum([0, *(len(row[0]) for row in self.rows)])
        lp.a_matrix_.index_ = np.array([column for row in self.rows for column in row[0]], np.int32)
        lp.a_matrix_.value_ = np.array([factor for row in self.rows for factor in row[1]], np.float64)
        return lp


def _solved(lp: highspy.HighsLp, start: Sequence[float], *, maximise: bool) -> float | None:
    solver = highspy.Highs()
    for option, value in (
        ("output_flag", False),
        ("threads", 1),
        ("random_seed", 1),
        ("mip_rel_gap", 0.0),
        ("mip_abs_gap", 0.9),
        ("mip_max_nodes", NODE_LIMIT),
    ):
        solver.setOptionValue(option, value)
    solver.passModel(lp)
    known = highspy.HighsSolution()
    known.col_value = list(start)
    solver.setSolution(known)
    solver.run()
    if solver.getModelStatus() not in (highspy.HighsModelStatus.kOptimal, highspy.HighsModelStatus.kSolutionLimit):
        return None
    proven = solver.getInfo().mip_dual_bound
    return float(np.floor(proven + 1e-5) if maximise else np.ceil(proven - 1e-5))


class Search:
    """One case as an integer program; each entry is bounded with all earlier entries held at their values."""

    def __init__(self, case: Case, places: Places, values: Mapping[str, int], wishers: Flags) -> None:
        self.case, self.values, self.wishers = case, values, wishers
        self.model = Model()
        self.pupil, self.offer = _eligible_pairs(case)
        count = len(self.pupil)
        self.place = self.model.columns(count)
        self.position = positions(case, self.pupil, self.offer)
        held = set(zip(places.pupil.tolist(), places.offer.tolist(), strict=True))
        self.start = [float(pair in held) for pair in zip(self.pupil.tolist(), self.offer.tolist(), strict=True)]
        self.by_pupil: list[list[int]] = [[] for _ in case.pupils.ids]
        for column, pupil in enumerate(self.pupil.tolist()):
            self.by_pupil[pupil].append(column)
        self._own_rules()
        self._offers()
        self.objectives = {"A1.filled": dict.fromkeys(self.place, 1.0)}
        self._aims()

    def bound(self, name: str, _claimed: int) -> int | None:
        """Return the best value of an entry when all earlier ones are at least as good as reported."""
        model = Model()
        model.upper, model.integral, model.rows = self.model.upper, self.model.integral, list(self.model.rows)
        for earlier in ORDER[: ORDER.index(name)]:
            if objective := self.objectives.get(earlier):
                value = float(self.values[earlier])
                low, high = (value, INFINITE) if earlier in MAXIMISED else (-INFINITE, value)
                model.row(list(objective), list(objective.values()), low, high)
        objective = self.objectives.get(name, {})
        if not objective:
            return 0
        found = model.solve(objective, maximise=name in MAXIMISED, start=self.start)
        return None if found is None else int(found)

    def _own_rules(self) -> None:
        case = self.case
        for pupil, columns in enumerate(self.by_pupil):
            self._at_most(columns, int(case.pupils.days[pupil]))
            kinds = [case.offers.date] + ([] if case.rules.fields_may_repeat else [case.offers.field])
            for kind in kinds:
                for value in {int(kind[self.offer[column]]) for column in columns}:
                    self._at_most([column for column in columns if kind[self.offer[column]] == value], 1)
        fixed = set(case.fixed)
        for column, pair in enumerate(zip(self.pupil.tolist(), self.offer.tolist(), strict=True)):
            if pair in fixed:
                self.model.row([column], [1.0], 1.0, 1.0)

    def _at_most(self, columns: Sequence[int], limit: int) -> None:
        if len(columns) > limit:
            self.model.row(columns, [1.0] * len(columns), 0.0, float(limit))

    def _offers(self) -> None:
        offers, school = self.case.offers, self.case.pupils.school
        by_offer: dict[int, list[int]] = {}
        for column, offer in enumerate(self.offer.tolist()):
            by_offer.setdefault(offer, []).append(column)
        for offer, columns in by_offer.items():
            least, capacity = int(offers.min_group[offer]), int(offers.capacity[offer])
            if least > 1:
                (opened,) = self.model.columns(1)
                self.start.append(float(any(self.start[column] for column in columns)))
                ones = [1.0] * len(columns)
                self.model.row([*columns, opened], [*ones, -float(least)], 0.0, INFINITE)
                self.model.row([*columns, opened], [*ones, -float(capacity)], -INFINITE, 0.0)
            self._at_most(columns, capacity)
            if (limit := int(offers.max_per_school[offer])) >= 0:
                for own in {int(school[self.pupil[column]]) for column in columns}:
                    self._at_most([column for column in columns if school[self.pupil[column]] == own], limit)

    def _aims(self) -> None:
        case = self.case
        self.objectives["A2.n0"] = self._short({p: 1 for p in range(len(self.by_pupil)) if case.pupils.days[p] > 0})
        for name, least in MISSING.items():
            days = case.pupils.days
            self.objectives[name] = self._short(
                {p: int(days[p]) - least + 1 for p in range(len(self.by_pupil)) if days[p] >= least}
            )
        if case.previous is not None:
            self.objectives["A2b.changed"] = self._changed(case.previous)
        for name, limit in (("A3.none", NO_WISH - 1), ("A3.beyond5", 5), ("A3.beyond3", 3)):
            self.objectives[name] = self._without_wish(limit)
        unwished = case.wishes.different_ranks[self.pupil] + 1
        counted = np.minimum(np.where(self.position == NO_WISH, unwished, self.position), WORST_POSITION)
        points = (WORST_POSITION - counted).tolist()
        self.objectives["A4.wishes"] = {column: float(value) for column, value in zip(self.place, points, strict=True)}
        metres = case.metres(self.pupil, self.offer).tolist()
        self.objectives["A5.metres"] = {column: float(value) for column, value in zip(self.place, metres, strict=True)}

    def _short(self, wanted: Mapping[int, int]) -> dict[int, float]:
        """Add a column per pupil that is 1 unless the pupil gets the wanted number of places."""
        short = self.model.columns(len(wanted))
        for column, (pupil, number) in zip(short, wanted.items(), strict=True):
            places = self.by_pupil[pupil]
            self.model.row([*places, column], [1.0] * len(places) + [float(number)], float(number), INFINITE)
            self.start.append(float(sum(self.start[at] for at in places) < number))
        return dict.fromkeys(short, 1.0)

    def _without_wish(self, limit: int) -> dict[int, float]:
        pupils = np.flatnonzero(self.wishers).tolist()
        short = self.model.columns(len(pupils))
        for column, pupil in zip(short, pupils, strict=True):
            places = [at for at in self.by_pupil[pupil] if self.position[at] <= limit]
            self.model.row([*places, column], [1.0] * (len(places) + 1), 1.0, INFINITE)
            self.start.append(float(not any(self.start[at] for at in places)))
        return dict.fromkeys(short, 1.0)

    def _changed(self, previous: Sequence[tuple[int, int]]) -> dict[int, float]:
        before: dict[int, set[int]] = {pupil: set() for pupil in range(len(self.by_pupil))}
        for pupil, offer in previous:
            before[pupil].add(offer)
        unhit = [pupil for pupil, offers in before.items() if -1 not in offers]
        changed = self.model.columns(len(unhit))
        for column, pupil in zip(changed, unhit, strict=True):
            different = False
            for at in self.by_pupil[pupil]:
                kept = int(self.offer[at]) in before[pupil]
                # A place kept leaves 1 - x, a new one x; either of them makes the plan changed.
                self.model.row([at, column], [1.0 if kept else -1.0, 1.0], float(kept), INFINITE)
                different |= bool(self.start[at]) != kept
            known = {int(self.offer[at]) for at in self.by_pupil[pupil]}
            if before[pupil] - known:
                self.model.row([column], [1.0], 1.0, 1.0)
                different = True
            self.start.append(float(different))
        return dict.fromkeys(changed, 1.0)


def _eligible_pairs(case: Case) -> tuple[Integers, Integers]:
    """Return all eligible pairs (pupil, offer), with fixed ones in any case."""
    pupils, offers = len(case.pupils.ids), len(case.offers.ids)
    pupil, offer = (axis.reshape(-1) for axis in np.indices((pupils, offers)))
    good = case.eligible(pupil, offer)
    if case.rules.only_wished:
        good &= positions(case, pupil, offer) != NO_WISH
    for own, taken in case.fixed:
        good[own * offers + taken] = True
    return pupil[good], offer[good]
