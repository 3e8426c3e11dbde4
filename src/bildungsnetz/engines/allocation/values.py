"""What a cell means: whole numbers, decimals, days, yes and no, each with the sentence if it does not."""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Generic, TypeVar

from bildungsnetz.engines.allocation.instance import NO_DAY, UNKNOWN
from bildungsnetz.engines.allocation.phrases import Phrase
from bildungsnetz.engines.allocation.problems import Problems

Value = TypeVar("Value")

LARGEST_COUNT = 1_000_000_000
LARGEST_ORDER = 2**62

_EPOCH = date(1970, 1, 1)
_WHOLE = re.compile(r"[+-]?[0-9]{1,25}")
_DECIMAL = re.compile(r"[+-]?[0-9]{1,25}(\.[0-9]{1,40})?([eE][+-]?[0-9]{1,3})?")
_COMMA = re.compile(r"[+-]?[0-9]+,[0-9]+")
_DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
_CACHED = 50_000

_WHOLE_NUMBER = Phrase("eine ganze Zahl von {least} bis {most}", "a whole number from {least} to {most}")
_NO_COMMA = Phrase(
    "eine Zahl mit Dezimalpunkt (Komma gefunden), zum Beispiel 51.5",
    "a number with a decimal point (found a comma), such as 51.5",
)
_NUMBER = Phrase("eine Zahl von {least} bis {most}", "a number from {least} to {most}")
_ISO_DAY = Phrase("ein Datum wie 2027-03-09", "a date such as 2027-03-09")
_YES_NO = Phrase("1, 0 oder leer", "1, 0 or empty")
_GIVEN = Phrase("eine Angabe; die Zelle ist leer", "a value; the cell is empty")


class NotAsExpected(Exception):
    """A cell does not hold what its column needs."""

    def __init__(self, expected: Phrase, **values: object) -> None:
        super().__init__(expected)
        self.expected = expected
        self.values = values


@dataclass
class Column(Generic[Value]):
    """Reads the cells of one column; equal texts are read once. ``spare`` stands in for what is wrong."""

    name: str
    read: Callable[[str], Value]
    spare: Value
    problems: Problems

    def __post_init__(self) -> None:
        self._known: dict[str, Value | NotAsExpected] = {}

    def values(self, lines: Sequence[int], cells: Sequence[str]) -> list[Value]:
        """Return one value per cell and note the cells that are wrong."""
        if len(self._known) > _CACHED:
            self._known.clear()
        found: list[Value] = []
        for place, cell in enumerate(cells):
            value = self._known[cell] if cell in self._known else self._first(cell)
            if isinstance(value, NotAsExpected):
                self.problems.add(lines[place], self.name, cell, value.expected, **value.values)
                value = self.spare
            found.append(value)
        return found

    def _first(self, cell: str) -> Value | NotAsExpected:
        try:
            value: Value | NotAsExpected = self.read(cell)
        except NotAsExpected as problem:
            value = problem
        self._known[cell] = value
        return value


def given(cell: str) -> str:
    """Read a text that must not be empty."""
    if not cell:
        raise NotAsExpected(_GIVEN)
    return cell


def whole(least: int, most: int = LARGEST_COUNT, *, empty: int | None = None) -> Callable[[str], int]:
    """Read whole numbers from ``least`` to ``most``; an empty cell counts as ``empty``."""

    def read(cell: str) -> int:
        if not cell and empty is not None:
            return empty
        if _COMMA.fullmatch(cell):
            raise NotAsExpected(_NO_COMMA)
        if not _WHOLE.fullmatch(cell) or not least <= int(cell) <= most:
            raise NotAsExpected(_WHOLE_NUMBER, least=least, most=most)
        return int(cell)

    return read


def degrees(most: float) -> Callable[[str], float]:
    """Read degrees from -``most`` to ``most``; an empty cell is NaN, the text "NaN" is wrong."""

    def read(cell: str) -> float:
        if not cell:
            return float("nan")
        if _COMMA.fullmatch(cell):
            raise NotAsExpected(_NO_COMMA)
        if not _DECIMAL.fullmatch(cell) or abs(float(cell)) > most:
            raise NotAsExpected(_NUMBER, least=-int(most), most=int(most))
        return float(cell)

    return read


def iso_day(cell: str) -> str:
    """Read a day that must be given."""
    if not _DAY.fullmatch(cell):
        raise NotAsExpected(_ISO_DAY)
    try:
        return date.fromisoformat(cell).isoformat()
    except ValueError:
        raise NotAsExpected(_ISO_DAY) from None


def iso_days(cell: str) -> tuple[str, ...]:
    """Read days joined by ``|``; none if the cell is empty."""
    return tuple(sorted({iso_day(part.strip()) for part in cell.split("|")})) if cell else ()


def day_number(cell: str) -> int:
    """Read a day as the number of days since 1970-01-01; empty is ``NO_DAY``."""
    return (date.fromisoformat(iso_day(cell)) - _EPOCH).days if cell else NO_DAY


def days_since_epoch(iso: str) -> int:
    """Return the days from 1970-01-01 to an ISO day."""
    return (date.fromisoformat(iso) - _EPOCH).days


def texts(cell: str) -> tuple[str, ...]:
    """Read texts joined by ``|``, each once."""
    return tuple(sorted({part.strip() for part in cell.split("|")} - {""}))


def yes(cell: str) -> bool:
    """Read 1 as yes, 0 and empty as no."""
    if cell not in ("", "0", "1"):
        raise NotAsExpected(_YES_NO)
    return cell == "1"


AGE = whole(0, 150, empty=UNKNOWN)


def iso_of(day: int) -> str:
    """Return the ISO day of a number of days since 1970-01-01."""
    return date.fromordinal(_EPOCH.toordinal() + day).isoformat()
