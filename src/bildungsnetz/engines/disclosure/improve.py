"""Hide less than the first proof did: replace proofs by others that need fewer figures, never delete one."""

from collections.abc import Iterable, Set

import numpy as np

from bildungsnetz.engines.disclosure.construct import Search, boxes, cheapest_of, complete
from bildungsnetz.engines.disclosure.lattice import Cells
from bildungsnetz.engines.disclosure.moves import Move, Work
from bildungsnetz.engines.disclosure.pattern import Pattern
from bildungsnetz.engines.disclosure.zones import Zones


class Budget:
    """Counts the linear programs of a search, so that work ends at the same place on every machine."""

    def __init__(self, search: Search, steps: int) -> None:
        self._search = search
        self.left = steps

    def __call__(self, cell: int, still: Cells) -> Move | None:
        """Search once more, at the price of a step."""
        self.left -= 1
        return self._search(cell, still)


def thrifty(pattern: Pattern, zones: Zones, *, everywhere: bool) -> Search:
    """Seek the move that newly hides least, over the zones of a cell; ``everywhere`` over the whole table too.

    In a dense table only boxes are searched.
    """

    def search(cell: int, still: Cells) -> Move | None:
        if zones.is_dense(cell):
            return cheapest_of(pattern, boxes(pattern, zones, cell, still), cell, still, only_whole=True)
        near = zones.near(cell)
        finders = [*near, *([zones.whole()] if everywhere or not near else [])]
        return cheapest_of(pattern, finders, cell, still)

    return search


def clean_up(
    pattern: Pattern, budget: Budget, *, work: Work, most_steps: int, settled: Set[int] = frozenset()
) -> None:  # fmt: skip
    """Try to show every secondary again, the dearest first, for ``most_steps`` steps of the solver.

    Secondaries that serve ``settled`` cells only are left alone.
    """
    last = work.steps + most_steps
    for cell in pattern.secondaries():
        if budget.left <= 0 or work.steps > last:
            return
        users = pattern.users(cell)
        if not settled >= set(users):
            rebuild(pattern, users, budget, without=cell)


def rebuild(pattern: Pattern, cells: Iterable[int], budget: Budget, *, without: int | None = None) -> bool:
    """Prove these cells anew, without using one cell; keep it if less is lost than before, else put all back."""
    before = pattern.lost
    banned = np.array([] if without is None else [without], dtype=np.int64)
    saved = {cell: pattern.proof(cell) for cell in cells}
    for cell, moves in saved.items():
        kept = [move for move in moves if not np.isin(banned, move.cells).any()] if banned.size else []
        pattern.prove(cell, kept)
    if _proven_cheaper(pattern, saved, budget, banned, before):
        return True
    for cell, moves in saved.items():
        pattern.prove(cell, moves)
    return False


def _proven_cheaper(pattern: Pattern, cells: Iterable[int], budget: Budget, banned: Cells, before: float) -> bool:
    def search(cell: int, still: Cells) -> Move | None:
        return budget(cell, np.union1d(still, banned))

    order = sorted(cells, key=lambda cell: (-pattern.counts[cell], cell))
    return all(complete(pattern, cell, search) and pattern.lost < before for cell in order)
