"""An outsider who believes that a correction changed no more than it had to.

Formally old and new figures may differ anywhere. But who sees two tables that agree in nearly all figures will take
the rest for equal too; then both tables speak about the same persons, and their difference tells what each hides.
"""

from collections.abc import Sequence
from itertools import product

import highspy
import numpy as np

from bildungsnetz.engines.disclosure_check.attack.dimensions import Indices
from bildungsnetz.engines.disclosure_check.attack.knowledge import Flags, Knowledge, Numbers, cells_of, reason
from bildungsnetz.engines.disclosure_check.attack.programs import AttackFailed, quiet_solver
from bildungsnetz.engines.disclosure_check.attack.releases import Release

HAIR = 1e-7


def unchanged_cells(now: Knowledge, *, new: Sequence[Release], old: Sequence[Release]) -> Flags:
    """Mark the cells (flat) that stay the same in every explanation of the differences with the fewest persons.

    ``new`` and ``old``: tables before and after the correction; figures shown in both are compared.
    Raises: AttackFailed if a linear program does not end as optimal.
    """
    leaves = np.ix_(*(dimension.leaves for dimension in now.dimensions))
    numbers = np.arange(now.low.size, dtype=np.int64).reshape(now.low.shape)
    column = np.full(now.low.size, -1, dtype=np.int64)
    inner = numbers[leaves].reshape(-1)
    column[inner] = np.arange(len(inner))
    cells, change = _differences(now, new, old)
    may_change = np.zeros(now.low.size, dtype=np.int64)
    if change.any():
        below = [column[_innermost_below(now, int(cell))] for cell in cells]
        may_change[inner] = _support(below, change, columns=len(inner))
    return np.asarray(_added_up(now, may_change) == 0)


def believe(now: Knowledge, before: Knowledge, unchanged: Flags) -> Knowledge:
    """Return what is known if the ``unchanged`` cells are equal in both. Raises: Contradiction."""
    low, high = now.low.reshape(-1).copy(), now.high.reshape(-1).copy()
    low[unchanged] = np.maximum(low, before.low.reshape(-1))[unchanged]
    high[unchanged] = np.minimum(high, before.high.reshape(-1))[unchanged]
    asked = now.asked.reshape(-1).copy()
    asked[unchanged] |= before.asked.reshape(-1)[unchanged]
    shape = now.low.shape
    together = Knowledge(
        now.dimensions, low.reshape(shape), high.reshape(shape), now.listed | before.listed, asked.reshape(shape)
    )
    reason(together)
    return together


def _differences(now: Knowledge, new: Sequence[Release], old: Sequence[Release]) -> tuple[Indices, Numbers]:
    """Return the cells whose figure is shown in both, and its change."""
    after, before = _shown(now, new), _shown(now, old)
    both = sorted(after.keys() & before.keys())
    change = [after[cell] - before[cell] for cell in both]
    return np.array(both, dtype=np.int64), np.array(change, dtype=np.float64)


def _shown(now: Knowledge, releases: Sequence[Release]) -> dict[int, int]:
    return {
        cell: value
        for release in releases
        if not release.blur.most
        for cell, value in zip(cells_of(release, now.dimensions).tolist(), release.values.tolist(), strict=True)
        if value >= 0
    }


def _innermost_below(now: Knowledge, cell: int) -> Indices:
    places = np.unravel_index(cell, now.low.shape)
    leaves = []
    for dimension, place in zip(now.dimensions, places, strict=True):
        waiting, found = [int(place)], []
        while waiting:
            node = waiting.pop()
            below = dimension.children.get(node)
            if below is None:
                found.append(node)
            else:
                waiting.extend(below.tolist())
        leaves.append(found)
    return np.array([np.ravel_multi_index(nodes, now.low.shape) for nodes in product(*leaves)], dtype=np.int64)


def _support(below: Sequence[Indices], change: Numbers, *, columns: int) -> Flags:
    """Find the innermost cells that change in some explanation with the fewest persons.

    Two programs: the fewest persons moved; then, on all such explanations scaled up freely, as many cells as possible
    that move at all (each counts up to 1). A mean of explanations is one too, so one point shows the whole support.
    """
    fewest = _fewest(below, change, columns)
    solver = quiet_solver()
    # Up and down movements beyond 1, the same up to 1, and the scale.
    width = 4 * columns + 1
    cost = np.zeros(width)
    cost[2 * columns : 4 * columns] = -1.0
    upper = np.full(width, highspy.kHighsInf)
    upper[2 * columns : 4 * columns] = 1.0
    solver.addVars(width, np.zeros(width), upper)
    solver.changeColsCost(width, np.arange(width, dtype=np.int32), cost)
    for cells, moved in zip(below, change.tolist(), strict=True):
        places = np.concatenate([cells, cells + columns, cells + 2 * columns, cells + 3 * columns, [width - 1]])
        count = len(cells)
        signs = np.concatenate([np.tile(np.repeat([1.0, -1.0], count), 2), [-moved]])
        solver.addRow(0.0, 0.0, len(places), places.astype(np.int32), signs)
    everything = np.arange(width, dtype=np.int32)
    solver.addRow(-highspy.kHighsInf, 0.0, width, everything, np.append(np.ones(width - 1), -fewest))
    point = _solved(solver)[2 * columns : 4 * columns]
    return np.asarray((point[:columns] > HAIR) | (point[columns:] > HAIR))


def _fewest(below: Sequence[Indices], change: Numbers, columns: int) -> float:
    solver = quiet_solver()
    width = 2 * columns
    solver.addVars(width, np.zeros(width), np.full(width, highspy.kHighsInf))
    solver.changeColsCost(width, np.arange(width, dtype=np.int32), np.ones(width))
    for cells, moved in zip(below, change.tolist(), strict=True):
        places = np.concatenate([cells, cells + columns]).astype(np.int32)
        solver.addRow(moved, moved, len(places), places, np.repeat([1.0, -1.0], len(cells)))
    return float(_solved(solver).sum())


def _solved(solver: "highspy.Highs") -> Numbers:
    if solver.run() != highspy.HighsStatus.kOk or solver.getModelStatus() != highspy.HighsModelStatus.kOptimal:
        raise AttackFailed("the solver found no explanation for the differences of two releases")
    return np.array(solver.getSolution().col_value, dtype=np.float64)


def _added_up(now: Knowledge, inner: Indices) -> Indices:
    full = inner.reshape(now.low.shape)
    for axis, dimension in enumerate(now.dimensions):
        along = np.moveaxis(full, axis, 0)
        for node in dimension.bottom_up:
            along[node] = along[dimension.children[node]].sum(axis=0)
    return full.reshape(-1)
