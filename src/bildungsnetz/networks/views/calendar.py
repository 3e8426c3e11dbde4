"""The network's calendar and its feed."""

from datetime import timedelta

from django.conf import settings
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from bildungsnetz.accounts.services import LinkProblem
from bildungsnetz.networks.answering import form_page
from bildungsnetz.networks.doors import SignedInRequest, network_page
from bildungsnetz.networks.forms.work import DutyForm
from bildungsnetz.networks.models import Duty, Network
from bildungsnetz.networks.permissions import belongs_to, may_draft, works_on_contract
from bildungsnetz.networks.selectors import version_in_force
from bildungsnetz.networks.selectors.work import duties_of
from bildungsnetz.networks.services import duties as services
from bildungsnetz.networks.services.calendar import calendar_of, open_feed, subscribe


@require_GET
@network_page(belongs_to)
def calendar(request: SignedInRequest, network: Network) -> HttpResponse:
    """Show all duties with a date, and how to subscribe to them."""
    today = timezone.localdate()
    context = {
        "network": network,
        "duties": duties_of(network, since=today),
        "today": today,
        "soon": today + timedelta(days=30),
        "may_draft": may_draft(request.user, network=network, on=today),
        # Schools, partners and companies read the dates, not the contract's workshop.
        "outside_contract": not works_on_contract(request.user, network=network, on=today),
    }
    return render(request, "networks/calendar.html", context)


@require_http_methods(["GET", "POST"])
@network_page(may_draft)
def duty_new(request: SignedInRequest, network: Network) -> HttpResponse:
    """Enter a dated duty."""
    in_force = version_in_force(network, on=timezone.localdate())
    return form_page(
        request,
        network,
        DutyForm(request.POST or None),
        heading=_("Enter date"),
        back="networks:calendar",
        done=_("Saved."),
        save=lambda data: services.enter_duty(
            network=network, agreed_in=in_force, by=request.user, at=timezone.now(), **data
        ),
    )


@require_POST
@network_page(may_draft)
def duty_done(request: SignedInRequest, network: Network, pk: int) -> HttpResponse:
    """Note that a duty is done."""
    duty = Duty.objects.filter(network=network, pk=pk, done_on=None).first()
    if duty is None:
        raise Http404
    services.finish_duty(duty=duty, on=timezone.localdate(), by=request.user, at=timezone.now())
    messages.success(request, _("Saved."))
    return redirect("networks:calendar", network.slug)


@require_POST
@network_page(belongs_to)
def feed_new(request: SignedInRequest, network: Network) -> HttpResponse:
    """Make the person's own feed address, shown this once; an earlier one of the same person stops working."""
    token = subscribe(network=network, by=request.user, at=timezone.now())
    address = settings.PUBLIC_URL + reverse("networks:calendar_feed", args=[token])
    messages.success(request, _("Your calendar address. Please copy it now, it is shown only once: %s") % address)
    return redirect("networks:calendar", network.slug)


@require_GET
def feed(request: HttpRequest, token: str) -> HttpResponse:
    """Answer with the calendar behind a personal address; the address is the key, so there is no sign-in."""
    try:
        network = open_feed(token=token, at=timezone.now())
    except LinkProblem:
        raise Http404 from None
    content = calendar_of(network)
    return HttpResponse(content, content_type="text/calendar; charset=utf-8")
