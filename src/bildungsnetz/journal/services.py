"""Writing the journal; called by the services of other rooms inside their own transaction."""

import json
import secrets
from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any

from django.core.serializers.json import DjangoJSONEncoder
from django.db import connection, models, transaction

from bildungsnetz.accounts.models import User
from bildungsnetz.journal import chain as hashing
from bildungsnetz.journal.models import PLATFORM, Chain, Entry, Trace
from bildungsnetz.journal.retention import classification_of

__all__ = ["PLATFORM", "record", "trace_of"]


def record(
    *,
    chain: str,
    subject: models.Model,
    action: str,
    by: User | None,
    at: datetime,
    changes: Mapping[str, Any] | None = None,
    reason: str = "",
    about: User | None = None,
) -> Entry:
    """Append one entry to ``chain`` (a network's ``journal_chain``, or :data:`PLATFORM`).

    ``changes`` maps a field's name to ``[before, after]``; of a field that the subject's model classifies as
    personal only the name and a digest is stored, salted for ``about`` (the person concerned; default: the actor).
    Call it in the transaction of the change itself. ``by`` is None only for the program's own work.
    Raises: RuntimeError outside a transaction, since a change and its entry must stand or fall together.
    """
    if not connection.in_atomic_block:
        raise RuntimeError("journal.record must be called inside the transaction of the change")
    head = _locked_head(chain)
    entry = Entry(
        chain=chain,
        number=head.length + 1,
        at=at.astimezone(UTC),
        actor=by.key if by else None,
        action=action,
        subject_type=subject._meta.label_lower,
        subject_id=str(subject.pk),
        changes=_protected(changes or {}, subject=subject, salt=_salt(about or by)),
        reason=reason,
        reason_digest=hashing.salted_digest(_salt(by), reason) if reason else "",
        previous_hash=head.last_hash,
    )
    entry.hash = hashing.entry_hash(entry.hashed_content(), previous=entry.previous_hash)
    entry.save(force_insert=True)
    head.length, head.last_hash = entry.number, entry.hash
    head.save(update_fields=["length", "last_hash"])
    return entry


@transaction.atomic
def trace_of(person: User) -> Trace:
    """Return the tie between a person and the journal, made at first use."""
    trace, _ = Trace.objects.get_or_create(person=person, defaults={"key": person.key, "salt": secrets.token_bytes(32)})
    return trace


def _locked_head(chain: str) -> Chain:
    Chain.objects.get_or_create(name=chain, defaults={"last_hash": hashing.GENESIS})
    # Lock: two writers of one network must not both become its next entry; other networks do not wait.
    return Chain.objects.select_for_update().get(name=chain)


def _salt(person: User | None) -> bytes:
    return bytes(trace_of(person).salt) if person else b""


def _protected(changes: Mapping[str, Any], *, subject: models.Model, salt: bytes) -> dict[str, Any]:
    classification = classification_of(type(subject))
    personal = classification.personal if classification else frozenset()
    # As the database will give it back, so that the hash of today is the hash of the check.
    plain = json.loads(json.dumps(dict(changes), cls=DjangoJSONEncoder))
    return {
        name: {"digest": hashing.salted_digest(salt, value)} if name in personal else value
        for name, value in plain.items()
    }
