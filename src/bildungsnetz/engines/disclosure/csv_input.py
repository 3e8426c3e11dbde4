"""Reading small CSV files: hierarchies and tables published before. All problems of a file at once."""

import csv
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from bildungsnetz.engines.disclosure.hierarchy import on_cycles
from bildungsnetz.engines.disclosure.spec import (
    PUBLISHED,
    SUPPRESSED,
    TOTAL,
    ZERO,
    CellCodes,
    Earlier,
    Problem,
    Refused,
)

WHOLE = "a whole number >= 0"
READABLE = "a readable CSV file in UTF-8"
# Files of this size are read whole; only the table itself may be larger.
MOST_BYTES = 200_000_000


@dataclass(frozen=True)
class Dialect:
    """How a CSV file is written: its delimiter, its header, and how many lines come before the first row."""

    delimiter: str
    header: tuple[str, ...]
    skipped: int


def dialect_of(path: Path) -> Dialect:
    """Detect the delimiter and read the header; a first line ``sep=;`` is skipped, a BOM is accepted.

    Raises: Refused if the file cannot be read or has no header.
    """
    try:
        with path.open(encoding="utf-8-sig", newline="") as lines:
            first = lines.readline()
            skipped = 1 if first.lower().startswith("sep=") else 0
            header = lines.readline() if skipped else first
    except (OSError, UnicodeDecodeError):
        raise Refused([Problem(path.name, 0, "", "", READABLE)]) from None
    delimiter = ";" if header.count(";") > header.count(",") else ","
    names = next(csv.reader([header], delimiter=delimiter), [])
    if not any(names):
        raise Refused([Problem(path.name, skipped + 1, "", header.strip(), "a header line")])
    return Dialect(delimiter, tuple(name.strip() for name in names), skipped + 1)


def rows_of(path: Path, dialect: Dialect) -> Iterator[tuple[int, list[str]]]:
    """Yield line number and values of each row that is not empty.

    Raises: Refused if the file is not UTF-8 throughout.
    """
    try:
        with path.open(encoding="utf-8-sig", newline="") as lines:
            for _ in range(dialect.skipped):
                lines.readline()
            reader = csv.reader(lines, delimiter=dialect.delimiter)
            for values in reader:
                if values:
                    yield reader.line_num + dialect.skipped, values
    except (UnicodeDecodeError, csv.Error):
        raise Refused([Problem(path.name, 0, "", "", READABLE)]) from None


def columns_wanted(file: str, dialect: Dialect, wanted: Sequence[str]) -> list[int]:
    """Places of the wanted columns.

    Raises: Refused with every column that is missing or there twice.
    """
    problems = [
        Problem(file, dialect.skipped, name, ", ".join(dialect.header), "this column exactly once")
        for name in wanted
        if dialect.header.count(name) != 1
    ]
    if problems:
        raise Refused(problems)
    return [dialect.header.index(name) for name in wanted]


def read_hierarchy(path: Path) -> dict[str, str]:
    """Read ``code`` and ``parent``; an empty parent is directly below the total.

    Raises: Refused with every code that is empty, reserved, listed under two parents, on a cycle or without parent.
    """
    _refuse_large(path)
    dialect = dialect_of(path)
    places = columns_wanted(path.name, dialect, ("code", "parent"))
    parents: dict[str, str] = {}
    lines: dict[str, int] = {}
    problems: list[Problem] = []
    for line, values in rows_of(path, dialect):
        if len(values) != len(dialect.header):
            problems.append(_ragged(path, line, values, dialect))
            continue
        code, parent = (values[place].strip() for place in places)
        problems += _code_problems(path.name, line, code, parents)
        parents.setdefault(code, "" if parent == TOTAL else parent)
        lines.setdefault(code, line)
    problems += _parent_problems(path.name, parents, lines)
    if problems:
        raise Refused(sorted(problems, key=lambda problem: problem.line))
    return parents


def read_earlier(path: Path, *, superseded: bool) -> Earlier:
    """Read a ``public.csv``: every column but ``value`` and ``status`` is a dimension.

    Raises: Refused with every row that is ragged, twice there, or has an unknown status or figure.
    """
    _refuse_large(path)
    dialect = dialect_of(path)
    value_at, status_at = columns_wanted(path.name, dialect, ("value", "status"))
    places = [place for place in range(len(dialect.header)) if place not in (value_at, status_at)]
    cells: dict[CellCodes, int | None] = {}
    problems: list[Problem] = []
    for line, values in rows_of(path, dialect):
        if len(values) != len(dialect.header):
            problems.append(_ragged(path, line, values, dialect))
            continue
        codes = tuple(values[place].strip() for place in places)
        value, status = values[value_at].strip(), values[status_at].strip()
        problem = _figure_problem(path.name, line, value, status)
        if codes in cells:
            problem = Problem(path.name, line, dialect.header[places[0]], ", ".join(codes), "every cell once")
        if problem:
            problems.append(problem)
        cells.setdefault(codes, int(value) if value.isdecimal() else None)
    if problems:
        raise Refused(problems)
    return Earlier(path.name, tuple(dialect.header[place] for place in places), cells, superseded)


def _figure_problem(file: str, line: int, value: str, status: str) -> Problem | None:
    if status not in (PUBLISHED, SUPPRESSED, ZERO):
        return Problem(file, line, "status", status, "published, suppressed or zero")
    if status == SUPPRESSED and value:
        return Problem(file, line, "value", value, "nothing where the status is suppressed")
    if status != SUPPRESSED and not (value.isascii() and value.isdecimal()):
        return Problem(file, line, "value", value, WHOLE)
    return None


def _code_problems(file: str, line: int, code: str, parents: dict[str, str]) -> Iterator[Problem]:
    if code in ("", TOTAL):
        yield Problem(file, line, "code", code, "a code; {} and the empty code mean the top", (TOTAL,))
    if code in parents:
        yield Problem(file, line, "code", code, "every code once, with one parent")


def _parent_problems(file: str, parents: dict[str, str], lines: dict[str, int]) -> Iterator[Problem]:
    for code, parent in parents.items():
        if parent and parent not in parents:
            yield Problem(file, lines[code], "parent", parent, "a parent that is itself listed as code")
    for code in on_cycles(parents):
        yield Problem(file, lines[code], "parent", code, "a hierarchy without cycles")


def _ragged(path: Path, line: int, values: Sequence[str], dialect: Dialect) -> Problem:
    return Problem(path.name, line, "", str(len(values)), "{} values in a row", (str(len(dialect.header)),))


def _refuse_large(path: Path) -> None:
    if path.is_file() and path.stat().st_size > MOST_BYTES:
        raise Refused(
            [Problem(path.name, 0, "", f"{path.stat().st_size} bytes", "at most {} bytes", (str(MOST_BYTES),))]
        )
