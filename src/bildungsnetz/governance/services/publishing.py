"""Clearing what touches inner school matters, and publishing."""

from datetime import datetime

from django.db import transaction

from bildungsnetz.accounts.models import User
from bildungsnetz.governance.models import Decision
from bildungsnetz.governance.permissions import may_clear
from bildungsnetz.governance.services.decisions import is_final
from bildungsnetz.governance.services.errors import NotCleared, NotFinal
from bildungsnetz.journal.services import record
from bildungsnetz.networks.models import Scope, Side
from bildungsnetz.networks.services.errors import NoMandate


@transaction.atomic
def clear(*, decision: Decision, by: User, at: datetime) -> Decision:
    """Clear for the Land's side what touches inner school matters (domain handbook 1.5).

    Raises: NoMandate if ``by`` does not speak for the Land's side in decisions today.
    """
    if not may_clear(by, network=decision.network, on=at.date()):
        raise NoMandate(Side.STATE, Scope.DECISIONS)
    decision.cleared_by, decision.cleared_at = by, at
    decision.save(update_fields=["cleared_by", "cleared_at"])
    record(chain=decision.network.journal_chain, subject=decision, action="cleared", by=by, at=at)
    return decision


@transaction.atomic
def publish(*, decision: Decision, by: User, at: datetime) -> Decision:
    """Show a final decision to the public.

    Raises: NotFinal as long as it can change; NotCleared if it waits for the Land's side.
    """
    if not is_final(decision):
        raise NotFinal()
    if decision.waits_for_clearance:
        raise NotCleared()
    decision.published_at = at
    decision.save(update_fields=["published_at"])
    record(chain=decision.network.journal_chain, subject=decision, action="decision published", by=by, at=at)
    return decision


@transaction.atomic
def withdraw_publication(*, decision: Decision, by: User, at: datetime) -> Decision:
    """Take a decision off the public pages; it stays in the register of those who work with the bodies."""
    decision.published_at = None
    decision.save(update_fields=["published_at"])
    record(chain=decision.network.journal_chain, subject=decision, action="publication withdrawn", by=by, at=at)
    return decision
