"""A new version while the old one is in force: the same goals and measures under the same numbers, free to change."""

from datetime import date, datetime
from typing import Any

from django.db import models, transaction
from django.utils import timezone

from bildungsnetz.accounts.models import User
from bildungsnetz.networks.models import Clause, VersionStatus
from bildungsnetz.networks.selectors.contracts import version_in_force
from bildungsnetz.networks.services.errors import NotChangeable
from bildungsnetz.strategy.models import (
    Aim,
    Dependency,
    Goal,
    GoalLink,
    Milestone,
    Plan,
    PostShare,
    Responsibility,
    Serves,
    StrategyVersion,
)
from bildungsnetz.strategy.services.drafting import forbid_open_version, next_number, note

BASIS = (VersionStatus.IN_FORCE, VersionStatus.SUPERSEDED, VersionStatus.ENDED, VersionStatus.NOT_AGREED)


@transaction.atomic
def begin_next(*, version: StrategyVersion, by: User, at: datetime) -> StrategyVersion:
    """Begin a new version as a copy of one that is or was in force, or was not agreed.

    Clauses follow to the contract in force where it has the same one. Closed measures stay behind.
    Raises: NotChangeable if the version is still in work; OpenVersionExists if another one is.
    """
    if version.status not in BASIS:
        raise NotChangeable(status=version.status)
    forbid_open_version(version.network)
    new = StrategyVersion.objects.create(
        network=version.network, number=next_number(version.network), title=version.title, vision=version.vision,
        until=version.until, amends=version, created_by=by, created_at=at,
    )  # fmt: skip
    clauses = _clauses_today(version, timezone.localdate(at))
    goals = {
        goal.pk: _copy(goal, new, clause_id=clauses.get(goal.clause_id, goal.clause_id)) for goal in version.goals.all()
    }
    plans = {plan.pk: _copy(plan, new) for plan in version.plans.filter(measure__closed_on=None)}
    _copy_parts(version, new, goals, plans)
    note(new, "version drafted", by, at, amends=[None, version.number])
    return new


def _copy(part: Any, version: StrategyVersion, **changed: Any) -> Any:
    values = {
        field.attname: getattr(part, field.attname)
        for field in part._meta.concrete_fields
        if not field.primary_key and field.name not in ("version", "revision")
    }
    return type(part).objects.create(version=version, **{**values, **changed})


def _copy_parts(old: StrategyVersion, new: StrategyVersion, goals: dict[int, Goal], plans: dict[int, Plan]) -> None:
    kinds: tuple[tuple[type[models.Model], dict[str, dict[int, Any]]], ...] = (
        (GoalLink, {"upper_id": goals, "lower_id": goals}),
        (Serves, {"plan_id": plans, "goal_id": goals}),
        (Responsibility, {"plan_id": plans, "goal_id": goals}),
        (Milestone, {"plan_id": plans}),
        (Dependency, {"plan_id": plans, "waits_for_id": plans}),
        (PostShare, {"plan_id": plans}),
        (Aim, {"plan_id": plans, "goal_id": goals}),
    )
    for model, ties in kinds:
        for row in model._default_manager.filter(version=old).order_by("pk"):
            tied = {name: getattr(row, name) for name in ties}
            if any(key is not None and key not in ties[name] for name, key in tied.items()):
                continue
            _copy(row, new, **{name: ties[name][key].pk if key else None for name, key in tied.items()})


def _clauses_today(version: StrategyVersion, on: date) -> dict[int | None, int]:
    contract = version_in_force(version.network, on=on)
    if contract is None:
        return {}
    today = {(clause.kind, clause.heading): clause.pk for clause in contract.clauses.all()}
    used = Clause.objects.filter(goals__version=version)
    return {clause.pk: today[clause.kind, clause.heading] for clause in used if (clause.kind, clause.heading) in today}
