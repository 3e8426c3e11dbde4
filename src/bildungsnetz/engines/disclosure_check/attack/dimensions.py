"""Dimensions as an outsider knows them: codes, the total above them, and which cells are one and the same."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

import numpy as np
import numpy.typing as npt

from bildungsnetz.engines.disclosure_check.attack.csv_files import Sheet, Unreadable, read_sheet

TOTAL = "Total"

Indices = npt.NDArray[np.int64]


@dataclass(frozen=True)
class Dimension:
    """One dimension: ``nodes`` are its different cells, ``place`` maps every code to its node.

    A code with one child is the same cell as the child and shares its node; ``children`` maps the node of a code
    with several children to theirs. ``leaves`` are the nodes without children.
    """

    column: str
    place: Mapping[str, int]
    nodes: tuple[str, ...]
    children: Mapping[int, Indices]

    @cached_property
    def leaves(self) -> Indices:
        """Nodes that cannot be divided further, ascending."""
        return np.array([node for node in range(len(self.nodes)) if node not in self.children], dtype=np.int64)

    @cached_property
    def heights(self) -> Indices:
        """Per node the length of the longest way down; 0 for leaves."""
        height = np.zeros(len(self.nodes), dtype=np.int64)
        for node in self.bottom_up:
            height[node] = 1 + height[self.children[node]].max()
        return height

    @cached_property
    def bottom_up(self) -> tuple[int, ...]:
        """Nodes with children, each after the nodes below it."""
        order: list[int] = []
        waiting = [(int(self.place[TOTAL]), False)] if self.children else []
        while waiting:
            node, opened = waiting.pop()
            if opened:
                order.append(node)
            elif node in self.children:
                waiting.append((node, True))
                waiting.extend((int(child), False) for child in self.children[node])
        return tuple(order)

    @cached_property
    def parents(self) -> Mapping[int, int]:
        """Node -> the node it is part of; the top has none."""
        return {int(child): node for node, below in self.children.items() for child in below}

    def upwards(self, node: int) -> tuple[int, ...]:
        """Return ``node`` and everything it is part of, the top last."""
        way = [node]
        while way[-1] in self.parents:
            way.append(self.parents[way[-1]])
        return tuple(way)


def flat(column: str, codes: Iterable[str]) -> Dimension:
    """Make a dimension whose ``codes`` all stand directly below the total."""
    return dimension_of(column, dict.fromkeys(codes, TOTAL))


def read_hierarchy(path: Path) -> dict[str, str]:
    """Read a hierarchy file with the columns ``code`` and ``parent``: code -> parent.

    Raises: Unreadable for ``Total`` as a code, a code with two parents, an unknown parent or a cycle.
    """
    sheet = read_sheet(path, required=("code", "parent"))
    parents, problems = _parents_of(sheet)
    problems += [
        f"{path.name}: the parent {parent!r} of {code!r} is no code of this file"
        for code, parent in parents.items()
        if parent != TOTAL and parent not in parents
    ]
    problems += [f"{path.name}: {code!r} is part of itself" for code in _in_a_cycle(parents)]
    if problems:
        raise Unreadable(problems)
    return parents


def _parents_of(sheet: Sheet) -> tuple[dict[str, str], list[str]]:
    parents: dict[str, str] = {}
    problems: list[str] = []
    for line, code, parent in zip(sheet.lines, sheet.column("code"), sheet.column("parent"), strict=True):
        parent = parent or TOTAL
        if code in {"", TOTAL}:
            problems.append(f"{sheet.path.name}, line {line}, column 'code': {code!r} cannot be a code")
        elif parents.get(code, parent) != parent:
            problems.append(f"{sheet.path.name}, line {line}: {code!r} has a second parent, {parent!r}")
        else:
            parents[code] = parent
    return parents, problems


def _in_a_cycle(parents: Mapping[str, str]) -> list[str]:
    sound: set[str] = {TOTAL}
    lost: set[str] = set()
    for code in parents:
        way: list[str] = []
        seen: set[str] = set()
        at = code
        while at not in sound and at not in seen and at not in lost and at in parents:
            way.append(at)
            seen.add(at)
            at = parents[at]
        (lost if at in seen or at in lost else sound).update(way)
    return sorted(lost)


def dimension_of(column: str, parents: Mapping[str, str]) -> Dimension:
    """Make a dimension from a sound hierarchy: code -> parent, empty or ``Total`` for codes directly below the total.

    Codes with one child are the same cell as the child.
    """
    below: dict[str, list[str]] = defaultdict(list)
    for code, parent in parents.items():
        if code != TOTAL:
            below[parent or TOTAL].append(code)

    def same_cell(code: str) -> str:
        while len(below.get(code, ())) == 1:
            code = below[code][0]
        return code

    kept = {code: same_cell(code) for code in [TOTAL, *sorted(set(parents) - {TOTAL})]}
    nodes = tuple(sorted(set(kept.values()), key=lambda code: (code != TOTAL, code)))
    number = {code: place for place, code in enumerate(nodes)}
    return Dimension(
        column=column,
        place={code: number[same] for code, same in kept.items()},
        nodes=nodes,
        children={
            number[code]: np.array(sorted(number[kept[child]] for child in below[code]), dtype=np.int64)
            for code in nodes
            if len(below.get(code, ())) > 1
        },
    )


def shape_of(dimensions: Sequence[Dimension]) -> tuple[int, ...]:
    """Return the number of nodes per dimension."""
    return tuple(len(dimension.nodes) for dimension in dimensions)
