"""What can stand in the way in a season; the views say it in the reader's language."""

from dataclasses import dataclass
from datetime import date, datetime

from bildungsnetz.networks.services.errors import NotPossible


@dataclass
class SeasonExists(NotPossible):
    """There is a season of this year."""


@dataclass
class SeedFixed(NotPossible):
    """The seed was drawn; a second one would let somebody choose the result."""


@dataclass
class SeedMissing(NotPossible):
    """Nothing is ranked or allocated before the seed is drawn."""


@dataclass
class TooLateForSeed(NotPossible):
    """Ranking has begun."""


@dataclass
class RankingUnderWay(NotPossible):
    """While pupils rank, the rules they rank under stay."""


@dataclass
class WishesClosed(NotPossible):
    """Wishes are not taken (any more); ``until`` is when they ended, None before they begin."""

    until: datetime | None


@dataclass
class AlreadyTakesPart(NotPossible):
    """The school takes part already."""


@dataclass
class ClassExists(NotPossible):
    """There is a class of this name."""


@dataclass
class ListFull(NotPossible):
    """The list holds as many wishes as it may."""

    most: int


@dataclass
class OfferGone(NotPossible):
    """The offer is not released (any more), or not for this school."""


@dataclass
class NotWaiting(NotPossible):
    """The offer has been decided already."""


@dataclass
class ReasonNeeded(NotPossible):
    """A reason is needed, since somebody will read it."""


@dataclass
class NoEmail(NotPossible):
    """The company has no e-mail address."""


@dataclass
class OffersClosed(NotPossible):
    """Companies' deadline is over."""


@dataclass
class NothingToAllocate(NotPossible):
    """There are no codes or no released offers."""


@dataclass
class RunUnderWay(NotPossible):
    """One run of the season is queued or running."""


@dataclass
class NotProven(NotPossible):
    """A run that is not finished, not confirmed by the second program, or made for comparison cannot be chosen."""


@dataclass
class AlreadyReleased(NotPossible):
    """The result is released."""


@dataclass
class ConsentMissing(NotPossible):
    """The season asks for both sides' consent to the result."""


@dataclass
class WishesOpen(NotPossible):
    """Pupils can still rank; a result before the deadline would pass over them."""


@dataclass
class SeasonRuns(NotPossible):
    """The season is not over; ``until`` is its last day."""

    until: date


@dataclass
class AlreadyDeleted(NotPossible):
    """Codes and wishes are deleted."""


@dataclass
class OfferOver(NotPossible):
    """The offer is cancelled or was never released."""


@dataclass
class PlaceOver(NotPossible):
    """The place was given up before."""
