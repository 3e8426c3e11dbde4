"""What each row of a list says: checked cell by cell, each objection with its line and column."""

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field

from bildungsnetz.intake.reading import Finding, Level, Merged, Row, Table
from bildungsnetz.partners.directory.cells import digits, web_address
from bildungsnetz.partners.directory.spelling import plain
from bildungsnetz.partners.lists.columns import Layout

_EMAIL = re.compile(r"[^\s@<>,;]+@[^\s@<>,;]+\.[^\s@<>,;.]+")
_POSTCODE_PLACE = re.compile(r"(?:D-)?(\d{5})\s+(.+)")
LENGTHS = {
    "name": 200, "short_name": 80, "competence": 300, "street": 120, "place": 80, "phone": 40, "email": 254,
    "web": 300, "person_name": 120, "person_title": 120, "person_email": 254, "person_phone": 40,
}  # fmt: skip


@dataclass(frozen=True)
class Vocabulary:
    """Words for what cells may say, each in the spelling of ``plain``: kinds, sides, towns (keys of 8 digits)."""

    kinds: Mapping[str, str]
    sides: Mapping[str, str]
    towns: Mapping[str, str]
    side_of_kind: Mapping[str, str]


@dataclass(frozen=True)
class Listed:
    """One institution as a row says it: values by field (empty ones absent), and the person named with it."""

    line: int
    values: Mapping[str, str]
    key: int | None = None
    further_kinds: tuple[str, ...] = ()
    person: Mapping[str, str] = field(default_factory=dict)
    raw: tuple[str, ...] = ()


def read_rows(table: Table, layout: Layout, words: Vocabulary) -> tuple[list[Listed], list[Finding]]:
    """Read all rows; a row that cannot be understood is left out with a finding, the others are read."""
    found: list[Listed] = []
    findings: list[Finding] = []
    for row in table.rows:
        reader = _RowReader(table, row, layout, words)
        listed = reader.read()
        findings += reader.findings
        if listed is not None:
            found.append(listed)
    return found, findings


def block_name(block: Merged) -> str:
    """Name a block of cells as spreadsheet programs do.

    >>> block_name(Merged(2, 1, 4, 1))
    'A2:A4'
    """
    return f"{_letters(block.first_column)}{block.first_line}:{_letters(block.last_column)}{block.last_line}"


def _letters(column: int) -> str:
    letters = ""
    while column:
        column, rest = divmod(column - 1, 26)
        letters = chr(ord("A") + rest) + letters
    return letters


