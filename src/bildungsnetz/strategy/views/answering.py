"""The way of every small form of this room, and what a person finds under an address."""

from collections.abc import Callable
from typing import Any

from django import forms
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone

from bildungsnetz.networks.doors import SignedInRequest
from bildungsnetz.networks.models import Network, VersionStatus
from bildungsnetz.networks.selectors import network_by_slug
from bildungsnetz.networks.services.errors import NotPossible
from bildungsnetz.strategy.models import FieldChoice, Goal, KeptText, Measure, Plan, Proposal, StrategyVersion
from bildungsnetz.strategy.selectors.seen import choices_visible_to, measures_visible_to, versions_visible_to
from bildungsnetz.strategy.services.errors import ChangedByOther
from bildungsnetz.strategy.wording import said


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
    crumbs: tuple[tuple[str, str], ...] = (),
) -> HttpResponse:
    """Answer with the form, or save its data, say ``done`` and go to ``back``.

    ``save`` may return an address to go to instead. A form that cannot be saved comes back with what was typed and
    the reason (422). ``crumbs``: label and address of pages above this one.
    """
    kept = None
    if form.is_bound and form.is_valid():
        try:
            result = save(form.cleaned_data)
        except NotPossible as problem:
            form.add_error(None, said(problem, network=network))
            kept = KeptText.objects.filter(pk=problem.kept).first() if isinstance(problem, ChangedByOther) else None
        else:
            messages.success(request, done)
            return redirect(result if isinstance(result, str) else back)
    context = {
        "network": network,
        "form": form,
        "heading": heading,
        "back": back,
        "button": button,
        "intro": intro,
        "crumbs": crumbs,
        "kept": kept,
    }
    return render(request, "strategy/form.html", context, status=422 if form.is_bound else 200)


def attempt(request: SignedInRequest, network: Network, act: Callable[[], object], *, done: str) -> bool:
    """Do something that needs no form, and say what came of it."""
    try:
        act()
    except NotPossible as problem:
        messages.warning(request, said(problem, network=network))
        return False
    messages.success(request, done)
    return True


def network_or_404(slug: str) -> Network:
    """Return the network with this part of the address."""
    network = network_by_slug(slug)
    if network is None:
        raise Http404
    return network


def version_here(request: HttpRequest, network: Network, number: int) -> StrategyVersion:
    """Return the version if this person may see it, else 404."""
    found = versions_visible_to(request.user, network=network, on=timezone.localdate())
    return get_object_or_404(found, number=number)


def draft_here(request: HttpRequest, network: Network, number: int) -> StrategyVersion:
    """Return the version if it is a draft this person may see, else 404."""
    version = version_here(request, network, number)
    if version.status != VersionStatus.DRAFT:
        raise Http404
    return version


def choice_here(request: HttpRequest, network: Network, number: int) -> FieldChoice:
    """Return the choice if this person may see it, else 404."""
    found = choices_visible_to(request.user, network=network, on=timezone.localdate())
    return get_object_or_404(found, number=number)


def proposal_here(network: Network, pk: int) -> Proposal:
    """Return the proposal of this network, else 404."""
    related = ("network", "figures", "clause__version__contract__network", "body__network", "institution", "follows")
    return get_object_or_404(Proposal.objects.filter(network=network).select_related(*related), pk=pk)


def goal_of(version: StrategyVersion, number: int) -> Goal:
    """Return the goal of a version, else 404."""
    related = ("version__network", "field__network", "clause__version__contract__network")
    return get_object_or_404(version.goals.select_related(*related), number=number)


def plan_of(version: StrategyVersion, number: int) -> Plan:
    """Return what a version plans about a measure, else 404."""
    plans = version.plans.select_related("version__network__region", "measure__network")
    return get_object_or_404(plans, measure__number=number)


def measure_here(request: HttpRequest, network: Network, number: int) -> Measure:
    """Return the measure if this person may see it, else 404."""
    found = measures_visible_to(request.user, network=network, on=timezone.localdate())
    return get_object_or_404(found, number=number)
