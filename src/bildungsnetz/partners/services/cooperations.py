"""Entering and ending cooperations."""

from datetime import date, datetime

from django.db import transaction

from bildungsnetz.accounts.models import User
from bildungsnetz.journal.services import record
from bildungsnetz.networks.models import Network
from bildungsnetz.networks.services.errors import BadPeriod
from bildungsnetz.partners.models import Cooperation, CooperationKind, Evidence, Institution
from bildungsnetz.partners.services.errors import AlreadyEntered, SameInstitution


@transaction.atomic
def enter_cooperation(
    *,
    network: Network,
    first: Institution,
    second: Institution,
    kind: CooperationKind,
    purpose: str,
    evidence: Evidence,
    evidence_note: str,
    began_on: date | None,
    by: User,
    at: datetime,
) -> Cooperation:
    """Enter that ``first`` does something with ``second``.

    Raises: SameInstitution; AlreadyEntered if the same runs already (working with each other has no direction).
    """
    if first == second:
        raise SameInstitution()
    running = Cooperation.objects.filter(network=network, kind=kind, ended_on=None)
    same = running.filter(first=first, second=second)
    if kind == CooperationKind.WORKS_WITH:
        same |= running.filter(first=second, second=first)
    if same.exists():
        raise AlreadyEntered()
    cooperation = Cooperation.objects.create(
        network=network,
        first=first,
        second=second,
        kind=kind,
        purpose=purpose,
        evidence=evidence,
        evidence_note=evidence_note,
        began_on=began_on,
        entered_by=by,
    )
    changes = {"first": [None, first.pk], "second": [None, second.pk], "kind": [None, kind]}
    record(
        chain=network.journal_chain, subject=cooperation, action="cooperation entered", by=by, at=at, changes=changes
    )
    return cooperation


@transaction.atomic
def end_cooperation(*, cooperation: Cooperation, on: date, by: User, at: datetime) -> Cooperation:
    """Note from which day a cooperation is over. Raises: BadPeriod if it would end before it began."""
    if cooperation.began_on is not None and on <= cooperation.began_on:
        raise BadPeriod()
    cooperation.ended_on = on
    cooperation.save(update_fields=["ended_on"])
    changes = {"ended_on": [None, on.isoformat()]}
    record(
        chain=cooperation.network.journal_chain,
        subject=cooperation,
        action="cooperation ended",
        by=by,
        at=at,
        changes=changes,
    )
    return cooperation
