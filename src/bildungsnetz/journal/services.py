"""Writing the journal; called by the services of other rooms inside their own transaction."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.db import models

from bildungsnetz.accounts.models import User
from bildungsnetz.journal.models import Entry


def record(
    *,
    chain: str,
    subject: models.Model,
    action: str,
    by: User | None,
    at: datetime,
    changes: Mapping[str, Any] | None = None,
    reason: str = "",
) -> Entry:
    """Append one entry to ``chain`` (the network's ``journal_chain``, or ``"platform"``).

    ``changes`` maps a field's name to ``[before, after]``; of a field classified as personal only the name and a
    hash salted with the person's salt is stored. Call it in the transaction of the change itself.
    """
    raise RuntimeError("the journal is not built yet")
