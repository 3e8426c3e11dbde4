"""The least value that can be lost: an exact integer program with cuts, to compare the protection with.

Binary z_j says that cell j is hidden. For a sensitive cell p the attacker's program is: raise p as far as possible
while all sums hold, every cell stays at 0 or above, and only hidden cells move. If it stays below the need of p, its
dual says which cells would have helped: sum of coefficient_j z_j >= need, coefficients capped at the need (Benders cuts
as in Fischetti and Salazar, Management Science 47 (2001) 1008-1027). Zeros stay published.
"""

from dataclasses import dataclass

import highspy
import numpy as np
from numpy.typing import NDArray

from bildungsnetz.engines.disclosure import Dimension, Rule
from bildungsnetz.engines.disclosure.hierarchy import tree_of
from bildungsnetz.engines.disclosure.lattice import Lattice, below, lattice_of, relations

Floats = NDArray[np.float64]
FAR = 1e5
HAIR = 1e-6


@dataclass(frozen=True)
class Exact:
    """``value``: least value lost; ``bound``: what is proven; equal if the search ended."""

    value: float
    bound: float
    cuts: int


def least_loss(
    counts: dict, dimensions: tuple[Dimension, ...], *, rule: Rule, most_rounds: int = 400, gap: float = 0.0
) -> Exact:  # fmt: skip
    """Solve one table of all dimensions to the optimum (or until ``most_rounds`` integer programs are solved)."""
    trees = [
        tree_of(dimension, found={codes[axis] for codes in counts}) for axis, dimension in enumerate(dimensions)
    ]  # fmt: skip
    lattice = lattice_of(trees, counts=counts, tables=[tuple(tree.column for tree in trees)], most=10**6)
    need = np.where(
        (lattice.counts > 0) & (lattice.counts < rule.minimum_count), rule.minimum_count - lattice.counts, 0
    )
    weight = (lattice.rows_per_cell() * lattice.counts).astype(float)
    cells = np.flatnonzero(~below(lattice, lattice.counts == 0))
    attacker = _Attacker(lattice, cells)
    master = _Master(weight[cells], need[cells] > 0)
    primaries = np.flatnonzero(need[cells])
    cuts, bound = 0, 0.0
    for whole in (False, True):
        master.be_whole(whole, gap)
        for _ in range(most_rounds):
            hidden, bound = master.solve()
            found = [cut for p in primaries if (cut := attacker.cut(p, need[cells[p]], hidden)) is not None]
            cuts += len(found)
            if not found:
                break
            master.add(found)
    value = float(weight[cells] @ np.where(need[cells] > 0, 0.0, np.rint(hidden)))
    return Exact(value, bound, cuts)


class _Master:
    """Which cells to hide."""

    def __init__(self, weight: Floats, fixed: NDArray[np.bool_]) -> None:
        self._solver = _quiet()
        self._size = weight.size
        self._solver.addVars(self._size, fixed.astype(float), np.ones(self._size))
        cost = np.where(fixed, 0.0, weight)
        self._solver.changeColsCost(self._size, np.arange(self._size, dtype=np.int32), cost)

    def be_whole(self, whole: bool, gap: float) -> None:
        kind = highspy.HighsVarType.kInteger if whole else highspy.HighsVarType.kContinuous
        self._solver.changeColsIntegrality(
            self._size, np.arange(self._size, dtype=np.int32), np.array([kind] * self._size)
        )
        self._solver.setOptionValue("mip_rel_gap", gap)

    def solve(self) -> tuple[Floats, float]:
        self._solver.run()
        if self._solver.getModelStatus() != highspy.HighsModelStatus.kOptimal:
            raise RuntimeError(self._solver.getModelStatus().name)
        info = self._solver.getInfo()
        is_mip = info.mip_node_count >= 0
        bound = info.mip_dual_bound if is_mip else info.objective_function_value
        return np.array(self._solver.getSolution().col_value).clip(0, 1), float(bound)

    def add(self, cuts: list[tuple[Floats, float]]) -> None:
        for coefficients, need in cuts:
            used = np.flatnonzero(coefficients).astype(np.int32)
            self._solver.addRow(need, highspy.kHighsInf, used.size, used, coefficients[used])


class _Attacker:
    """How far a cell can rise if only the hidden ones move."""

    def __init__(self, lattice: Lattice, cells: NDArray[np.int64]) -> None:
        rows, columns, signs = relations(lattice)
        place = np.full(lattice.size, -1)
        place[cells] = np.arange(cells.size)
        self._counts = lattice.counts[cells].astype(float)
        self._solver = _quiet()
        self._solver.setOptionValue("presolve", "off")
        self._solver.addVars(cells.size, np.zeros(cells.size), np.zeros(cells.size))
        kept = place[columns] >= 0
        order = np.argsort(rows[kept], kind="stable")
        rows, columns, signs = rows[kept][order], place[columns[kept][order]], signs[kept][order]
        for part in np.split(np.arange(rows.size), np.flatnonzero(np.diff(rows)) + 1):
            self._solver.addRow(0.0, 0.0, part.size, columns[part].astype(np.int32), signs[part].astype(float))
        self._solver.changeObjectiveSense(highspy.ObjSense.kMaximize)
        self._all = np.arange(cells.size, dtype=np.int32)

    def cut(self, cell: int, need: int, hidden: Floats) -> tuple[Floats, float] | None:
        upper = FAR * hidden
        upper[cell] = need
        self._solver.changeColsBounds(self._all.size, self._all, -self._counts * hidden, upper)
        self._solver.changeColCost(int(cell), 1.0)
        self._solver.run()
        if self._solver.getModelStatus() != highspy.HighsModelStatus.kOptimal:
            raise RuntimeError(self._solver.getModelStatus().name)
        reached = self._solver.getInfo().objective_function_value
        dual = np.array(self._solver.getSolution().col_dual)
        self._solver.changeColCost(int(cell), 0.0)
        if reached >= need - HAIR:
            return None
        helpful = np.where(dual > 0, dual * FAR, -dual * self._counts)
        helpful[helpful < HAIR] = 0.0
        helpful[cell] = 0.0
        return np.minimum(helpful, need), float(need)


def _quiet() -> highspy.Highs:
    solver = highspy.Highs()
    for name, value in (("output_flag", False), ("threads", 1), ("random_seed", 0)):
        solver.setOptionValue(name, value)
    return solver
