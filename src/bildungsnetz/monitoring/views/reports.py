"""Reading the education report: its editions, one of them as page and as PDF, and the consent of both sides."""

from collections.abc import Callable
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from bildungsnetz.monitoring import permissions
from bildungsnetz.monitoring.consenting import consent_context
from bildungsnetz.monitoring.forms.releases import FiguresConsentForm, WhyForm
from bildungsnetz.monitoring.models import ReportEdition
from bildungsnetz.monitoring.presenting import legend
from bildungsnetz.monitoring.report_content import glossary_of, read_chapters, sources_of
from bildungsnetz.monitoring.report_paper import report_paper
from bildungsnetz.monitoring.selectors.reports import editions_visible_to
from bildungsnetz.monitoring.services import reports as services
from bildungsnetz.monitoring.views.acting import attempt
from bildungsnetz.networks.doors import SignedInRequest, network_page
from bildungsnetz.networks.models import Mandate, Network, Side
from bildungsnetz.networks.selectors import network_by_slug


@require_safe
def overview(request: HttpRequest, slug: str) -> HttpResponse:
    """List the editions one may read, latest first."""
    network = network_or_404(slug)
    today = timezone.localdate()
    context = {
        "network": network,
        "editions": editions_visible_to(request.user, network=network, on=today),
        "may_begin": permissions.may_edit_figures(request.user, network=network, on=today),
        "works_on_it": permissions.works_on_releases(request.user, network=network, on=today),
    }
    return render(request, "monitoring/reports.html", context)


@require_safe
def report(request: HttpRequest, slug: str, number: int) -> HttpResponse:
    """Show an edition as it is read; who works on it also sees where it stands."""
    network = network_or_404(slug)
    return _page(request, network, edition_or_404(request, network, number), FiguresConsentForm())


@require_safe
def report_pdf(request: HttpRequest, slug: str, number: int) -> HttpResponse:
    """Give out an edition as an accessible PDF."""
    edition = edition_or_404(request, network_or_404(slug), number)
    response = HttpResponse(report_paper(edition), content_type="application/pdf")
    response["Content-Disposition"] = f'inline; filename="{slug}-bildungsbericht-{edition.number}.pdf"'
    return response


@require_POST
@network_page(permissions.works_on_releases)
def consent(request: SignedInRequest, network: Network, number: int) -> HttpResponse:
    """Consent for one's side to the edition as it was shown."""
    found = edition_or_404(request, network, number)
    side = Side(_mandate(request, network).side)
    form = FiguresConsentForm(request.POST)
    if not form.is_valid():
        return _page(request, network, found, form, status=422)
    shown = form.cleaned_data["shown_hash"]
    attempt(
        request,
        network,
        lambda: services.consent_to_edition(
            edition=found, side=side, shown_hash=shown, by=request.user, at=timezone.now()
        ),
        said_when_done=_("Your consent is recorded."),
    )
    return redirect(found)


@require_http_methods(["GET", "POST"])
@network_page(permissions.works_on_releases)
def refuse(request: SignedInRequest, network: Network, number: int) -> HttpResponse:
    """Refuse consent with a reason."""
    return _with_reason(request, network, number, _("Do not consent"), services.refuse_edition)


@require_http_methods(["GET", "POST"])
@network_page(permissions.works_on_releases)
def withdraw(request: SignedInRequest, network: Network, number: int) -> HttpResponse:
    """Withdraw consent with a reason, until publication."""
    return _with_reason(request, network, number, _("Withdraw consent"), services.withdraw_from_edition)


def network_or_404(slug: str) -> Network:
    """Return the network with this part of the address."""
    network = network_by_slug(slug)
    if network is None:
        raise Http404
    return network


def edition_or_404(request: HttpRequest, network: Network, number: int) -> ReportEdition:
    """Return the edition if this person may read it."""
    visible = editions_visible_to(request.user, network=network, on=timezone.localdate())
    return get_object_or_404(visible, number=number)


def _mandate(request: SignedInRequest, network: Network) -> Mandate:
    mandate = permissions.release_mandate(request.user, network=network, on=timezone.localdate())
    if mandate is None:
        raise Http404
    return mandate


def _with_reason(
    request: SignedInRequest, network: Network, number: int, heading: str, act: Callable[..., Any]
) -> HttpResponse:
    found = edition_or_404(request, network, number)
    side = Side(_mandate(request, network).side)
    form = WhyForm(request.POST or None)
    if form.is_bound and form.is_valid():
        reason = form.cleaned_data["reason"]
        attempt(
            request,
            network,
            lambda: act(edition=found, side=side, reason=reason, by=request.user, at=timezone.now()),
        )
        return redirect(found)
    context = {"network": network, "form": form, "heading": heading, "edition": found, "back_url": found}
    return render(request, "monitoring/report_form.html", context, status=422 if form.is_bound else 200)


def _page(
    request: HttpRequest, network: Network, found: ReportEdition, form: FiguresConsentForm, *, status: int = 200
) -> HttpResponse:
    today = timezone.localdate()
    chapters = read_chapters(found)
    form.initial["shown_hash"] = found.content_hash
    context: dict[str, Any] = {
        "network": network,
        "edition": found,
        "chapters": chapters,
        "sources": sources_of(chapters),
        "glossary": glossary_of(found),
        "legend": legend(),
        "may_write": permissions.may_write(request.user, edition=found, on=today),
        "works_on_it": permissions.works_on_releases(request.user, network=network, on=today),
        "form": form,
    }
    if context["works_on_it"]:
        mandate = permissions.release_mandate(request.user, network=network, on=today)
        context |= consent_context(found, mandate=mandate, on=today)
    return render(request, "monitoring/report.html", context, status=status)
