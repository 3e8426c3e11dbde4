"""Hide as little as possible inside a small part of the table: an integer program with cuts, part by part.

Binary z_j says that cell j is hidden. If the hidden cells leave a sensitive cell too little room, the dual of the
outsider's program says which cells would have helped: sum of coefficient_j z_j >= need, coefficients capped at the need
(Benders cuts as in Fischetti and Salazar, Management Science 47 (2001) 1008-1027).
"""

from collections.abc import Iterable, Mapping

import highspy
import numpy as np

from bildungsnetz.engines.disclosure.lattice import Cells, Mask
from bildungsnetz.engines.disclosure.moves import (
    NOISE,
    Floats,
    Move,
    Relations,
    Work,
    move_of,
    quiet_solver,
    solved,
)
from bildungsnetz.engines.disclosure.pattern import Pattern
from bildungsnetz.engines.disclosure.zones import Zones

# Larger parts are left to the clean-up: their integer programs take too long.
MOST_CELLS = 700
# Rounds of cuts on the fractional and on the whole program, branches per round; what takes more is left as it was.
MOST_ROUNDS = 40
MOST_BRANCHES = 200
# The whole program may end this near to its bound.
GAP = 0.02
# Stands for "no limit" in the outsider's program, whose figures are far smaller.
FAR = 1e5

Cut = tuple[Floats, float]


def improve_blocks(pattern: Pattern, zones: Zones, *, most_steps: int) -> set[int]:
    """Replace the proofs of each block by those that hide least, where they hide less than now.

    Returns the sensitive cells for whose sake nothing more can be gained inside their block.
    """
    work = zones.work
    last = work.steps + most_steps
    settled: set[int] = set()
    for nodes in zones.blocks(MOST_CELLS):
        if work.steps > last:
            break
        cells = zones.cells(nodes)
        inside = _proven_inside(pattern, cells)
        if inside and _improve(pattern, zones.sums(nodes), cells, inside, work):
            settled.update(inside)
    return settled


def _proven_inside(pattern: Pattern, cells: Cells) -> list[int]:
    """Sensitive cells whose whole proof lies among these cells."""
    return [
        cell
        for cell in cells[pattern.sensitive.need[cells] > 0].tolist()
        if (moves := pattern.proof(cell))
        and all(np.isin(move.cells, cells, assume_unique=True).all() for move in moves)
    ]


def _improve(pattern: Pattern, sums: Relations, cells: Cells, inside: list[int], work: Work) -> bool:
    """Solve one block; False if that took too long."""
    saved = {cell: pattern.proof(cell) for cell in inside}
    before = pattern.lost
    for cell in inside:
        pattern.prove(cell, ())
    # What others hide stays hidden and is free here.
    free = pattern.usable()[cells]
    outsider = _Outsider(sums, pattern.counts, cells, work)
    hidden = _fewest(pattern, outsider, cells, free, inside)
    done = hidden is not None and _prove_again(pattern, outsider, cells, hidden, inside)
    if not done or pattern.lost >= before:
        for cell, moves in saved.items():
            pattern.prove(cell, moves)
    return done


def _fewest(pattern: Pattern, outsider: "_Outsider", cells: Cells, free: Mask, inside: list[int]) -> Mask | None:
    """Which cells to hide; None if the search takes too long."""
    need = pattern.sensitive.need
    places = np.searchsorted(cells, inside).tolist()
    needs = dict(zip(places, need[cells[places]].tolist(), strict=True))
    master = _Master(np.where(free, 0.0, pattern.weight[cells]), free)
    _settle(master, outsider, needs, whole=False)
    hidden = _settle(master, outsider, needs, whole=True)
    return None if hidden is None else np.greater(hidden, 0.5)


def _settle(master: "_Master", outsider: "_Outsider", needs: Mapping[int, int], *, whole: bool) -> Floats | None:
    """Add cuts until no cell lacks anything; None if that takes too many rounds."""
    places = lacking = list(needs)
    for _ in range(MOST_ROUNDS):
        hidden = master.solve(whole=whole)
        if hidden is None:
            return None
        found = _cuts(outsider, lacking, needs, hidden)
        if not found and lacking is not places:
            # Those that lacked something last time are content: ask all the others again.
            found = _cuts(outsider, places, needs, hidden)
        if not found:
            return hidden
        master.add(found.values())
        # A whole program costs far more than all cuts: there all cells are asked every time.
        lacking = places if whole else list(found)
    return None


