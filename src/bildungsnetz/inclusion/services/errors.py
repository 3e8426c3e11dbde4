"""What can stand in the way; the views say it in the reader's language."""

from dataclasses import dataclass

from bildungsnetz.networks.services.errors import NotPossible


@dataclass
class MoreThanPupils(NotPossible):
    """More pupils with need than pupils at all in a town, grade, school type and year."""


@dataclass
class TownElsewhere(NotPossible):
    """The town does not belong to the region of the network."""


@dataclass
class NoCounts(NotPossible):
    """There are no counts, or too few years of them."""


@dataclass
class NoError(NotPossible):
    """The forecast has no back-test, so nobody could say how far it is off."""


@dataclass
class TitleTaken(NotPossible):
    """There is a scenario with this title."""


@dataclass
class InThePast(NotPossible):
    """The day is over."""
