"""Erasing what files say about people, and files that belong to nothing."""

import re
from datetime import datetime, timedelta
from pathlib import Path

from django.core.files.storage import default_storage
from django.db import transaction

from bildungsnetz.accounts.models import User
from bildungsnetz.documents.file_checks import MediaType, clean_name
from bildungsnetz.documents.models import FOLDER, Attachment
from bildungsnetz.documents.services.attaching import forget_attachment

# Longer than any upload takes: a younger file may belong to a transaction that is still open.
ORPHANED_AFTER = timedelta(days=1)
# Parts of names that say nothing about a person.
PARTICLES = frozenset(
    {"von", "van", "de", "der", "den", "da", "di", "du", "la", "le", "zu", "zum", "zur", "und", "dr."}
)


def erase_person(person: User) -> int:
    """Delete the files about a person and take the person's name off the others; returns how many files changed."""
    with transaction.atomic():
        about = list(Attachment.objects.select_for_update().filter(about=person))
        for attachment in about:
            forget_attachment(attachment)
        others = Attachment.objects.select_for_update().order_by("pk")
        named = [attachment for attachment in others if _concerns(person, attachment)]
        for attachment in named:
            if attachment.uploaded_by_id == person.pk:
                attachment.uploaded_by = None
            if _speaks_of(person, attachment.original_name):
                attachment.original_name = clean_name("", media_type=MediaType(attachment.media_type))
            attachment.save(update_fields=["uploaded_by", "original_name"])
    return len(about) + len(named)


def remove_orphaned_files(*, now: datetime) -> int:
    """Delete stored files to which no row belongs (their transaction failed, or the row went by cascade)."""
    known = set(Attachment.objects.values_list("file", flat=True))
    removed = 0
    for path in _stored_files():
        if path not in known and default_storage.get_modified_time(path) <= now - ORPHANED_AFTER:
            default_storage.delete(path)
            removed += 1
    return removed


def _stored_files() -> list[str]:
    if not default_storage.exists(FOLDER):
        return []
    folders, _ = default_storage.listdir(FOLDER)
    return [
        str(Path(FOLDER) / folder / name)
        for folder in folders
        for name in default_storage.listdir(f"{FOLDER}/{folder}")[1]
    ]


def _concerns(person: User, attachment: Attachment) -> bool:
    return attachment.uploaded_by_id == person.pk or _speaks_of(person, attachment.original_name)


def _speaks_of(person: User, name: str) -> bool:
    """Tell whether a file name contains a part of the person's name; in Python, since SQLite folds ASCII only."""
    folded = name.casefold()
    words = set(re.findall(r"[^\W\d_]+", folded))
    # Short parts must stand alone ("Ott", not "Ottmar"); longer ones count inside a word too ("MustermannVertrag").
    return any(
        part in words or (len(part) > 3 and part in folded)
        for part in person.full_name.casefold().split()
        if part not in PARTICLES
    )
