"""Who may do what with bodies, meetings, decisions and orders."""

from datetime import date

from bildungsnetz.accounts.models import User
from bildungsnetz.governance.models import Body, Meeting, WorkOrder
from bildungsnetz.governance.selectors import sees_every_body, sits_in
from bildungsnetz.networks.models import Mandate, Network, Role, Scope, Side
from bildungsnetz.networks.permissions import Person, may_draft
from bildungsnetz.networks.selectors.people import mandates_of, roles_of


def works_with_bodies(person: Person, *, network: Network, on: date) -> bool:
    """Say whether a person sees the bodies' workshop: office, sides, members of bodies, who consents to decisions."""
    if Role.BODY_MEMBER in roles_of(person, network=network, on=on):
        return True
    return sees_every_body(person, network=network, on=on) or sits_in(person, network=network, on=on).exists()


def runs_meetings(person: Person, *, network: Network, on: date) -> bool:
    """Say whether a person keeps bodies, invites and writes minutes: the education office."""
    return may_draft(person, network=network, on=on)


def decision_mandate(person: Person, *, network: Network, on: date) -> Mandate | None:
    """Return the mandate with which a person consents to decisions, None without."""
    return mandates_of(person, network=network, on=on, scope=Scope.DECISIONS).first()


def may_clear(person: Person, *, network: Network, on: date) -> bool:
    """Say whether a person clears for the Land's side what touches inner school matters.

    It takes a mandate of the Land for decisions; while the Land's post is vacant that is the school supervision,
    which then holds such a mandate too.
    """
    return mandates_of(person, network=network, on=on, scope=Scope.DECISIONS).filter(side=Side.STATE).exists()


def sits_in_body_of(person: Person, *, meeting: Meeting, on: date) -> bool:
    """Say whether a person holds a seat in the meeting's body."""
    return sits_in_body(person, body=meeting.body, on=on)


def may_report(person: User, *, order: WorkOrder, on: date) -> bool:
    """Say whether a person may report an order done: whoever has it, and the office."""
    return order.owner_id == person.pk or runs_meetings(person, network=order.body.network, on=on)


def sits_in_body(person: Person, *, body: Body, on: date) -> bool:
    """Say whether a person holds a seat in a body."""
    return sits_in(person, network=body.network, on=on).filter(seat__body=body).exists()
