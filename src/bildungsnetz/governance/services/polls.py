"""Finding a date: asking, answering, choosing."""

from collections.abc import Iterable, Mapping
from datetime import datetime, timedelta

from django.db import transaction

from bildungsnetz.accounts.models import User
from bildungsnetz.governance.models import Body, Holder, Meeting, Poll, PollAnswer, PollOption, PollWord
from bildungsnetz.governance.services import notices
from bildungsnetz.governance.services.errors import PollClosed
from bildungsnetz.governance.services.meetings import plan_meeting
from bildungsnetz.journal.services import record


@transaction.atomic
def open_poll(
    *, body: Body, title: str, place: str, minutes: int, starts: Iterable[datetime], by: User, at: datetime
) -> Poll:
    """Ask a body which date suits; its members are told by mail."""
    poll = Poll.objects.create(body=body, title=title, place=place, minutes=minutes, opened_by=by, opened_at=at)
    PollOption.objects.bulk_create(PollOption(poll=poll, starts_at=start) for start in sorted(set(starts)))
    record(chain=body.network.journal_chain, subject=poll, action="dates asked", by=by, at=at)
    notices.tell_poll(poll=poll, by=by, at=at)
    return poll


@transaction.atomic
def answer_poll(*, poll: Poll, holder: Holder, words: Mapping[int, PollWord], by: User, at: datetime) -> None:
    """Note what one member says to each date (keys of options); the last word counts. Raises: PollClosed."""
    if Poll.objects.select_for_update().get(pk=poll.pk).meeting_id is not None:
        raise PollClosed()
    for option in poll.options.filter(pk__in=words):
        PollAnswer.objects.update_or_create(option=option, holder=holder, defaults={"word": words[option.pk]})
    record(chain=poll.body.network.journal_chain, subject=poll, action="dates answered", by=by, at=at)


@transaction.atomic
def choose_date(*, option: PollOption, by: User, at: datetime) -> Meeting:
    """Make the chosen date a meeting. Raises: PollClosed if one was chosen before."""
    poll = Poll.objects.select_for_update().get(pk=option.poll_id)
    if poll.meeting_id is not None:
        raise PollClosed()
    poll.meeting = plan_meeting(
        body=poll.body, starts_at=option.starts_at, ends_at=option.starts_at + timedelta(minutes=poll.minutes),
        place=poll.place, title="" if poll.title == poll.body.name else poll.title, by=by, at=at,
    )  # fmt: skip
    poll.save(update_fields=["meeting"])
    return poll.meeting
