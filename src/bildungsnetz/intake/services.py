"""The one way in: preview, then apply or discard."""

import hashlib
import logging
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import PurePath

from django.core.files.base import ContentFile
from django.db import transaction

from bildungsnetz.accounts.models import User
from bildungsnetz.intake.importers import (
    DateBasis,
    Importer,
    Plan,
    Reading,
    importer_of,
    importers,
    opened,
    recognising,
)
from bildungsnetz.intake.models import Gate, ImportRow, ImportRun
from bildungsnetz.intake.reading import FileRefused, Finding, Level, Table, read_table
from bildungsnetz.journal.services import PLATFORM, record

logger = logging.getLogger(__name__)
BATCH = 1000


class AlreadyDecided(Exception):
    """The run was applied, discarded or refused before."""


class PreviewStale(Exception):
    """The data changed since the preview; it was made anew and nothing was applied."""


@dataclass(frozen=True)
class _Checked:
    importer: Importer
    layout: str
    reading: Reading
    plan: Plan
    reference_date: date
    date_basis: DateBasis


def preview_import(
    *,
    name: str,
    content: bytes,
    by: User | None,
    at: datetime,
    kind: str = "",
    scope: str = "",
    reference_date: date | None = None,
    retrieved_on: date | None = None,
) -> ImportRun:
    """Check a file and keep what applying it would do; nothing else is changed.

    ``kind``: of an importer, empty = recognised by the header. ``reference_date``: day for which the data hold, None =
    what the file says. Returns a run that is PREVIEWED, or REFUSED with all reasons.
    """
    run = _new_run(name=name, content=content, scope=scope, by=by, at=at, retrieved_on=retrieved_on)
    run.kind, run.reference_date = kind, reference_date
    run.date_basis = DateBasis.GIVEN if reference_date else ""
    try:
        checked = _check(run, content)
    except FileRefused as refusal:
        with transaction.atomic():
            _refuse(run, refusal.findings)
        return run
    with transaction.atomic():
        _keep(run, content)
        _write_preview(run, checked)
    return run


def take_in(
    *,
    name: str,
    content: bytes,
    by: User | None,
    at: datetime,
    kind: str = "",
    scope: str = "",
    retrieved_on: date | None = None,
) -> ImportRun:
    """Keep a file that shall be checked in the background; returns a run that is CHECKING."""
    run = _new_run(name=name, content=content, scope=scope, by=by, at=at, retrieved_on=retrieved_on)
    run.kind = kind
    with transaction.atomic():
        run.state, run.queued_at = ImportRun.State.CHECKING, at
        _keep(run, content)
        run.save()
    return run


def check_import(*, run: ImportRun) -> ImportRun:
    """Make the preview of a run that is CHECKING; returns it PREVIEWED, or REFUSED with all reasons.

    A preview that was to be made anew for another day stays as it was if the file cannot be taken for that day.
    Raises: AlreadyDecided if the run is no longer CHECKING.
    """
    checked: _Checked | None = None
    findings: tuple[Finding, ...] = ()
    # Outside of the transaction: with SQLite everybody else who writes would have to wait for it.
    try:
        checked = _check(run, _content(run))
    except FileRefused as refusal:
        findings = refusal.findings
    with transaction.atomic():
        locked = _locked(run, state=ImportRun.State.CHECKING)
        if checked:
            _write_preview(locked, checked)
        elif locked.wanted_date:
            _back_to_preview(locked, trouble=ImportRun.Trouble.DATE)
        else:
            _refuse(locked, findings)
    return locked


def queue(*, run: ImportRun, state: ImportRun.State, by: User | None, at: datetime, wanted: date | None = None) -> None:
    """Mark a previewed run as APPLYING, or as CHECKING once more for a ``wanted`` day.

    Raises: AlreadyDecided if it does not wait for a decision, so also at the second press of a button.
    """
    # First without the lock: nobody shall wait for a run that is just being applied.
    if not run.waits:
        raise AlreadyDecided
    with transaction.atomic():
        locked = _locked(run)
        locked.state, locked.queued_at, locked.wanted_date, locked.trouble = state, at, wanted, ""
        # Without a moment it is not decided yet; this is who will have decided.
        locked.decided_by = by if state == ImportRun.State.APPLYING else None
        locked.save()


