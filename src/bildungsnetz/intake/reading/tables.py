"""A table read from a file: where its header stands, its rows with their line numbers, what stood before it."""

import io
import zipfile
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from bildungsnetz.intake.reading.delimited import Lines, records
from bildungsnetz.intake.reading.encoding import decode
from bildungsnetz.intake.reading.findings import FileRefused, Finding, fatal
from bildungsnetz.intake.reading.workbook import Merged, sheets

MAX_BYTES = 50_000_000
MAX_ROWS = 200_000
MAX_COLUMNS = 300
HEADER_WITHIN = 30

Recognise = Callable[[Sequence[str]], bool]


class Row(NamedTuple):
    """One row: its line in the file (from 1) and its cells, as many as the header has."""

    line: int
    cells: list[str]


@dataclass(frozen=True)
class Table:
    """A table found by its header.

    ``preamble``: the lines before the header; ``encoding`` and ``delimiter`` are empty for a workbook, ``sheet`` is for
    CSV; ``merged``: the blocks of merged cells of a workbook.
    """

    name: str
    header: tuple[str, ...]
    header_line: int
    rows: Sequence[Row]
    preamble: tuple[str, ...] = ()
    encoding: str = ""
    delimiter: str = ""
    sheet: str = ""
    merged: tuple[Merged, ...] = ()

    def records(self) -> Iterator[tuple[int, Mapping[str, str]]]:
        """Yield line number and cells by column name."""
        for row in self.rows:
            yield row.line, dict(zip(self.header, row.cells, strict=True))


def read_table(*, name: str, content: bytes, recognise: Recognise, sheet: str = "") -> Table:
    """Read CSV or XLSX; the header is the first line within the first 30 that ``recognise`` knows.

    ``sheet`` names the sheet of a workbook, empty = the first sheet with a known header.
    Raises: FileRefused with all problems found (the first 100).
    """
    if not content.strip():
        raise FileRefused([fatal("file_empty")])
    if len(content) > MAX_BYTES:
        raise FileRefused([fatal("file_too_big", found=str(len(content)), expected=f"≤ {MAX_BYTES}")])
    if content.startswith(b"PK\x03\x04") and zipfile.is_zipfile(io.BytesIO(content)):
        return _from_workbook(name, content, recognise, sheet)
    return _from_text(name, content, recognise)


def _from_text(name: str, content: bytes, recognise: Recognise) -> Table:
    text, encoding = decode(content)
    lines = Lines(text)
    for delimiter in lines.delimiters():
        for number, cells in lines.head(delimiter, within=HEADER_WITHIN):
            header = _trimmed(cells)
            if recognise(header):
                found = records(lines, delimiter=delimiter, after=number)
                return Table(
                    name=name,
                    header=header,
                    header_line=number,
                    rows=_checked(header, number, found),
                    preamble=lines.before(number),
                    encoding=encoding,
                    delimiter=delimiter,
                )
    raise FileRefused([fatal("unknown_layout", line=1, found=lines.first())])


def _from_workbook(name: str, content: bytes, recognise: Recognise, wanted: str) -> Table:
    first = ""
    for sheet, grid, merged in sheets(content, wanted=wanted):
        for index, cells in enumerate(grid[:HEADER_WITHIN]):
            header = _trimmed(cells)
            first = first or " | ".join(cell for cell in header if cell)
            if recognise(header):
                numbered = ((index + 2 + offset, row) for offset, row in enumerate(grid[index + 1 :]))
                return Table(
                    name=name,
                    header=header,
                    header_line=index + 1,
                    rows=_checked(header, index + 1, numbered),
                    preamble=tuple(" ".join(filter(None, row)) for row in grid[:index]),
                    sheet=sheet,
                    merged=merged,
                )
    raise FileRefused([fatal("unknown_layout", line=1, found=first)])


def _trimmed(cells: Sequence[str]) -> tuple[str, ...]:
    """Strip the names and drop empty cells at the end (a trailing delimiter makes one)."""
    names = [cell.strip() for cell in cells]
    while names and not names[-1]:
        names.pop()
    return tuple(names)


def _checked(header: tuple[str, ...], header_line: int, found: Iterator[tuple[int, list[str]]]) -> list[Row]:
    problems = _header_problems(header, header_line)
    width, line = len(header), header_line
    rows: list[Row] = []
    for line, cells in found:
        if len(cells) != width:
            if not any(cells):
                continue
            cells = _fitted(cells, width)
            if len(cells) != width:
                problems.append(fatal("row_width", line=line, found=str(len(cells)), expected=str(width)))
                continue
        if len(rows) >= MAX_ROWS:
            raise FileRefused([*problems, fatal("too_many_rows", line=line, expected=f"≤ {MAX_ROWS}")])
        rows.append(Row(line, cells))
    if problems and problems[-1].code == "row_width" and problems[-1].line == line:
        # A last row that is too short is what a broken download looks like.
        problems[-1] = fatal("ends_early", line=line, found=problems[-1].found, expected=str(width))
    if not rows and not problems:
        problems.append(fatal("no_rows", line=header_line))
    if problems:
        raise FileRefused(problems)
    return rows


def _fitted(cells: list[str], width: int) -> list[str]:
    """Drop empty cells beyond the header's width."""
    return cells[:width] if len(cells) > width and not any(cell.strip() for cell in cells[width:]) else cells


def _header_problems(header: tuple[str, ...], line: int) -> list[Finding]:
    doubled = sorted({name for name in header if name and header.count(name) > 1})
    problems = [fatal("column_twice", line=line, column=name, found=name) for name in doubled]
    if len(header) > MAX_COLUMNS:
        problems.append(fatal("too_many_columns", line=line, found=str(len(header)), expected=f"≤ {MAX_COLUMNS}"))
    return problems
