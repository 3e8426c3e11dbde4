"""Goals and planned measures of a version: reading and drafting them."""

from typing import Any

from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from bildungsnetz.networks.doors import SignedInRequest, network_page
from bildungsnetz.networks.models import Network, VersionStatus
from bildungsnetz.strategy import permissions
from bildungsnetz.strategy.aims import aims_shown
from bildungsnetz.strategy.forms.version import GoalForm, PlanForm
from bildungsnetz.strategy.models import Goal, KeptText, Plan
from bildungsnetz.strategy.selectors.version import goals_of
from bildungsnetz.strategy.services import drafting
from bildungsnetz.strategy.views.answering import attempt, draft_here, form_page, goal_of, plan_of, version_here

GOAL = ("kind", "title", "text", "field", "clause", "due_on", "target_group", "risks", "stop_when")
PLAN = (
    "title", "summary", "need", "target_group", "places", "begins_on", "ends_on", "costs_planned", "funder", "risks",
    "stop_when",
)  # fmt: skip


@require_GET
@network_page(permissions.reads_strategy)
def goal(request: SignedInRequest, network: Network, version: int, number: int) -> HttpResponse:
    """Show a goal with its way up and down and the curves of its indicators."""
    of, today = version_here(request, network, version), timezone.localdate()
    found = get_object_or_404(goals_of(of), number=number)
    context = {
        "network": network,
        "version": of,
        "goal": found,
        "aims": aims_shown(network, found.aims.all()),
        "editable": of.status == VersionStatus.DRAFT
        and permissions.writes_strategy(request.user, network=network, on=today),
    }
    return render(request, "strategy/goal.html", context)


@require_http_methods(["GET", "POST"])
@network_page(permissions.writes_strategy)
def goal_new(request: SignedInRequest, network: Network, version: int) -> HttpResponse:
    """Add a goal to a draft."""
    return _goal_form(request, network, version, None)


@require_http_methods(["GET", "POST"])
@network_page(permissions.writes_strategy)
def goal_change(request: SignedInRequest, network: Network, version: int, number: int) -> HttpResponse:
    """Change a goal of a draft; a text that meets a newer one is kept beside it."""
    return _goal_form(request, network, version, number)


@require_POST
@network_page(permissions.writes_strategy)
def goal_remove(request: SignedInRequest, network: Network, version: int, number: int) -> HttpResponse:
    """Take a goal out of a draft."""
    of = draft_here(request, network, version)
    found = goal_of(of, number)
    attempt(
        request, network, lambda: drafting.remove_part(part=found, by=request.user, at=timezone.now()),
        done=_("The goal is taken out of this version."),
    )  # fmt: skip
    return redirect(of)


@require_http_methods(["GET", "POST"])
@network_page(permissions.writes_strategy)
def plan_new(request: SignedInRequest, network: Network, version: int) -> HttpResponse:
    """Add a measure to a draft."""
    return _plan_form(request, network, version, None)


@require_http_methods(["GET", "POST"])
@network_page(permissions.writes_strategy)
def plan_change(request: SignedInRequest, network: Network, version: int, number: int) -> HttpResponse:
    """Change what a draft plans about a measure."""
    return _plan_form(request, network, version, number)


@require_POST
@network_page(permissions.writes_strategy)
def plan_remove(request: SignedInRequest, network: Network, version: int, number: int) -> HttpResponse:
    """Take a measure out of a draft."""
    of = draft_here(request, network, version)
    found = plan_of(of, number)
    attempt(
        request, network, lambda: drafting.remove_part(part=found, by=request.user, at=timezone.now()),
        done=_("The measure is taken out of this version."),
    )  # fmt: skip
    return redirect(of)


@require_POST
@network_page(permissions.writes_strategy)
def settle(request: SignedInRequest, network: Network, version: int, pk: int) -> HttpResponse:
    """Put a kept text aside for good."""
    of = draft_here(request, network, version)
    kept = get_object_or_404(KeptText, version=of, pk=pk)
    attempt(
        request, network, lambda: drafting.settle_kept_text(kept=kept, by=request.user, at=timezone.now()),
        done=_("The text is settled."),
    )  # fmt: skip
    return redirect(of)


def _goal_form(request: SignedInRequest, network: Network, version: int, number: int | None) -> HttpResponse:
    of, today = draft_here(request, network, version), timezone.localdate()
    found = goal_of(of, number) if number is not None else None
    form = GoalForm(request.POST or None, version=of, goal=found, on=today, initial=_initial(found, GOAL))

    def save(data: dict[str, Any]) -> str:
        values = {name: data[name] for name in GOAL}
        saved = drafting.set_goal(
            version=of, number=number, revision=data["revision"], values=values, upper=data["upper"],
            responsible=data["responsible"], by=request.user, at=timezone.now(),
        )  # fmt: skip
        return Goal.objects.select_related("version__network").get(pk=saved.pk).get_absolute_url()

    return form_page(
        request, network, form, heading=_("Change goal") if found else _("Add goal"),
        back=found.get_absolute_url() if found else of.get_absolute_url(), done=_("Saved."), save=save,
        crumbs=((str(of), of.get_absolute_url()),),
    )  # fmt: skip


def _plan_form(request: SignedInRequest, network: Network, version: int, number: int | None) -> HttpResponse:
    of, today = draft_here(request, network, version), timezone.localdate()
    found = plan_of(of, number) if number is not None else None
    if found and found.measure.closed_on:
        raise Http404
    form = PlanForm(request.POST or None, version=of, on=today, initial=_initial(found, PLAN))

    def save(data: dict[str, Any]) -> str:
        values = {name: data[name] for name in PLAN}
        saved = drafting.set_measure(
            version=of, number=number, revision=data["revision"], values=values, goals=data["goals"],
            responsible=data["responsible"], by=request.user, at=timezone.now(),
        )  # fmt: skip
        return Plan.objects.select_related("measure__network").get(pk=saved.pk).get_absolute_url()

    return form_page(
        request, network, form, heading=_("Change measure") if found else _("Add measure"),
        back=found.get_absolute_url() if found else of.get_absolute_url(), done=_("Saved."), save=save,
        crumbs=((str(of), of.get_absolute_url()),),
    )  # fmt: skip


def _initial(part: Goal | Plan | None, names: tuple[str, ...]) -> dict[str, Any]:
    if part is None:
        return {"revision": 0}
    initial = {name: getattr(part, name) for name in names}
    initial |= {"revision": part.revision, "responsible": [r.institution_id for r in part.responsibilities.all()]}
    if isinstance(part, Goal):
        initial["upper"] = [link.upper_id for link in part.upper_links.all()]
    else:
        initial["goals"] = [row.goal_id for row in part.serving.all()]
    return initial
