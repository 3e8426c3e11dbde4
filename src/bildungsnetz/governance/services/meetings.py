"""Planning, inviting, answering, attendance."""

import secrets
from collections.abc import Mapping
from datetime import date, datetime, timedelta

from django.db import transaction
from django.db.models import F, Max
from django.utils import timezone
from django.utils.translation import gettext as _

from bildungsnetz.accounts.models import User
from bildungsnetz.governance.models import (
    AgendaItem,
    Answer,
    Attendance,
    Body,
    ItemKind,
    Meeting,
    MeetingStatus,
    MinutesStatus,
    Motion,
    Presence,
)
from bildungsnetz.governance.selectors import holders_on
from bildungsnetz.governance.services import notices
from bildungsnetz.governance.services.errors import (
    AlreadyInvited,
    MeetingClosed,
    NobodyToInvite,
    NoticeTooShort,
    NotInvited,
)
from bildungsnetz.governance.services.mirroring import refresh_public
from bildungsnetz.governance.services.publishing import agenda_changed
from bildungsnetz.journal.services import record
from bildungsnetz.networks.services.errors import BadPeriod, ReasonMissing

# Without letters and digits that look alike on paper.
CODE_LETTERS = "ABCDEFGHJKLMNPQRSTUVWXYZ23456789"
CODE_LENGTH = 8


def latest_day_to_invite(meeting: Meeting) -> date:
    """Return the last day on which the body's notice period is kept: full days between invitation and meeting."""
    return timezone.localdate(meeting.starts_at) - timedelta(days=meeting.body.notice_days)


@transaction.atomic
def plan_meeting(
    *, body: Body, starts_at: datetime, ends_at: datetime, place: str, by: User, at: datetime, title: str = ""
) -> Meeting:
    """Plan a meeting with the items that stand on every agenda; open orders come in by themselves under item 2.

    Raises: BadPeriod if it would end before it begins.
    """
    if ends_at <= starts_at:
        raise BadPeriod()
    meeting = Meeting.objects.create(
        body=body, title=title, starts_at=starts_at, ends_at=ends_at, place=place, changed_at=at
    )
    titles = {
        ItemKind.OPENING: _("Opening, minutes of the last meeting"),
        ItemKind.ORDERS: _("Open work orders"),
        ItemKind.OTHER_BUSINESS: _("Other business"),
    }
    for position, (kind, words) in enumerate(titles.items(), start=1):
        AgendaItem.objects.create(meeting=meeting, position=position, kind=kind, title=words)
    _record(meeting, "meeting planned", by, at, {"starts_at": [None, starts_at.isoformat()]})
    return meeting


@transaction.atomic
def change_meeting(
    *, meeting: Meeting, starts_at: datetime, ends_at: datetime, place: str, title: str, by: User, at: datetime
) -> Meeting:
    """Move a meeting; those invited get the change as a new version of the same calendar entry.

    Raises: BadPeriod; MeetingClosed if it was called off or its minutes are approved.
    """
    _must_be_open(meeting)
    if ends_at <= starts_at:
        raise BadPeriod()
    changes = {
        "starts_at": [meeting.starts_at.isoformat(), starts_at.isoformat()],
        "place": [meeting.place, place],
    }
    meeting.starts_at, meeting.ends_at, meeting.place, meeting.title = starts_at, ends_at, place, title
    meeting.sequence, meeting.changed_at = meeting.sequence + 1, at
    meeting.save(update_fields=["starts_at", "ends_at", "place", "title", "sequence", "changed_at"])
    _record(meeting, "meeting changed", by, at, changes)
    if meeting.status == MeetingStatus.INVITED:
        notices.tell_changed(meeting=meeting, by=by, at=at)
    return meeting


@transaction.atomic
def add_item(
    *,
    meeting: Meeting,
    title: str,
    text: str,
    by: User,
    at: datetime,
    submitted_by: str = "",
    is_public: bool = True,
    touches_inner_matters: bool = False,
    motion: Motion | None = None,
) -> AgendaItem:
    """Put an item on the agenda, before other business. Raises: MeetingClosed."""
    _must_be_open(meeting)
    last = meeting.items.filter(kind=ItemKind.OTHER_BUSINESS).order_by("-position").first()
    position = (meeting.items.aggregate(last=Max("position"))["last"] or 0) + 1
    if last is not None and last.position == position - 1:
        # The unique position is checked row by row: first the old one moves out of the way.
        AgendaItem.objects.filter(pk=last.pk).update(position=F("position") + 1)
        position -= 1
    item = AgendaItem.objects.create(
        meeting=meeting,
        position=position,
        title=title,
        text=text,
        submitted_by=submitted_by,
        is_public=is_public,
        touches_inner_matters=touches_inner_matters,
    )
    if is_public:
        agenda_changed(meeting=meeting, at=at)
    if motion is not None:
        motion.item = item
        motion.save(update_fields=["item"])
    _record(meeting, "item added", by, at, {"title": [None, title]})
    return item


@transaction.atomic
def change_item(
    *,
    item: AgendaItem,
    title: str,
    text: str,
    submitted_by: str,
    is_public: bool,
    by: User,
    at: datetime,
    touches_inner_matters: bool = False,
) -> AgendaItem:
    """Change an item's words; a public agenda that touches inner matters is cleared anew. Raises: MeetingClosed."""
    _must_be_open(item.meeting)
    changes = {"title": [item.title, title], "is_public": [item.is_public, is_public]}
    was_public = item.is_public
    item.touches_inner_matters = touches_inner_matters
    item.title, item.text, item.submitted_by, item.is_public = title, text, submitted_by, is_public
    item.save(update_fields=["title", "text", "submitted_by", "is_public", "touches_inner_matters"])
    if was_public or is_public:
        agenda_changed(meeting=item.meeting, at=at)
    _record(item.meeting, "item changed", by, at, changes)
    return item


