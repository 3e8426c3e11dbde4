"""What can be computed from figures that are known within bounds only, by adding and subtracting them."""

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from bildungsnetz.engines.disclosure.hierarchy import Tree
from bildungsnetz.engines.disclosure.lattice import Cells

# Stands for "any number"; sums of many such still fit 64 bits.
ANY = 10**11
MOST_SWEEPS = 50

Figures = NDArray[np.int64]


def narrowed(trees: Sequence[Tree], low: Cells, high: Cells) -> tuple[Cells, Cells]:
    """Narrow the bounds of all joint cells by every sum, until nothing changes any more.

    ``low`` and ``high``: whole numbers per cell of the lattice; ``ANY`` where nothing is known.
    """
    shape = tuple(tree.size for tree in trees)
    lows, highs = low.reshape(shape).copy(), high.reshape(shape).copy()
    families = [
        (np.moveaxis(lows, axis, 0), np.moveaxis(highs, axis, 0), parent, np.array(children))
        for axis, tree in enumerate(trees)
        for parent, children in tree.children().items()
    ]
    for _ in range(MOST_SWEEPS):
        changed = [_narrow(*family) for family in families]
        if not any(changed):
            break
    return lows.ravel(), highs.ravel()


def _narrow(lows: Figures, highs: Figures, parent: int, children: Figures) -> bool:
    """Narrow a whole by its parts and each part by the rest; True if anything changed."""
    least, most = lows[children], highs[children]
    low_sum, high_sum = least.sum(axis=0), most.sum(axis=0)
    low = np.maximum(lows[parent], low_sum)
    high = np.minimum(highs[parent], high_sum)
    part_low = np.maximum(least, low - (high_sum - most))
    part_high = np.minimum(most, high - (low_sum - least))
    changed = bool(
        (low != lows[parent]).any() or (high != highs[parent]).any()
        or (part_low != least).any() or (part_high != most).any()
    )  # fmt: skip
    if changed:
        lows[parent], highs[parent], lows[children], highs[children] = low, high, part_low, part_high
    return changed
