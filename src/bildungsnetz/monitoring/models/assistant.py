"""What the column assistant remembers, and the own sets of regions an office compares."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from bildungsnetz.journal.retention import personal_data
from bildungsnetz.networks.models import Network


@personal_data(
    personal=["saved_by"],
    impersonal=["scope", "fingerprint", "header", "meaning", "sheet"],
    purpose="Names who said what the columns of a file mean, so that they can be asked.",
    deleted_when="The tie to the person with the account.",
)
class ColumnMemory(models.Model):
    """What the columns of files with this header mean, as somebody once said.

    ``fingerprint``: SHA-256 of the header; ``meaning``: column name -> its meaning (``reading/columns.py``), and the
    fixed answers for what the file does not say.
    """

    scope = models.CharField(max_length=60, blank=True)
    fingerprint = models.CharField(max_length=64)
    header = models.JSONField()
    meaning = models.JSONField()
    sheet = models.CharField(_("sheet"), max_length=80, blank=True)
    saved_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    saved_at = models.DateTimeField(_("saved at"))

    class Meta:
        verbose_name = _("remembered columns")
        constraints = [models.UniqueConstraint(name="one_memory_per_header", fields=["scope", "fingerprint"])]

    def __str__(self) -> str:
        return self.fingerprint[:12]


@personal_data(
    personal=["file_name", "stored", "brought_by"],
    impersonal=["sha256"],
    purpose="Keeps a file while somebody says what its columns mean.",
    deleted_when="When the columns are named, at the latest after one day.",
)
class WaitingFile(models.Model):
    """A file that waits until somebody has said what its columns mean."""

    network = models.ForeignKey(Network, on_delete=models.CASCADE, related_name="+")
    file_name = models.CharField(_("file"), max_length=255)
    sha256 = models.CharField(_("checksum"), max_length=64)
    stored = models.FileField(upload_to="waiting", max_length=200)
    brought_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    brought_at = models.DateTimeField(_("brought at"))

    class Meta:
        verbose_name = _("waiting file")

    def __str__(self) -> str:
        return self.file_name


@personal_data(impersonal=["name", "reason", "region_keys"])
class ComparisonSet(models.Model):
    """Regions an office compares itself with, and why they are alike; beside the given types."""

    network = models.ForeignKey(Network, on_delete=models.CASCADE, related_name="comparison_sets")
    name = models.CharField(_("name"), max_length=80)
    reason = models.CharField(_("why they are alike"), max_length=200)
    region_keys = models.JSONField(_("regions"))

    class Meta:
        verbose_name = _("set of regions to compare")
        constraints = [models.UniqueConstraint(name="one_comparison_set_per_name", fields=["network", "name"])]

    def __str__(self) -> str:
        return self.name
