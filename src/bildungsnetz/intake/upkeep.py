"""What the journal and the worker ask of this room."""

from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any

from django.db.models import QuerySet
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from bildungsnetz.intake import permissions, selectors, services
from bildungsnetz.intake.models import ImportRun

# A preview nobody decided about for so long compares with data that are no more; its file should not lie around.
FORGOTTEN_AFTER = timedelta(days=30)

WORDS: Mapping[str, str | Promise] = {"import applied": _("File applied")}


def runs_with_history(viewer: Any) -> QuerySet[ImportRun]:
    """Return the imports whose history a person may read: those of the scopes he or she may import for."""
    scopes = permissions.scopes_of(viewer, on=timezone.localdate())
    return selectors.runs_in(scopes=[scope.key for scope in scopes])


def discard_forgotten(*, now: datetime) -> int:
    """Discard previews that nobody decided about for a month; returns how many."""
    discarded = 0
    for run in selectors.waiting_since(now - FORGOTTEN_AFTER):
        try:
            services.discard_import(run=run, by=None, at=now)
        except services.AlreadyDecided:
            # Another worker, or a person in this very second.
            continue
        discarded += 1
    return discarded
