"""Files whose columns somebody has to name: what they hold, and how the answers turn them into a long list."""

import hashlib
import json
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal, InvalidOperation

from bildungsnetz.intake.reading import FileRefused, Row, Table, read_table
from bildungsnetz.intake.reading.workbook import sheets

SHOWN = 5
NUMBERS = "_numbers"
SHARES = "_shares"
GERMAN = "GERMAN"
PERCENT = "PERCENT"
_GERMAN = re.compile(r"-?(?:\d+|\d{1,3}(?:[.  ]\d{3})+)(?:,\d+)?")


@dataclass(frozen=True)
class NamedTable(Table):
    """A table with what somebody said about its columns: meaning -> column, or ``=text`` where all rows are alike."""

    meaning: Mapping[str, str] | None = None


def fingerprint(header: Sequence[str]) -> str:
    """Return the fingerprint of a header (SHA-256, hex)."""
    return hashlib.sha256(json.dumps(list(header), ensure_ascii=False).encode()).hexdigest()


def tables_in(*, name: str, content: bytes) -> list[Table]:
    """Return the table of a CSV file, or one per sheet of a workbook that has a header. Raises: FileRefused if none."""
    if not content.startswith(b"PK\x03\x04"):
        return [read_table(name=name, content=content, recognise=_could_be_header)]
    found: list[Table] = []
    problem: FileRefused | None = None
    for sheet in sheets(content):
        try:
            found.append(read_table(name=name, content=content, recognise=_could_be_header, sheet=sheet.name))
        except FileRefused as refusal:
            problem = refusal
    if not found and problem:
        raise problem
    return found


def as_long_list(table: NamedTable) -> Table:
    """Return the table with numbers as the long list writes them: point for fractions, shares between 0 and 1."""
    meaning = table.meaning or {}
    amounts = {meaning[name] for name in ("value", "numerator", "denominator") if name in meaning}
    places = {place for place, name in enumerate(table.header) if name in amounts}
    value = {place for place, name in enumerate(table.header) if name == meaning.get("value")}
    german, percent = meaning.get(NUMBERS) == GERMAN, meaning.get(SHARES) == PERCENT
    rows = [
        Row(row.line, [
            _written(cell, german=german, percent=percent and place in value) if place in places else cell
            for place, cell in enumerate(row.cells)
        ])
        for row in table.rows
    ]  # fmt: skip
    return replace(table, rows=rows)


def _written(cell: str, *, german: bool, percent: bool) -> str:
    text = cell.strip().removesuffix("%").strip() if percent else cell.strip()
    if german and _GERMAN.fullmatch(text):
        text = re.sub(r"[.  ]", "", text).replace(",", ".")
    if percent:
        try:
            return f"{(Decimal(text) / 100).normalize():f}"
        except InvalidOperation:
            return cell
    return text


def _could_be_header(cells: Sequence[str]) -> bool:
    named = [cell for cell in cells if cell]
    return len(named) >= 2 and len(named) == len(cells) == len(set(named)) and not any(map(_is_number, named))


def _is_number(cell: str) -> bool:
    return cell.replace(".", "").replace(",", "").isdecimal() and len(cell) != 4
