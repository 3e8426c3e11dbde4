"""The outbox: what is to be sent, what was sent, what could not be delivered."""

import uuid
from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from bildungsnetz.journal.retention import personal_data


class State(models.TextChoices):
    """Where a message stands."""

    QUEUED = "QUEUED", pgettext_lazy("message", "waiting")
    # A worker has taken it. If that worker dies now, nobody can tell whether the message left the house.
    SENDING = "SENDING", pgettext_lazy("message", "being sent")
    SENT = "SENT", pgettext_lazy("message", "sent")
    FAILED = "FAILED", pgettext_lazy("message", "not sent")
    BOUNCED = "BOUNCED", pgettext_lazy("message", "came back")
    # The demonstration sends nothing; its messages can be read by the operator.
    KEPT = "KEPT", pgettext_lazy("message", "kept, not sent (demonstration)")


@personal_data(
    personal=["to_address", "person", "subject", "body", "calendar", "queued_by", "last_error"],
    impersonal=["key", "sender", "language", "calendar_method", "state"],
    purpose="Delivers a message to the person it is meant for, and shows the operator what could not be delivered.",
    deleted_when="90 days after the last attempt; at once when the person addressed is erased.",
)
class Message(models.Model):
    """One e-mail to one address, written in the transaction of what it tells."""

    # Also the message's identifier on the wire: a bounce names it, and a mail server can drop a double.
    key = models.UUIDField(_("key"), default=uuid.uuid4, unique=True, editable=False)
    to_address = models.EmailField(pgettext_lazy("message", "to"), max_length=254)
    person = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, null=True, blank=True, related_name="messages"
    )
    sender = models.CharField(pgettext_lazy("message", "sender"), max_length=120)
    language = models.CharField(_("language"), max_length=2, default="de")
    subject = models.CharField(pgettext_lazy("message", "subject"), max_length=200)
    body = models.TextField(pgettext_lazy("message", "text"))
    calendar = models.TextField(_("calendar entry"), blank=True)
    calendar_method = models.CharField(max_length=10, blank=True)
    queued_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )
    created_at = models.DateTimeField(_("written at"))
    not_before = models.DateTimeField(_("not before"))
    tried_at = models.DateTimeField(_("last attempt"), null=True, blank=True)
    sent_at = models.DateTimeField(_("sent at"), null=True, blank=True)
    attempts = models.PositiveSmallIntegerField(_("attempts"), default=0)
    last_error = models.CharField(_("last error"), max_length=300, blank=True)
    state = models.CharField(
        pgettext_lazy("message", "state"), max_length=8, choices=State.choices, default=State.QUEUED
    )

    class Meta:
        verbose_name = _("message")
        verbose_name_plural = _("messages")
        indexes: ClassVar = [models.Index(fields=["state", "not_before"], name="post_due")]
        constraints: ClassVar = [
            models.CheckConstraint(
                name="message_is_sent_at_a_moment",
                condition=~Q(state=State.SENT) | Q(sent_at__isnull=False),
                violation_error_message=_("A sent message needs the moment when it was sent."),
            ),
            models.CheckConstraint(
                name="message_calendar_has_a_method",
                condition=Q(calendar="", calendar_method="") | (~Q(calendar="") & ~Q(calendar_method="")),
                violation_error_message=_("A calendar entry needs a method, and only it."),
            ),
        ]

    def __str__(self) -> str:
        return str(self.key)
