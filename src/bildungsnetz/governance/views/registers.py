"""Registers of decisions and work orders."""

from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from bildungsnetz.accounts.models import User
from bildungsnetz.governance.forms.meetings import ReasonForm, RegisterFilter, ReportForm
from bildungsnetz.governance.history import consents_of, decisions_with_history
from bildungsnetz.governance.models import Decision
from bildungsnetz.governance.permissions import may_report, runs_meetings, works_with_bodies
from bildungsnetz.governance.selectors import (
    decisions_visible_to,
    open_orders,
    orders_visible_to,
    published_decisions,
    searched,
)
from bildungsnetz.governance.services import orders as services
from bildungsnetz.governance.views.answering import form_page, order_here
from bildungsnetz.governance.wording import decision_sentence, decision_tag
from bildungsnetz.networks.doors import SignedInRequest, network_page
from bildungsnetz.networks.models import Network
from bildungsnetz.networks.permissions import belongs_to
from bildungsnetz.networks.selectors import network_by_slug

PER_PAGE = 50


@require_GET
def decisions(request: HttpRequest, slug: str) -> HttpResponse:
    """Show the register: to the public what is published, to those who work with the bodies theirs too."""
    network = _network(slug)
    today = timezone.localdate()
    inside = works_with_bodies(request.user, network=network, on=today)
    found = decisions_visible_to(request.user, network=network, on=today) if inside else published_decisions(network)
    form = RegisterFilter(request.GET or None)
    wanted = form.cleaned_data if form.is_valid() else {}
    page = Paginator(searched(found, **wanted), PER_PAGE).get_page(request.GET.get("seite"))
    context = {
        "network": network,
        "inside": inside,
        "form": form,
        "page_obj": page,
        "rows": [(decision, decision_tag(decision)) for decision in page],
    }
    return render(request, "governance/decisions.html", context)


@require_GET
def decision(request: HttpRequest, slug: str, year: int, number: int) -> HttpResponse:
    """Show one decision of the register."""
    network = _network(slug)
    today = timezone.localdate()
    inside = works_with_bodies(request.user, network=network, on=today)
    found = decisions_visible_to(request.user, network=network, on=today) if inside else published_decisions(network)
    one: Decision | None = found.filter(year=year, number=number).first()
    if one is None:
        raise Http404
    context = {
        "network": network,
        "inside": inside,
        "decision": one,
        "tag": decision_tag(one),
        "sentence": decision_sentence(one),
        "consents": consents_of(one) if inside else [],
        "history": _has_history(request, one),
        "orders": one.orders.select_related("owner", "institution").order_by("due_on", "pk") if inside else [],
    }
    return render(request, "governance/decision.html", context)


@require_GET
@network_page(belongs_to)
def orders(request: SignedInRequest, network: Network) -> HttpResponse:
    """Show the open orders, then what was finished lately; the owner reports here."""
    today = timezone.localdate()
    visible = orders_visible_to(request.user, network=network, on=today)
    context = {
        "network": network,
        "open": [(order, may_report(request.user, order=order, on=today)) for order in open_orders(visible)],
        "finished": visible.exclude(state="OPEN").order_by("-done_at", "pk")[:50],
        "today": today,
        "runs": runs_meetings(request.user, network=network, on=today),
        "inside": works_with_bodies(request.user, network=network, on=today),
    }
    return render(request, "governance/orders.html", context)


@require_http_methods(["GET", "POST"])
@network_page(belongs_to)
def order_done(request: SignedInRequest, network: Network, pk: int) -> HttpResponse:
    """Report an order done."""
    order = order_here(request, network, pk)
    if not may_report(request.user, order=order, on=timezone.localdate()):
        raise Http404
    return form_page(
        request,
        network,
        ReportForm(request.POST or None),
        heading=_("Report done: %(order)s") % {"order": order.title},
        back=reverse("governance:orders", args=[network.slug]),
        done=_("Reported. The next agenda names the order as done."),
        button=_("Report done"),
        save=lambda data: services.report_done(order=order, by=request.user, at=timezone.now(), **data),
    )


@require_http_methods(["GET", "POST"])
@network_page(runs_meetings)
def order_drop(request: SignedInRequest, network: Network, pk: int) -> HttpResponse:
    """Drop an order with a reason."""
    order = order_here(request, network, pk)
    return form_page(
        request,
        network,
        ReasonForm(request.POST or None),
        heading=_("Drop order: %(order)s") % {"order": order.title},
        back=reverse("governance:orders", args=[network.slug]),
        done=_("Saved."),
        button=_("Drop order"),
        save=lambda data: services.drop_order(order=order, by=request.user, at=timezone.now(), **data),
    )


def _has_history(request: HttpRequest, decision: Decision) -> bool:
    if not isinstance(request.user, User):
        return False
    return decisions_with_history(request.user).filter(pk=decision.pk).exists()


def _network(slug: str) -> Network:
    network = network_by_slug(slug)
    if network is None:
        raise Http404
    return network
