"""Consent of both sides to whatever the strategy lays before them; one way for choices, versions and reports."""

from collections.abc import Callable
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from bildungsnetz.networks.doors import SignedInRequest, network_page
from bildungsnetz.networks.models import Mandate, Network, Side
from bildungsnetz.strategy import permissions
from bildungsnetz.strategy.consenting import Subject
from bildungsnetz.strategy.forms.consent import StrategyConsentForm, WhyForm
from bildungsnetz.strategy.selectors.seen import choices_visible_to, reports_visible_to, versions_visible_to
from bildungsnetz.strategy.services import agreeing
from bildungsnetz.strategy.views.answering import attempt, form_page

VISIBLE: dict[str, tuple[Callable[..., Any], str]] = {
    "choice": (choices_visible_to, "number"),
    "version": (versions_visible_to, "number"),
    "report": (reports_visible_to, "year"),
}


def subject_here(request: HttpRequest, network: Network, kind: str, number: int) -> Subject:
    """Return what is addressed if this person may see it, else 404."""
    selector, name = VISIBLE[kind]
    found: Subject = get_object_or_404(
        selector(request.user, network=network, on=timezone.localdate()), **{name: number}
    )
    return found


@require_POST
@network_page(permissions.writes_strategy)
def put_up(request: SignedInRequest, network: Network, number: int, kind: str) -> HttpResponse:
    """Lay a draft before both sides."""
    found = subject_here(request, network, kind, number)
    attempt(
        request, network, lambda: agreeing.put_up(subject=found, by=request.user, at=timezone.now()),
        done=_("It is put up for consent. Both sides have been told."),
    )  # fmt: skip
    return redirect(found)


@require_POST
@network_page(permissions.writes_strategy)
def take_back(request: SignedInRequest, network: Network, number: int, kind: str) -> HttpResponse:
    """Make a draft again of what was put up."""
    found = subject_here(request, network, kind, number)
    attempt(
        request, network, lambda: agreeing.take_back(subject=found, by=request.user, at=timezone.now()),
        done=_("It is a draft again. Consents given before are void."),
    )  # fmt: skip
    return redirect(found)


@require_POST
@network_page(permissions.works_on_strategy)
def consent(request: SignedInRequest, network: Network, number: int, kind: str) -> HttpResponse:
    """Consent for one's side to the text as it was shown."""
    found = subject_here(request, network, kind, number)
    side = Side(_mandate(request, network).side)
    form = StrategyConsentForm(request.POST)
    if not form.is_valid():
        return form_page(
            request, network, form, heading=str(found), back=found.get_absolute_url(), done="", save=_nothing,
            button=_("Consent"),
        )  # fmt: skip
    shown = form.cleaned_data["shown_hash"]
    attempt(
        request, network,
        lambda: agreeing.consent_to(subject=found, side=side, shown_hash=shown, by=request.user, at=timezone.now()),
        done=_("Your consent is recorded."),
    )  # fmt: skip
    return redirect(found)


@require_http_methods(["GET", "POST"])
@network_page(permissions.works_on_strategy)
def refuse(request: SignedInRequest, network: Network, number: int, kind: str) -> HttpResponse:
    """Refuse consent with a reason."""
    return _with_reason(
        request, network, subject_here(request, network, kind, number), _("Do not consent"), agreeing.refuse
    )


@require_http_methods(["GET", "POST"])
@network_page(permissions.works_on_strategy)
def withdraw(request: SignedInRequest, network: Network, number: int, kind: str) -> HttpResponse:
    """Withdraw consent with a reason, until it is in force."""
    return _with_reason(
        request, network, subject_here(request, network, kind, number), _("Withdraw consent"), agreeing.withdraw
    )


def _mandate(request: SignedInRequest, network: Network) -> Mandate:
    mandate = permissions.strategy_mandate(request.user, network=network, on=timezone.localdate())
    if mandate is None:
        raise Http404
    return mandate


def _nothing(_data: dict[str, Any]) -> None:
    """Save nothing; the form is incomplete."""


def _with_reason(
    request: SignedInRequest, network: Network, found: Subject, heading: str, act: Callable[..., Any]
) -> HttpResponse:
    side = Side(_mandate(request, network).side)
    return form_page(
        request, network, WhyForm(request.POST or None), heading=heading, back=found.get_absolute_url(),
        done=_("Saved."), button=heading, crumbs=((str(found), found.get_absolute_url()),),
        save=lambda data: act(subject=found, side=side, reason=data["reason"], by=request.user, at=timezone.now()),
    )  # fmt: skip
