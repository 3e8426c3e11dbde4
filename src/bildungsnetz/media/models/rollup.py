"""Putting concepts together in the background, with progress, and what came out."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from bildungsnetz.journal.retention import personal_data
from bildungsnetz.networks.models import Network


class RollUpState(models.TextChoices):
    """Where it stands."""

    QUEUED = "QUEUED", pgettext_lazy("job", "queued")
    RUNNING = "RUNNING", pgettext_lazy("job", "running")
    DONE = "DONE", pgettext_lazy("job", "finished")
    FAILED = "FAILED", pgettext_lazy("job", "stopped")


@personal_data(
    personal=["asked_by"],
    impersonal=["state"],
    purpose="Names who asked for it.",
    deleted_when="The tie to the person with the account.",
)
class RollUp(models.Model):
    """One putting together of released concepts of a school year; without a network those of the whole state."""

    network = models.ForeignKey(Network, null=True, blank=True, on_delete=models.CASCADE, related_name="media_roll_ups")
    year = models.PositiveSmallIntegerField(_("school year"))
    state = models.CharField(_("state"), max_length=7, choices=RollUpState.choices, default=RollUpState.QUEUED)
    total = models.PositiveIntegerField(_("concepts"), default=0)
    done = models.PositiveIntegerField(_("concepts done"), default=0)
    rows_read = models.PositiveBigIntegerField(_("rows read"), default=0)
    asked_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+")
    asked_at = models.DateTimeField(_("asked at"))
    begun_at = models.DateTimeField(_("begun at"), null=True, blank=True)
    ended_at = models.DateTimeField(_("ended at"), null=True, blank=True)

    class Meta:
        verbose_name = _("concepts put together")
        constraints = [
            models.CheckConstraint(
                name="roll_up_ended_has_a_moment",
                condition=Q(state__in=["QUEUED", "RUNNING"], ended_at=None)
                | Q(state__in=["DONE", "FAILED"], ended_at__isnull=False),
            )
        ]

    def __str__(self) -> str:
        return f"{self.year} {self.state}"

    @property
    def is_busy(self) -> bool:
        """Whether it waits or runs."""
        return self.state in (RollUpState.QUEUED, RollUpState.RUNNING)


@personal_data(impersonal=["body_key", "kind", "category", "funding"])
class RollUpRow(models.Model):
    """One sum: ``kind`` NEED (category, year, funding -> quantity, cost), TRAINING, SUPPORT, SCHOOLS or COVERAGE.

    ``category`` holds the category, topic, level or competence; ``schools`` counts the concepts behind it.
    """

    roll_up = models.ForeignKey(RollUp, on_delete=models.CASCADE, related_name="rows")
    body_key = models.CharField(max_length=8, blank=True)
    kind = models.CharField(max_length=8)
    category = models.CharField(max_length=120, blank=True)
    year = models.PositiveSmallIntegerField(null=True, blank=True)
    funding = models.CharField(max_length=11, blank=True)
    quantity = models.BigIntegerField(default=0)
    cost = models.BigIntegerField(default=0)
    without_cost = models.PositiveIntegerField(default=0)
    schools = models.PositiveIntegerField(default=0)

    class Meta:
        verbose_name = _("sum over concepts")
        indexes = [models.Index(fields=["roll_up", "kind", "body_key"], name="roll_up_rows_by_kind")]

    def __str__(self) -> str:
        return f"{self.body_key} {self.kind} {self.category}"
