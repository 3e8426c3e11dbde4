"""Moves in whole numbers: what an attacker who knows that persons are whole cannot rule out either."""

from collections.abc import Iterable

import highspy
import numpy as np

from bildungsnetz.engines.disclosure.construct import Search, complete
from bildungsnetz.engines.disclosure.lattice import Cells
from bildungsnetz.engines.disclosure.moves import Move, Relations, move_of, quiet_solver
from bildungsnetz.engines.disclosure.pattern import Pattern
from bildungsnetz.engines.disclosure.spec import SolverFailed
from bildungsnetz.engines.disclosure.zones import Zones

# Where further cells must be hidden, the move found may be this much dearer than the cheapest.
GAP = 0.05
# Simplex answers are mostly halves or thirds: these multiples make them whole if no figure runs out.
MULTIPLES = (2, 3, 4, 6)
MOST_BRANCHES = 20_000
ENDS_WITH_ANSWER = (highspy.HighsModelStatus.kOptimal, highspy.HighsModelStatus.kSolutionLimit)


def make_whole(pattern: Pattern, zones: Zones) -> list[int]:
    """Replace every fractional move of the proofs by one in whole numbers; return the cells for which none exists.

    Moves inside what is hidden are tried first; if there is none, further cells are hidden.
    """
    search = whole_search(pattern, zones)
    lost = []
    for cell in pattern.sensitive.cells.tolist():
        moves = pattern.proof(cell)
        if all(move.whole for move in moves):
            continue
        pattern.prove(cell, [whole for move in moves if (whole := _multiplied(pattern, move)) is not None])
        if not complete(pattern, cell, search):
            lost.append(cell)
        _share(pattern, pattern.proof(cell))
    return lost


def _share(pattern: Pattern, moves: Iterable[Move]) -> None:
    """Let whole moves take the place of other cells' fractional proofs."""
    for move in moves:
        for way in (move, move.reversed()):
            if not pattern.is_feasible(way):
                continue
            for cell in way.cells[pattern.sensitive.need[way.cells] > 0].tolist():
                proof = pattern.proof(cell)
                fractional = [old for old in proof if not old.whole]
                if fractional and pattern.serves(way, cell) and pattern.gap(cell, [way]) is None:
                    pattern.prove(cell, [way])


def only_whole(pattern: Pattern, search: Search) -> Search:
    """Let through only those moves of a search that are whole or become so by a multiple."""

    def found(cell: int, still: Cells) -> Move | None:
        move = search(cell, still)
        return None if move is None else _multiplied(pattern, move)

    return found


def whole_search(pattern: Pattern, zones: Zones) -> Search:
    """Seek whole-number moves: inside the hidden cells, zone by zone, then with further ones."""

    def search(cell: int, still: Cells) -> Move | None:
        usable = pattern.usable()
        for only_hidden in (True, False):
            for nodes in zones.around(cell):
                cells = zones.cells(nodes)
                cells = cells[usable[cells]] if only_hidden else cells
                cells = np.setdiff1d(cells, still)
                move = _cheapest_whole(pattern, zones.sums(nodes), cells, cell, any_will_do=only_hidden)
                if move is not None:
                    return move
        return None

    return search


def _multiplied(pattern: Pattern, move: Move) -> Move | None:
    if move.whole:
        return move
    for factor in MULTIPLES:
        larger = move.times(factor)
        if larger.whole and pattern.is_feasible(larger):
            return larger
    return None


def _cheapest_whole(
    pattern: Pattern, sums: Relations, cells: Cells, cell: int, *, any_will_do: bool
) -> Move | None:  # fmt: skip
    place = int(np.searchsorted(cells, cell))
    if place >= cells.size or cells[place] != cell:
        return None
    solver = quiet_solver()
    solver.setOptionValue("mip_max_nodes", MOST_BRANCHES)
    if any_will_do:
        # All that the move may use is hidden already.
        solver.setOptionValue("mip_max_improving_sols", 1)
    solver.setOptionValue("mip_rel_gap", GAP)
    lower, upper = np.zeros(2 * cells.size), np.full(2 * cells.size, highspy.kHighsInf)
    upper[cells.size :] = pattern.counts[cells]
    lower[place], upper[cells.size + place] = pattern.sensitive.need[cell], 0.0
    starts, rows, signs, height = sums.columns(cells)
    model = highspy.HighsLp()
    model.num_col_, model.num_row_ = 2 * cells.size, height
    model.col_cost_ = np.tile(pattern.cost[cells], 2)
    model.col_lower_, model.col_upper_ = lower, upper
    model.row_lower_ = model.row_upper_ = np.zeros(height)
    model.a_matrix_.format_ = highspy.MatrixFormat.kColwise
    model.a_matrix_.start_ = np.concatenate([starts, starts[1:] + starts[-1]])
    model.a_matrix_.index_, model.a_matrix_.value_ = np.tile(rows, 2), np.concatenate([signs, -signs])
    model.integrality_ = [highspy.HighsVarType.kInteger] * (2 * cells.size)
    if solver.passModel(model) != highspy.HighsStatus.kOk:
        raise SolverFailed("the model was refused")
    return _answer(solver, cells)


def _answer(solver: highspy.Highs, cells: Cells) -> Move | None:
    """The move found, None if there is none; raises SolverFailed if the solver ended without knowing."""
    solver.run()
    status = solver.getModelStatus()
    if status == highspy.HighsModelStatus.kInfeasible:
        return None
    if status not in ENDS_WITH_ANSWER or solver.getInfo().primal_solution_status != highspy.kSolutionStatusFeasible:
        raise SolverFailed(f"no whole-number move found and none excluded: {status.name}")
    values = np.rint(np.array(solver.getSolution().col_value))
    return move_of(cells, values[: cells.size] - values[cells.size :])
