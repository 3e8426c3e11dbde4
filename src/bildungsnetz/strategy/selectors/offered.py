"""What forms of the strategy offer to choose from."""

from collections.abc import Iterable
from datetime import date

from django.db.models import Q, QuerySet

from bildungsnetz.governance.models import Body
from bildungsnetz.governance.selectors import bodies_of
from bildungsnetz.monitoring.models import Indicator, IndicatorVersion
from bildungsnetz.networks.models import Clause, Network
from bildungsnetz.networks.selectors.contracts import version_in_force
from bildungsnetz.partners.models import Institution
from bildungsnetz.partners.models import Kind as InstitutionKind


def clauses_offered(network: Network, *, on: date, also: Iterable[int] = ()) -> QuerySet[Clause]:
    """Return the clauses of the contract in force, and those named by key."""
    contract = version_in_force(network, on=on)
    return Clause.objects.filter(Q(version=contract) | Q(pk__in=list(also))).order_by("version_id", "position")


def bodies_offered(network: Network, *, on: date) -> QuerySet[Body]:
    """Return the bodies running on a day."""
    return bodies_of(network, on=on)


def institutions_offered(network: Network, *, on: date) -> QuerySet[Institution]:
    """Return the institutions of the network's towns and those it keeps, without schools and those that have left."""
    here = Q(keeper=network) | Q(town__startswith=network.region.key)
    there = Q(ended_on=None) | Q(ended_on__gt=on)
    found = Institution.objects.filter(here & there, merged_into=None).exclude(kind=InstitutionKind.SCHOOL)
    return found.order_by("sort_name", "pk")


def indicators_offered(network: Network) -> QuerySet[Indicator]:
    """Return the indicators of the catalogue and the network's own."""
    return Indicator.objects.filter(Q(network=None) | Q(network=network)).order_by("area", "position", "code")


def indicator_titles(network: Network) -> dict[int, str]:
    """Return the title of the newest definition of each indicator, by key; one query."""
    found = IndicatorVersion.objects.filter(Q(indicator__network=None) | Q(indicator__network=network))
    return dict(found.order_by("number").values_list("indicator_id", "title"))
