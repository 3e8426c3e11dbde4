"""The first proof: a cheapest move for every sensitive cell that no earlier move protects already."""

from collections.abc import Callable, Iterable, Iterator

from bildungsnetz.engines.disclosure.lattice import Cells
from bildungsnetz.engines.disclosure.moves import Move, MoveFinder, Work
from bildungsnetz.engines.disclosure.pattern import Pattern
from bildungsnetz.engines.disclosure.spec import Unprotectable
from bildungsnetz.engines.disclosure.zones import Zones

# Codes beside the cell's own that a box takes of each dimension: few first.
WIDTHS = (2, 3, 4)
# How a move for a cell is sought: (cell, cells that must stand still) -> move or None.
Search = Callable[[int, Cells], Move | None]


def construct(
    pattern: Pattern,
    search: Search,
    *,
    name_of: Callable[[int], tuple[str, ...]],
    frozen: bool,
    work: Work,
    most_steps: int,
) -> None:
    """Prove every sensitive cell, the largest first.

    Raises: Unprotectable with all cells for which there is no move at all, or none was found in ``most_steps`` steps
    of the solver; SolverFailed.
    """
    counts = pattern.counts
    lost: dict[str, list[int]] = {}
    for cell in sorted(pattern.sensitive.cells.tolist(), key=lambda cell: (-counts[cell], cell)):
        if work.steps > most_steps:
            if pattern.gap(cell) is not None:
                lost.setdefault("work", []).append(cell)
        elif not complete(pattern, cell, search):
            why = "singleton" if pattern.proof(cell) else "frozen" if frozen else "table"
            lost.setdefault(why, []).append(cell)
    for why in ("frozen", "table", "singleton", "work"):
        if why in lost:
            raise Unprotectable([name_of(cell) for cell in lost[why]], why)


def complete(pattern: Pattern, cell: int, search: Search) -> bool:
    """Add moves to a cell's proof until nothing is lacking; False if a move that is needed does not exist."""
    while (still := pattern.gap(cell)) is not None:
        move = search(cell, still)
        if move is None:
            return False
        pattern.prove(cell, (*pattern.proof(cell), move))
        pattern.offer(move)
    return True


def nearest(pattern: Pattern, zones: Zones) -> Search:
    """Seek in the smallest zone that has a move at all; fast, and good enough for a first proof.

    In a dense table the best of some boxes is taken.
    """

    def search(cell: int, still: Cells) -> Move | None:
        if zones.is_dense(cell):
            move = cheapest_of(pattern, boxes(pattern, zones, cell, still), cell, still, only_whole=True)
            if move is not None:
                return move
        rise = int(pattern.sensitive.need[cell])
        for finder in _finders(zones, cell):
            move = finder.cheapest(cell, rise=rise, cost=pattern.cost, still=still)
            if move is not None:
                return move
        return None

    return search


def cheapest_of(
    pattern: Pattern, finders: Iterable[MoveFinder], cell: int, still: Cells, *, only_whole: bool = False
) -> Move | None:
    """The move that newly hides least; None if no finder has one, or with ``only_whole`` none in whole numbers."""
    rise = int(pattern.sensitive.need[cell])
    best: tuple[float, Move] | None = None
    for finder in finders:
        move = finder.cheapest(cell, rise=rise, cost=pattern.cost, still=still)
        if move is not None and only_whole:
            move = pattern.made_whole(move)
        if move is None:
            continue
        added = pattern.added(move)
        if best is None or added < best[0]:
            best = (added, move)
        if not added:
            break
    return best[1] if best else None


def boxes(pattern: Pattern, zones: Zones, cell: int, still: Cells) -> Iterator[MoveFinder]:
    """Finders of boxes around a cell, small ones first."""
    return (zones.box(cell, width=width, cost=pattern.cost, still=still) for width in WIDTHS)


def _finders(zones: Zones, cell: int) -> Iterator[MoveFinder]:
    yield from zones.near(cell)
    yield zones.whole()
    last = zones.with_zeros()
    if last is not None:
        yield last
