from datetime import date, timedelta

import pytest
from icalendar import Calendar

from bildungsnetz.accounts.models import User
from bildungsnetz.journal import erasure
from bildungsnetz.post.calendar import Attendee, CalendarEvent, invitation
from bildungsnetz.post.models import Message, State
from bildungsnetz.post.selectors import messages_by_state, recent_messages, undelivered_messages
from bildungsnetz.post.services import erase_person, forget_old_messages
from bildungsnetz.post.tests.factories import NOW, MessageFactory

pytestmark = pytest.mark.django_db


def test_finished_messages_are_deleted_after_ninety_days_and_waiting_ones_are_not():
    old = NOW - timedelta(days=90)
    for state in (State.FAILED, State.BOUNCED, State.KEPT):
        MessageFactory(state=state, tried_at=old)
    MessageFactory(state=State.SENT, tried_at=old, sent_at=old)
    young = MessageFactory(state=State.FAILED, tried_at=old + timedelta(seconds=1))
    waiting = MessageFactory(state=State.QUEUED, tried_at=old)

    deleted = forget_old_messages(at=NOW)

    assert deleted == 4
    assert set(Message.objects.all()) == {young, waiting}


def test_erasing_a_person_deletes_the_messages_to_person_and_address_and_names_no_writer():
    person = User.objects.create_user("erika@example.org")
    MessageFactory(person=person, to_address="alt@example.org")
    MessageFactory(to_address="Erika@example.org", state=State.SENT, sent_at=NOW)
    written = MessageFactory(queued_by=person)

    erasure.erase_person(person=person, by=None, at=NOW)

    written.refresh_from_db()
    assert list(Message.objects.all()) == [written]
    assert written.queued_by is None


def test_erased_person_is_named_in_no_message_to_others():
    person = User.objects.create_user("oezlem@example.org", full_name="Özlem Beispiel-Überlang")
    member, office = Attendee(person.full_name, person.email), Attendee("Büro", "buero@example.org")
    event = CalendarEvent(
        uid="m1", summary="Sitzung mit Frau ÖZLEM BEISPIEL-ÜBERLANG, " * 3, start=date(2027, 5, 26), changed_at=NOW
    )
    ics = invitation(event=event, organizer=office, attendees=[member, Attendee("Max", "max@example.org")]).decode()
    message = MessageFactory(
        subject="Auftrag an özlem beispiel-überlang",
        body="Özlem Beispiel-Überlang (OEZLEM@example.org) hat zugestimmt.",
        calendar=ics,
        calendar_method="REQUEST",
    )
    other = MessageFactory(subject="Frau Beispiel")

    changed = erase_person(person)

    message.refresh_from_db()
    other.refresh_from_db()
    (left,) = Calendar.from_ical(message.calendar).walk("VEVENT")
    assert changed == 1
    assert (message.subject, message.body, other.subject) == ("Auftrag an …", "… (…) hat zugestimmt.", "Frau Beispiel")
    assert str(left["SUMMARY"]) == "Sitzung mit Frau …, " * 3
    assert str(left["ATTENDEE"]) == "mailto:max@example.org"
    assert "zlem" not in message.calendar.replace("\r\n ", "").lower()


def test_operator_reads_latest_messages_first():
    first = MessageFactory()
    second = MessageFactory()
    latest = MessageFactory(created_at=NOW + timedelta(hours=1))

    assert list(recent_messages()) == [latest, second, first]
    assert list(recent_messages(limit=1)) == [latest]


def test_operator_sees_what_was_not_delivered():
    MessageFactory()
    failed = MessageFactory(state=State.FAILED, tried_at=NOW)
    returned = MessageFactory(state=State.BOUNCED, tried_at=NOW + timedelta(hours=1))

    assert list(undelivered_messages()) == [returned, failed]
    assert messages_by_state() == {"QUEUED": 1, "SENDING": 0, "SENT": 0, "FAILED": 1, "BOUNCED": 1, "KEPT": 0}
