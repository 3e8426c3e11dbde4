"""The list of schools of 2017 with joint learning and focuses (JSON): rows in, schools with their offers out.

The list is ragged and joins several focuses in one cell without separator; where it is not clear, it is said, and where
two rows with one number contradict each other, neither is believed.
"""

import json
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from bildungsnetz.inclusion.focuses import CODES, OWN_GOAL, understand
from bildungsnetz.inclusion.reading.places import towns_meant
from bildungsnetz.intake.reading import Finding, Level, Row, Table

NUMBER, NAME, PLACE, TYPE = "Schulnummer", "Amtliche Bezeichnung", "Plz und Ort", "Schulform"
JOINT, SAME, OWN = "Gemeinsames Lernen", "Zielgleich", "Zieldifferent"
FOCUS, SINGLE = "Förderschwerpunkt(e) für...", "Einzelintegration für..."
SHOWN_NAME = "Schulname"
# Telephone, address, e-mail stand in the school directory; what is not needed is not taken.
COLUMNS = (NUMBER, NAME, SHOWN_NAME, PLACE, TYPE, JOINT, SAME, OWN, FOCUS, SINGLE)
REQUIRED = (NUMBER, PLACE, TYPE)
TYPES: Mapping[str, str] = {
    "Grundschule": "02", "Hauptschule": "04", "Nicht umorg. Volksschule": "06", "Förderschule": "08",
    "Realschule": "10", "Schulversuch PRIMUS": "13", "Sekundarschule": "14", "Gesamtschule": "15",
    "Gemeinschaftsschule (Schulversuch)": "16", "Waldorfschule": "17", "Hiberniaschule": "18", "Gymnasium": "20",
    "Weiterbildungskolleg": "25", "Berufskolleg": "30", "Schule für Kranke": "83",
    "Förderrealschule i.Bildungsbereich SekI": "85", "Fördergymnasium i.Bildungsbereich SekI u.II": "87",
    "Förderschule i.B. des Berufskolleg": "88",
}  # fmt: skip
SPECIAL_TYPES = frozenset({"08", "19", "83", "85", "87", "88"})


@dataclass(frozen=True)
class OfferItem:
    """One offer: focus (empty = not stated), official code, form, goal."""

    focus: str
    code: str
    form: str
    target: str


@dataclass(frozen=True)
class SupplyItem:
    """A school of the list with what it offers; ``line`` counts the objects of the file from 1."""

    number: str
    name: str
    town: str
    school_type: str
    offers: tuple[OfferItem, ...]
    line: int


def supply_table(*, name: str, content: bytes) -> Table | None:
    """Return the objects of a JSON list as a table, None if it is no such list."""
    if content.lstrip()[:1] != b"[":
        return None
    try:
        found = json.loads(content)
    except (ValueError, UnicodeDecodeError):
        return None
    if not (isinstance(found, list) and found and all(isinstance(one, dict) for one in found)):
        return None
    known = {key for one in found for key in one}
    if not set(REQUIRED) <= known or not known & {JOINT, FOCUS}:
        return None
    rows = [Row(line, [_text(one.get(column)) for column in COLUMNS]) for line, one in enumerate(found, start=1)]
    return Table(name=name, header=COLUMNS, header_line=1, rows=rows, encoding="utf-8")


def read_supply(table: Table) -> tuple[list[SupplyItem], list[Finding]]:
    """Return the schools that offer support, and what was unclear; schools without support are left out silently."""
    findings: list[Finding] = [Finding(Level.NOTE, "supply_list_undated")]
    by_number: dict[str, list[tuple[int, Mapping[str, str]]]] = defaultdict(list)
    for line, cells in table.records():
        number = cells[NUMBER]
        if not (number.isdecimal() and len(number) == 6):
            findings.append(
                Finding(Level.REFUSED, "number_malformed", line, NUMBER, "", number, "6 × 0-9", raw=_row(cells))
            )
            continue
        by_number[number].append((line, cells))
    items = []
    for number, rows in by_number.items():
        kept = _one_of(number, rows, findings)
        if kept is None:
            continue
        item = _item(number, *kept, findings)
        if item is not None:
            items.append(item)
    return items, findings


def _text(value: object) -> str:
    return " ".join(str(value).split()) if value not in (None, "null") else ""


