"""Deleting messages when their time has come, or the person they are for goes."""

from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import Q

from bildungsnetz.accounts.models import User
from bildungsnetz.post.models import Message, State

KEPT_FOR = timedelta(days=90)
FINISHED = (State.SENT, State.FAILED, State.BOUNCED, State.KEPT)


def forget_old_messages(*, at: datetime) -> int:
    """Delete messages whose last attempt is 90 days past; returns how many."""
    with transaction.atomic():
        deleted, _ = Message.objects.filter(state__in=FINISHED, tried_at__lte=at - KEPT_FOR).delete()
    return deleted


def erase_person(person: User) -> int:
    """Delete every message to a person, those to the bare address too, sent or not; returns how many."""
    with transaction.atomic():
        to_person = Q(person=person) | Q(to_address__iexact=person.email)
        deleted, _ = Message.objects.filter(to_person).delete()
    return deleted
