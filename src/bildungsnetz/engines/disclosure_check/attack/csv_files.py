"""Reads the CSV files of the formats: UTF-8, header by name, ``,`` or ``;``, an optional first line ``sep=``."""

import csv
import io
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

MOST_PROBLEMS = 100


class Unreadable(Exception):
    """A file cannot be used; ``problems`` names file, line, column, what was found and what was expected."""

    def __init__(self, problems: Sequence[str]) -> None:
        self.problems = tuple(problems[:MOST_PROBLEMS])
        super().__init__("\n".join(self.problems))


@dataclass(frozen=True)
class Sheet:
    """A file as text: ``columns`` in file order, ``rows`` of equally many cells; ``lines[i]`` is row i's line."""

    path: Path
    columns: tuple[str, ...]
    rows: list[list[str]]
    lines: list[int]

    def column(self, name: str) -> list[str]:
        """Return the cells of the column ``name`` from top to bottom."""
        place = self.columns.index(name)
        return [row[place] for row in self.rows]


def read_sheet(path: Path, *, required: Sequence[str] = ()) -> Sheet:
    """Read a whole file.

    Raises: Unreadable if it is missing, no UTF-8, has no header, a column twice, ragged rows or lacks ``required``.
    """
    text = _text(path)
    skipped = 0
    if text[:4].lower() == "sep=":
        text = text.partition("\n")[2]
        skipped = 1
    header = text.partition("\n")[0]
    delimiter = ";" if header.count(";") > header.count(",") else ","
    table = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter)
    columns = tuple(name.strip() for name in next(table, []))
    _refuse_header(path, columns, required)
    rows, lines, ragged = [], [], []
    for row in table:
        if not row:
            continue
        if len(row) != len(columns):
            ragged.append(
                f"{path.name}, line {table.line_num + skipped}: {len(row)} cells found, {len(columns)} expected"
            )
        rows.append(row)
        lines.append(table.line_num + skipped)
    if ragged:
        raise Unreadable(ragged)
    return Sheet(path, columns, rows, lines)


def whole_number(text: str) -> int | None:
    """Read a whole number of zero or more; None if it is something else."""
    return int(text) if text.isascii() and text.isdigit() else None


def _text(path: Path) -> str:
    try:
        return path.read_text(encoding="utf-8-sig")
    except OSError as problem:
        raise Unreadable([f"{path.name}: cannot be opened ({problem.strerror})"]) from None
    except UnicodeDecodeError:
        raise Unreadable([f"{path.name}: is not written in UTF-8"]) from None


def _refuse_header(path: Path, columns: Sequence[str], required: Sequence[str]) -> None:
    problems = [f"{path.name}, line 1: column {name!r} is missing" for name in required if name not in columns]
    twice = sorted({name for name in columns if columns.count(name) > 1})
    problems += [f"{path.name}, line 1: column {name!r} stands there twice" for name in twice]
    if not columns:
        problems.append(f"{path.name}, line 1: a header is missing")
    if problems:
        raise Unreadable(problems)
