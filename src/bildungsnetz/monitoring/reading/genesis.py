"""Tables in the layout of GENESIS, as the Regionaldatenbank gives them out.

Some lines of title, a header of two to four stacked lines that ends before the first row, rows that begin with a year,
a line of underscores, footnotes, a licence and the day the table was made.
"""

import csv
import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from itertools import pairwise

from bildungsnetz.intake.reading import FileRefused, Table
from bildungsnetz.intake.reading.encoding import decode
from bildungsnetz.intake.reading.findings import fatal
from bildungsnetz.intake.reading.tables import Row

MARK = "GENESIS-Tabelle:"
_FOOT = re.compile(r"_{5,}")
_STATE_OF = re.compile(r"Stand:\s*(\d{2})\.(\d{2})\.(\d{4})")
_YEAR = re.compile(r"\d{4}")
HEADER_WITHIN = 20


@dataclass(frozen=True)
class GenesisTable(Table):
    """A table of this layout; ``header``: per column the words of the stacked lines, joined by `` | ``.

    ``number``: of the table; ``state_of``: the day it was made, None if it does not say; ``stray``: lines among the
    rows or after them that are no rows (footnotes where no line of underscores parts them off).
    """

    number: str = ""
    heading: str = ""
    state_of: date | None = None
    footnotes: str = ""
    stray: tuple[Row, ...] = ()


def is_genesis(content: bytes) -> bool:
    """Say whether the file begins as such a table does."""
    return content.lstrip(b'\xef\xbb\xbf"').startswith(MARK.encode())


def read_genesis(*, name: str, content: bytes) -> GenesisTable:
    """Find number, header, rows and foot of a table. Raises: FileRefused."""
    text, encoding = decode(content)
    lines = text.splitlines()
    foot = next((place for place, line in enumerate(lines) if _FOOT.match(line)), len(lines))
    records = [next(csv.reader([line], delimiter=";"), []) for line in lines[:foot]]
    first = next((place for place, cells in enumerate(records) if _is_row(cells)), None)
    if first is None:
        raise FileRefused([fatal("no_rows", line=min(len(lines), HEADER_WITHIN))])
    stacked = _stacked(records[1:first])
    width = len(records[first])
    body = list(enumerate(records[first:], start=first + 1))
    rows = [Row(line, cells) for line, cells in body if _is_row(cells)]
    problems = [
        fatal("row_width", line=line, found=str(len(cells)), expected=str(width))
        for line, cells in rows
        if len(cells) != width
    ]
    if problems:
        raise FileRefused(problems)
    headed = len(records) - len(stacked) if not stacked else first - len(stacked)
    return GenesisTable(
        name=name,
        header=tuple(_path(stacked, column) for column in range(width)),
        header_line=headed + 1,
        rows=rows,
        preamble=tuple(" ".join(filter(None, cells)) for cells in records[:headed]),
        encoding=encoding,
        delimiter=";",
        number=lines[0].strip('";﻿ ').removeprefix(MARK).strip(),
        heading=" ".join(" ".join(filter(None, cells)) for cells in records[1:headed]),
        state_of=_state_of(lines[foot:]),
        footnotes="\n".join(lines[foot:]),
        stray=tuple(Row(line, cells) for line, cells in body if cells and any(cells) and not _is_row(cells)),
    )


def _is_row(cells: Sequence[str]) -> bool:
    return len(cells) > 2 and bool(_YEAR.fullmatch(cells[0].strip()))


def _stacked(records: Sequence[list[str]]) -> list[list[str]]:
    """Return the lines of the header: those above the rows that begin with an empty cell."""
    found: list[list[str]] = []
    for cells in reversed(records):
        if len(cells) < 3 or cells[0].strip():
            break
        found.insert(0, cells)
    return found


def _path(stacked: Sequence[list[str]], column: int) -> str:
    words = [cells[column].strip() if column < len(cells) else "" for cells in stacked]
    # A name that is only repeated downwards says nothing more.
    kept = [word for before, word in pairwise(["", *words]) if word and word != before]
    return " | ".join(kept)


def _state_of(lines: Sequence[str]) -> date | None:
    hits = [hit for line in lines if (hit := _STATE_OF.search(line))]
    if not hits:
        return None
    day, month, year = (int(part) for part in hits[-1].groups())
    return date(year, month, day)
