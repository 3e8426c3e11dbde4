"""Grids on their way in: what the columns of a file say, and files that wait for it."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from bildungsnetz.journal.retention import personal_data
from bildungsnetz.media.models.concept import Concept


@personal_data(
    personal=["remembered_by"],
    impersonal=["header_key", "fields"],
    purpose="Says who has assigned the columns of a grid, for questions.",
    deleted_when="The tie to the person with the account.",
)
class GridLayout(models.Model):
    """What the columns of a school's files say, as somebody said it once; ``fields`` in the order of the header."""

    concept = models.ForeignKey(Concept, on_delete=models.CASCADE, related_name="layouts")
    header_key = models.TextField()
    fields = models.JSONField()
    remembered_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+")
    remembered_at = models.DateTimeField(_("assigned at"))

    class Meta:
        verbose_name = _("column assignment of a grid")
        constraints = [models.UniqueConstraint(name="one_grid_layout_per_header", fields=["concept", "header_key"])]

    def __str__(self) -> str:
        return self.header_key


@personal_data(
    personal=["file_name", "stored", "uploaded_by"],
    purpose="Keeps a grid while its columns are being assigned.",
    deleted_when="When the columns are assigned, or after one day.",
)
class UploadedGrid(models.Model):
    """A file whose columns are being assigned; it goes on to ``intake`` then."""

    concept = models.ForeignKey(Concept, on_delete=models.CASCADE, related_name="uploads")
    file_name = models.CharField(_("file"), max_length=255)
    stored = models.FileField(upload_to="media-grids", max_length=200)
    uploaded_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+")
    uploaded_at = models.DateTimeField(_("uploaded at"))

    class Meta:
        verbose_name = _("uploaded grid")

    def __str__(self) -> str:
        return self.file_name
