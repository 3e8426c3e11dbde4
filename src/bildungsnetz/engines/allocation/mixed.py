"""A mixed-integer programme handed to HiGHS as arrays, in fixed order, with limits in nodes and never in seconds.

A status other than "optimal" is never an answer; what comes back is rounded and must be counted again by the caller.
"""

from dataclasses import dataclass, field

import highspy
import numpy as np

from bildungsnetz.engines.allocation.instance import Array, Bools, Integers, Numbers

_CUT_SHORT = (
    highspy.HighsModelStatus.kSolutionLimit,
    highspy.HighsModelStatus.kTimeLimit,
    highspy.HighsModelStatus.kIterationLimit,
)
"""Ends of a search whose bound still holds."""


@dataclass
class Rows:
    """Rows of a programme as they are collected: ``lower <= values · x[columns] <= upper``."""

    lower: list[Numbers] = field(default_factory=list)
    upper: list[Numbers] = field(default_factory=list)
    lengths: list[Integers] = field(default_factory=list)
    columns: list[Integers] = field(default_factory=list)
    values: list[Numbers] = field(default_factory=list)

    def add(self, columns: Integers, values: Numbers | float, lower: float, upper: float) -> None:
        """Add one row."""
        self.lower.append(np.array([lower], float))
        self.upper.append(np.array([upper], float))
        self.lengths.append(np.array([len(columns)]))
        self.columns.append(np.asarray(columns))
        self.values.append(np.broadcast_to(np.asarray(values, float), (len(columns),)))

    def add_groups(self, key: Integers, columns: Integers, values: Numbers, lower: float, upper: Array) -> None:
        """Add one row per different ``key``; ``upper[i]`` belongs to the i-th key in ascending order."""
        order = np.argsort(key, kind="stable")
        counts = np.unique(key, return_counts=True)[1]
        self.lengths.append(counts)
        self.columns.append(columns[order])
        self.values.append(values[order])
        self.lower.append(np.full(len(counts), lower, float))
        self.upper.append(np.asarray(upper, float))

    def copy(self) -> "Rows":
        """Give rows that can grow apart from these."""
        return Rows(list(self.lower), list(self.upper), list(self.lengths), list(self.columns), list(self.values))


@dataclass(frozen=True, eq=False)
class Answer:
    """``x`` is None without a usable point; ``bound`` holds for the minimum; ``optimal`` only if HiGHS says so."""

    x: Numbers | None
    bound: float
    optimal: bool
    duals: Numbers | None = None
    infeasible: bool = False
    reduced: Numbers | None = None


@dataclass(frozen=True, eq=False)
class Limits:
    """Where a search ends: nodes of the tree; ``seconds`` only under a time limit the person has set."""

    nodes: int = 2000
    absolute_gap: float = 0.0
    seconds: float | None = None


def minimise(
    cost: Numbers,
    lower: Numbers,
    upper: Numbers,
    rows: Rows,
    integer: Bools | None,
    *,
    start: Numbers | None = None,
    limits: Limits | None = None,
) -> Answer:
    """Minimise ``cost · x`` over the rows; ``integer`` None makes it a linear programme with row duals."""
    programme = _programme(cost, lower, upper, rows, integer)
    highs = _run(programme, start, limits or Limits(), presolve=True)
    if highs.getModelStatus() == highspy.HighsModelStatus.kSolveError:
        # HiGHS 1.16 stumbles over some programmes that its presolve has emptied; without it they are solved.
        highs = _run(programme, start, limits or Limits(), presolve=False)
    return _answer(highs, integer is not None)


