"""Half-open periods whose ends may be known only roughly."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from bildungsnetz.periods.precise import PreciseDate


class Certainty(StrEnum):
    """Whether a day lies inside a period, as far as the sources allow to say."""

    CERTAIN = "CERTAIN"
    POSSIBLE = "POSSIBLE"
    NO = "NO"


@dataclass(frozen=True)
class Period:
    """A half-open period: ``began`` inclusive, ``ended`` exclusive, no end = open.

    ``attested_on``: a day on which a source found the period running; it makes an unknown beginning certain from
    that day on.
    """

    began: PreciseDate
    ended: PreciseDate | None = None
    attested_on: date | None = None

    def contains(self, day: date) -> Certainty:
        """Say whether ``day`` lies inside: for certain, possibly, or not."""
        if not self._may_have_begun(day) or not self._may_still_run(day):
            return Certainty.NO
        if self._has_begun(day) and self._still_runs(day):
            return Certainty.CERTAIN
        return Certainty.POSSIBLE

    def _may_have_begun(self, day: date) -> bool:
        return self.began.earliest <= day

    def _has_begun(self, day: date) -> bool:
        attested = self.attested_on is not None and self.attested_on <= day
        # An unknown beginning has no last day, not even at the end of the calendar.
        return attested or self.began.latest <= day < date.max

    def _may_still_run(self, day: date) -> bool:
        return self.ended is None or day < self.ended.latest

    def _still_runs(self, day: date) -> bool:
        attested = self.attested_on is not None and day <= self.attested_on
        return self.ended is None or attested or day < self.ended.earliest
