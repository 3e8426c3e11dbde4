"""Cheapest changes of a table that keep every published figure, found by linear programs."""

from dataclasses import dataclass

import highspy
import numpy as np
from numpy.typing import NDArray

from bildungsnetz.engines.disclosure.lattice import Cells, Lattice, Mask, relations
from bildungsnetz.engines.disclosure.spec import SolverFailed

Floats = NDArray[np.float64]

# A change smaller than this is the solver's noise; one nearer to a whole number than this is that number.
NOISE = 1e-6
# Using a cell that is hidden anyway costs next to nothing, but not nothing: short moves serve more purposes.
HIDDEN_COST = 1e-3


@dataclass(frozen=True)
class Move:
    """A change of some cells under which all sums still agree: ascending ``cells`` and their ``change``.

    ``whole`` if all changes are whole numbers. Figures may fall no lower than 0.
    """

    cells: Cells
    change: Floats
    whole: bool

    def reversed(self) -> "Move":
        """The same change the other way; feasible only where the figures allow it."""
        return Move(self.cells, -self.change, self.whole)

    def times(self, factor: int) -> "Move":
        """The change ``factor`` times over, whole where rounding it is no more than removing noise."""
        return move_of(self.cells, self.change * factor)


def move_of(cells: Cells, change: Floats) -> Move:
    """Make a move of solver output: noise removed, near whole numbers made whole."""
    kept = np.abs(change) > NOISE
    cells, change = cells[kept], change[kept]
    near = np.rint(change)
    whole = bool(np.all(np.abs(change - near) < NOISE))
    return Move(cells, near if whole else change, whole)


class Relations:
    """The sums between cells as sparse columns, cut to the cells that may move at all."""

    def __init__(self, lattice: Lattice, movable: Mask) -> None:
        rows, cells, signs = relations(lattice)
        kept = movable[cells]
        order = np.lexsort((rows[kept], cells[kept]))
        self._rows = rows[kept][order].astype(np.int64)
        self._signs = signs[kept][order].astype(np.float64)
        self._start = np.searchsorted(cells[kept][order], np.arange(lattice.size + 1))
        self.counts = lattice.counts

    def columns(self, cells: Cells) -> tuple[NDArray[np.int32], NDArray[np.int32], Floats, int]:
        """Starts, row numbers (counted anew from 0), coefficients and number of rows for these cells."""
        lengths = self._start[cells + 1] - self._start[cells]
        starts = np.concatenate([[0], np.cumsum(lengths)])
        places = np.repeat(self._start[cells] - starts[:-1], lengths) + np.arange(starts[-1])
        rows, numbered = np.unique(self._rows[places], return_inverse=True)
        return starts.astype(np.int32), numbered.astype(np.int32), self._signs[places], int(rows.size)


def quiet_solver() -> highspy.Highs:
    """A solver that says nothing and gives the same answer every time.

    One thread everywhere: HiGHS keeps the number of threads per process, and a second wish makes it fail.
    """
    solver = highspy.Highs()
    for name, value in (("output_flag", False), ("threads", 1), ("random_seed", 0), ("parallel", "off")):
        if solver.setOptionValue(name, value) != highspy.HighsStatus.kOk:
            raise SolverFailed(f"option {name} was refused")
    return solver


def solved(solver: highspy.Highs) -> bool:
    """Run the solver; True if it found the optimum, False if there is no solution.

    Raises: SolverFailed on every other end, so that none is ever read as one of the two.
    """
    answer = solver.run()
    status = solver.getModelStatus()
    if answer == highspy.HighsStatus.kOk and status == highspy.HighsModelStatus.kOptimal:
        return True
    if answer == highspy.HighsStatus.kOk and status == highspy.HighsModelStatus.kInfeasible:
        return False
    raise SolverFailed(f"the solver ended with {answer.name}, {status.name}")


