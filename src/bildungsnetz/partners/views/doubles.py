"""Doubles: shown with the reason, merged, separated again."""

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from bildungsnetz.networks.doors import SignedInRequest, network_page
from bildungsnetz.networks.models import Network
from bildungsnetz.networks.permissions import may_draft
from bildungsnetz.networks.services.errors import NotPossible
from bildungsnetz.networks.wording import worded
from bildungsnetz.partners import selectors
from bildungsnetz.partners.doubles import doubles_of
from bildungsnetz.partners.models import Merge
from bildungsnetz.partners.services import merging


@require_safe
@network_page(may_draft)
def doubles(request: SignedInRequest, network: Network) -> HttpResponse:
    """Show entries that look like one institution, and the merges that can be undone."""
    context = {"network": network, "doubles": doubles_of(network), "merges": selectors.open_merges(network)}
    return render(request, "partners/doubles.html", context)


@require_POST
@network_page(may_draft)
def merge(request: SignedInRequest, network: Network) -> HttpResponse:
    """Merge two entries; the one that is kept stands first."""
    kept, dropped = (
        selectors.institution_of(network, int(value)) if (value := request.POST.get(name, "")).isdecimal() else None
        for name in ("behalten", "aufloesen")
    )
    if kept is None or dropped is None:
        raise Http404
    try:
        merging.merge(network=network, kept=kept, dropped=dropped, by=request.user, at=timezone.now())
    except NotPossible as problem:
        messages.error(request, worded(problem, network=network))
    else:
        messages.success(request, _("Both entries are one now. You can separate them again at any time."))
    return redirect("partners:doubles", network.slug)


@require_POST
@network_page(may_draft)
def separate(request: SignedInRequest, network: Network, pk: int) -> HttpResponse:
    """Undo a merge."""
    found = Merge.objects.filter(network=network, pk=pk).select_related("network", "kept", "dropped").first()
    if found is None:
        raise Http404
    try:
        merging.separate(merge=found, by=request.user, at=timezone.now())
    except NotPossible as problem:
        messages.error(request, worded(problem, network=network))
    else:
        messages.success(request, _("The entries are separate again."))
    return redirect("partners:doubles", network.slug)