@transaction.atomic
def hand_in_motion(*, body: Body, title: str, text: str, by: User, at: datetime) -> Motion:
    """Hand in a motion as a member; the office puts it on an agenda."""
    motion = Motion.objects.create(body=body, title=title, text=text, handed_in_by=by, handed_in_at=at)
    changes = {"title": [None, title]}
    record(chain=body.network.journal_chain, subject=motion, action="motion handed in", by=by, at=at, changes=changes)
    notices.tell_motion(motion=motion, by=by, at=at)
    return motion


@transaction.atomic
def invite(*, meeting: Meeting, by: User, at: datetime, reason: str = "") -> Meeting:
    """Invite everybody who sits in the body on the day of the meeting, deputies included, by mail with iCalendar.

    Inviting again reaches those who joined since. Raises: NobodyToInvite; AlreadyInvited; MeetingClosed;
    NoticeTooShort if the body's notice period is not kept and no reason is given.
    """
    _must_be_open(meeting)
    holders = list(holders_on(meeting.body, on=timezone.localdate(meeting.starts_at)))
    if not holders:
        raise NobodyToInvite()
    latest = latest_day_to_invite(meeting)
    first = meeting.status == MeetingStatus.PLANNED
    if first and timezone.localdate(at) > latest and not reason.strip():
        raise NoticeTooShort(latest)
    known = set(meeting.attendances.values_list("holder", flat=True))
    added = [holder for holder in holders if holder.pk not in known]
    if not added:
        raise AlreadyInvited()
    Attendance.objects.bulk_create(Attendance(meeting=meeting, holder=holder, code=_code()) for holder in added)
    if first:
        meeting.status, meeting.invited_at, meeting.reason, meeting.changed_at = MeetingStatus.INVITED, at, reason, at
        meeting.save(update_fields=["status", "invited_at", "reason", "changed_at"])
    _record(meeting, "members invited", by, at, {"invited": [len(known), len(known) + len(added)]}, reason)
    for holder, message in notices.tell_invitation(meeting=meeting, holders=added, by=by, at=at).items():
        meeting.attendances.filter(holder=holder).update(invitation=message)
    return meeting


@transaction.atomic
def call_off(*, meeting: Meeting, reason: str, by: User, at: datetime) -> Meeting:
    """Call a meeting off, with a reason the members read. Raises: ReasonMissing; MeetingClosed."""
    _must_be_open(meeting)
    if not reason.strip():
        raise ReasonMissing()
    was_invited = meeting.status == MeetingStatus.INVITED
    meeting.status, meeting.reason, meeting.changed_at = MeetingStatus.CANCELLED, reason, at
    meeting.sequence += 1
    meeting.save(update_fields=["status", "reason", "changed_at", "sequence"])
    refresh_public(meeting.network, at=at)
    _record(meeting, "meeting called off", by, at, {"status": [None, meeting.status]}, reason)
    if was_invited:
        notices.tell_called_off(meeting=meeting, by=by, at=at)
    return meeting


@transaction.atomic
def answer_invitation(*, attendance: Attendance, answer: Answer, by: User, at: datetime) -> Attendance:
    """Note whether an invited person will come; the last word counts. Raises: MeetingClosed."""
    _must_be_open(attendance.meeting)
    attendance.answer, attendance.answered_at = answer, at
    attendance.save(update_fields=["answer", "answered_at"])
    _record(attendance.meeting, "invitation answered", by, at, {"answer": [None, answer]})
    return attendance


@transaction.atomic
def note_attendance(*, meeting: Meeting, present: Mapping[int, Presence], by: User, at: datetime) -> Meeting:
    """Note who is there; ``present`` maps keys of attendances to what is noted. Can be corrected until approval.

    Raises: NotInvited; MeetingClosed.
    """
    _must_be_open(meeting)
    if meeting.status != MeetingStatus.INVITED:
        raise NotInvited()
    for attendance in meeting.attendances.filter(pk__in=present):
        attendance.presence, attendance.noted_at, attendance.noted_by = present[attendance.pk], at, by
        attendance.save(update_fields=["presence", "noted_at", "noted_by"])
    _record(meeting, "attendance noted", by, at, {"noted": [None, len(present)]})
    return meeting


@transaction.atomic
def come_by_code(*, meeting: Meeting, code: str, by: User, at: datetime) -> Attendance | None:
    """Note by the code on the printed list that its holder is there; None if nobody invited has this code.

    Raises: MeetingClosed.
    """
    _must_be_open(meeting)
    wanted = code.upper().replace(" ", "")
    found = meeting.attendances.select_related("holder__person").filter(code=wanted).first()
    if found is None:
        return None
    found.presence, found.noted_at, found.noted_by = Presence.PRESENT, at, by
    found.save(update_fields=["presence", "noted_at", "noted_by"])
    _record(meeting, "came by code", by, at, {"noted": [None, 1]})
    return found


def _must_be_open(meeting: Meeting) -> None:
    if meeting.status == MeetingStatus.CANCELLED or meeting.minutes_status == MinutesStatus.APPROVED:
        raise MeetingClosed()


def _code() -> str:
    return "".join(secrets.choice(CODE_LETTERS) for _ in range(CODE_LENGTH))


def _record(
    meeting: Meeting, action: str, by: User, at: datetime, changes: Mapping[str, object], reason: str = ""
) -> None:
    chain = meeting.body.network.journal_chain
    record(chain=chain, subject=meeting, action=action, by=by, at=at, changes=changes, reason=reason)
