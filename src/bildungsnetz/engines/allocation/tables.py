"""Reading one CSV file in pieces: encoding, delimiter, header; memory stays bounded whatever the file holds."""

import csv
import hashlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

from bildungsnetz.engines.allocation.phrases import Phrase
from bildungsnetz.engines.allocation.problems import Problems

LARGEST_FILE = 1_000_000_000
"""Bytes; a larger file is refused before it is opened."""

_LONGEST_LINE = 1 << 20
_ROWS_PER_CHUNK = 1 << 15
_DAMAGED_LINES = 1000
_BOM = b"\xef\xbb\xbf"

_MISSING = Phrase("eine Datei dieses Namens im Eingabeordner", "a file of this name in the input folder")
_NO_FILE = Phrase("eine lesbare Datei", "a readable file")
_SIZE = Phrase("höchstens 1 GB je Datei", "at most 1 GB per file")
_EMPTY = Phrase("eine Kopfzeile mit den Spalten {columns}", "a header line with the columns {columns}")
_UTF8 = Phrase(
    "UTF-8; die Datei ist anders kodiert, bitte als „CSV UTF-8“ speichern",
    'UTF-8; the file is encoded otherwise, please save it as "CSV UTF-8"',
)
_WORKBOOK = Phrase(
    "eine CSV-Datei; das ist eine Arbeitsmappe oder ein Archiv", "a CSV file; this is a workbook or archive"
)
_TEXT = Phrase("Text ohne Nullzeichen", "text without NUL characters")
_LINE = Phrase("Zeilen unter 1 MB; Zeilenende ist LF oder CRLF", "lines below 1 MB; lines end with LF or CRLF")
_QUOTES = Phrase(
    "gültiges CSV: Anführungszeichen paarweise, im Text verdoppelt, Zeilenende LF oder CRLF",
    "valid CSV: quotation marks in pairs, doubled inside a text, lines end with LF or CRLF",
)
_TWICE = Phrase("jede Spalte nur einmal", "each column only once")
_COLUMN = Phrase("die Spalte {column} in der Kopfzeile", "the column {column} in the header line")
_CELLS = Phrase("{expected} Zellen wie in der Kopfzeile", "{expected} cells as in the header line")
_CELL_COUNT = Phrase("{count} Zellen", "{count} cells")


@dataclass(frozen=True)
class Layout:
    """The columns a file must and may have."""

    required: tuple[str, ...]
    optional: tuple[str, ...] = ()

    @property
    def known(self) -> tuple[str, ...]:
        """Return all columns that are read."""
        return self.required + self.optional


@dataclass(frozen=True)
class Chunk:
    """Some rows of a file: the line each begins at, and the cells by column, blanks at both ends removed."""

    lines: list[int]
    cells: Mapping[str, list[str]]

    def column(self, name: str) -> list[str]:
        """Return the cells of a column; a column that the file does not have is empty."""
        return self.cells.get(name) or [""] * len(self.lines)


class _Unreadable(Exception):
    """Reading cannot go on; the problem has been noted."""


