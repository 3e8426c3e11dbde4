"""The true table, as the office has it: every cell added up, and which cells the rule calls sensitive."""

import csv
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import product
from math import prod
from pathlib import Path

import numpy as np
import numpy.typing as npt

from bildungsnetz.engines.disclosure_check.attack.csv_files import MOST_PROBLEMS, Unreadable, whole_number
from bildungsnetz.engines.disclosure_check.attack.dimensions import TOTAL, Dimension, dimension_of, shape_of
from bildungsnetz.engines.disclosure_check.request import Request

MOST_CELLS = 6_000_000
LONGEST_CELL = 1_000_000

Codes = tuple[str, ...]
Counts = npt.NDArray[np.int64]
Flags = npt.NDArray[np.bool_]
Contributions = Mapping[Codes, Mapping[str, float]]


@dataclass(frozen=True)
class Office:
    """The lattice of all levels with its true ``counts`` (flat, persons) and the sensitive cells (``primary``).

    ``need``: by how much a sensitive cell must be able to look larger; 0 for cells that are sensitive only because
    few contributors stand for most of them: these must be able to look different.
    """

    dimensions: tuple[Dimension, ...]
    counts: Counts
    primary: Flags
    need: Counts

    @cached_property
    def shape(self) -> tuple[int, ...]:
        """Nodes per dimension."""
        return shape_of(self.dimensions)

    def cell(self, codes: Sequence[str]) -> int | None:
        """Return the flat place of a combination of codes, None if one is unknown."""
        cell = 0
        for dimension, code in zip(self.dimensions, codes, strict=True):
            if code not in dimension.place:
                return None
            cell = cell * len(dimension.nodes) + dimension.place[code]
        return cell

    def add_correction(self, cell: int, *, before: int, minimum_count: int) -> None:
        """A cell that changed slightly since ``before`` was published: its change must stay unknown.

        A rise must be able to look as if it reached the minimum count, a fall as if there were none.
        """
        change = int(self.counts[cell]) - before
        if 0 < abs(change) < minimum_count:
            self.primary[cell] = True
            self.need[cell] = max(int(self.need[cell]), minimum_count - change if change > 0 else -change)

    def rows(self, tables: Sequence[frozenset[str]]) -> set[Codes]:
        """Return every combination of every level of each listed table; other dimensions stand at their total."""
        found: set[Codes] = set()
        for columns in tables:
            levels = [
                tuple(dimension.place) if dimension.column in columns else (TOTAL,) for dimension in self.dimensions
            ]
            found.update(product(*levels))
        return found

    def above(self, codes: Sequence[str]) -> Iterator[int]:
        """Yield the flat places of an innermost cell and of all cells it counts in."""
        ways = [
            dimension.upwards(dimension.place[code]) for dimension, code in zip(self.dimensions, codes, strict=True)
        ]
        for nodes in product(*ways):
            yield int(np.ravel_multi_index(nodes, self.shape))

    def is_innermost(self, codes: Sequence[str]) -> bool:
        """Whether all codes are known and none can be divided further."""
        return all(
            code in dimension.place and dimension.place[code] not in dimension.children
            for dimension, code in zip(self.dimensions, codes, strict=True)
        )


def read_office(
    path: Path, request: Request, *, hierarchies: Mapping[str, Mapping[str, str]], seen: Mapping[str, set[str]]
) -> Office:
    """Read the table and add it up over all levels.

    ``hierarchies``: column -> code -> parent; ``seen``: codes of earlier files per column, for columns without one.
    Raises: Unreadable with everything that is wrong in the table.
    """
    counts, contributions = _read_counts(path, request)
    dimensions = tuple(
        dimension_of(column, hierarchies[column])
        if column in hierarchies
        else dimension_of(column, dict.fromkeys({codes[place] for codes in counts} | seen.get(column, set()), TOTAL))
        for place, column in enumerate(request.columns)
    )
    _refuse_odd_codes(path.name, counts, dimensions)
    cells = prod(shape_of(dimensions))
    if cells > MOST_CELLS:
        raise Unreadable([f"the joint table has {cells:,} cells; the check works up to {MOST_CELLS:,}"])
    full = np.zeros(shape_of(dimensions), dtype=np.int64)
    for codes, count in counts.items():
        full[tuple(dimension.place[code] for dimension, code in zip(dimensions, codes, strict=True))] += count
    _add_up(dimensions, full)
    counts_of = full.reshape(-1)
    small = counts_of < request.minimum_count
    if request.zero_is_safe:
        small &= counts_of > 0
    need = np.where(small, request.minimum_count - counts_of, 0)
    office = Office(dimensions, counts_of, small, need)
    office.primary[_dominated(office, request, contributions)] = True
    return office


