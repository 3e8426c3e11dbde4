import threading
from datetime import timedelta
from email import message_from_bytes, policy
from smtplib import SMTPRecipientsRefused, SMTPServerDisconnected

import pytest
from django.core import mail
from django.core.mail.backends.base import BaseEmailBackend
from django.db import connection, transaction

from bildungsnetz.accounts.models import User
from bildungsnetz.journal.models import Entry
from bildungsnetz.post.models import Message, State
from bildungsnetz.post.services import Counts, deliver_due, record_bounce, send_again
from bildungsnetz.post.tests.factories import NOW, MessageFactory

pytestmark = pytest.mark.django_db


class FaultyServer(BaseEmailBackend):
    """A mail server that answers with the problem laid out for it, if there is one."""

    problem = None

    def send_messages(self, email_messages):
        if self.problem:
            raise self.problem
        mail.outbox.extend(email_messages)
        return len(email_messages)


@pytest.fixture
def server(settings, monkeypatch):
    settings.EMAIL_BACKEND = f"{__name__}.FaultyServer"
    monkeypatch.setattr(FaultyServer, "problem", None)
    return FaultyServer


def refused(code):
    return SMTPRecipientsRefused({"x@example.org": (code, b"no")})


def test_due_message_is_sent_once():
    message = MessageFactory()

    first, second = deliver_due(at=NOW), deliver_due(at=NOW)

    message.refresh_from_db()
    assert (first, second) == (Counts(sent=1), Counts())
    assert (message.state, message.sent_at, message.attempts) == (State.SENT, NOW, 1)
    assert len(mail.outbox) == 1


def test_sent_mail_shows_the_network_as_sender_and_asks_machines_not_to_answer(settings):
    settings.DEFAULT_FROM_EMAIL = "Netz <post@netz.example.org>"
    message = MessageFactory(sender="Bildungsnetz Städteregion", to_address="amt@example.org", language="de")

    deliver_due(at=NOW)

    sent = message_from_bytes(mail.outbox[0].message().as_bytes(), policy=policy.default)
    assert {name: str(sent[name]) for name in ("From", "To", "Subject", "Message-ID", "Auto-Submitted")} == {
        "From": "Bildungsnetz Städteregion <post@netz.example.org>",
        "To": "amt@example.org",
        "Subject": "Zustimmung nötig",
        "Message-ID": f"<{message.key}@netz.example.org>",
        "Auto-Submitted": "auto-generated",
    }
    assert sent.get_content() == message.body


def test_invitation_travels_as_answerable_part_and_as_file():
    ics = "BEGIN:VCALENDAR\r\nMETHOD:REQUEST\r\nSUMMARY:Größe\r\nEND:VCALENDAR\r\n"
    MessageFactory(calendar=ics, calendar_method="REQUEST")

    deliver_due(at=NOW)

    sent = message_from_bytes(mail.outbox[0].message().as_bytes(), policy=policy.default)
    parts = [(part.get_content_type(), part.get_param("method"), part.get_filename()) for part in sent.walk()]
    assert parts == [
        ("multipart/mixed", None, None),
        ("multipart/alternative", None, None),
        ("text/plain", None, None),
        ("text/calendar", "REQUEST", None),
        ("application/ics", None, "termin.ics"),
    ]
    assert [part.get_payload(decode=True).decode().splitlines() for part in list(sent.walk())[3:]] == [
        ics.splitlines(),
        ics.splitlines(),
    ]


def test_message_waits_until_its_time():
    MessageFactory(not_before=NOW + timedelta(seconds=1))

    assert deliver_due(at=NOW) == Counts()
    assert deliver_due(at=NOW + timedelta(seconds=1)) == Counts(sent=1)


def test_at_most_the_given_number_is_sent_the_earliest_first():
    MessageFactory(subject="spät", not_before=NOW)
    MessageFactory(subject="früh", not_before=NOW - timedelta(hours=1))

    deliver_due(at=NOW, limit=1)

    assert [sent.subject for sent in mail.outbox] == ["früh"]


