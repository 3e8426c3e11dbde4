"""Sheets of an XLSX workbook as grids of text."""

import datetime as dt
import io
import zipfile
from collections.abc import Iterator
from typing import Any, NamedTuple

from python_calamine import CalamineError, CalamineWorkbook

from bildungsnetz.intake.reading.findings import FileRefused, fatal

# A workbook is a zip archive: a small file may hold gigabytes.
MAX_UNPACKED = 400_000_000


class Merged(NamedTuple):
    """A block of cells that the workbook shows as one; lines and columns count from 1, both ends belong to it."""

    first_line: int
    first_column: int
    last_line: int
    last_column: int


class Sheet(NamedTuple):
    """One sheet: its name, its cells as text, and which of them are merged (only the first of a block has a text)."""

    name: str
    grid: list[list[str]]
    merged: tuple[Merged, ...]


def sheets(content: bytes, *, wanted: str = "") -> Iterator[Sheet]:
    """Yield each sheet, or only the sheet ``wanted``.

    Raises: FileRefused if the workbook is damaged, too big when unpacked, or lacks the sheet.
    """
    _refuse_bomb(content)
    try:
        book = CalamineWorkbook.from_filelike(io.BytesIO(content))
        names = book.sheet_names
    except (CalamineError, OSError, ValueError) as problem:
        raise FileRefused([fatal("workbook_broken", found=str(problem))]) from None
    if wanted and wanted not in names:
        raise FileRefused([fatal("sheet_missing", found=", ".join(names), expected=wanted)])
    for name in [wanted] if wanted else names:
        try:
            sheet = book.get_sheet_by_name(name)
            grid = sheet.to_python(skip_empty_area=False)
        except (CalamineError, OSError, ValueError) as problem:
            raise FileRefused([fatal("workbook_broken", found=f"{name}: {problem}")]) from None
        blocks = sorted((*first, *last) for first, last in sheet.merged_cell_ranges or ())
        merged = tuple(Merged(*(place + 1 for place in block)) for block in blocks)
        yield Sheet(name, [[_text(cell) for cell in row] for row in grid], merged)


def _refuse_bomb(content: bytes) -> None:
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            unpacked = sum(entry.file_size for entry in archive.infolist())
            is_workbook = "[Content_Types].xml" in archive.namelist()
    except zipfile.BadZipFile as problem:
        raise FileRefused([fatal("workbook_broken", found=str(problem))]) from None
    if not is_workbook:
        raise FileRefused([fatal("unknown_file", found="ZIP", expected="CSV, XLSX")])
    if unpacked > MAX_UNPACKED:
        raise FileRefused([fatal("file_too_big", found=str(unpacked), expected=f"≤ {MAX_UNPACKED}")])


def _text(cell: Any) -> str:
    """Write a cell as a person would type it into a CSV file."""
    if isinstance(cell, bool):
        return "1" if cell else "0"
    if isinstance(cell, float):
        return str(int(cell)) if cell.is_integer() else repr(cell)
    if isinstance(cell, dt.datetime):
        return cell.date().isoformat() if cell.time() == dt.time() else cell.isoformat()
    if isinstance(cell, dt.date | dt.time):
        return cell.isoformat()
    return str(cell) if cell is not None else ""
