"""What the room does without anybody asking: forgetting, and whose history a person may read."""

from datetime import datetime, timedelta
from typing import Any

from django.db.models import QuerySet
from django.utils import timezone

from bildungsnetz.accounts.models import User
from bildungsnetz.media.models import Concept, MediaTask, SetAside
from bildungsnetz.media.selectors.concepts import concepts_to_write
from bildungsnetz.networks.selectors import networks_of

TASKS_KEPT = timedelta(days=3 * 365)
REMOVED_KEPT = timedelta(days=30)


def forget_old(*, now: datetime) -> int:
    """Delete tasks three years after their end and removed parts after 30 days."""
    today = timezone.localdate(now)
    tasks = MediaTask.objects.filter(ended_on__lt=today - TASKS_KEPT).delete()[0]
    removed = SetAside.objects.filter(why=SetAside.Why.REMOVED, written_at__lt=now - REMOVED_KEPT).delete()[0]
    return tasks + removed


def forget_person(person: User) -> None:
    """End what names a person: tasks go, words stay without their author (the tables do that by themselves)."""
    MediaTask.objects.filter(person=person).delete()


def concepts_with_history(viewer: Any) -> QuerySet[Concept]:
    """Return the concepts whose history a person may read: those of the own schools."""
    found = Concept.objects.none()
    for network in networks_of(viewer, on=timezone.localdate()):
        found |= concepts_to_write(viewer, network=network, on=timezone.localdate()).order_by()
    return found
