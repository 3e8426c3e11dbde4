"""Measures as they are carried out: the plan a person may see, how they stand, and what is stale."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from decimal import Decimal

from django.db.models import Prefetch, Q, QuerySet
from django.utils import timezone

from bildungsnetz.networks.models import Network, VersionStatus
from bildungsnetz.strategy.models import (
    Cost,
    CostKind,
    Dependency,
    Measure,
    Milestone,
    MilestoneProgress,
    Plan,
    PostShare,
    Rhythm,
    Standing,
    StatusReport,
    StrategyVersion,
)
from bildungsnetz.strategy.selectors.version import plans_of

DEFAULT_DAYS = 90


@dataclass(frozen=True)
class MilestoneRow:
    """A milestone as agreed and as it stands."""

    milestone: Milestone
    progress: MilestoneProgress | None
    today: date

    @property
    def reached_on(self) -> date | None:
        """The day it was reached."""
        return self.progress.reached_on if self.progress else None

    @property
    def expected_on(self) -> date:
        """The day it is expected, the agreed one unless somebody said otherwise."""
        return (self.progress.expected_on if self.progress else None) or self.milestone.due_on

    @property
    def is_late(self) -> bool:
        """Whether it is expected later than agreed, or its day has passed."""
        if self.reached_on:
            return False
        return self.expected_on > self.milestone.due_on or self.expected_on < self.today


@dataclass(frozen=True)
class MeasureRow:
    """A measure in a list: its plan, its milestones, its last report and how it counts today."""

    plan: Plan
    milestones: Sequence[MilestoneRow]
    last: StatusReport | None
    silent_days: int | None
    stale_after: int
    committed: Decimal
    spent: Decimal

    @property
    def measure(self) -> Measure:
        """The measure itself."""
        return self.plan.measure

    @property
    def reached(self) -> int:
        """How many milestones are reached."""
        return sum(1 for row in self.milestones if row.reached_on)

    @property
    def is_stale(self) -> bool:
        """Whether a report is missing: never reported after the first days, or too long ago. Closed ones are not."""
        if self.measure.closed_on or self.silent_days is None:
            return False
        return self.silent_days > self.stale_after

    @property
    def standing(self) -> str:
        """One of CLOSED, PROPOSED, STALE, NONE, ON_TRACK, DELAYED, BLOCKED; what is stale is never on track."""
        if self.measure.closed_on:
            return "CLOSED"
        if self.plan.version.status != VersionStatus.IN_FORCE:
            return "PROPOSED"
        if self.is_stale:
            return "STALE"
        if self.last is None:
            return "NONE"
        if self.last.standing == Standing.ON_TRACK and any(row.is_late for row in self.milestones):
            return "DELAYED"
        return self.last.standing


def stale_after_days(network: Network) -> int:
    """Return after how many days a report counts as missing in this network."""
    rhythm = Rhythm.objects.filter(network=network).first()
    return rhythm.stale_after_days if rhythm else DEFAULT_DAYS


def measure_rows(version: StrategyVersion, *, now: datetime, among: Q | None = None) -> list[MeasureRow]:
    """Return the measures of a version as they stand, by number; a dozen queries however many there are."""
    plans = plans_of(version).prefetch_related(
        Prefetch("post_shares", PostShare.objects.select_related("post").order_by("-post__side", "post__title")),
        Prefetch(
            "waits", Dependency.objects.select_related("waits_for__measure").order_by("waits_for__measure__number")
        ),
    )
    plans = plans.filter(among) if among is not None else plans
    found = list(plans)
    measures = [plan.measure_id for plan in found]
    last = _last_reports(measures)
    progress: dict[tuple[int, int], MilestoneProgress] = {
        (row.measure_id, row.number): row for row in MilestoneProgress.objects.filter(measure__in=measures)
    }
    costs: dict[tuple[int, str], Decimal] = {}
    for cost in Cost.objects.filter(measure__in=measures):
        key = cost.measure_id, cost.kind
        costs[key] = costs.get(key, Decimal(0)) + cost.amount
    days, today = stale_after_days(version.network), timezone.localdate(now)
    return [
        MeasureRow(
            plan=plan,
            milestones=[
                MilestoneRow(one, progress.get((plan.measure_id, one.number)), today) for one in plan.milestones.all()
            ],
            last=last.get(plan.measure_id),
            silent_days=_silent_days(plan, last.get(plan.measure_id), today),
            stale_after=days,
            committed=costs.get((plan.measure_id, CostKind.COMMITTED), Decimal(0)),
            spent=costs.get((plan.measure_id, CostKind.SPENT), Decimal(0)),
        )
        for plan in found
    ]


def in_year(year: int) -> Q:
    """Return the condition that a plan runs on a day of a year."""
    return Q(begins_on__lt=date(year + 1, 1, 1), ends_on__gt=date(year, 1, 1))


def plan_seen(measure: Measure, *, states: Sequence[VersionStatus]) -> Plan | None:
    """Return the plan of a measure a person sees: of the version in force, else of the newest visible one."""
    found = Plan.objects.filter(measure=measure, version__status__in=states).select_related("version")
    plans = list(found.order_by("-version__number"))
    in_force = [plan for plan in plans if plan.version.status == VersionStatus.IN_FORCE]
    return next(iter([*in_force, *plans]), None)


def reports_of(measure: Measure) -> QuerySet[StatusReport]:
    """Return the status reports, latest first."""
    return measure.reports.select_related("reported_by").order_by("-reported_at", "-pk")


def measures_due(network: Network, *, now: datetime) -> list[MeasureRow]:
    """Return the measures in force that run today and whose report is missing."""
    version = StrategyVersion.objects.filter(network=network, status=VersionStatus.IN_FORCE).first()
    if version is None:
        return []
    today = timezone.localdate(now)
    running = Q(begins_on__lte=today, measure__closed_on=None)
    return [row for row in measure_rows(version, now=now, among=running) if row.is_stale]


def _last_reports(measures: Sequence[int]) -> dict[int, StatusReport]:
    last: dict[int, StatusReport] = {}
    # Texts of old reports stay where they are; only the newest of each measure is kept.
    for report in StatusReport.objects.filter(measure__in=measures).defer("text").order_by("reported_at", "pk"):
        last[report.measure_id] = report
    return last


def _silent_days(plan: Plan, last: StatusReport | None, today: date) -> int | None:
    since = timezone.localdate(last.reported_at) if last else plan.begins_on
    return (today - since) // timedelta(days=1) if since <= today else None
