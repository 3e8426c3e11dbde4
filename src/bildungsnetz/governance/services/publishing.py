"""Clearing what touches inner school matters, and publishing: decisions, agendas, papers, minutes."""

from datetime import datetime
from typing import TypeAlias

from django.db import transaction

from bildungsnetz.accounts.models import User
from bildungsnetz.governance.models import Decision, Meeting, MeetingStatus, MinutesStatus, Paper, PublicMinutes
from bildungsnetz.governance.permissions import may_clear
from bildungsnetz.governance.services.decisions import is_final
from bildungsnetz.governance.services.errors import AgendaNotPublic, BodyNotPublic, NotCleared, NotFinal, NotInvited
from bildungsnetz.governance.services.mirroring import refresh_public
from bildungsnetz.journal.services import record
from bildungsnetz.networks.models import Scope, Side
from bildungsnetz.networks.services.errors import NoMandate

Public: TypeAlias = Decision | Meeting | Paper | PublicMinutes


@transaction.atomic
def clear(*, subject: Public, by: User, at: datetime) -> Public:
    """Clear for the Land's side what touches inner school matters (domain handbook 1.5).

    Raises: NoMandate if ``by`` does not speak for the Land's side in decisions today.
    """
    if not may_clear(by, network=subject.network, on=at.date()):
        raise NoMandate(Side.STATE, Scope.DECISIONS)
    subject.cleared_by, subject.cleared_at = by, at
    subject.save(update_fields=["cleared_by", "cleared_at"])
    record(chain=subject.network.journal_chain, subject=subject, action="cleared", by=by, at=at)
    return subject


@transaction.atomic
def publish(*, subject: Public, by: User, at: datetime) -> Public:
    """Show something to the public: a final decision, an agenda, a paper of it, approved minutes.

    Raises: NotFinal as long as it can change; NotInvited, BodyNotPublic, AgendaNotPublic as long as what it belongs
    to is not public; NotCleared if it waits for the Land's side.
    """
    _must_be_ready(subject)
    if subject.waits_for_clearance:
        raise NotCleared()
    subject.published_at = at
    subject.save(update_fields=["published_at"])
    record(chain=subject.network.journal_chain, subject=subject, action="published", by=by, at=at)
    refresh_public(subject.network, at=at)
    return subject


@transaction.atomic
def withdraw_publication(*, subject: Public, by: User, at: datetime) -> Public:
    """Take something off the public pages, at once for machines too; those who work with the bodies keep it."""
    subject.published_at = None
    subject.save(update_fields=["published_at"])
    record(chain=subject.network.journal_chain, subject=subject, action="publication withdrawn", by=by, at=at)
    refresh_public(subject.network, at=at)
    return subject


@transaction.atomic
def agenda_changed(*, meeting: Meeting, at: datetime) -> None:
    """Note that the public agenda has other words now: what touches inner matters needs a new clearance."""
    touches = meeting.items.filter(is_public=True, touches_inner_matters=True).exists()
    meeting.touches_inner_matters = touches
    if touches:
        # Cleared was the old agenda.
        meeting.cleared_at = meeting.cleared_by = meeting.published_at = None
    meeting.save(update_fields=["touches_inner_matters", "cleared_at", "cleared_by", "published_at"])
    refresh_public(meeting.network, at=at)


def _must_be_ready(subject: Public) -> None:
    match subject:
        case Decision() if not is_final(subject):
            raise NotFinal()
        case Meeting() if subject.status == MeetingStatus.PLANNED:
            raise NotInvited()
        case Meeting() if not subject.body.is_public:
            raise BodyNotPublic()
        case Paper() if subject.item.meeting.published_at is None or not subject.item.is_public:
            raise AgendaNotPublic()
        case PublicMinutes() if subject.meeting.minutes_status != MinutesStatus.APPROVED:
            raise NotFinal()
        case PublicMinutes() if subject.meeting.published_at is None:
            raise AgendaNotPublic()
