"""Meetings, their agenda, and who is there."""

from datetime import date, datetime

from django.contrib.auth.models import AnonymousUser
from django.db.models import Prefetch, Q, QuerySet
from django.utils import timezone

from bildungsnetz.accounts.models import User
from bildungsnetz.governance.models import (
    AgendaItem,
    Attendance,
    BodyKind,
    Decision,
    Meeting,
    MeetingStatus,
    Presence,
    Registration,
    RegistrationStatus,
    WorkOrder,
)
from bildungsnetz.governance.rules import Room
from bildungsnetz.governance.selectors.bodies import room, seats_on, sits_in
from bildungsnetz.networks.models import Network, Scope
from bildungsnetz.networks.permissions import SIDES_AT_WORK
from bildungsnetz.networks.selectors.people import mandates_of, roles_of


def sees_every_body(person: User | AnonymousUser, *, network: Network, on: date) -> bool:
    """Say whether a person sees all meetings of a network: the office, the sides, who may consent to decisions."""
    if roles_of(person, network=network, on=on) & SIDES_AT_WORK:
        return True
    return mandates_of(person, network=network, on=on, scope=Scope.DECISIONS).exists()


def meetings_visible_to(person: User | AnonymousUser, *, network: Network, on: date) -> QuerySet[Meeting]:
    """Return the meetings a person may see: all, or those of the bodies he or she sits in; at most three queries."""
    found = Meeting.objects.filter(body__network=network).select_related("body__network__region")
    if sees_every_body(person, network=network, on=on):
        return found
    return found.filter(body__in=sits_in(person, network=network, on=on).values("seat__body"))


def next_meetings(meetings: QuerySet[Meeting], *, since: datetime) -> QuerySet[Meeting]:
    """Return the meetings not yet over and not called off, the nearest first."""
    return meetings.filter(ends_at__gte=since).exclude(status=MeetingStatus.CANCELLED).order_by("starts_at", "pk")


def previous_meeting(meeting: Meeting) -> Meeting | None:
    """Return the meeting of the same body before this one, None if it is the first."""
    before = Meeting.objects.filter(body=meeting.body_id, starts_at__lt=meeting.starts_at)
    return before.exclude(status=MeetingStatus.CANCELLED).select_related("body__network").order_by("-starts_at").first()


def items_of(meeting: Meeting) -> QuerySet[AgendaItem]:
    """Return the agenda with decisions, their orders and papers; four queries however long it is."""
    decisions = Decision.objects.order_by("year", "number").prefetch_related(
        Prefetch("orders", queryset=WorkOrder.objects.select_related("owner", "institution").order_by("due_on", "pk"))
    )
    return (
        AgendaItem.objects.filter(meeting=meeting)
        .select_related("meeting__body__network")
        .prefetch_related(Prefetch("decisions", queryset=decisions), "papers__attachment")
        .order_by("position")
    )


def orders_on_agenda(meeting: Meeting) -> QuerySet[WorkOrder]:
    """Return the orders that stand on a meeting's agenda, the most urgent first.

    An order stands on every agenda after the one it was given in, until it is done; what was done since the last
    meeting is reported once. The list of a past meeting is that of its day.
    """
    before = previous_meeting(meeting)
    since = before.starts_at if before else None
    running = Q(done_at=None) | Q(done_at__gte=meeting.starts_at)
    news = Q(done_at__gt=since) if since else Q()
    found = WorkOrder.objects.filter(running | news, body=meeting.body_id, given_at__lt=meeting.starts_at)
    return found.select_related("owner", "institution", "decision__network").order_by("due_on", "pk")


def attendances_of(meeting: Meeting) -> QuerySet[Attendance]:
    """Return who was invited, in the order of the seats."""
    return (
        Attendance.objects.filter(meeting=meeting)
        .select_related("holder__person", "holder__seat", "invitation")
        .order_by(
            "-holder__seat__is_chair", "-holder__seat__side", "holder__seat__title", "holder__is_deputy", "holder_id"
        )
    )


def room_of(meeting: Meeting) -> Room:
    """Count who is there: a seat is represented if its holder or a deputy is; three queries."""
    present = Attendance.objects.filter(meeting=meeting, presence=Presence.PRESENT)
    seats = seats_on(meeting.body, on=timezone.localdate(meeting.starts_at))
    return room(seats, present=set(present.values_list("holder__seat", flat=True)))


def later_meetings(meeting: Meeting) -> QuerySet[Meeting]:
    """Return the meetings of the same body after this one, the next first; minutes are approved in one of them."""
    found = Meeting.objects.filter(body=meeting.body_id, starts_at__gt=meeting.starts_at)
    return found.exclude(status=MeetingStatus.CANCELLED).select_related("body__network").order_by("starts_at", "pk")


def items_of_steering_groups(network: Network) -> QuerySet[AgendaItem]:
    """Return the items under which a recommendation can have been answered, the newest meeting first."""
    found = AgendaItem.objects.filter(meeting__body__network=network, meeting__body__kind=BodyKind.STEERING_GROUP)
    return found.select_related("meeting__body").order_by("-meeting__starts_at", "position")


def open_conferences(network: Network) -> QuerySet[Meeting]:
    """Return the meetings the public may register for, or could until lately: registration was opened for them."""
    found = Meeting.objects.filter(body__network=network, registration_until__isnull=False)
    return found.exclude(status=MeetingStatus.CANCELLED).select_related("body__network").order_by("starts_at", "pk")


def registrations_of(meeting: Meeting) -> QuerySet[Registration]:
    """Return who has registered, by name, and who waits, in order of arrival."""
    found = Registration.objects.filter(meeting=meeting).exclude(status=RegistrationStatus.CANCELLED)
    return found.order_by("status", "registered_at", "pk")
