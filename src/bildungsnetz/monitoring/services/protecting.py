"""Protecting a release in the background: every table together with all that was published before; fails closed."""

import json
import logging
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import datetime, timedelta
from functools import partial
from typing import Any

from django.db import transaction
from django.utils import timezone
from django_tasks import task

from bildungsnetz.accounts.models import User
from bildungsnetz.journal.services import record
from bildungsnetz.monitoring import figures as making
from bildungsnetz.monitoring.models.releases import (
    LEFT_OUT,
    Protection,
    Release,
    ReleasedFigure,
    ReleaseInput,
    ReleaseTable,
    TableKind,
)
from bildungsnetz.monitoring.protection import CannotProtect, ProtectedTable, PublicTable, as_csv, attack, from_csv
from bildungsnetz.monitoring.protection import protect as protect_counts
from bildungsnetz.monitoring.services.release_errors import JobRunning, NotADraft, NothingToRelease
from bildungsnetz.networks.content_hash import content_hash
from bildungsnetz.networks.models import VersionStatus
from bildungsnetz.networks.models.consent import PUBLIC
from bildungsnetz.networks.services.consent import locked

logger = logging.getLogger(__name__)

# The largest table of a network takes seconds; whoever needs longer has died.
LOST_AFTER = timedelta(minutes=30)


def ask_to_protect(*, release: Release, by: User, at: datetime) -> Release:
    """Let the background service protect the tables of a draft.

    Raises: NotADraft; JobRunning; NothingToRelease if there is no table.
    """
    with transaction.atomic():
        held = locked(release)
        if held.status != VersionStatus.DRAFT:
            raise NotADraft()
        if held.protection in (Protection.QUEUED, Protection.RUNNING):
            raise JobRunning()
        if not held.tables.exists():
            raise NothingToRelease()
        _set(held, protection=Protection.QUEUED, trouble="", findings={}, done=0, protection_began_at=at)
        record(chain=held.network.journal_chain, subject=held, action="protection asked for", by=by, at=at)
        transaction.on_commit(partial(protect_release.enqueue, held.pk))
    return held


@task()
def protect_release(release_id: int) -> None:
    """Protect the tables of a queued release; does nothing if it is not queued (any more)."""
    with transaction.atomic():
        release = Release.objects.select_for_update(of=("self",)).select_related("network").get(pk=release_id)
        if release.protection != Protection.QUEUED or release.status != VersionStatus.DRAFT:
            return
        steps = sum(len(periods_of(table)) for table in _tables(release))
        _set(release, protection=Protection.RUNNING, total=steps, done=0)
    try:
        run_protection(release, at=timezone.now())
    except Exception:
        # Whatever it was: nothing is published, and the person must not wait for ever.
        logger.exception("protection failed release=%s", release_id)
        _set(release, protection=Protection.FAILED, trouble="FAILED")


def run_protection(release: Release, *, at: datetime) -> None:
    """Protect, attack, and store figures and findings; an unsafe release keeps no figures at all."""
    inputs = list(_tables(release))
    earlier = earlier_tables(release)
    made: list[tuple[ReleaseTable, dict[str, ProtectedTable]]] = []
    problems: list[dict[str, Any]] = []
    for table in inputs:
        if table.kind == TableKind.VALUES:
            problems += making.unprotected_values(table, minimum_count=release.minimum_count)
        protected: dict[str, ProtectedTable] = {}
        for period in periods_of(table):
            known = [*earlier.get((table.code, period), ()), *_of_this_release(made, table, period)]
            try:
                protected[period] = _protected(table, period, release, known)
            except CannotProtect as problem:
                problems.append(_problem(table, period, problem))
            Release.objects.filter(pk=release.pk).update(done=release.done + 1)
            release.done += 1
        made.append((table, protected))
    with transaction.atomic():
        _store(release, made, problems)
        _set(
            release,
            protection=Protection.UNSAFE if problems else Protection.SAFE,
            protected_at=at,
            findings=_findings(made, problems),
            fingerprint=fingerprint_of(release),
        )
        action = "protection refused" if problems else "protected"
        record(chain=release.network.journal_chain, subject=release, action=action, by=None, at=at)


def fingerprint_of(release: Release) -> str:
    """Return the check sum of what a release is made from and of everything published before it."""
    rows = ReleaseInput.objects.filter(table__version=release).order_by("table__position").values_list("rows")
    before = _published_before(release).values_list("pk", "content_hash", "status")
    return content_hash(
        {"inputs": [list(row) for row in rows], "before": [list(row) for row in before], "min": release.minimum_count}
    )


