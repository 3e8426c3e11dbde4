"""The office's pages of a season: overview, settings, seed."""

from typing import Any

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from bildungsnetz.networks.doors import SignedInRequest, network_page
from bildungsnetz.networks.models import Network
from bildungsnetz.transition import selectors
from bildungsnetz.transition.forms.seasons import SeasonForm
from bildungsnetz.transition.models import Deletion, Season
from bildungsnetz.transition.permissions import runs_season
from bildungsnetz.transition.selectors.figures import figures_of
from bildungsnetz.transition.services import seasons as services
from bildungsnetz.transition.services.closing import delete_codes_and_wishes
from bildungsnetz.transition.stepper import steps_of
from bildungsnetz.transition.views.answering import form_page, season_here, tried
from bildungsnetz.transition.wording import KINDS


@require_GET
@network_page(runs_season)
def seasons(request: SignedInRequest, network: Network) -> HttpResponse:
    """List the seasons of a network."""
    context = {"network": network, "seasons": list(selectors.seasons_of(network))}
    return render(request, "transition/seasons.html", context)


@require_http_methods(["GET", "POST"])
@network_page(runs_season)
def season_new(request: SignedInRequest, network: Network) -> HttpResponse:
    """Open a season; deadlines and rules of last year stand in the form."""
    last = selectors.latest_season(network)
    form = SeasonForm(request.POST or None, initial=_rules_of(last))
    made: list[Season] = []

    def save(data: dict[str, Any]) -> None:
        made.append(
            services.open_season(
                network=network,
                year=data["year"],
                days=form.days,
                values=form.values,
                by=request.user,
                at=timezone.now(),
            )
        )

    answer = form_page(
        request, network, form, heading=_("Open season"), back=reverse("transition:seasons", args=[network.slug]),
        done=_("The season is open. Nothing of it is public yet."), save=save, button=_("Open season"),
    )  # fmt: skip
    return redirect(made[0]) if made else answer


@require_GET
@network_page(runs_season)
def season(request: SignedInRequest, network: Network, year: int) -> HttpResponse:
    """Show where a season stands, where places are short, and what comes next."""
    found = season_here(network, year)
    result = selectors.result_shown(found)
    schools = list(selectors.participations_of(found))
    ready = sum(getattr(school, "codes", 0) > 0 for school in schools)
    days = [day.date for day in selectors.days_of(found)]
    context = {
        "network": network,
        "season": found,
        "days": days,
        "schools": schools,
        "figures": figures_of(found),
        "waiting": selectors.waiting_offers(found).count(),
        "steps": steps_of(
            found, days=days, schools=len(schools), schools_ready=ready,
            released_at=result.released_at if result else None, now=timezone.now(),
        ),
    }  # fmt: skip
    return render(request, "transition/season.html", context)


@require_http_methods(["GET", "POST"])
@network_page(runs_season)
def settings(request: SignedInRequest, network: Network, year: int) -> HttpResponse:
    """Change days, deadlines and rules."""
    found = season_here(network, year)
    days = [day.date for day in selectors.days_of(found)]
    initial = {name: getattr(found, name) for name in (*services.DATES, *services.RULES)}
    form = SeasonForm(request.POST or None, season=found, days=days, initial=initial)
    return form_page(
        request, network, form, heading=_("Settings"), back=found.get_absolute_url(), done=_("Saved."),
        more={"season": found},
        save=lambda _data: services.change_season(
            season=found, days=form.days, values=form.values, by=request.user, at=timezone.now()
        ),
    )  # fmt: skip


@require_POST
@network_page(runs_season)
def seed(request: SignedInRequest, network: Network, year: int) -> HttpResponse:
    """Draw the seed, once."""
    found = season_here(network, year)
    tried(
        request, network, lambda: services.draw_seed(season=found, by=request.user, at=timezone.now()),
        done=_("The seed is drawn and locked away. Its check sum is public."),
    )  # fmt: skip
    return redirect(found)


@require_http_methods(["GET", "POST"])
@network_page(runs_season)
def closing(request: SignedInRequest, network: Network, year: int) -> HttpResponse:
    """Show what is kept of pupils; delete it after the season, and show the proof."""
    found = season_here(network, year)
    if request.method == "POST":
        tried(
            request, network,
            lambda: delete_codes_and_wishes(season=found, by=request.user, at=timezone.now()),
            done=_("Deleted and counted again: nothing is left."),
        )  # fmt: skip
        return redirect("transition:closing", network.slug, year)
    proof = Deletion.objects.filter(season=found).select_related("deleted_by").first()
    rows = [(KINDS[name], count, proof.left[name]) for name, count in proof.deleted.items()] if proof else []
    context = {
        "network": network, "season": found, "proof": proof, "rows": rows,
        "is_over": timezone.localdate() >= found.closes_on,
    }  # fmt: skip
    return render(request, "transition/closing.html", context)


def _rules_of(last: Season | None) -> dict[str, Any]:
    """Take over the rules of last year; its dates would only be wrong."""
    if last is None:
        return {}
    return {"year": last.year + 1, **{name: getattr(last, name) for name in services.RULES}}
