"""Rounding to a base, every figure on its own: what the state's statistical office does with 5."""

from bildungsnetz.engines.disclosure.lattice import Cells, Lattice


def rounded(lattice: Lattice, *, base: int) -> Cells:
    """Round every cell to the nearest multiple of ``base``, halves up: with 5, 0 to 2 become 0 and 3 to 7 become 5.

    Totals are rounded on their own too, so sums of rounded figures may differ from them.
    Source: IT.NRW, Information zur Rundung als Geheimhaltungsverfahren, 2019.
    """
    shifted: Cells = (lattice.counts + base // 2) // base * base
    return shifted


def bounds_of_rounded(values: Cells, *, base: int) -> tuple[Cells, Cells]:
    """Smallest and largest figure that would have been rounded to each value."""
    low: Cells = (values - base // 2).clip(min=0)
    high: Cells = values + (base - 1) // 2
    return low, high
