"""A figure as the explorer sees it, in words and as a number; where there is none, its sign."""

from dataclasses import dataclass
from decimal import Decimal

from bildungsnetz.monitoring.models import FigureStatus
from bildungsnetz.monitoring.presenting import SIGNS, number, value_text

MISSING = SIGNS[FigureStatus.LATER]


@dataclass(frozen=True, slots=True)
class Seen:
    """A current observation: where, when, for whom, its value or why there is none, the counts of a rate."""

    place: str
    period: str
    grouping: str
    group: str
    value: Decimal | None
    status: str
    part: Decimal | None
    whole: Decimal | None
    rounded_to: int | None
    origin: str
    source: str
    scope: str

    @property
    def has_counts(self) -> bool:
        """Whether both counts of a rate are known and there is something to divide by."""
        return self.part is not None and bool(self.whole) and self.value is not None

    @property
    def counts(self) -> tuple[float, float]:
        """Numerator and denominator."""
        return float(self.part or 0), float(self.whole or 1)


def text_of(one: Seen | None, unit: str) -> str:
    """Write a figure in its unit, or the sign that stands in its place."""
    if one is None:
        return MISSING
    if one.value is None or one.status == FigureStatus.ZERO:
        return SIGNS[one.status]
    text = value_text(one.value, unit)
    return f"≈ {text}" if one.status == FigureStatus.ESTIMATED else text


def number_of(one: Seen | None) -> float | None:
    """Return the value as a picture needs it, None where there is none."""
    return None if one is None or one.value is None else float(one.value)


def count_of(value: Decimal | None) -> str:
    """Write one of the two counts of a rate."""
    return MISSING if value is None else number(value)
