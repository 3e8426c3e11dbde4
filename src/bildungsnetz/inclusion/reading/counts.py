"""Lists of counts (CSV, XLSX): need, all pupils, places. A list with any other column is refused as a whole.

A column more would be a place where a person could stand; so there is none, and the file is not kept.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from bildungsnetz.inclusion.focuses import focus_of, holds_in
from bildungsnetz.inclusion.models.values import FIRST_GRADE, FIRST_YEAR, LAST_GRADE, LAST_YEAR, MOST
from bildungsnetz.inclusion.reading.places import towns_meant
from bildungsnetz.intake.reading import FileRefused, Finding, Level, Table
from bildungsnetz.intake.reading.findings import fatal
from bildungsnetz.partners.directory.codes import SCHOOL_TYPES

YEAR, TOWN, FOCUS, GRADE = "Schuljahr", "Ort", "Förderschwerpunkt", "Jahrgang"
TYPE, NEED, PUPILS = "Schulform", "Anzahl mit Förderbedarf", "Anzahl aller"
SCHOOL, PLACES = "Schulnummer", "Plätze"


# Where words stand instead of a key or a number a name may have slipped in: the file is refused and not kept, and the
# words are not repeated in the report; line and column are.
LONGEST_CODE, NOT_REPEATED = 3, "…"
_LETTERS = re.compile(r"[^\W\d_]")


@dataclass(frozen=True)
class Layout:
    """A list: its columns in any order, no more and no fewer; ``number`` is the one that counts."""

    key: str
    columns: frozenset[str]
    number: str


LAYOUTS = (
    Layout("NEED", frozenset({YEAR, TOWN, FOCUS, GRADE, TYPE, NEED}), NEED),
    Layout("PUPILS", frozenset({YEAR, TOWN, GRADE, TYPE, PUPILS}), PUPILS),
    Layout("PLACES", frozenset({YEAR, SCHOOL, FOCUS, GRADE, PLACES}), PLACES),
)


@dataclass(frozen=True)
class Cell:
    """One counted cell; ``town`` for need and pupils, ``school`` for places, empty what a list does not have."""

    layout: str
    year: int
    town: str
    school: str
    focus: str
    grade: int
    school_type: str
    count: int
    line: int

    @property
    def address(self) -> tuple[str, str, str, int, str, int]:
        """What is counted, without the number."""
        return self.town, self.school, self.focus, self.grade, self.school_type, self.year

    @property
    def key(self) -> str:
        """The address as one text, for the preview."""
        return "-".join(str(part) for part in (self.layout, *self.address) if part != "")


def layout_of(header: Sequence[str]) -> Layout | None:
    """Return the layout whose columns a header has, also if it has more: those are refused in ``read_counts``."""
    return next((one for one in LAYOUTS if one.columns <= set(header)), None)


def read_counts(table: Table, layout: Layout) -> tuple[list[Cell], list[Finding]]:
    """Return the cells of a list and what is wrong with others. Raises: FileRefused for a column too many."""
    # Their places, not their names: even a heading can name somebody.
    more = [str(place) for place, name in enumerate(table.header, start=1) if name not in layout.columns]
    if more:
        raise FileRefused(
            [fatal("column_too_many", line=table.header_line, found=", ".join(more), expected=_listed(layout))]
        )
    cells: list[Cell] = []
    findings: list[Finding] = []
    seen: dict[tuple[object, ...], int] = {}
    for line, row in table.records():
        cell = _cell(layout, line, row, findings)
        if cell is None:
            continue
        first = seen.setdefault(cell.address, line)
        if first != line:
            findings.append(_refused("cell_twice", line, "", cell.key, first=str(first)))
            continue
        cells.append(cell)
    words = [fatal("words_in_count", line=one.line, column=one.column) for one in findings if one.found == NOT_REPEATED]
    if words:
        raise FileRefused(words)
    return cells, findings


def _listed(layout: Layout) -> str:
    return ", ".join(sorted(layout.columns))


def _refused(code: str, line: int, column: str, found: str, expected: str = "", **params: str) -> Finding:
    told = found if column == "" or len(found.strip()) <= LONGEST_CODE or not _LETTERS.search(found) else NOT_REPEATED
    return Finding(Level.REFUSED, code, line, column, found=told[:80], expected=expected, params=params)


def _cell(layout: Layout, line: int, row: Mapping[str, str], findings: list[Finding]) -> Cell | None:
    problems: list[Finding] = []
    year = _year(row[YEAR])
    if year is None:
        problems.append(_refused("not_a_school_year", line, YEAR, row[YEAR], "2026/27"))
    grade = _whole(row[GRADE], FIRST_GRADE, LAST_GRADE)
    if grade is None:
        problems.append(_refused("not_a_grade", line, GRADE, row[GRADE], f"{FIRST_GRADE}-{LAST_GRADE}"))
    count = _whole(row[layout.number], 0, MOST)
    if count is None:
        negative = row[layout.number].strip().startswith(("-", "−"))
        problems.append(_refused("negative_number" if negative else "not_a_number", line, layout.number,
                                 row[layout.number], f"0-{MOST}"))  # fmt: skip
    town = _town(line, row, problems) if TOWN in row else ""
    school = _school(line, row, problems) if SCHOOL in row else ""
    school_type = _type(line, row, problems) if TYPE in row else ""
    focus = _focus(line, row, year, problems, findings) if FOCUS in row else ""
    findings += problems
    if problems or year is None or grade is None or count is None:
        return None
    return Cell(layout.key, year, town, school, focus, grade, school_type, count, line)


def _town(line: int, row: Mapping[str, str], problems: list[Finding]) -> str:
    keys = towns_meant(row[TOWN])
    if len(keys) != 1:
        code = "supply_town_ambiguous" if keys else "count_town_unknown"
        problems.append(_refused(code, line, TOWN, row[TOWN], ", ".join(keys)))
    return keys[0] if len(keys) == 1 else ""


def _school(line: int, row: Mapping[str, str], problems: list[Finding]) -> str:
    number = row[SCHOOL].strip()
    if not (number.isdecimal() and len(number) == 6):
        problems.append(_refused("number_malformed", line, SCHOOL, number, "6 × 0-9"))
    return number


def _type(line: int, row: Mapping[str, str], problems: list[Finding]) -> str:
    text = row[TYPE].strip()
    for code, one in SCHOOL_TYPES.items():
        if one.is_school and text in (code, one.abbreviation):
            return code
    problems.append(_refused("count_type_unknown", line, TYPE, text, "02, 04, 08, 10, 14, 15, 20 …"))
    return ""


def _focus(
    line: int, row: Mapping[str, str], year: int | None, problems: list[Finding], findings: list[Finding]
) -> str:
    code = focus_of(row[FOCUS])
    if code is None or not code.focus:
        problems.append(_refused("count_focus_unknown", line, FOCUS, row[FOCUS], "LE, SQ, ES, HK, SE, GG, KM"))
        return ""
    if year is not None and not holds_in(code, year) and row[FOCUS].strip().upper() == code.code:
        last = str(code.last or "")
        if code.last is not None:
            problems.append(_refused("focus_code_old", line, FOCUS, code.code, last))
            return ""
        findings.append(
            Finding(Level.CHECK, "focus_code_later", line, FOCUS, found=code.code, expected=str(code.first))
        )
    return code.focus


def _year(text: str) -> int | None:
    """Return the year in which a school year begins, written 2026, 2026/27 or 2026/2027."""
    first, slash, second = text.strip().partition("/")
    if not (first.isdecimal() and len(first) == 4 and FIRST_YEAR <= int(first) <= LAST_YEAR):
        return None
    if slash and second not in (f"{(int(first) + 1) % 100:02d}", str(int(first) + 1)):
        return None
    return int(first)


def _whole(text: str, least: int, most: int) -> int | None:
    plain = text.strip()
    if not (plain.isascii() and plain.isdecimal()) or len(plain) > 7:
        return None
    return int(plain) if least <= int(plain) <= most else None
