"""Versions of the strategy: reading, drafting the frame, difference."""

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from bildungsnetz.networks.doors import SignedInRequest, network_page
from bildungsnetz.networks.models import Network, VersionStatus
from bildungsnetz.networks.services.errors import NotPossible
from bildungsnetz.strategy import permissions
from bildungsnetz.strategy.consenting import consent_context
from bildungsnetz.strategy.differences import changes_between
from bildungsnetz.strategy.forms.consent import StrategyConsentForm
from bildungsnetz.strategy.forms.version import FrameForm, TitleForm
from bildungsnetz.strategy.models import StrategyVersion
from bildungsnetz.strategy.selectors.version import kept_texts, read_version
from bildungsnetz.strategy.services import copying, drafting
from bildungsnetz.strategy.services.completeness import gaps_of
from bildungsnetz.strategy.views.answering import attempt, draft_here, form_page, version_here
from bildungsnetz.strategy.wording import gap_sentence


@require_GET
@network_page(permissions.reads_strategy)
def version(request: SignedInRequest, network: Network, number: int) -> HttpResponse:
    """Show a version with goals and measures, what is missing, and both consents."""
    found, today = version_here(request, network, number), timezone.localdate()
    mandate = permissions.strategy_mandate(request.user, network=network, on=today)
    writes = permissions.writes_strategy(request.user, network=network, on=today)
    is_draft = found.status == VersionStatus.DRAFT
    context = {
        "network": network,
        "version": found,
        "read": read_version(found),
        "gaps": [gap_sentence(gap) for gap in gaps_of(found, on=today)] if is_draft and writes else [],
        "writes": writes,
        "works": permissions.works_on_strategy(request.user, network=network, on=today),
        "editable": writes and is_draft,
        "may_copy": writes and found.status in copying.BASIS,
        "kept": kept_texts(found) if writes and is_draft else [],
        "form": StrategyConsentForm(initial={"shown_hash": found.content_hash}),
        **consent_context(found, mandate=mandate, on=today),
    }
    return render(request, "strategy/version.html", context)


@require_http_methods(["GET", "POST"])
@network_page(permissions.writes_strategy)
def version_new(request: SignedInRequest, network: Network) -> HttpResponse:
    """Begin the first version of a strategy."""
    return form_page(
        request, network, TitleForm(request.POST or None, initial={"title": _("Joint strategy")}),
        heading=_("Begin strategy"), back=reverse("strategy:overview", args=[network.slug]),
        done=_("The draft is made. Begin with the vision and a guiding goal."),
        save=lambda data: drafting.begin_version(
            network=network, by=request.user, at=timezone.now(), **data
        ).get_absolute_url(),
    )  # fmt: skip


@require_POST
@network_page(permissions.writes_strategy)
def version_next(request: SignedInRequest, network: Network, number: int) -> HttpResponse:
    """Begin a new version as a copy while the old one stays in force."""
    found = version_here(request, network, number)
    made: list[StrategyVersion] = []

    def begin() -> None:
        made.append(copying.begin_next(version=found, by=request.user, at=timezone.now()))

    attempt(request, network, begin, done=_("The new version is drafted. The old one stays in force."))
    return redirect(made[0] if made else found)


@require_http_methods(["GET", "POST"])
@network_page(permissions.writes_strategy)
def frame(request: SignedInRequest, network: Network, number: int) -> HttpResponse:
    """Write title, vision and days of a draft."""
    found = draft_here(request, network, number)
    initial = {name: getattr(found, name) for name in ("title", "vision", "effective_from", "until")}
    return form_page(
        request, network, FrameForm(request.POST or None, initial=initial),
        heading=_("Vision and days"), back=found.get_absolute_url(), done=_("Saved."),
        crumbs=((str(found), found.get_absolute_url()),),
        save=lambda data: drafting.change_frame(version=found, values=data, by=request.user, at=timezone.now()),
    )  # fmt: skip


@require_POST
@network_page(permissions.writes_strategy)
def version_delete(request: SignedInRequest, network: Network, number: int) -> HttpResponse:
    """Delete a draft."""
    found = draft_here(request, network, number)
    try:
        drafting.delete_draft(version=found, by=request.user, at=timezone.now())
    except NotPossible:
        return redirect(found)
    return redirect("strategy:overview", network.slug)


@require_GET
@network_page(permissions.reads_strategy)
def comparison(request: SignedInRequest, network: Network, number: int) -> HttpResponse:
    """Show exactly what a version changes against the one it amends."""
    found = version_here(request, network, number)
    changes = changes_between(found.amends, found) if found.amends else []
    context = {"network": network, "version": found, "other": found.amends, "changes": changes}
    return render(request, "strategy/comparison.html", context)
