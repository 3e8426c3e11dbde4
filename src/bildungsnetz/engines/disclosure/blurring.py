"""Rounding and cell key: figures are shown, but not exactly, and it is checked that this hides what it should."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from bildungsnetz.engines.disclosure.bounds import ANY, narrowed
from bildungsnetz.engines.disclosure.cell_key import bounds_of_perturbed, perturbed
from bildungsnetz.engines.disclosure.earlier import placed
from bildungsnetz.engines.disclosure.lattice import Cells, Lattice, Mask
from bildungsnetz.engines.disclosure.ranges import exactly_known
from bildungsnetz.engines.disclosure.result import Clock, Protected
from bildungsnetz.engines.disclosure.rounding import bounds_of_rounded, rounded
from bildungsnetz.engines.disclosure.sensitive import Contributions, dominated_cells, sensitive_cells
from bildungsnetz.engines.disclosure.spec import (
    PUBLISHED,
    ROUNDING,
    SECONDARY,
    ZERO,
    Cell,
    CellCodes,
    Earlier,
    Problem,
    Refused,
    Spec,
    Unprotectable,
)

# Up to so many cells linear programs look for what adding and subtracting does not find.
SMALL = 5_000
AS_WRITTEN = "{} as this method writes it, or as in the present data"


@dataclass(frozen=True)
class Blurred:
    """Per cell the figure to show and the bounds of the true one that follow from it."""

    values: Cells
    low: Cells
    high: Cells


def blur(
    lattice: Lattice,
    *,
    counts: Mapping[CellCodes, int],
    spec: Spec,
    earlier: Sequence[Earlier],
    contributions: Contributions,
) -> Protected:
    """Show every figure changed a little; where this would betray a sensitive one exactly, sums are withheld.

    Raises: Refused if earlier figures contradict; Unprotectable; SolverFailed.
    """
    clock = Clock()
    blurred = _blurred(lattice, counts, spec)
    known, older, alike = _known_exactly(lattice, earlier, blurred)
    shown = lattice.rows_per_cell() > 0
    sensitive = sensitive_cells(
        lattice,
        shown=shown | older,
        rule=spec.rule,
        dominated=dominated_cells(lattice, contributions=contributions, rule=spec.rule),
        corrected=np.zeros(lattice.size, dtype=np.int64),
    ).cells
    clock.lap("blur", 0)
    withheld = _withheld(lattice, blurred, sensitive, told=shown | older, known=known, before=older)
    clock.lap("check", 0)
    lost = lattice.row_cells[withheld[lattice.row_cells]]
    return Protected(
        columns=spec.columns,
        cells=tuple(_cells(lattice, blurred.values, withheld)),
        guarded=frozenset(codes for cell in sensitive.tolist() for codes in lattice.all_codes(cell)),
        lost_cells=int(lost.size),
        lost_value=int(lattice.counts[lost].sum()),
        witnesses=(),
        first_lost_value=0,
        seconds=clock.seconds,
        blurred_by=spec.method.base // 2 if spec.method.name == ROUNDING else spec.method.base,
        alike=alike,
    )


def _blurred(lattice: Lattice, counts: Mapping[CellCodes, int], spec: Spec) -> Blurred:
    method = spec.method
    if method.name == ROUNDING:
        values = rounded(lattice, base=method.base)
        return Blurred(values, *bounds_of_rounded(values, base=method.base))
    values = perturbed(lattice, counts=counts, most=method.base, least=spec.rule.minimum_count, key=method.key)
    return Blurred(values, *bounds_of_perturbed(values, most=method.base))


def _cells(lattice: Lattice, values: Cells, withheld: Mask) -> Iterable[Cell]:
    shown, hidden = values[lattice.row_cells].tolist(), withheld[lattice.row_cells].tolist()
    for codes, value, is_hidden in zip(lattice.rows, shown, hidden, strict=True):
        if is_hidden:
            yield Cell(codes, None, SECONDARY)
        else:
            yield Cell(codes, value, PUBLISHED if value else ZERO)


def _known_exactly(
    lattice: Lattice, earlier: Sequence[Earlier], blurred: Blurred
) -> tuple[Mask, Mask, tuple[int, ...]]:
    """Cells whose true figure stands in an earlier table, all cells that stood in one, and the tables blurred alike.

    An earlier table is either blurred in the same way, and then says nothing new, or it shows true figures.
    Raises: Refused with every figure that is neither.
    """
    known, older = np.zeros(lattice.size, dtype=bool), np.zeros(lattice.size, dtype=bool)
    problems: list[Problem] = []
    alike: list[int] = []
    for number, table in enumerate(earlier):
        listed = placed(lattice, table, problems)
        older[list(listed.figures)] = True
        figures = listed.listed()
        if all(figure == blurred.values[cell] for cell, figure in figures.items()):
            alike.append(number)
            continue
        known[list(figures)] = True
        for cell, figure in figures.items():
            if figure != lattice.counts[cell]:
                name, value = ", ".join(lattice.codes(cell)), str(blurred.values[cell])
                problems.append(Problem(table.name, 0, name, str(figure), AS_WRITTEN, (value,)))
    if problems:
        raise Refused(problems)
    return known, older, tuple(alike)


def _withheld(
    lattice: Lattice, blurred: Blurred, sensitive: Cells, *, told: Mask, known: Mask, before: Mask
) -> Mask:  # fmt: skip
    """Cells that must not even be shown blurred, since sensitive ones could be computed from them exactly.

    Whatever adds up to a betrayed cell is withheld first, then what lies above that, then the cell itself.
    Raises: Unprotectable if figures that are out already betray it.
    """
    withheld = np.zeros(lattice.size, dtype=bool)
    spread = np.zeros(lattice.size, dtype=bool)
    while True:
        low = np.where(told & ~withheld, blurred.low, 0)
        high = np.where(told & ~withheld, blurred.high, ANY)
        low, high = np.where(known, lattice.counts, low), np.where(known, lattice.counts, high)
        betrayed = _betrayed(lattice, low, high, sensitive)
        if not betrayed.size:
            return withheld
        spread[betrayed] = True
        spread |= _above(lattice, spread)
        more = spread & told & ~before & ~withheld
        if not more.any():
            raise Unprotectable([lattice.codes(cell) for cell in betrayed.tolist()], "frozen")
        # The sums go first; only if there is none left to withhold, the betrayed cells themselves.
        sums = more & ~np.isin(np.arange(lattice.size), betrayed)
        withheld |= sums if sums.any() else more


def _betrayed(lattice: Lattice, low: Cells, high: Cells, sensitive: Cells) -> Cells:
    least, most = narrowed(lattice.trees, low, high)
    found: Cells = sensitive[least[sensitive] == most[sensitive]]
    if found.size or lattice.size > SMALL:
        return found
    return np.array(exactly_known(lattice, low, high, sensitive.tolist()), dtype=np.int64)


def _above(lattice: Lattice, mask: Mask) -> Mask:
    """The cells that a cell of the mask is a direct part of."""
    found = np.zeros(lattice.shape, dtype=bool)
    for axis, tree in enumerate(lattice.trees):
        view, marked = np.moveaxis(found, axis, 0), np.moveaxis(mask.reshape(lattice.shape), axis, 0)
        for node in range(1, tree.size):
            view[tree.parent[node]] |= marked[node]
    above: Mask = found.ravel()
    return above
