"""The workshop of releases: prepare, protect, lay before both sides, consent, correct."""

from collections.abc import Callable
from typing import Any

from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from bildungsnetz.journal.backlinks import links_to
from bildungsnetz.monitoring import permissions
from bildungsnetz.monitoring.consenting import consent_context
from bildungsnetz.monitoring.forms.releases import (
    FiguresConsentForm,
    IndicatorTableForm,
    OwnTableForm,
    ReleaseForm,
    WhyForm,
)
from bildungsnetz.monitoring.models import Protection, Release, TableKind, Unit
from bildungsnetz.monitoring.presenting import names_of_places, table_of
from bildungsnetz.monitoring.release_wording import left_out_sentences, protection_sentences
from bildungsnetz.monitoring.selectors.observed import releasable_versions, rows_to_release
from bildungsnetz.monitoring.selectors.releases import release_named, releases_visible_to
from bildungsnetz.monitoring.services import protecting
from bildungsnetz.monitoring.services import releases as services
from bildungsnetz.monitoring.views.acting import attempt
from bildungsnetz.networks.doors import SignedInRequest, network_page
from bildungsnetz.networks.models import Network, Side, VersionStatus

ROWS_SHOWN = 40


@require_GET
@network_page(permissions.works_on_releases)
def overview(request: SignedInRequest, network: Network) -> HttpResponse:
    """List the releases one may see, latest first."""
    today = timezone.localdate()
    context = {
        "network": network,
        "releases": releases_visible_to(request.user, network=network, on=today),
        "may_prepare": permissions.may_edit_figures(request.user, network=network, on=today),
    }
    return render(request, "monitoring/releases.html", context)


@require_http_methods(["GET", "POST"])
@network_page(permissions.may_edit_figures)
def prepare(request: SignedInRequest, network: Network) -> HttpResponse:
    """Begin a release, or with ``?berichtigt=`` the correction of a published one."""
    corrects = _corrected(request, network)
    initial = {"title": _("Correction: %(title)s") % {"title": corrects.title}} if corrects else {}
    form = ReleaseForm(request.POST or None, initial=initial)
    if form.is_bound and form.is_valid():
        data = form.cleaned_data
        release = services.prepare_release(
            network=network, title=data["title"], text=data["text"], method=data["method"],
            publish_at=data["publish_at"], corrects=corrects, by=request.user, at=timezone.now(),
        )  # fmt: skip
        return redirect(release)
    return _form(request, network, form, _("Prepare a release"))


@require_GET
@network_page(permissions.works_on_releases)
def release(request: SignedInRequest, network: Network, name: str) -> HttpResponse:
    """Show a release: where it stands, its tables, how it was protected, what both sides said."""
    return _page(request, network, _visible(request, network, name), FiguresConsentForm())


@require_http_methods(["GET", "POST"])
@network_page(permissions.may_edit_figures)
def change(request: SignedInRequest, network: Network, name: str) -> HttpResponse:
    """Change title, text, method and hour of a draft."""
    found = _visible(request, network, name)
    form = ReleaseForm(request.POST or None, initial=ReleaseForm.of(found))
    if form.is_bound and form.is_valid():
        data = form.cleaned_data

        def save() -> Release:
            return services.change_release(
                release=found, title=data["title"], text=data["text"], method=data["method"],
                publish_at=data["publish_at"], by=request.user, at=timezone.now(),
            )  # fmt: skip

        if attempt(request, network, save, form):
            return redirect(found)
    return _form(request, network, form, _("Title, text and hour"), found)


