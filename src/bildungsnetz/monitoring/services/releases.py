"""The way of a release: prepared, put up, consented by both sides, published at its hour, corrected by another one."""

import logging
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.db.models import Max

from bildungsnetz.accounts.models import User
from bildungsnetz.journal.services import record
from bildungsnetz.monitoring.models.releases import (
    LEFT_OUT,
    Protection,
    Release,
    ReleasedFigure,
    ReleaseInput,
    ReleaseTable,
)
from bildungsnetz.monitoring.services import release_notices as notices
from bildungsnetz.monitoring.services.protecting import fingerprint_of
from bildungsnetz.monitoring.services.release_errors import (
    JobRunning,
    NotADraft,
    NothingToRelease,
    NotProtected,
    NotYet,
)
from bildungsnetz.networks.models import Network, Scope, Side, VersionStatus
from bildungsnetz.networks.models.consent import PUBLIC
from bildungsnetz.networks.services.consent import (
    fix_text,
    give_consent,
    locked,
    refuse_consent,
    void_consents,
    withdraw_consent,
)

logger = logging.getLogger(__name__)


@dataclass(frozen=True)
class NewTable:
    """A table to be released: its indicator with the definition of today, and its rows.

    ``rows``: dicts with place (AGS of a town, key of a region, "05" for the state), period, group, part, whole,
    value, status, rounded_to, note; counts as text, shares between 0 and 1. Tables of own counts hold the innermost
    counts only (one row per town, period and group); their margins are computed. ``left_out``: place, period and group
    of observations that could not be taken over.
    """

    code: str
    title: str
    kind: str
    unit: str
    source: str
    licence: str
    rows: Sequence[Mapping[str, Any]]
    grouping: str = ""
    definition: Mapping[str, str] = field(default_factory=dict)
    note: str = ""
    left_out: Sequence[Sequence[str]] = ()


@transaction.atomic
def prepare_release(
    *,
    network: Network,
    title: str,
    by: User,
    at: datetime,
    text: str = "",
    method: str = "",
    publish_at: datetime | None = None,
    corrects: Release | None = None,
) -> Release:
    """Begin a draft with the next number of the year; a correction takes over the tables of what it corrects.

    Raises: NotADraft if what shall be corrected is not published.
    """
    if corrects is not None and (corrects.status not in PUBLIC or corrects.network_id != network.pk):
        raise NotADraft()
    last = Release.objects.filter(network=network, year=at.year).aggregate(last=Max("number"))["last"] or 0
    release = Release.objects.create(
        network=network, year=at.year, number=last + 1, title=title, text=text, method=method,
        publish_at=publish_at, corrects=corrects, created_by=by, created_at=at,
    )  # fmt: skip
    record(chain=network.journal_chain, subject=release, action="release prepared", by=by, at=at)
    if corrects is not None:
        for table in corrects.tables.select_related("office_input").order_by("position"):
            _insert(release, _as_new(table))
    return release


@transaction.atomic
def change_release(
    *, release: Release, title: str, text: str, method: str, publish_at: datetime | None, by: User, at: datetime
) -> Release:
    """Change title, text, method and announced hour of a draft. Raises: NotADraft, JobRunning."""
    held = _draft(release)
    before = [held.title, held.publish_at]
    held.title, held.text, held.method, held.publish_at = title, text, method, publish_at
    held.save(update_fields=["title", "text", "method", "publish_at"])
    changes = {"title": [before[0], title], "publish_at": [before[1], publish_at]}
    record(chain=held.network.journal_chain, subject=held, action="release changed", by=by, at=at, changes=changes)
    return held


@transaction.atomic
def add_table(*, release: Release, table: NewTable, by: User, at: datetime) -> ReleaseTable:
    """Put a table into a draft; the protection must then be done (again). Raises: NotADraft, JobRunning."""
    held = _draft(release)
    made = _insert(held, table)
    _forget_protection(held)
    changes = {"table": [None, table.title], "rows": [0, len(table.rows)], "left out": [0, len(table.left_out)]}
    record(chain=held.network.journal_chain, subject=held, action="table added", by=by, at=at, changes=changes)
    return made


