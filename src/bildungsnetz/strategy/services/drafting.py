"""Writing a version of the strategy: frame, goals and measures, by several people without losing anybody's text."""

from collections.abc import Callable, Iterable, Mapping
from datetime import datetime
from typing import Any

from django.db import models, transaction
from django.db.models import Max

from bildungsnetz.accounts.models import User
from bildungsnetz.journal.services import record
from bildungsnetz.networks.models import Network, VersionStatus
from bildungsnetz.networks.models.consent import CHANGEABLE
from bildungsnetz.networks.services.consent import locked
from bildungsnetz.networks.services.errors import NotChangeable, OpenVersionExists
from bildungsnetz.partners.models import Institution
from bildungsnetz.strategy.models import (
    Goal,
    GoalKind,
    GoalLink,
    KeptText,
    Measure,
    Plan,
    Responsibility,
    Serves,
    StrategyVersion,
)
from bildungsnetz.strategy.services.errors import ChangedByOther, WrongStep

# Which goals may stand above a goal.
ABOVE = {
    GoalKind.GUIDING: frozenset[GoalKind](),
    GoalKind.INTERMEDIATE: frozenset({GoalKind.GUIDING}),
    GoalKind.ACTION: frozenset({GoalKind.GUIDING, GoalKind.INTERMEDIATE}),
}


@transaction.atomic
def begin_version(*, network: Network, title: str, by: User, at: datetime) -> StrategyVersion:
    """Begin the first version of a strategy, or an empty new one. Raises: OpenVersionExists."""
    forbid_open_version(network)
    version = StrategyVersion.objects.create(
        network=network, number=next_number(network), title=title, created_by=by, created_at=at
    )
    record(chain=network.journal_chain, subject=version, action="version drafted", by=by, at=at)
    return version


def forbid_open_version(network: Network) -> None:
    """Allow one version in work at a time. Raises: OpenVersionExists."""
    if current := StrategyVersion.objects.filter(network=network, status__in=CHANGEABLE).first():
        raise OpenVersionExists(number=current.number)


def next_number(network: Network) -> int:
    """Return the number of the next version."""
    last = StrategyVersion.objects.filter(network=network).aggregate(last=Max("number"))["last"]
    return (last or 0) + 1


@transaction.atomic
def change_frame(*, version: StrategyVersion, values: Mapping[str, Any], by: User, at: datetime) -> StrategyVersion:
    """Change title, vision and days of a draft. Raises: NotChangeable."""
    held = draft(version)
    changes = {name: [str(getattr(held, name) or ""), str(value or "")] for name, value in values.items()}
    for name, value in values.items():
        setattr(held, name, value)
    held.save(update_fields=list(values))
    note(held, "frame changed", by, at, **changes)
    return held


@transaction.atomic
def delete_draft(*, version: StrategyVersion, by: User, at: datetime) -> None:
    """Delete a draft; measures that stand in no other version go with it. Raises: NotChangeable."""
    held = draft(version)
    note(held, "draft deleted", by, at, number=[held.number, None])
    measures = list(held.plans.values_list("measure_id", flat=True))
    held.delete()
    Measure.objects.filter(pk__in=measures, plans=None).delete()


def set_goal(
    *,
    version: StrategyVersion,
    number: int | None,
    revision: int,
    values: Mapping[str, Any],
    upper: Iterable[Goal],
    responsible: Iterable[Institution],
    by: User,
    at: datetime,
) -> Goal:
    """Write a goal of a draft on top of ``revision``; ``number`` None begins a new one.

    Raises: NotChangeable; WrongStep; ChangedByOther with the kept text if somebody saved meanwhile.
    """
    above = list(upper)
    if any(goal.kind not in ABOVE[GoalKind(values["kind"])] for goal in above):
        raise WrongStep()

    def tie(goal: Goal) -> None:
        goal.upper_links.all().delete()
        GoalLink.objects.bulk_create(GoalLink(version=goal.version, upper=one, lower=goal) for one in above)
        _set_responsible(goal.version, {"goal": goal}, responsible)

    def begin(held: StrategyVersion) -> Goal:
        numbers = Goal.objects.filter(version__network=held.network)
        last = numbers.aggregate(last=Max("number"))["last"] or 0
        return Goal.objects.create(version=held, number=last + 1, **values)

    goal: Goal = _write(version, Goal, "goal", {"number": number}, revision, values, begin, tie, by, at)
    return goal