@require_http_methods(["GET", "POST"])
@network_page(permissions.may_edit_figures)
def add_indicator(request: SignedInRequest, network: Network, name: str) -> HttpResponse:
    """Take observations of an indicator into a draft."""
    found = _visible(request, network, name)
    initial = {"indicator": request.GET.get("kennzahl")}
    form = IndicatorTableForm(request.POST or None, initial=initial, versions=releasable_versions(network))
    if form.is_bound and form.is_valid():
        data = form.cleaned_data
        version = data["indicator"]
        taken = rows_to_release(
            network, version=version, grouping=data["grouping"], since=data["since"], until=data["until"]
        )
        table = services.NewTable(
            code=version.indicator.code, title=version.title, unit=version.unit, source=version.source,
            kind=TableKind.COUNTS if taken.is_own else TableKind.VALUES, licence=version.licence, rows=taken.rows,
            grouping=data["grouping"], note=version.note, left_out=taken.left_out,
            definition={
                "definition": version.definition, "part": version.numerator, "whole": version.denominator,
                "counted": version.counted_at, "direction": version.get_direction_display(),
                "not_to_mix": version.not_to_mix, "reference_day": version.reference_day,
            },
        )  # fmt: skip
        if not taken.rows:
            form.add_error(None, _("There are no observations for this choice."))
        elif attempt(request, network, lambda: _add(request, found, table), form):
            return redirect(found)
    return _form(request, network, form, _("Take an indicator into the release"), found)


@require_http_methods(["GET", "POST"])
@network_page(permissions.may_edit_figures)
def add_own(request: SignedInRequest, network: Network, name: str) -> HttpResponse:
    """Enter own counts into a draft; they are protected here."""
    found = _visible(request, network, name)
    form = OwnTableForm(request.POST or None, region_key=network.region.key)
    if form.is_bound and form.is_valid():
        data = form.cleaned_data
        table = services.NewTable(
            code=data["code"], title=data["title"], kind=TableKind.COUNTS, unit=Unit.SHARE, source=data["source"],
            licence="dl-de/by-2-0", rows=data["rows"], grouping=data["grouping"],
            definition={"part": data["part"], "whole": data["whole"]},
        )  # fmt: skip
        if attempt(request, network, lambda: _add(request, found, table), form):
            return redirect(found)
    return _form(request, network, form, _("Enter own counts"), found)


@require_POST
@network_page(permissions.may_edit_figures)
def remove_table(request: SignedInRequest, network: Network, name: str, position: int) -> HttpResponse:
    """Take a table out of a draft."""
    found = _visible(request, network, name)
    table = get_object_or_404(found.tables, position=position)
    attempt(request, network, lambda: services.remove_table(table=table, by=request.user, at=timezone.now()))
    return redirect(found)


@require_POST
@network_page(permissions.may_edit_figures)
def act(request: SignedInRequest, network: Network, name: str) -> HttpResponse:
    """Protect, put up, take back, or delete a draft; the button's value says which."""
    found = _visible(request, network, name)
    acts: dict[str, Callable[..., Any]] = {
        "schuetzen": protecting.ask_to_protect,
        "vorlegen": services.put_up,
        "zurueckholen": services.take_back,
        "loeschen": services.delete_draft,
    }
    wanted = request.POST.get("tun", "")
    if wanted not in acts:
        raise Http404
    done = attempt(request, network, lambda: acts[wanted](release=found, by=request.user, at=timezone.now()))
    if done and wanted == "loeschen":
        return redirect("monitoring:releases", network.slug)
    return redirect(found)


@require_POST
@network_page(permissions.works_on_releases)
def consent(request: SignedInRequest, network: Network, name: str) -> HttpResponse:
    """Consent for one's side to the release as it was shown."""
    found = _visible(request, network, name)
    mandate = permissions.release_mandate(request.user, network=network, on=timezone.localdate())
    if mandate is None:
        raise Http404
    form = FiguresConsentForm(request.POST)
    if not form.is_valid():
        return _page(request, network, found, form, status=422)
    side = Side(mandate.side)
    attempt(
        request,
        network,
        lambda: services.consent_to_release(
            release=found, side=side, shown_hash=form.cleaned_data["shown_hash"], by=request.user, at=timezone.now()
        ),
        said_when_done=_("Your consent is recorded."),
    )
    return redirect(found)


@require_http_methods(["GET", "POST"])
@network_page(permissions.works_on_releases)
def refuse(request: SignedInRequest, network: Network, name: str) -> HttpResponse:
    """Refuse consent with a reason."""
    return _with_reason(request, network, name, _("Do not consent"), services.refuse_release)


