"""Contracts and their versions, as far as a person may see them."""

from datetime import date

from django.contrib.auth.models import AnonymousUser
from django.db.models import F, QuerySet

from bildungsnetz.accounts.models import User
from bildungsnetz.networks.models import ContractVersion, CooperationContract, Network, Role, Scope, VersionStatus
from bildungsnetz.networks.models.consent import LAID_BEFORE_SIDES, PUBLIC
from bildungsnetz.networks.selectors.people import mandates_of, roles_of


def contract_of(network: Network) -> CooperationContract | None:
    """Return the open contract of a network, else the latest ended one, else None."""
    latest_first = F("ended_on").desc(nulls_first=True)
    return CooperationContract.objects.filter(network=network).order_by(latest_first, "-pk").first()


def version_in_force(network: Network, *, on: date) -> ContractVersion | None:
    """Return the version in force on ``on``, whatever has followed since."""
    return (
        ContractVersion.objects.filter(contract__network=network, status__in=PUBLIC, effective_from__lte=on)
        .exclude(ended_on__lte=on)
        .select_related("contract__network", "source")
        .order_by("-effective_from", "-pk")
        .first()
    )


def visible_states(person: User | AnonymousUser, *, network: Network, on: date) -> tuple[VersionStatus, ...]:
    """Return the states in which a version is visible to a person.

    The office sees drafts; the two sides what was laid before them; everybody else, the ministry and other networks
    included, what is or was in force.
    """
    roles = roles_of(person, network=network, on=on)
    if Role.OFFICE in roles:
        return tuple(VersionStatus)
    if roles & {Role.STATE_SIDE, Role.MUNICIPAL_SIDE}:
        return LAID_BEFORE_SIDES
    if mandates_of(person, network=network, on=on, scope=Scope.CONTRACT).exists():
        return LAID_BEFORE_SIDES
    return PUBLIC


def versions_visible_to(person: User | AnonymousUser, *, network: Network, on: date) -> QuerySet[ContractVersion]:
    """Return the contract's versions a person may see, latest first."""
    states = visible_states(person, network=network, on=on)
    return (
        ContractVersion.objects.filter(contract__network=network, status__in=states)
        .select_related("contract__network", "source", "amends")
        .order_by("-number", "-pk")
    )


def public_versions(network: Network) -> QuerySet[ContractVersion]:
    """Return the versions that are or were in force, latest first; everybody may read them."""
    return (
        ContractVersion.objects.filter(contract__network=network, status__in=PUBLIC)
        .select_related("contract__network", "source")
        .order_by("-number", "-pk")
    )
