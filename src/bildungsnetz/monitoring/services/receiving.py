"""Taking a file with figures: at once if its columns are known, else it waits until somebody has named them."""

import hashlib
from collections.abc import Mapping, Sequence
from datetime import date, datetime, timedelta
from pathlib import PurePath

from django.core.files.base import ContentFile
from django.db import transaction

from bildungsnetz.accounts.models import User
from bildungsnetz.intake import jobs
from bildungsnetz.intake.models import ImportRun
from bildungsnetz.intake.reading import FileRefused, Table, read_table
from bildungsnetz.monitoring.importer import KIND
from bildungsnetz.monitoring.models import ColumnMemory, WaitingFile
from bildungsnetz.monitoring.reading.columns import fingerprint, tables_in
from bildungsnetz.monitoring.reading.genesis import is_genesis
from bildungsnetz.monitoring.reading.lists import is_directory, is_spending
from bildungsnetz.monitoring.reading.long import is_long
from bildungsnetz.monitoring.selectors.memory import memories
from bildungsnetz.networks.models import Network

KEPT_FOR = timedelta(days=1)


def receive(
    *, network: Network, name: str, content: bytes, by: User, at: datetime, today: date
) -> ImportRun | WaitingFile:
    """Take a file; returns the import that is being checked, or the file that waits for its columns to be named."""
    if _is_understood(name, content, scope=network.slug):
        return _ask(network, name, content, by=by, at=at, today=today)
    waiting = WaitingFile(
        network=network, file_name=PurePath(name.replace("\\", "/")).name[:255] or "?",
        sha256=hashlib.sha256(content).hexdigest(), brought_by=by, brought_at=at,
    )  # fmt: skip
    with transaction.atomic():
        waiting.stored.save(f"{waiting.sha256[:16]}.bin", ContentFile(content), save=False)
        waiting.save()
    return waiting


def name_columns(
    *, waiting: WaitingFile, table: Table, meaning: Mapping[str, str], by: User, at: datetime, today: date
) -> ImportRun:
    """Remember what the columns mean and have the file checked; the next file with this header is not asked for."""
    with transaction.atomic():
        ColumnMemory.objects.update_or_create(
            scope=waiting.network.slug, fingerprint=fingerprint(table.header),
            defaults={"header": list(table.header), "meaning": dict(meaning), "sheet": table.sheet, "saved_by": by,
                      "saved_at": at},
        )  # fmt: skip
        run = _ask(waiting.network, waiting.file_name, content_of(waiting), by=by, at=at, today=today)
        forget(waiting)
    return run


def forget(waiting: WaitingFile) -> None:
    """Delete a waiting file; what is on the disk only after the commit."""
    storage, stored = waiting.stored.storage, str(waiting.stored.name)
    waiting.delete()
    transaction.on_commit(lambda: storage.delete(stored))


def forget_old(*, now: datetime) -> int:
    """Delete the files nobody has named the columns of within a day; returns how many."""
    old = list(WaitingFile.objects.filter(brought_at__lt=now - KEPT_FOR))
    for waiting in old:
        with transaction.atomic():
            forget(waiting)
    return len(old)


def content_of(waiting: WaitingFile) -> bytes:
    """Return the file as it was brought."""
    with waiting.stored.open("rb") as stored:
        return bytes(stored.read())


def _is_understood(name: str, content: bytes, *, scope: str) -> bool:
    """Say whether nobody needs to name the columns; a file that cannot be read at all is refused by its check."""
    if is_genesis(content):
        return True
    try:
        tables = tables_in(name=name, content=content)
    except FileRefused:
        return True
    known = [table for table in tables if _has_known_header(table.header)]
    if len(known) == 1:
        return True
    if known:
        return False
    try:
        read_table(name=name, content=content, recognise=_has_known_header)
    except FileRefused:
        pass
    else:
        return True
    remembered = memories(scope=scope, fingerprints=[fingerprint(table.header) for table in tables])
    # With several sheets of one header somebody has to choose each time.
    return len(tables) == 1 and bool(remembered)


def _has_known_header(header: Sequence[str]) -> bool:
    cells = tuple(header)
    return is_long(cells) or is_spending(cells) or is_directory(cells)


def _ask(network: Network, name: str, content: bytes, *, by: User, at: datetime, today: date) -> ImportRun:
    return jobs.ask_to_check(
        name=name, content=content, by=by, at=at, kind=KIND, scope=network.slug, retrieved_on=today
    )
