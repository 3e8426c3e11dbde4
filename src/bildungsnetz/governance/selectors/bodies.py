"""Who sits where on a day."""

from collections import Counter
from collections.abc import Collection, Iterable
from datetime import date

from django.contrib.auth.models import AnonymousUser
from django.db.models import Prefetch, QuerySet

from bildungsnetz.accounts.models import User
from bildungsnetz.governance.models import Body, BodyKind, Holder, Seat
from bildungsnetz.governance.rules import Finding, Room, Seats, can_decide
from bildungsnetz.networks.models import Network
from bildungsnetz.networks.selectors.people import running_on


def bodies_of(network: Network, *, on: date) -> QuerySet[Body]:
    """Return the bodies running on a day, the conference first, then by name."""
    return Body.objects.filter(running_on(on), network=network).select_related("network").order_by("kind", "name", "pk")


def seats_on(body: Body, *, on: date) -> QuerySet[Seat]:
    """Return the seats of a body on a day with their holders then: chairs first, state side, municipal, others."""
    holders = Holder.objects.filter(running_on(on)).select_related("person").order_by("is_deputy", "pk")
    return (
        Seat.objects.filter(running_on(on), body=body)
        .select_related("institution")
        .prefetch_related(Prefetch("holders", queryset=holders, to_attr="current"))
        .order_by("-is_chair", "-side", "-has_vote", "title", "pk")
    )


def holders_on(body: Body, *, on: date) -> QuerySet[Holder]:
    """Return everybody who sits in a body on a day, deputies included, one row per seat held."""
    seats = Seat.objects.filter(running_on(on), body=body)
    found = Holder.objects.filter(running_on(on), seat__in=seats).select_related("person", "seat__institution")
    return found.order_by("-seat__is_chair", "-seat__side", "seat__title", "is_deputy", "pk")


def sits_in(person: User | AnonymousUser, *, network: Network, on: date) -> QuerySet[Holder]:
    """Return the seats a person holds in a network on a day, as holder or deputy."""
    if not person.is_authenticated:
        return Holder.objects.none()
    seats = Seat.objects.filter(running_on(on), body__network=network)
    return Holder.objects.filter(running_on(on), person=person, seat__in=seats).select_related("seat__body")


def room(seats: Iterable[Seat], *, present: Collection[int]) -> Room:
    """Count seats with a vote per side and how many of them are among ``present`` (keys of seats), and chairs."""
    total: Counter[str] = Counter()
    there: Counter[str] = Counter()
    chairs = chairs_there = 0
    for seat in seats:
        if seat.is_chair:
            chairs += 1
            chairs_there += seat.pk in present
        if seat.has_vote:
            total[seat.side] += 1
            there[seat.side] += seat.pk in present
    return Room({side: Seats(total[side], there[side]) for side in total}, chairs, chairs_there)


def room_of_body(body: Body, *, on: date) -> Room:
    """Return the room as it would be if every seat that has a holder were represented."""
    seats = list(seats_on(body, on=on))
    return room(seats, present={seat.pk for seat in seats if getattr(seat, "current", [])})


def voting_gap(body: Body, *, on: date) -> Finding:
    """Say whether a body could decide at all with its present members."""
    return can_decide(body.decision_rule, room_of_body(body, on=on))


def steering_group_can_decide(network: Network, *, on: date) -> bool:
    """Say whether a network has a steering group whose seats are filled so that it could decide."""
    groups = bodies_of(network, on=on).filter(kind=BodyKind.STEERING_GROUP)
    return any(voting_gap(group, on=on).able for group in groups)
