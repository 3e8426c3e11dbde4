"""Setting up bodies, seats and who holds them."""

from datetime import date, datetime

from django.db import IntegrityError, transaction

from bildungsnetz.accounts.models import User
from bildungsnetz.governance.models import Body, BodyKind, Holder, Seat
from bildungsnetz.governance.rules import Rule
from bildungsnetz.governance.services.errors import SeatTaken
from bildungsnetz.governance.services.mirroring import refresh_public
from bildungsnetz.journal.services import record
from bildungsnetz.networks.models import Network, Side
from bildungsnetz.networks.selectors.people import overlapping
from bildungsnetz.networks.services.errors import BadPeriod
from bildungsnetz.partners.models import Institution


class NameTaken(BadPeriod):
    """A running body has this name."""


@transaction.atomic
def found_body(
    *,
    network: Network,
    kind: BodyKind,
    name: str,
    rule: Rule,
    began_on: date,
    by: User,
    at: datetime,
    notice_days: int = 14,
    objection_days: int = 14,
    meets_per_year: int | None = None,
    part_of: Body | None = None,
    is_public: bool = False,
) -> Body:
    """Set up a body with its rules. Raises: NameTaken if a running body of the network has that name."""
    if Body.objects.filter(network=network, name=name, ended_on=None).exists():
        raise NameTaken()
    body = Body.objects.create(
        network=network,
        kind=kind,
        name=name,
        rule=rule.kind.value,
        quorum_percent=rule.quorum_percent,
        needs_chair=rule.needs_chair,
        began_on=began_on,
        notice_days=notice_days,
        objection_days=objection_days,
        meets_per_year=meets_per_year,
        part_of=part_of,
        is_public=is_public,
    )
    changes = {"rule": [None, body.rule], "notice_days": [None, notice_days]}
    record(chain=network.journal_chain, subject=body, action="body founded", by=by, at=at, changes=changes)
    return body


@transaction.atomic
def change_body(*, body: Body, by: User, at: datetime, **values: object) -> Body:
    """Change name, rules or periods of a body; what was decided keeps the rule it was decided by.

    Raises: NameTaken.
    """
    before = {name: getattr(body, name) for name in values}
    for name, value in values.items():
        setattr(body, name, value)
    try:
        with transaction.atomic():
            body.save(update_fields=list(values))
    except IntegrityError:
        raise NameTaken() from None
    changes = {name: [_plain(before[name]), _plain(value)] for name, value in values.items() if before[name] != value}
    chain = body.network.journal_chain
    record(chain=chain, subject=body, action="body changed", by=by, at=at, changes=changes)
    refresh_public(body.network, at=at)
    return body


@transaction.atomic
def add_seat(
    *,
    body: Body,
    title: str,
    side: Side | None,
    has_vote: bool,
    is_chair: bool,
    began_on: date,
    by: User,
    at: datetime,
    institution: Institution | None = None,
) -> Seat:
    """Add a seat; one without a side usually advises."""
    seat = Seat.objects.create(
        body=body,
        title=title,
        side=side or "",
        has_vote=has_vote,
        is_chair=is_chair,
        began_on=began_on,
        institution=institution,
    )
    changes = {"title": [None, title], "side": [None, seat.side], "has_vote": [None, has_vote]}
    record(chain=body.network.journal_chain, subject=seat, action="seat added", by=by, at=at, changes=changes)
    return seat


@transaction.atomic
def end_seat(*, seat: Seat, on: date, by: User, at: datetime) -> Seat:
    """End a seat and the terms in it. Raises: BadPeriod if it would end before it began."""
    if on <= seat.began_on:
        raise BadPeriod()
    seat.ended_on = on
    seat.save(update_fields=["ended_on"])
    for holder in seat.holders.filter(ended_on=None, began_on__lt=on):
        end_term(holder=holder, on=on, by=by, at=at)
    chain = seat.body.network.journal_chain
    record(chain=chain, subject=seat, action="seat ended", by=by, at=at, changes={"ended_on": [None, on.isoformat()]})
    return seat


@transaction.atomic
def fill_seat(
    *,
    seat: Seat,
    began_on: date,
    by: User,
    at: datetime,
    person: User | None = None,
    name: str = "",
    email: str = "",
    is_deputy: bool = False,
    may_be_named: bool = False,
    ended_on: date | None = None,
) -> Holder:
    """Give a seat to a person, with or without an account, for a term; deputies may be several.

    ``may_be_named``: the person has agreed on the first day to be named in public.
    Raises: SeatTaken if the seat has a holder in that period; BadPeriod.
    """
    if ended_on is not None and ended_on <= began_on:
        raise BadPeriod()
    same = seat.holders.filter(overlapping(began_on, ended_on), is_deputy=False)
    if not is_deputy and same.exists():
        raise SeatTaken()
    holder = Holder.objects.create(
        seat=seat,
        person=person,
        name="" if person else name,
        email="" if person else email,
        is_deputy=is_deputy,
        publish_from=at.date() if may_be_named else None,
        began_on=began_on,
        ended_on=ended_on,
    )
    changes = {"began_on": [None, began_on.isoformat()], "is_deputy": [None, is_deputy]}
    chain = seat.body.network.journal_chain
    record(chain=chain, subject=holder, action="seat filled", by=by, at=at, changes=changes, about=person)
    return holder


@transaction.atomic
def end_term(*, holder: Holder, on: date, by: User, at: datetime) -> Holder:
    """End a term: ``on`` is the first day without it. Raises: BadPeriod if it would end before it began."""
    if on <= holder.began_on:
        raise BadPeriod()
    holder.ended_on = on
    holder.save(update_fields=["ended_on"])
    chain, changes = holder.seat.body.network.journal_chain, {"ended_on": [None, on.isoformat()]}
    record(chain=chain, subject=holder, action="term ended", by=by, at=at, changes=changes, about=holder.person)
    return holder


@transaction.atomic
def set_naming(*, holder: Holder, may_be_named: bool, on: date, by: User, at: datetime) -> Holder:
    """Note that a holder agrees to be named in public, or takes that back; both days are kept."""
    if may_be_named:
        holder.publish_from, holder.publish_until = on, None
    else:
        holder.publish_until = on if holder.publish_from else None
    holder.save(update_fields=["publish_from", "publish_until"])
    chain = holder.seat.body.network.journal_chain
    action = "naming agreed" if may_be_named else "naming withdrawn"
    record(chain=chain, subject=holder, action=action, by=by, at=at, about=holder.person)
    refresh_public(holder.seat.body.network, at=at)
    return holder


def _plain(value: object) -> object:
    return value.pk if isinstance(value, Body) else value
