"""Mail about meetings and orders; written into the outbox in the transaction of the event."""

from collections.abc import Callable, Iterable
from datetime import date, datetime

from django.conf import settings
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from bildungsnetz.accounts.models import User
from bildungsnetz.governance.models import Holder, Meeting, Motion, Poll, Registration, WorkOrder
from bildungsnetz.governance.selectors import holders_on
from bildungsnetz.governance.services.calendars import entry_for
from bildungsnetz.networks.models import Network, Role, RoleAssignment
from bildungsnetz.networks.selectors.people import running_on
from bildungsnetz.post.models import Message
from bildungsnetz.post.services import CalendarAttachment, queue_mail

Words = Callable[[], tuple[str, str]]


def tell_invitation(*, meeting: Meeting, holders: Iterable[Holder], by: User, at: datetime) -> dict[int, Message]:
    """Send invitation, agenda and calendar entry to holders of seats; returns the mails by key of the holder."""
    items = list(meeting.items.order_by("position"))

    def words() -> tuple[str, str]:
        agenda = "\n".join(f"{item.position}. {item.title}" for item in items)
        intro = _("You are invited to the meeting. The agenda:")
        return _("Invitation: %(meeting)s") % {"meeting": meeting}, f"{_when(meeting)}\n\n{intro}\n\n{agenda}"

    sent = {}
    for holder in holders:
        path = meeting.get_absolute_url()
        if message := _to_holder(meeting.body.network, path, holder, words, by=by, at=at, entry=meeting):
            sent[holder.pk] = message
    return sent


def tell_changed(*, meeting: Meeting, by: User, at: datetime) -> None:
    """Tell those invited that time or place has changed."""

    def words() -> tuple[str, str]:
        news = _("Time or place has changed.")
        return _("Changed: %(meeting)s") % {"meeting": meeting}, f"{news}\n\n{_when(meeting)}"

    _to_all(meeting, words, by=by, at=at, calendar=True)


def tell_called_off(*, meeting: Meeting, by: User, at: datetime) -> None:
    """Tell those invited that the meeting does not take place, and why."""

    def words() -> tuple[str, str]:
        return _("Called off: %(meeting)s") % {"meeting": meeting}, f"{_when(meeting)}\n\n{meeting.reason}"

    _to_all(meeting, words, by=by, at=at, calendar=True)


def tell_minutes_released(*, meeting: Meeting, by: User, at: datetime) -> None:
    """Ask those invited to look through the minutes."""

    def words() -> tuple[str, str]:
        until = date_format(meeting.objections_until or timezone.localdate(at), "SHORT_DATE_FORMAT")
        subject = _("Minutes for review until %(day)s") % {"day": until}
        return subject, _("The minutes of %(meeting)s are released. You may object until %(day)s.") % {
            "meeting": meeting,
            "day": until,
        }

    _to_all(meeting, words, by=by, at=at)


def tell_poll(*, poll: Poll, by: User, at: datetime) -> None:
    """Ask the members which date suits; those with an account answer on the page, the others tell the office."""
    body = poll.body

    def words() -> tuple[str, str]:
        zone = timezone.get_current_timezone()
        dates = poll.options.order_by("starts_at").values_list("starts_at", flat=True)
        listed = "\n".join(f"- {date_format(moment.astimezone(zone), 'l, j. F Y, H:i')}" for moment in dates)
        intro = _("Please say which of these dates suit you.")
        return _("Which date suits you? %(title)s") % {"title": poll.title}, f"{body.name}\n\n{intro}\n\n{listed}"

    for holder in holders_on(body, on=timezone.localdate(at)):
        _to_holder(body.network, poll.get_absolute_url(), holder, words, by=by, at=at)


