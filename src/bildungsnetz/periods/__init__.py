"""Dates as the sources give them: half-open periods, and dates known only to the month, the year or less.

A period runs from its first day (inclusive) to its last (exclusive); an empty end means "open".
Because many founding dates of networks are known only roughly, a day can be *certainly* or only *possibly*
inside a period; see :class:`PreciseDate` and :class:`Period`.
"""

from bildungsnetz.periods.period import Certainty, Period
from bildungsnetz.periods.precise import PreciseDate, Precision

__all__ = ["Certainty", "Period", "PreciseDate", "Precision"]
