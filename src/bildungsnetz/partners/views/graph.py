"""The cooperations of a network as a whole, and those around one institution."""

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from bildungsnetz.networks.doors import SignedInRequest, network_page
from bildungsnetz.networks.models import Network
from bildungsnetz.networks.permissions import belongs_to, may_draft
from bildungsnetz.partners import examining, selectors
from bildungsnetz.partners.neighbourhood import neighbourhood_of
from bildungsnetz.partners.picture_of_ties import view_of_ties


@require_safe
@network_page(belongs_to)
def graph(request: SignedInRequest, network: Network) -> HttpResponse:
    """Show who works with whom, who holds the network together, and who stands alone."""
    today, text = timezone.localdate(), request.GET.get("suche", "")[:80]
    context = {
        "network": network,
        "view": view_of_ties(network, on=today, page=request.GET.get("seite"), text=text),
        "text": text,
        "may_edit": may_draft(request.user, network=network, on=today),
    }
    return render(request, "partners/graph.html", context)


@require_POST
@network_page(may_draft)
def examine(request: SignedInRequest, network: Network) -> HttpResponse:
    """Let the background service examine a large network."""
    examining.ask_to_examine(network=network, at=timezone.now())
    messages.success(request, _("The examination has begun. You may leave this page."))
    return redirect("partners:graph", network.slug)


@require_safe
@network_page(belongs_to)
def neighbourhood(request: SignedInRequest, network: Network, pk: int) -> HttpResponse:
    """Show one institution and those it works with."""
    institution = selectors.institution_of(network, pk)
    if institution is None:
        raise Http404
    view = neighbourhood_of(institution, network=network, on=timezone.localdate(), page=request.GET.get("seite"))
    context = {"network": network, "institution": institution, "view": view}
    return render(request, "partners/neighbourhood.html", context)
