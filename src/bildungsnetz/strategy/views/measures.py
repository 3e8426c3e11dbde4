"""Measures: a page a citizen understands, two-minute reports, milestones, money, decisions, closing."""

from typing import Any

from django.db.models import Q
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from bildungsnetz.governance.selectors import decisions_visible_to
from bildungsnetz.networks.doors import SignedInRequest, network_page
from bildungsnetz.networks.models import Network, VersionStatus
from bildungsnetz.strategy import permissions
from bildungsnetz.strategy.aims import aims_shown
from bildungsnetz.strategy.forms.progress import ClosingForm, CostForm, DecisionForm, MilestoneReportForm, StatusForm
from bildungsnetz.strategy.models import Measure, MilestoneProgress, Outcome, Plan
from bildungsnetz.strategy.selectors.measures import measure_rows, plan_seen, reports_of
from bildungsnetz.strategy.selectors.seen import visible_states
from bildungsnetz.strategy.services import progress
from bildungsnetz.strategy.standing import standing_tag
from bildungsnetz.strategy.views.answering import form_page, measure_here, network_or_404


@require_GET
def measure(request: HttpRequest, slug: str, number: int) -> HttpResponse:
    """Show a measure: to everybody what both sides agreed and what came out, inside also reports and money."""
    network = network_or_404(slug)
    found, today = measure_here(request, network, number), timezone.localdate()
    plan = plan_seen(found, states=visible_states(request.user, network=network, on=today))
    if plan is None:
        raise Http404
    [row] = measure_rows(plan.version, now=timezone.now(), among=Q(measure=found))
    inside = permissions.works_on_strategy(request.user, network=network, on=today)
    writes = permissions.writes_strategy(request.user, network=network, on=today)
    visible = decisions_visible_to(request.user, network=network, on=today)
    context = {
        "network": network,
        "measure": found,
        "plan": row.plan,
        "row": row,
        "tag": standing_tag(row),
        "aims": aims_shown(network, row.plan.aims.all()),
        "inside": inside,
        "reads": permissions.reads_strategy(request.user, network=network, on=today),
        "writes": writes,
        "editable": writes and plan.version.status == VersionStatus.DRAFT,
        "reports": reports_of(found)[:10] if inside else [],
        "costs": found.costs.order_by("on", "pk") if inside else [],
        "decisions": visible.filter(measure_links__measure=found),
        "waits": [one.waits_for for one in row.plan.waits.all()],
        "left": [one.institution for one in row.plan.responsibilities.all() if _gone(one.institution.ended_on, today)],
    }
    return render(request, "strategy/measure.html", context)


@require_http_methods(["GET", "POST"])
@network_page(permissions.works_on_strategy)
def status(request: SignedInRequest, network: Network, number: int) -> HttpResponse:
    """Report how a measure stands, in two minutes."""
    found = measure_here(request, network, number)
    return _form(
        request, network, found, StatusForm(request.POST or None), _("Report status"),
        lambda data: progress.report_status(measure=found, by=request.user, at=timezone.now(), **data),
        intro=_("Two minutes: how it stands, what has happened, what comes next."),
    )  # fmt: skip


@require_http_methods(["GET", "POST"])
@network_page(permissions.works_on_strategy)
def milestone(request: SignedInRequest, network: Network, number: int, milestone: int) -> HttpResponse:
    """Report a milestone as reached or late."""
    found = measure_here(request, network, number)
    known = MilestoneProgress.objects.filter(measure=found, number=milestone).first()
    names = ("reached_on", "expected_on", "note")
    initial = {name: getattr(known, name) for name in names} if known else {}
    if not found.plans.filter(milestones__number=milestone).exists():
        raise Http404
    return _form(
        request, network, found, MilestoneReportForm(request.POST or None, initial=initial), _("Report milestone"),
        lambda data: progress.report_milestone(
            measure=found, number=milestone, values=data, by=request.user, at=timezone.now()
        ),
    )  # fmt: skip


@require_http_methods(["GET", "POST"])
@network_page(permissions.writes_strategy)
def cost(request: SignedInRequest, network: Network, number: int) -> HttpResponse:
    """Note material costs committed or spent."""
    found = measure_here(request, network, number)
    return _form(
        request, network, found, CostForm(request.POST or None), _("Note costs"),
        lambda data: progress.book_cost(measure=found, by=request.user, at=timezone.now(), **data),
    )  # fmt: skip


@require_http_methods(["GET", "POST"])
@network_page(permissions.writes_strategy)
def decision(request: SignedInRequest, network: Network, number: int) -> HttpResponse:
    """Name the decision that ordered a measure."""
    found, today = measure_here(request, network, number), timezone.localdate()
    offered = decisions_visible_to(request.user, network=network, on=today)
    return _form(
        request, network, found, DecisionForm(request.POST or None, decisions=offered), _("Name decision"),
        lambda data: progress.tie_decision(
            measure=found, decision=data["decision"], on=today, by=request.user, at=timezone.now()
        ),
    )  # fmt: skip


@require_http_methods(["GET", "POST"])
@network_page(permissions.writes_strategy)
def close(request: SignedInRequest, network: Network, number: int) -> HttpResponse:
    """Close a measure with what came out and what was learned."""
    found = measure_here(request, network, number)
    form = ClosingForm(request.POST or None, initial={"on": timezone.localdate()})
    return _form(
        request, network, found, form, _("Close measure"),
        lambda data: progress.close_measure(
            measure=found, by=request.user, at=timezone.now(), **{**data, "outcome": Outcome(data["outcome"])}
        ),
    )  # fmt: skip


def _gone(ended_on: Any, today: Any) -> bool:
    return ended_on is not None and ended_on <= today


def _form(
    request: SignedInRequest, network: Network, found: Measure, form: Any, heading: str, save: Any, *, intro: str = ""
) -> HttpResponse:
    plan = get_object_or_404(Plan.objects.filter(measure=found).order_by("-version__number")[:1])
    return form_page(
        request, network, form, heading=heading, back=found.get_absolute_url(), done=_("Saved."), intro=intro,
        crumbs=((plan.title, found.get_absolute_url()),), save=lambda data: save(data) and None,
    )  # fmt: skip
