"""From counts and rules to a table that may leave."""

from collections.abc import Mapping, Sequence
from dataclasses import replace

import numpy as np

from bildungsnetz.engines.disclosure.blocks import improve_blocks
from bildungsnetz.engines.disclosure.blurring import blur
from bildungsnetz.engines.disclosure.certify import Witness, certify
from bildungsnetz.engines.disclosure.construct import construct, nearest
from bildungsnetz.engines.disclosure.earlier import codes_before, known_before
from bildungsnetz.engines.disclosure.hierarchy import Tree, tree_of
from bildungsnetz.engines.disclosure.improve import Budget, clean_up, thrifty
from bildungsnetz.engines.disclosure.lattice import Cells, Lattice, Mask, below, lattice_of
from bildungsnetz.engines.disclosure.moves import Floats
from bildungsnetz.engines.disclosure.pattern import Pattern
from bildungsnetz.engines.disclosure.result import Clock, Protected
from bildungsnetz.engines.disclosure.sensitive import (
    Contributions,
    Sensitive,
    dominated_cells,
    sensitive_cells,
)
from bildungsnetz.engines.disclosure.spec import (
    MOST_CELLS,
    MOST_STEPS,
    PRIMARY,
    PUBLISHED,
    SECONDARY,
    SUPPRESSION,
    ZERO,
    Cell,
    CellCodes,
    Dimension,
    Earlier,
    Spec,
    Unprotectable,
)
from bildungsnetz.engines.disclosure.whole import make_whole, only_whole
from bildungsnetz.engines.disclosure.zones import Zones

# Up to so many cells the whole table is searched at every step of the improvement.
SMALL = 5_000


def protect(
    *,
    counts: Mapping[CellCodes, int],
    spec: Spec,
    earlier: Sequence[Earlier] = (),
    contributions: Contributions | None = None,
) -> Protected:
    """Hide as little as possible so that no sensitive cell of the tables can be recovered.

    ``counts``: innermost codes, one per dimension -> persons (whole numbers >= 0); absent means 0.
    ``contributions``: innermost codes -> contributor -> value, needed for ``rule.dominance`` only.
    ``earlier``: tables published before, attacked together with this one.
    Raises: Refused (input), Unprotectable (cells named, nothing may be published), SolverFailed.
    """
    lattice = lattice_of(
        _trees(counts, spec, earlier),
        counts=counts,
        tables=spec.tables or (spec.columns,),
        most=MOST_CELLS[spec.method.name],
    )
    if spec.method.name != SUPPRESSION:
        return blur(lattice, counts=counts, spec=spec, earlier=earlier, contributions=contributions or {})
    known = known_before(lattice, earlier=earlier, rule=spec.rule)
    sensitive = sensitive_cells(
        lattice,
        shown=(lattice.rows_per_cell() > 0) | known.shown,
        rule=spec.rule,
        dominated=dominated_cells(lattice, contributions=contributions or {}, rule=spec.rule),
        corrected=known.need,
    )
    try:
        return _suppressed(spec, lattice, sensitive, frozen=known.frozen | known.unchanged, believed=True)
    except Unprotectable:
        if not (known.unchanged & ~known.frozen).any():
            raise
    # Formally a corrected table may differ anywhere; only who believes otherwise is not provided for then.
    return _suppressed(spec, lattice, sensitive, frozen=known.frozen, believed=False)


