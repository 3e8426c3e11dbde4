"""The levels of one dimension as a tree whose only children are merged into their parents."""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from bildungsnetz.engines.disclosure.spec import TOTAL, Dimension, Problem, Refused


@dataclass(frozen=True)
class Tree:
    """Nodes in an order in which parents come first; node 0 holds the total.

    ``parent[n]`` is a node, -1 for node 0. ``codes[n]`` are all codes that mean the same cell, the topmost first:
    a parent with one child is the same cell. ``node_of`` maps every code, ``Total`` too. ``leaves`` are the codes
    that data rows may carry.
    """

    column: str
    parent: tuple[int, ...]
    codes: tuple[tuple[str, ...], ...]
    node_of: Mapping[str, int]
    leaves: frozenset[str]

    @property
    def size(self) -> int:
        """Number of nodes."""
        return len(self.parent)

    def children(self) -> dict[int, list[int]]:
        """Children per inner node, both ascending."""
        found: dict[int, list[int]] = {}
        for node, parent in enumerate(self.parent):
            if parent >= 0:
                found.setdefault(parent, []).append(node)
        return found

    def depth(self) -> list[int]:
        """Steps from node 0, per node."""
        depth = [0] * self.size
        for node in range(1, self.size):
            depth[node] = depth[self.parent[node]] + 1
        return depth


def tree_of(dimension: Dimension, *, found: Iterable[str]) -> Tree:
    """Build the tree of a dimension; ``found`` are the codes of the data, used where no hierarchy is given.

    Raises: Refused with every code that is reserved, has an unknown parent, lies on a cycle, or is unknown in the
    hierarchy or no leaf of it although the data use it.
    """
    used = sorted(set(found))
    parents = dict.fromkeys(used, "") if dimension.parents is None else dict(dimension.parents)
    problems = [*_hierarchy_problems(parents, dimension.column)]
    if not problems:
        problems = [*_data_problems(used, parents, dimension.column)]
    if problems:
        raise Refused(problems)
    return _merged(dimension.column, parents)


def _hierarchy_problems(parents: Mapping[str, str], file: str) -> Iterable[Problem]:
    for code, parent in sorted(parents.items()):
        if code in (TOTAL, ""):
            yield Problem(file, 0, "code", code, "a code; {} and the empty code mean the top", (TOTAL,))
        if parent and parent != TOTAL and parent not in parents:
            yield Problem(file, 0, "parent", parent, "a parent that is itself listed as code")
    for code in sorted(on_cycles(parents)):
        yield Problem(file, 0, "parent", code, "a hierarchy without cycles")


def on_cycles(parents: Mapping[str, str]) -> set[str]:
    """Codes from which no top is reached."""
    grounded: set[str] = {"", TOTAL}
    lost: set[str] = set()
    for start in parents:
        path: list[str] = []
        code = start
        while code not in grounded and code not in lost and code in parents and code not in path:
            path.append(code)
            code = parents[code]
        (lost if code in lost or code in path else grounded).update(path)
    return lost


def _data_problems(used: list[str], parents: Mapping[str, str], column: str) -> Iterable[Problem]:
    inner = set(parents.values())
    for code in used:
        if code not in parents:
            yield Problem("table", 0, column, code, "a code of the hierarchy")
        elif code in inner:
            yield Problem("table", 0, column, code, "an innermost code, not a parent of others")
    if not parents:
        yield Problem("table", 0, column, "", "at least one code")


def _merged(column: str, parents: Mapping[str, str]) -> Tree:
    children: dict[str, list[str]] = {TOTAL: []}
    for code in sorted(parents):
        children.setdefault(parents[code] or TOTAL, []).append(code)
    nodes: list[tuple[str, ...]] = []
    above: list[int] = []
    # Breadth first, so that parents come before children and siblings lie together.
    waiting: list[tuple[str, int]] = [(TOTAL, -1)]
    for code, parent in waiting:
        chain = _chain(code, children)
        above.append(parent)
        nodes.append(chain)
        waiting.extend((child, len(nodes) - 1) for child in children.get(chain[-1], ()))
    node_of = {code: node for node, codes in enumerate(nodes) for code in codes}
    counted = Counter(parent or TOTAL for parent in parents.values())
    leaves = frozenset(code for code in parents if not counted[code])
    return Tree(column, tuple(above), tuple(nodes), node_of, leaves)


def _chain(code: str, children: Mapping[str, list[str]]) -> tuple[str, ...]:
    chain = [code]
    while len(children.get(chain[-1], ())) == 1:
        chain.append(children[chain[-1]][0])
    return tuple(chain)
