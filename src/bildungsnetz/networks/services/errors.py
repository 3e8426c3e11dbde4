"""What can stand in the way of an agreement; the views say it in the reader's language."""

from dataclasses import dataclass
from datetime import datetime

from bildungsnetz.networks.models import Scope, Side


class NotPossible(Exception):
    """Something the rules of a network do not allow now."""


@dataclass
class NoMandate(NotPossible):
    """The person does not speak for this side on this kind of subject today."""

    side: Side
    scope: Scope


@dataclass
class NotPutUp(NotPossible):
    """The subject is not up for consent."""

    status: str


@dataclass
class TextChanged(NotPossible):
    """The text is not the one the person was shown."""

    at: datetime | None


@dataclass
class AlreadyConsented(NotPossible):
    """The side has consented to this text."""

    side: Side


@dataclass
class NoConsentToWithdraw(NotPossible):
    """There is no consent of this side, or the subject is in force and needs notice or a new version."""

    side: Side


@dataclass
class ReasonMissing(NotPossible):
    """A reason is needed."""


@dataclass
class NotChangeable(NotPossible):
    """The version is in force, superseded, ended or refused: a new version is needed."""

    status: str


@dataclass
class Incomplete(NotPossible):
    """The version cannot be put up for consent yet; ``missing`` names what is missing (codes)."""

    missing: list[str]


@dataclass
class OpenVersionExists(NotPossible):
    """There is already a version that is neither in force nor past."""

    number: int


@dataclass
class BadPeriod(NotPossible):
    """A period overlaps another one or ends before it begins."""


@dataclass
class MoreThanPromised(NotPossible):
    """More of a post would be filled than is promised."""
