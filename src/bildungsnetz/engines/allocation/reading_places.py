"""Reading ``pupils.csv`` and ``offers.csv``."""

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from bildungsnetz.engines.allocation import values
from bildungsnetz.engines.allocation.instance import NO_DAY, UNKNOWN
from bildungsnetz.engines.allocation.phrases import Phrase
from bildungsnetz.engines.allocation.problems import Problems
from bildungsnetz.engines.allocation.tables import Chunk, Layout, TableFile

MOST_PUPILS = 1_000_000
MOST_OFFERS = 500_000
MOST_DAYS = 5
USUAL_DAYS = 3

_ROWS = Phrase("mindestens eine Zeile unter der Kopfzeile", "at least one row below the header")
_LIMIT = Phrase("höchstens {most} Zeilen", "at most {most} rows")
_ONCE = Phrase(
    "jede Kennung nur einmal; sie steht schon in Zeile {line}", "each id only once; it stands in line {line} already"
)
_BOTH = Phrase("Breite und Länge, oder keine von beiden", "latitude and longitude, or neither")
_BORN = Phrase(
    "einen Geburtstag vor dem ersten Tag der Angebote ({first})",
    "a date of birth before the first day of the offers ({first})",
)

PUPILS = Layout(
    ("pupil_id", "school_id"),
    ("days", "dates", "lat", "lon", "birth_date", "age", "carry", "arrival", "accessible", "group"),
)
OFFERS = Layout(
    ("offer_id", "company_id", "date", "field", "capacity"),
    ("min_group", "lat", "lon", "min_age", "accessible", "schools", "max_per_school"),
)

Reader = tuple[Callable[[str], Any], Any]
_PUPIL_CELLS: dict[str, Reader] = {
    "school_id": (values.given, ""),
    "days": (values.whole(1, MOST_DAYS, empty=USUAL_DAYS), USUAL_DAYS),
    "dates": (values.iso_days, ()),
    "lat": (values.degrees(90), 0.0),
    "lon": (values.degrees(180), 0.0),
    "birth_date": (values.day_number, NO_DAY),
    "age": (values.AGE, UNKNOWN),
    "carry": (values.whole(0, empty=0), 0),
    "arrival": (values.whole(0, values.LARGEST_ORDER, empty=UNKNOWN), UNKNOWN),
    "accessible": (values.yes, False),
    "group": (str, ""),
}
_OFFER_CELLS: dict[str, Reader] = {
    "company_id": (values.given, ""),
    "date": (values.iso_day, ""),
    "field": (values.given, ""),
    "capacity": (values.whole(0), 0),
    "min_group": (values.whole(0, empty=0), 0),
    "lat": (values.degrees(90), 0.0),
    "lon": (values.degrees(180), 0.0),
    "min_age": (values.AGE, UNKNOWN),
    "accessible": (values.yes, False),
    "schools": (values.texts, ()),
    "max_per_school": (values.whole(0, empty=UNKNOWN), UNKNOWN),
}


@dataclass
class Rows:
    """The rows of a file by column, in the order of the file; ``place`` says where an id stands."""

    place: dict[str, int] = field(default_factory=dict)
    lines: list[int] = field(default_factory=list)
    columns: dict[str, list[Any]] = field(default_factory=dict)


def read_pupils(table: TableFile) -> Rows:
    """Read all pupils; what is wrong is noted at the table's problems."""
    return _read(table, "pupil_id", _PUPIL_CELLS, MOST_PUPILS)


def read_offers(table: TableFile) -> Rows:
    """Read all offers; what is wrong is noted at the table's problems."""
    return _read(table, "offer_id", _OFFER_CELLS, MOST_OFFERS)


def check_births(pupils: Rows, offers: Rows, problems: Problems) -> None:
    """Note pupils born on or after the first day of the offers."""
    first = min((day for day in offers.columns["date"] if day), default="")
    if not first:
        return
    limit = values.days_since_epoch(first)
    for place, born in enumerate(pupils.columns["birth_date"]):
        if born >= limit:
            problems.add(pupils.lines[place], "birth_date", values.iso_of(born), _BORN, first=first)


def _read(table: TableFile, key: str, cells: dict[str, Reader], most: int) -> Rows:
    rows = Rows(columns={name: [] for name in cells})
    columns = {name: values.Column(name, read, spare, table.problems) for name, (read, spare) in cells.items()}
    for chunk in table.chunks():
        _take_ids(rows, chunk, key, table.problems)
        for name, column in columns.items():
            rows.columns[name] += column.values(chunk.lines, chunk.column(name))
        _check_pairs(chunk, table.problems)
        if len(rows.lines) > most:
            table.problems.add(rows.lines[most], "", f"{len(rows.lines)}", _LIMIT, most=most)
            return rows
    if table.readable and not rows.lines and not table.problems.count:
        table.problems.add(0, "", "", _ROWS)
    return rows


def _take_ids(rows: Rows, chunk: Chunk, key: str, problems: Problems) -> None:
    ids = values.Column(key, values.given, "", problems).values(chunk.lines, chunk.column(key))
    for line, name in zip(chunk.lines, ids, strict=True):
        if name in rows.place and name:
            problems.add(line, key, name, _ONCE, line=rows.lines[rows.place[name]])
        else:
            rows.place[name] = len(rows.lines)
        rows.lines.append(line)


def _check_pairs(chunk: Chunk, problems: Problems) -> None:
    """Half a position is no position; most likely a column was mixed up."""
    for line, lat, lon in zip(chunk.lines, chunk.column("lat"), chunk.column("lon"), strict=True):
        if bool(lat) != bool(lon):
            problems.add(line, "lon" if lat else "lat", "", _BOTH)
