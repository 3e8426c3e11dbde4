"""Moves in whole numbers: what an attacker who knows that persons are whole cannot rule out either."""

from collections.abc import Iterable, Iterator

import highspy
import numpy as np

from bildungsnetz.engines.disclosure.construct import WIDTHS, Search, complete
from bildungsnetz.engines.disclosure.lattice import Cells
from bildungsnetz.engines.disclosure.moves import Move, Relations, move_of, quiet_solver
from bildungsnetz.engines.disclosure.pattern import Pattern
from bildungsnetz.engines.disclosure.spec import SolverFailed
from bildungsnetz.engines.disclosure.zones import Zones

# Where further cells must be hidden, the move found may be this much dearer than the cheapest.
GAP = 0.05
# Branches of a search that must find any move at all, and of one that looks for a cheap move.
MOST_BRANCHES, MOST_CHEAP = 5_000, 500
ENDS_WITH_ANSWER = (highspy.HighsModelStatus.kOptimal, highspy.HighsModelStatus.kSolutionLimit)


def make_whole(pattern: Pattern, zones: Zones, *, most_steps: int) -> dict[str, list[int]]:
    """Replace every fractional move of the proofs by one in whole numbers.

    Moves inside what is hidden are tried first; if there is none, further cells are hidden.
    Returns the cells left without: under ``table`` those for which no such move exists, under ``work`` those for which
    the search was given up, after ``most_steps`` steps of the solver in all or too many branches.
    """
    search = WholeSearch(pattern, zones)
    last = zones.work.steps + most_steps
    lost: dict[str, list[int]] = {}
    for cell in pattern.sensitive.cells.tolist():
        moves = pattern.proof(cell)
        if all(move.whole for move in moves):
            continue
        pattern.prove(cell, [whole for move in moves if (whole := pattern.made_whole(move)) is not None])
        search.gave_up = zones.work.steps > last
        if search.gave_up or not complete(pattern, cell, search):
            lost.setdefault("work" if search.gave_up else "table", []).append(cell)
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
        return None if move is None else pattern.made_whole(move)

    return found


class WholeSearch:
    """Seeks whole-number moves: inside the hidden cells, zone by zone, then with further ones.

    ``gave_up``: a search ended without having excluded that there is a move.
    """

    def __init__(self, pattern: Pattern, zones: Zones) -> None:
        self._pattern, self._zones = pattern, zones
        self.gave_up = False

    def __call__(self, cell: int, still: Cells) -> Move | None:
        """A move in whole numbers for the cell that leaves the cells ``still`` alone; None if none was found."""
        pattern, usable = self._pattern, self._pattern.usable()
        for places in self._places(cell, still):
            for only_hidden in (True, False):
                for sums, within in places:
                    cells = np.setdiff1d(within[usable[within]] if only_hidden else within, still)
                    solver = _program(pattern, sums, cells, cell, any_will_do=only_hidden)
                    move = self._answer(solver, cells) if solver else None
                    if move is not None:
                        return move
        return None

    def _places(self, cell: int, still: Cells) -> Iterator[list[tuple[Relations, Cells]]]:
        """Where to search: in a dense table all boxes before anything else."""
        zones, cost = self._zones, self._pattern.cost
        if zones.is_dense(cell):
            boxes = (zones.box_cells(cell, width=width, cost=cost, still=still) for width in WIDTHS)
            yield [(zones.sums(()), cells) for cells in boxes]
        yield [(zones.sums(nodes), zones.cells(nodes)) for nodes in zones.around(cell)]

    def _answer(self, solver: highspy.Highs, cells: Cells) -> Move | None:
        """The move found. Raises: SolverFailed on an end that is none of those foreseen."""
        solver.run()
        self._zones.work.count(solver)
        status = solver.getModelStatus()
        if status == highspy.HighsModelStatus.kInfeasible:
            return None
        if status not in ENDS_WITH_ANSWER:
            raise SolverFailed(f"no whole-number move found and none excluded: {status.name}")
        if solver.getInfo().primal_solution_status != highspy.kSolutionStatusFeasible:
            self.gave_up = True
            return None
        values = np.rint(np.array(solver.getSolution().col_value))
        return move_of(cells, values[: cells.size] - values[cells.size :])


def _program(
    pattern: Pattern, sums: Relations, cells: Cells, cell: int, *, any_will_do: bool
) -> highspy.Highs | None:  # fmt: skip
    """The integer program of the moves of some cells that lift one; None if that one is not among them."""
    place = int(np.searchsorted(cells, cell))
    if place >= cells.size or cells[place] != cell:
        return None
    solver = quiet_solver()
    if any_will_do:
        # All that the move may use is hidden already.
        solver.setOptionValue("mip_max_improving_sols", 1)
    solver.setOptionValue("mip_max_nodes", MOST_BRANCHES if any_will_do else MOST_CHEAP)
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
    return solver
