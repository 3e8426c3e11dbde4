"""All cells of the finest joint table: every level of every dimension, as one array of counts."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import product
from math import prod

import numpy as np
from numpy.typing import NDArray

from bildungsnetz.engines.disclosure.hierarchy import Tree
from bildungsnetz.engines.disclosure.spec import TOTAL, CellCodes, Problem, Refused

Cells = NDArray[np.int64]
Mask = NDArray[np.bool_]


@dataclass(frozen=True)
class Lattice:
    """The joint cells, numbered in C order over the trees' nodes.

    ``counts`` (whole numbers >= 0) has one entry per cell; ``rows`` are the code combinations of the listed tables,
    each once and sorted, ``row_cells`` the cell of each: codes of a merged chain share one.
    """

    trees: tuple[Tree, ...]
    counts: Cells
    rows: tuple[CellCodes, ...]
    row_cells: Cells

    @property
    def shape(self) -> tuple[int, ...]:
        """Nodes per dimension."""
        return tuple(tree.size for tree in self.trees)

    @property
    def size(self) -> int:
        """Number of joint cells."""
        return int(self.counts.size)

    def cell(self, codes: Sequence[str]) -> int:
        """Number of the cell with these codes, one per dimension."""
        nodes = [tree.node_of[code] for tree, code in zip(self.trees, codes, strict=True)]
        return int(np.ravel_multi_index(nodes, self.shape))

    def codes(self, cell: int) -> CellCodes:
        """The topmost codes of a cell, one per dimension."""
        nodes = np.unravel_index(cell, self.shape)
        return tuple(tree.codes[int(node)][0] for tree, node in zip(self.trees, nodes, strict=True))

    def all_codes(self, cell: int) -> Iterator[CellCodes]:
        """Every way to name a cell: codes of a merged chain share one."""
        nodes = np.unravel_index(cell, self.shape)
        return product(*(tree.codes[int(node)] for tree, node in zip(self.trees, nodes, strict=True)))

    def rows_per_cell(self) -> Cells:
        """In how many listed rows each cell stands; 0 for a cell that no table shows."""
        return np.bincount(self.row_cells, minlength=self.size).astype(np.int64)

    def innermost(self) -> Mask:
        """Which cells are innermost in every dimension."""
        mask = np.ones(self.shape, dtype=bool)
        for axis, tree in enumerate(self.trees):
            mask &= _along(axis, len(self.trees), _is_leaf(tree))
        return mask.ravel()


def lattice_of(
    trees: Sequence[Tree], *, counts: Mapping[CellCodes, int], tables: Iterable[Sequence[str]], most: int
) -> Lattice:
    """Add up the innermost counts over all levels and list the tables' rows.

    ``counts`` maps innermost codes (one per tree) to whole numbers >= 0; ``tables`` name columns of the trees.
    Raises: Refused if there are more than ``most`` joint cells.
    """
    shape = tuple(tree.size for tree in trees)
    if prod(shape) > most:
        raise Refused([_too_many(trees, prod(shape), most)])
    tables = [tuple(columns) for columns in tables]
    # Codes of one cell are rows of their own, so that there may be more rows than cells.
    rows_to_write = sum(prod(len(tree.node_of) for tree in trees if tree.column in columns) for columns in tables)
    if rows_to_write > 2 * most:
        raise Refused([Problem("spec", 0, "tables", str(rows_to_write), "at most {} rows", (str(2 * most),))])
    inner = np.zeros(shape, dtype=np.int64)
    np.add.at(inner.ravel(), _cells_of(trees, list(counts)), np.fromiter(counts.values(), np.int64, len(counts)))
    rows = _rows(trees, tables)
    return Lattice(tuple(trees), add_up(trees, inner).ravel(), tuple(rows), _cells_of(trees, rows))


def add_up(trees: Sequence[Tree], inner: Cells) -> Cells:
    """Add innermost figures up over all levels of all dimensions."""
    full = inner.copy()
    for axis, tree in enumerate(trees):
        view = np.moveaxis(full, axis, 0)
        # Children come after their parents: from the end, every node is whole before it is passed on.
        for node in range(tree.size - 1, 0, -1):
            view[tree.parent[node]] += view[node]
    return full


def relations(lattice: Lattice) -> tuple[Cells, Cells, Cells]:
    """Each sum that defines a cell by its parts, once: row numbers, cells, coefficients (1 whole, -1 part).

    A cell that is a whole in several dimensions is defined along the one with the fewest parts; the other sums
    follow from these.
    """
    order = sorted(range(len(lattice.trees)), key=lambda axis: (lattice.trees[axis].size, axis))
    numbers = np.arange(lattice.size, dtype=np.int64).reshape(lattice.shape)
    rows, cells, signs, first = [], [], [], 0
    for place, axis in enumerate(order):
        view = np.moveaxis(_innermost_along(numbers, lattice.trees, order[:place]), axis, 0)
        for parent, children in lattice.trees[axis].children().items():
            whole = view[parent].ravel()
            row = np.arange(first, first + whole.size)
            first += whole.size
            rows += [row, np.tile(row, len(children))]
            cells += [whole, view[children].reshape(-1)]
            signs += [np.ones(whole.size, np.int64), -np.ones(whole.size * len(children), np.int64)]
    if not rows:
        return (np.zeros(0, np.int64),) * 3
    return np.concatenate(rows), np.concatenate(cells), np.concatenate(signs)


def below(lattice: Lattice, mask: Mask) -> Mask:
    """The cells of a mask together with everything below them."""
    spread = mask.reshape(lattice.shape).copy()
    for axis, tree in enumerate(lattice.trees):
        view = np.moveaxis(spread, axis, 0)
        for node in range(1, tree.size):
            view[node] |= view[tree.parent[node]]
    return spread.ravel()


def _innermost_along(numbers: Cells, trees: Sequence[Tree], axes: Sequence[int]) -> Cells:
    for axis in axes:
        numbers = np.compress(_is_leaf(trees[axis]), numbers, axis=axis)
    return numbers


def _is_leaf(tree: Tree) -> Mask:
    leaf = np.ones(tree.size, dtype=bool)
    leaf[list(tree.children())] = False
    return leaf


def _along(axis: int, dimensions: int, values: Mask) -> Mask:
    shape = [1] * dimensions
    shape[axis] = values.size
    return values.reshape(shape)


def _rows(trees: Sequence[Tree], tables: Iterable[Sequence[str]]) -> list[CellCodes]:
    found: set[CellCodes] = set()
    for columns in tables:
        levels = [sorted(tree.node_of) if tree.column in columns else [TOTAL] for tree in trees]
        found.update(product(*levels))
    return sorted(found)


def _cells_of(trees: Sequence[Tree], rows: Sequence[CellCodes]) -> Cells:
    cells = np.zeros(len(rows), dtype=np.int64)
    for axis, tree in enumerate(trees):
        cells = cells * tree.size + np.array([tree.node_of[row[axis]] for row in rows], dtype=np.int64)
    return cells


def _too_many(trees: Sequence[Tree], cells: int, most: int) -> Problem:
    levels = " x ".join(str(tree.size) for tree in trees)
    return Problem("spec", 0, "dimensions", f"{cells} cells ({levels})", "at most {} joint cells", (str(most),))