@transaction.atomic
def remove_table(*, table: ReleaseTable, by: User, at: datetime) -> None:
    """Take a table out of a draft; the protection must then be done again. Raises: NotADraft, JobRunning."""
    held = _draft(table.version)
    changes = {"table": [table.title, None]}
    table.delete()
    _forget_protection(held)
    record(chain=held.network.journal_chain, subject=held, action="table removed", by=by, at=at, changes=changes)


@transaction.atomic
def put_up(*, release: Release, by: User, at: datetime) -> Release:
    """Lay a protected draft before both sides.

    Raises: NotADraft; NothingToRelease; NotProtected if it is not safe together with what is published by now;
    NotYet if the announced hour is missing or past.
    """
    held = _draft(release)
    if not held.tables.exists():
        raise NothingToRelease()
    _demand_protection(held)
    if held.publish_at is None or held.publish_at <= at:
        raise NotYet()
    held.status, held.put_up_at = VersionStatus.PUT_UP, at
    held.save(update_fields=["status", "put_up_at"])
    digest = fix_text(subject=held)
    changes = {"status": [VersionStatus.DRAFT, VersionStatus.PUT_UP], "content_hash": [None, digest]}
    record(chain=held.network.journal_chain, subject=held, action="put up for consent", by=by, at=at, changes=changes)
    notices.tell_consent_needed(subject=held, by=by, at=at)
    return held


@transaction.atomic
def take_back(*, release: Release, by: User, at: datetime) -> Release:
    """Make a draft again of what was put up; consents given before are void and both sides are told.

    Raises: NotADraft if it is a draft already, or published.
    """
    held = locked(release)
    if held.status not in (VersionStatus.PUT_UP, VersionStatus.AGREED):
        raise NotADraft()
    before = held.status
    void_consents(subject=held, at=at)
    held.status = VersionStatus.PUT_UP
    held.save(update_fields=["status", "content_hash", "state_hash", "municipal_hash", "agreed_at"])
    held.status = VersionStatus.DRAFT
    held.save(update_fields=["status"])
    changes = {"status": [before, VersionStatus.DRAFT]}
    record(chain=held.network.journal_chain, subject=held, action="taken back", by=by, at=at, changes=changes)
    notices.tell_taken_back(subject=held, by=by, at=at)
    return held


def consent_to_release(
    *, release: Release, side: Side, shown_hash: str, by: User, at: datetime, **on_paper: Any
) -> Release:
    """Give one side's consent; with the second the release waits for its hour. Raises: as ``give_consent``."""
    with transaction.atomic():
        held = give_consent(
            subject=release, side=side, shown_hash=shown_hash, by=by, at=at, network=release.network,
            scope=Scope.RELEASES, **on_paper,
        )  # fmt: skip
        if held.status == VersionStatus.AGREED:
            notices.tell_agreed(subject=held, by=by, at=at)
    return held


def refuse_release(*, release: Release, side: Side, reason: str, by: User, at: datetime) -> Release:
    """Record that a side does not consent; raises as ``refuse_consent``."""
    return refuse_consent(
        subject=release, side=side, reason=reason, by=by, at=at, network=release.network, scope=Scope.RELEASES
    )


def withdraw_from_release(*, release: Release, side: Side, reason: str, by: User, at: datetime) -> Release:
    """Take a consent back before publication; raises as ``withdraw_consent``."""
    return withdraw_consent(
        subject=release, side=side, reason=reason, by=by, at=at, network=release.network, scope=Scope.RELEASES
    )