def _row(cells: Mapping[str, str]) -> tuple[str, ...]:
    return tuple(cells[column] for column in (NUMBER, NAME, PLACE, TYPE))


def _one_of(
    number: str, rows: Sequence[tuple[int, Mapping[str, str]]], findings: list[Finding]
) -> tuple[int, Mapping[str, str]] | None:
    """Return the one row of a number; of doubled ones the first if all say the same about support, else none."""
    first_line, first = rows[0]
    said = (PLACE, TYPE, JOINT, SAME, OWN, FOCUS, SINGLE)
    agree = all(cells[column] == first[column] for _line, cells in rows for column in said)
    for line, cells in rows[1:]:
        code = "supply_number_twice_same" if agree else "supply_number_twice"
        level = Level.CHECK if agree else Level.REFUSED
        findings.append(
            Finding(level, code, line, NUMBER, number, number, params={"first": str(first_line)}, raw=_row(cells))
        )
    if not agree:
        findings.append(
            Finding(Level.REFUSED, "supply_number_doubled", first_line, NUMBER, number, number, raw=_row(first))
        )
        return None
    return first_line, first


def _item(number: str, line: int, cells: Mapping[str, str], findings: list[Finding]) -> SupplyItem | None:
    if not any(cells[column] for column in (JOINT, FOCUS, SINGLE)):
        return None
    town = _town(number, line, cells, findings)
    if town is None:
        return None
    school_type = TYPES.get(cells[TYPE], "")
    if not school_type:
        findings.append(Finding(Level.CHECK, "type_unknown", line, TYPE, number, cells[TYPE]))
    offers = _offers(number, line, cells, school_type, findings)
    if not offers:
        return None
    return SupplyItem(number, (cells[NAME] or cells[SHOWN_NAME])[:200], town, school_type, offers, line)


def _town(number: str, line: int, cells: Mapping[str, str], findings: list[Finding]) -> str | None:
    place = cells[PLACE].partition(" ")[2]
    keys = towns_meant(place)
    if len(keys) == 1:
        return keys[0]
    code = "supply_town_ambiguous" if keys else "supply_town_unknown"
    findings.append(Finding(Level.REFUSED, code, line, PLACE, number, cells[PLACE], ", ".join(keys), raw=_row(cells)))
    return None


def _offers(
    number: str, line: int, cells: Mapping[str, str], school_type: str, findings: list[Finding]
) -> tuple[OfferItem, ...]:
    is_special = school_type in SPECIAL_TYPES
    offers: list[OfferItem] = []
    for column, form in ((FOCUS, "SPECIAL_SCHOOL" if is_special else "JOINT_LEARNING"), (SINGLE, "SINGLE_INTEGRATION")):
        if not cells[column]:
            continue
        meant = understand(cells[column])
        if meant.left:
            findings.append(Finding(Level.CHECK, "focus_unknown", line, column, number, meant.left))
        if meant.without_focus:
            codes = ", ".join(meant.without_focus)
            findings.append(Finding(Level.CHECK, "focus_none_of_seven", line, column, number, codes))
        if len(meant.focuses) > 1:
            listed = ", ".join(meant.focuses)
            findings.append(Finding(Level.NOTE, "several_focuses", line, column, number, cells[column], listed))
        offers += _of_codes(meant.codes, form)
    if cells[JOINT]:
        target = _target(cells)
        if target == "UNKNOWN":
            findings.append(Finding(Level.CHECK, "goal_not_stated", line, JOINT, number))
        stated = [one for one in offers if one.form == "JOINT_LEARNING"]
        if not stated:
            findings.append(Finding(Level.CHECK, "focus_not_stated", line, JOINT, number))
            offers.append(OfferItem("", "", "JOINT_LEARNING", target))
    return tuple(dict.fromkeys(offers))


def _of_codes(codes: Sequence[str], form: str) -> list[OfferItem]:
    return [
        OfferItem(CODES[code].focus, code, form, "OWN" if CODES[code].focus in OWN_GOAL else "SAME")
        for code in codes
        if CODES[code].focus
    ]


def _target(cells: Mapping[str, str]) -> str:
    same, own = bool(cells[SAME]), bool(cells[OWN])
    if same and own:
        return "BOTH"
    return "SAME" if same else "OWN" if own else "UNKNOWN"
