"""What an outsider knows of every cell: a range per cell of the joint lattice of all dimensions.

The lattice has one place for each combination of one node per dimension, also for combinations that no table
shows: what nobody published may be anything from zero up. Counts are never negative; that is all an outsider
assumes besides the files themselves.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from math import prod

import numpy as np
import numpy.typing as npt

from bildungsnetz.engines.disclosure_check.attack.csv_files import MOST_PROBLEMS, Unreadable
from bildungsnetz.engines.disclosure_check.attack.dimensions import (
    TOTAL,
    Dimension,
    Indices,
    dimension_of,
    flat,
    shape_of,
)
from bildungsnetz.engines.disclosure_check.attack.releases import Release

Numbers = npt.NDArray[np.float64]
Flags = npt.NDArray[np.bool_]

MOST_CELLS = 6_000_000
MOST_SWEEPS = 30


class Contradiction(Exception):
    """The published numbers cannot all be true; ``cells`` names where it shows."""

    def __init__(self, cells: Sequence[str]) -> None:
        self.cells = tuple(cells[:MOST_PROBLEMS])
        super().__init__("; ".join(self.cells))


@dataclass(frozen=True)
class Knowledge:
    """Ranges ``low`` to ``high`` over the lattice.

    ``listed`` marks cells that stand in a file, ``asked`` those of them whose true value an outsider wants to know:
    the suppressed ones, and blurred ones that may be small.
    """

    dimensions: tuple[Dimension, ...]
    low: Numbers
    high: Numbers
    listed: Flags
    asked: Flags

    @property
    def known(self) -> Flags:
        """True where only one value is left."""
        return self.low >= self.high

    def copy(self) -> "Knowledge":
        """Return the same knowledge, free to be changed."""
        return Knowledge(self.dimensions, self.low.copy(), self.high.copy(), self.listed, self.asked)

    def name(self, cell: int) -> dict[str, str]:
        """Name a cell of the flattened lattice by dimension column."""
        places = np.unravel_index(cell, self.low.shape)
        return {
            dimension.column: dimension.nodes[int(place)]
            for dimension, place in zip(self.dimensions, places, strict=True)
        }


def dimensions_of(releases: Sequence[Release], hierarchies: Mapping[str, Mapping[str, str]]) -> tuple[Dimension, ...]:
    """Build the dimensions of several releases: from a hierarchy if there is one, else from the codes seen.

    ``hierarchies``: column -> code -> parent, empty for codes directly below the total.
    Raises: Unreadable if the joint lattice is larger than ``MOST_CELLS`` cells.
    """
    columns = sorted({column for release in releases for column in release.codes})
    dimensions = tuple(
        dimension_of(column, hierarchies[column])
        if column in hierarchies
        else flat(column, {code for release in releases for code in release.codes.get(column, ())})
        for column in columns
    )
    cells = prod(shape_of(dimensions))
    if cells > MOST_CELLS:
        raise Unreadable([f"the joint table has {cells:,} cells; the attack works up to {MOST_CELLS:,}"])
    return dimensions


def cells_of(release: Release, dimensions: Sequence[Dimension]) -> Indices:
    """Return the place in the flattened lattice of each row; a dimension the file lacks stands at its total.

    Raises: Unreadable if a code is in no hierarchy.
    """
    rows = len(release.values)
    problems: list[str] = []
    cells = np.zeros(rows, dtype=np.int64)
    for dimension in dimensions:
        codes = release.codes.get(dimension.column, [TOTAL] * rows)
        unknown = sorted(set(codes) - dimension.place.keys())
        problems += [f"{release.name}, column {dimension.column!r}: unknown code {code!r}" for code in unknown]
        places = [dimension.place.get(code, 0) for code in codes]
        cells = cells * len(dimension.nodes) + np.array(places, dtype=np.int64)
    if problems:
        raise Unreadable(problems)
    return cells


def nothing(dimensions: Sequence[Dimension]) -> Knowledge:
    """Know nothing but that counts are not negative."""
    shape = shape_of(dimensions)
    nowhere = np.zeros(shape, dtype=bool)
    return Knowledge(tuple(dimensions), np.zeros(shape), np.full(shape, np.inf), nowhere, nowhere.copy())


def learn(knowledge: Knowledge, release: Release, *, whole_files: bool = True) -> None:
    """Add the rows of a release.

    ``whole_files``: files are complete, so a code that one never mentions has nobody in it: the codes of a file add
    up to its totals.
    Raises: Contradiction if a shown value disagrees with what is known already.
    """
    cells = cells_of(release, knowledge.dimensions)
    hidden, blur = release.hidden, release.blur
    low, high = knowledge.low.reshape(-1), knowledge.high.reshape(-1)
    shown = cells[~hidden]
    values = release.values[~hidden].astype(np.float64)
    distance = np.full(len(shown), float(blur.most))
    if not blur.margins:
        distance[~_innermost(knowledge.dimensions)[shown]] = np.inf
    np.maximum.at(low, shown, np.maximum(values - distance, 0))
    np.minimum.at(high, shown, values + distance)
    knowledge.listed.reshape(-1)[cells] = True
    knowledge.asked.reshape(-1)[cells[hidden]] = True
    if blur.most:
        knowledge.asked.reshape(-1)[shown[values - blur.most < blur.small]] = True
    if whole_files:
        for region in _unmentioned(knowledge, cells):
            high[region] = 0.0
    _refuse_contradictions(knowledge)


def _innermost(dimensions: Sequence[Dimension]) -> Flags:
    flags = np.zeros(shape_of(dimensions), dtype=bool)
    flags[np.ix_(*(dimension.leaves for dimension in dimensions))] = True
    return flags.reshape(-1)


def _unmentioned(knowledge: Knowledge, cells: Indices) -> Iterator[Indices]:
    """Yield the cells of leaf codes the file leaves out although it shows the total of their dimension."""
    places = np.unravel_index(cells, knowledge.low.shape)
    for axis, dimension in enumerate(knowledge.dimensions):
        mentioned = np.zeros(len(dimension.nodes), dtype=bool)
        mentioned[places[axis]] = True
        if not mentioned[dimension.place[TOTAL]] or mentioned.sum() < 2:
            continue
        missing = dimension.leaves[~mentioned[dimension.leaves]]
        if not len(missing):
            continue
        # Only the tables that cross this dimension say it: keep their other codes and put in the missing one.
        crossing = places[axis] != dimension.place[TOTAL]
        others = np.unique(np.stack([place[crossing] for place in places]), axis=1)
        for node in missing:
            others[axis] = node
            yield np.unique(np.ravel_multi_index(tuple(others), knowledge.low.shape))


def reason(knowledge: Knowledge) -> None:
    """Narrow the ranges by adding and subtracting until nothing changes: the whole of its parts, each part the rest.

    Raises: Contradiction if a range becomes empty.
    """
    for _ in range(MOST_SWEEPS):
        if not _sweep(knowledge):
            break
        _refuse_contradictions(knowledge)


def _sweep(knowledge: Knowledge) -> bool:
    changed = False
    for axis, dimension in enumerate(knowledge.dimensions):
        low = np.moveaxis(knowledge.low, axis, 0)
        high = np.moveaxis(knowledge.high, axis, 0)
        for node, below in dimension.children.items():
            changed |= _narrow(low, high, node, below)
    return changed


def _narrow(low: Numbers, high: Numbers, whole: int, parts: Indices) -> bool:
    least, most = low[parts], high[parts]
    open_ended = np.isinf(most)
    finite = np.where(open_ended, 0.0, most)
    endless = open_ended.sum(axis=0)
    sum_least, sum_most = least.sum(axis=0), finite.sum(axis=0)
    new_low = np.maximum(low[whole], sum_least)
    new_high = np.minimum(high[whole], np.where(endless > 0, np.inf, sum_most))
    rest_endless = endless - open_ended > 0
    part_low = np.maximum(least, np.where(rest_endless, 0.0, new_low - (sum_most - finite)))
    part_high = np.minimum(most, new_high - (sum_least - least))
    changed = bool(
        (new_low > low[whole]).any()
        or (new_high < high[whole]).any()
        or (part_low > least).any()
        or (part_high < most).any()
    )
    low[whole], high[whole], low[parts], high[parts] = new_low, new_high, part_low, part_high
    return changed


def _refuse_contradictions(knowledge: Knowledge) -> None:
    empty = np.flatnonzero((knowledge.low > knowledge.high).reshape(-1))
    if len(empty):
        raise Contradiction([", ".join(knowledge.name(int(cell)).values()) for cell in empty[:MOST_PROBLEMS]])
