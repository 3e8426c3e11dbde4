"""Reading the CSV and JSON files of an allocation, apart from the reader of the allocator."""

import csv
import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

# A cell may name thousands of schools; the limit only stops a file that is no table at all.
LONGEST_CELL = 10_000_000


class Unreadable(Exception):
    """A file is missing or is no table of the expected kind; the texts say which and where."""

    def __init__(self, *texts: str) -> None:
        super().__init__("; ".join(texts))
        self.texts = texts


@dataclass(frozen=True)
class Table:
    """The rows of a CSV file; ``lines`` holds the line number of each row in the file."""

    name: str
    header: tuple[str, ...]
    rows: Sequence[Sequence[str]]
    lines: Sequence[int]

    def column(self, name: str) -> list[str]:
        """Return the cells of a column without surrounding blanks; empty texts if there is no such column."""
        if name not in self.header:
            return [""] * len(self.rows)
        at = self.header.index(name)
        return [row[at].strip() for row in self.rows]

    def place(self, row: int, column: str) -> str:
        """Name a cell as a person would look it up."""
        return f"{self.name}, {self.lines[row]}, {column}"


def read_table(path: Path, *, required: Iterable[str]) -> Table:
    """Read a CSV file by its header: UTF-8 with or without BOM, comma or semicolon, ``sep=;`` accepted.

    Raises: Unreadable if the file is missing, is no UTF-8, lacks a column or has rows of another width.
    """
    csv.field_size_limit(LONGEST_CELL)
    try:
        with path.open(encoding="utf-8-sig", newline="") as file:
            first = file.readline()
            skipped = 0
            if first.lower().startswith("sep="):
                first, skipped = file.readline(), 1
            file.seek(0)
            reader = csv.reader(file, delimiter=";" if first.count(";") > first.count(",") else ",", strict=True)
            for _ in range(skipped):
                next(reader)
            return _table(path.name, reader, required=tuple(required))
    except (OSError, UnicodeDecodeError, csv.Error) as error:
        raise Unreadable(f"{path.name}: {error}") from error


def _table(name: str, reader: Any, *, required: Sequence[str]) -> Table:
    header = tuple(cell.strip() for cell in next(reader, ()))
    if missing := [column for column in required if column not in header]:
        raise Unreadable(f"{name}: {', '.join(missing)}?")
    rows, lines = [], []
    for row in reader:
        if not row:
            continue
        if len(row) != len(header):
            raise Unreadable(f"{name}, {reader.line_num}: {len(row)} / {len(header)}")
        rows.append(row)
        lines.append(reader.line_num)
    return Table(name, header, rows, lines)


def read_json(path: Path) -> dict[str, Any]:
    """Read a JSON object. Raises: Unreadable."""
    try:
        found = json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError, RecursionError) as error:
        raise Unreadable(f"{path.name}: {error}") from error
    if not isinstance(found, dict):
        raise Unreadable(f"{path.name}: {type(found).__name__}")
    return found


def whole_numbers(table: Table, column: str, *, empty: int) -> list[int]:
    """Return a column of whole numbers; ``empty`` stands for an empty cell. Raises: Unreadable."""
    found = []
    for row, cell in enumerate(table.column(column)):
        try:
            found.append(int(cell) if cell else empty)
        except ValueError as error:
            raise Unreadable(f"{table.place(row, column)}: {cell!r}") from error
    return found


def numbers(table: Table, column: str) -> list[float]:
    """Return a column of decimal numbers; NaN stands for an empty cell. Raises: Unreadable."""
    found = []
    for row, cell in enumerate(table.column(column)):
        try:
            found.append(float(cell) if cell else float("nan"))
        except ValueError as error:
            raise Unreadable(f"{table.place(row, column)}: {cell!r}") from error
    return found