@transaction.atomic
def publish(*, release: Release, at: datetime) -> Release:
    """Publish an agreed release whose hour has come; what it corrects is superseded.

    Raises: NotADraft if it is not agreed; NotYet; NotProtected if something was published after its protection.
    """
    held = locked(release)
    if held.status != VersionStatus.AGREED:
        raise NotADraft()
    if held.publish_at is None or held.publish_at > at:
        raise NotYet()
    _demand_protection(held)
    held.status, held.published_at = VersionStatus.IN_FORCE, at
    held.save(update_fields=["status", "published_at"])
    if held.corrects is not None and held.corrects.status == VersionStatus.IN_FORCE:
        held.corrects.status = VersionStatus.SUPERSEDED
        held.corrects.save(update_fields=["status"])
    changes = {"status": [VersionStatus.AGREED, VersionStatus.IN_FORCE]}
    record(chain=held.network.journal_chain, subject=held, action="published", by=None, at=at, changes=changes)
    notices.tell_published(release=held, at=at)
    return held


def publish_due(*, now: datetime) -> int:
    """Publish every agreed release whose hour has come; returns how many. Run by the worker.

    A release that is no longer protected together with everything published stays back, and its page says why.
    """
    published = 0
    due = Release.objects.filter(status=VersionStatus.AGREED, publish_at__lte=now)
    for release in due.select_related("network").order_by("publish_at", "pk"):
        try:
            publish(release=release, at=now)
        except NotProtected:
            if release.trouble != "EARLIER_CHANGED":
                Release.objects.filter(pk=release.pk).update(trouble="EARLIER_CHANGED")
                logger.warning("release held back release=%s", release.pk)
            continue
        published += 1
    return published


def delete_draft(*, release: Release, by: User, at: datetime) -> None:
    """Delete a draft that nobody has consented to; its number is free again. Raises: NotADraft, JobRunning."""
    with transaction.atomic():
        held = _draft(release)
        record(chain=held.network.journal_chain, subject=held, action="draft deleted", by=by, at=at)
        held.delete()


def day_of(release: Release) -> date | None:
    """Return the day of publication, None before."""
    return release.published_at.date() if release.published_at else None


def _draft(release: Release) -> Release:
    held = locked(release)
    if held.status != VersionStatus.DRAFT:
        raise NotADraft()
    if held.protection in (Protection.QUEUED, Protection.RUNNING):
        raise JobRunning()
    return held


def _demand_protection(release: Release) -> None:
    if release.protection != Protection.SAFE or release.fingerprint != fingerprint_of(release):
        raise NotProtected()


def _forget_protection(release: Release) -> None:
    ReleasedFigure.objects.filter(version=release).delete()
    release.protection, release.findings, release.fingerprint, release.trouble = Protection.NONE, {}, "", ""
    release.save(update_fields=["protection", "findings", "fingerprint", "trouble"])


def _insert(release: Release, table: NewTable) -> ReleaseTable:
    last = release.tables.aggregate(last=Max("position"))["last"] or 0
    made = ReleaseTable.objects.create(
        version=release, position=last + 1, code=table.code, title=table.title, kind=table.kind, unit=table.unit,
        grouping=table.grouping, definition=dict(table.definition), source=table.source, licence=table.licence,
        note=table.note,
    )  # fmt: skip
    left_out = [list(cell) for cell in table.left_out]
    ReleaseInput.objects.create(
        table=made, rows=[_row(row) for row in table.rows], audit={LEFT_OUT: left_out} if left_out else {}
    )
    return made


def _row(row: Mapping[str, Any]) -> dict[str, Any]:
    names = ("place", "period", "group", "part", "whole", "value", "status", "rounded_to", "note")
    empty: dict[str, Any] = {"status": "VALUE", "rounded_to": None, "value": None, "part": None, "whole": None}
    return {name: row.get(name) if row.get(name) is not None else empty.get(name, "") for name in names}


def _as_new(table: ReleaseTable) -> NewTable:
    return NewTable(
        code=table.code, title=table.title, kind=table.kind, unit=table.unit, source=table.source,
        licence=table.licence, rows=table.office_input.rows, grouping=table.grouping, definition=table.definition,
        note=table.note, left_out=table.office_input.audit.get(LEFT_OUT, []),
    )  # fmt: skip
