"""From the rows of a list to schools, with everything remarkable about each row."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from bildungsnetz.intake.reading import FileRefused, Finding, Level, Row, Table
from bildungsnetz.networks import geo
from bildungsnetz.partners.directory import cells
from bildungsnetz.partners.directory.codes import LEGAL_FORMS, OPERATING_CODES, SCHOOL_TYPES, TYPE_TEXTS
from bildungsnetz.partners.directory.layouts import Layout
from bildungsnetz.partners.directory.points import add_points
from bildungsnetz.partners.directory.records import SchoolItem

# What the database has room for; the official lists stay far below.
_LONGEST = {
    "name": 200, "short_name": 80, "place": 80, "street": 120, "email": 254, "phone": 40, "fax": 40, "web": 300,
    "body_number": 8, "operating_code": 2, "type": 4, "social_index_edition": 12,
}  # fmt: skip
_MOST_PUPILS_DIGITS = 5
MOST_ROWS = 20_000  # the state has about 5,500 schools
_TEXTS = ("short_name", "place", "street", "email")


@dataclass
class _RowReader:
    """Reads the cells of one row and collects what is wrong with them."""

    row: Row
    layout: Layout
    index: Mapping[str, int]
    findings: list[Finding]
    number: str = ""
    said: dict[str, Any] = field(default_factory=dict)

    def text(self, name: str, part: int = 0) -> str:
        """Return the cell of a field, stripped; empty if the edition has no such column."""
        columns = self.layout.columns.get(name, ())
        place = self.index.get(columns[part]) if part < len(columns) else None
        return self.row.cells[place].strip() if place is not None else ""

    def report(self, level: Level, code: str, name: str, *, expected: str = "", part: int = 0, **params: str) -> None:
        """Note something about the cell of a field."""
        self.findings.append(
            Finding(
                level=level,
                code=code,
                line=self.row.line,
                column=self.layout.columns[name][part],
                key=self.number,
                found=self.text(name, part)[:200],
                expected=expected,
                params={"label": self.label, **params},
                raw=tuple(self.row.cells) if level is Level.REFUSED else (),
            )
        )

    @property
    def label(self) -> str:
        """A name to recognise the row by."""
        return self.text("short_name") or self.text("name")


def read_schools(table: Table, layout: Layout) -> tuple[list[SchoolItem], list[Finding]]:
    """Read all rows; a row without usable key is refused, anything else odd is reported and the value left out.

    Raises: FileRefused if required columns are missing or there are more rows than the state can have schools.
    """
    if len(table.rows) > MOST_ROWS:
        found = Finding(Level.FATAL, "too_many_rows", table.rows[MOST_ROWS].line, expected=f"≤ {MOST_ROWS}")
        raise FileRefused([found])
    if missing := layout.missing_columns(table.header):
        raise FileRefused(
            [
                Finding(Level.FATAL, "column_missing", table.header_line, column=name, expected=name)
                for name in missing
            ]
        )  # fmt: skip
    index = {name: place for place, name in enumerate(table.header)}
    findings: list[Finding] = []
    items: list[SchoolItem] = []
    first_line: dict[str, int] = {}
    for row in table.rows:
        reader = _RowReader(row, layout, index, findings)
        if _read_key(reader, first_line) and _read_town(reader):
            for read in _FIELDS:
                read(reader)
            _shorten(reader)
            items.append(SchoolItem(reader.number, row.line, reader.said))
    add_points(items, table, layout, findings)
    return items, findings


def _shorten(reader: _RowReader) -> None:
    for name, longest in _LONGEST.items():
        if len(reader.said.get(name, "")) > longest:
            column = {"type": "type", "social_index_edition": "school_year"}.get(name, name)
            reader.report(Level.CHECK, "too_long", column, expected=f"≤ {longest}")
            reader.said[name] = reader.said[name][:longest]


def _read_key(reader: _RowReader, first_line: dict[str, int]) -> bool:
    number = reader.number = reader.text("number")
    if cells.digits(number, count=6):
        if number in first_line:
            reader.report(Level.REFUSED, "number_twice", "number", first=str(first_line[number]))
            return False
        first_line[number] = reader.row.line
        return True
    is_short = 0 < len(number) < 6 and cells.digits(number, count=len(number))
    code = "leading_zero_missing" if is_short else "number_malformed"
    reader.report(Level.REFUSED, code, "number", expected="6", digits=str(len(number)))
    return False


def _read_town(reader: _RowReader) -> bool:
    found = reader.text("town")
    town = reader.layout.town_prefix + found
    wanted = 8 - len(reader.layout.town_prefix)
    if not cells.digits(town, count=8):
        is_short = bool(found) and len(town) < 8 and found.isdigit()
        code = "leading_zero_missing" if is_short else "town_malformed"
        reader.report(Level.REFUSED, code, "town", expected=str(wanted), digits=str(len(found)))
        return False
    if town not in geo.towns():
        reader.report(Level.CHECK, "town_unknown", "town")
    reader.said["town"] = town
    return True


def _read_name(reader: _RowReader) -> None:
    parts = [reader.text("name", part) for part in range(len(reader.layout.columns["name"]))]
    if name := cells.joined_name(parts):
        reader.said["name"] = name
    else:
        reader.report(Level.CHECK, "name_missing", "name")


def _read_texts(reader: _RowReader) -> None:
    for name in _TEXTS:
        if text := " ".join(reader.text(name).split()):
            reader.said[name] = text
    for name in ("phone", "fax"):
        if number := cells.phone_number(reader.text(name), reader.text(name, 1)):
            reader.said[name] = number
    if address := cells.web_address(reader.text("web")):
        reader.said["web"] = address
    if reader.text("body_number") not in ("", "0"):
        reader.said["body_number"] = reader.text("body_number")


def _read_postcode(reader: _RowReader) -> None:
    code = reader.text("postcode")
    if cells.digits(code, count=5):
        reader.said["postcode"] = code
    elif code:
        reader.report(Level.CHECK, "postcode_malformed", "postcode", expected="5")


def _read_type(reader: _RowReader) -> None:
    if "type_text" in reader.layout.columns:
        _read_type_text(reader)
        return
    code = reader.text("type")
    if not code:
        reader.report(Level.CHECK, "type_missing", "type")
        return
    reader.said["type"] = code
    known = SCHOOL_TYPES.get(code)
    if known is None:
        reader.report(Level.CHECK, "type_unknown", "type")
    elif not known.is_school:
        reader.report(Level.CHECK, "type_of_no_school", "type")


def _read_type_text(reader: _RowReader) -> None:
    text = reader.text("type_text")
    codes = TYPE_TEXTS.get(text)
    if codes is None:
        reader.report(Level.CHECK, "type_unknown" if text else "type_missing", "type_text")
        return
    reader.said["type"] = codes[0]
    if len(codes) > 1:
        reader.said["type_among"] = list(codes)


def _read_legal_form(reader: _RowReader) -> None:
    text = reader.text("legal_form")
    if form := LEGAL_FORMS.get(text.lower()):
        reader.said["legal_form"] = form
    elif text:
        reader.report(Level.CHECK, "legal_form_unknown", "legal_form", expected="1, 2")


def _read_operation(reader: _RowReader) -> None:
    if code := reader.text("operating_code"):
        reader.said["operating_code"] = code
        if code not in OPERATING_CODES:
            reader.report(Level.CHECK, "operating_code_unknown", "operating_code")
    if text := reader.text("operating_on"):
        if found := cells.day(text):
            reader.said["operating_on"] = found.isoformat()
        else:
            reader.report(Level.CHECK, "not_a_day", "operating_on")


def _read_pupils(reader: _RowReader) -> None:
    text = reader.text("pupils")
    if text.isascii() and text.isdigit() and len(text) <= _MOST_PUPILS_DIGITS:
        reader.said["pupils"] = int(text)
    elif text:
        reader.report(Level.CHECK, "not_a_count", "pupils")


def _read_social_index(reader: _RowReader) -> None:
    # Empty means that this school gets no index; it is not zero.
    text = reader.text("social_index")
    if cells.digits(text, count=1) and text != "0":
        reader.said["social_index"] = int(text)
        reader.said["social_index_edition"] = reader.text("school_year")
    elif text:
        reader.report(Level.CHECK, "social_index_malformed", "social_index", expected="1 … 9")


_FIELDS: tuple[Callable[[_RowReader], None], ...] = (
    _read_name, _read_texts, _read_postcode, _read_type, _read_legal_form, _read_operation, _read_pupils,
    _read_social_index,
)  # fmt: skip
