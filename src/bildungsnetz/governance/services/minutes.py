"""Writing minutes together, releasing them, objections, approval in a later meeting."""

from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import Q
from django.utils import timezone

from bildungsnetz.accounts.models import User
from bildungsnetz.governance.joining import joined
from bildungsnetz.governance.models import (
    AgendaItem,
    Decision,
    Meeting,
    MeetingStatus,
    MinutesStatus,
    MinutesText,
    Objection,
    PublicMinutes,
    TextState,
)
from bildungsnetz.governance.services import notices
from bildungsnetz.governance.services.decisions import bring_into_force
from bildungsnetz.governance.services.errors import MeetingClosed, MinutesOpen, NotInvited, TextsBeside, TooLate
from bildungsnetz.journal.services import record


@transaction.atomic
def write_minutes(*, item: AgendaItem, text: str, based_on: int, by: User, at: datetime) -> TextState:
    """Write the minutes of an item on the text numbered ``based_on``, which the writer saw.

    If somebody else has written meanwhile, both texts are joined where they touch different lines; else this one is
    kept beside and a person chooses: nobody's text is lost. Returns STANDS or BESIDE. Raises: MinutesOpen.
    """
    # Lock: of two who save in the same second, one must see the other's text.
    held = AgendaItem.objects.select_for_update().get(pk=item.pk)
    _must_be_written(item.meeting)
    text = text.replace("\r\n", "\n").strip()
    if text == held.minutes:
        return TextState.STANDS
    wanted: str | None = text
    if based_on != held.minutes_number:
        common = MinutesText.objects.filter(item=held, number=based_on).values_list("text", flat=True).first() or ""
        wanted = joined(common, text, held.minutes)
    if wanted is None:
        MinutesText.objects.create(
            item=held, based_on=based_on, text=text, state=TextState.BESIDE, written_by=by, written_at=at
        )
        return TextState.BESIDE
    _let_stand(held, wanted, based_on, by, at)
    return TextState.STANDS


@transaction.atomic
def settle_text(*, text: MinutesText, take: bool, by: User, at: datetime) -> None:
    """Choose what becomes of a text kept beside: put below the one that stands, or left out. Raises: MinutesOpen."""
    held = AgendaItem.objects.select_for_update().get(pk=text.item_id)
    _must_be_written(text.item.meeting)
    if take:
        _let_stand(held, "\n\n".join(part for part in (held.minutes, text.text) if part), held.minutes_number, by, at)
    text.state = TextState.SETTLED
    text.save(update_fields=["state"])


@transaction.atomic
def release_minutes(*, meeting: Meeting, by: User, at: datetime) -> Meeting:
    """Release the minutes to those invited; they may object until the body's days are over.

    Raises: NotInvited; MinutesOpen if they are not being written; TextsBeside if somebody's text waits for a choice.
    """
    if meeting.status != MeetingStatus.INVITED:
        raise NotInvited()
    _must_be_written(meeting)
    if MinutesText.objects.filter(item__meeting=meeting, state=TextState.BESIDE).exists():
        raise TextsBeside()
    meeting.minutes_status, meeting.minutes_released_at = MinutesStatus.RELEASED, at
    meeting.objections_until = timezone.localdate(at) + timedelta(days=meeting.body.objection_days)
    meeting.save(update_fields=["minutes_status", "minutes_released_at", "objections_until"])
    _record(meeting, "minutes released", by, at)
    notices.tell_minutes_released(meeting=meeting, by=by, at=at)
    return meeting


@transaction.atomic
def take_minutes_back(*, meeting: Meeting, by: User, at: datetime) -> Meeting:
    """Take released minutes back to correct them. Raises: MinutesOpen if they are not released."""
    if meeting.minutes_status != MinutesStatus.RELEASED:
        raise MinutesOpen(meeting.minutes_status)
    meeting.minutes_status, meeting.minutes_released_at, meeting.objections_until = MinutesStatus.OPEN, None, None
    meeting.save(update_fields=["minutes_status", "minutes_released_at", "objections_until"])
    _record(meeting, "minutes taken back", by, at)
    return meeting


@transaction.atomic
def object_to_minutes(*, meeting: Meeting, text: str, by: User, at: datetime) -> Objection:
    """Object to released minutes. Raises: MinutesOpen if they are not released; TooLate after the last day."""
    if meeting.minutes_status != MinutesStatus.RELEASED or meeting.objections_until is None:
        raise MinutesOpen(meeting.minutes_status)
    if timezone.localdate(at) > meeting.objections_until:
        raise TooLate(meeting.objections_until)
    objection = Objection.objects.create(meeting=meeting, text=text, raised_by=by, raised_at=at)
    _record(meeting, "objection raised", by, at)
    return objection


@transaction.atomic
def approve_minutes(*, meeting: Meeting, in_meeting: Meeting, by: User, at: datetime) -> Meeting:
    """Note that a later meeting of the body has approved the minutes; agreed wordings are frozen with it.

    Earlier texts are deleted: what was approved is what was said. Raises: MinutesOpen; MeetingClosed if
    ``in_meeting`` is no later meeting of the same body.
    """
    if meeting.minutes_status != MinutesStatus.RELEASED:
        raise MinutesOpen(meeting.minutes_status)
    if in_meeting.body_id != meeting.body_id or in_meeting.starts_at <= meeting.starts_at:
        raise MeetingClosed()
    meeting.minutes_status, meeting.minutes_approved_at = MinutesStatus.APPROVED, at
    meeting.minutes_approved_in = in_meeting
    meeting.save(update_fields=["minutes_status", "minutes_approved_at", "minutes_approved_in"])
    MinutesText.objects.filter(item__meeting=meeting).delete()
    public = meeting.items.filter(is_public=True)
    touches = public.filter(Q(touches_inner_matters=True) | Q(decisions__touches_inner_matters=True)).exists()
    PublicMinutes.objects.get_or_create(meeting=meeting, defaults={"touches_inner_matters": touches})
    bring_into_force(decisions=Decision.objects.filter(item__meeting=meeting), by=by, at=at)
    _record(meeting, "minutes approved", by, at)
    return meeting


def _must_be_written(meeting: Meeting) -> None:
    if meeting.status == MeetingStatus.CANCELLED:
        raise MeetingClosed()
    if meeting.minutes_status != MinutesStatus.OPEN:
        raise MinutesOpen(meeting.minutes_status)


def _let_stand(item: AgendaItem, text: str, based_on: int, by: User, at: datetime) -> None:
    item.texts.filter(state=TextState.STANDS).update(state=TextState.REPLACED)
    item.minutes, item.minutes_number = text, item.minutes_number + 1
    item.save(update_fields=["minutes", "minutes_number"])
    MinutesText.objects.create(
        item=item, number=item.minutes_number, based_on=based_on, text=text, state=TextState.STANDS,
        written_by=by, written_at=at,
    )  # fmt: skip


def _record(meeting: Meeting, action: str, by: User, at: datetime) -> None:
    changes = {"minutes_status": [None, meeting.minutes_status]}
    record(chain=meeting.body.network.journal_chain, subject=meeting, action=action, by=by, at=at, changes=changes)