def set_measure(
    *,
    version: StrategyVersion,
    number: int | None,
    revision: int,
    values: Mapping[str, Any],
    goals: Iterable[Goal],
    responsible: Iterable[Institution],
    by: User,
    at: datetime,
    taken_from: Measure | None = None,
    source_text: str = "",
) -> Plan:
    """Write what a draft plans about a measure; ``number`` None begins a new measure.

    Raises: NotChangeable; ChangedByOther with the kept text if somebody saved meanwhile.
    """

    def tie(plan: Plan) -> None:
        plan.serving.all().delete()
        Serves.objects.bulk_create(Serves(version=plan.version, plan=plan, goal=goal) for goal in goals)
        _set_responsible(plan.version, {"plan": plan}, responsible)

    def begin(held: StrategyVersion) -> Plan:
        last = Measure.objects.filter(network=held.network).aggregate(last=Max("number"))["last"] or 0
        measure = Measure.objects.create(
            network=held.network, number=last + 1, taken_from=taken_from, source_text=source_text
        )
        return Plan.objects.create(version=held, measure=measure, **values)

    plan: Plan = _write(version, Plan, "measure", {"measure__number": number}, revision, values, begin, tie, by, at)
    return plan


@transaction.atomic
def remove_part(*, part: Goal | Plan, by: User, at: datetime) -> None:
    """Take a goal or a measure out of a draft. Raises: NotChangeable."""
    held = draft(part.version)
    what = "goal" if isinstance(part, Goal) else "measure"
    note(held, f"{what} removed", by, at, title=[part.title, None])
    measure = part.measure if isinstance(part, Plan) else None
    part.delete()
    if measure and not measure.plans.exists():
        measure.delete()


@transaction.atomic
def settle_kept_text(*, kept: KeptText, by: User, at: datetime) -> None:
    """Put a text aside for good after somebody has read it beside the newer one. Raises: NotChangeable."""
    held = draft(kept.version)
    note(held, "kept text settled", by, at, kept=[kept.pk, None])
    kept.delete()


def draft(version: StrategyVersion) -> StrategyVersion:
    """Hold a version that is still a draft. Raises: NotChangeable."""
    held = locked(version)
    if held.status != VersionStatus.DRAFT:
        raise NotChangeable(status=held.status)
    return held


def note(version: StrategyVersion, action: str, by: User, at: datetime, **changes: Any) -> None:
    """Write what was changed into the network's journal, without what stayed as it was."""
    said = {name: pair for name, pair in changes.items() if pair[0] != pair[1]}
    record(chain=version.network.journal_chain, subject=version, action=action, by=by, at=at, changes=said)


def _write(
    version: StrategyVersion,
    model: Any,
    what: str,
    which: dict[str, int | None],
    revision: int,
    values: Mapping[str, Any],
    begin: Callable[[StrategyVersion], Any],
    tie: Callable[[Any], None],
    by: User,
    at: datetime,
) -> Any:
    [number] = which.values()
    kept = None
    with transaction.atomic():
        held = draft(version)
        if number is None:
            part = begin(held)
            tie(part)
            note(held, f"{what} added", by, at, title=[None, part.title])
            return part
        part = model.objects.select_for_update(of=("self",)).get(version=held, **which)
        if part.revision != revision:
            kept = KeptText.objects.create(
                version=held, part=what, number=number, revision=revision, texts=_plain(values), written_by=by,
                written_at=at,
            )  # fmt: skip
        else:
            changes = {name: [str(getattr(part, name) or ""), str(value or "")] for name, value in values.items()}
            for name, value in values.items():
                setattr(part, name, value)
            part.revision += 1
            part.save()
            tie(part)
            note(held, f"{what} changed", by, at, part=[number, f"{number}: {part.title}"], **changes)
    # After the commit: the kept text must not vanish with the refusal.
    if kept is not None:
        raise ChangedByOther(kept=kept.pk)
    return part


def _plain(values: Mapping[str, Any]) -> dict[str, str]:
    return {name: str(value) for name, value in values.items() if value not in (None, "")}


def _set_responsible(
    version: StrategyVersion, about: dict[str, models.Model], institutions: Iterable[Institution]
) -> None:
    Responsibility.objects.filter(version=version, **about).delete()
    Responsibility.objects.bulk_create(
        Responsibility(version=version, institution=institution, **about) for institution in institutions
    )
