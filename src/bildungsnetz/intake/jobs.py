"""Checking and applying in the background, so that no page waits for it and the office may leave.

A task gets the number of the run and nothing else; who asked for it stands at the run. It begins only a run that is
in the right state and that no other task has begun, so queueing it twice does no harm.
"""

import logging
from collections.abc import Callable
from datetime import date, datetime, timedelta
from functools import partial
from typing import Any

from django.db import transaction
from django.utils import timezone
from django_tasks import task
from django_tasks_db.models import DBTaskResult

from bildungsnetz.accounts.models import User
from bildungsnetz.intake import selectors, services
from bildungsnetz.intake.models import ImportRun
from bildungsnetz.intake.reading import FileRefused

logger = logging.getLogger(__name__)
State, Trouble = ImportRun.State, ImportRun.Trouble

# The largest file takes well under a minute; whoever needs longer has died.
LOST_AFTER = timedelta(minutes=10)
QUEUED_AGAIN_AFTER = timedelta(hours=1)
FINISHED_KEPT_FOR = timedelta(days=7)


def ask_to_check(
    *,
    name: str,
    content: bytes,
    by: User | None,
    at: datetime,
    kind: str = "",
    scope: str = "",
    retrieved_on: date | None = None,
) -> ImportRun:
    """Keep a file and let the background service make its preview; ``kind``: of an importer, empty = recognised."""
    with transaction.atomic():
        run = services.take_in(
            name=name, content=content, by=by, at=at, kind=kind, scope=scope, retrieved_on=retrieved_on
        )
        _queue(run.pk, State.CHECKING)
    return run


def ask_to_check_again(*, run: ImportRun, reference_date: date, at: datetime) -> None:
    """Let the background service make the preview anew for another reference date. Raises: AlreadyDecided."""
    with transaction.atomic():
        services.queue(run=run, state=State.CHECKING, by=None, at=at, wanted=reference_date)
        _queue(run.pk, State.CHECKING)


def ask_to_apply(*, run: ImportRun, by: User | None, at: datetime) -> None:
    """Let the background service take a previewed file over. Raises: AlreadyDecided."""
    with transaction.atomic():
        services.queue(run=run, state=State.APPLYING, by=by, at=at)
        _queue(run.pk, State.APPLYING)


@task()
def check_file(run_id: int) -> None:
    """Make the preview of a file."""
    _work(run_id, State.CHECKING, lambda run: services.check_import(run=run))


@task()
def apply_file(run_id: int) -> None:
    """Take a file over."""
    _work(run_id, State.APPLYING, _apply)


def give_up_lost(*, now: datetime) -> int:
    """End the jobs whose worker has died; returns how many.

    A worker that is alive after all holds the lock of what it applies, so this waits for it and finds nothing to do.
    """
    given_up = 0
    for run in selectors.begun_before(now - LOST_AFTER):
        try:
            services.give_up(run=run, trouble=Trouble.LOST)
        except services.AlreadyDecided:
            # It was finished in this very second.
            continue
        given_up += 1
    return given_up


def queue_again(*, now: datetime) -> int:
    """Queue what waits for so long that its place in the queue must be lost; returns how much."""
    waiting = list(selectors.queued_before(now - QUEUED_AGAIN_AFTER).values_list("pk", "state"))
    for run_id, state in waiting:
        _queue(run_id, State(state))
    return len(waiting)


def forget_finished(*, now: datetime) -> int:
    """Delete what the queue remembers of jobs of past days; returns how many."""
    old = DBTaskResult.objects.filter(started_at__lt=now - FINISHED_KEPT_FOR)
    return int(old.delete()[0])


def _queue(run_id: int, state: ImportRun.State) -> None:
    job: Any = check_file if state == State.CHECKING else apply_file
    transaction.on_commit(partial(job.enqueue, run_id))


def _apply(run: ImportRun) -> None:
    try:
        services.apply_import(run=run, by=run.decided_by, at=timezone.now(), state=State.APPLYING)
    except services.PreviewStale:
        logger.info("import stale run=%s", run.pk)
    except FileRefused:
        services.give_up(run=run, trouble=Trouble.REFUSED)


def _work(run_id: int, state: ImportRun.State, job: Callable[[ImportRun], object]) -> None:
    run = services.begin(run_id=run_id, state=state, at=timezone.now())
    if run is None:
        logger.info("import not begun run=%s state=%s", run_id, state)
        return
    try:
        job(run)
    except services.AlreadyDecided:
        logger.warning("import ended without its job run=%s", run_id)
    except Exception:
        # Whatever it was, its transaction is undone; the person must not wait for ever.
        logger.exception("import failed run=%s", run_id)
        services.give_up(run=run, trouble=Trouble.FAILED)
