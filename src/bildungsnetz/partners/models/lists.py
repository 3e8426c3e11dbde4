"""Lists of partners on their way in: what an office has said about their columns, and files that wait for it."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from bildungsnetz.journal.retention import personal_data
from bildungsnetz.networks.models import Network
from bildungsnetz.partners.models.institutions import Kind, Side


@personal_data(
    personal=["remembered_by"],
    impersonal=["header_key", "columns", "fields", "default_kind", "default_side"],
    purpose="Says who has assigned the columns of a list, for questions.",
    deleted_when="With the account of the person who assigned them.",
)
class ColumnLayout(models.Model):
    """What the columns of one kind of list say, as an office has said it once; used for every such list since.

    ``columns``: their names; ``fields``: what each says (``lists/columns.py``), an empty text leaves it out.
    """

    network = models.ForeignKey(Network, on_delete=models.PROTECT, related_name="+")
    header_key = models.TextField()
    columns = models.JSONField()
    fields = models.JSONField()
    default_kind = models.CharField(_("kind"), max_length=24, choices=Kind.choices, default=Kind.OTHER)
    default_side = models.CharField(_("side"), max_length=10, choices=Side.choices, blank=True)
    enter_alike = models.BooleanField(default=False)
    remembered_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+")
    remembered_at = models.DateTimeField(_("assigned at"))

    class Meta:
        verbose_name = _("column assignment")
        constraints = [models.UniqueConstraint(fields=["network", "header_key"], name="one_layout_per_header")]

    def __str__(self) -> str:
        return ", ".join(self.columns)


@personal_data(
    personal=["file_name", "stored", "uploaded_by"],
    purpose="Keeps a list of partners while its columns are being assigned.",
    deleted_when="When the columns are assigned, or after one day.",
)
class UploadedList(models.Model):
    """A file whose columns are being assigned; it goes on to ``intake`` then."""

    network = models.ForeignKey(Network, on_delete=models.CASCADE, related_name="+")
    file_name = models.CharField(_("file"), max_length=255)
    stored = models.FileField(upload_to="partners", max_length=200)
    uploaded_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+")
    uploaded_at = models.DateTimeField(_("uploaded at"))

    class Meta:
        verbose_name = _("uploaded list")

    def __str__(self) -> str:
        return self.file_name
