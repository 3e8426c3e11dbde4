"""Files that people have attached to something."""

import uuid
from typing import ClassVar

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from bildungsnetz.documents.file_checks import MediaType
from bildungsnetz.journal.retention import personal_data

FOLDER = "attachments"


def random_path(_attachment: "Attachment", _name: str) -> str:
    """Return where a file is stored: under a random name that says nothing about it and ends in nothing."""
    name = uuid.uuid4().hex
    return f"{FOLDER}/{name[:2]}/{name}"


@personal_data(
    personal=["file", "original_name", "uploaded_by", "about"],
    impersonal=["key", "media_type", "sha256", "subject_type", "subject_id", "purpose"],
    purpose="Keeps the papers that belong to a subject, such as a signed copy, for those who may see it.",
    deleted_when="With its subject; the name of the person who attached it goes with that person's erasure, "
    "a file about a person goes as a whole.",
)
class Attachment(models.Model):
    """One file, attached to a subject of another room that decides who may see it."""

    key = models.UUIDField(_("key"), default=uuid.uuid4, unique=True, editable=False)
    file = models.FileField(_("file"), upload_to=random_path, unique=True)
    original_name = models.CharField(_("file name"), max_length=150)
    media_type = models.CharField(_("file type"), max_length=80, choices=MediaType.choices)
    size = models.PositiveBigIntegerField(_("size in bytes"))
    sha256 = models.CharField(_("check sum"), max_length=64)
    purpose = models.CharField(_("purpose"), max_length=40)
    uploaded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+", verbose_name=_("attached by")
    )
    uploaded_at = models.DateTimeField(_("attached at"))
    about = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, null=True, blank=True, related_name="files_about"
    )
    subject_type = models.CharField(max_length=80)
    subject_id = models.CharField(max_length=40)

    class Meta:
        verbose_name = _("attachment")
        verbose_name_plural = _("attachments")
        indexes: ClassVar = [models.Index(fields=["subject_type", "subject_id"], name="attachment_by_subject")]

    def __str__(self) -> str:
        return str(self.key)