@dataclass
class TableFile:
    """One CSV file. After ``chunks`` is used up, ``unknown_columns`` and ``sha256`` are known."""

    path: Path
    layout: Layout
    problems: Problems
    unknown_columns: tuple[str, ...] = ()
    has: frozenset[str] = frozenset()
    sha256: str = ""
    readable: bool = False

    def chunks(self) -> Iterator[Chunk]:
        """Yield the rows piece by piece; what is wrong with the file itself goes to ``problems``."""
        try:
            self._check_size()
            with self.path.open("rb") as stream:
                self.sha256 = hashlib.file_digest(stream, "sha256").hexdigest()
                stream.seek(0)
                yield from self._read(stream)
        except _Unreadable:
            self.readable = False
        except OSError as reason:
            self.readable = False
            self.problems.add(0, "", reason.strerror or str(reason), _NO_FILE)

    def _check_size(self) -> None:
        if not self.path.is_file():
            self._give_up(0, "", _MISSING)
        size = self.path.stat().st_size
        if size > LARGEST_FILE:
            self._give_up(0, f"{size / 1_000_000_000:.1f} GB", _SIZE)

    def _give_up(self, line: int, found: str, expected: Phrase, **values: object) -> None:
        self.problems.add(line, "", found, expected, **values)
        raise _Unreadable

    def _read(self, stream: BinaryIO) -> Iterator[Chunk]:
        lines = _Lines(stream, self.problems)
        first = lines.first()
        if first is None:
            self._give_up(0, "", _EMPTY, columns=", ".join(self.layout.required))
            return
        header, delimiter = self._header(lines, first)
        self.readable = True
        lines.header, lines.delimiter = header, delimiter.encode()
        places = {name: header.index(name) for name in self.layout.known if name in header}
        yield from self._rows(lines, delimiter, len(header), places)

    def _header(self, lines: "_Lines", line: str) -> tuple[list[str], str]:
        delimiters = ",;"
        if line.lower().startswith("sep=") and line.strip()[4:] in (*delimiters, '","', '";"'):
            delimiters = line.strip()[4:].strip('"')
            line = lines.first() or ""
        candidates = [(self._cells(line, delimiter), delimiter) for delimiter in delimiters]
        known = set(self.layout.known)
        header, delimiter = max(candidates, key=lambda one: (len(known.intersection(one[0])), len(one[0])))
        self._check_header(header, lines.number)
        return header, delimiter

    def _cells(self, line: str, delimiter: str) -> list[str]:
        try:
            return [cell.strip() for cell in next(csv.reader([line], delimiter=delimiter), [])]
        except csv.Error:
            return []

    def _check_header(self, header: list[str], line: int) -> None:
        for name in sorted({name for name in header if name and header.count(name) > 1}):
            self.problems.add(line, name, name, _TWICE)
        missing = [name for name in self.layout.required if name not in header]
        for name in missing:
            self.problems.add(line, name, ", ".join(header), _COLUMN, column=name)
        if missing:
            raise _Unreadable
        self.unknown_columns = tuple(sorted({name for name in header if name and name not in self.layout.known}))
        self.has = frozenset(header)

    def _rows(self, lines: "_Lines", delimiter: str, width: int, places: Mapping[str, int]) -> Iterator[Chunk]:
        reader = csv.reader(lines, delimiter=delimiter, strict=True)
        rows: list[list[str]] = []
        starts: list[int] = []
        before = lines.number
        try:
            for row in reader:
                start, before = before + 1, lines.number
                if len(row) != width:
                    if row:
                        found = _CELL_COUNT.say(self.problems.lang, count=len(row))
                        self.problems.add(start, "", found, _CELLS, expected=width)
                    continue
                rows.append(row)
                starts.append(start)
                if len(rows) == _ROWS_PER_CHUNK:
                    yield _chunk(starts, rows, places)
                    rows, starts = [], []
        except csv.Error as reason:
            self._give_up(before + 1, str(reason), _QUOTES)
        if rows:
            yield _chunk(starts, rows, places)


class _Lines:
    """The lines of a stream as text, each checked for length, encoding and NUL before CSV sees it."""

    def __init__(self, stream: BinaryIO, problems: Problems) -> None:
        self.stream = stream
        self.problems = problems
        self.number = 0
        self.header: list[str] = []
        self.delimiter = b","
        self.damaged = 0

    def first(self) -> str | None:
        """Return the next line that is not blank, without its end; None at the end of the file."""
        for line in self:
            text = line.strip("\ufeff \t\r\n")
            if text:
                return text
        return None

    def __iter__(self) -> Iterator[str]:
        while raw := self.stream.readline(_LONGEST_LINE):
            self.number += 1
            if self.number == 1:
                raw = self._beginning(raw)
            if len(raw) == _LONGEST_LINE and raw[-1:] != b"\n":
                self._stop(_shown(raw), _LINE)
            if b"\0" in raw:
                self._stop("NUL", _TEXT)
            try:
                yield raw.decode()
            except UnicodeDecodeError as reason:
                yield self._damaged(raw, reason)

    def _beginning(self, raw: bytes) -> bytes:
        if raw[:2] in (b"\xff\xfe", b"\xfe\xff"):
            self._stop("UTF-16", _UTF8)
        if raw[:4] == b"PK\x03\x04":
            self._stop("PK", _WORKBOOK)
        return raw.removeprefix(_BOM)

    def _damaged(self, raw: bytes, reason: UnicodeDecodeError) -> str:
        """Note a line in another encoding and read it as Windows-1252, so that no other error follows from it."""
        self.damaged += 1
        place = raw[: reason.start].count(self.delimiter)
        column = self.header[place] if place < len(self.header) else ""
        self.problems.add(self.number, column, f"Byte 0x{raw[reason.start]:02X}", _UTF8)
        if self.damaged >= _DAMAGED_LINES:
            raise _Unreadable
        return raw.decode("cp1252", errors="replace")

    def _stop(self, found: str, expected: Phrase) -> None:
        self.problems.add(self.number, "", found, expected)
        raise _Unreadable


def _chunk(lines: list[int], rows: list[list[str]], places: Mapping[str, int]) -> Chunk:
    return Chunk(lines, {name: [row[place].strip() for row in rows] for name, place in places.items()})


def _shown(raw: bytes) -> str:
    return raw[:80].decode("utf-8", errors="replace")
