"""Entering and finishing dated duties."""

from datetime import date, datetime

from django.db import transaction

from bildungsnetz.accounts.models import User
from bildungsnetz.journal.services import record
from bildungsnetz.networks.models import ContractVersion, Duty, DutyKind, Network


@transaction.atomic
def enter_duty(
    *,
    network: Network,
    kind: DutyKind,
    title: str,
    due_on: date,
    agreed_in: ContractVersion | None,
    note: str = "",
    is_public: bool = False,
    by: User | None,
    at: datetime,
) -> Duty:
    """Enter a dated duty; it appears in the calendar and its feed, and on the public page only if ``is_public``."""
    duty = Duty.objects.create(
        network=network, kind=kind, title=title, due_on=due_on, agreed_in=agreed_in, note=note, is_public=is_public
    )
    changes = {"due_on": [None, due_on.isoformat()]}
    record(chain=network.journal_chain, subject=duty, action="duty entered", by=by, at=at, changes=changes)
    return duty


@transaction.atomic
def finish_duty(*, duty: Duty, on: date, by: User, at: datetime) -> Duty:
    """Note that a duty is done."""
    duty.done_on = on
    duty.save(update_fields=["done_on"])
    changes = {"done_on": [None, on.isoformat()]}
    record(chain=duty.network.journal_chain, subject=duty, action="duty done", by=by, at=at, changes=changes)
    return duty
