"""Turns what is known into equations between the unknown cells, divided into parts that do not touch each other."""

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from bildungsnetz.engines.disclosure_check.attack.dimensions import Indices
from bildungsnetz.engines.disclosure_check.attack.knowledge import Contradiction, Knowledge, Numbers


@dataclass(frozen=True)
class Equations:
    """Sparse equations: the sum of ``factor[k] * value(cell[k])`` over the entries of a row is ``right[row]``.

    Entries are ordered by ``row``; ``cell`` is a place in the flattened lattice.
    """

    row: Indices
    cell: Indices
    factor: Numbers
    right: Numbers


@dataclass(frozen=True)
class Component:
    """Equations that share no unknown with the others.

    ``cells`` are the unknowns (columns, ascending), ``low`` and ``high`` their ranges; ``row``, ``column`` and
    ``factor`` the entries ordered by row, ``right`` the right-hand sides.
    """

    cells: Indices
    low: Numbers
    high: Numbers
    row: Indices
    column: Indices
    factor: Numbers
    right: Numbers


def all_equations(knowledge: Knowledge) -> Equations:
    """Return one equation for each whole and each way to divide it; nothing is left out or simplified."""
    return _stack(list(_every_division(knowledge)), knowledge)


def defining_equations(knowledge: Knowledge) -> Equations:
    """Return one equation per whole, along the division with the fewest unknown parts.

    That is enough: each whole is then the sum of its innermost cells, whichever way its parts are divided.
    Unknown wholes that no file lists and no kept equation needs are left out.
    """
    unknown = ~knowledge.known.reshape(-1)
    fewest = np.full(unknown.shape, np.iinfo(np.int64).max, dtype=np.int64)
    chosen = np.full(unknown.shape, -1, dtype=np.int64)
    for number, (wholes, parts) in enumerate(_divisions(knowledge)):
        count = unknown[parts].sum(axis=0)
        better = count < fewest[wholes]
        fewest[wholes[better]] = count[better]
        chosen[wholes[better]] = number
    kept = [
        (wholes[mine], parts[:, mine])
        for number, (wholes, parts) in enumerate(_divisions(knowledge))
        if (mine := (chosen[wholes] == number) & (unknown[wholes] | (fewest[wholes] > 0))).any()
    ]
    return _only_needed(_stack(kept, knowledge), knowledge)


def components(knowledge: Knowledge, equations: Equations) -> Iterator[Component]:
    """Divide the equations into parts without a common unknown, ordered by their first cell."""
    unknowns = np.unique(np.concatenate([equations.cell, asked_unknowns(knowledge)]))
    if not len(unknowns):
        return
    columns = np.searchsorted(unknowns, equations.cell)
    label = _labels(equations.row, columns, rows=len(equations.right), columns=len(unknowns))
    by_label = np.argsort(label, kind="stable")
    starts = np.flatnonzero(np.diff(label[by_label], prepend=-1))
    entries = np.argsort(label[columns], kind="stable")
    entry_label = label[columns][entries]
    low, high = knowledge.low.reshape(-1), knowledge.high.reshape(-1)
    for first, last in zip(starts, [*starts[1:], len(by_label)], strict=True):
        mine = by_label[first:last]
        begin, end = np.searchsorted(entry_label, [label[mine[0]], label[mine[0]] + 1])
        chosen = entries[begin:end]
        rows, row = np.unique(equations.row[chosen], return_inverse=True)
        yield Component(
            cells=unknowns[mine],
            low=low[unknowns[mine]],
            high=high[unknowns[mine]],
            row=row.astype(np.int64),
            column=np.searchsorted(mine, columns[chosen]),
            factor=equations.factor[chosen],
            right=equations.right[rows],
        )


def whole(knowledge: Knowledge, equations: Equations) -> Component:
    """Return all equations as one undivided component."""
    unknowns = np.unique(np.concatenate([equations.cell, asked_unknowns(knowledge)]))
    return Component(
        cells=unknowns,
        low=knowledge.low.reshape(-1)[unknowns],
        high=knowledge.high.reshape(-1)[unknowns],
        row=equations.row,
        column=np.searchsorted(unknowns, equations.cell),
        factor=equations.factor,
        right=equations.right,
    )


def asked_unknowns(knowledge: Knowledge) -> Indices:
    """Return the cells whose true value is asked for and not yet known."""
    return np.flatnonzero((knowledge.asked & ~knowledge.known).reshape(-1))