def _read_counts(path: Path, request: Request) -> tuple[dict[Codes, int], Contributions]:
    """Add up equal rows while they stream by."""
    counts: Counter[Codes] = Counter()
    parts: dict[Codes, dict[str, float]] = defaultdict(lambda: defaultdict(float))
    problems: list[str] = []
    for line, row in _rows(path, request):
        codes = tuple(row[column] for column in request.columns)
        count = whole_number(row[request.count])
        if count is None:
            found = f"{path.name}, line {line}, column {request.count!r}: {row[request.count]!r} found"
            problems.append(f"{found}; a whole number of zero or more expected")
            continue
        counts[codes] += count
        if request.dominance and request.contributor:
            parts[codes][row[request.contributor]] += _weight(row, request, count)
    if problems:
        raise Unreadable(problems)
    return dict(counts), parts


def _rows(path: Path, request: Request) -> Iterator[tuple[int, dict[str, str]]]:
    wanted = [*request.columns, request.count, *filter(None, (request.value, request.contributor))]
    csv.field_size_limit(LONGEST_CELL)
    try:
        with path.open(encoding="utf-8-sig", newline="") as file:
            first = file.readline()
            skipped = first[:4].lower() == "sep="
            header = file.readline() if skipped else first
            delimiter = ";" if header.count(";") > header.count(",") else ","
            columns = [name.strip() for name in next(csv.reader([header], delimiter=delimiter), [])]
            missing = [name for name in wanted if columns.count(name) != 1]
            if missing:
                raise Unreadable([f"{path.name}, line 1: column {name!r} expected once" for name in missing])
            at = {name: columns.index(name) for name in wanted}
            reader = csv.reader(file, delimiter=delimiter)
            for row in reader:
                line = reader.line_num + 1 + skipped
                if len(row) != len(columns):
                    raise Unreadable([f"{path.name}, line {line}: {len(row)} cells found, {len(columns)} expected"])
                yield line, {name: row[place].strip() for name, place in at.items()}
    except (OSError, UnicodeDecodeError, csv.Error) as problem:
        raise Unreadable([f"{path.name}: cannot be read ({problem})"]) from None


def _weight(row: Mapping[str, str], request: Request, count: int) -> float:
    if not request.value:
        return float(count)
    try:
        return float(row[request.value])
    except ValueError:
        raise Unreadable([f"column {request.value!r}: {row[request.value]!r} found; a number expected"]) from None


def _refuse_odd_codes(name: str, counts: Mapping[Codes, int], dimensions: Sequence[Dimension]) -> None:
    problems = [
        f"{name}, column {dimension.column!r}: {code!r} is no innermost code"
        for place, dimension in enumerate(dimensions)
        for code in sorted({codes[place] for codes in counts})
        if code in ("", TOTAL) or code not in dimension.place or dimension.place[code] in dimension.children
    ]
    if problems:
        raise Unreadable(problems[:MOST_PROBLEMS])


def _add_up(dimensions: Sequence[Dimension], full: Counts) -> None:
    for axis, dimension in enumerate(dimensions):
        along = np.moveaxis(full, axis, 0)
        for node in dimension.bottom_up:
            along[node] = along[dimension.children[node]].sum(axis=0)


def _dominated(office: Office, request: Request, contributions: Contributions) -> list[int]:
    """Find cells whose n largest contributors hold more than k per cent."""
    if request.dominance is None:
        return []
    most, share = request.dominance
    sums: dict[int, dict[str, float]] = defaultdict(lambda: defaultdict(float))
    for codes, parts in contributions.items():
        for cell in office.above(codes):
            for contributor, value in parts.items():
                sums[cell][contributor] += value
    found = []
    for cell, held in sums.items():
        largest = sum(sorted(held.values(), reverse=True)[:most])
        if 100 * largest > share * sum(held.values()) > 0:
            found.append(cell)
    return found
