"""What was published before: figures that stand still, and corrections that must not show."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from bildungsnetz.engines.disclosure.hierarchy import Tree
from bildungsnetz.engines.disclosure.lattice import Cells, Lattice, Mask
from bildungsnetz.engines.disclosure.ranges import Contradictory, Range, ranges_of
from bildungsnetz.engines.disclosure.spec import TOTAL, CellCodes, Earlier, Problem, Refused, Rule

AS_NOW = "{} as in the present data, or the file listed under superseded"


@dataclass(frozen=True)
class Known:
    """``frozen``: figures already out. ``shown``: cells that stood in an earlier table, hidden or not.

    ``need``: by how much a cell must be able to rise so that a small correction of it stays unknown.
    ``unchanged``: figures of superseded tables that are right still. Who takes the old data for equal to the present
    wherever they can be knows these too.
    """

    frozen: Mask
    shown: Mask
    need: Cells
    unchanged: Mask


@dataclass(frozen=True)
class Placed:
    """An earlier table laid over the present cells: per cell the figure, None where it was hidden.

    ``empty``: cells of codes that the table leaves out although it divides what they belong to. Its parts add up
    to its sums, so nobody was in them.
    """

    table: Earlier
    figures: Mapping[int, int | None]
    empty: Cells

    def listed(self) -> dict[int, int]:
        """The figures it shows."""
        return {cell: figure for cell, figure in self.figures.items() if figure is not None}

    def all_figures(self) -> dict[int, int]:
        """All that the table says if it is complete: the empty cells too."""
        return {int(cell): 0 for cell in self.empty} | self.listed()


def known_before(lattice: Lattice, *, earlier: Sequence[Earlier], rule: Rule) -> Known:
    """Lay what was published before over the present cells.

    Raises: Refused with every earlier cell that the dimensions cannot place, and every figure that contradicts the
    present data in a table that is not declared superseded; SolverFailed.
    """
    flags = [np.zeros(lattice.size, dtype=bool) for _ in range(3)]
    known = Known(flags[0], flags[1], np.zeros(lattice.size, dtype=np.int64), flags[2])
    problems: list[Problem] = []
    tables = [placed(lattice, table, problems) for table in earlier]
    for one in tables:
        if not one.table.superseded:
            problems += _stand_still(lattice, one, known)
    if problems:
        raise Refused(problems)
    for number, old in enumerate(tables):
        if old.table.superseded:
            said = old.all_figures()
            cells, figures = np.array(list(said), dtype=np.int64), np.array(list(said.values()), dtype=np.int64)
            known.unchanged[cells[lattice.counts[cells] == figures]] = True
            _hide_corrections(lattice, old, tables[:number] + tables[number + 1 :], rule=rule, need=known.need)
    return known


def codes_before(earlier: Sequence[Earlier], column: str) -> set[str]:
    """The codes of a column that earlier tables use."""
    found: set[str] = set()
    for table in earlier:
        if column in table.columns:
            found |= {codes[table.columns.index(column)] for codes in table.cells}
    return found - {TOTAL}


def _stand_still(lattice: Lattice, one: Placed, known: Known) -> Iterator[Problem]:
    for cell, figure in one.figures.items():
        known.shown[cell] = True
        if figure is None:
            continue
        known.frozen[cell] = True
        if figure != lattice.counts[cell]:
            yield _contradiction(lattice, one.table, cell, str(figure), AS_NOW)
    # A table that leaves out somebody counted now was no complete one: from such a table nothing more follows.
    if not lattice.counts[one.empty].any():
        known.frozen[one.empty] = True


def _contradiction(lattice: Lattice, table: Earlier, cell: int, found: str, expected: str) -> Problem:
    codes = dict(zip((tree.column for tree in lattice.trees), lattice.codes(cell), strict=True))
    name = ", ".join(codes[column] for column in table.columns)
    return Problem(table.name, 0, name, found, expected, (str(int(lattice.counts[cell])),))


def _hide_corrections(lattice: Lattice, old: Placed, others: Sequence[Placed], *, rule: Rule, need: Cells) -> None:
    """Let each cell rise so far that its change since the old table may be none or large enough.

    What the old table hid is known within bounds only, and these count. They are drawn from the old table alone, and
    from it with every other one: where those agree, an attacker puts them together.
    Raises: Refused if the figures of the old table do not fit each other; SolverFailed.
    """
    asked = np.array(sorted(old.figures), dtype=np.int64)
    # What an outsider gives up first is the belief that the table names every code.
    alone = [old.all_figures()] + ([old.listed()] if old.empty.size else [])
    if not any(_bounded(lattice, figures, asked, rule=rule, need=need) for figures in alone):
        expected = "figures that fit each other"
        raise Refused([Problem(old.table.name, 0, "value", old.table.name, expected)])
    together = old.all_figures()
    for other in others:
        said = other.all_figures()
        if all(together.get(cell, figure) == figure for cell, figure in said.items()):
            together |= said
    if len(together) > len(old.all_figures()):
        # If they cannot be true of one table, nothing is learnt from putting them together.
        _bounded(lattice, together, asked, rule=rule, need=need)


def _bounded(lattice: Lattice, figures: Mapping[int, int], asked: Cells, *, rule: Rule, need: Cells) -> bool:
    """Raise the needs by what these figures tell of the old data; False if no data fit them."""
    try:
        _raise_needs(lattice, ranges_of(lattice, figures, asked.tolist()), rule=rule, need=need)
    except Contradictory:
        return False
    return True


def _raise_needs(lattice: Lattice, ranges: Mapping[int, Range], *, rule: Rule, need: Cells) -> None:
    least = rule.minimum_count
    for cell, (low, high) in ranges.items():
        count = int(lattice.counts[cell])
        if high < count < low + least:
            need[cell] = max(need[cell], low + least - count)
        elif high - least < count < low:
            need[cell] = max(need[cell], low - count)


def placed(lattice: Lattice, table: Earlier, problems: list[Problem]) -> Placed:
    """Lay an earlier table over the present cells; what does not fit is added to ``problems``."""
    columns = [tree.column for tree in lattice.trees]
    strange = [column for column in table.columns if column not in columns]
    if strange:
        expected = "a column of the spec's dimensions; add it there"
        problems.append(Problem(table.name, 1, strange[0], strange[0], expected))
        return Placed(table, {}, np.zeros(0, dtype=np.int64))
    place = {column: table.columns.index(column) for column in table.columns}
    figures: dict[int, int | None] = {}
    for codes, figure in sorted(table.cells.items()):
        full = tuple(codes[place[column]] if column in place else TOTAL for column in columns)
        unknown = _unknown(lattice.trees, full)
        if unknown:
            problems.append(Problem(table.name, 0, *unknown, "a code of the present hierarchy"))
            continue
        cell = lattice.cell(full)
        # Two codes of one cell may be told apart by hiding one of them: what is shown once is known.
        if figures.get(cell) is None:
            figures[cell] = figure
        elif figure is not None and figure != figures[cell]:
            problems.append(_contradiction(lattice, table, cell, str(figure), AS_NOW))
    return Placed(table, figures, _left_out(lattice, figures))


def _unknown(trees: Sequence[Tree], codes: CellCodes) -> tuple[str, str] | None:
    for tree, code in zip(trees, codes, strict=True):
        if code not in tree.node_of:
            return tree.column, code
    return None


def _left_out(lattice: Lattice, figures: Mapping[int, int | None]) -> Cells:
    """Cells of nodes that a table leaves out although it lists their parent and some of its other children."""
    cells = np.array(sorted(figures), dtype=np.int64)
    nodes = np.stack(np.unravel_index(cells, lattice.shape)) if cells.size else np.zeros((len(lattice.shape), 0), int)
    found = [np.zeros(0, dtype=np.int64)]
    for axis, tree in enumerate(lattice.trees):
        mentioned = set(nodes[axis].tolist())
        reached = _reached(tree, mentioned)
        for parent, children in tree.children().items():
            there = [child for child in children if child in mentioned]
            missing = [child for child in children if child not in reached]
            if parent not in mentioned or not there or not missing:
                continue
            crossing = np.unique(nodes[:, np.isin(nodes[axis], there)], axis=1)
            for node in missing:
                crossing[axis] = node
                found.append(np.unique(np.ravel_multi_index(tuple(crossing), lattice.shape)))
    return np.unique(np.concatenate(found))


def _reached(tree: Tree, mentioned: set[int]) -> set[int]:
    """Nodes that are mentioned or have something mentioned below them."""
    reached: set[int] = set()
    for start in mentioned:
        node = start
        while node >= 0 and node not in reached:
            reached.add(node)
            node = tree.parent[node]
    return reached
