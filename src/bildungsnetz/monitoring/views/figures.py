"""Figures of a network: for those who work with them the catalogue, for everybody else what is released."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from bildungsnetz.monitoring import permissions
from bildungsnetz.monitoring.views import released
from bildungsnetz.networks.models import Network
from bildungsnetz.networks.selectors import network_by_slug


@require_safe
def catalogue(request: HttpRequest, slug: str) -> HttpResponse:
    """List the indicators."""
    network = _network(slug)
    if not permissions.works_with_figures(request.user, network=network, on=timezone.localdate()):
        return released.catalogue(request, network)
    return render(request, "monitoring/catalogue.html", {"network": network})


@require_safe
def indicator(request: HttpRequest, slug: str, code: str) -> HttpResponse:
    """Show one indicator."""
    network = _network(slug)
    if not permissions.works_with_figures(request.user, network=network, on=timezone.localdate()):
        return released.indicator(request, network, code)
    raise Http404


def _network(slug: str) -> Network:
    network = network_by_slug(slug)
    if network is None:
        raise Http404
    return network
