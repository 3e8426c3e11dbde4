"""What can stand in the way; the views say it in the reader's language."""

from dataclasses import dataclass

from bildungsnetz.networks.services.errors import NotPossible


class ConceptAdopted(NotPossible):
    """The school council has adopted it; it must be opened again first."""


class NotAdopted(NotPossible):
    """Only an adopted concept can be released."""


class ConceptExists(NotPossible):
    """There is a concept of this school and year."""


class NothingToCarryOver(NotPossible):
    """There is no earlier concept."""


@dataclass
class ChangedMeanwhile(NotPossible):
    """Somebody else wrote in the same place; the own words are kept under this number."""

    kept: int


class SubjectInUse(NotPossible):
    """Units of the grid belong to this subject."""


class UnknownSubject(NotPossible):
    """The grid names a subject the concept does not have."""


class StillSetAside(NotPossible):
    """Words written at the same time wait for a choice."""


class AlreadyReleased(NotPossible):
    """This consent has been given."""


class NotReleased(NotPossible):
    """There is no such consent to take back."""


class NoSchoolBody(NotPossible):
    """The concept names no school body."""


class NotYetResolved(NotPossible):
    """The day lies in the future."""


class TaskExists(NotPossible):
    """This person has this task already."""


class RollUpRunning(NotPossible):
    """Concepts are being put together already."""


class TooFewSchools(NotPossible):
    """Too few schools take part for figures of the region."""
