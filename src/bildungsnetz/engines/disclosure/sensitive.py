"""Which cells must be protected, by how much, and who knows cells of their own."""

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from bildungsnetz.engines.disclosure.lattice import Cells, Lattice, Mask
from bildungsnetz.engines.disclosure.spec import Rule

Contributions = Mapping[tuple[str, ...], Mapping[str, float]]


@dataclass(frozen=True)
class Sensitive:
    """``need``: by how much each cell must be able to rise (0: not sensitive).

    ``person``: which person stands alone in a cell, -1 for nobody; the cells of one person bear one number.
    """

    need: Cells
    person: Cells

    @property
    def cells(self) -> Cells:
        """The sensitive cells, ascending."""
        return np.flatnonzero(self.need)


def sensitive_cells(lattice: Lattice, *, shown: Mask, rule: Rule, dominated: Mask, corrected: Cells) -> Sensitive:
    """Apply the rule to the cells that are or were shown in a table.

    ``corrected``: needs of cells whose small correction must stay unknown, 0 elsewhere.

    A cell below the minimum count must be able to rise to it, one that few contributors dominate by one at least,
    so that it is not known exactly.
    """
    counts = lattice.counts
    need = np.where(counts < rule.minimum_count, rule.minimum_count - counts, 0)
    if rule.zero_is_safe:
        need[counts == 0] = 0
    need = np.maximum(need, dominated.astype(np.int64))
    need[~shown] = 0
    # A correction betrays its persons wherever old and new figures let it be computed, shown or not.
    need = np.maximum(need, corrected)
    person = _persons(lattice, shown) if rule.singletons else np.full(lattice.size, -1, dtype=np.int64)
    return Sensitive(need, person)


def _persons(lattice: Lattice, shown: Mask) -> Cells:
    """The innermost cell of a 1 is the person; all shown cells of 1 above it are the same person's."""
    inner = lattice.innermost()
    names = np.where(inner & (lattice.counts == 1), np.arange(1, lattice.size + 1), 0).reshape(lattice.shape)
    for axis, tree in enumerate(lattice.trees):
        view = np.moveaxis(names, axis, 0)
        for node in range(tree.size - 1, 0, -1):
            view[tree.parent[node]] += view[node]
    return np.where(shown & (lattice.counts == 1), names.ravel() - 1, -1)


def dominated_cells(lattice: Lattice, *, contributions: Contributions, rule: Rule) -> Mask:
    """Cells whose n largest contributors hold more than k per cent of the sum of all contributions.

    ``contributions``: innermost codes -> contributor -> value (>= 0).
    """
    mask = np.zeros(lattice.size, dtype=bool)
    if rule.dominance is None:
        return mask
    totals: dict[int, dict[str, float]] = {}
    for codes, parts in contributions.items():
        for cell in _above(lattice, codes):
            found = totals.setdefault(cell, {})
            for contributor, value in parts.items():
                found[contributor] = found.get(contributor, 0.0) + value
    for cell, found in totals.items():
        whole = sum(found.values())
        largest = sum(sorted(found.values(), reverse=True)[: rule.dominance.n])
        mask[cell] = whole > 0 and 100 * largest > rule.dominance.k * whole
    return mask


def _above(lattice: Lattice, codes: tuple[str, ...]) -> list[int]:
    """The cell with these codes and every cell above it."""
    cells = [0]
    for tree, code in zip(lattice.trees, codes, strict=True):
        chain = [tree.node_of[code]]
        while tree.parent[chain[-1]] >= 0:
            chain.append(tree.parent[chain[-1]])
        cells = [cell * tree.size + node for cell in cells for node in chain]
    return cells
