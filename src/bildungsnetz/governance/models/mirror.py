"""What machines may read: the public objects as they were last seen, with tombstones."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from bildungsnetz.journal.retention import personal_data
from bildungsnetz.networks.models import Network


@personal_data(
    personal=["data"],
    impersonal=["kind", "key", "digest"],
    purpose="Gives machines the public objects of the bodies (OParl 1.1); names only of people who agreed to be named.",
    deleted_when="When the object ceases to be public or the consent is withdrawn; a tombstone without content stays.",
)
class PublicObject(models.Model):
    """One object of OParl: what it said last, since when, and whether it is gone.

    Objects are never deleted: a mirror that follows ``modified_since`` must learn that something is gone.
    """

    network = models.ForeignKey(Network, on_delete=models.PROTECT, related_name="+")
    kind = models.CharField(max_length=16)
    key = models.CharField(max_length=40)
    data = models.JSONField(default=dict)
    digest = models.CharField(max_length=64, blank=True)
    created_at = models.DateTimeField()
    modified_at = models.DateTimeField()
    is_deleted = models.BooleanField(default=False)

    class Meta:
        verbose_name = _("public object")
        indexes = [models.Index(fields=["network", "kind", "modified_at"], name="public_by_change")]
        constraints = [models.UniqueConstraint(name="one_public_object", fields=["network", "kind", "key"])]

    def __str__(self) -> str:
        return f"{self.kind}/{self.key}"