class _RowReader:
    """Reads one row and collects what is wrong with it."""

    def __init__(self, table: Table, row: Row, layout: Layout, words: Vocabulary) -> None:
        self._table, self._row, self._layout, self._words = table, row, layout, words
        self._columns = dict(zip(layout.fields, table.header, strict=False))
        cells = (" ".join(cell.split()) for cell in row.cells)
        self._cells = {name: cell for name, cell in zip(layout.fields, cells, strict=False) if name and cell}
        self.findings: list[Finding] = []

    def read(self) -> Listed | None:
        """Return what the row says, None if it is left out."""
        if self._is_merged() or not self._has_name():
            return None
        values = {name: self._text(name) for name in ("short_name", "competence", "street", "place", "phone")}
        values |= {"name": self._text("name"), "email": self._email("email"), "web": self._web()}
        kind, further = self._kind(), self._further_kinds()
        if kind == "SCHOOL":
            self._refuse("partner_is_school", "kind", self._cells.get("kind", ""))
            return None
        values |= {"kind": kind, "side": self._side(kind), **self._address()}
        told = {name: value for name, value in values.items() if value}
        return Listed(self._row.line, told, self._key(), further, self._person(), tuple(self._row.cells))

    def _is_merged(self) -> bool:
        for block in self._table.merged:
            if block.first_line <= self._row.line <= block.last_line:
                column = self._table.header[block.first_column - 1 : block.first_column]
                self._find(Level.REFUSED, "cell_merged", column[0] if column else "", block_name(block))
                return True
        return False

    def _has_name(self) -> bool:
        if "name" in self._cells:
            return True
        if self._cells:
            self._refuse("partner_name_missing", "name", "")
        return False

    def _text(self, name: str) -> str:
        told = self._cells.get(name, "")
        limit = LENGTHS[name]
        if len(told) > limit:
            self._check("too_long", name, told[:80], expected=f"≤ {limit}")
        return told[:limit].strip()

    def _email(self, name: str) -> str:
        told = self._text(name).removeprefix("mailto:")
        if told and not _EMAIL.fullmatch(told):
            self._check("partner_email_malformed", name, told)
            return ""
        return told

    def _web(self) -> str:
        told = self._text("web")
        address = web_address(told)
        if told and not address:
            self._check("partner_web_malformed", "web", told)
        return address[: LENGTHS["web"]]

    def _kind(self) -> str:
        told = self._cells.get("kind", "")
        known = self._word(self._words.kinds, told)
        if told and not known:
            self._check("partner_kind_unknown", "kind", told)
            return ""
        return known

    def _further_kinds(self) -> tuple[str, ...]:
        told = [part.strip() for part in re.split(r"[|;,]", self._cells.get("further_kinds", "")) if part.strip()]
        known = [self._word(self._words.kinds, part) for part in told]
        for part, kind in zip(told, known, strict=True):
            if not kind:
                self._check("partner_kind_unknown", "further_kinds", part)
        return tuple(sorted({kind for kind in known if kind and kind != "SCHOOL"}))

    def _side(self, kind: str) -> str:
        told = self._cells.get("side", "")
        known = self._word(self._words.sides, told)
        if told and not known:
            self._check("partner_side_unknown", "side", told)
        return known or (self._words.side_of_kind.get(kind, "") if kind else "")

    def _address(self) -> dict[str, str]:
        postcode, place = self._cells.get("postcode", ""), self._text("place")
        if both := _POSTCODE_PLACE.fullmatch(self._cells.get("postcode_place", "")):
            postcode, place = postcode or both[1], place or both[2][: LENGTHS["place"]]
        elif "postcode_place" in self._cells:
            place = place or self._cells["postcode_place"][: LENGTHS["place"]]
        if postcode and not digits(postcode.removeprefix("D-"), count=5):
            self._check("postcode_malformed", "postcode", postcode, expected="5")
            postcode = ""
        return {"postcode": postcode.removeprefix("D-"), "place": place, "town": self._town(place)}

    def _town(self, place: str) -> str:
        told = self._cells.get("town", "")
        if not told:
            # A place that is called as a town is the town; nothing is said if it is not.
            return self._word(self._words.towns, place)
        known = self._word(self._words.towns, told)
        if not known:
            self._check("partner_town_unknown", "town", told)
        return known

    def _key(self) -> int | None:
        told = self._cells.get("id", "")
        return int(told) if told.isascii() and told.isdigit() and len(told) < 12 else None

    def _person(self) -> Mapping[str, str]:
        parts = (self._cells.get("person_first", ""), self._cells.get("person_last", ""))
        name = (self._text("person_name") or " ".join(filter(None, parts)))[: LENGTHS["person_name"]]
        rest = {
            "title": self._text("person_title"),
            "email": self._email("person_email"),
            "phone": self._text("person_phone"),
        }
        if not name:
            if any(rest.values()):
                self._check("partner_person_nameless", "person_name", ", ".join(filter(None, rest.values())))
            return {}
        return {"name": name, **{what: told for what, told in rest.items() if told}}

    @staticmethod
    def _word(words: Mapping[str, str], told: str) -> str:
        spelt = plain(told)
        shorter: Callable[[str], str] = lambda text: text.removeprefix("stadt ").removeprefix("kreisstadt ")  # noqa: E731
        return words.get(spelt) or words.get(shorter(spelt), "") if spelt else ""

    def _refuse(self, code: str, name: str, found: str) -> None:
        self._find(Level.REFUSED, code, self._columns.get(name, ""), found)

    def _check(self, code: str, name: str, found: str, *, expected: str = "") -> None:
        self._find(Level.CHECK, code, self._columns.get(name, ""), found, expected)

    def _find(self, level: Level, code: str, column: str, found: str, expected: str = "") -> None:
        label = self._cells.get("name", "")
        self.findings.append(
            Finding(level, code, self._row.line, column, "", found, expected, {"label": label}, tuple(self._row.cells))
        )


def samples_of(rows: Sequence[Row], *, count: int = 5) -> list[list[str]]:
    """Return the first rows that hold anything, for showing and guessing."""
    return [row.cells for row in rows if any(cell.strip() for cell in row.cells)][:count]
