"""Saying who writes a school's concept and who reads released ones for a school body."""

from datetime import date, datetime

from django.db import transaction

from bildungsnetz.accounts.models import User
from bildungsnetz.journal.services import record
from bildungsnetz.media.models import MediaTask
from bildungsnetz.media.services.errors import TaskExists
from bildungsnetz.networks.models import Network
from bildungsnetz.partners.models import School


@transaction.atomic
def give_task(
    *,
    network: Network,
    person: User,
    began_on: date,
    by: User | None,
    at: datetime,
    school: School | None = None,
    body_key: str = "",
    is_head: bool = False,
) -> MediaTask:
    """Let a person write for a school, or read for a school body. Raises: TaskExists."""
    running = MediaTask.objects.filter(network=network, person=person, school=school, body_key=body_key, ended_on=None)
    if running.exists():
        raise TaskExists
    task = MediaTask.objects.create(
        network=network, person=person, school=school, body_key=body_key, is_head=is_head, began_on=began_on,
        entered_by=by,
    )  # fmt: skip
    record(
        chain=network.journal_chain, subject=task, action="task given", by=by, at=at, about=person,
        changes={"began_on": [None, began_on], "is_head": [None, is_head]},
    )  # fmt: skip
    return task


@transaction.atomic
def end_task(*, task: MediaTask, on: date, by: User, at: datetime) -> MediaTask:
    """End a task; a task that has not lasted a day is deleted."""
    changes = {"ended_on": [None, on]}
    record(
        chain=task.network.journal_chain, subject=task, action="task ended", by=by, at=at, about=task.person,
        changes=changes,
    )  # fmt: skip
    if on <= task.began_on:
        task.delete()
        return task
    task.ended_on = on
    task.save(update_fields=["ended_on"])
    return task
