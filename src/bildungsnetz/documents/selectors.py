"""Which files belong to a subject, and whether they are still what was attached."""

import hashlib
from collections.abc import Iterator

from django.db import models
from django.db.models import QuerySet

from bildungsnetz.documents.models import Attachment


def attachments_of(subject: models.Model, *, purpose: str | None = None) -> QuerySet[Attachment]:
    """Files of a subject, latest first; the caller has asked whether the reader may see the subject."""
    found = Attachment.objects.filter(subject_type=subject._meta.label_lower, subject_id=str(subject.pk))
    if purpose is not None:
        found = found.filter(purpose=purpose)
    return found.select_related("uploaded_by").order_by("-uploaded_at", "-pk")


def changed_files() -> Iterator[str]:
    """Say of each stored file that is missing or no longer has its check sum which one it is (for the operator)."""
    for attachment in Attachment.objects.order_by("pk").iterator():
        try:
            with attachment.file.open("rb") as stored:
                checksum = hashlib.file_digest(stored, "sha256").hexdigest()
        except FileNotFoundError:
            yield f"the file of attachment {attachment.key} is missing"
        else:
            if checksum != attachment.sha256:
                yield f"the file of attachment {attachment.key} has changed since it was attached"