class Relaxation:
    """A linear programme that is solved again and again, each time from the basis of the last, as rows are added."""

    def __init__(self, lower: Numbers, upper: Numbers, rows: Rows) -> None:
        self.columns = np.arange(len(lower), dtype=np.int32)
        self.highs = _silent(Limits())
        self.highs.passModel(_programme(np.zeros(len(lower)), lower, upper, rows, None))

    def add(self, columns: Array, values: Numbers, lower: float, upper: float) -> None:
        """Add one row."""
        self.highs.addRow(lower, upper, len(columns), columns.astype(np.int32), values)

    def close(self, lower: Numbers, upper: Numbers) -> None:
        """Set the bounds of all columns."""
        self.highs.changeColsBounds(len(self.columns), self.columns, lower, upper)

    def minimise(self, cost: Numbers, limits: Limits, *, afresh: bool) -> Answer:
        """Minimise ``cost · x``; ``afresh`` forgets the basis, and so does a search that went wrong."""
        self.highs.changeColsCost(len(self.columns), self.columns, cost)
        if limits.seconds is not None:
            self.highs.setOptionValue("time_limit", self.highs.getRunTime() + max(limits.seconds, 0.01))
        answer = self._solved(afresh=afresh)
        return answer if answer.optimal or afresh or limits.seconds is not None else self._solved(afresh=True)

    def _solved(self, *, afresh: bool) -> Answer:
        if afresh:
            self.highs.clearSolver()
        # After a change of costs the last vertex is still allowed: the primal simplex goes on from there.
        self.highs.setOptionValue("simplex_strategy", 1 if afresh else 4)
        self.highs.run()
        return _answer(self.highs, whole=False)


def _run(programme: highspy.HighsLp, start: Numbers | None, limits: Limits, *, presolve: bool) -> highspy.Highs:
    highs = _silent(limits)
    highs.setOptionValue("presolve", "choose" if presolve else "off")
    highs.passModel(programme)
    if start is not None:
        point = highspy.HighsSolution()
        point.col_value = list(start)
        highs.setSolution(point)
    highs.run()
    return highs


def _silent(limits: Limits) -> highspy.Highs:
    highs = highspy.Highs()
    settings: dict[str, bool | int | float | str] = {
        "output_flag": False,
        "threads": 1,
        "parallel": "off",
        "random_seed": 1,
        "mip_rel_gap": 0.0,
        "mip_abs_gap": max(limits.absolute_gap, 1e-6),
        "mip_max_nodes": limits.nodes,
        "mip_feasibility_tolerance": 1e-7,
    }
    if limits.seconds is not None:
        settings["time_limit"] = max(limits.seconds, 0.01)
    for name, value in settings.items():
        highs.setOptionValue(name, value)
    return highs


def _programme(cost: Numbers, lower: Numbers, upper: Numbers, rows: Rows, integer: Bools | None) -> highspy.HighsLp:
    lengths = np.concatenate(rows.lengths) if rows.lengths else np.zeros(0, np.int64)
    programme = highspy.HighsLp()
    programme.num_col_ = len(cost)
    programme.num_row_ = len(lengths)
    programme.col_cost_ = np.asarray(cost, float)
    programme.col_lower_ = np.asarray(lower, float)
    programme.col_upper_ = np.asarray(upper, float)
    programme.row_lower_ = np.concatenate(rows.lower) if rows.lower else np.zeros(0)
    programme.row_upper_ = np.concatenate(rows.upper) if rows.upper else np.zeros(0)
    matrix = programme.a_matrix_
    matrix.format_ = highspy.MatrixFormat.kRowwise
    matrix.num_col_, matrix.num_row_ = len(cost), len(lengths)
    matrix.start_ = np.concatenate(([0], np.cumsum(lengths))).astype(np.int32)
    matrix.index_ = np.concatenate(rows.columns).astype(np.int32) if rows.columns else np.zeros(0, np.int32)
    matrix.value_ = np.concatenate(rows.values) if rows.values else np.zeros(0)
    if integer is not None:
        kinds = (highspy.HighsVarType.kContinuous, highspy.HighsVarType.kInteger)
        programme.integrality_ = [kinds[int(flag)] for flag in integer]
    return programme


def _answer(highs: highspy.Highs, whole: bool) -> Answer:
    status = highs.getModelStatus()
    optimal = status == highspy.HighsModelStatus.kOptimal
    solution, info = highs.getSolution(), highs.getInfo()
    usable = optimal or (whole and info.primal_solution_status == 2)
    x = np.array(solution.col_value) if usable and solution.value_valid else None
    bound = float(info.mip_dual_bound) if whole else float(info.objective_function_value)
    if not optimal and not (whole and status in _CUT_SHORT):
        # Fail closed: whatever an odd status leaves in the field, it is no bound.
        bound = -np.inf
    duals = np.array(solution.row_dual) if not whole and optimal and solution.dual_valid else None
    reduced = np.array(solution.col_dual) if duals is not None else None
    infeasible = status == highspy.HighsModelStatus.kInfeasible
    return Answer(
        x=x, bound=bound, optimal=optimal and x is not None, duals=duals, infeasible=infeasible, reduced=reduced
    )
