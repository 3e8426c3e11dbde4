"""The chain clause – field – goal – measure – decision – indicator: every link in both directions, and its gaps."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from bildungsnetz.governance.models import Decision
from bildungsnetz.governance.selectors import decisions_visible_to
from bildungsnetz.monitoring.models import Indicator
from bildungsnetz.networks.models import FieldOfAction, Network
from bildungsnetz.strategy.models import Goal, MeasureDecision, Plan, StrategyVersion
from bildungsnetz.strategy.selectors.offered import indicator_titles
from bildungsnetz.strategy.selectors.version import goals_of, plans_of


@dataclass(frozen=True)
class Stop:
    """One thing in the chain: its kind, its words, the page on which it stands."""

    kind: str
    text: str
    url: str


@dataclass(frozen=True)
class Tie:
    """A link between two stops, with the verb that reads from one to the other."""

    source: Stop
    verb: str
    target: Stop


@dataclass(frozen=True)
class Chain:
    """Everything that hangs together in a field of action, by column, with ties and what is missing."""

    field: FieldOfAction
    columns: Sequence[tuple[str, str, Sequence[Stop]]]
    ties: Sequence[Tie]
    gaps: Sequence[tuple[str, str, str]]


def chain_of(version: StrategyVersion, field: FieldOfAction, *, viewer: Any, on: date) -> Chain:
    """Return the chain of a field in a version; a bounded number of queries however long it is."""
    goals = list(goals_of(version).filter(field=field))
    plans = list(plans_of(version).filter(serving__goal__field=field).distinct())
    links = MeasureDecision.objects.filter(measure__in=[plan.measure_id for plan in plans])
    visible = decisions_visible_to(viewer, network=version.network, on=on)
    decisions = {one.pk: one for one in visible.filter(pk__in=links.values("decision"))}
    ordered = [(row.measure_id, decisions[row.decision_id]) for row in links if row.decision_id in decisions]
    titles = indicator_titles(version.network)
    ties = [
        *_ties_of_goals(version.network, field, goals, titles),
        *_ties_of_plans(version.network, plans, ordered, titles, {goal.pk for goal in goals}),
    ]
    return Chain(field, _columns(ties, goals, plans), ties, _gaps(goals, plans, {key for key, _one in ordered}))


def field_stop(network: Network, field: FieldOfAction) -> Stop:
    """Return a field of action as a stop."""
    return Stop("field", field.name, reverse("strategy:field", args=[network.slug, field.slug]))


def goal_stop(goal: Goal) -> Stop:
    """Return a goal as a stop."""
    return Stop("goal", goal.title, goal.get_absolute_url())


def plan_stop(plan: Plan) -> Stop:
    """Return a measure as a stop."""
    return Stop("measure", plan.title, plan.get_absolute_url())


def decision_stop(decision: Decision) -> Stop:
    """Return a decision as a stop."""
    return Stop("decision", str(decision), decision.get_register_url())


def indicator_stop(network: Network, indicator: Indicator, titles: dict[int, str]) -> Stop:
    """Return an indicator as a stop."""
    url = reverse("monitoring:indicator", args=[network.slug, indicator.code])
    return Stop("indicator", titles.get(indicator.pk, indicator.code), url)


def _ties_of_goals(
    network: Network, field: FieldOfAction, goals: Iterable[Goal], titles: dict[int, str]
) -> Iterable[Tie]:
    for goal in goals:
        stop = goal_stop(goal)
        if goal.clause:
            number = goal.clause.version.number
            url = reverse("networks:version", args=[network.slug, number])
            clause = Stop("clause", str(goal.clause), f"{url}#paragraf-{goal.clause.position}")
            yield Tie(clause, _("allows"), stop)
        yield Tie(field_stop(network, field), _("is worked on by"), stop)
        for link in goal.lower_links.all():
            yield Tie(stop, _("is reached through"), goal_stop(link.lower))
        for row in goal.served_by.all():
            yield Tie(stop, _("is pursued with"), plan_stop(row.plan))
        for aim in goal.aims.all():
            yield Tie(stop, _("shows in the population by"), indicator_stop(network, aim.indicator, titles))


def _ties_of_plans(
    network: Network,
    plans: Iterable[Plan],
    ordered: Iterable[tuple[int, Decision]],
    titles: dict[int, str],
    known: set[int],
) -> Iterable[Tie]:
    decided = list(ordered)
    for plan in plans:
        stop = plan_stop(plan)
        for measure, decision in decided:
            if measure == plan.measure_id:
                yield Tie(decision_stop(decision), _("orders"), stop)
        for aim in plan.aims.all():
            yield Tie(stop, _("is measured by its performance in"), indicator_stop(network, aim.indicator, titles))
        for row in plan.serving.all():
            if row.goal_id not in known:
                yield Tie(goal_stop(row.goal), _("is pursued with"), stop)


def _columns(
    ties: Sequence[Tie], goals: Sequence[Goal], plans: Sequence[Plan]
) -> list[tuple[str, str, Sequence[Stop]]]:
    stops: dict[str, dict[str, Stop]] = {"goal": {}, "measure": {}, "clause": {}, "decision": {}, "indicator": {}}
    for stop in [*map(goal_stop, goals), *map(plan_stop, plans)]:
        stops[stop.kind][stop.url] = stop
    for tie in ties:
        for stop in (tie.source, tie.target):
            if stop.kind in stops:
                stops[stop.kind].setdefault(stop.url, stop)
    heads = {
        "clause": (_("Contract"), _("What may we do together?")),
        "goal": (_("Goals"), _("What shall become better?")),
        "measure": (_("Measures"), _("What do we do for it?")),
        "decision": (_("Decisions"), _("Who agreed to it?")),
        "indicator": (_("Indicators"), _("By what do we see it?")),
    }
    return [(*heads[kind], list(stops[kind].values())) for kind in heads]


def _gaps(goals: Iterable[Goal], plans: Iterable[Plan], decided: set[int]) -> list[tuple[str, str, str]]:
    gaps = []
    for goal in goals:
        url = goal.get_absolute_url()
        if goal.kind == "ACTION" and not any(aim.baseline_value is not None for aim in goal.aims.all()):
            gaps.append((goal.title, url, _("has no indicator with a baseline yet.")))
        if goal.kind == "ACTION" and not goal.served_by.all():
            gaps.append((goal.title, url, _("has no measure yet.")))
    for plan in plans:
        if plan.measure_id not in decided:
            gaps.append((plan.title, plan.get_absolute_url(), _("has no decision yet.")))
        if not plan.aims.all():
            gaps.append((plan.title, plan.get_absolute_url(), _("has no indicator of its performance yet.")))
    return gaps