@require_http_methods(["GET", "POST"])
@network_page(permissions.works_on_releases)
def withdraw(request: SignedInRequest, network: Network, name: str) -> HttpResponse:
    """Withdraw consent with a reason, until publication."""
    return _with_reason(request, network, name, _("Withdraw consent"), services.withdraw_from_release)


def _with_reason(
    request: SignedInRequest, network: Network, name: str, heading: str, act: Callable[..., Any]
) -> HttpResponse:
    found = _visible(request, network, name)
    mandate = permissions.release_mandate(request.user, network=network, on=timezone.localdate())
    if mandate is None:
        raise Http404
    form = WhyForm(request.POST or None)
    if form.is_bound and form.is_valid():
        side, reason = Side(mandate.side), form.cleaned_data["reason"]
        attempt(
            request, network, lambda: act(release=found, side=side, reason=reason, by=request.user, at=timezone.now())
        )
        return redirect(found)
    return _form(request, network, form, heading, found)


def _page(
    request: SignedInRequest, network: Network, found: Release, form: FiguresConsentForm, *, status: int = 200
) -> HttpResponse:
    today = timezone.localdate()
    mandate = permissions.release_mandate(request.user, network=network, on=today)
    form.initial["shown_hash"] = found.content_hash
    names = names_of_places(network.region.key, network.region.name)
    tables = [
        (table, table_of(list(table.figures.all())[:ROWS_SHOWN], unit=table.unit, names=names), table.figures.count())
        for table in found.tables.order_by("position")
    ]
    may_prepare = permissions.may_edit_figures(request.user, network=network, on=today)
    context = {
        "network": network,
        "release": found,
        "tables": tables,
        "shown_rows": ROWS_SHOWN,
        "steps": _steps(found),
        "sentences": protection_sentences(found),
        "left_out": left_out_sentences(found, names),
        "is_busy": found.protection in (Protection.QUEUED, Protection.RUNNING),
        "is_safe": found.protection == Protection.SAFE,
        "may_prepare": may_prepare,
        "form": form,
        "links": links_to(found, viewer=request.user),
        **consent_context(found, mandate=mandate, on=today),
    }
    return render(request, "monitoring/release.html", context, status=status)


def _steps(found: Release) -> list[dict[str, str]]:
    status = VersionStatus(found.status)
    safe, up = found.protection == Protection.SAFE, status != VersionStatus.DRAFT
    agreed = status in (VersionStatus.AGREED, VersionStatus.IN_FORCE, VersionStatus.SUPERSEDED)
    out = status in (VersionStatus.IN_FORCE, VersionStatus.SUPERSEDED)
    labels = [
        (_("Prepare"), safe or up), (_("Protect"), safe), (_("Put up for consent"), up),
        (_("Consent of both sides"), agreed), (_("Published"), out),
    ]  # fmt: skip
    current = next((n for n, (_label, done) in enumerate(labels) if not done), len(labels))
    return [
        {"label": label, "note": "", "state": "done" if done else "current" if n == current else "open"}
        for n, (label, done) in enumerate(labels)
    ]


def _visible(request: SignedInRequest, network: Network, name: str) -> Release:
    among = releases_visible_to(request.user, network=network, on=timezone.localdate())
    found = release_named(name, among=among)
    if found is None:
        raise Http404
    return found


def _corrected(request: SignedInRequest, network: Network) -> Release | None:
    name = request.GET.get("berichtigt", "")
    if not name:
        return None
    found = _visible(request, network, name)
    if found.status != VersionStatus.IN_FORCE:
        raise Http404
    return found


def _add(request: SignedInRequest, found: Release, table: services.NewTable) -> object:
    return services.add_table(release=found, table=table, by=request.user, at=timezone.now())


def _form(
    request: SignedInRequest, network: Network, form: Any, heading: str, found: Release | None = None
) -> HttpResponse:
    context = {
        "network": network, "form": form, "heading": heading, "release": found,
        "back_url": found.get_absolute_url() if found else "",
    }  # fmt: skip
    return render(request, "monitoring/release_form.html", context, status=422 if form.is_bound else 200)
