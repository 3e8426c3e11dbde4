"""The certificate: every proof checked again by adding whole numbers, without solver and without its relations."""

from collections import defaultdict
from dataclasses import dataclass
from itertools import product

import numpy as np

from bildungsnetz.engines.disclosure.lattice import Cells, Lattice, Mask
from bildungsnetz.engines.disclosure.moves import Move
from bildungsnetz.engines.disclosure.pattern import Pattern
from bildungsnetz.engines.disclosure.spec import CellCodes


class NotProven(Exception):
    """A proof does not hold; the pattern must not be published."""


@dataclass(frozen=True)
class Witness:
    """Another table that fits everything published: ``changes`` of innermost cells, and the rows it protects."""

    changes: tuple[tuple[CellCodes, int], ...]
    serves: tuple[CellCodes, ...]


def certify(lattice: Lattice, pattern: Pattern, *, may_move: Mask) -> tuple[Witness, ...]:
    """Add up every move from its innermost cells and compare; return the moves as witnesses.

    ``may_move``: cells of which nothing is published, now or before.
    Raises: NotProven if a move touches what is published, lets a figure fall below 0, does not lift a cell it serves
    far enough, or betrays somebody who knows their own cells.
    """
    served: dict[int, list[int]] = defaultdict(list)
    moves: dict[int, Move] = {}
    for cell in pattern.sensitive.cells.tolist():
        if pattern.gap(cell) is not None:
            raise NotProven(f"nothing protects {lattice.codes(cell)}")
        for move in pattern.proof(cell):
            moves[id(move)] = move
            served[id(move)].append(cell)
    inner = lattice.innermost()
    rows = _rows_of(lattice)
    return tuple(
        _witness(lattice, pattern, move, cells=served[key], inner=inner, may_move=may_move, rows=rows)
        for key, move in moves.items()
    )


def _witness(
    lattice: Lattice, pattern: Pattern, move: Move, *, cells: list[int], inner: Mask, may_move: Mask,
    rows: dict[int, list[CellCodes]],
) -> Witness:  # fmt: skip
    start = {int(cell): int(change) for cell, change in zip(move.cells, move.change, strict=True) if inner[cell]}
    summed = _added_up(lattice, start)
    for cell, change in summed.items():
        if change and not may_move[cell]:
            raise NotProven(f"a witness changes the published {lattice.codes(cell)}")
        if lattice.counts[cell] + change < 0:
            raise NotProven(f"a witness lets {lattice.codes(cell)} fall below 0")
    for cell in cells:
        if summed.get(cell, 0) < pattern.sensitive.need[cell]:
            raise NotProven(f"a witness does not lift {lattice.codes(cell)} far enough")
    changes = sorted((_innermost_codes(lattice, cell), change) for cell, change in start.items())
    return Witness(tuple(changes), tuple(sorted(row for cell in cells for row in rows.get(cell, ()))))


def _added_up(lattice: Lattice, start: dict[int, int]) -> dict[int, int]:
    """Changes of all cells above the given innermost ones."""
    summed: dict[int, int] = defaultdict(int)
    for cell, change in start.items():
        chains = []
        for tree, found in zip(lattice.trees, np.unravel_index(cell, lattice.shape), strict=True):
            chain = [int(found)]
            while tree.parent[chain[-1]] >= 0:
                chain.append(tree.parent[chain[-1]])
            chains.append(chain)
        for nodes in product(*chains):
            summed[int(np.ravel_multi_index(nodes, lattice.shape))] += change
    return summed


def _innermost_codes(lattice: Lattice, cell: int) -> CellCodes:
    nodes = np.unravel_index(cell, lattice.shape)
    return tuple(tree.codes[int(node)][-1] for tree, node in zip(lattice.trees, nodes, strict=True))


def _rows_of(lattice: Lattice) -> dict[int, list[CellCodes]]:
    rows: dict[int, list[CellCodes]] = defaultdict(list)
    cells: Cells = lattice.row_cells
    for row, cell in zip(lattice.rows, cells.tolist(), strict=True):
        rows[cell].append(row)
    return rows
