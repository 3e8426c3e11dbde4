"""What belongs to goals and measures of a draft: indicators with aims, milestones, dependencies, shares of posts."""

from collections.abc import Mapping
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from django.db import models, transaction
from django.db.models import Max

from bildungsnetz.accounts.models import User
from bildungsnetz.monitoring.models import Indicator, Observation
from bildungsnetz.monitoring.selectors.releases import published_figures
from bildungsnetz.networks.models import Network, Post
from bildungsnetz.strategy.models import (
    Aim,
    AimKind,
    Dependency,
    Goal,
    Milestone,
    Plan,
    PostShare,
    StrategyVersion,
)
from bildungsnetz.strategy.services.drafting import draft, note
from bildungsnetz.strategy.services.errors import Circle, DataArrived, MoreThanThePost


@transaction.atomic
def set_aim(
    *, part: Goal | Plan, indicator: Indicator, values: Mapping[str, Any], by: User, at: datetime, on: date
) -> Aim:
    """Judge a goal by a result in the population, or a measure by its performance; replaces the aim there was.

    ``values``: baseline, target and forecast with their periods.
    Raises: NotChangeable; DataArrived if a forecast is declared for a period that has figures already.
    """
    held = draft(part.version)
    about: dict[str, Any] = {"goal": part} if isinstance(part, Goal) else {"plan": part}
    kind = AimKind.POPULATION if isinstance(part, Goal) else AimKind.PERFORMANCE
    earlier = Aim.objects.filter(version=held, indicator=indicator, **about).first()
    given, period = values.get("forecast_value"), values.get("forecast_period", "")
    declared = None
    if given is not None:
        same = earlier and (earlier.forecast_value, earlier.forecast_period) == (given, period)
        declared = earlier.forecast_declared_on if earlier and same else on
        if not same and has_data(held.network, indicator, period):
            raise DataArrived(period=period)
    defaults = {**values, "kind": kind, "forecast_declared_on": declared}
    aim, _created = Aim.objects.update_or_create(version=held, indicator=indicator, **about, defaults=defaults)
    note(held, "aim set", by, at, indicator=[None, indicator.code], part=[None, part.title])
    return aim


def has_data(network: Network, indicator: Indicator, period: str) -> bool:
    """Say whether there are figures of the network's region for a period: observed, or released by code."""
    place = network.region.key
    if Observation.objects.filter(version__indicator=indicator, place=place, period=period).exists():
        return True
    return published_figures(network, code=indicator.code).filter(place=place, period=period).exists()


@transaction.atomic
def set_milestone(*, plan: Plan, number: int | None, title: str, due_on: date, by: User, at: datetime) -> Milestone:
    """Add a milestone to a measure of a draft, or change the one of this number. Raises: NotChangeable."""
    held = draft(plan.version)
    if number is None:
        everywhere = Milestone.objects.filter(plan__measure=plan.measure)
        number = (everywhere.aggregate(last=Max("number"))["last"] or 0) + 1
    milestone, _created = Milestone.objects.update_or_create(
        version=held, plan=plan, number=number, defaults={"title": title, "due_on": due_on}
    )
    note(held, "milestone set", by, at, title=[None, title], due_on=[None, due_on.isoformat()])
    return milestone


@transaction.atomic
def set_waiting(*, plan: Plan, waits_for: list[Plan], by: User, at: datetime) -> None:
    """Say for which measures of the same draft a measure waits. Raises: NotChangeable; Circle naming the way round."""
    held = draft(plan.version)
    titles = {one.pk: one.title for one in held.plans.all()}
    ways: dict[int, list[int]] = {}
    for row in held.dependencies.exclude(plan=plan):
        ways.setdefault(row.plan_id, []).append(row.waits_for_id)
    ways[plan.pk] = [one.pk for one in waits_for]
    if circle := circle_from(plan.pk, ways):
        raise Circle(way=[titles[key] for key in circle])
    plan.waits.all().delete()
    Dependency.objects.bulk_create(Dependency(version=held, plan=plan, waits_for=one) for one in waits_for)
    note(held, "dependencies set", by, at, waits=[None, [one.title for one in waits_for]], part=[None, plan.title])


def circle_from(start: int, ways: Mapping[int, list[int]]) -> list[int]:
    """Return the way from ``start`` along ``ways`` back to itself, the start at both ends; empty if there is none."""
    stack: list[tuple[int, list[int]]] = [(start, [start])]
    seen: set[int] = set()
    while stack:
        place, way = stack.pop()
        for following in ways.get(place, []):
            if following == start:
                return [*way, start]
            if following not in seen:
                seen.add(following)
                stack.append((following, [*way, following]))
    return []


@transaction.atomic
def set_share(*, plan: Plan, post: Post, fte: Decimal, by: User, at: datetime) -> PostShare:
    """Say which share of a post works on a measure. Raises: NotChangeable; MoreThanThePost for overlapping measures."""
    held = draft(plan.version)
    if _most_at_once(held, plan, post) + fte > post.promised_fte:
        raise MoreThanThePost(post=post.title)
    share, _created = PostShare.objects.update_or_create(version=held, plan=plan, post=post, defaults={"fte": fte})
    note(held, "share of a post set", by, at, post=[None, post.title], fte=[None, str(fte)], part=[None, plan.title])
    return share


def _most_at_once(version: StrategyVersion, plan: Plan, post: Post) -> Decimal:
    """Return the largest sum of other shares of a post on any day of a measure."""
    others = PostShare.objects.filter(version=version, post=post).exclude(plan=plan).select_related("plan")
    within = [one for one in others if one.plan.begins_on < plan.ends_on and one.plan.ends_on > plan.begins_on]
    # The sum only grows on days on which a measure begins.
    days = [max(one.plan.begins_on, plan.begins_on) for one in within]
    sums = [sum((o.fte for o in within if o.plan.begins_on <= day < o.plan.ends_on), Decimal(0)) for day in days]
    return max(sums, default=Decimal(0))


@transaction.atomic
def remove(*, row: models.Model, by: User, at: datetime) -> None:
    """Take an aim, a milestone, a dependency or a share out of a draft. Raises: NotChangeable."""
    held = draft(row.version)  # type: ignore[attr-defined]
    note(held, f"{row._meta.model_name} removed", by, at, what=[str(row), None])
    row.delete()