def earlier_tables(release: Release) -> Mapping[tuple[str, str], Sequence[PublicTable]]:
    """Return what was published before, per indicator and period; what the release corrects counts as superseded."""
    found: dict[tuple[str, str], list[PublicTable]] = {}
    tables = ReleaseTable.objects.filter(version__in=_published_before(release), kind=TableKind.COUNTS)
    tables = tables.select_related("version", "office_input").order_by("version__year", "version__number", "position")
    for table in tables:
        small = json.loads(table.office_input.cells or "{}")
        superseded = table.version_id == release.corrects_id or table.version.status == VersionStatus.SUPERSEDED
        for period, text in json.loads(table.public or "{}").items():
            public = from_csv(
                text,
                name=table.version.name,
                is_superseded=superseded,
                too_small=frozenset(map(tuple, small[period])) if period in small else None,
                grouping=table.grouping,
            )
            found.setdefault((table.code, period), []).append(public)
    return found


def give_up_lost(*, now: datetime) -> int:
    """End protections whose worker has died; returns how many."""
    lost = Release.objects.filter(
        protection__in=[Protection.QUEUED, Protection.RUNNING], protection_began_at__lt=now - LOST_AFTER
    )
    return lost.update(protection=Protection.FAILED, trouble="LOST")


def periods_of(table: ReleaseTable) -> list[str]:
    """Return the periods of a table of counts; a table protected by its source needs no work."""
    if table.kind != TableKind.COUNTS:
        return []
    return sorted({row["period"] for row in table.office_input.rows})


def _tables(release: Release) -> Iterator[ReleaseTable]:
    yield from release.tables.select_related("office_input").order_by("position")


def _published_before(release: Release) -> Any:
    found = Release.objects.filter(network=release.network_id, status__in=PUBLIC).exclude(pk=release.pk)
    return found.order_by("pk")


def _protected(table: ReleaseTable, period: str, release: Release, known: Sequence[PublicTable]) -> ProtectedTable:
    counts = making.counts_of(table, period)
    seen = [part for part in (public.seen_in(counts.columns) for public in known) if part is not None]
    protected = protect_counts(counts, minimum_count=release.minimum_count, earlier=seen)
    proof = attack(protected, minimum_count=release.minimum_count, earlier=known)
    return replace(protected, audit={**protected.audit, **proof})


def _of_this_release(
    made: Sequence[tuple[ReleaseTable, dict[str, ProtectedTable]]], table: ReleaseTable, period: str
) -> list[PublicTable]:
    return [
        replace(protected[period].public, too_small=protected[period].too_small)
        for other, protected in made
        if other.code == table.code and period in protected
    ]


def _store(
    release: Release,
    made: Sequence[tuple[ReleaseTable, Mapping[str, ProtectedTable]]],
    problems: Sequence[Mapping[str, Any]],
) -> None:
    ReleasedFigure.objects.filter(version=release).delete()
    for table, protected in made:
        safe = not problems
        table.public = json.dumps({p: as_csv(one.public) for p, one in protected.items()}) if safe else ""
        table.save(update_fields=["public"])
        small = {period: sorted(one.too_small) for period, one in protected.items()}
        audit: dict[str, Any] = {period: dict(one.audit) for period, one in protected.items()}
        if LEFT_OUT in table.office_input.audit:
            audit[LEFT_OUT] = table.office_input.audit[LEFT_OUT]
        ReleaseInput.objects.filter(table=table).update(cells=json.dumps(small), audit=audit)
        if safe:
            ReleasedFigure.objects.bulk_create(
                making.figures_of(table, protected, region=release.network.region.key), batch_size=500
            )


def _findings(
    made: Sequence[tuple[ReleaseTable, Mapping[str, ProtectedTable]]], problems: Sequence[Mapping[str, Any]]
) -> dict[str, Any]:
    tables = [one for _table, protected in made for one in protected.values()]
    hidden = sum(len(one.hidden) for one in tables)
    small = sum(len(one.too_small & one.hidden) for one in tables)
    return {
        "hidden": hidden,
        "small": small,
        "others": hidden - small,
        "recoverable": sum(len(problem["cells"]) for problem in problems),
        "problems": list(problems),
    }


def _problem(table: ReleaseTable, period: str, problem: CannotProtect) -> dict[str, Any]:
    return {
        "code": "EARLIER" if problem.because_of else "TABLE",
        "table": table.title,
        "period": period,
        "releases": list(problem.because_of),
        "cells": [list(codes) for codes in problem.cells],
    }


def _set(release: Release, **values: Any) -> None:
    for name, value in values.items():
        setattr(release, name, value)
    release.save(update_fields=list(values))
