"""Who works with figures, and who may change them."""

from datetime import date

from bildungsnetz.networks.models import Network, Role
from bildungsnetz.networks.permissions import SIDES_AT_WORK, Person
from bildungsnetz.networks.selectors import roles_of


def works_with_figures(person: Person, *, network: Network, on: date) -> bool:
    """Say whether a person sees figures that are not released: the office and the two sides of the network."""
    return bool(roles_of(person, network=network, on=on) & SIDES_AT_WORK)


def may_edit_figures(person: Person, *, network: Network, on: date) -> bool:
    """Say whether a person may define indicators and read figures in: the education office."""
    return Role.OFFICE in roles_of(person, network=network, on=on)
