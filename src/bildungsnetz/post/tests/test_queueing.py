import pytest
from django.db import transaction

from bildungsnetz.accounts.models import User
from bildungsnetz.post.models import Message, State
from bildungsnetz.post.services import BadAddress, CalendarAttachment, queue_mail
from bildungsnetz.post.tests.factories import NOW


def letter(**changes):
    return {"to": "amt@example.org", "subject": "Hallo", "body": "Text", "at": NOW, **changes}


@pytest.mark.django_db
def test_message_to_a_person_takes_address_and_language_of_the_person():
    person = User.objects.create_user("Erika@Example.org", full_name="Erika Beispiel", language="en")

    message = queue_mail(
        **letter(to=person, by=person, sender_name="Bildungsnetz Kreis Beispiel", not_before=NOW.replace(hour=20))
    )

    stored = Message.objects.values().get()
    assert stored == {
        "id": message.pk,
        "key": message.key,
        "to_address": "erika@example.org",
        "person_id": person.pk,
        "sender": "Bildungsnetz Kreis Beispiel",
        "language": "en",
        "subject": "Hallo",
        "body": "Text",
        "calendar": "",
        "calendar_method": "",
        "queued_by_id": person.pk,
        "created_at": NOW,
        "not_before": NOW.replace(hour=20),
        "tried_at": None,
        "sent_at": None,
        "attempts": 0,
        "last_error": "",
        "state": State.QUEUED,
    }


@pytest.mark.django_db(transaction=True)
def test_message_outside_a_transaction_is_refused():
    with pytest.raises(RuntimeError):
        queue_mail(**letter())


@pytest.mark.django_db(transaction=True)
def test_message_of_a_transaction_that_was_rolled_back_never_was():
    with transaction.atomic():
        queue_mail(**letter())
        transaction.set_rollback(True)

    assert Message.objects.count() == 0


@pytest.mark.django_db
@pytest.mark.parametrize("address", ["", "niemand", "a@b@c", "a@b.org\nBcc: c@d.org", "a@b.org, c@d.org"])
def test_text_that_is_no_address_is_refused(address):
    with pytest.raises(BadAddress) as refusal:
        queue_mail(**letter(to=address))

    assert refusal.value.address == address


@pytest.mark.django_db
@pytest.mark.parametrize("empty", [{"subject": " \n"}, {"body": ""}])
def test_message_without_subject_or_text_is_refused(empty):
    with pytest.raises(ValueError, match="subject and a text"):
        queue_mail(**letter(**empty))


@pytest.mark.django_db
def test_line_ends_in_a_subject_add_no_headers():
    message = queue_mail(**letter(subject="Ihr Auftrag:\r\nBcc: alle@example.org", sender_name="Netz\nX: y"))

    assert (message.subject, message.sender) == ("Ihr Auftrag: Bcc: alle@example.org", "Netz X: y")


@pytest.mark.django_db
def test_long_subject_ends_in_an_ellipsis():
    message = queue_mail(**letter(subject="Ä" * 300))

    assert message.subject == "Ä" * 199 + "…"


def test_calendar_entry_has_a_known_method():
    with pytest.raises(ValueError, match="no method"):
        CalendarAttachment(text="BEGIN:VCALENDAR", method="DELETE")
