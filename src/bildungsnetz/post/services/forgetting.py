"""Deleting messages when their time has come, and what they say of a person who goes."""

import re
from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import Q
from icalendar.parser import Contentlines

from bildungsnetz.accounts.models import User
from bildungsnetz.post.models import Message, State

KEPT_FOR = timedelta(days=90)
FINISHED = (State.SENT, State.FAILED, State.BOUNCED, State.KEPT)
INSTEAD_OF_A_NAME = "…"


def forget_old_messages(*, at: datetime) -> int:
    """Delete messages whose last attempt is 90 days past; returns how many."""
    with transaction.atomic():
        deleted, _ = Message.objects.filter(state__in=FINISHED, tried_at__lte=at - KEPT_FOR).delete()
    return deleted


def erase_person(person: User) -> int:
    """Delete every message to a person, sent or not, and take name and address out of those to others.

    Messages to the bare address count as well. Returns how many messages were deleted or changed.
    """
    names = re.compile("|".join(re.escape(name) for name in (person.full_name, person.email) if name), re.IGNORECASE)
    with transaction.atomic():
        to_person = Q(person=person) | Q(to_address__iexact=person.email)
        changed, _ = Message.objects.filter(to_person).delete()
        Message.objects.filter(queued_by=person).update(queued_by=None)
        # Looked through here and not by the database: SQLite ignores case in ASCII only.
        for message in Message.objects.select_for_update().order_by("pk").iterator():
            if names.search(f"{message.subject}\n{message.body}\n{_unfolded(message.calendar)}"):
                message.subject = names.sub(INSTEAD_OF_A_NAME, message.subject)
                message.body = names.sub(INSTEAD_OF_A_NAME, message.body)
                message.calendar = _without(names, message.calendar)
                message.save(update_fields=["subject", "body", "calendar"])
                changed += 1
    return changed


def _unfolded(calendar: str) -> str:
    return re.sub(r"\r?\n[ \t]", "", calendar)


def _without(names: re.Pattern[str], calendar: str) -> str:
    if not calendar:
        return ""
    lines = [
        names.sub(INSTEAD_OF_A_NAME, line)
        for line in _unfolded(calendar).splitlines()
        # An invited person leaves the list as a whole: a line without address would be no valid entry.
        if not (line.startswith(("ATTENDEE", "ORGANIZER")) and names.search(line))
    ]
    return bytes(Contentlines.from_ical("\r\n".join([*lines, ""])).to_ical()).decode()
