"""Duties with a date, and the feed other programs read."""

from datetime import date, datetime, timedelta

import pytest
from django.utils import timezone
from icalendar import Calendar

from bildungsnetz.accounts.services import LinkProblem, LinkUnknown
from bildungsnetz.networks.models import Duty, DutyKind, Role, RoleAssignment, Side
from bildungsnetz.networks.selectors.work import duties_of
from bildungsnetz.networks.services import duties
from bildungsnetz.networks.services.calendar import calendar_of, open_feed, subscribe
from bildungsnetz.networks.tests.factories import NOW, make_network, make_role

pytestmark = pytest.mark.django_db


@pytest.fixture
def network():
    return make_network()


@pytest.fixture
def office(network):
    return make_role(network, "Jana Osterkamp", Role.OFFICE, Side.MUNICIPAL)


def enter(network, title, due_on, **more):
    return duties.enter_duty(
        network=network, kind=DutyKind.REPORT, title=title, due_on=due_on, agreed_in=None, by=None, at=NOW, **more
    )


def test_finished_duties_of_the_past_leave_the_list_and_open_ones_stay(network, office):
    done = enter(network, "Erledigt", date(2026, 10, 1))
    overdue = enter(network, "Überfällig", date(2026, 10, 2))
    later = enter(network, "Später", date(2027, 1, 1))
    duties.finish_duty(duty=done, on=date(2026, 10, 1), by=office, at=NOW)

    assert list(duties_of(network, since=NOW.date())) == [overdue, later]
    assert list(duties_of(network)) == [done, overdue, later]


def test_the_feed_can_be_read_back(network):
    enter(network, "Bericht an den Rat; 1. Fassung, Äußerungen", date(2027, 1, 14), note="Zeile 1\nZeile 2")

    (event,) = Calendar.from_ical(calendar_of(network)).walk("VEVENT")

    assert (str(event["SUMMARY"]), event["DTSTART"].dt) == (
        "Bericht an den Rat; 1. Fassung, Äußerungen",
        date(2027, 1, 14),
    )
    assert str(event["DESCRIPTION"]) == "Zeile 1\nZeile 2"
    assert str(event["UID"]) == f"duty-{Duty.objects.get().pk}@kreis-mettmann.bildungsnetz"


def test_a_feed_belongs_to_a_person_and_a_new_address_replaces_the_old(network, office):
    first = subscribe(network=network, by=office, at=NOW)
    second = subscribe(network=network, by=office, at=NOW)

    with pytest.raises(LinkProblem):
        open_feed(token=first, at=NOW)

    assert open_feed(token=second, at=NOW) == network


def test_the_address_of_somebody_who_left_the_network_stops_working(network, office):
    token = subscribe(network=network, by=office, at=NOW)

    RoleAssignment.objects.update(ended_on=NOW.date() + timedelta(days=1))
    still_there = open_feed(token=token, at=NOW)
    with pytest.raises(LinkProblem):
        open_feed(token=token, at=NOW + timedelta(days=1))

    assert still_there == network


def test_the_address_of_a_locked_account_stops_working(network, office):
    token = subscribe(network=network, by=office, at=NOW)
    office.is_active = False
    office.save()

    with pytest.raises(LinkProblem):
        open_feed(token=token, at=NOW)


def test_a_guessed_address_opens_nothing(network, client):
    with pytest.raises(LinkUnknown):
        open_feed(token="geraten", at=NOW)

    assert client.get("/kalender/geraten.ics").status_code == 404


def test_the_page_answers_with_a_calendar(network, office, client):
    enter(network, "Bericht", date(2027, 1, 14))
    token = subscribe(network=network, by=office, at=timezone.now())

    response = client.get(f"/kalender/{token}.ics")

    assert (response.status_code, response["Content-Type"]) == (200, "text/calendar; charset=utf-8")
    assert len(Calendar.from_ical(response.content).walk("VEVENT")) == 1
    assert isinstance(timezone.now(), datetime)
