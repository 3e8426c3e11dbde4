"""Promising and filling posts."""

from datetime import date, datetime
from decimal import Decimal

from django.db import transaction

from bildungsnetz.accounts.models import User
from bildungsnetz.journal.services import record
from bildungsnetz.networks.models import ContractVersion, Network, Post, PostFilling, Side
from bildungsnetz.networks.services.errors import BadPeriod, MoreThanPromised


@transaction.atomic
def promise_post(
    *,
    network: Network,
    side: Side,
    title: str,
    promised_fte: Decimal,
    began_on: date,
    ended_on: date | None,
    agreed_in: ContractVersion | None,
    by: User | None,
    at: datetime,
) -> Post:
    """Note that a side promises a post; ``promised_fte`` in full posts (1.00). Raises BadPeriod."""
    if ended_on is not None and ended_on <= began_on:
        raise BadPeriod()
    post = Post.objects.create(
        network=network,
        side=side,
        title=title,
        promised_fte=promised_fte,
        began_on=began_on,
        ended_on=ended_on,
        agreed_in=agreed_in,
    )
    changes = {"promised_fte": [None, str(promised_fte)], "side": [None, side]}
    record(chain=network.journal_chain, subject=post, action="post promised", by=by, at=at, changes=changes)
    return post


@transaction.atomic
def fill_post(
    *,
    post: Post,
    filled_fte: Decimal,
    began_on: date,
    ended_on: date | None,
    person: User | None,
    by: User | None,
    at: datetime,
) -> PostFilling:
    """Note that a share of a post is filled from ``began_on`` (inclusive) to ``ended_on`` (exclusive).

    Raises: BadPeriod if it is empty or begins when the post is not there; MoreThanPromised if on any day more
    would be filled than is promised.
    """
    held = Post.objects.select_for_update().get(pk=post.pk)
    if (ended_on is not None and ended_on <= began_on) or began_on < held.began_on:
        raise BadPeriod()
    if held.ended_on is not None and began_on >= held.ended_on:
        raise BadPeriod()
    filling = PostFilling(post=held, filled_fte=filled_fte, began_on=began_on, ended_on=ended_on, person=person)
    if _most_filled([*held.fillings.all(), filling]) > held.promised_fte:
        raise MoreThanPromised()
    filling.save()
    changes = {"filled_fte": [None, str(filled_fte)]}
    record(chain=held.network.journal_chain, subject=held, action="post filled", by=by, at=at, changes=changes)
    return filling


@transaction.atomic
def end_filling(*, filling: PostFilling, on: date, by: User, at: datetime) -> PostFilling:
    """Note that a share of a post is vacant again from ``on``; raises BadPeriod."""
    if on <= filling.began_on or (filling.ended_on is not None and filling.ended_on <= on):
        raise BadPeriod()
    filling.ended_on = on
    filling.save(update_fields=["ended_on"])
    changes = {"ended_on": [None, on.isoformat()]}
    post = filling.post
    record(chain=post.network.journal_chain, subject=post, action="filling ended", by=by, at=at, changes=changes)
    return filling


def _most_filled(fillings: list[PostFilling]) -> Decimal:
    """Return the largest share filled at once: it can only rise on a day some filling begins."""
    return max(
        sum(
            (
                one.filled_fte
                for one in fillings
                if one.began_on <= day.began_on and (one.ended_on is None or one.ended_on > day.began_on)
            ),
            Decimal(0),
        )
        for day in fillings
    )
