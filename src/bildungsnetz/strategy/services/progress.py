"""Carrying measures out: two-minute reports, milestones, money, decisions, and closing with what came out."""

from collections.abc import Mapping
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from django.db import transaction

from bildungsnetz.accounts.models import User
from bildungsnetz.governance.models import Decision
from bildungsnetz.journal.services import record
from bildungsnetz.networks.models import Network
from bildungsnetz.strategy.models import (
    Cost,
    Measure,
    MeasureDecision,
    MilestoneProgress,
    Outcome,
    Rhythm,
    StatusReport,
)
from bildungsnetz.strategy.services.errors import AlreadyClosed, NotClosed


@transaction.atomic
def report_status(
    *, measure: Measure, standing: str, text: str, next_step: str, by: User, at: datetime
) -> StatusReport:
    """Say how a measure stands. Raises: AlreadyClosed."""
    held = _running(measure)
    report = StatusReport.objects.create(
        measure=held, standing=standing, text=text, next_step=next_step, reported_by=by, reported_at=at
    )
    _note(held, "status reported", by, at, standing=[None, standing])
    return report


@transaction.atomic
def report_milestone(
    *, measure: Measure, number: int, values: Mapping[str, Any], by: User, at: datetime
) -> MilestoneProgress:
    """Say that a milestone is reached or expected on another day; ``values`` by name. Raises: AlreadyClosed."""
    held = _running(measure)
    progress, _created = MilestoneProgress.objects.update_or_create(measure=held, number=number, defaults=dict(values))
    changes = {name: [None, str(value)] for name, value in values.items() if value}
    _note(held, "milestone reported", by, at, number=[None, number], **changes)
    return progress


@transaction.atomic
def book_cost(*, measure: Measure, kind: str, amount: Decimal, on: date, note: str, by: User, at: datetime) -> Cost:
    """Note material costs committed or spent."""
    cost = Cost.objects.create(measure=measure, kind=kind, amount=amount, on=on, note=note)
    _note(measure, "costs noted", by, at, kind=[None, kind], amount=[None, str(amount)])
    return cost


@transaction.atomic
def tie_decision(*, measure: Measure, decision: Decision, on: date, by: User, at: datetime) -> MeasureDecision:
    """Say that a decision ordered a measure; a second time changes nothing."""
    link, created = MeasureDecision.objects.get_or_create(measure=measure, decision=decision, defaults={"since": on})
    if created:
        _note(measure, "decision tied", by, at, decision=[None, decision.signature])
    return link


@transaction.atomic
def untie_decision(*, link: MeasureDecision, by: User, at: datetime) -> None:
    """Take the tie between a measure and a decision away again."""
    _note(link.measure, "decision untied", by, at, decision=[link.decision.signature, None])
    link.delete()


@transaction.atomic
def close_measure(
    *, measure: Measure, outcome: Outcome, outcome_text: str, learned: str, on: date, by: User, at: datetime
) -> Measure:
    """Close a measure with what came out and what was learned. Raises: AlreadyClosed."""
    held = _running(measure)
    held.outcome, held.outcome_text, held.learned = outcome, outcome_text, learned
    held.closed_on, held.closed_by = on, by
    held.save(update_fields=["outcome", "outcome_text", "learned", "closed_on", "closed_by"])
    _note(held, "measure closed", by, at, outcome=[None, outcome])
    return held


@transaction.atomic
def share_measure(*, measure: Measure, shared: bool, by: User, at: datetime) -> Measure:
    """Let other networks take a closed measure as a template, or stop that. Raises: NotClosed."""
    held = Measure.objects.select_for_update(of=("self",)).get(pk=measure.pk)
    if held.closed_on is None:
        raise NotClosed()
    held.shared_at = at if shared else None
    held.save(update_fields=["shared_at"])
    _note(held, "measure shared" if shared else "measure no longer shared", by, at)
    return held


@transaction.atomic
def set_rhythm(*, network: Network, days: int, by: User, at: datetime) -> Rhythm:
    """Say after how many days (30 to 180) a report counts as missing."""
    rhythm, _created = Rhythm.objects.update_or_create(network=network, defaults={"stale_after_days": days})
    record(
        chain=network.journal_chain, subject=rhythm, action="rhythm set", by=by, at=at, changes={"days": [None, days]}
    )
    return rhythm


def _running(measure: Measure) -> Measure:
    held = Measure.objects.select_for_update(of=("self",)).get(pk=measure.pk)
    if held.closed_on is not None:
        raise AlreadyClosed()
    return held


def _note(measure: Measure, action: str, by: User, at: datetime, **changes: Any) -> None:
    record(chain=measure.network.journal_chain, subject=measure, action=action, by=by, at=at, changes=changes)
