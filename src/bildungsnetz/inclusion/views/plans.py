"""Forecast, key figures, scenarios and the proposal of places; for those responsible for the counts."""

from typing import Any

from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from bildungsnetz.inclusion.focuses import FOCUSES
from bildungsnetz.inclusion.forms.plans import ScenarioForm, StepForm
from bildungsnetz.inclusion.models import Focus, Scenario
from bildungsnetz.inclusion.models.values import school_year
from bildungsnetz.inclusion.permissions import keeps_counts
from bildungsnetz.inclusion.plan_tables import (
    back_test_table,
    compared_table,
    forecast_table,
    proposal_table,
    quota_table,
    ways_table,
)
from bildungsnetz.inclusion.proposing import propose
from bildungsnetz.inclusion.selectors import support_schools, years_with_counts
from bildungsnetz.inclusion.selectors.planning import (
    forecast_of,
    history_of_need,
    play_scenarios,
    quotas_of,
    scenarios_of,
)
from bildungsnetz.inclusion.services import plans as services
from bildungsnetz.inclusion.views.frame import asked_year, current_year
from bildungsnetz.networks.answering import form_page
from bildungsnetz.networks.doors import SignedInRequest, network_page
from bildungsnetz.networks.models import Network
from bildungsnetz.networks.services.errors import NotPossible
from bildungsnetz.networks.wording import worded

AHEAD = 5


@require_GET
@network_page(keeps_counts)
def forecast(request: SignedInRequest, network: Network) -> HttpResponse:
    """Show the forecast with its error and method."""
    return _forecast_page(request, network)


def _forecast_page(request: SignedInRequest, network: Network, problem: str = "") -> HttpResponse:
    found = forecast_of(history_of_need(network), years=AHEAD)
    context: dict[str, Any] = {"network": network, "keeps": True, "found": found, "problem": problem}
    if found:
        context |= {"table": forecast_table(found), "grades": forecast_table(found, by_grade=True)}
        if found.test:
            context |= {"test": back_test_table(found.test), "error": 100 * found.test.error,
                        "naive": 100 * found.test.naive}  # fmt: skip
    return render(request, "inclusion/forecast.html", context, status=422 if problem else 200)


@require_POST
@network_page(keeps_counts)
def forecast_release(request: SignedInRequest, network: Network) -> HttpResponse:
    """Prepare a release of the forecast; without a back-test it is refused."""
    try:
        release = services.release_forecast(network=network, years=AHEAD, by=request.user, at=timezone.now())
    except NotPossible as obstacle:
        return _forecast_page(request, network, worded(obstacle, network=network))
    return redirect(release.get_absolute_url())


@require_GET
@network_page(keeps_counts)
def quotas(request: SignedInRequest, network: Network) -> HttpResponse:
    """Show the four key figures with their formulas."""
    return _quota_page(request, network)


def _quota_page(request: SignedInRequest, network: Network, problem: str = "") -> HttpResponse:
    years = years_with_counts(network)
    year = asked_year(request, years=years, otherwise=current_year(timezone.localdate()))
    context = {
        "network": network,
        "keeps": True,
        "year": year,
        "year_title": school_year(year),
        "years": [(one, school_year(one)) for one in years],
        "table": quota_table(quotas_of(network, year=year)),
        "problem": problem,
    }
    return render(request, "inclusion/quotas.html", context, status=422 if problem else 200)


@require_POST
@network_page(keeps_counts)
def quota_release(request: SignedInRequest, network: Network) -> HttpResponse:
    """Prepare a release of the key figures."""
    years = years_with_counts(network)
    year = asked_year(request, years=years, otherwise=current_year(timezone.localdate()))
    try:
        release = services.release_quotas(network=network, year=year, by=request.user, at=timezone.now())
    except NotPossible as obstacle:
        return _quota_page(request, network, worded(obstacle, network=network))
    return redirect(release.get_absolute_url())


@require_GET
@network_page(keeps_counts)
def scenarios(request: SignedInRequest, network: Network) -> HttpResponse:
    """Compare all scenarios with leaving things as they are."""
    found = scenarios_of(network)
    played = play_scenarios(network, [[], *(list(one.steps.all()) for one in found)])
    context: dict[str, Any] = {"network": network, "keeps": True, "scenarios": found}
    if played:
        first, outcomes = played
        context["table"] = compared_table(first, [_("As it is"), *(one.title for one in found)], outcomes)
    return render(request, "inclusion/scenarios.html", context)


@require_http_methods(["GET", "POST"])
@network_page(keeps_counts)
def scenario_new(request: SignedInRequest, network: Network) -> HttpResponse:
    """Begin a scenario."""
    now = timezone.now()
    return form_page(
        request, network, ScenarioForm(request.POST or None), heading=_("Begin a scenario"),
        back="inclusion:scenarios", done=_("The scenario is begun. Now add steps."),
        save=lambda data: services.begin_scenario(network=network, by=request.user, at=now, **data),
    )  # fmt: skip


@require_GET
@network_page(keeps_counts)
def scenario(request: SignedInRequest, network: Network, pk: int) -> HttpResponse:
    """Show a scenario: its steps, what becomes of places and need, and the ways."""
    found = get_object_or_404(Scenario, network=network, pk=pk)
    steps = list(found.steps.order_by("from_year", "pk"))
    played = play_scenarios(network, [[], steps])
    context: dict[str, Any] = {"network": network, "keeps": True, "scenario": found, "steps": steps}
    if played:
        first, outcomes = played
        context["table"] = compared_table(first, [_("As it is"), found.title], outcomes)
        context["ways"] = ways_table(network, outcomes[1], first)
    return render(request, "inclusion/scenario.html", context)


@require_http_methods(["GET", "POST"])
@network_page(keeps_counts)
def step_new(request: SignedInRequest, network: Network, pk: int) -> HttpResponse:
    """Add a step to a scenario."""
    found, today, now = get_object_or_404(Scenario, network=network, pk=pk), timezone.localdate(), timezone.now()
    schools = [(one.school_number, one.name) for one in support_schools(network, on=today)]
    return form_page(
        request, network,
        StepForm(request.POST or None, network=network, schools=schools, current=current_year(today)),
        heading=_("Add a step: %(scenario)s") % {"scenario": found}, back="inclusion:scenario", back_to=(pk,),
        done=_("The step is added and everything computed again."),
        save=lambda data: services.add_step(scenario=found, by=request.user, at=now, **data),
    )  # fmt: skip


@require_GET
@network_page(keeps_counts)
def proposal(request: SignedInRequest, network: Network) -> HttpResponse:
    """Propose where places should be in a focus; a proposal with reasons, no decision."""
    focus = request.GET.get("schwerpunkt", "LE")
    number, places = request.GET.get("neue", "2"), request.GET.get("plaetze", "20")
    if focus not in FOCUSES or not all(one.isascii() and one.isdecimal() and len(one) <= 3 for one in (number, places)):
        raise Http404
    found = propose(network, focus=focus, new_sites=min(int(number), 10), places=int(places))
    context = {
        "network": network, "keeps": True, "focus": focus, "focus_title": Focus(focus).label,
        "focuses": Focus.choices, "number": min(int(number), 10), "places": int(places), "found": found,
        "table": proposal_table(found) if found else None,
    }  # fmt: skip
    return render(request, "inclusion/proposal.html", context)
