"""Between which whole numbers the cells of a table must lie of which not every figure is known."""

from collections.abc import Iterable, Mapping

import highspy
import numpy as np

from bildungsnetz.engines.disclosure.lattice import Cells, Lattice
from bildungsnetz.engines.disclosure.moves import NOISE, Floats, Relations, quiet_solver, solved
from bildungsnetz.engines.disclosure.spec import SolverFailed

Range = tuple[int, int]

# Stands for "without end": no table counts as many persons, and the solver still calculates exactly with it.
ENDLESS = 10**8
# Figures nearer to each other than this are the same.
HAIR = 10 * NOISE


class Contradictory(Exception):
    """No table fits the figures."""


def ranges_of(lattice: Lattice, figures: Mapping[int, int], asked: Iterable[int]) -> dict[int, Range]:
    """Find for each cell asked the least and the largest whole number that the known figures allow.

    ``figures``: cell -> figure known; every other cell of the lattice may be anything from 0 up.
    Raises: Contradictory, SolverFailed.
    """
    known = np.array(sorted(figures), dtype=np.int64)
    low, high = np.zeros(lattice.size), np.full(lattice.size, float(ENDLESS))
    low[known] = high[known] = [figures[cell] for cell in known.tolist()]
    solver = _solver(lattice, low, high)
    ranges: dict[int, Range] = {}
    for cell in asked:
        if cell in figures:
            ranges[cell] = figures[cell], figures[cell]
        else:
            ends = (_extreme(solver, cell, sense)[cell] for sense in (1.0, -1.0))
            least, most = ends
            ranges[cell] = int(np.ceil(least - HAIR)), int(np.floor(most + HAIR))
    return ranges


def exactly_known(lattice: Lattice, low: Cells, high: Cells, asked: Iterable[int]) -> list[int]:
    """Cells of ``asked`` for which the bounds of all cells leave a single whole number; every point serves all cells.

    Raises: Contradictory, SolverFailed.
    """
    solver = _solver(lattice, low.astype(np.float64), np.minimum(high, ENDLESS).astype(np.float64))
    least, most = np.full(lattice.size, np.inf), np.full(lattice.size, -np.inf)
    found = []
    for cell in asked:
        for sense in (1.0, -1.0):
            if np.floor(most[cell] + HAIR) > np.ceil(least[cell] - HAIR):
                break
            point = _extreme(solver, cell, sense)
            np.minimum(least, point, out=least)
            np.maximum(most, point, out=most)
        if np.floor(most[cell] + HAIR) <= np.ceil(least[cell] - HAIR):
            found.append(cell)
    return found


def _solver(lattice: Lattice, low: Floats, high: Floats) -> highspy.Highs:
    cells = np.arange(lattice.size, dtype=np.int64)
    starts, rows, signs, height = Relations(lattice, np.ones(lattice.size, dtype=bool)).columns(cells)
    model = highspy.HighsLp()
    model.num_col_, model.num_row_ = lattice.size, height
    model.col_cost_ = np.zeros(lattice.size)
    model.col_lower_, model.col_upper_ = low, high
    model.row_lower_ = model.row_upper_ = np.zeros(height)
    model.a_matrix_.format_ = highspy.MatrixFormat.kColwise
    model.a_matrix_.start_, model.a_matrix_.index_, model.a_matrix_.value_ = starts, rows, signs
    solver = quiet_solver()
    # Only the aim changes from cell to cell: the last table found stays one that fits.
    for name, value in (("presolve", "off"), ("solver", "simplex"), ("simplex_strategy", 4)):
        solver.setOptionValue(name, value)
    if solver.passModel(model) != highspy.HighsStatus.kOk:
        raise SolverFailed("the model was refused")
    if not solved(solver):
        raise Contradictory
    return solver


def _extreme(solver: highspy.Highs, cell: int, sense: float) -> Floats:
    """A table that fits, with the cell as small (sense 1) or as large (sense -1) as can be."""
    solver.changeColCost(cell, sense)
    try:
        if not solved(solver):
            raise SolverFailed("a table that could be filled can be filled no more")
        return np.array(solver.getSolution().col_value)
    finally:
        solver.changeColCost(cell, 0.0)
