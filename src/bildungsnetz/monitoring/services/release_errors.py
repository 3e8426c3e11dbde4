"""What can stand in the way of a release or of an edition; the views say it in the reader's language."""

from dataclasses import dataclass

from bildungsnetz.networks.services.errors import NotPossible


@dataclass
class NotADraft(NotPossible):
    """Only a draft can be changed; what is put up for consent must be taken back first."""


@dataclass
class JobRunning(NotPossible):
    """The figures are being protected at this moment."""


@dataclass
class NotProtected(NotPossible):
    """The release is not protected, or not together with everything published by now."""


@dataclass
class NotYet(NotPossible):
    """The announced hour has not come, or lies in the past already."""


@dataclass
class UnreadableRows(NotPossible):
    """Rows of a table do not fit: which line (from 1, the head counts), which column, what was found."""

    line: int
    column: str
    found: str


@dataclass
class NothingToRelease(NotPossible):
    """There is no table, or no chapter with a block."""


@dataclass
class ChangedMeanwhile(NotPossible):
    """Somebody else has saved a newer text; the text that met it is kept beside it."""

    kept: int
