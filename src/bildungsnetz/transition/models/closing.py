"""The proof that codes and wishes of a season are gone."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from bildungsnetz.journal.retention import personal_data
from bildungsnetz.transition.models.season import Season


@personal_data(
    personal=["deleted_by"],
    impersonal=["deleted", "left"],
    purpose="Shows who deleted codes and wishes of a season.",
    deleted_when="The tie to the person with the account; the counts stay as proof.",
)
class Deletion(models.Model):
    """How many rows of each kind were deleted, and how many were left when counted afterwards: none."""

    season = models.OneToOneField(Season, on_delete=models.PROTECT, related_name="deletion")
    deleted = models.JSONField(_("deleted"))
    left = models.JSONField(_("left"))
    deleted_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+")
    deleted_at = models.DateTimeField(_("deleted at"))

    class Meta:
        verbose_name = _("deletion")

    def __str__(self) -> str:
        return f"{self.season}"