def test_failed_attempt_is_repeated_with_growing_pauses_and_then_given_up(server):
    server.problem = SMTPServerDisconnected("Connection unexpectedly closed")
    message = MessageFactory()
    moment, pauses = NOW, []

    for _ in range(4):
        assert deliver_due(at=moment) == Counts(postponed=1)
        message.refresh_from_db()
        pauses.append(message.not_before - moment)
        assert deliver_due(at=message.not_before - timedelta(seconds=1)) == Counts()
        moment = message.not_before
    last = deliver_due(at=moment)

    message.refresh_from_db()
    assert pauses == [timedelta(minutes=2), timedelta(minutes=15), timedelta(hours=1), timedelta(hours=6)]
    assert last == Counts(failed=1)
    assert (message.state, message.attempts) == (State.FAILED, 5)
    assert message.last_error == "SMTPServerDisconnected: Connection unexpectedly closed"


def test_one_bad_moment_does_not_hold_up_the_next_message(server):
    class OnceRefused(SMTPServerDisconnected):
        pass

    server.problem = OnceRefused("closed")
    MessageFactory()
    deliver_due(at=NOW)
    server.problem = None
    MessageFactory()

    assert deliver_due(at=NOW + timedelta(minutes=3)) == Counts(sent=2)


@pytest.mark.parametrize(("code", "counts"), [(550, Counts(bounced=1)), (450, Counts(postponed=1))])
def test_recipient_refused_for_good_bounces_and_refused_for_now_waits(server, code, counts):
    server.problem = refused(code)
    MessageFactory()

    assert deliver_due(at=NOW) == counts


def test_mail_that_cannot_be_written_fails_at_once(server):
    server.problem = UnicodeError("label too long")
    MessageFactory()

    assert deliver_due(at=NOW) == Counts(failed=1)


def test_message_of_a_worker_that_died_is_failed_and_not_sent_again():
    message = MessageFactory(state=State.SENDING, tried_at=NOW, attempts=1)

    early = deliver_due(at=NOW + timedelta(minutes=29))
    late = deliver_due(at=NOW + timedelta(minutes=30))

    message.refresh_from_db()
    assert (early, late) == (Counts(), Counts(failed=1))
    assert message.state == State.FAILED
    assert mail.outbox == []


def test_demonstration_keeps_messages_instead_of_sending_them(settings):
    settings.DEMO = True
    message = MessageFactory()

    counts = deliver_due(at=NOW)

    message.refresh_from_db()
    assert (counts, message.state, message.sent_at) == (Counts(kept=1), State.KEPT, None)
    assert mail.outbox == []


def test_bounce_names_the_message_it_answers():
    message = MessageFactory(state=State.SENT, sent_at=NOW)

    record_bounce(key=message.key, at=NOW + timedelta(hours=1), reason="550 mailbox unknown")

    message.refresh_from_db()
    assert (message.state, message.last_error) == (State.BOUNCED, "550 mailbox unknown")


def test_message_that_was_not_sent_cannot_bounce():
    message = MessageFactory()

    with pytest.raises(Message.DoesNotExist):
        record_bounce(key=message.key, at=NOW, reason="550")


def test_operator_can_send_a_failed_message_again_and_the_journal_knows():
    operator = User.objects.create_user("betrieb@example.org")
    message = MessageFactory(state=State.FAILED, attempts=5, last_error="closed", tried_at=NOW)

    send_again(message=message, by=operator, at=NOW)

    assert deliver_due(at=NOW) == Counts(sent=1)
    entry = Entry.objects.get()
    assert (entry.action, entry.changes) == ("message queued again", {"state": ["FAILED", "QUEUED"]})


def test_sent_message_is_not_sent_again_even_on_request():
    operator = User.objects.create_user("betrieb@example.org")
    message = MessageFactory(state=State.SENT, sent_at=NOW)

    with pytest.raises(Message.DoesNotExist):
        send_again(message=message, by=operator, at=NOW)


@pytest.mark.django_db(transaction=True)
def test_delivery_inside_a_transaction_is_refused():
    MessageFactory()

    with pytest.raises(RuntimeError), transaction.atomic():
        deliver_due(at=NOW)

    assert mail.outbox == []


@pytest.mark.django_db(transaction=True)
def test_two_workers_at_once_send_every_message_once():
    expected = sorted(MessageFactory().to_address for _ in range(30))
    counts = []

    def work():
        try:
            counts.append(deliver_due(at=NOW))
        finally:
            connection.close()

    workers = [threading.Thread(target=work) for _ in range(2)]
    for worker in workers:
        worker.start()
    for worker in workers:
        worker.join()

    assert sum(count.sent for count in counts) == 30
    assert sorted(sent.to[0] for sent in mail.outbox) == expected
