"""One stage of the exact way: improve one entry of the aims while the earlier ones keep their values.

The linear programme over all columns comes first, kept warm from stage to stage. Its reduced costs say which columns no
better allocation can use. These are closed, for this stage and all later ones, so that every bound is one over the full
set although the programmes in whole numbers grow ever smaller.
"""

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from bildungsnetz.engines.allocation.exact import GUIDE, MAXIMISED, TIES, Programme
from bildungsnetz.engines.allocation.instance import Bools, Integers, Numbers
from bildungsnetz.engines.allocation.mixed import Answer, Limits, Relaxation, Rows, minimise

FAR = 0.01
"""Distance from the bound, as a share of it, above which a good point is searched before a proof is tried."""
COLUMNS_FOR_TIES = 20_000
"""Above this only the cheap columns are searched for who goes first among equals; nothing is claimed about it."""
_LIKELY = {GUIDE: 2.0}
_CHEAP = 0.02
"""Reduced cost, as a share of the largest cost, up to which a column is in the first, small programme."""
_AFRESH = (GUIDE, "A5.metres", TIES)
"""Costs of another kind than those before them: the last basis would be a bad start."""
_TOLERANCE = 1e-4


@dataclass(frozen=True, eq=False)
class Stage:
    """What a stage found: a point (None if it found no better one) and a bound, in units of the entry."""

    x: Numbers | None
    bound: float
    optimal: bool
    infeasible: bool


class Improver:
    """The programme, the columns that are still open, and the linear programme with its last basis."""

    def __init__(self, programme: Programme) -> None:
        self.programme = programme
        self.upper = programme.upper.copy()
        self.relaxation = Relaxation(programme.lower, programme.upper, programme.rows)

    def hold(self, entry: str, value: int) -> None:
        """Ask of every later stage that an entry is at least as good as this value."""
        row = _held_row(self.programme, entry, value)
        self.relaxation.add(*row)
        self.relaxation.close(self.programme.lower, self.upper)

    def improve(self, entry: str, held: Mapping[str, int], start: Numbers | None, limits: Limits) -> Stage:
        """Improve one entry while those in ``held`` keep their values."""
        constant, values = self.programme.amounts[entry]
        sign = -1.0 if entry in MAXIMISED else 1.0
        search = _Search(self, _holding(self.programme, held), sign * values, limits, entry)
        relaxed = self.relaxation.minimise(search.cost, limits, afresh=entry in _AFRESH)
        if relaxed.reduced is None or relaxed.x is None:
            answer = search.over(self.programme.upper, start)
        else:
            answer = search.around(relaxed.x, relaxed.bound, relaxed.reduced, start)
        return Stage(answer.x, sign * answer.bound + constant, answer.optimal, answer.infeasible)


def _held_row(programme: Programme, entry: str, value: int) -> tuple[Integers, Numbers, float, float]:
    constant, values = programme.amounts[entry]
    used = np.flatnonzero(values)
    low, high = (value - constant, np.inf) if entry in MAXIMISED else (-np.inf, value - constant)
    return used, values[used], low, high


def _holding(programme: Programme, held: Mapping[str, int]) -> Rows:
    rows = programme.rows.copy()
    for entry, value in held.items():
        rows.add(*_held_row(programme, entry, value))
    return rows


@dataclass(frozen=True, eq=False)
class _Search:
    """Integer programmes over parts of the columns, all minimising the same cost."""

    improver: Improver
    rows: Rows
    cost: Numbers
    limits: Limits
    entry: str

    def over(self, upper: Numbers, start: Numbers | None) -> Answer:
        whole = np.ones(len(upper), np.bool_)
        lower = self.improver.programme.lower
        return minimise(self.cost, lower, upper, self.rows, whole, start=start, limits=self.limits)

    def around(self, vertex: Numbers, bound: float, reduced: Numbers, start: Numbers | None) -> Answer:
        """Search the cheap columns where that helps, then all that could be part of a better point."""
        if start is not None and self._value(start) - bound < 1 - _TOLERANCE:
            found = Answer(start, self._value(start), optimal=True)
        elif np.abs(vertex - np.rint(vertex)).max(initial=0) < _TOLERANCE:
            found = Answer(np.rint(vertex), self._value(vertex), optimal=True)
        else:
            best = self._likely(bound, reduced, start)
            if best is None:
                return self.over(self.improver.programme.upper, start)
            found = self._proven(best, bound, reduced)
        if self.entry != GUIDE and found.x is not None:
            # No allocation as good as this one uses them, so no later stage needs them either.
            self.improver.upper = self._without(bound + reduced > self._value(found.x) + _TOLERANCE, found.x)
        return found

    def _likely(self, bound: float, reduced: Numbers, start: Numbers | None) -> Numbers | None:
        """Find a good point over the cheap columns, unless the start is one."""
        near = start is not None and self._value(start) - bound <= FAR * max(1.0, abs(bound))
        if near and self.entry != TIES:
            return start
        most = _LIKELY.get(self.entry, _CHEAP * max(1.0, float(np.abs(self.cost).max(initial=0))))
        found = self.over(self._without(reduced > most, start), start).x
        return start if found is None else found

    def _proven(self, best: Numbers, bound: float, reduced: Numbers) -> Answer:
        """Search every column that could be part of a better point than ``best``."""
        value = self._value(best)
        if value - bound < 1 - _TOLERANCE:
            return Answer(best, value, optimal=True)
        upper = self._without(bound + reduced > value - 1 + _TOLERANCE, None)
        if self.entry == GUIDE or (self.entry == TIES and np.count_nonzero(upper) > COLUMNS_FOR_TIES):
            return Answer(best, bound, optimal=True)
        return self._settled(self.over(upper, None), best, value, bound)

    def _value(self, x: Numbers) -> float:
        value = float(self.cost @ np.rint(x))
        return value if self.entry == GUIDE else float(np.rint(value))

    def _without(self, dear: Bools, start: Numbers | None) -> Numbers:
        """Close the dear columns among the places; those that are fixed or in use stay open."""
        programme = self.improver.programme
        dear = dear & (np.arange(len(dear)) < len(programme.edges.pupil)) & (programme.lower < 1)
        if start is not None:
            dear &= start < 0.5
        return np.where(dear, 0.0, self.improver.upper)

    def _settled(self, better: Answer, best: Numbers, value: float, bound: float) -> Answer:
        """Put the search for a better point together with the best one known."""
        if better.infeasible:
            return Answer(best, value, optimal=True)
        if better.x is not None and self._value(better.x) < value - _TOLERANCE:
            return Answer(better.x, max(better.bound, bound), better.optimal)
        # Points left out are no better than the best known one.
        return Answer(best, min(value, max(better.bound, bound)), better.optimal)
