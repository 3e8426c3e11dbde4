"""Allocation in the background: files out, engine, second program, files in; whole or visibly not at all."""

import gzip
import hashlib
import logging
import os
import time
from collections.abc import Mapping
from datetime import datetime
from functools import partial
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, Literal

from django.db import transaction
from django.db.models import Max
from django.utils import timezone
from django_tasks import task

from bildungsnetz.accounts.models import User
from bildungsnetz.journal.services import record
from bildungsnetz.transition.models import Folder, Offer, OfferStatus, Pupil, Run, RunFile, RunKind, RunState, Season
from bildungsnetz.transition.selectors.exporting import input_files, with_arrival, with_fixed, with_previous
from bildungsnetz.transition.services.errors import NothingToAllocate, RunUnderWay, SeedMissing

logger = logging.getLogger(__name__)
LANGUAGE: Literal["de"] = "de"


@transaction.atomic
def ask_for_run(
    *, season: Season, kind: RunKind, label: str, max_km: int | None, only_wished: bool, fields_may_repeat: bool,
    by: User | None, at: datetime,
) -> Run:  # fmt: skip
    """Queue an allocation; it uses the seed of the season and no other.

    Raises: SeedMissing; RunUnderWay; NothingToAllocate without codes or released offers.
    """
    held = Season.objects.select_for_update(of=("self",)).select_related("network").get(pk=season.pk)
    if not held.seed_hash:
        raise SeedMissing()
    if held.runs.filter(state__in=[RunState.QUEUED, RunState.RUNNING]).exists():
        raise RunUnderWay()
    if not _something_to_do(held):
        raise NothingToAllocate()
    last = held.runs.aggregate(last=Max("number"))["last"] or 0
    run = Run.objects.create(
        season=held, number=last + 1, kind=kind, label=label, seed_hash=held.seed_hash, max_km=max_km,
        only_wished=only_wished, fields_may_repeat=fields_may_repeat, asked_by=by, asked_at=at,
        mode="booking" if kind == RunKind.COMPARISON else "best",
    )  # fmt: skip
    record(chain=held.network.journal_chain, subject=run, action="run asked for", by=by, at=at)
    transaction.on_commit(partial(work_on_run.enqueue, run.pk))
    return run


@task()
def work_on_run(run_id: int) -> None:
    """Allocate a queued run; does nothing if it is not queued (any more)."""
    # One thread: a second one would change nothing in the result, only take the machine from others.
    os.environ.setdefault("OMP_NUM_THREADS", "1")
    if not Run.objects.filter(pk=run_id, state=RunState.QUEUED).update(
        state=RunState.RUNNING, began_at=timezone.now(), step="input"
    ):
        return
    run = Run.objects.select_related("season__network").get(pk=run_id)
    try:
        with TemporaryDirectory(prefix="bildungsnetz-run-") as folder:
            _allocate(run, Path(folder) / "in", Path(folder) / "out")
            _keep(run, Path(folder))
    except Exception as problem:
        # Whatever it was: no half result, and the person must not wait for ever.
        logger.exception("run failed run=%s", run_id)
        _fail(run, problem)


def file_of(run: Run, folder: Folder, name: str) -> bytes | None:
    """Return a file of a run as it was written, None if it is not there (any more)."""
    found = run.files.filter(folder=folder, name=name).first()
    return gzip.decompress(found.content) if found else None


def _something_to_do(season: Season) -> bool:
    codes = Pupil.objects.filter(season=season, absence="").exists()
    return codes and Offer.objects.filter(season=season, status=OfferStatus.RELEASED).exists()


def _allocate(run: Run, source: Path, out: Path) -> None:
    from bildungsnetz.engines.allocation.instance import Options
    from bildungsnetz.engines.allocation.running import allocate_folder
    from bildungsnetz.engines.allocation_check import check

    source.mkdir()
    for name, text in _input(run).items():
        (source / name).write_text(text, encoding="utf-8", newline="\n")
    options = Options(
        seed=run.season.seed,
        max_km=float(run.max_km) if run.max_km is not None else None,
        mode="booking" if run.mode == "booking" else "best",
        only_wished=run.only_wished,
        fields_may_repeat=run.fields_may_repeat,
        lang=LANGUAGE,
    )
    allocate_folder(source, out, options, clock=time.monotonic, progress=partial(_step, run))
    _step(run, "check")
    findings = check(source, out, LANGUAGE)
    run.agrees, run.said = findings.exit_status == 0, list(findings.sentences())


def _input(run: Run) -> Mapping[str, str]:
    files = input_files(run.season)
    if run.kind == RunKind.COMPARISON:
        files["pupils.csv"] = with_arrival(run.season, files["pupils.csv"])
    if run.kind == RunKind.CHANGE:
        files["previous.csv"] = with_previous(run.season)
    if run.kind == RunKind.SECOND:
        files["fixed.csv"] = with_fixed(run.season)
    return files


def _step(run: Run, step: str) -> None:
    Run.objects.filter(pk=run.pk).update(step=step[:40])


def _keep(run: Run, folder: Path) -> None:
    """Store files and figures in one transaction; a run that was given up meanwhile keeps nothing."""
    import json

    report = json.loads((folder / "out" / "report.json").read_text(encoding="utf-8"))
    with transaction.atomic():
        held = Run.objects.select_for_update(of=("self",)).get(pk=run.pk)
        if held.state != RunState.RUNNING:
            return
        RunFile.objects.bulk_create(
            _packed(run, part, path) for part in Folder for path in sorted((folder / part.value).iterdir())
        )
        held.report, held.agrees, held.said = _figures(report), run.agrees, run.said
        held.state, held.step, held.ended_at = RunState.DONE, "", timezone.now()
        held.save(update_fields=["report", "agrees", "said", "state", "step", "ended_at"])
        record(
            chain=run.season.network.journal_chain, subject=held, action="run finished", by=None, at=timezone.now(),
            changes={"filled": [None, report["filled"]], "agrees": [None, run.agrees]},
        )  # fmt: skip


def _packed(run: Run, folder: Folder, path: Path) -> RunFile:
    content = path.read_bytes()
    return RunFile(
        run=run, folder=folder, name=path.name, sha256=hashlib.sha256(content).hexdigest(), size=len(content),
        content=gzip.compress(content, mtime=0),
    )  # fmt: skip


def _figures(report: Mapping[str, Any]) -> dict[str, Any]:
    """Keep what pages show; the whole report is a file of the run."""
    return {name: value for name, value in report.items() if name not in ("unknown_columns", "warnings")}


def _fail(run: Run, problem: Exception) -> None:
    text = str(problem) if type(problem).__name__ in ("InputRefused", "NotPossible") else ""
    Run.objects.filter(pk=run.pk, state=RunState.RUNNING).update(
        state=RunState.FAILED, trouble=(text or "FAILED")[:300], ended_at=timezone.now()
    )
