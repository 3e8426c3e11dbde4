"""What stands in the way of a change of partners; the views say it in the reader's language."""

from bildungsnetz.networks.services.errors import NotPossible


class FromTheStatesList(NotPossible):
    """A school comes from the state's list; only an import changes it."""


class StillInUse(NotPossible):
    """Functions or cooperations run on; they must be ended first."""


class AlreadyEntered(NotPossible):
    """An open cooperation of the same kind between the same two is entered already."""


class SameInstitution(NotPossible):
    """Two different institutions are needed."""


class AlreadyMerged(NotPossible):
    """The entry has been merged into another one."""


class BuiltUpon(NotPossible):
    """The kept entry has itself been merged since; that merge must be undone first."""


class NoAddress(NotPossible):
    """The institution has no e-mail address to which a link could be sent."""


class NameTaken(NotPossible):
    """A list of this name is there already."""


class NobodyReached(NotPossible):
    """Nobody who fits the list has agreed to circulars and has an address."""
