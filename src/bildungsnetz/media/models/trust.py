"""What the school council resolved, and to what the school consents."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from bildungsnetz.journal.retention import personal_data
from bildungsnetz.media.models.concept import Concept


@personal_data(
    personal=["recorded_by"],
    impersonal=["result", "note", "content_hash"],
    purpose="Names who recorded the resolution.",
    deleted_when="The tie to the person with the account.",
)
class Resolution(models.Model):
    """What the school council (Schulkonferenz) resolved on a concept; kept when the concept is opened again."""

    class Result(models.TextChoices):
        """What came out."""

        ADOPTED = "ADOPTED", pgettext_lazy("school council", "adopted")
        NOT_ADOPTED = "NOT_ADOPTED", pgettext_lazy("school council", "not adopted")

    concept = models.ForeignKey(Concept, on_delete=models.CASCADE, related_name="resolutions")
    resolved_on = models.DateField(_("day of the school council"))
    result = models.CharField(_("result"), max_length=11, choices=Result.choices)
    note = models.CharField(_("note"), max_length=300, blank=True)
    content_hash = models.CharField(_("checksum"), max_length=64)
    recorded_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+")
    recorded_at = models.DateTimeField(_("recorded at"))

    class Meta:
        verbose_name = _("resolution of the school council")

    def __str__(self) -> str:
        return f"{self.concept_id} {self.resolved_on:%Y-%m-%d} {self.result}"


class Purpose(models.TextChoices):
    """For whom a school releases its concept; each is a consent of its own."""

    BODY = "BODY", _("for the school body")
    PUBLIC = "PUBLIC", _("summary for the public")
    REGION = "REGION", _("for figures of the region (only put together with others)")


@personal_data(
    personal=["given_by", "withdrawn_by"],
    impersonal=["purpose", "content_hash"],
    purpose="Proves which of the three consents the school gave or took back, and when.",
    deleted_when="The tie to the person with the account; the consent stays with the concept.",
)
class SchoolConsent(models.Model):
    """A consent of the school; taken back for the future with ``withdrawn_at``."""

    concept = models.ForeignKey(Concept, on_delete=models.CASCADE, related_name="consents")
    purpose = models.CharField(_("purpose"), max_length=6, choices=Purpose.choices)
    content_hash = models.CharField(_("checksum"), max_length=64)
    given_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+")
    given_at = models.DateTimeField(_("given at"))
    withdrawn_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    withdrawn_at = models.DateTimeField(_("taken back at"), null=True, blank=True)

    class Meta:
        verbose_name = _("consent of a school")
        indexes = [models.Index(fields=["purpose", "withdrawn_at"], name="school_consents_running")]
        constraints = [
            models.UniqueConstraint(
                name="one_running_consent_per_purpose", fields=["concept", "purpose"], condition=Q(withdrawn_at=None)
            )
        ]

    def __str__(self) -> str:
        return f"{self.concept_id} {self.purpose}"
