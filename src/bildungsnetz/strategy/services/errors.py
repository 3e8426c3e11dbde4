"""What can stand in the way in the strategy; ``wording`` says it in the reader's language."""

from dataclasses import dataclass

from bildungsnetz.networks.services.errors import NotPossible


@dataclass(frozen=True)
class Gap:
    """One thing missing before something can be put up: a code and the goal or measure it is about."""

    code: str
    about: str = ""


@dataclass
class Unfinished(NotPossible):
    """It cannot be put up for consent yet; all gaps at once."""

    gaps: list[Gap]


@dataclass
class Circle(NotPossible):
    """Things would wait for each other in a circle; ``way`` names them in order, the first again at the end."""

    way: list[str]


@dataclass
class ChangedByOther(NotPossible):
    """Somebody saved another text meanwhile; what was typed is kept under ``kept``."""

    kept: int


@dataclass
class WrongStep(NotPossible):
    """A guiding goal serves none, an intermediate goal serves guiding ones, an action goal both kinds above."""


@dataclass
class DataArrived(NotPossible):
    """A forecast is declared before the data arrive; there are figures for this period."""

    period: str


@dataclass
class AlreadyLaidOpen(NotPossible):
    """The rating is laid open and stays."""


@dataclass
class ProposalDecided(NotPossible):
    """The proposal is decided."""


@dataclass
class AlreadyClosed(NotPossible):
    """The measure is closed."""


@dataclass
class NotClosed(NotPossible):
    """The measure is still running."""


@dataclass
class NotInForce(NotPossible):
    """It takes a strategy in force."""


@dataclass
class ReportExists(NotPossible):
    """There is a report of this year."""

    year: int


@dataclass
class MoreThanThePost(NotPossible):
    """Shares of a post would add up to more than the contract promises."""

    post: str
