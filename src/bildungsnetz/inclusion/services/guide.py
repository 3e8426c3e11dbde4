"""Writing offices and dates of the guide, hours of assistants and counts of the transition."""

from datetime import date, datetime
from typing import Any

from django.db import transaction

from bildungsnetz.accounts.models import User
from bildungsnetz.inclusion.models import AssistantHours, GuideContact, GuideDate, SupportSchool, TransitionCount
from bildungsnetz.inclusion.services.errors import InThePast
from bildungsnetz.journal.services import record
from bildungsnetz.networks.models import Network


@transaction.atomic
def enter_contact(*, network: Network, by: User, at: datetime, **said: Any) -> GuideContact:
    """Enter an office to turn to."""
    found = GuideContact.objects.create(network=network, **said)
    changes = {name: [None, value] for name, value in said.items() if value}
    record(chain=network.journal_chain, subject=found, action="contact entered", by=by, at=at, changes=changes)
    return found


@transaction.atomic
def enter_date(*, network: Network, due_on: date, today: date, by: User, at: datetime, **said: Any) -> GuideDate:
    """Enter a date of the local calendar. Raises: InThePast."""
    if due_on < today:
        raise InThePast
    found = GuideDate.objects.create(network=network, due_on=due_on, **said)
    changes = {"due_on": [None, due_on.isoformat()], "title": [None, found.title]}
    record(chain=network.journal_chain, subject=found, action="date entered", by=by, at=at, changes=changes)
    return found


@transaction.atomic
def keep_hours(
    *, network: Network, school: SupportSchool, year: int, needed: int, promised: int, placed: int, by: User,
    at: datetime,
) -> AssistantHours:  # fmt: skip
    """Write the hours of a school in a budget year."""
    said = {"needed": needed, "promised": promised, "placed": placed}
    found, _is_new = AssistantHours.objects.update_or_create(school=school, year=year, defaults=said)
    changes = {name: [None, value] for name, value in said.items()}
    record(chain=network.journal_chain, subject=found, action="hours kept", by=by, at=at, changes=changes)
    return found


@transaction.atomic
def count_transition(
    *, network: Network, year: int, element: str, focus: str, count: int, by: User, at: datetime
) -> TransitionCount:
    """Write how many took part in a STAR element."""
    found, _is_new = TransitionCount.objects.update_or_create(
        network=network, year=year, element=element, focus=focus, defaults={"count": count}
    )
    changes = {"count": [None, count]}
    record(chain=network.journal_chain, subject=found, action="transition counted", by=by, at=at, changes=changes)
    return found