def begin(*, run_id: int, state: ImportRun.State, at: datetime) -> ImportRun | None:
    """Note that a job begins; returns None if there is nothing to do (any more), or another job has begun it."""
    with transaction.atomic():
        run = ImportRun.objects.select_for_update().filter(pk=run_id, state=state, begun_at=None).first()
        if run:
            run.begun_at = at
            run.save(update_fields=["begun_at"])
    return run


def give_up(*, run: ImportRun, trouble: ImportRun.Trouble) -> None:
    """End a job that cannot be finished: back to the preview if there is one, otherwise the file is refused.

    Raises: AlreadyDecided if the run is no longer in the state in which it was handed over.
    """
    with transaction.atomic():
        locked = _locked(run, state=ImportRun.State(run.state))
        if locked.plan_digest:
            _back_to_preview(locked, trouble=trouble)
        else:
            _refuse(locked, (Finding(Level.FATAL, f"job_{trouble.lower()}"),))
    logger.warning("import given up run=%s trouble=%s", run.pk, trouble)


def apply_import(
    *, run: ImportRun, by: User | None, at: datetime, state: ImportRun.State = ImportRun.State.PREVIEWED
) -> ImportRun:
    """Write what the preview showed, in one transaction with its journal entry; ``state``: in which it has to be.

    Raises: AlreadyDecided; PreviewStale if the data changed since the preview, which is then made anew;
    FileRefused if the file cannot be taken any more.
    """
    with transaction.atomic():
        # Lock: two runs of one kind must not both plan against the state before the other.
        Gate.objects.get_or_create(kind=run.kind)
        Gate.objects.select_for_update().get(kind=run.kind)
        locked = _locked(run, state=state)
        content = _content(locked)
        checked = _check(locked, content)
        is_stale = checked.plan.digest() != locked.plan_digest
        if is_stale:
            locked.decided_by = None
            _write_preview(locked, checked, trouble=ImportRun.Trouble.STALE)
        else:
            _write(locked, checked, by=by, at=at)
    if is_stale:
        raise PreviewStale
    logger.info(
        "import applied run=%s kind=%s added=%s changed=%s", locked.pk, locked.kind, locked.added, locked.changed
    )
    return locked


def discard_import(*, run: ImportRun, by: User | None, at: datetime) -> ImportRun:
    """Forget a previewed file and its rows; that it was here stays known. Raises: AlreadyDecided."""
    with transaction.atomic():
        locked = _locked(run)
        locked.rows.all().delete()
        _decide(locked, ImportRun.State.DISCARDED, by=by, at=at)
    return locked


def _write(run: ImportRun, checked: _Checked, *, by: User | None, at: datetime) -> None:
    checked.importer.apply(checked.plan, run=run, at=at)
    _decide(run, ImportRun.State.APPLIED, by=by, at=at)
    counted = {name: [None, getattr(run, name)] for name in ("added", "changed", "unchanged", "refused")}
    record(
        chain=PLATFORM,
        subject=run,
        action="import applied",
        by=by,
        at=at,
        changes={"file_name": [None, run.file_name], "sha256": [None, run.sha256], **counted},
    )


def _decide(run: ImportRun, state: ImportRun.State, *, by: User | None, at: datetime) -> None:
    run.state, run.decided_by, run.decided_at = state, by, at
    _forget_file(run)
    _settle(run)
    run.save()


def _settle(run: ImportRun, trouble: str = "") -> None:
    run.queued_at = run.begun_at = run.wanted_date = None
    run.trouble = trouble


def _back_to_preview(run: ImportRun, *, trouble: ImportRun.Trouble) -> None:
    run.state, run.decided_by = ImportRun.State.PREVIEWED, None
    _settle(run, trouble)
    run.save()


def _forget_file(run: ImportRun) -> None:
    stored, run.stored = run.stored.name, ""
    if stored:
        storage = ImportRun._meta.get_field("stored").storage
        # Only after the commit: a transaction that fails must find its file again.
        transaction.on_commit(lambda: storage.delete(stored))


def _new_run(
    *, name: str, content: bytes, scope: str, by: User | None, at: datetime, retrieved_on: date | None
) -> ImportRun:
    return ImportRun(
        scope=scope,
        file_name=PurePath(name.replace("\\", "/")).name[:255] or "?",
        size_bytes=len(content),
        sha256=hashlib.sha256(content).hexdigest(),
        retrieved_on=retrieved_on,
        started_by=by,
        started_at=at,
    )


