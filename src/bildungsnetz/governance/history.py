"""The history of decisions: who may read it, how its steps are called, and whether check sums and consents hold."""

from collections.abc import Iterator, Mapping

from django.db.models import QuerySet
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from bildungsnetz.accounts.models import User
from bildungsnetz.governance.models import Decision, Meeting
from bildungsnetz.governance.permissions import works_with_bodies
from bildungsnetz.governance.selectors import decisions_visible_to, meetings_visible_to
from bildungsnetz.networks.content_hash import content_hash
from bildungsnetz.networks.models import Consent, ConsentStatus, Side
from bildungsnetz.networks.selectors.people import networks_of

WORDS: Mapping[str, str | Promise] = {
    "wording fixed": gettext_lazy("Wording fixed"),
    "wording changed": gettext_lazy("Wording changed"),
    "consent given": gettext_lazy("Consent given"),
    "consent refused": gettext_lazy("Consent refused"),
    "consent withdrawn": gettext_lazy("Consent withdrawn"),
    "votes counted": gettext_lazy("Votes counted"),
    "in force": gettext_lazy("Came into force"),
    "cleared": gettext_lazy("Cleared by the state side"),
    "published": gettext_lazy("Published"),
    "decision published": gettext_lazy("Published"),
    "publication withdrawn": gettext_lazy("Publication withdrawn"),
    "recommendation answered": gettext_lazy("Recommendation answered"),
    "meeting planned": gettext_lazy("Meeting planned"),
    "meeting changed": gettext_lazy("Meeting moved"),
    "meeting called off": gettext_lazy("Meeting called off"),
    "members invited": gettext_lazy("Members invited"),
    "invitation answered": gettext_lazy("Invitation answered"),
    "item added": gettext_lazy("Item added"),
    "item changed": gettext_lazy("Item changed"),
    "attendance noted": gettext_lazy("Attendance noted"),
    "came by code": gettext_lazy("Came by code"),
    "arrival noted": gettext_lazy("Arrival noted"),
    "registration opened": gettext_lazy("Registration opened"),
    "minutes released": gettext_lazy("Minutes released"),
    "minutes taken back": gettext_lazy("Minutes taken back"),
    "objection raised": gettext_lazy("Objection raised"),
    "minutes approved": gettext_lazy("Minutes approved"),
}


def decisions_with_history(viewer: User) -> QuerySet[Decision]:
    """Return the decisions whose history a person may read: of the bodies he or she works with, not the public's."""
    today = timezone.localdate()
    found = [
        decision.pk
        for network in networks_of(viewer, on=today)
        if works_with_bodies(viewer, network=network, on=today)
        for decision in decisions_visible_to(viewer, network=network, on=today).filter(
            item__meeting__in=meetings_visible_to(viewer, network=network, on=today)
        )
    ]
    return Decision.objects.filter(pk__in=found)


def meetings_with_history(viewer: User) -> QuerySet[Meeting]:
    """Return the meetings whose history a person may read: those he or she may see."""
    today = timezone.localdate()
    found = Meeting.objects.none()
    for network in networks_of(viewer, on=today):
        if works_with_bodies(viewer, network=network, on=today):
            found = found | Meeting.objects.filter(
                pk__in=meetings_visible_to(viewer, network=network, on=today).values("pk")
            )
    return found


def consents_of(decision: Decision) -> QuerySet[Consent]:
    """Return every word a side has said to a decision, the first one first, with the check sum it was said to."""
    found = Consent.objects.filter(subject_type=decision.subject_type, subject_id=decision.pk)
    return found.select_related("given_by").order_by("given_at", "pk")


def wrong_check_sums() -> Iterator[str]:
    """Say for each decision whose wording does not fit its check sum, or whose consents are not on record."""
    given = set(
        Consent.objects.filter(subject_type="governance.decision", status=ConsentStatus.GIVEN).values_list(
            "subject_id", "side", "content_hash"
        )
    )
    for decision in Decision.objects.exclude(content_hash="").select_related("network").order_by("pk"):
        named = {"network": decision.network.name, "number": decision.signature}
        if content_hash(decision.content()) != decision.content_hash:
            yield _("Network %(network)s, decision %(number)s: the wording does not fit its check sum.") % named
        for side in Side:
            if decision.hash_of(side) and (decision.pk, side.value, decision.content_hash) not in given:
                yield _("Network %(network)s, decision %(number)s: a consent is not on record.") % named
