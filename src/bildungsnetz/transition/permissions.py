"""Who may do what in a season."""

from datetime import date

from bildungsnetz.networks.models import Mandate, Network, Role, Scope
from bildungsnetz.networks.permissions import Person, may_draft
from bildungsnetz.networks.selectors.people import mandates_of, roles_of


def runs_season(person: Person, *, network: Network, on: date) -> bool:
    """Say whether a person runs seasons: the education office."""
    return may_draft(person, network=network, on=on)


def works_at_school(person: Person, *, network: Network, on: date) -> bool:
    """Say whether a person sees the pages of schools; which school is said by the office's assignment."""
    return Role.SCHOOL in roles_of(person, network=network, on=on)


def season_mandate(person: Person, *, network: Network, on: date) -> Mandate | None:
    """Return the mandate with which a person consents to results, None without."""
    return mandates_of(person, network=network, on=on, scope=Scope.SEASON).first()


def reads_result(person: Person, *, network: Network, on: date) -> bool:
    """Say whether a person sees a chosen run before it is released: the office and who consents to it."""
    return may_draft(person, network=network, on=on) or season_mandate(person, network=network, on=on) is not None
