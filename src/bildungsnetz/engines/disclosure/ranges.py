"""Between which whole numbers the hidden cells of a table published before must lie."""

from collections.abc import Iterable, Mapping

import highspy
import numpy as np

from bildungsnetz.engines.disclosure.lattice import Lattice
from bildungsnetz.engines.disclosure.moves import NOISE, Relations, quiet_solver, solved
from bildungsnetz.engines.disclosure.spec import SolverFailed

Range = tuple[int, int]

# Stands for "without end": no table counts as many persons, and the solver still calculates exactly with it.
ENDLESS = 10**8


class Contradictory(Exception):
    """No table fits the figures."""


def ranges_of(lattice: Lattice, figures: Mapping[int, int], asked: Iterable[int]) -> dict[int, Range]:
    """Find for each cell asked the least and the largest whole number that the known figures allow.

    ``figures``: cell -> figure known; every other cell of the lattice may be anything from 0 up.
    Raises: Contradictory, SolverFailed.
    """
    solver = _solver(lattice, figures)
    if not solved(solver):
        raise Contradictory
    ranges: dict[int, Range] = {}
    for cell in asked:
        known = figures.get(int(cell))
        if known is None:
            low, high = (_extreme(solver, int(cell), sense) for sense in (1.0, -1.0))
            ranges[int(cell)] = int(np.ceil(low - 10 * NOISE)), int(np.floor(high + 10 * NOISE))
        else:
            ranges[int(cell)] = known, known
    return ranges


def _solver(lattice: Lattice, figures: Mapping[int, int]) -> highspy.Highs:
    cells = np.arange(lattice.size, dtype=np.int64)
    starts, rows, signs, height = Relations(lattice, np.ones(lattice.size, dtype=bool)).columns(cells)
    known = np.array(sorted(figures), dtype=np.int64)
    lower, upper = np.zeros(lattice.size), np.full(lattice.size, float(ENDLESS))
    lower[known] = upper[known] = [figures[cell] for cell in known.tolist()]
    model = highspy.HighsLp()
    model.num_col_, model.num_row_ = lattice.size, height
    model.col_cost_ = np.zeros(lattice.size)
    model.col_lower_, model.col_upper_ = lower, upper
    model.row_lower_ = model.row_upper_ = np.zeros(height)
    model.a_matrix_.format_ = highspy.MatrixFormat.kColwise
    model.a_matrix_.start_, model.a_matrix_.index_, model.a_matrix_.value_ = starts, rows, signs
    solver = quiet_solver()
    # Only the aim changes from cell to cell: the last table found stays one that fits.
    for name, value in (("presolve", "off"), ("solver", "simplex"), ("simplex_strategy", 4)):
        solver.setOptionValue(name, value)
    if solver.passModel(model) != highspy.HighsStatus.kOk:
        raise SolverFailed("the model was refused")
    return solver


def _extreme(solver: highspy.Highs, cell: int, sense: float) -> float:
    solver.changeColCost(cell, sense)
    try:
        if not solved(solver):
            raise SolverFailed("a table that could be filled can be filled no more")
        return float(solver.getSolution().col_value[cell])
    finally:
        solver.changeColCost(cell, 0.0)
