"""What the room does without anybody asking: forgetting, and what it keeps of a person."""

from datetime import datetime, timedelta

from django.db.models import Q
from django.utils import timezone

from bildungsnetz.accounts.models import User
from bildungsnetz.governance.models import Holder, Objection, Registration, WorkOrder
from bildungsnetz.governance.services.mirroring import refresh_public
from bildungsnetz.networks.models import Network

# As the record of processing says of terms (Holder) and registrations.
TERMS_KEPT = timedelta(days=3 * 365)
REGISTRATIONS_KEPT = timedelta(days=183)


def forget_old(*, now: datetime) -> int:
    """Delete terms three years after their end and registrations six months after the conference; how many."""
    today = timezone.localdate(now)
    terms = Holder.objects.filter(ended_on__lt=today - TERMS_KEPT).delete()[0]
    return terms + Registration.objects.filter(meeting__ends_at__lt=now - REGISTRATIONS_KEPT).delete()[0]


def forget_person(person: User) -> None:
    """Take the name of an erased person out of seats, orders and objections; what was decided stays."""
    held = Q(person=person) | Q(email__iexact=person.email)
    networks = list(Network.objects.filter(bodies__seats__holders__in=Holder.objects.filter(held)).distinct())
    Holder.objects.filter(held).update(name="", email="", person=None, publish_from=None, publish_until=None)
    WorkOrder.objects.filter(owner=person).update(owner=None, owner_name="")
    Objection.objects.filter(raised_by=person).update(raised_by=None)
    Registration.objects.filter(email__iexact=person.email).delete()
    for network in networks:
        refresh_public(network, at=timezone.now())
