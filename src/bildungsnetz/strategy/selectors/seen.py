"""What of the strategy a person may see; every view starts here."""

from datetime import date
from typing import TypeVar

from django.contrib.auth.models import AnonymousUser
from django.db.models import Q, QuerySet

from bildungsnetz.accounts.models import User
from bildungsnetz.networks.models import ConsentSubject, Network, Role, Scope, VersionStatus
from bildungsnetz.networks.models.consent import LAID_BEFORE_SIDES, PUBLIC
from bildungsnetz.networks.selectors.people import mandates_of, roles_of
from bildungsnetz.strategy.models import AnnualReport, FieldChoice, Measure, StrategyVersion

Person = User | AnonymousUser
Subject = TypeVar("Subject", bound=ConsentSubject)


def visible_states(person: Person, *, network: Network, on: date) -> tuple[VersionStatus, ...]:
    """Return the states in which a person sees what is consented to here.

    The office sees drafts, the two sides what was laid before them, everybody else, the ministry and other networks
    included, what is or was in force.
    """
    roles = roles_of(person, network=network, on=on)
    if Role.OFFICE in roles:
        return tuple(VersionStatus)
    if roles & {Role.STATE_SIDE, Role.MUNICIPAL_SIDE}:
        return LAID_BEFORE_SIDES
    if mandates_of(person, network=network, on=on, scope=Scope.STRATEGY).exists():
        return LAID_BEFORE_SIDES
    return PUBLIC


def versions_visible_to(person: Person, *, network: Network, on: date) -> QuerySet[StrategyVersion]:
    """Return the strategy's versions a person may see, latest first."""
    states = visible_states(person, network=network, on=on)
    found = StrategyVersion.objects.filter(network=network, status__in=states)
    return found.select_related("network__region", "amends").order_by("-number")


def choices_visible_to(person: Person, *, network: Network, on: date) -> QuerySet[FieldChoice]:
    """Return the choices of fields of action a person may see, latest first."""
    states = visible_states(person, network=network, on=on)
    found = FieldChoice.objects.filter(network=network, status__in=states)
    return found.select_related("network").order_by("-number")


def reports_visible_to(person: Person, *, network: Network, on: date) -> QuerySet[AnnualReport]:
    """Return the annual reports a person may read, latest first; authors of a section see their draft."""
    states = visible_states(person, network=network, on=on)
    seen = Q(status__in=states)
    if person.is_authenticated:
        seen |= Q(sections__author=person)
    found = AnnualReport.objects.filter(seen, network=network).distinct()
    return found.select_related("network__region", "strategy").order_by("-year")


def measures_visible_to(person: Person, *, network: Network, on: date) -> QuerySet[Measure]:
    """Return the measures that stand in a version the person may see, by number."""
    states = visible_states(person, network=network, on=on)
    found = Measure.objects.filter(network=network, plans__version__status__in=states).distinct()
    return found.select_related("network", "taken_from__network").order_by("number")


def strategy_in_force(network: Network) -> StrategyVersion | None:
    """Return the version in force, None if there is none."""
    found = StrategyVersion.objects.filter(network=network, status=VersionStatus.IN_FORCE)
    return found.select_related("network__region").first()
