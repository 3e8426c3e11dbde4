"""What the members say to possible dates."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from bildungsnetz.governance.models import Holder, Poll, PollAnswer, PollOption, PollWord
from bildungsnetz.governance.selectors.bodies import holders_on


@dataclass(frozen=True)
class Possible:
    """One date: what each member says to it, and which chairs cannot come."""

    option: PollOption
    words: Mapping[int, str]
    able: int
    unwilling: int
    chairs_missing: tuple[str, ...]


def possible_dates(poll: Poll, *, on: date) -> tuple[list[Holder], list[Possible]]:
    """Return the members asked and the dates, the ones all chairs can come to first; four queries in all.

    A chair who has not answered counts as missing: the page says whose word is still needed.
    """
    holders = list(holders_on(poll.body, on=on))
    said: dict[tuple[int, int], str] = {}
    for answer in PollAnswer.objects.filter(option__poll=poll):
        said[answer.option_id, answer.holder_id] = answer.word
    chairs: dict[int, list[Holder]] = {}
    for holder in holders:
        if holder.seat.is_chair:
            chairs.setdefault(holder.seat_id, []).append(holder)
    found = []
    for option in poll.options.order_by("starts_at"):
        words = {holder.pk: said.get((option.pk, holder.pk), "") for holder in holders}
        missing = tuple(
            str(seat[0])
            for seat in chairs.values()
            if not any(words[holder.pk] in (PollWord.YES, PollWord.IF_NEEDED) for holder in seat)
        )
        able = sum(word in (PollWord.YES, PollWord.IF_NEEDED) for word in words.values())
        found.append(Possible(option, words, able, sum(word == PollWord.NO for word in words.values()), missing))
    return holders, sorted(found, key=lambda one: (len(one.chairs_missing), -one.able, one.option.starts_at))
