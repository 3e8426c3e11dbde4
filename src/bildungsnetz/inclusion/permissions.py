"""Who sees and writes what of places and counts."""

from datetime import date

from bildungsnetz.networks.models import Network, Role
from bildungsnetz.networks.permissions import Person
from bildungsnetz.networks.selectors import roles_of

RESPONSIBLE = frozenset({Role.OFFICE, Role.STATE_SIDE})
PLANNING = RESPONSIBLE | {Role.MUNICIPAL_SIDE, Role.SCHOOL_BODY}


def plans_places(person: Person, *, network: Network, on: date) -> bool:
    """Say whether a person sees places and need: office, school supervision, municipal side, school bodies."""
    return bool(roles_of(person, network=network, on=on) & PLANNING)


def is_responsible(person: Person, *, network: Network, on: date) -> bool:
    """Say whether a person is responsible for the counts and so sees small ones: office and school supervision."""
    return bool(roles_of(person, network=network, on=on) & RESPONSIBLE)


def keeps_counts(person: Person, *, network: Network, on: date) -> bool:
    """Say whether a person writes supply and counts: office and school supervision."""
    return is_responsible(person, network=network, on=on)


def keeps_guide(person: Person, *, network: Network, on: date) -> bool:
    """Say whether a person writes contacts and dates of the guide: office and school supervision."""
    return is_responsible(person, network=network, on=on)
