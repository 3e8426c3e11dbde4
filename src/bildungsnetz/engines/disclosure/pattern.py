"""What is hidden, and the proof of it: for each sensitive cell the moves an attacker cannot rule out.

A cell is hidden because it is sensitive or because a move uses it. So nothing is hidden needlessly, and hiding more
never spoils a proof.
"""

from collections.abc import Iterable, Sequence

import numpy as np

from bildungsnetz.engines.disclosure.lattice import Cells, Mask
from bildungsnetz.engines.disclosure.moves import HIDDEN_COST, NOISE, Floats, Move
from bildungsnetz.engines.disclosure.sensitive import Sensitive

# Simplex answers are mostly halves or thirds: these multiples make them whole if no figure runs out.
MULTIPLES = (2, 3, 4, 6)
NOBODY: Cells = np.zeros(0, dtype=np.int64)


class Pattern:
    """Hidden cells and their proof.

    ``counts`` per cell; ``weight`` is what hiding a cell loses, 0 for cells that no table shows; ``cost`` is what a
    further move pays per cell and unit; ``lost`` is the weight of all secondaries.
    """

    def __init__(self, *, counts: Cells, weight: Floats, sensitive: Sensitive) -> None:
        self.counts = counts
        self.weight = weight
        self.sensitive = sensitive
        self.cost = np.where((weight == 0) | (sensitive.need > 0), HIDDEN_COST, weight)
        self.lost = 0.0
        self._proofs: dict[int, tuple[Move, ...]] = {}
        self._users: dict[int, set[int]] = {}
        self._cells_of_person = _by_person(sensitive.person)

    def hidden(self) -> Mask:
        """Shown cells whose figure is withheld."""
        mask = self.sensitive.need > 0
        mask[list(self._users)] = True
        return mask & (self.weight > 0)

    def usable(self) -> Mask:
        """Cells that a move may use without hiding anything more."""
        return self.cost <= HIDDEN_COST

    def secondaries(self) -> list[int]:
        """Cells hidden for the sake of others, the dearest first."""
        found = [cell for cell in self._users if self.weight[cell] > 0 and not self.sensitive.need[cell]]
        return sorted(found, key=lambda cell: (-self.weight[cell], cell))

    def users(self, cell: int) -> list[int]:
        """Sensitive cells whose proof moves this cell, ascending."""
        return sorted(self._users.get(cell, ()))

    def proof(self, cell: int) -> tuple[Move, ...]:
        """The moves that protect a sensitive cell; empty if none is known yet."""
        return self._proofs.get(cell, ())

    def prove(self, cell: int, moves: Iterable[Move]) -> None:
        """Put these moves in the place of the cell's proof, and hide or show what follows."""
        old, new = self._proofs.pop(cell, ()), tuple(moves)
        before = {int(used) for move in old for used in move.cells}
        after = {int(used) for move in new for used in move.cells}
        if new:
            self._proofs[cell] = new
        for used in before - after:
            self._users[used].discard(cell)
            if not self._users[used]:
                del self._users[used]
                self._price(used, hidden=False)
        for used in after - before:
            if used not in self._users:
                self._users[used] = set()
                self._price(used, hidden=True)
            self._users[used].add(cell)

    def gap(self, cell: int, moves: Sequence[Move] | None = None) -> Cells | None:
        """What the cell's proof lacks: None if nothing, else the cells a further move must leave alone.

        These are the cells of a person whom every move so far would betray by touching what they know.
        """
        moves = self.proof(cell) if moves is None else moves
        if not moves:
            return NOBODY
        if not self._cells_of_person:
            return None
        betrayed = set.intersection(*(self._persons(move) for move in moves))
        betrayed.discard(int(self.sensitive.person[cell]))
        return self._cells_of_person[min(betrayed)] if betrayed else None

    def added(self, move: Move) -> float:
        """Weight of the cells that this move would newly hide."""
        return float(sum(self.weight[cell] for cell in move.cells if self._is_shown(int(cell))))

    def serves(self, move: Move, cell: int) -> bool:
        """Whether the move lifts the cell as far as it must be able to rise."""
        place = int(np.searchsorted(move.cells, cell))
        found = place < move.cells.size and move.cells[place] == cell
        return bool(found and move.change[place] >= self.sensitive.need[cell] - NOISE)

    def is_feasible(self, move: Move) -> bool:
        """Whether no figure falls below 0."""
        return bool(np.all(self.counts[move.cells] + move.change >= -NOISE))

    def made_whole(self, move: Move) -> Move | None:
        """The move or a multiple of it in whole numbers; None if some figure would run out."""
        if move.whole:
            return move
        for factor in MULTIPLES:
            larger = move.times(factor)
            if larger.whole and self.is_feasible(larger):
                return larger
        return None

    def offer(self, move: Move) -> None:
        """Let a move, and the same move reversed, serve every other cell that still lacks a proof."""
        for way in (move, move.reversed()):
            if way is move or self.is_feasible(way):
                self._offer(way)

    def _offer(self, move: Move) -> None:
        need = self.sensitive.need[move.cells]
        for cell in move.cells[(need > 0) & (move.change >= need - NOISE)]:
            moves = self.proof(int(cell))
            lacking = self.gap(int(cell), moves)
            if lacking is not None and not np.isin(lacking, move.cells).any():
                self.prove(int(cell), (*moves, move))

    def _persons(self, move: Move) -> set[int]:
        return set(self.sensitive.person[move.cells].tolist()) - {-1}

    def _is_shown(self, cell: int) -> bool:
        return self.weight[cell] > 0 and not self.sensitive.need[cell] and cell not in self._users

    def _price(self, cell: int, *, hidden: bool) -> None:
        if self.weight[cell] > 0 and not self.sensitive.need[cell]:
            self.cost[cell] = HIDDEN_COST if hidden else self.weight[cell]
            self.lost += self.weight[cell] if hidden else -self.weight[cell]


def _by_person(person: Cells) -> dict[int, Cells]:
    return {int(number): np.flatnonzero(person == number) for number in np.unique(person[person >= 0])}
