"""The way of every small form of this room: show it, save it, or say what stands in the way."""

from collections.abc import Callable
from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone

from bildungsnetz.governance.models import AgendaItem, Body, Decision, Meeting, WorkOrder
from bildungsnetz.governance.selectors import bodies_of, decisions_visible_to, meetings_visible_to, orders_visible_to
from bildungsnetz.governance.wording import worded
from bildungsnetz.networks.doors import SignedInRequest
from bildungsnetz.networks.models import Network
from bildungsnetz.networks.services.errors import NotPossible


def form_page(
    request: SignedInRequest,
    network: Network,
    form: forms.Form,
    *,
    heading: str,
    back: str,
    done: str,
    save: Callable[[dict[str, Any]], object],
    button: str = "",
    intro: str = "",
    body: str = "",
) -> HttpResponse:
    """Answer with the form, or save its data, say ``done`` and go to the address ``back``.

    A form that cannot be saved comes back with what was typed and the reason (422). ``intro`` stands above it.
    """
    if form.is_bound and form.is_valid():
        try:
            save(form.cleaned_data)
        except NotPossible as problem:
            form.add_error(None, worded(problem, network=network, body=body))
        else:
            messages.success(request, done)
            return redirect(back)
    context = {
        "network": network,
        "form": form,
        "heading": heading,
        "back": back,
        "button": button,
        "intro": intro,
        "body_name": body,
    }
    return render(request, "governance/form.html", context, status=422 if form.is_bound else 200)


def tried(request: SignedInRequest, network: Network, act: Callable[[], object], *, done: str, body: str = "") -> bool:
    """Do something that needs no form, and say what came of it."""
    try:
        act()
    except NotPossible as problem:
        messages.warning(request, worded(problem, network=network, body=body))
        return False
    messages.success(request, done)
    return True


def body_here(network: Network, pk: int) -> Body:
    """Return the running body, else 404."""
    return get_object_or_404(bodies_of(network, on=timezone.localdate()), pk=pk)


def meeting_here(request: SignedInRequest, network: Network, pk: int) -> Meeting:
    """Return the meeting if this person may see it, else 404."""
    return get_object_or_404(meetings_visible_to(request.user, network=network, on=timezone.localdate()), pk=pk)


def item_here(request: SignedInRequest, network: Network, pk: int, position: int) -> AgendaItem:
    """Return the item of a meeting this person may see, else 404."""
    items = meeting_here(request, network, pk).items.select_related("meeting__body__network")
    return get_object_or_404(items, position=position)


def decision_here(request: SignedInRequest, network: Network, pk: int) -> Decision:
    """Return the decision of a meeting this person may see, else 404."""
    today = timezone.localdate()
    meetings = meetings_visible_to(request.user, network=network, on=today)
    found = decisions_visible_to(request.user, network=network, on=today).filter(item__meeting__in=meetings)
    return get_object_or_404(found, pk=pk)


def order_here(request: SignedInRequest, network: Network, pk: int) -> WorkOrder:
    """Return the order if this person may see it, else 404."""
    return get_object_or_404(orders_visible_to(request.user, network=network, on=timezone.localdate()), pk=pk)
