"""What the room does without anybody asking: ending lost runs, forgetting people."""

from datetime import datetime, timedelta

from django.conf import settings
from django.urls import reverse

from bildungsnetz.accounts.models import User
from bildungsnetz.transition.models import Coordinator, Host, Run, RunState
from bildungsnetz.transition.services import telling

# A season of a whole region takes under a minute; whoever needs longer has died.
LOST_AFTER = timedelta(minutes=30)


def give_up_lost(*, now: datetime) -> int:
    """End runs whose worker has died, visibly; returns how many."""
    lost = Run.objects.filter(state__in=[RunState.QUEUED, RunState.RUNNING], asked_at__lt=now - LOST_AFTER)
    return lost.update(state=RunState.FAILED, trouble="LOST", ended_at=now)


def tell_companies(*, now: datetime) -> int:
    """Tell companies who comes, from the announced hour on; returns how many were told."""
    return telling.tell_companies(
        address=lambda token: settings.PUBLIC_URL + reverse("transition:host", args=[token]), at=now
    )


def forget_person(person: User) -> None:
    """Take an erased person out of schools' coordination and companies' contacts."""
    Coordinator.objects.filter(person=person).delete()
    Host.objects.filter(email__iexact=person.email).update(email="", contact_name="", contact_phone="")
