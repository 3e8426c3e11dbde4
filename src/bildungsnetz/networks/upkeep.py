"""What the room does without anybody asking: due dates, verification, forgetting, and the words of its history."""

from collections import Counter
from collections.abc import Iterator
from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from bildungsnetz.accounts.models import User
from bildungsnetz.journal.erasure import mentions_of
from bildungsnetz.journal.services import record
from bildungsnetz.networks.content_hash import content_hash
from bildungsnetz.networks.models import (
    Consent,
    ConsentStatus,
    ContractVersion,
    Network,
    Remark,
    RoleAssignment,
    Side,
)
from bildungsnetz.networks.permissions import works_on_contract
from bildungsnetz.networks.selectors import networks_of, versions_visible_to
from bildungsnetz.networks.services import contract

# As the record of processing says of roles (RoleAssignment): three years after their end.
KEPT_AFTER_END = timedelta(days=3 * 365)
WORDS = {
    "version drafted": gettext_lazy("Version drafted"),
    "frame changed": gettext_lazy("Title, parties or first day changed"),
    "clause added": gettext_lazy("Clause added"),
    "field of action changed": gettext_lazy("Field of action changed"),
    "field of action removed": gettext_lazy("Field of action removed"),
    "put up for consent": pgettext_lazy("step", "Put up for consent"),
    "consent given": gettext_lazy("Consent given"),
    "consent refused": gettext_lazy("Consent refused"),
    "consent withdrawn": gettext_lazy("Consent withdrawn"),
    "council decision noted": gettext_lazy("Decision of the council noted"),
    "remark left": gettext_lazy("Question or remark left"),
    "side reminded": gettext_lazy("Side reminded"),
    "in force": gettext_lazy("Came into force"),
    "clause changed": gettext_lazy("Clause changed"),
    "clause removed": gettext_lazy("Clause removed"),
}


def bring_due_into_force(*, now: datetime) -> int:
    """Let agreed versions take effect whose day has come; returns how many."""
    return contract.bring_due_into_force(at=timezone.localtime(now))


def forget_old_roles(*, now: datetime) -> int:
    """Delete roles that ended three years ago, with the proof in the network's journal; returns how many.

    The period is the one the record of processing names for roles (``RoleAssignment``).
    """
    today = timezone.localtime(now).date()
    ended = RoleAssignment.objects.filter(ended_on__lt=today - KEPT_AFTER_END)
    counts = Counter(ended.exclude(network=None).values_list("network", flat=True))
    with transaction.atomic():
        for network in Network.objects.filter(pk__in=counts).order_by("pk"):
            changes = {"roles": [counts[network.pk], 0]}
            record(
                chain=network.journal_chain,
                subject=network,
                action="ended roles deleted",
                by=None,
                at=now,
                changes=changes,
            )
        deleted, _per_model = ended.delete()
    return deleted


def versions_with_history(viewer: User) -> QuerySet[ContractVersion]:
    """Return the versions whose history a person may read: the visible ones, for those who work on the contract.

    The history of a version in force tells how it came about, with drafts and reasons; that is not public.
    """
    today = timezone.localdate()
    visible = [
        version.pk
        for network in networks_of(viewer, on=today)
        if works_on_contract(viewer, network=network, on=today)
        for version in versions_visible_to(viewer, network=network, on=today)
    ]
    return ContractVersion.objects.filter(pk__in=visible)


def wrong_check_sums() -> Iterator[str]:
    """Say for each fixed text whose check sum or consents do not fit it."""
    for version in ContractVersion.objects.exclude(content_hash="").select_related("contract__network").order_by("pk"):
        named = {"network": version.network.name, "number": version.number}
        if content_hash(version.content()) != version.content_hash:
            yield _("Network %(network)s, contract version %(number)s: the text does not fit its check sum.") % named
        for side in Side:
            if version.hash_of(side) and not _consent_stands(version, side):
                yield _("Network %(network)s, contract version %(number)s: a consent is not on record.") % named


def forget_person(person: User) -> None:
    """Take a person's name from signatures and words of others; the ties to the account go with the account."""
    mentions, instead = mentions_of(person), _("(erased person)")
    Consent.objects.filter(given_by=person).exclude(reason="").update(reason="")
    for consent in Consent.objects.exclude(signatory="", reason="").iterator():
        if mentions.search(f"{consent.signatory}\n{consent.reason}"):
            consent.signatory = "" if mentions.search(consent.signatory) else consent.signatory
            consent.reason = mentions.sub(instead, consent.reason)
            consent.save(update_fields=["signatory", "reason"])
    for remark in Remark.objects.exclude(written_by=person).iterator():
        if mentions.search(remark.text):
            remark.text = mentions.sub(instead, remark.text)
            remark.save(update_fields=["text"])


def _consent_stands(version: ContractVersion, side: Side) -> bool:
    return Consent.objects.filter(
        subject_type=version.subject_type,
        subject_id=version.pk,
        side=side,
        content_hash=version.content_hash,
        status=ConsentStatus.GIVEN,
    ).exists()
