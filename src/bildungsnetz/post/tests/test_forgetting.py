from datetime import timedelta

import pytest

from bildungsnetz.accounts.models import User
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

    deleted = erase_person(person)
    person.delete()

    written.refresh_from_db()
    assert deleted == 2
    assert list(Message.objects.all()) == [written]
    assert written.queued_by is None


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
