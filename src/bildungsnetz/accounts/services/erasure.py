"""Ending sign-ins, locking accounts, and erasing a person with everything that this room keeps."""

import logging
from collections.abc import Iterator
from datetime import datetime, timedelta
from typing import Any

from allauth.account.utils import user_pk_to_url_str
from allauth.usersessions.models import UserSession
from django.contrib.sessions.models import Session
from django.db import transaction
from django.db.models import Q

from bildungsnetz.accounts.models import SignedLink, User

logger = logging.getLogger(__name__)

LINKS_KEPT_FOR = timedelta(days=30)


@transaction.atomic
def end_sign_ins(*, person: User) -> int:
    """End every sign-in of a person on every device, at once; also one that waits for the second factor.

    Returns: how many were ended.
    """
    ended = Session.objects.filter(pk__in=list(_sessions_of(person))).delete()[0]
    UserSession.objects.filter(user=person).delete()
    return ended


@transaction.atomic
def deactivate(*, person: User, by: User | None, at: datetime) -> User:
    """Lock an account: all its sign-ins end at once, its open links are taken back, what it did stays.

    The room that decides about it writes the journal.
    """
    person.is_active = False
    person.save(update_fields=["is_active"])
    SignedLink.objects.filter(person=person, revoked_at=None).update(revoked_at=at)
    end_sign_ins(person=person)
    logger.info("account locked person=%s by=%s", person.key, by.key if by else None)
    return person


def reactivate(*, person: User, by: User | None) -> User:
    """Unlock an account; links taken back stay so."""
    person.is_active = True
    person.save(update_fields=["is_active"])
    logger.info("account unlocked person=%s by=%s", person.key, by.key if by else None)
    return person


@transaction.atomic
def erase_person(*, person: User, by: User | None, at: datetime) -> dict[str, int]:
    """Delete an account and everything of sign-in that belongs to it (Art. 17 GDPR).

    That is: sessions, passkeys and other second factors, linked sign-in services, mail addresses, links made for
    the person, invitations. Rooms above delete or detach what is theirs first; what they protect stops the erasure.
    Returns: deleted rows by model label, as proof without names.
    Raises: ProtectedError if another room still holds on to the person.
    """
    deleted = {"sessions.Session": end_sign_ins(person=person)}
    own = Q(person=person) | Q(subject=f"accounts.user:{person.pk}")
    for rows in (SignedLink.objects.filter(own), User.objects.filter(pk=person.pk)):
        for label, count in rows.delete()[1].items():
            deleted[label] = deleted.get(label, 0) + count
    logger.info("person erased by=%s at=%s rows=%s", by.key if by else None, at.isoformat(), sum(deleted.values()))
    return deleted


@transaction.atomic
def forget_the_past(*, at: datetime) -> dict[str, int]:
    """Delete what has served: expired sessions with the address and browser noted for them, links long over.

    Returns: deleted rows by model label.
    """
    over = at - LINKS_KEPT_FOR
    links = SignedLink.objects.filter(Q(expires_at__lt=over) | Q(revoked_at__lt=over)).filter(
        Q(invitation=None) | Q(invitation__accepted_at=None)
    )
    expired = Session.objects.filter(expire_date__lt=at)
    counts = {"sessions.Session": expired.delete()[0]}
    orphans = UserSession.objects.exclude(session_key__in=Session.objects.values("session_key"))
    counts["usersessions.UserSession"] = orphans.delete()[0]
    counts["accounts.SignedLink"] = links.delete()[1].get("accounts.SignedLink", 0)
    return counts


def _sessions_of(person: User) -> Iterator[str]:
    """Find the keys of all sessions that carry the person, signed in or half way there.

    The store has no column for it, so each one is decoded; this runs on erasure and locking only.
    """
    for session in Session.objects.iterator():
        if _carries(session.get_decoded(), person):
            yield session.session_key


def _carries(data: dict[str, Any], person: User) -> bool:
    pk = str(person.pk)
    signed_in = pk in (data.get("_auth_user_id"), data.get("_account_authentication_methods_user"))
    waiting = (data.get("account_login") or {}).get("user_pk") == user_pk_to_url_str(person)
    return signed_in or waiting or person.email in str(data)
