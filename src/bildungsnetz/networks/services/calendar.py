"""The calendar of duties as a feed with personal addresses."""

from datetime import UTC, datetime, time, timedelta

from django.conf import settings
from django.db import transaction
from django.urls import reverse

from bildungsnetz.accounts.models import SignedLink, User
from bildungsnetz.accounts.services import LinkRevoked, issue_link, open_link, revoke_link
from bildungsnetz.networks.models import Network
from bildungsnetz.networks.permissions import belongs_to
from bildungsnetz.networks.selectors.work import duties_of
from bildungsnetz.post.calendar import CalendarEvent
from bildungsnetz.post.calendar import feed as calendar_feed

PURPOSE = "calendar"
VALID_FOR = timedelta(days=730)


@transaction.atomic
def subscribe(*, network: Network, by: User, at: datetime) -> str:
    """Make a person's feed address for a network and return its token; takes back the earlier one."""
    subject = f"networks.network:{network.pk}"
    for earlier in SignedLink.objects.filter(purpose=PURPOSE, subject=subject, person=by, revoked_at=None):
        revoke_link(link=earlier, at=at)
    _, token = issue_link(
        purpose=PURPOSE, subject=subject, person=by, expires_at=at + VALID_FOR, by=by, at=at, max_uses=None
    )
    return token


def open_feed(*, token: str, at: datetime) -> Network:
    """Return the network a feed address opens.

    Raises: LinkProblem; also if the person behind the address no longer belongs to the network.
    """
    link = open_link(token=token, purpose=PURPOSE, at=at)
    network = Network.objects.get(pk=int(link.subject.rpartition(":")[2]))
    person = link.person
    if person is None or not person.is_active or not belongs_to(person, network=network, on=at.date()):
        raise LinkRevoked
    return network


def calendar_of(network: Network) -> bytes:
    """Write all duties of a network as iCalendar (RFC 5545), each an all-day event."""
    page = settings.PUBLIC_URL + reverse("networks:calendar", args=[network.slug])
    events = [
        CalendarEvent(
            uid=f"duty-{duty.pk}@{network.slug}.bildungsnetz",
            summary=duty.title,
            start=duty.due_on,
            changed_at=datetime.combine(duty.done_on, time(), UTC)
            if duty.done_on
            else datetime(2000, 1, 1, tzinfo=UTC),
            description=duty.note,
            url=page,
            sequence=1 if duty.done_on else 0,
        )
        for duty in duties_of(network)
    ]
    return calendar_feed(name=f"Bildungsnetz {network.name}", events=events)
