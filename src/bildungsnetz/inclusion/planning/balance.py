"""Places against need, per town and focus, in bands."""

from enum import StrEnum

import numpy as np
from numpy.typing import NDArray

# Our own choice, shown on the page: below a spare tenth a moved family or a class more is enough to run short.
SPARE = 0.1

Counts = NDArray[np.float64]


class Band(StrEnum):
    """How places and need stand to each other."""

    ENOUGH = "ENOUGH"  # at least a tenth of the need is spare
    TIGHT = "TIGHT"  # enough, with less than a tenth spare
    SHORT = "SHORT"  # fewer places than needed
    NONE_NEEDED = "NONE_NEEDED"  # nobody needs one
    NOT_KNOWN = "NOT_KNOWN"  # no places have been entered


BANDS = tuple(Band)


def band(places: float, need: float, *, is_known: bool = True, spare: float = SPARE) -> Band:
    """Return the band of one cell; ``is_known``: whether places were stated at all."""
    if need <= 0:
        return Band.NONE_NEEDED
    if not is_known:
        return Band.NOT_KNOWN
    if places < need:
        return Band.SHORT
    return Band.TIGHT if places < need * (1 + spare) else Band.ENOUGH


def bands(places: Counts, need: Counts, known: NDArray[np.bool_], *, spare: float = SPARE) -> NDArray[np.int8]:
    """Return the bands of whole arrays (same shape) as positions in ``BANDS``; the same rule as ``band``."""
    found = np.full(need.shape, BANDS.index(Band.ENOUGH), dtype=np.int8)
    found[places < need * (1 + spare)] = BANDS.index(Band.TIGHT)
    found[places < need] = BANDS.index(Band.SHORT)
    found[~known] = BANDS.index(Band.NOT_KNOWN)
    found[need <= 0] = BANDS.index(Band.NONE_NEEDED)
    return found
