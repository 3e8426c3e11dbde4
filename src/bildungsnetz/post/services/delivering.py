"""Taking messages out of the outbox and sending them, each at most once."""

import logging
from collections import Counter
from dataclasses import dataclass
from datetime import datetime, timedelta
from smtplib import SMTPException, SMTPRecipientsRefused
from typing import Any
from uuid import UUID

from django.conf import settings
from django.core.mail import EmailMultiAlternatives, get_connection
from django.core.mail.backends.base import BaseEmailBackend
from django.db import transaction

from bildungsnetz.accounts.models import User
from bildungsnetz.journal.services import PLATFORM, record
from bildungsnetz.post.models import Message, State
from bildungsnetz.post.services.composing import as_mail

logger = logging.getLogger(__name__)

# Waiting times after the first, second, ... failed attempt; after the last attempt the message counts as failed.
BACKOFF = (timedelta(minutes=2), timedelta(minutes=15), timedelta(hours=1), timedelta(hours=6))
ATTEMPTS = len(BACKOFF) + 1
# Longer than the connection to a mail server may last; whoever holds a message longer has died.
GIVEN_UP_AFTER = timedelta(minutes=30)
AT_ONCE = 500
ERROR_LENGTH = 300
INTERRUPTED = "interrupted while sending; it is not known whether the message left"


@dataclass(frozen=True)
class Counts:
    """What one delivery did, in messages."""

    sent: int = 0
    kept: int = 0
    postponed: int = 0
    failed: int = 0
    bounced: int = 0


def deliver_due(*, at: datetime, limit: int = AT_ONCE) -> Counts:
    """Send what is due, at most ``limit`` messages, and say what became of them.

    Each message is first taken (in a transaction of its own), then sent: a second worker does not take it again, and
    a message whose worker died is marked failed instead of being sent a second time. A failed attempt is repeated
    four times over about seven hours; then the message is failed and shown to the operator. A mail server that
    refuses the recipient for good makes the message bounced at once. The demonstration keeps messages unsent.
    Raises: RuntimeError inside a transaction, since what was sent cannot be rolled back.
    """
    tally = Counter({State.FAILED: _give_up_interrupted(at=at)})
    with _Carrier() as carrier:
        for _ in range(limit):
            message = _take_next(at=at)
            if message is None:
                break
            tally[_deliver(message, carrier=carrier, at=at)] += 1
    counts = Counts(
        sent=tally[State.SENT],
        kept=tally[State.KEPT],
        postponed=tally[State.QUEUED],
        failed=tally[State.FAILED],
        bounced=tally[State.BOUNCED],
    )
    if counts != Counts():
        logger.info("messages delivered %s", counts)
    return counts


def record_bounce(*, key: UUID, at: datetime, reason: str) -> Message:
    """Note that a sent message came back; ``key`` is the part before the @ of its Message-ID.

    Raises: Message.DoesNotExist if no sent message has that key.
    """
    with transaction.atomic():
        message = Message.objects.select_for_update().get(key=key, state__in=[State.SENT, State.BOUNCED])
        message.state = State.BOUNCED
        message.tried_at = at
        message.last_error = reason[:ERROR_LENGTH]
        message.save(update_fields=["state", "tried_at", "last_error"])
    return message


def send_again(*, message: Message, by: User, at: datetime) -> Message:
    """Queue a failed or returned message once more, with a full number of attempts before it.

    Raises: Message.DoesNotExist if it is neither failed nor returned (any more).
    """
    with transaction.atomic():
        locked = Message.objects.select_for_update().get(pk=message.pk, state__in=[State.FAILED, State.BOUNCED])
        before = locked.state
        locked.state, locked.not_before = State.QUEUED, at
        locked.attempts, locked.last_error, locked.sent_at = 0, "", None
        locked.save(update_fields=["state", "not_before", "attempts", "last_error", "sent_at"])
        record(
            chain=PLATFORM,
            subject=locked,
            action="message queued again",
            by=by,
            at=at,
            changes={"state": [before, State.QUEUED]},
        )
    return locked


class _Carrier:
    """The connection to the mail server: opened for the first message, opened anew after a failure."""

    def __init__(self) -> None:
        self._backend: BaseEmailBackend | None = None

    def __enter__(self) -> "_Carrier":
        return self

    def __exit__(self, *_: object) -> None:
        self.drop()

    def carry(self, mail: EmailMultiAlternatives) -> None:
        if self._backend is None:
            self._backend = get_connection()
            self._backend.open()
        mail.connection = self._backend
        mail.send()

    def drop(self) -> None:
        backend, self._backend = self._backend, None
        if backend is not None:
            backend.close()


def _give_up_interrupted(*, at: datetime) -> int:
    stuck = Message.objects.filter(state=State.SENDING, tried_at__lte=at - GIVEN_UP_AFTER)
    return stuck.update(state=State.FAILED, last_error=INTERRUPTED)


def _take_next(*, at: datetime) -> Message | None:
    # durable: inside another transaction the taking could be rolled back after the message has left.
    with transaction.atomic(durable=True):
        # PostgreSQL passes over what another worker is just taking; on SQLite (no row locks) writers queue.
        due = Message.objects.select_for_update(skip_locked=True).filter(state=State.QUEUED, not_before__lte=at)
        message = due.order_by("not_before", "pk").first()
        if message is None:
            return None
        message.state = State.KEPT if settings.DEMO else State.SENDING
        message.tried_at = at
        message.attempts += 1
        message.save(update_fields=["state", "tried_at", "attempts"])
    return message


def _deliver(message: Message, *, carrier: _Carrier, at: datetime) -> State:
    if message.state == State.KEPT:
        return State.KEPT
    try:
        carrier.carry(as_mail(message))
    except (OSError, SMTPException) as problem:
        carrier.drop()
        if _is_final(problem):
            return _finish(message, State.BOUNCED, last_error=_wording(problem))
        return _postpone(message, at=at, error=_wording(problem))
    except ValueError as problem:
        # The message itself cannot be written (an address the mail format does not know): trying again is no use.
        return _finish(message, State.FAILED, last_error=_wording(problem))
    return _finish(message, State.SENT, sent_at=at, last_error="")


def _is_final(problem: Exception) -> bool:
    """Tell whether the server said no to the recipient for good (RFC 5321: replies from 500 on)."""
    return isinstance(problem, SMTPRecipientsRefused) and all(code >= 500 for code, _ in problem.recipients.values())


def _wording(problem: Exception) -> str:
    return f"{type(problem).__name__}: {problem}"[:ERROR_LENGTH]


def _postpone(message: Message, *, at: datetime, error: str) -> State:
    if message.attempts >= ATTEMPTS:
        return _finish(message, State.FAILED, last_error=error)
    return _finish(message, State.QUEUED, last_error=error, not_before=at + BACKOFF[message.attempts - 1])


def _finish(message: Message, state: State, **changes: Any) -> State:
    # By update: the person may have been erased meanwhile, and the message with it; then there is nothing to note.
    Message.objects.filter(pk=message.pk).update(state=state, **changes)
    return state
