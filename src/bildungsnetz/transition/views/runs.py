"""The office's pages of runs and the result; both sides consent here where the season asks for it."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from bildungsnetz.networks.doors import SignedInRequest, network_page
from bildungsnetz.networks.models import Consent, ConsentStatus, Network, Office, Scope, Side
from bildungsnetz.networks.selectors.people import mandates_for
from bildungsnetz.transition import selectors
from bildungsnetz.transition.comparing import column_of
from bildungsnetz.transition.forms.seasons import ReasonForm, RunForm
from bildungsnetz.transition.models import Folder, Result, Run, RunState, Season
from bildungsnetz.transition.permissions import reads_result, runs_season, season_mandate
from bildungsnetz.transition.services import results as services
from bildungsnetz.transition.services.running import ask_for_run, file_of
from bildungsnetz.transition.views.answering import form_page, season_here, tried

TYPES = {"csv": "text/csv", "json": "application/json", "html": "text/plain"}


@require_GET
@network_page(runs_season)
def runs(request: SignedInRequest, network: Network, year: int) -> HttpResponse:
    """Show the runs of a season beside each other."""
    season = season_here(network, year)
    every = list(selectors.runs_of(season))
    context = {
        "network": network,
        "season": season,
        "runs": every,
        "columns": [column_of(run) for run in every if run.state == RunState.DONE],
        "under_way": [run for run in every if run.state in (RunState.QUEUED, RunState.RUNNING)],
        "result": selectors.result_in_hand(season),
    }
    return render(request, "transition/runs.html", context)


@require_http_methods(["GET", "POST"])
@network_page(runs_season)
def run_new(request: SignedInRequest, network: Network, year: int) -> HttpResponse:
    """Start a run in the background."""
    season = season_here(network, year)
    initial = {name: getattr(season, name) for name in ("max_km", "only_wished", "fields_may_repeat")}
    is_released = selectors.result_shown(season) is not None
    form = RunForm(request.POST or None, initial=initial, after_release=is_released)
    return form_page(
        request, network, form, heading=_("Start trial run"),
        back=reverse("transition:runs", args=[network.slug, year]),
        done=_("The run is queued. You can leave this page; the result will stand here."), button=_("Start trial run"),
        intro=_("Every run uses the seed of the season. Runs differ in rules and offers only."),
        more={"season": season},
        save=lambda data: ask_for_run(season=season, by=request.user, at=timezone.now(), **data),
    )  # fmt: skip


@require_GET
@network_page(reads_result)
def run(request: SignedInRequest, network: Network, year: int, number: int) -> HttpResponse:
    """Show one run: figures, proof, files."""
    season, found = run_here(request, network, year, number)
    context = {
        "network": network,
        "season": season,
        "run": found,
        "column": column_of(found) if found.state == RunState.DONE else None,
        "files": found.files.order_by("folder", "name").only("folder", "name", "size", "sha256", "run"),
        "runs_season": runs_season(request.user, network=network, on=timezone.localdate()),
    }
    return render(request, "transition/run.html", context)


@require_GET
@network_page(runs_season)
def run_file(
    request: SignedInRequest, network: Network, year: int, number: int, folder: str, name: str
) -> HttpResponse:
    """Give out a file of a run as it was written."""
    _season, found = run_here(request, network, year, number)
    content = file_of(found, Folder(folder), name) if folder in Folder.values else None
    if content is None:
        raise Http404
    # The report page brings its own style, which this site's rules for pages would forbid; it is read on disk.
    response = HttpResponse(content, content_type=TYPES.get(name.rpartition(".")[2], "application/octet-stream"))
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    return response


@require_http_methods(["GET", "POST"])
@network_page(runs_season)
def choose(request: SignedInRequest, network: Network, year: int, number: int) -> HttpResponse:
    """Choose a run for the result, with a reason."""
    season, found = run_here(request, network, year, number)
    return form_page(
        request, network, ReasonForm(request.POST or None), heading=_("Choose run %(number)s") % {"number": number},
        back=reverse("transition:result", args=[network.slug, year]), done=_("The run is chosen."),
        button=_("Choose run"), more={"season": season},
        save=lambda data: services.choose_run(run=found, by=request.user, at=timezone.now(), **data),
    )  # fmt: skip


@require_GET
@network_page(reads_result)
def result(request: SignedInRequest, network: Network, year: int) -> HttpResponse:
    """Show the chosen run, who has consented, and when pupils will see it."""
    season = season_here(network, year)
    found = selectors.result_in_hand(season)
    mandate = season_mandate(request.user, network=network, on=timezone.localdate())
    context = {
        "network": network,
        "season": season,
        "result": found,
        "column": column_of(found.run) if found else None,
        "cards": [_card(side, found, mandate) for side in Side] if found and season.needs_consent else [],
        "runs_season": runs_season(request.user, network=network, on=timezone.localdate()),
        "now": timezone.now(),
    }
    return render(request, "transition/result.html", context)


@require_POST
@network_page(reads_result)
def consent(request: SignedInRequest, network: Network, year: int) -> HttpResponse:
    """Consent to the chosen run for the side one speaks for."""
    found, mandate = _in_hand(request, network, year)
    if request.POST.get("has_read") != "on":
        messages.warning(request, _("Please tick that you have read it, then consent."))
    else:
        tried(
            request, network,
            lambda: services.consent_to(
                result=found, side=Side(mandate.side), shown_hash=request.POST.get("shown_hash", ""),
                by=request.user, at=timezone.now(),
            ),
            done=_("Your consent is recorded."),
        )  # fmt: skip
    return redirect("transition:result", network.slug, year)


@require_http_methods(["GET", "POST"])
@network_page(reads_result)
def refuse(request: SignedInRequest, network: Network, year: int) -> HttpResponse:
    """Refuse consent with a reason; the office chooses another run."""
    found, mandate = _in_hand(request, network, year)
    return form_page(
        request, network, ReasonForm(request.POST or None), heading=_("Do not consent"),
        back=reverse("transition:result", args=[network.slug, year]),
        done=_("Recorded. Both sides can read your reason."), button=_("Do not consent"), more={"season": found.season},
        save=lambda data: services.refuse(
            result=found, side=Side(mandate.side), by=request.user, at=timezone.now(), **data
        ),
    )  # fmt: skip


@require_POST
@network_page(runs_season)
def release(request: SignedInRequest, network: Network, year: int) -> HttpResponse:
    """Release the result; pupils see it from the announced hour on."""
    season = season_here(network, year)
    found = selectors.result_in_hand(season)
    if found is None:
        raise Http404
    tried(
        request, network, lambda: services.release_result(result=found, by=request.user, at=timezone.now()),
        done=_("The result is released. Pupils see it from the announced hour on."),
    )  # fmt: skip
    return redirect("transition:result", network.slug, year)


def run_here(request: SignedInRequest, network: Network, year: int, number: int) -> tuple[Season, Run]:
    """Return season and run, else 404; whoever only consents sees the chosen run alone."""
    season = season_here(network, year)
    found = get_object_or_404(selectors.runs_of(season), number=number)
    if not runs_season(request.user, network=network, on=timezone.localdate()):
        chosen = selectors.result_in_hand(season)
        if chosen is None or chosen.run_id != found.pk:
            raise Http404
    return season, found


def _in_hand(request: SignedInRequest, network: Network, year: int) -> tuple[Result, Any]:
    mandate = season_mandate(request.user, network=network, on=timezone.localdate())
    found = selectors.result_in_hand(season_here(network, year))
    if mandate is None or found is None:
        raise Http404
    return found, mandate


def _card(side: Side, result: Result, mandate: Any) -> dict[str, Any]:
    """Gather what stands on one side's card: who consented and when, or who may."""
    words = list(
        Consent.objects.filter(subject_type=result.subject_type, subject_id=result.pk, side=side)
        .select_related("given_by")
        .order_by("-given_at", "-pk")
    )
    given = next((word for word in words if word.status == ConsentStatus.GIVEN), None)
    refused = next((word for word in words if word.status == ConsentStatus.REFUSED), None)
    network = result.season.network
    return {
        "side": side,
        "given": given,
        "refused": refused,
        "office": Office(given.office).label if given else "",
        "able": list(mandates_for(network=network, side=side, scope=Scope.SEASON, on=timezone.localdate())),
        "mine": mandate is not None and mandate.side == side,
    }