def tell_order(*, order: WorkOrder, by: User, at: datetime) -> None:
    """Tell whoever has an account and got an order."""
    if order.owner is None:
        return
    with translation.override(order.owner.language):
        named = {"title": order.title, "day": date_format(order.due_on, "SHORT_DATE_FORMAT"), "body": order.body.name}
        subject = _("Your order: %(title)s, until %(day)s") % named
        reason = _("%(body)s has given you an order.") % named
        link = settings.PUBLIC_URL + reverse("governance:orders", args=[order.body.network.slug])
        body = "\n\n".join(part for part in (reason, order.text, link) if part)
        queue_mail(to=order.owner, subject=subject, body=body, at=at, by=by, sender_name=_sender(order.body.network))


def tell_motion(*, motion: Motion, by: User, at: datetime) -> None:
    """Tell the office that a member has handed in a motion."""
    network = motion.body.network
    for person in _office(network, timezone.localdate(at)):
        with translation.override(person.language):
            subject = _("Motion: %(title)s") % {"title": motion.title}
            reason = _("A member of %(body)s has handed in a motion.") % {"body": motion.body.name}
            link = settings.PUBLIC_URL + motion.body.get_absolute_url()
            queue_mail(
                to=person, subject=subject, body=f"{reason}\n\n{link}", at=at, by=by, sender_name=_sender(network)
            )


def tell_registration(*, registration: Registration, cancel_url: str, at: datetime, moved_up: bool = False) -> None:
    """Confirm a registration, or tell somebody from the waiting list that a place is free."""
    meeting = registration.meeting
    with translation.override("de"):
        named = {"meeting": meeting}
        if registration.status == "WAITING":
            subject = _("On the waiting list: %(meeting)s") % named
            reason = _("All places are taken. We will write to you as soon as one becomes free.")
        else:
            subject = _("Registered: %(meeting)s") % named
            reason = _("A place has become free for you.") if moved_up else _("Your place is reserved.")
        rest = _("If you cannot come, please give your place back here:")
        body = f"{reason}\n\n{_when(meeting)}\n\n{rest}\n{cancel_url}"
        network = meeting.body.network
        queue_mail(
            to=registration.email, subject=subject, body=body, at=at, sender_name=_sender(network), language="de"
        )


def _when(meeting: Meeting) -> str:
    starts, ends = timezone.localtime(meeting.starts_at), timezone.localtime(meeting.ends_at)
    day, first, last = date_format(starts, "l, j. F Y"), date_format(starts, "H:i"), date_format(ends, "H:i")
    when = pgettext("meeting", "%(day)s, %(first)s to %(last)s") % {"day": day, "first": first, "last": last}
    return f"{when}\n{meeting.place}".strip()


def _to_all(meeting: Meeting, words: Words, *, by: User, at: datetime, calendar: bool = False) -> None:
    for attendance in meeting.attendances.select_related("holder__person").order_by("pk"):
        holder = attendance.holder
        entry = meeting if calendar else None
        _to_holder(meeting.body.network, meeting.get_absolute_url(), holder, words, by=by, at=at, entry=entry)


def _to_holder(
    network: Network, path: str, holder: Holder, words: Words, *, by: User, at: datetime, entry: Meeting | None = None
) -> Message | None:
    """Write to a holder of a seat; ``entry`` is the meeting that goes with it as calendar entry."""
    if not holder.address:
        return None
    link = settings.PUBLIC_URL + path
    with translation.override(holder.person.language if holder.person else "de"):
        subject, text = words()
        attached: CalendarAttachment | None = entry_for(entry, holder=holder) if entry else None
        return queue_mail(
            to=holder.person or holder.email,
            subject=subject,
            body=f"{text}\n\n{link}" if holder.person else text,
            at=at,
            by=by,
            sender_name=_sender(network),
            calendar=attached,
        )


def _office(network: Network, on: date) -> list[User]:
    found = RoleAssignment.objects.filter(running_on(on), network=network, role=Role.OFFICE).select_related("person")
    return [role.person for role in found.order_by("pk")]


def _sender(network: Network) -> str:
    return f"Bildungsnetz {network.name}"
