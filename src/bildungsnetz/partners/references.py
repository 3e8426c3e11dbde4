"""What this room tells the pages of lower rooms: the way from a region, town, network or import to its schools."""

from collections.abc import Iterable
from typing import Any

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from bildungsnetz.intake.models import ImportRun
from bildungsnetz.journal.backlinks import Link
from bildungsnetz.networks.models import Network, Region, Town
from bildungsnetz.networks.permissions import belongs_to
from bildungsnetz.networks.selectors import network_by_slug, network_of_region
from bildungsnetz.partners import selectors
from bildungsnetz.partners.importer import SchoolImporter
from bildungsnetz.partners.models import School


def schools_of_network(network: Network, _viewer: Any) -> Iterable[Link]:
    """Lead from a network to the schools of its region."""
    yield _link(network, selectors.schools_of(region_keys=[network.region.key]).filter(missing_since=None).count())


def partners_of_network(network: Network, viewer: Any) -> Iterable[Link]:
    """Lead a member of a network to its partners."""
    if _is_member(viewer, network):
        count = selectors.institutions_of(network).filter(ended_on=None).count()
        text = ngettext("%(count)s partner", "%(count)s partners", count) % {"count": count}
        yield Link(_("Partners"), text, reverse("partners:institutions", args=[network.slug]))


def partnership_of_school(school: School, viewer: Any) -> Iterable[Link]:
    """Lead a member of the network from a school to its contact persons and cooperations."""
    network = network_of_region(school.institution.town[:5])
    if network and _is_member(viewer, network):
        address = reverse("partners:institution", args=[network.slug, school.institution_id])
        yield Link(_("Partners"), _("Contact persons and cooperations"), address)


def schools_of_region(region: Region, viewer: Any) -> Iterable[Link]:
    """Lead from a region to its schools, if it has a network."""
    network = network_of_region(region.key)
    return schools_of_network(network, viewer) if network else ()


def schools_of_town(town: Town, _viewer: Any) -> Iterable[Link]:
    """Lead from a town to its schools, if its region has a network."""
    network = network_of_region(town.ags[:5])
    if network:
        count = selectors.schools_of(towns=[town.ags]).filter(missing_since=None).count()
        yield _link(network, count, query=f"?stadt={town.ags}")


def schools_of_import(run: ImportRun, _viewer: Any) -> Iterable[Link]:
    """Lead from an import of schools to the schools of the network it was made for."""
    network = network_by_slug(run.scope) if run.scope and run.kind == SchoolImporter.kind else None
    return schools_of_network(network, _viewer) if network else ()


def _is_member(viewer: Any, network: Network) -> bool:
    # A page may be asked for without anybody behind it.
    return viewer is not None and belongs_to(viewer, network=network, on=timezone.localdate())


def _link(network: Network, count: int, *, query: str = "") -> Link:
    text = ngettext("%(count)s school", "%(count)s schools", count) % {"count": count}
    return Link(_("Schools"), text, reverse("partners:schools", args=[network.slug]) + query)
