"""The public side of figures: what has been released."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render

from bildungsnetz.networks.models import Network


def catalogue(request: HttpRequest, network: Network) -> HttpResponse:
    """List the indicators of which something is released."""
    return render(request, "monitoring/released.html", {"network": network})


def indicator(request: HttpRequest, network: Network, code: str) -> HttpResponse:
    """Show what is released of one indicator."""
    raise Http404(code)
