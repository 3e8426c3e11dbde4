"""Consent of two sides to one and the same text: the mechanism every agreement of a network uses.

A subject carries ``content_hash`` (SHA-256 of its text) and, per side, the hash that side consented to. It can be
agreed or in force only if all three are equal; a database check and triggers (``consent_triggers``) keep that
promise even against raw SQL.
"""

from typing import Any

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from bildungsnetz.journal.retention import personal_data
from bildungsnetz.networks.models.network import Network


class Side(models.TextChoices):
    """The two contract parties, equal in weight."""

    STATE = "STATE", pgettext_lazy("side", "State side")
    MUNICIPAL = "MUNICIPAL", pgettext_lazy("side", "Municipal side")


class VersionStatus(models.TextChoices):
    """Where a version stands on its way from draft to its end."""

    DRAFT = "DRAFT", _("draft")
    PUT_UP = "PUT_UP", _("awaiting consent")
    AGREED = "AGREED", _("agreed")
    IN_FORCE = "IN_FORCE", _("in force")
    SUPERSEDED = "SUPERSEDED", _("superseded")
    ENDED = "ENDED", pgettext_lazy("version", "ended")
    NOT_AGREED = "NOT_AGREED", _("not agreed")


CHANGEABLE = (VersionStatus.DRAFT, VersionStatus.PUT_UP, VersionStatus.AGREED)
BINDING = (VersionStatus.AGREED, VersionStatus.IN_FORCE, VersionStatus.SUPERSEDED, VersionStatus.ENDED)
LAID_BEFORE_SIDES = (VersionStatus.PUT_UP, VersionStatus.NOT_AGREED, *BINDING)
PUBLIC = (VersionStatus.IN_FORCE, VersionStatus.SUPERSEDED, VersionStatus.ENDED)


class ConsentSubject(models.Model):
    """A version of a text that both sides must consent to.

    Subclasses say in ``content()`` what the text is, in ``network`` whose it is, in ``scope`` which mandate is needed.
    """

    status = models.CharField(_("state"), max_length=10, choices=VersionStatus.choices, default=VersionStatus.DRAFT)
    content_hash = models.CharField(_("check sum of the text"), max_length=64, blank=True)
    state_hash = models.CharField(_("check sum the state side consented to"), max_length=64, blank=True)
    municipal_hash = models.CharField(_("check sum the municipal side consented to"), max_length=64, blank=True)
    put_up_at = models.DateTimeField(_("put up for consent at"), null=True, blank=True)
    agreed_at = models.DateTimeField(_("agreed at"), null=True, blank=True)

    class Meta:
        abstract = True
        constraints = [
            models.CheckConstraint(
                name="%(class)s_binds_only_with_both_consents",
                condition=~Q(status__in=BINDING)
                | (~Q(content_hash="") & Q(state_hash=F("content_hash")) & Q(municipal_hash=F("content_hash"))),
                violation_error_message=_("Nothing is agreed until both sides have consented to the same text."),
            ),
            models.CheckConstraint(
                name="%(class)s_consents_are_to_this_text",
                condition=(Q(state_hash="") | Q(state_hash=F("content_hash")))
                & (Q(municipal_hash="") | Q(municipal_hash=F("content_hash"))),
            ),
        ]

    @property
    def subject_type(self) -> str:
        """Name of the kind of subject, as consents and journal store it."""
        return self._meta.label_lower

    def content(self) -> dict[str, Any]:
        """Return the text as JSON values; two subjects with equal content have equal hashes."""
        raise TypeError(f"{type(self).__name__} does not say what its text is")

    def hash_of(self, side: Side) -> str:
        """Return the hash this side has consented to, empty if none."""
        return self.state_hash if side == Side.STATE else self.municipal_hash


class ConsentStatus(models.TextChoices):
    """What has become of a consent."""

    GIVEN = "GIVEN", _("consented")
    WITHDRAWN = "WITHDRAWN", _("withdrawn")
    VOIDED = "VOIDED", _("void, the text was changed")
    REFUSED = "REFUSED", _("not consented")


@personal_data(
    personal=["given_by", "signatory", "reason"],
    impersonal=["subject_type", "side", "content_hash", "status", "office"],
    purpose="Evidence of who consented for a side to which text, and of who signed on paper.",
    deleted_when="The tie to the person with the account; office, day and check sum stay as evidence.",
)
class Consent(models.Model):
    """One side's word on one text. Rows are never deleted; a trigger allows only GIVEN to be taken back."""

    network = models.ForeignKey(Network, on_delete=models.PROTECT, related_name="consents")
    subject_type = models.CharField(max_length=80)
    subject_id = models.BigIntegerField()
    side = models.CharField(_("side"), max_length=9, choices=Side.choices)
    content_hash = models.CharField(_("check sum"), max_length=64)
    status = models.CharField(_("state"), max_length=9, choices=ConsentStatus.choices)
    office = models.CharField(_("office"), max_length=18)
    given_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+")
    given_at = models.DateTimeField(_("given at"))
    signed_on_paper_on = models.DateField(_("signed on paper on"), null=True, blank=True)
    signatory = models.CharField(_("signed on paper by"), max_length=120, blank=True)
    ended_at = models.DateTimeField(_("taken back at"), null=True, blank=True)
    reason = models.TextField(_("reason"), blank=True)

    class Meta:
        verbose_name = _("consent")
        constraints = [
            models.UniqueConstraint(
                name="one_consent_per_side_and_subject",
                fields=["subject_type", "subject_id", "side"],
                condition=Q(status="GIVEN"),
            )
        ]
        indexes = [models.Index(fields=["subject_type", "subject_id"], name="consents_by_subject")]

    def __str__(self) -> str:
        return f"{self.subject_type}:{self.subject_id} {self.side} {self.status}"
