"""What has been published: the rows of a ``public.csv``, and nothing else."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import numpy.typing as npt

from bildungsnetz.engines.disclosure_check.attack.csv_files import Sheet, Unreadable, read_sheet, whole_number

SUPPRESSED = "suppressed"
SHOWN = ("published", "zero")


@dataclass(frozen=True)
class Blur:
    """How far shown values may be from the true ones; suppression shows true ones.

    ``most``: largest distance. ``margins``: False if that holds for innermost cells only. Blurred cells that may hold
    less than ``small`` persons are asked for.
    """

    most: int = 0
    margins: bool = True
    small: int = 0


CLEAR = Blur()


@dataclass(frozen=True)
class Release:
    """One published file: ``codes`` per dimension column, ``values`` with -1 where a cell is suppressed.

    ``blur``: how far the shown values may be from the true ones (rounding, cell key).
    """

    name: str
    codes: Mapping[str, Sequence[str]]
    values: npt.NDArray[np.int64]
    blur: Blur = CLEAR

    @property
    def hidden(self) -> npt.NDArray[np.bool_]:
        """True for suppressed rows."""
        return self.values < 0


def release_of(name: str, columns: Sequence[str], cells: Mapping[tuple[str, ...], int | None]) -> Release:
    """Make a release from cells in memory: codes in the order of ``columns`` -> value, None where suppressed."""
    rows = sorted(cells)
    codes = {column: [row[place] for row in rows] for place, column in enumerate(columns)}
    values = [-1 if (value := cells[row]) is None else value for row in rows]
    return Release(name, codes, np.array(values, dtype=np.int64))


def read_release(path: Path, *, blur: Blur = CLEAR) -> Release:
    """Read a ``public.csv``.

    Raises: Unreadable for a status that may not leave the office, a suppressed cell with a value, a published one
    without a whole number, or the same cell twice.
    """
    sheet = read_sheet(path, required=("value", "status"))
    dimensions = [name for name in sheet.columns if name not in {"value", "status"}]
    if not dimensions:
        raise Unreadable([f"{path.name}, line 1: a dimension column is missing"])
    values, problems = _values(sheet)
    codes = {name: sheet.column(name) for name in dimensions}
    problems += _twice(sheet, dimensions, codes)
    if problems:
        raise Unreadable(problems)
    return Release(path.name, codes, np.array(values, dtype=np.int64), blur)


def _values(sheet: Sheet) -> tuple[list[int], list[str]]:
    values: list[int] = []
    problems: list[str] = []
    for line, text, status in zip(sheet.lines, sheet.column("value"), sheet.column("status"), strict=True):
        number = whole_number(text)
        where = f"{sheet.path.name}, line {line}"
        if status not in {SUPPRESSED, *SHOWN}:
            problems.append(f"{where}, column 'status': {status!r} found; published, zero or suppressed expected")
        elif status == SUPPRESSED and text:
            problems.append(f"{where}, column 'value': {text!r} found in a suppressed cell; nothing expected")
        elif status != SUPPRESSED and number is None:
            problems.append(f"{where}, column 'value': {text!r} found; a whole number of zero or more expected")
        elif status == "zero" and number:
            problems.append(f"{where}, column 'value': {text!r} found in a cell with status zero")
        values.append(-1 if number is None or status == SUPPRESSED else number)
    return values, problems


def _twice(sheet: Sheet, dimensions: Sequence[str], codes: dict[str, list[str]]) -> list[str]:
    seen: dict[tuple[str, ...], int] = {}
    problems: list[str] = []
    for line, cell in zip(sheet.lines, zip(*(codes[name] for name in dimensions), strict=True), strict=True):
        first = seen.setdefault(cell, line)
        if first != line:
            problems.append(f"{sheet.path.name}, line {line}: {', '.join(cell)} already stands in line {first}")
    return problems
