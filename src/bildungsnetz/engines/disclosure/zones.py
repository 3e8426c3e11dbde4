"""Parts of the table in which a move may be sought: small ones first, the whole table last.

A move inside a part whose margins stand still is a move of the whole table; so whatever is proven in a zone holds.
"""

import numpy as np

from bildungsnetz.engines.disclosure.boxes import Boxes
from bildungsnetz.engines.disclosure.hierarchy import Tree
from bildungsnetz.engines.disclosure.lattice import Cells, Lattice, Mask
from bildungsnetz.engines.disclosure.moves import Floats, MoveFinder, Relations, Work

# A zone of fewer nodes leaves no room to move: with the parent standing still, one child alone cannot change.
FEWEST = 2
# A zone of more movable cells takes long to search.
DENSE = 1_000


class Zones:
    """The zones of a table along its largest dimension, with a move finder for each, made when first asked for.

    ``movable``: cells that may change while published zeros stay; ``rising``: with hidden zeros too, empty if
    zeros may not be hidden.
    """

    def __init__(self, lattice: Lattice, *, movable: Mask, rising: Mask) -> None:
        self._lattice = lattice
        self.work = Work()
        self._masks = (movable, rising)
        self._sums = tuple(Relations(lattice, mask) for mask in self._masks)
        self._axis = max(range(len(lattice.trees)), key=lambda axis: (lattice.trees[axis].size, -axis))
        self._chains = _chains(lattice.trees[self._axis])
        self._boxes = Boxes(lattice, movable)
        self._finders: dict[tuple[int, ...], MoveFinder] = {}
        self._sizes: dict[tuple[int, ...] | None, int] = {}

    def near(self, cell: int) -> list[MoveFinder]:
        """Finders of the zones around a cell, smallest first, without the whole table."""
        node = self.node(cell)
        return [self._finder(nodes) for nodes in self._chains[node]]

    def is_dense(self, cell: int) -> bool:
        """Whether even the smallest zone around a cell is large, so that boxes should be tried first."""
        home = self.home(cell)
        if home not in self._sizes:
            self._sizes[home] = self.cells(home or ()).size
        return self._sizes[home] > DENSE

    def box(self, cell: int, *, width: int, cost: Floats, still: Cells) -> MoveFinder:
        """A finder for a few codes of every dimension around a cell."""
        return MoveFinder(self._sums[0], self.box_cells(cell, width=width, cost=cost, still=still), self.work)

    def box_cells(self, cell: int, *, width: int, cost: Floats, still: Cells) -> Cells:
        """The movable cells of a box with ``width`` codes per dimension beside the cell's own."""
        return self._boxes.around(cell, width=width, cost=cost, still=still)

    def home(self, cell: int) -> tuple[int, ...] | None:
        """The nodes of the smallest zone around a cell; None if only the whole table holds it."""
        chain = self._chains[self.node(cell)]
        return chain[0] if chain else None

    def blocks(self, most: int) -> list[tuple[int, ...]]:
        """The largest zones of at most ``most`` cells, each once; a smaller one inside another is left out."""
        found = sorted({zone for chain in self._chains for zone in chain}, key=lambda nodes: (-len(nodes), nodes))
        kept: list[tuple[int, ...]] = []
        for nodes in found:
            if self.cells(nodes).size <= most and not any(set(nodes) <= set(larger) for larger in kept):
                kept.append(nodes)
        return kept

    def around(self, cell: int) -> list[tuple[int, ...]]:
        """All zones in which a move for the cell may be sought, smallest first."""
        last: list[tuple[int, ...]] = [(-1,)] if self._masks[1].any() else []
        return [*self._chains[self.node(cell)], (), *last]

    def whole(self) -> MoveFinder:
        """The finder of the whole table; published zeros stay."""
        return self._finder(())

    def with_zeros(self) -> MoveFinder | None:
        """The finder of the whole table in which zeros may be hidden; None if they may not."""
        return self._finder((-1,)) if self._masks[1].any() else None

    def node(self, cell: int) -> int:
        """Node of the cell along the dimension that the zones divide."""
        return int(np.unravel_index(cell, self._lattice.shape)[self._axis])

    def cells(self, nodes: tuple[int, ...]) -> Cells:
        """The movable cells of a zone; () is the whole table, (-1,) the whole table with hidden zeros."""
        if nodes in ((), (-1,)):
            return np.flatnonzero(self._masks[len(nodes)])
        inside = np.zeros(self._lattice.shape[self._axis], dtype=bool)
        inside[list(nodes)] = True
        shape = [1] * len(self._lattice.shape)
        shape[self._axis] = inside.size
        mask = np.broadcast_to(inside.reshape(shape), self._lattice.shape).ravel()
        return np.flatnonzero(mask & self._masks[0])

    def sums(self, nodes: tuple[int, ...]) -> Relations:
        """The relations that belong to the cells of a zone."""
        return self._sums[1 if nodes == (-1,) else 0]

    def _finder(self, nodes: tuple[int, ...]) -> MoveFinder:
        if nodes not in self._finders:
            self._finders[nodes] = MoveFinder(self.sums(nodes), self.cells(nodes), self.work)
        return self._finders[nodes]


def _chains(tree: Tree) -> list[tuple[tuple[int, ...], ...]]:
    """Per node the zones around it: its innermost siblings, then the subtree of its parent."""
    children = tree.children()
    chains: list[tuple[tuple[int, ...], ...]] = [() for _ in range(tree.size)]
    for parent, below in children.items():
        leaves = tuple(node for node in below if node not in children)
        subtree = _subtree(below, children) if parent else ()
        for node in below:
            zones = [leaves] if node not in children else []
            zones += [subtree] if subtree != leaves else []
            chains[node] = tuple(zone for zone in zones if len(zone) >= FEWEST)
    return chains


def _subtree(nodes: list[int], children: dict[int, list[int]]) -> tuple[int, ...]:
    found = list(nodes)
    for node in found:
        found.extend(children.get(node, ()))
    return tuple(sorted(found))
