"""Writing a message into the outbox, in the transaction of what it tells."""

from dataclasses import dataclass
from datetime import datetime

from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.db import connection

from bildungsnetz.accounts.models import User
from bildungsnetz.post.models import Message

SUBJECT_LENGTH = 200
METHODS = ("REQUEST", "CANCEL", "PUBLISH")


class BadAddress(ValueError):
    """The text is not an e-mail address."""

    def __init__(self, address: str) -> None:
        super().__init__("not an e-mail address")
        self.address = address


@dataclass(frozen=True)
class CalendarAttachment:
    """An iCalendar text that goes with a message; ``method`` is REQUEST (invite, change), CANCEL or PUBLISH."""

    text: str
    method: str

    def __post_init__(self) -> None:
        if self.method not in METHODS:
            raise ValueError(f"{self.method!r} is no method; expected one of {METHODS}")


def queue_mail(
    *,
    to: User | str,
    subject: str,
    body: str,
    at: datetime,
    by: User | None = None,
    sender_name: str = "Bildungsnetz",
    language: str | None = None,
    not_before: datetime | None = None,
    calendar: CalendarAttachment | None = None,
) -> Message:
    """Put a message into the outbox; it leaves the house only if the surrounding transaction is kept.

    ``to`` is a person or a bare address; ``sender_name`` the name shown, such as "Bildungsnetz Kreis Mettmann".
    ``language`` is that of the text (default: the person's, otherwise German). The subject becomes one line,
    longer ones end in "…". ``by`` is None for the program's own messages.
    Raises: RuntimeError outside a transaction, since the news and its cause must stand or fall together;
    BadAddress if ``to`` is a text that is no address; ValueError if subject or body is empty.
    """
    if not connection.in_atomic_block:
        raise RuntimeError("queue_mail must be called inside the transaction of what the message tells")
    if not subject.strip() or not body.strip():
        raise ValueError("a message needs a subject and a text")
    person = to if isinstance(to, User) else None
    return Message.objects.create(
        to_address=person.email if person else _checked(str(to)),
        person=person,
        sender=_one_line(sender_name),
        language=language or (person.language if person else "de"),
        subject=_shortened(_one_line(subject)),
        body=body,
        calendar=calendar.text if calendar else "",
        calendar_method=calendar.method if calendar else "",
        queued_by=by,
        created_at=at,
        not_before=not_before or at,
    )


def _checked(address: str) -> str:
    try:
        validate_email(address.strip())
    except ValidationError:
        raise BadAddress(address) from None
    return address.strip()


def _one_line(words: str) -> str:
    # A line end in a header would let a title add headers of its own.
    return " ".join(words.split())


def _shortened(subject: str) -> str:
    return subject if len(subject) <= SUBJECT_LENGTH else subject[: SUBJECT_LENGTH - 1] + "…"
