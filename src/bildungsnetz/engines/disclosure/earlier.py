"""What was published before: figures that stand still, and corrections that must not show."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np

from bildungsnetz.engines.disclosure.hierarchy import Tree
from bildungsnetz.engines.disclosure.lattice import Cells, Lattice, Mask
from bildungsnetz.engines.disclosure.spec import TOTAL, CellCodes, Earlier, Problem, Refused, Rule


@dataclass(frozen=True)
class Known:
    """``frozen``: figures already out. ``shown``: cells that stood in an earlier table, hidden or not.

    ``need``: by how much a cell must be able to rise so that a small correction of it stays unknown.
    """

    frozen: Mask
    shown: Mask
    need: Cells


def known_before(lattice: Lattice, *, earlier: Sequence[Earlier], rule: Rule) -> Known:
    """Lay what was published before over the present cells.

    Raises: Refused with every earlier cell that the dimensions cannot place, and every figure that contradicts the
    present data in a table that is not declared superseded.
    """
    known = Known(
        np.zeros(lattice.size, dtype=bool), np.zeros(lattice.size, dtype=bool), np.zeros(lattice.size, dtype=np.int64)
    )
    problems: list[Problem] = []
    for table in earlier:
        for cell, codes, figure in _placed(lattice, table, problems):
            if table.superseded:
                _note_correction(
                    known, cell, change=int(lattice.counts[cell]) - (figure or 0), figure=figure, rule=rule
                )
                continue
            known.shown[cell] = True
            if figure is None:
                continue
            known.frozen[cell] = True
            if figure != lattice.counts[cell]:
                problems.append(_contradiction(table, codes, figure, present=int(lattice.counts[cell])))
    if problems:
        raise Refused(problems)
    return known


def _contradiction(table: Earlier, codes: CellCodes, figure: int, *, present: int) -> Problem:
    expected = "{} as in the present data, or the file listed under superseded"
    return Problem(table.name, 0, ", ".join(codes), str(figure), expected, (str(present),))


def codes_before(earlier: Sequence[Earlier], column: str) -> set[str]:
    """The codes of a column that earlier tables use."""
    found: set[str] = set()
    for table in earlier:
        if column in table.columns:
            found |= {codes[table.columns.index(column)] for codes in table.cells}
    return found - {TOTAL}


def _note_correction(known: Known, cell: int, *, change: int, figure: int | None, rule: Rule) -> None:
    """A rise must look as if it could reach the minimum count, a fall as if there were none."""
    if figure is not None and 0 < abs(change) < rule.minimum_count:
        known.need[cell] = max(known.need[cell], rule.minimum_count - change if change > 0 else -change)


def _placed(lattice: Lattice, table: Earlier, problems: list[Problem]) -> Iterator[tuple[int, CellCodes, int | None]]:
    columns = [tree.column for tree in lattice.trees]
    strange = [column for column in table.columns if column not in columns]
    if strange:
        problems.append(
            Problem(table.name, 1, strange[0], strange[0], "a column of the spec's dimensions; add it there")
        )
        return
    place = {column: table.columns.index(column) for column in table.columns}
    for codes, figure in sorted(table.cells.items()):
        full = tuple(codes[place[column]] if column in place else TOTAL for column in columns)
        unknown = _unknown(lattice.trees, full)
        if unknown:
            problems.append(Problem(table.name, 0, *unknown, "a code of the present hierarchy"))
        else:
            yield lattice.cell(full), codes, figure


def _unknown(trees: Sequence[Tree], codes: CellCodes) -> tuple[str, str] | None:
    for tree, code in zip(trees, codes, strict=True):
        if code not in tree.node_of:
            return tree.column, code
    return None
