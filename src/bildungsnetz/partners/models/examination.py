"""What was found in a large network of cooperations, and when."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from bildungsnetz.journal.retention import personal_data
from bildungsnetz.networks.models import Network


@personal_data(impersonal=["state", "findings", "fingerprint"])
class Examination(models.Model):
    """The last examination of a network's cooperations; above some hundred institutions no page can wait for it.

    ``findings`` as ``cooperation_graph.as_json`` writes them; ``fingerprint`` of the ties that were examined.
    """

    class State(models.TextChoices):
        """Where the examination stands."""

        QUEUED = "QUEUED", pgettext_lazy("examination", "waiting")
        RUNNING = "RUNNING", pgettext_lazy("examination", "running")
        DONE = "DONE", pgettext_lazy("examination", "finished")
        FAILED = "FAILED", pgettext_lazy("examination", "stopped")

    network = models.OneToOneField(Network, on_delete=models.CASCADE, related_name="+")
    state = models.CharField(_("state"), max_length=8, choices=State.choices)
    done_percent = models.PositiveSmallIntegerField(default=0)
    asked_at = models.DateTimeField(_("started"))
    examined_at = models.DateTimeField(_("examined at"), null=True, blank=True)
    fingerprint = models.CharField(max_length=64, blank=True)
    findings = models.JSONField(default=dict, blank=True)

    class Meta:
        verbose_name = _("examination of cooperations")
        constraints = [
            models.CheckConstraint(name="examination_is_a_share", condition=Q(done_percent__lte=100)),
            models.CheckConstraint(
                name="finished_examination_has_a_moment", condition=~Q(state="DONE") | Q(examined_at__isnull=False)
            ),
        ]

    def __str__(self) -> str:
        return f"{self.network_id} {self.state}"

    @property
    def is_busy(self) -> bool:
        """Whether the background service has it, or will have."""
        return self.state in (self.State.QUEUED, self.State.RUNNING)
