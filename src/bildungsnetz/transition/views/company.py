"""A company's own page, opened by the link from the mail; the address is the key, so there is no sign-in."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from bildungsnetz.accounts.services import LinkProblem
from bildungsnetz.networks.services.errors import NotPossible
from bildungsnetz.transition import selectors
from bildungsnetz.transition.forms.seasons import ReasonForm
from bildungsnetz.transition.models import Host
from bildungsnetz.transition.services import offers as services
from bildungsnetz.transition.services.changing import cancel_offer
from bildungsnetz.transition.views.offers import offer_form
from bildungsnetz.transition.wording import worded


@never_cache
@require_http_methods(["GET", "POST"])
def host(request: HttpRequest, token: str) -> HttpResponse:
    """Show a company its offers and the form; first a preview as pupils see it, then it is sent."""
    found = _behind(token)
    if found is None:
        return _over(request)
    season = found.season
    form = offer_form(season, found, request.POST or None)
    step = request.POST.get("step", "")
    if form.is_bound and form.is_valid() and step == "send":
        try:
            services.submit_offers(host=found, places=form.places, content=form.content, by=None, at=timezone.now())
        except NotPossible as problem:
            form.add_error(None, worded(problem, network=season.network))
        else:
            return _private(redirect("transition:host_thanks", token))
    shows_preview = form.is_bound and form.is_valid() and step == "preview"
    context = {**_frame(found, token), "form": form, "preview": _preview(form) if shows_preview else None}
    status = 422 if form.is_bound and not form.is_valid() else 200
    name = "transition/host_preview.html" if shows_preview else "transition/host.html"
    return _private(render(request, name, context, status=status))


@never_cache
@require_http_methods(["GET"])
def thanks(request: HttpRequest, token: str) -> HttpResponse:
    """Thank a company and say what happens next."""
    found = _behind(token)
    if found is None:
        return _over(request)
    return _private(render(request, "transition/host_thanks.html", _frame(found, token)))


@require_POST
def not_this_year(request: HttpRequest, token: str) -> HttpResponse:
    """Note that a company takes no part this year."""
    found = _behind(token)
    if found is None:
        return _over(request)
    services.decline(host=found, reason=request.POST.get("reason", "")[:300], at=timezone.now())
    return _private(redirect("transition:host_thanks", token))


@require_POST
def like_last_year(request: HttpRequest, token: str) -> HttpResponse:
    """Offer the same as last year, by one click."""
    found = _behind(token)
    if found is None:
        return _over(request)
    try:
        services.take_over(host=found, at=timezone.now())
    except NotPossible as problem:
        messages.warning(request, worded(problem, network=found.season.network))
        return _private(redirect("transition:host", token))
    return _private(redirect("transition:host_thanks", token))


@require_http_methods(["GET", "POST"])
def cancel(request: HttpRequest, token: str, pk: int) -> HttpResponse:
    """Let a company call one of its offers off, with a reason."""
    found = _behind(token)
    if found is None:
        return _over(request)
    offer = get_object_or_404(selectors.offers_of(found.season).filter(host=found), pk=pk)
    form = ReasonForm(request.POST or None)
    if form.is_bound and form.is_valid():
        try:
            cancel_offer(offer=offer, reason=form.cleaned_data["reason"], by=None, at=timezone.now())
        except NotPossible as problem:
            form.add_error(None, worded(problem, network=found.season.network))
        else:
            return _private(redirect("transition:host", token))
    context = {**_frame(found, token), "form": form, "offer": offer}
    status = 422 if form.is_bound else 200
    return _private(render(request, "transition/host_cancel.html", context, status=status))


def _behind(token: str) -> Host | None:
    try:
        return services.host_behind(token=token, at=timezone.now())
    except (LinkProblem, Host.DoesNotExist):
        return None


def _frame(host: Host, token: str) -> dict[str, Any]:
    season = host.season
    every = list(selectors.offers_of(season).filter(host=host))
    return {
        "host": host,
        "season": season,
        "network": season.network,
        "site_region": season.network.name,
        "token": token,
        "offers": every,
        "expected": list(selectors.expected_at(host)) if selectors.plan_is_shown(season, now=timezone.now()) else [],
        "last_year": [] if every else services.last_offers(host),
        "is_open": timezone.localdate() <= season.offers_until,
    }


def _preview(form: Any) -> dict[str, Any]:
    return {
        "days": [(day.date, count) for day, count in form.places.items() if count],
        "field": dict(form.fields["field"].choices)[form.cleaned_data["field"]],
        "town": dict(form.fields["town"].choices)[form.cleaned_data["town"]],
        **{name: form.cleaned_data[name] for name in services.CONTENT if name not in ("field", "town")},
    }


def _over(request: HttpRequest) -> HttpResponse:
    return _private(render(request, "transition/link_over.html", status=404))


def _private(response: HttpResponse) -> HttpResponse:
    """Keep the address, which is the key, out of other sites' logs."""
    response["Referrer-Policy"] = "same-origin"
    return response
