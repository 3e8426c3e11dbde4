"""One figure as a file says it, before anybody looks at what is stored."""

from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum


class Status(StrEnum):
    """What a cell of a table holds; the same words as ``models.FigureStatus``."""

    VALUE = "VALUE"
    ZERO = "ZERO"
    ROUNDED = "ROUNDED"
    ESTIMATED = "ESTIMATED"
    SUPPRESSED = "SUPPRESSED"
    UNKNOWN = "UNKNOWN"
    NOT_MEANINGFUL = "NOT_MEANINGFUL"
    LATER = "LATER"


WITH_VALUE = frozenset({Status.VALUE, Status.ZERO, Status.ROUNDED, Status.ESTIMATED})


@dataclass(frozen=True, slots=True)
class Figure:
    """A figure of one indicator for a place, a period and a group.

    ``place``: ``DG``, or a key of 2 (state), 3 (district), 5 (region), 8 (town) or 6 digits (school). Shares
    lie between 0 and 1; a rate carries its two counts where the file has them. ``within``: the region of a school.
    ``line`` counts from 1.
    """

    line: int
    indicator: str
    place: str
    period: str
    value: Decimal | None
    status: Status
    grouping: str = ""
    group: str = ""
    numerator: Decimal | None = None
    denominator: Decimal | None = None
    rounded_to: int | None = None
    origin: str = "OFFICIAL"
    source: str = ""
    note: str = ""
    within: str = ""

    @property
    def address(self) -> tuple[str, str, str, str, str]:
        """What the figure is about: indicator, place, grouping, group, period."""
        return self.indicator, self.place, self.grouping, self.group, self.period


KIND_BY_LENGTH = {2: "STATE", 3: "DISTRICT", 5: "REGION", 6: "SCHOOL", 8: "TOWN"}


def place_kind(place: str) -> str:
    """Return what kind of place a key names, empty if it names none."""
    if place == "DG":
        return "NATION"
    return KIND_BY_LENGTH.get(len(place), "") if place.isascii() and place.isdecimal() else ""
