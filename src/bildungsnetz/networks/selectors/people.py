"""Who has which role and mandate on a day."""

from datetime import date

from django.contrib.auth.models import AnonymousUser
from django.db.models import F, Q, QuerySet

from bildungsnetz.accounts.models import User
from bildungsnetz.networks.models import Mandate, Network, Role, RoleAssignment, Scope, Side


def running_on(day: date) -> Q:
    """Return the condition that a half-open period ``began_on``/``ended_on`` contains ``day``."""
    return Q(began_on__lte=day) & (Q(ended_on=None) | Q(ended_on__gt=day))


def overlapping(began_on: date, ended_on: date | None) -> Q:
    """Return the condition that a half-open period shares a day with the one given; no end is open."""
    begun = Q() if ended_on is None else Q(began_on__lt=ended_on)
    return begun & (Q(ended_on=None) | Q(ended_on__gt=began_on))


def network_by_slug(slug: str) -> Network | None:
    """Return the network with this part of the address, or None."""
    return Network.objects.select_related("region__district").filter(slug=slug).first()


def network_of_region(key: str) -> Network | None:
    """Return the network of the region with this key (5 digits), or None."""
    return Network.objects.select_related("region__district").filter(region__key=key).first()


def roles_of(person: User | AnonymousUser, *, network: Network, on: date) -> frozenset[Role]:
    """Return the roles a person has in one network on a day; one query."""
    if not person.is_authenticated:
        return frozenset()
    found = RoleAssignment.objects.filter(running_on(on), person=person, network=network)
    return frozenset(Role(role) for role in found.values_list("role", flat=True))


def statewide_roles_of(person: User | AnonymousUser, *, on: date) -> frozenset[Role]:
    """Return the roles a person has for the whole state (ministry, operator) on a day."""
    if not person.is_authenticated:
        return frozenset()
    found = RoleAssignment.objects.filter(running_on(on), person=person, network=None)
    return frozenset(Role(role) for role in found.values_list("role", flat=True))


def networks_of(person: User, *, on: date) -> QuerySet[Network]:
    """Return the networks in which a person has a role or a mandate on a day, by name."""
    with_role = RoleAssignment.objects.filter(running_on(on), person=person).values("network")
    with_mandate = Mandate.objects.filter(running_on(on), person=person).values("network")
    return Network.objects.filter(Q(pk__in=with_role) | Q(pk__in=with_mandate)).order_by("name", "pk")


def mandates_of(
    person: User | AnonymousUser, *, network: Network, on: date, scope: Scope | None = None
) -> QuerySet[Mandate]:
    """Return a person's mandates in a network on a day, for one scope or for all."""
    if not person.is_authenticated:
        return Mandate.objects.none()
    found = Mandate.objects.filter(running_on(on), person=person, network=network)
    return (found.filter(scope=scope) if scope else found).order_by("scope", "side", "pk")


def mandates_for(*, network: Network, side: Side, scope: Scope, on: date) -> QuerySet[Mandate]:
    """Return who may consent for a side on a day, principals before deputies."""
    found = Mandate.objects.filter(running_on(on), network=network, side=side, scope=scope)
    return found.select_related("person").order_by(F("deputy_of_id").asc(nulls_first=True), "pk")


def sides_of(person: User | AnonymousUser, *, network: Network, on: date) -> list[Side]:
    """Return the sides a person works for in a network on a day."""
    if not person.is_authenticated:
        return []
    found = RoleAssignment.objects.filter(running_on(on), person=person, network=network).exclude(side="")
    return sorted({Side(side) for side in found.values_list("side", flat=True)})


def people_of(network: Network, *, on: date) -> QuerySet[RoleAssignment]:
    """Return the roles running in a network on a day, by name of the person."""
    found = RoleAssignment.objects.filter(running_on(on), network=network).select_related("person")
    return found.order_by("person__full_name", "role", "pk")


def all_mandates(network: Network) -> QuerySet[Mandate]:
    """Return every mandate ever given in a network, running ones first, state side first."""
    found = Mandate.objects.filter(network=network).select_related("person", "deputy_of__person")
    return found.order_by("-side", F("ended_on").desc(nulls_first=True), "scope", "pk")


def people_with_access(wanted: str = "") -> QuerySet[User]:
    """Return everybody with an account and their roles, by name; ``wanted`` is part of a name or address."""
    found = User.objects.prefetch_related("roles__network")
    if wanted:
        found = found.filter(Q(full_name__icontains=wanted) | Q(email__icontains=wanted))
    return found.order_by("full_name", "pk")
