"""Who changed what, when and why: one append-only chain of entries per network."""

from typing import Any

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from bildungsnetz.journal.retention import personal_data

PLATFORM = "platform"


@personal_data(
    personal=["person"],
    impersonal=["salt"],
    purpose="Ties journal entries to the person who made a change, for accountability.",
    deleted_when="With the person's account; afterwards entries name nobody and salted hashes match nothing.",
)
class Trace(models.Model):
    """The tie between a person and the entries that concern that person; deleting it makes them anonymous."""

    key = models.UUIDField(_("key"), unique=True)
    person = models.OneToOneField(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="trace")
    salt = models.BinaryField(max_length=32)

    class Meta:
        verbose_name = _("trace")

    def __str__(self) -> str:
        return str(self.key)


@personal_data(impersonal=["name", "last_hash"])
class Chain(models.Model):
    """The head of one chain: how many entries it has and the hash of the last one."""

    name = models.CharField(max_length=60, unique=True)
    length = models.PositiveIntegerField(default=0)
    last_hash = models.CharField(max_length=64)

    class Meta:
        verbose_name = _("journal")

    def __str__(self) -> str:
        return self.name


@personal_data(
    personal=["reason"],
    # Values of personal fields stand in ``changes`` as digests only.
    impersonal=[
        "chain", "action", "subject_type", "subject_id", "changes", "reason_digest", "previous_hash", "hash",
    ],
    purpose="Says why something was changed, in the words of the person who did it.",
    deleted_when="The wording is blanked when a person it names is erased; its salted digest stays in the chain.",
)  # fmt: skip
class Entry(models.Model):
    """One change. The row is never updated but for the erasure of ``reason`` (triggers keep that promise)."""

    chain = models.CharField(_("chain"), max_length=60)
    number = models.PositiveIntegerField(_("number"))
    at = models.DateTimeField(_("at"))
    actor = models.UUIDField(_("person"), null=True)
    action = models.CharField(_("action"), max_length=60)
    subject_type = models.CharField(max_length=80)
    subject_id = models.CharField(max_length=40)
    changes = models.JSONField(default=dict)
    reason = models.TextField(_("reason"), blank=True)
    reason_digest = models.CharField(max_length=64, blank=True)
    previous_hash = models.CharField(max_length=64)
    hash = models.CharField(max_length=64)

    class Meta:
        verbose_name = _("journal entry")
        constraints = [models.UniqueConstraint(fields=["chain", "number"], name="one_entry_per_place_in_chain")]
        indexes = [models.Index(fields=["subject_type", "subject_id"], name="journal_by_subject")]

    def __str__(self) -> str:
        return f"{self.chain} {self.number} {self.action}"

    def hashed_content(self) -> dict[str, Any]:
        """Return what the hash covers: everything but the erasable wording of the reason (its digest is in)."""
        return {
            "chain": self.chain,
            "number": self.number,
            "at": self.at.isoformat(timespec="microseconds"),
            "actor": str(self.actor) if self.actor else None,
            "action": self.action,
            "subject": f"{self.subject_type}:{self.subject_id}",
            "changes": self.changes,
            "reason": self.reason_digest,
        }
