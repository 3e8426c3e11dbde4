"""The cooperations of a network as a whole."""

from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from bildungsnetz.networks.doors import SignedInRequest, network_page
from bildungsnetz.networks.models import Network
from bildungsnetz.networks.permissions import belongs_to, may_draft
from bildungsnetz.partners.picture_of_ties import view_of_ties


@require_safe
@network_page(belongs_to)
def graph(request: SignedInRequest, network: Network) -> HttpResponse:
    """Show who works with whom, who holds the network together, and who stands alone."""
    today = timezone.localdate()
    context = {
        "network": network,
        "view": view_of_ties(network, on=today),
        "may_edit": may_draft(request.user, network=network, on=today),
    }
    return render(request, "partners/graph.html", context)
