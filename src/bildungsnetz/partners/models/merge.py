"""Two entries found to be one institution, in a way that can be taken back."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from bildungsnetz.journal.retention import personal_data
from bildungsnetz.networks.models import Network
from bildungsnetz.partners.models.institutions import Institution


@personal_data(
    personal=["merged_by"],
    impersonal=["moved", "kept", "dropped"],
    purpose="Says who has merged two entries, for questions.",
    deleted_when="With the account of the person who merged them.",
)
class Merge(models.Model):
    """One entry absorbed by another.

    ``moved`` lists the primary keys of what was hung from the dropped onto the kept entry (``functions``, ``first``,
    ``second``, ``kinds``) and of what was ended because it would have stood twice; ``filled`` the fields that the
    kept entry took over. Both together let the merge be undone with nothing lost.
    """

    network = models.ForeignKey(Network, on_delete=models.PROTECT, related_name="+")
    kept = models.ForeignKey(Institution, on_delete=models.PROTECT, related_name="merges_into")
    dropped = models.ForeignKey(Institution, on_delete=models.PROTECT, related_name="merges_away")
    moved = models.JSONField()
    merged_at = models.DateTimeField(_("merged at"))
    merged_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+")
    undone_at = models.DateTimeField(_("separated at"), null=True, blank=True)

    class Meta:
        verbose_name = _("merge")
        constraints = [
            models.CheckConstraint(name="merge_of_two", condition=~Q(kept=F("dropped"))),
            models.UniqueConstraint(name="one_open_merge_per_dropped", fields=["dropped"], condition=Q(undone_at=None)),
        ]

    def __str__(self) -> str:
        return f"{self.dropped} → {self.kept}"