class Work:
    """Counts the solver's steps, so that work ends at the same place on every machine.

    A step is an iteration on a program of ``COLUMNS`` columns; larger programs cost more, and each costs something to
    begin with.
    """

    COLUMNS, BEGINNING = 500, 20

    def __init__(self) -> None:
        self.steps = 0

    def count(self, solver: highspy.Highs) -> None:
        """Add what the solver's last run took."""
        # A program that was answered without a single iteration reports -1.
        iterations = max(0, int(solver.getInfo().simplex_iteration_count))
        self.steps += max(1, solver.getNumCol() // self.COLUMNS) * (iterations + self.BEGINNING)


class MoveFinder:
    """Cheapest moves among some cells; all other cells stand still.

    Every change is split into a rise and a fall, so that costs are never negative and each search can start from
    the trivial basis: a handful of dual steps instead of a long way back from the last answer.
    """

    def __init__(self, sums: Relations, cells: Cells, work: Work) -> None:
        self.cells = cells
        self._work = work
        self._fall = sums.counts[cells].astype(np.float64)
        self._cost = np.zeros(cells.size)
        starts, rows, signs, height = sums.columns(cells)
        self._solver = quiet_solver()
        for name, value in (("presolve", "off"), ("solver", "simplex"), ("simplex_strategy", 1)):
            self._solver.setOptionValue(name, value)
        model = highspy.HighsLp()
        model.num_col_, model.num_row_ = 2 * cells.size, height
        model.col_cost_ = np.zeros(2 * cells.size)
        model.col_lower_ = np.zeros(2 * cells.size)
        model.col_upper_ = np.concatenate([np.full(cells.size, highspy.kHighsInf), self._fall])
        model.row_lower_ = model.row_upper_ = np.zeros(height)
        model.a_matrix_.format_ = highspy.MatrixFormat.kColwise
        model.a_matrix_.start_ = np.concatenate([starts, starts[1:] + starts[-1]])
        model.a_matrix_.index_ = np.concatenate([rows, rows])
        model.a_matrix_.value_ = np.concatenate([signs, -signs])
        if self._solver.passModel(model) != highspy.HighsStatus.kOk:
            raise SolverFailed("the model was refused")
        self._columns = np.arange(2 * cells.size, dtype=np.int32)

    def cheapest(self, cell: int, *, rise: int, cost: Floats, still: Cells) -> Move | None:
        """The move of least cost that lifts ``cell`` by at least ``rise`` and leaves the cells ``still`` alone.

        ``cost`` per cell of the whole lattice and unit of change, >= 0. None if there is no such move.
        Raises: SolverFailed.
        """
        place = self._place(cell)
        if place is None or np.any(still == cell):
            return None
        self._set_costs(cost[self.cells])
        stopped = np.flatnonzero(np.isin(self.cells, still)) if still.size else still
        self._bounds(stopped, 0.0)
        self._bound(place, float(rise), highspy.kHighsInf)
        self._bound(place + self.cells.size, 0.0, 0.0)
        self._solver.setBasis()
        try:
            if not solved(self._solver):
                return None
            values = np.array(self._solver.getSolution().col_value)
        finally:
            self._work.count(self._solver)
            self._bound(place, 0.0, highspy.kHighsInf)
            self._bound(place + self.cells.size, 0.0, float(self._fall[place]))
            self._bounds(stopped, highspy.kHighsInf)
        return move_of(self.cells, values[: self.cells.size] - values[self.cells.size :])

    def _place(self, cell: int) -> int | None:
        place = int(np.searchsorted(self.cells, cell))
        return place if place < self.cells.size and self.cells[place] == cell else None

    def _set_costs(self, cost: Floats) -> None:
        changed = np.flatnonzero(cost != self._cost)
        if changed.size:
            both = np.concatenate([changed, changed + self.cells.size]).astype(np.int32)
            self._solver.changeColsCost(both.size, both, np.tile(cost[changed], 2))
            self._cost[changed] = cost[changed]

    def _bound(self, column: int, low: float, high: float) -> None:
        self._solver.changeColBounds(column, low, high)

    def _bounds(self, places: Cells, most: float) -> None:
        """Let the cells at these places change by at most ``most`` (and fall no deeper than they can)."""
        if places.size:
            both = np.concatenate([places, places + self.cells.size]).astype(np.int32)
            upper = np.concatenate([np.full(places.size, most), np.minimum(self._fall[places], most)])
            self._solver.changeColsBounds(both.size, both, np.zeros(both.size), upper)
