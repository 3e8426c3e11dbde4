"""Keeping files for subjects of other rooms: take, hand out, delete."""

import hashlib
import logging
from collections.abc import Collection
from datetime import datetime

from django.conf import settings
from django.core.files.base import ContentFile, File
from django.db import models, transaction

from bildungsnetz.accounts.models import User
from bildungsnetz.documents.file_checks import FileRefused, MediaType, clean_name, recognised
from bildungsnetz.documents.models import Attachment
from bildungsnetz.documents.signatures import SignatureReport, check_signatures
from bildungsnetz.journal.services import record

logger = logging.getLogger(__name__)


class FileTooLarge(FileRefused):
    """The file is larger than allowed; ``size`` and ``limit`` in bytes."""

    def __init__(self, *, size: int, limit: int) -> None:
        super().__init__(f"{size} of {limit} bytes")
        self.size = size
        self.limit = limit


class FileTypeNotAllowed(FileRefused):
    """The file is of a type that does not fit this place."""

    def __init__(self, *, media_type: MediaType, allowed: Collection[MediaType]) -> None:
        super().__init__(f"{media_type.name} is not allowed here")
        self.media_type = media_type
        self.allowed = tuple(allowed)


def attach_file(
    *,
    subject: models.Model,
    file: File,
    purpose: str,
    chain: str,
    by: User,
    at: datetime,
    name: str | None = None,
    allowed: Collection[MediaType] = tuple(MediaType),
    about: User | None = None,
    reason: str = "",
) -> Attachment:
    """Check a file and keep it for ``subject``, with an entry in its journal ``chain``.

    ``purpose`` is the owning room's word for what the file is ("COUNCIL_DECISION"); ``allowed`` narrows the types;
    ``about`` is the person the file is about, with whom it will be deleted. Who may attach is the caller's question.
    Raises: a subclass of FileRefused (empty, too large, unknown or unfitting type, damaged, encrypted, active).
    """
    content = _content(file)
    media_type = recognised(content)
    if media_type not in allowed:
        raise FileTypeNotAllowed(media_type=media_type, allowed=allowed)
    with transaction.atomic():
        attachment = Attachment(
            original_name=clean_name(name or file.name or "", media_type=media_type),
            media_type=media_type,
            size=len(content),
            sha256=hashlib.sha256(content).hexdigest(),
            purpose=purpose,
            uploaded_by=by,
            uploaded_at=at,
            about=about,
            subject_type=subject._meta.label_lower,
            subject_id=str(subject.pk),
        )
        attachment.file.save("", ContentFile(content), save=False)
        attachment.save(force_insert=True)
        record(
            chain=chain,
            subject=attachment,
            action="file attached",
            by=by,
            at=at,
            changes={"sha256": [None, attachment.sha256], "original_name": [None, attachment.original_name]},
            reason=reason,
            about=about,
        )
    return attachment


def delete_attachment(*, attachment: Attachment, chain: str, by: User, at: datetime, reason: str = "") -> None:
    """Delete a file and its row; the journal keeps that it was there, and its check sum."""
    with transaction.atomic():
        changes = {"sha256": [attachment.sha256, None]}
        record(
            chain=chain,
            subject=attachment,
            action="file deleted",
            by=by,
            at=at,
            changes=changes,
            reason=reason,
            about=attachment.about,
        )
        forget_attachment(attachment)


def forget_attachment(attachment: Attachment) -> None:
    """Delete row and file without an entry of its own; the caller's transaction says why."""
    stored, path = attachment.file.storage, str(attachment.file.name)
    attachment.delete()
    # After the commit: should the transaction fail, the row is still there and needs its file.
    transaction.on_commit(lambda: stored.delete(path))


def signature_report(*, attachment: Attachment, at: datetime) -> SignatureReport:
    """Report on the signatures in an attached PDF; trusted are the certificates in ``BILDUNGSNETZ_SIGNATURE_ROOTS``."""
    roots = [settings.SIGNATURE_ROOTS.read_bytes()] if settings.SIGNATURE_ROOTS else []
    with attachment.file.open("rb") as stored:
        return check_signatures(pdf=stored.read(), trust_roots=roots, at=at)


def _content(file: File) -> bytes:
    limit = settings.ATTACHMENT_LIMIT
    # The announced size first, then what is really there: a size can be wrong.
    if file.size > limit:
        raise FileTooLarge(size=file.size, limit=limit)
    file.seek(0)
    content: bytes = file.read(limit + 1)
    if len(content) > limit:
        raise FileTooLarge(size=len(content), limit=limit)
    return content
