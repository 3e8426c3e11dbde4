"""A date together with how exactly it is known."""

import calendar
from dataclasses import dataclass
from datetime import date
from enum import StrEnum


class Precision(StrEnum):
    """How exactly a source gives a date."""

    DAY = "DAY"
    MONTH = "MONTH"
    YEAR = "YEAR"
    NOT_LATER_THAN = "NOT_LATER_THAN"
    UNKNOWN = "UNKNOWN"


@dataclass(frozen=True)
class PreciseDate:
    """A date and its precision.

    ``on`` is the day itself (DAY), any day of the month or year (MONTH, YEAR), the last possible day
    (NOT_LATER_THAN) or None (UNKNOWN). Raises ValueError if ``on`` is missing or superfluous.
    """

    on: date | None
    precision: Precision = Precision.DAY

    def __post_init__(self) -> None:
        if (self.on is None) != (self.precision is Precision.UNKNOWN):
            raise ValueError(f"a date of precision {self.precision} and the value {self.on} contradict each other")

    @property
    def earliest(self) -> date:
        """First day the date can mean; ``date.min`` where nothing bounds it."""
        if self.on is None or self.precision in (Precision.NOT_LATER_THAN, Precision.UNKNOWN):
            return date.min
        if self.precision is Precision.DAY:
            return self.on
        return self.on.replace(day=1) if self.precision is Precision.MONTH else self.on.replace(month=1, day=1)

    @property
    def latest(self) -> date:
        """Last day the date can mean; ``date.max`` where nothing bounds it."""
        if self.on is None:
            return date.max
        if self.precision is Precision.MONTH:
            return self.on.replace(day=calendar.monthrange(self.on.year, self.on.month)[1])
        if self.precision is Precision.YEAR:
            return self.on.replace(month=12, day=31)
        return self.on
