"""Signed links: the one mechanism for everything that is opened by a token instead of an account."""

import hashlib
import hmac
import secrets
from datetime import datetime

from django.db import transaction
from django.db.models import F

from bildungsnetz.accounts.models import SignedLink, User

TOKEN_BYTES = 32


class LinkProblem(Exception):
    """A token opens nothing; the subclasses say why, for the log and the caller, not for the person at the door."""


class LinkUnknown(LinkProblem):
    """No link has this token, or it was made for another purpose."""


class LinkExpired(LinkProblem):
    """The time of the link is over."""


class LinkRevoked(LinkProblem):
    """Somebody has taken the link back."""


class LinkUsed(LinkProblem):
    """The link has been used as often as it may be."""


def issue_link(
    *,
    purpose: str,
    subject: str,
    expires_at: datetime,
    by: User | None,
    at: datetime,
    person: User | None = None,
    max_uses: int | None = 1,
) -> tuple[SignedLink, str]:
    """Make a link and return it with its token, which is told this once and stored nowhere.

    ``purpose`` is a word of the calling room (at most 40 characters), ``subject`` names the one object it opens, for
    example ``networks.network:12`` (at most 120). ``max_uses`` None means: as often as one likes until it expires.
    ``by`` is None only for the program's own work. Raises: ValueError if it would expire before it begins.
    """
    if expires_at <= at:
        raise ValueError("a link must expire after it was made")
    token = secrets.token_urlsafe(TOKEN_BYTES)
    link = SignedLink.objects.create(
        purpose=purpose,
        subject=subject,
        person=person,
        token_hash=_digest(token),
        created_at=at,
        created_by=by,
        expires_at=expires_at,
        max_uses=max_uses,
    )
    return link, token


def open_link(*, token: str, purpose: str, at: datetime) -> SignedLink:
    """Return the link that ``token`` opens, without counting a use (see :func:`use_link`).

    Raises: LinkUnknown, LinkRevoked, LinkExpired, LinkUsed.
    """
    digest = _digest(token)
    # The database compares hashes of 256 random bits: how long it takes tells nothing about any token.
    link = SignedLink.objects.select_related("person").filter(token_hash=digest, purpose=purpose).first()
    if link is None or not hmac.compare_digest(link.token_hash, digest):
        raise LinkUnknown
    if link.revoked_at is not None:
        raise LinkRevoked
    if link.expires_at <= at:
        raise LinkExpired
    if link.max_uses is not None and link.use_count >= link.max_uses:
        raise LinkUsed
    return link


@transaction.atomic
def use_link(*, token: str, purpose: str, at: datetime) -> SignedLink:
    """Open a link and count the use; of two people who use the last one in the same second, one gets LinkUsed.

    Raises: LinkUnknown, LinkRevoked, LinkExpired, LinkUsed.
    """
    link = open_link(token=token, purpose=purpose, at=at)
    # The count read above is part of the condition, so it works without a row lock (SQLite has none).
    unchanged = SignedLink.objects.filter(pk=link.pk, revoked_at=None, use_count=link.use_count)
    if not unchanged.update(use_count=F("use_count") + 1, used_at=at):
        raise LinkUsed
    link.refresh_from_db()
    return link


def revoke_link(*, link: SignedLink, at: datetime) -> SignedLink:
    """Take a link back; taking it back twice keeps the first time."""
    SignedLink.objects.filter(pk=link.pk, revoked_at=None).update(revoked_at=at)
    link.refresh_from_db()
    return link


def _digest(token: str) -> str:
    return hashlib.sha256(token.encode()).hexdigest()