def _cuts(outsider: "_Outsider", places: Iterable[int], needs: Mapping[int, int], hidden: Floats) -> dict[int, Cut]:
    found = ((place, outsider.cut(place, needs[place], hidden)) for place in places)
    return {place: cut for place, cut in found if cut is not None}


def _prove_again(pattern: Pattern, outsider: "_Outsider", cells: Cells, hidden: Mask, inside: list[int]) -> bool:
    for cell in inside:
        if pattern.gap(cell) is None:
            continue
        rise = int(pattern.sensitive.need[cell])
        move = outsider.move(int(np.searchsorted(cells, cell)), rise, hidden)
        if move is None:
            return False
        pattern.prove(cell, [move])
        pattern.offer(move)
    return True


class _Master:
    """Which cells to hide, as far as the cuts tell."""

    def __init__(self, weight: Floats, free: Mask) -> None:
        self._solver = quiet_solver()
        self._size = weight.size
        self._columns = np.arange(self._size, dtype=np.int32)
        self._solver.addVars(self._size, free.astype(float), np.ones(self._size))
        self._solver.changeColsCost(self._size, self._columns, weight)
        self._solver.setOptionValue("mip_rel_gap", GAP)
        self._solver.setOptionValue("mip_max_nodes", MOST_BRANCHES)

    def solve(self, *, whole: bool) -> Floats | None:
        """The cells hidden, 0 to 1 each; None if no answer was found in time."""
        kind = highspy.HighsVarType.kInteger if whole else highspy.HighsVarType.kContinuous
        self._solver.changeColsIntegrality(self._size, self._columns, np.array([kind] * self._size))
        self._solver.run()
        if self._solver.getModelStatus() != highspy.HighsModelStatus.kOptimal:
            return None
        found: Floats = np.array(self._solver.getSolution().col_value).clip(0, 1)
        # Noise of the solver must not let an outsider move where nothing is hidden.
        return np.where(found < NOISE, 0.0, found)

    def add(self, cuts: Iterable[Cut]) -> None:
        """Demand that enough of what was lacking be hidden."""
        for coefficients, need in cuts:
            used = np.flatnonzero(coefficients).astype(np.int32)
            self._solver.addRow(need, highspy.kHighsInf, used.size, used, coefficients[used])


class _Outsider:
    """How far a cell can rise if only the hidden ones of a part of the table move."""

    def __init__(self, sums: Relations, counts: Cells, cells: Cells, work: Work) -> None:
        starts, rows, signs, height = sums.columns(cells)
        self._cells, self._work = cells, work
        self._counts = counts[cells].astype(np.float64)
        self._columns = np.arange(cells.size, dtype=np.int32)
        self._solver = quiet_solver()
        for name, value in (("presolve", "off"), ("solver", "simplex")):
            self._solver.setOptionValue(name, value)
        model = highspy.HighsLp()
        model.num_col_, model.num_row_ = cells.size, height
        model.col_cost_ = np.zeros(cells.size)
        model.col_lower_, model.col_upper_ = np.zeros(cells.size), np.zeros(cells.size)
        model.row_lower_ = model.row_upper_ = np.zeros(height)
        model.a_matrix_.format_ = highspy.MatrixFormat.kColwise
        model.a_matrix_.start_, model.a_matrix_.index_, model.a_matrix_.value_ = starts, rows, signs
        self._solver.passModel(model)

    def cut(self, place: int, need: int, hidden: Floats) -> Cut | None:
        """What is lacking for the cell at this place to rise by ``need``; None if it can."""
        reached = self._raise(place, need, hidden)
        if reached >= need - NOISE:
            return None
        dual = -np.array(self._solver.getSolution().col_dual)
        helpful = np.where(dual > 0, dual * FAR, -dual * self._counts)
        helpful[helpful < NOISE] = 0.0
        helpful[place] = 0.0
        return np.minimum(helpful, need), float(need)

    def move(self, place: int, need: int, hidden: Mask) -> Move | None:
        """A move of the hidden cells that lifts the cell far enough."""
        if self._raise(place, need, hidden.astype(np.float64)) < need - NOISE:
            return None
        return move_of(self._cells, np.array(self._solver.getSolution().col_value))

    def _raise(self, place: int, need: int, hidden: Floats) -> float:
        upper = FAR * hidden
        upper[place] = need
        self._solver.changeColsBounds(self._columns.size, self._columns, -self._counts * hidden, upper)
        self._solver.changeColCost(place, -1.0)
        try:
            solved(self._solver)
            return -float(self._solver.getInfo().objective_function_value)
        finally:
            self._work.count(self._solver)
            self._solver.changeColCost(place, 0.0)