def _keep(run: ImportRun, content: bytes) -> None:
    run.stored.save(f"{run.sha256[:16]}.bin", ContentFile(content), save=False)


def _locked(run: ImportRun, *, state: ImportRun.State = ImportRun.State.PREVIEWED) -> ImportRun:
    locked = ImportRun.objects.select_for_update().get(pk=run.pk)
    if locked.state != state:
        raise AlreadyDecided
    return locked


def _content(run: ImportRun) -> bytes:
    with run.stored.open("rb") as stored:
        return bytes(stored.read())


def _check(run: ImportRun, content: bytes) -> _Checked:
    importer, table = _opened(run, content)
    reading = importer.read(table)
    is_given = run.wanted_date is not None or run.date_basis == DateBasis.GIVEN
    stated = (run.wanted_date or run.reference_date) if is_given else reading.reference_date
    basis = DateBasis.GIVEN if is_given else reading.date_basis
    if stated is None:
        stated, basis = run.retrieved_on or run.started_at.date(), DateBasis.RETRIEVED
    plan = importer.plan(reading, scope=run.scope, reference_date=stated)
    return _Checked(importer, _layout(table.delimiter, table.encoding, table.sheet), reading, plan, stated, basis)


def _opened(run: ImportRun, content: bytes) -> tuple[Importer, Table]:
    whole = opened(name=run.file_name, content=content, scope=run.scope, kind=run.kind)
    if whole:
        return whole
    candidates = [found for found in [importer_of(run.kind)] if found] if run.kind else list(importers())
    table = read_table(
        name=run.file_name,
        content=content,
        recognise=lambda header: recognising(header, among=candidates) is not None,
    )
    importer = recognising(table.header, among=candidates)
    if importer is None:  # pragma: no cover - read_table returned a header that one of them recognised
        raise LookupError(run.kind)
    return importer, table


def _layout(delimiter: str, encoding: str, sheet: str) -> str:
    return f"XLSX, {sheet}"[:200] if sheet else f"CSV, {'TAB' if delimiter == chr(9) else delimiter}, {encoding}"


def _write_preview(run: ImportRun, checked: _Checked, *, trouble: str = "") -> None:
    plan, reading = checked.plan, checked.reading
    run.state = ImportRun.State.PREVIEWED
    _settle(run, trouble)
    findings = plan.findings
    run.kind, run.layout = checked.importer.kind, checked.layout
    run.source, run.source_name, run.licence = reading.source, reading.source_name, reading.licence
    run.reference_date, run.date_basis = checked.reference_date, checked.date_basis
    run.added, run.changed, run.unchanged, run.outside = len(plan.added), plan.changed, plan.unchanged, plan.outside
    run.refused = sum(found.level is Level.REFUSED for found in findings)
    run.to_check = sum(found.level is Level.CHECK for found in findings)
    run.noted = sum(found.level is Level.NOTE for found in findings)
    run.plan_digest = plan.digest()
    run.save()
    run.rows.all().delete()
    added = [ImportRow(run=run, kind="ADDED", line=row.line, key=row.key, label=row.label[:300]) for row in plan.added]
    changed = [
        ImportRow(
            run=run,
            kind="CHANGED",
            line=row.line,
            key=row.key,
            label=row.label[:300],
            field=row.field,
            before=row.before,
            after=row.after,
        )
        for row in plan.changes
    ]
    ImportRow.objects.bulk_create([*added, *changed, *(_row(run, found) for found in findings)], batch_size=BATCH)
    logger.info("import previewed run=%s kind=%s added=%s changed=%s", run.pk, run.kind, run.added, run.changed)


def _refuse(run: ImportRun, findings: tuple[Finding, ...]) -> None:
    run.state, run.refused = ImportRun.State.REFUSED, len(findings)
    _forget_file(run)
    _settle(run)
    run.save()
    ImportRow.objects.bulk_create([_row(run, found) for found in findings], batch_size=BATCH)
    logger.info("import refused run=%s problems=%s", run.pk, run.refused)


def _row(run: ImportRun, found: Finding) -> ImportRow:
    return ImportRow(
        run=run,
        kind=found.level,
        code=found.code,
        line=found.line,
        column=found.column[:120],
        key=found.key[:80],
        label=found.params.get("label", "")[:300],
        found=found.found,
        expected=found.expected[:200],
        params=dict(found.params),
        raw=list(found.raw),
    )
