"""Small parts of a dense table in which a move may be sought: a few codes of every dimension.

Where every dimension crosses every other, a part along one of them is nearly the whole table. A box takes few codes of
each dimension instead, one dimension after the other, always those that cost least together with what is in the box.
All that lies outside stands still, so whatever is proven in a box holds.
"""

from collections.abc import Iterator, Sequence

import numpy as np
from numpy.typing import NDArray

from bildungsnetz.engines.disclosure.hierarchy import Tree
from bildungsnetz.engines.disclosure.lattice import Cells, Lattice, Mask
from bildungsnetz.engines.disclosure.moves import Floats

# A figure above this is as good or bad as any other, one that cannot move is worse.
DEAR = 200.0
STUCK = 600.0

Nodes = NDArray[np.int64]


class Boxes:
    """The boxes around a cell. ``movable``: cells that may change at all."""

    def __init__(self, lattice: Lattice, movable: Mask) -> None:
        self._shape = lattice.shape
        self._movable = movable.reshape(lattice.shape)
        self._ways = [_Ways(tree) for tree in lattice.trees]

    def around(self, cell: int, *, width: int, cost: Floats, still: Cells) -> Cells:
        """The movable cells of a box with ``width`` further codes per dimension, ascending.

        ``cost`` per cell of the lattice and unit of change; ``still``: cells that must not move.
        """
        price = np.where(self._movable, np.minimum(cost.reshape(self._shape), DEAR), STUCK)
        price.ravel()[still] = STUCK
        nodes = [int(node) for node in np.unravel_index(cell, self._shape)]
        chosen: list[Nodes] = [np.array([node], dtype=np.int64) for node in nodes]
        for axis, ways in enumerate(self._ways):
            for family in ways.families(nodes[axis]):
                for _ in range(width):
                    found = _cheapest(price, chosen, axis, family)
                    if found is None:
                        break
                    chosen[axis] = np.union1d(chosen[axis], found)
        inside = np.ravel_multi_index(np.ix_(*chosen), self._shape).ravel()
        cells: Cells = np.sort(inside[self._movable.ravel()[inside]])
        return cells


class _Ways:
    """From the nodes of a dimension down to its leaves."""

    def __init__(self, tree: Tree) -> None:
        self._parent = tree.parent
        children = tree.children()
        self._leaves = [node for node in range(tree.size) if node not in children]
        self._children = children

    def families(self, node: int) -> Iterator[list[Nodes]]:
        """Ways that may be added for a node: down from it, and beside it below the same parent."""
        if node in self._children:
            yield list(self._below(node))
        if self._parent[node] >= 0:
            beside = [other for other in self._children[self._parent[node]] if other != node]
            yield [way for other in beside for way in self._below(other, with_top=True)]

    def _below(self, top: int, *, with_top: bool = False) -> Iterator[Nodes]:
        for leaf in self._leaves:
            way = [leaf]
            while way[-1] != top and self._parent[way[-1]] >= 0:
                way.append(self._parent[way[-1]])
            if way[-1] == top:
                yield np.array(way if with_top else way[:-1], dtype=np.int64)


def _cheapest(price: Floats, chosen: Sequence[Nodes], axis: int, family: Sequence[Nodes]) -> Nodes | None:
    """The way whose cells cost least together with what is in the box; None if all are in it."""
    best: tuple[float, int] | None = None
    others = [nodes for place, nodes in enumerate(chosen) if place != axis]
    every = np.arange(price.shape[axis])
    total = np.moveaxis(price, axis, 0)[np.ix_(every, *others)].reshape(every.size, -1).sum(axis=1)
    for place, way in enumerate(family):
        new = way[~np.isin(way, chosen[axis])]
        if new.size:
            spent = float(total[new].sum())
            if best is None or spent < best[0]:
                best = (spent, place)
    return None if best is None else family[best[1]]
