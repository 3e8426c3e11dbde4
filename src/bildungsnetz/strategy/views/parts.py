"""What belongs to goals and measures of a draft: indicators, milestones, dependencies, shares of posts."""

from typing import Any

from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from bildungsnetz.networks.doors import SignedInRequest, network_page
from bildungsnetz.networks.models import Network
from bildungsnetz.strategy import permissions
from bildungsnetz.strategy.forms.version import AimForm, MilestoneForm, ShareForm, WaitingForm
from bildungsnetz.strategy.models import Goal, Plan, StrategyVersion
from bildungsnetz.strategy.services import parts
from bildungsnetz.strategy.views.answering import attempt, draft_here, form_page, goal_of, plan_of


@require_http_methods(["GET", "POST"])
@network_page(permissions.writes_strategy)
def goal_aim(request: SignedInRequest, network: Network, version: int, number: int) -> HttpResponse:
    """Judge a goal by a result in the population."""
    of = draft_here(request, network, version)
    intro = _("A result in the population: what became better for children. It is never booked on one office.")
    return _aim_form(request, network, goal_of(of, number), intro)


@require_http_methods(["GET", "POST"])
@network_page(permissions.writes_strategy)
def plan_aim(request: SignedInRequest, network: Network, version: int, number: int) -> HttpResponse:
    """Judge a measure by its performance."""
    of = draft_here(request, network, version)
    intro = _("The performance of this measure: how much, how well, and is anybody better off through it?")
    return _aim_form(request, network, plan_of(of, number), intro)


@require_http_methods(["GET", "POST"])
@network_page(permissions.writes_strategy)
def milestone_new(request: SignedInRequest, network: Network, version: int, number: int) -> HttpResponse:
    """Add a milestone to a measure."""
    plan = plan_of(draft_here(request, network, version), number)
    return _part_form(
        request, network, plan, MilestoneForm(request.POST or None), _("Add milestone"),
        lambda data: parts.set_milestone(plan=plan, number=None, by=request.user, at=timezone.now(), **data),
    )  # fmt: skip


@require_http_methods(["GET", "POST"])
@network_page(permissions.writes_strategy)
def waiting(request: SignedInRequest, network: Network, version: int, number: int) -> HttpResponse:
    """Say for which measures a measure waits."""
    plan = plan_of(draft_here(request, network, version), number)
    initial = {"waits_for": [row.waits_for_id for row in plan.waits.all()]}
    return _part_form(
        request, network, plan, WaitingForm(request.POST or None, plan=plan, initial=initial), _("Set dependencies"),
        lambda data: parts.set_waiting(
            plan=plan, waits_for=list(data["waits_for"]), by=request.user, at=timezone.now()
        ),
    )  # fmt: skip


@require_http_methods(["GET", "POST"])
@network_page(permissions.writes_strategy)
def share(request: SignedInRequest, network: Network, version: int, number: int) -> HttpResponse:
    """Say which share of a post works on a measure."""
    plan = plan_of(draft_here(request, network, version), number)
    return _part_form(
        request, network, plan, ShareForm(request.POST or None, network=network), _("Plan share of a post"),
        lambda data: parts.set_share(plan=plan, by=request.user, at=timezone.now(), **data),
    )  # fmt: skip


@require_POST
@network_page(permissions.writes_strategy)
def part_remove(request: SignedInRequest, network: Network, version: int, kind: str, pk: int) -> HttpResponse:
    """Take an indicator, a milestone or a share out of a draft."""
    of = draft_here(request, network, version)
    kinds: dict[str, Any] = {"kennzahl": of.aims, "meilenstein": of.milestones, "stelle": of.post_shares}
    if kind not in kinds:
        raise Http404
    row = get_object_or_404(kinds[kind], pk=pk)
    attempt(
        request, network, lambda: parts.remove(row=row, by=request.user, at=timezone.now()), done=_("It is taken out.")
    )
    return redirect(of)


def _aim_form(request: SignedInRequest, network: Network, part: Goal | Plan, intro: str) -> HttpResponse:
    form = AimForm(request.POST or None, network=network)

    def save(data: dict[str, Any]) -> None:
        indicator = data.pop("indicator")
        now = timezone.now()
        parts.set_aim(part=part, indicator=indicator, values=data, by=request.user, at=now, on=timezone.localdate(now))

    return form_page(
        request, network, form, heading=_("Set indicator"), back=part.get_absolute_url(), done=_("Saved."),
        intro=intro, crumbs=_crumbs(part.version, part), save=save,
    )  # fmt: skip


def _part_form(
    request: SignedInRequest, network: Network, plan: Plan, form: Any, heading: str, save: Any
) -> HttpResponse:
    return form_page(
        request, network, form, heading=heading, back=plan.get_absolute_url(), done=_("Saved."),
        crumbs=_crumbs(plan.version, plan), save=lambda data: save(data) and None,
    )  # fmt: skip


def _crumbs(version: StrategyVersion, part: Goal | Plan) -> tuple[tuple[str, str], ...]:
    return ((str(version), version.get_absolute_url()), (part.title, part.get_absolute_url()))
