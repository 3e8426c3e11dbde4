"""Linear programs over one component, solved by HiGHS, with a solver that is never trusted on its word.

A solution counts only if the solver says "optimal" and adding up shows that it satisfies every equation and range.
Anything else raises: an odd status read as "nothing found" would pass a leaking table.
"""

from collections.abc import Callable, Mapping
from typing import Protocol

import highspy
import numpy as np

from bildungsnetz.engines.disclosure_check.attack.knowledge import Numbers
from bildungsnetz.engines.disclosure_check.attack.relations import Component

# How far a solution may miss an equation or a range, in persons, relative to the size of the numbers in it.
TOLERANCE = 1e-6

# One thread: the number of threads is global to the process, a second value makes every run fail.
# Primal simplex: only the objective changes, so the last point remains a feasible start.
OPTIONS: Mapping[str, bool | int | str] = {
    "output_flag": False,
    "threads": 1,
    "parallel": "off",
    "random_seed": 0,
    "presolve": "off",
    "simplex_strategy": 4,
}


class AttackFailed(Exception):
    """A linear program ended in a way that proves nothing; the table must be treated as unsafe."""


class NoSolution(AttackFailed):
    """No table fits what is assumed; an outsider who sees that drops an assumption."""


class Programs(Protocol):
    """Optimises over one component."""

    def extreme(self, column: int, *, upwards: bool, limit: float) -> Numbers:
        """Return a point of the component with the largest (or least) value of ``column``, not counted above ``limit``.

        Raises: AttackFailed for any status other than optimal, and for a point that breaks an equation.
        """


MakePrograms = Callable[[Component], Programs]


class HighsPrograms:
    """The linear programs of one component; each starts from the point where the last one ended."""

    def __init__(self, component: Component) -> None:
        self._component = component
        self._largest = max(1.0, float(np.abs(component.right).max(initial=0.0)))
        self._column = 0
        self._highs = quiet_solver()
        _expect_ok(self._highs.passModel(_model(component)), "passing the model")

    def extreme(self, column: int, *, upwards: bool, limit: float) -> Numbers:
        """See ``Programs.extreme``."""
        highs, component = self._highs, self._component
        # A cell that is known to be larger than the limit may still be anything above its least value.
        capped = min(float(component.high[column]), max(limit, float(component.low[column]) + limit))
        _expect_ok(highs.changeColCost(self._column, 0.0), "clearing the objective")
        _expect_ok(highs.changeColCost(column, -1.0 if upwards else 1.0), "setting the objective")
        self._column = column
        # A finite ceiling on the one cell in question: without it "unbounded" would be a status to interpret.
        _expect_ok(highs.changeColBounds(column, float(component.low[column]), capped), "setting the ceiling")
        _expect_ok(highs.run(), "solving")
        status = highs.getModelStatus()
        if status == highspy.HighsModelStatus.kInfeasible:
            raise NoSolution("the solver says that no table fits all that is published")
        if status != highspy.HighsModelStatus.kOptimal:
            raise AttackFailed(f"the solver ended with status {highs.modelStatusToString(status)!r}, not optimal")
        point = np.array(highs.getSolution().col_value, dtype=np.float64)
        _expect_ok(highs.changeColBounds(column, float(component.low[column]), _bound(component.high[column])), "reset")
        refuse_false_point(component, point, largest=self._largest)
        return point


def refuse_false_point(component: Component, point: Numbers, *, largest: float = 1.0) -> None:
    """Add up what the solver returned.

    Raises: AttackFailed if the point misses an equation or a range by more than the tolerance.
    """
    if point.shape != component.cells.shape or not np.isfinite(point).all():
        raise AttackFailed("the solver returned no point")
    allowed = TOLERANCE * max(largest, 1.0)
    sums = np.bincount(component.row, component.factor * point[component.column], minlength=len(component.right))
    if (
        (np.abs(sums - component.right) > allowed).any()
        or (point < component.low - allowed).any()
        or (point > component.high + allowed).any()
    ):
        raise AttackFailed("the solver returned a point that does not add up")


def quiet_solver() -> "highspy.Highs":
    """Make a solver with the options of the attack. Raises: AttackFailed if it takes one of them amiss."""
    highs = highspy.Highs()
    for option, value in OPTIONS.items():
        _expect_ok(highs.setOptionValue(option, value), f"option {option}")
    return highs


def _model(component: Component) -> "highspy.HighsLp":
    columns, rows = len(component.cells), len(component.right)
    model = highspy.HighsLp()
    model.num_col_, model.num_row_ = columns, rows
    model.col_cost_ = np.zeros(columns)
    model.col_lower_ = component.low
    model.col_upper_ = np.where(np.isinf(component.high), highspy.kHighsInf, component.high)
    model.row_lower_ = component.right
    model.row_upper_ = component.right
    model.a_matrix_.format_ = highspy.MatrixFormat.kRowwise
    model.a_matrix_.num_col_, model.a_matrix_.num_row_ = columns, rows
    model.a_matrix_.start_ = np.searchsorted(component.row, np.arange(rows + 1)).astype(np.int32)
    model.a_matrix_.index_ = component.column.astype(np.int32)
    model.a_matrix_.value_ = component.factor
    return model


def _bound(high: float) -> float:
    return float(highspy.kHighsInf) if np.isinf(high) else float(high)


def _expect_ok(status: "highspy.HighsStatus", doing: str) -> None:
    if status != highspy.HighsStatus.kOk:
        raise AttackFailed(f"the solver failed while {doing} ({status})")