def _divisions(knowledge: Knowledge) -> Iterator[tuple[Indices, Indices]]:
    """Yield per dimension and divisible node the wholes (n) and their parts (k x n) as flat places."""
    numbers = np.arange(knowledge.low.size, dtype=np.int64).reshape(knowledge.low.shape)
    for axis, dimension in enumerate(knowledge.dimensions):
        along = np.moveaxis(numbers, axis, 0)
        for node, below in dimension.children.items():
            yield along[node].reshape(-1), along[below].reshape(len(below), -1)


def _every_division(knowledge: Knowledge) -> Iterator[tuple[Indices, Indices]]:
    unknown = ~knowledge.known.reshape(-1)
    for wholes, parts in _divisions(knowledge):
        open_ones = unknown[wholes] | unknown[parts].any(axis=0)
        if open_ones.any():
            yield wholes[open_ones], parts[:, open_ones]


def _stack(divisions: list[tuple[Indices, Indices]], knowledge: Knowledge) -> Equations:
    unknown = ~knowledge.known.reshape(-1)
    low = knowledge.low.reshape(-1)
    row_parts: list[Indices] = []
    cell_parts: list[Indices] = []
    factor_parts: list[Numbers] = []
    rights: list[Numbers] = []
    rows = 0
    for wholes, parts in divisions:
        lines = np.arange(rows, rows + len(wholes), dtype=np.int64)
        cells = np.concatenate([wholes[None, :], parts])
        factor = np.ones(cells.shape)
        factor[0] = -1.0
        open_ones = unknown[cells]
        rights.append(-(factor * np.where(open_ones, 0.0, low[cells])).sum(axis=0))
        row_parts.append(np.broadcast_to(lines, cells.shape)[open_ones])
        cell_parts.append(cells[open_ones])
        factor_parts.append(factor[open_ones])
        rows += len(wholes)
    if not rows:
        nothing = np.zeros(0, dtype=np.int64)
        return Equations(nothing, nothing, np.zeros(0), np.zeros(0))
    row = np.concatenate(row_parts)
    order = np.argsort(row, kind="stable")
    return Equations(
        row[order], np.concatenate(cell_parts)[order], np.concatenate(factor_parts)[order], np.concatenate(rights)
    )


def _only_needed(equations: Equations, knowledge: Knowledge) -> Equations:
    """Drop equations that only define an unknown whole nobody lists and no other kept equation uses."""
    defines = np.full(knowledge.low.size, -1, dtype=np.int64)
    negative = equations.factor < 0
    defines[equations.cell[negative]] = equations.row[negative]
    optional = np.zeros(len(equations.right), dtype=bool)
    optional[equations.row[negative]] = ~knowledge.listed.reshape(-1)[equations.cell[negative]]
    kept = ~optional
    fresh = kept.copy()
    while fresh.any():
        used = defines[equations.cell[fresh[equations.row]]]
        fresh = np.zeros_like(kept)
        fresh[used[used >= 0]] = True
        fresh &= ~kept
        kept |= fresh
    number = np.cumsum(kept) - 1
    entries = kept[equations.row]
    return Equations(
        number[equations.row[entries]], equations.cell[entries], equations.factor[entries], equations.right[kept]
    )


def _labels(row: Indices, column: Indices, *, rows: int, columns: int) -> Indices:
    """Return per column the smallest column it is connected with through rows."""
    label = np.arange(columns, dtype=np.int64)
    while True:
        least = np.full(rows, columns, dtype=np.int64)
        np.minimum.at(least, row, label[column])
        new = label.copy()
        np.minimum.at(new, column, least[row])
        # Follow the pointers, so that long chains need few rounds.
        new = np.minimum(new, new[new])
        if (new == label).all():
            return label
        label = new


def refuse_impossible(knowledge: Knowledge) -> None:
    """Check every sum whose cells are all known.

    Raises: Contradiction naming the wholes that differ from the sum of their parts.
    """
    known = knowledge.known.reshape(-1)
    low = knowledge.low.reshape(-1)
    wrong: list[str] = []
    for wholes, parts in _divisions(knowledge):
        closed = known[wholes] & known[parts].all(axis=0)
        differs: npt.NDArray[np.bool_] = closed & (low[wholes] != low[parts].sum(axis=0))
        wrong += [", ".join(knowledge.name(int(cell)).values()) for cell in wholes[differs]]
    if wrong:
        raise Contradiction(wrong)
