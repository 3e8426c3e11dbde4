"""What is still missing before a choice, a version or a report can be laid before both sides."""

from collections.abc import Iterator
from datetime import date

from bildungsnetz.networks.models import Competence
from bildungsnetz.networks.selectors.contracts import version_in_force
from bildungsnetz.strategy.models import AnnualReport, FieldChoice, Goal, GoalKind, Plan, StrategyVersion
from bildungsnetz.strategy.services.errors import Gap


def gaps_of(subject: FieldChoice | StrategyVersion | AnnualReport, *, on: date) -> list[Gap]:
    """Return everything that is missing, empty if nothing."""
    if isinstance(subject, FieldChoice):
        return list(_gaps_of_choice(subject))
    if isinstance(subject, StrategyVersion):
        return list(_gaps_of_strategy(subject, on))
    return [] if subject.sections.exists() else [Gap("sections")]


def _gaps_of_choice(choice: FieldChoice) -> Iterator[Gap]:
    lines = list(choice.lines.order_by("position"))
    if not any(line.is_chosen for line in lines):
        yield Gap("chosen")
    for line in lines:
        if not line.reason.strip():
            yield Gap("reason", line.title)


def _gaps_of_strategy(version: StrategyVersion, on: date) -> Iterator[Gap]:
    contract = version_in_force(version.network, on=on)
    if contract is None:
        yield Gap("contract")
    if not version.vision.strip():
        yield Gap("vision")
    if version.effective_from is None:
        yield Gap("effective_from")
    elif version.amends and version.amends.effective_from and version.effective_from <= version.amends.effective_from:
        yield Gap("effective_from_later")
    goals = version.goals.select_related("clause").prefetch_related(
        "aims", "responsibilities__institution", "upper_links", "served_by"
    )
    ordered = list(goals.order_by("number"))
    if not any(goal.kind == GoalKind.GUIDING for goal in ordered):
        yield Gap("guiding")
    for goal in ordered:
        yield from _gaps_of_goal(goal, contract.pk if contract else None, on)
    plans = version.plans.select_related("measure").prefetch_related("serving", "responsibilities__institution")
    for plan in plans.order_by("measure__number"):
        yield from _gaps_of_plan(plan, on)


def _gaps_of_goal(goal: Goal, contract: int | None, on: date) -> Iterator[Gap]:
    if goal.kind != GoalKind.GUIDING and not goal.upper_links.all():
        yield Gap("upper_goal", goal.title)
    if goal.clause is None:
        yield Gap("competence", goal.title)
    elif goal.clause.competence != Competence.JOINT:
        yield Gap("competence_elsewhere", goal.title)
    elif goal.clause.version_id != contract:
        yield Gap("competence_outdated", goal.title)
    yield from _left(goal, on)
    if goal.kind != GoalKind.ACTION:
        return
    if goal.due_on is None:
        yield Gap("due_on", goal.title)
    if not goal.responsibilities.all():
        yield Gap("responsible", goal.title)
    # An action goal is measured by its own figure or by what its measures achieve.
    if not any(aim.baseline_value is not None and aim.target_value is not None for aim in goal.aims.all()):
        yield Gap("measurable", goal.title)


def _gaps_of_plan(plan: Plan, on: date) -> Iterator[Gap]:
    if not plan.serving.all():
        yield Gap("serves", plan.title)
    if not plan.responsibilities.all():
        yield Gap("responsible", plan.title)
    yield from _left(plan, on)


def _left(part: Goal | Plan, on: date) -> Iterator[Gap]:
    for one in part.responsibilities.all():
        if has_left(one.institution.ended_on, on=on):
            yield Gap("left", f"{part.title}: {one.institution}")


def has_left(ended_on: date | None, *, on: date) -> bool:
    """Say whether an institution is no longer there on a day; ``ended_on`` is the first day without it."""
    return ended_on is not None and ended_on <= on
