"""Who may do what in a network: pure questions about roles and mandates on a day."""

from datetime import date

from django.contrib.auth.models import AnonymousUser

from bildungsnetz.accounts.models import User
from bildungsnetz.networks.models import Mandate, Network, Role, RoleAssignment, Scope, Side
from bildungsnetz.networks.selectors.people import mandates_of, roles_of, running_on, statewide_roles_of

Person = User | AnonymousUser
SIDES_AT_WORK = frozenset({Role.OFFICE, Role.MUNICIPAL_SIDE, Role.STATE_SIDE})


def belongs_to(person: Person, *, network: Network, on: date) -> bool:
    """Say whether a person has any role or mandate in the network."""
    return bool(roles_of(person, network=network, on=on)) or mandates_of(person, network=network, on=on).exists()


def may_draft(person: Person, *, network: Network, on: date) -> bool:
    """Say whether a person may write contract versions, posts and duties: the education office."""
    return Role.OFFICE in roles_of(person, network=network, on=on)


def works_on_contract(person: Person, *, network: Network, on: date) -> bool:
    """Say whether a person sees the contract's workshop: the office, the two sides, holders of a mandate for it."""
    if roles_of(person, network=network, on=on) & SIDES_AT_WORK:
        return True
    return mandates_of(person, network=network, on=on, scope=Scope.CONTRACT).exists()


def may_enter_mandates(person: Person, *, network: Network, side: Side, on: date) -> bool:
    """Say whether a person belongs to ``side`` at work: no side entitles anybody to speak for the other."""
    if not person.is_authenticated:
        return False
    found = RoleAssignment.objects.filter(
        running_on(on), person=person, network=network, side=side, role__in=SIDES_AT_WORK
    )
    return found.exists()


def may_name_speakers(person: Person, *, network: Network, on: date) -> bool:
    """Say whether a person may enter mandates for any side."""
    return any(may_enter_mandates(person, network=network, side=side, on=on) for side in Side)


def contract_mandate(person: Person, *, network: Network, on: date) -> Mandate | None:
    """Return the mandate with which a person may consent to the contract, None without."""
    return mandates_of(person, network=network, on=on, scope=Scope.CONTRACT).first()


def is_operator(person: Person, *, on: date) -> bool:
    """Say whether a person runs the platform."""
    return Role.OPERATOR in statewide_roles_of(person, on=on)


def may_import_schools(person: Person, *, on: date) -> bool:
    """Say whether a person may import the state's school directory: operators and every education office."""
    if not person.is_authenticated:
        return False
    found = RoleAssignment.objects.filter(running_on(on), person=person, role__in=[Role.OFFICE, Role.OPERATOR])
    return found.exists()
