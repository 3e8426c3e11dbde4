"""What can stand in the way; the views say it in the reader's language."""

from dataclasses import dataclass

from bildungsnetz.networks.services.errors import NotPossible


@dataclass
class MoreThanPupils(NotPossible):
    """More pupils with need than pupils at all in a town, grade, school type and year."""


@dataclass
class TownElsewhere(NotPossible):
    """The town does not belong to the region of the network."""
