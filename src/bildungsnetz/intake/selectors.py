"""Imports and their rows."""

from collections.abc import Iterable
from datetime import datetime

from django.db.models import QuerySet

from bildungsnetz.intake.models import ImportRow, ImportRun


def runs_in(*, scopes: Iterable[str]) -> QuerySet[ImportRun]:
    """Return the imports of the given scopes, newest first; an empty key stands for the whole platform's own."""
    return (
        ImportRun.objects.filter(scope__in=list(scopes))
        .select_related("started_by", "decided_by")
        .order_by("-started_at", "-pk")
    )


def waiting_since(moment: datetime) -> QuerySet[ImportRun]:
    """Return the previews made before a moment that nobody has decided about."""
    return ImportRun.objects.filter(state=ImportRun.State.PREVIEWED, started_at__lt=moment).order_by("pk")


def begun_before(moment: datetime) -> QuerySet[ImportRun]:
    """Return the runs whose job began before a moment and has not ended."""
    return ImportRun.objects.filter(begun_at__lt=moment).order_by("pk")


def queued_before(moment: datetime) -> QuerySet[ImportRun]:
    """Return the runs whose job was asked for before a moment and has not begun."""
    return ImportRun.objects.filter(queued_at__lt=moment, begun_at=None).order_by("pk")


def rows_of(run: ImportRun, *, kinds: Iterable[str]) -> QuerySet[ImportRow]:
    """Return the rows of a run of some kinds, in the order of the file."""
    return run.rows.filter(kind__in=list(kinds)).order_by("pk")


def applied_rows_about(key: str, *, kind: str) -> QuerySet[ImportRow]:
    """Return what applied imports of a kind said about one key, newest import first."""
    return (
        ImportRow.objects.filter(key=key, run__kind=kind, run__state=ImportRun.State.APPLIED)
        .select_related("run")
        .order_by("-run__decided_at", "pk")
    )


def applied_runs(*, kind: str) -> QuerySet[ImportRun]:
    """Return the applied imports of a kind, newest first."""
    return ImportRun.objects.filter(kind=kind, state=ImportRun.State.APPLIED).order_by("-decided_at", "-pk")