def _suppressed(spec: Spec, lattice: Lattice, sensitive: Sensitive, *, frozen: Mask, believed: bool) -> Protected:
    """Hide cells of the table while the ``frozen`` ones stand still."""
    shown = lattice.rows_per_cell() > 0
    pattern = Pattern(counts=lattice.counts, weight=_weight(lattice), sensitive=sensitive)
    zones = _zones(lattice, shown=shown, frozen=frozen, sensitive=sensitive, may_hide=spec.rule.zeros_may_hide)
    clock = Clock()
    construct(
        pattern,
        nearest(pattern, zones),
        name_of=lattice.codes,
        frozen=bool(frozen.any()),
        work=zones.work,
        most_steps=MOST_STEPS,
    )
    first = clock.lap("first_proof", pattern.lost)
    everywhere = lattice.size <= SMALL
    settled: set[int] = set()
    if spec.steps and not spec.rule.singletons:
        done = improve_blocks(pattern, zones, most_steps=MOST_STEPS)
        settled = set() if everywhere else done
        clock.lap("blocks", pattern.lost)
    search = thrifty(pattern, zones, everywhere=everywhere)
    clean_up(pattern, Budget(search, spec.steps), work=zones.work, most_steps=MOST_STEPS, settled=settled)
    improved = clock.lap("improve", pattern.lost)
    lost = make_whole(pattern, zones, most_steps=MOST_STEPS)
    for why, cells in sorted(lost.items()):
        raise Unprotectable([lattice.codes(cell) for cell in cells], why)
    if clock.lap("whole_numbers", pattern.lost) > improved:
        # Whole moves needed further cells; some that they replaced may be needed no more.
        last_search = only_whole(pattern, search)
        clean_up(pattern, Budget(last_search, spec.steps), work=zones.work, most_steps=MOST_STEPS, settled=settled)
    clock.lap("clean_up", pattern.lost)
    witnesses = certify(lattice, pattern, may_move=~frozen & (pattern.hidden() | ~shown))
    clock.lap("certify", pattern.lost)
    return replace(_protected(spec, lattice, pattern, witnesses, first=first, seconds=clock.seconds), believed=believed)


def _trees(counts: Mapping[CellCodes, int], spec: Spec, earlier: Sequence[Earlier]) -> list[Tree]:
    return [
        tree_of(dimension, found={codes[axis] for codes in counts} | _older(dimension, earlier))
        for axis, dimension in enumerate(spec.dimensions)
    ]


def _older(dimension: Dimension, earlier: Sequence[Earlier]) -> set[str]:
    """Codes known from earlier tables only; where a hierarchy is given it alone decides."""
    return codes_before(earlier, dimension.column) if dimension.parents is None else set()


def _weight(lattice: Lattice) -> Floats:
    """Figures lost by hiding a cell, over all rows that show it; a shown zero counts as one."""
    rows = lattice.rows_per_cell()
    return (rows * np.maximum(lattice.counts, 1)).astype(np.float64)


def _zones(lattice: Lattice, *, shown: Mask, frozen: Mask, sensitive: Sensitive, may_hide: bool) -> Zones:
    zero = lattice.counts == 0
    stuck = frozen | below(lattice, zero & frozen)
    published_zero = zero & shown & (sensitive.need == 0)
    movable = ~stuck & ~below(lattice, published_zero)
    return Zones(lattice, movable=movable, rising=~stuck if may_hide else np.zeros_like(stuck))


def _protected(
    spec: Spec,
    lattice: Lattice,
    pattern: Pattern,
    witnesses: tuple[Witness, ...],
    *,
    first: int,
    seconds: dict[str, float],
) -> Protected:
    hidden = pattern.hidden()
    cells = tuple(
        _cell(codes, int(lattice.counts[cell]), hidden=bool(hidden[cell]), sensitive=bool(pattern.sensitive.need[cell]))
        for codes, cell in zip(lattice.rows, lattice.row_cells.tolist(), strict=True)
    )
    lost: Cells = lattice.row_cells[(hidden & (pattern.sensitive.need == 0))[lattice.row_cells]]
    guarded = frozenset(codes for cell in pattern.sensitive.cells.tolist() for codes in lattice.all_codes(cell))
    value = int(lattice.counts[lost].sum())
    return Protected(spec.columns, cells, guarded, int(lost.size), value, witnesses, first, seconds)


def _cell(codes: CellCodes, count: int, *, hidden: bool, sensitive: bool) -> Cell:
    if hidden:
        return Cell(codes, None, PRIMARY if sensitive else SECONDARY)
    return Cell(codes, count, PUBLISHED if count else ZERO)
