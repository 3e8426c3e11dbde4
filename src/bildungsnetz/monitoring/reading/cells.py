"""What stands in a cell: a number, or one of the signs of German statistics."""

import re
from dataclasses import dataclass
from decimal import Decimal
from typing import NamedTuple

from bildungsnetz.monitoring.reading.records import Status

# The signs as the statistical offices use them; a nought of its own is a number.
SIGNS = {
    "-": Status.ZERO,
    "–": Status.ZERO,
    ".": Status.SUPPRESSED,
    "·": Status.SUPPRESSED,
    "x": Status.NOT_MEANINGFUL,
    "X": Status.NOT_MEANINGFUL,
    "...": Status.LATER,
    "…": Status.LATER,
    "/": Status.UNKNOWN,
}
_WHOLE = re.compile(r"-?\d+")
_POINT = re.compile(r"-?\d+\.\d+")
_COMMA = re.compile(r"-?\d+,\d+")
_GROUPED = re.compile(r"-?\d{1,3}(?:[.  '’]\d{3})+(?:,\d+)?")


class Content(NamedTuple):
    """A cell that could be read."""

    value: Decimal | None
    status: Status


@dataclass(frozen=True)
class Unreadable(Exception):
    """A cell that could not be read; ``code`` names the sentence, ``expected`` a pattern free of language."""

    code: str
    expected: str


def read_cell(text: str, *, whole: bool = False) -> Content:
    """Read a number with decimal point, or a sign; ``whole``: only whole numbers can be meant.

    Raises: Unreadable for separators of thousands, decimal commas and everything that is no number. Nothing is guessed:
    4.770 is a fraction unless only whole numbers can be meant, and then it is refused as a separated thousand.
    """
    text = text.strip()
    if _WHOLE.fullmatch(text):
        value = Decimal(text)
        return Content(value, Status.VALUE if value else Status.ZERO)
    if sign := SIGNS.get(text):
        return Content(Decimal(0) if sign is Status.ZERO else None, sign)
    if _GROUPED.fullmatch(text) and (whole or not _POINT.fullmatch(text)):
        raise Unreadable("thousands_separator", re.sub(r"[.  '’]", "", text))
    if _POINT.fullmatch(text) and not whole:
        value = Decimal(text)
        return Content(value, Status.VALUE if value else Status.ZERO)
    if _COMMA.fullmatch(text):
        raise Unreadable("decimal_comma", text.replace(",", "."))
    raise Unreadable("not_a_number", "1234" if whole else "1234.5")
