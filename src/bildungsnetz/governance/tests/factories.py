"""A network with a steering group that can meet; what matters for a case stands in the test."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from bildungsnetz.accounts.models import User
from bildungsnetz.governance.models import AgendaItem, Body, BodyKind, Holder, Meeting, Presence
from bildungsnetz.governance.rules import Rule, RuleKind
from bildungsnetz.governance.services.bodies import add_seat, fill_seat, found_body
from bildungsnetz.governance.services.meetings import add_item, invite, note_attendance, plan_meeting
from bildungsnetz.networks.models import Mandate, Network, Office, Role, RoleAssignment, Scope, Side
from bildungsnetz.networks.tests.factories import BERLIN, LONG_AGO, make_network, make_person

NOW = datetime(2026, 11, 24, 9, 0, tzinfo=BERLIN)
MEETING_AT = datetime(2027, 1, 14, 14, 0, tzinfo=BERLIN)
CONSENSUS = Rule(RuleKind.CONSENSUS)


@dataclass
class Group:
    """A steering group of two chairs, one of each side, and the office that runs it."""

    network: Network
    body: Body
    office: User
    state: User
    municipal: User
    seats: dict[str, Holder]


def make_body(
    network: Network, office: User, *, name: str = "Lenkungskreis", rule: Rule = CONSENSUS, **values: object
) -> Body:
    given = {"kind": BodyKind.STEERING_GROUP, "began_on": LONG_AGO, **values}
    return found_body(network=network, name=name, rule=rule, by=office, at=NOW, **given)


def make_holder(
    body: Body, office: User, person: User | None, *, side: Side | None = None, title: str = "Sitz", **values: object
) -> Holder:
    seat_values = {"has_vote": values.pop("has_vote", True), "is_chair": values.pop("is_chair", False)}
    seat = add_seat(body=body, title=title, side=side, began_on=LONG_AGO, by=office, at=NOW, **seat_values)
    return fill_seat(seat=seat, person=person, began_on=LONG_AGO, by=office, at=NOW, **values)


def decides_for(network: Network, person: User, side: Side) -> Mandate:
    office = Office.STATE_SECRETARY if side == Side.STATE else Office.COUNTY_HEAD
    return Mandate.objects.create(
        network=network, person=person, side=side, scope=Scope.DECISIONS, office=office, function="Leitung",
        began_on=LONG_AGO,
    )  # fmt: skip


def make_office(network: Network, name: str = "Jana Osterkamp") -> User:
    person = make_person(name)
    RoleAssignment.objects.create(
        person=person, network=network, role=Role.OFFICE, side=Side.MUNICIPAL, began_on=LONG_AGO
    )
    return person


def make_group(*, rule: Rule = CONSENSUS, **network: str) -> Group:
    where = make_network(**network)
    office = make_office(where)
    body = make_body(where, office, rule=rule)
    state, municipal = make_person("Henning Voss"), make_person("Corinna Abel")
    decides_for(where, state, Side.STATE)
    decides_for(where, municipal, Side.MUNICIPAL)
    seats = {
        "state": make_holder(body, office, state, side=Side.STATE, title="Obere Schulaufsicht", is_chair=True),
        "municipal": make_holder(body, office, municipal, side=Side.MUNICIPAL, title="Kreisdirektion", is_chair=True),
    }
    return Group(where, body, office, state, municipal, seats)


def make_meeting(group: Group, *, starts_at: datetime = MEETING_AT, body: Body | None = None) -> Meeting:
    return plan_meeting(
        body=body or group.body, starts_at=starts_at, ends_at=starts_at + timedelta(hours=2),
        place="Kreishaus Mettmann, Raum 1.401", by=group.office, at=NOW,
    )  # fmt: skip


def hold(group: Group, *, starts_at: datetime = MEETING_AT, absent: tuple[str, ...] = ()) -> AgendaItem:
    """Plan and invite, note all but ``absent`` as present, and return an item to decide about."""
    meeting = make_meeting(group, starts_at=starts_at)
    item = add_item(meeting=meeting, title="Mehr Plätze im Niederberg", text="212 fehlten.", by=group.office, at=NOW)
    invite(meeting=meeting, by=group.office, at=NOW)
    gone = {group.seats[name].pk for name in absent}
    there = {
        row.pk: Presence.EXCUSED if row.holder_id in gone else Presence.PRESENT for row in meeting.attendances.all()
    }
    note_attendance(meeting=meeting, present=there, by=group.office, at=starts_at)
    return item


def day_of(moment: datetime) -> date:
    return moment.astimezone(BERLIN).date()
