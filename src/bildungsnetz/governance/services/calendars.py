"""Meetings as calendar entries: in invitations, and as feeds per body and per person."""

from collections.abc import Iterable
from datetime import datetime, timedelta

from django.conf import settings
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from bildungsnetz.accounts.models import SignedLink, User
from bildungsnetz.accounts.services import LinkRevoked, issue_link, open_link, revoke_link
from bildungsnetz.governance.models import Body, Holder, Meeting, MeetingStatus
from bildungsnetz.governance.permissions import works_with_bodies
from bildungsnetz.governance.selectors import meetings_visible_to
from bildungsnetz.networks.models import Network
from bildungsnetz.post.calendar import Attendee, CalendarEvent, feed, invitation, method_of
from bildungsnetz.post.services import CalendarAttachment

PURPOSE = "body calendar"
VALID_FOR = timedelta(days=730)
KEPT = timedelta(days=365)


def event_of(meeting: Meeting) -> CalendarEvent:
    """Return a meeting as calendar entry."""
    return CalendarEvent(
        uid=f"meeting-{meeting.uid}@bildungsnetz",
        summary=meeting.title or meeting.body.name,
        start=meeting.starts_at,
        end=meeting.ends_at,
        changed_at=meeting.changed_at,
        location=meeting.place,
        url=settings.PUBLIC_URL + meeting.get_absolute_url(),
        sequence=meeting.sequence,
        cancelled=meeting.status == MeetingStatus.CANCELLED,
    )


def entry_for(meeting: Meeting, *, holder: Holder) -> CalendarAttachment:
    """Write the invitation of one holder: each gets his or her own, so that nobody learns the others' addresses."""
    event = event_of(meeting)
    organizer = Attendee(f"Bildungsnetz {meeting.body.network.name}", settings.DEFAULT_FROM_EMAIL)
    text = invitation(event=event, organizer=organizer, attendees=[Attendee(str(holder), holder.address)])
    return CalendarAttachment(text.decode(), method_of(event))


def feed_of(*, name: str, meetings: Iterable[Meeting]) -> bytes:
    """Write meetings as a calendar to subscribe to."""
    return feed(name=name, events=[event_of(meeting) for meeting in meetings])


@transaction.atomic
def subscribe(*, network: Network, body: Body | None, by: User, at: datetime) -> str:
    """Make a person's address for one body's meetings, or for all of his or her own, and return its token.

    An earlier address of the same person for the same calendar stops working.
    """
    subject = f"governance.body:{body.pk}" if body else f"networks.network:{network.pk}"
    for earlier in SignedLink.objects.filter(purpose=PURPOSE, subject=subject, person=by, revoked_at=None):
        revoke_link(link=earlier, at=at)
    _link, token = issue_link(
        purpose=PURPOSE, subject=subject, person=by, expires_at=at + VALID_FOR, by=by, at=at, max_uses=None
    )
    return token


def open_feed(*, token: str, at: datetime) -> bytes:
    """Return the calendar an address opens: what its owner may see today.

    Raises: LinkProblem; also if the person behind it no longer works with the bodies.
    """
    link = open_link(token=token, purpose=PURPOSE, at=at)
    kind, _sep, key = link.subject.partition(":")
    body = Body.objects.select_related("network").get(pk=int(key)) if kind == "governance.body" else None
    network = body.network if body else Network.objects.get(pk=int(key))
    person, today = link.person, timezone.localdate(at)
    if person is None or not person.is_active or not works_with_bodies(person, network=network, on=today):
        raise LinkRevoked
    meetings = meetings_visible_to(person, network=network, on=today).filter(starts_at__gte=at - KEPT)
    if body is not None:
        meetings = meetings.filter(body=body)
    name = body.name if body else _("Bodies")
    return feed_of(name=f"{name}, {network.name}", meetings=meetings.order_by("starts_at", "pk"))
