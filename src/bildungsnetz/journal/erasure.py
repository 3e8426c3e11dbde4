"""Erasing a person everywhere (Art. 17 GDPR), with the chains of the journal still verifiable.

Each room that keeps something of people registers how to forget it. What cannot go, because it is evidence, keeps
office, day and check sum but no tie to the person.
"""

import re
from collections.abc import Callable
from datetime import datetime

from django.db import transaction

from bildungsnetz.accounts import services as accounts
from bildungsnetz.accounts.models import User
from bildungsnetz.journal.models import Entry, Trace
from bildungsnetz.journal.services import PLATFORM, record

Eraser = Callable[[User], object]
_erasers: dict[str, Eraser] = {}


def register(name: str, eraser: Eraser) -> None:
    """Let ``eraser(person)`` forget what a room keeps of a person; called inside the erasure's transaction."""
    _erasers[name] = eraser


@transaction.atomic
def erase_person(*, person: User, by: User | None, at: datetime) -> None:
    """Delete a person's account and everything that names the person; entries about it become anonymous.

    The journal keeps that somebody was erased, when and by whom, under a key that no longer leads anywhere.
    Raises: ProtectedError if a room holds on to the person without having registered an eraser.
    """
    for eraser in _erasers.values():
        eraser(person)
    _blank_reasons(person)
    record(chain=PLATFORM, subject=person, action="person erased", by=by if by != person else None, at=at)
    Trace.objects.filter(person=person).delete()
    accounts.erase_person(person=person, by=by, at=at)


def mentions_of(person: User) -> re.Pattern[str]:
    """Return what finds a person in texts of others: name, surname alone ("Frau Abel") and address, in any case.

    Compared in Python and not in the database, which knows upper and lower case of umlauts in one kind only. Another
    person of that surname loses a wording too; that is the lesser harm.
    """
    words = person.full_name.split()
    names = [person.full_name, words[-1] if words else "", person.email]
    listed = "|".join(re.escape(name) for name in names if name)
    return re.compile(rf"(?<!\w)(?:{listed})(?!\w)", re.IGNORECASE)


def _blank_reasons(person: User) -> None:
    """Blank the wording of reasons the person wrote or is named in; the digests stay, so the chains hold."""
    mentions = mentions_of(person)
    naming = [
        entry.pk
        for entry in Entry.objects.exclude(reason="").only("pk", "reason").iterator()
        if mentions.search(entry.reason)
    ]
    Entry.objects.filter(actor=person.key).exclude(reason="").update(reason="")
    Entry.objects.filter(pk__in=naming).update(reason="")
