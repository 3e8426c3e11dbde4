"""Who may do what with the strategy."""

from datetime import date

from bildungsnetz.networks.models import Mandate, Network, Role, Scope, Side
from bildungsnetz.networks.permissions import SIDES_AT_WORK, Person, may_draft
from bildungsnetz.networks.selectors.people import mandates_of, roles_of, sides_of


def reads_strategy(person: Person, *, network: Network, on: date) -> bool:
    """Say whether a person enters the pages of the strategy: office, sides, members of bodies, who consents to it."""
    if Role.BODY_MEMBER in roles_of(person, network=network, on=on):
        return True
    return works_on_strategy(person, network=network, on=on)


def works_on_strategy(person: Person, *, network: Network, on: date) -> bool:
    """Say whether a person sees the workshop (proposals, reports on measures): the office, the sides, mandates."""
    if roles_of(person, network=network, on=on) & SIDES_AT_WORK:
        return True
    return strategy_mandate(person, network=network, on=on) is not None


def writes_strategy(person: Person, *, network: Network, on: date) -> bool:
    """Say whether a person drafts choices, versions and reports, and reports on measures: the education office."""
    return may_draft(person, network=network, on=on)


def strategy_mandate(person: Person, *, network: Network, on: date) -> Mandate | None:
    """Return the mandate with which a person consents to the strategy, None without."""
    return mandates_of(person, network=network, on=on, scope=Scope.STRATEGY).first()


def rates_for(person: Person, *, network: Network, on: date) -> Side | None:
    """Return the side for which a person rates proposals: that of the mandate, else that of the work; None without."""
    if mandate := strategy_mandate(person, network=network, on=on):
        return Side(mandate.side)
    if not roles_of(person, network=network, on=on) & SIDES_AT_WORK:
        return None
    sides = sides_of(person, network=network, on=on)
    return sides[0] if len(sides) == 1 else None


def may_rate(person: Person, *, network: Network, on: date) -> bool:
    """Say whether a person rates proposals for a side."""
    return rates_for(person, network=network, on=on) is not None
