"""What can stand in the way of a meeting or a decision; the views say it in the reader's language."""

from dataclasses import dataclass
from datetime import date

from bildungsnetz.governance.rules import Finding, Result
from bildungsnetz.networks.services.errors import NotPossible


@dataclass
class NobodyToInvite(NotPossible):
    """The body has no members."""


@dataclass
class AlreadyInvited(NotPossible):
    """Everybody who sits in the body has the invitation."""


@dataclass
class NoticeTooShort(NotPossible):
    """The body's notice period would not be kept and nobody said why; ``latest`` was the last day to invite."""

    latest: date


@dataclass
class MeetingClosed(NotPossible):
    """The meeting is called off or its minutes are approved."""


@dataclass
class NotInvited(NotPossible):
    """The members have not been invited yet."""


@dataclass
class CannotDecide(NotPossible):
    """The body cannot decide with those present."""

    finding: Finding


@dataclass
class VotesDoNotFit(NotPossible):
    """More votes than seats present."""

    result: Result


@dataclass
class NotByVotes(NotPossible):
    """The body decides by consensus; or by votes, where a consent was given."""


@dataclass
class WordingFixed(NotPossible):
    """The wording was voted on or is in force and stays."""


@dataclass
class AlreadyFinished(NotPossible):
    """The order is done or dropped."""


@dataclass
class MinutesOpen(NotPossible):
    """The minutes are not at the step this needs."""

    status: str


@dataclass
class TextsBeside(NotPossible):
    """Two people wrote differently on the same lines, and nobody has chosen yet."""


@dataclass
class TooLate(NotPossible):
    """The last day is over."""

    until: date


@dataclass
class NotRegistered(NotPossible):
    """Whoever is on the waiting list, or has given the place back, has no place."""


@dataclass
class NotCleared(NotPossible):
    """It touches inner school matters and waits for the Land's side."""


@dataclass
class NotFinal(NotPossible):
    """Only what is final can be published."""


@dataclass
class RegistrationClosed(NotPossible):
    """The conference takes no registrations any more."""


@dataclass
class AlreadyRegistered(NotPossible):
    """There is a registration from this address."""


@dataclass
class PollClosed(NotPossible):
    """A date has been chosen."""


@dataclass
class SeatTaken(NotPossible):
    """The seat has a holder in that period."""


@dataclass
class YearTaken(NotPossible):
    """There is a self-evaluation of that year."""


@dataclass
class SurveyElsewhere(NotPossible):
    """The survey does not stand where this could be done: not begun, running or closed."""


@dataclass
class AlreadyAnswered(NotPossible):
    """This person's answer is counted already."""


@dataclass
class BodyNotPublic(NotPossible):
    """The body is not shown to the public."""


@dataclass
class AgendaNotPublic(NotPossible):
    """The agenda, or the item a paper belongs to, is not public."""
