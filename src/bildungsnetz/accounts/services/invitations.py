"""Invitations: the only way to an account, since nobody registers on their own."""

from datetime import datetime, timedelta

from django.db import transaction

from bildungsnetz.accounts.models import Invitation, User
from bildungsnetz.accounts.services.links import LinkRevoked, LinkUsed, issue_link, open_link, revoke_link, use_link
from bildungsnetz.accounts.services.people import confirm_address

PURPOSE = "invitation"
VALID_FOR = timedelta(days=14)


class AlreadySignedUp(Exception):
    """The person has opened the account already; there is nothing to invite to."""

    def __init__(self, person: User) -> None:
        super().__init__(person.pk)
        self.person = person


@transaction.atomic
def invite(
    *,
    email: str,
    full_name: str,
    by: User | None,
    at: datetime,
    language: str = "de",
    valid_for: timedelta = VALID_FOR,
) -> tuple[Invitation, str]:
    """Open an account without password for an address and return the invitation with the token of its link.

    The caller sends the mail: address ``/einladung/<token>``, route ``accounts:invitation``. A second invitation
    to the same address takes back the first link and keeps the name the person is known by.
    Raises: AlreadySignedUp if the person has chosen a password (``person`` is in it, to give them a role).
    """
    person = User.objects.filter(email=email.strip().lower()).first()
    if person is None:
        person = User.objects.create_user(email, full_name=full_name, language=language)
    elif person.has_usable_password():
        raise AlreadySignedUp(person)
    for earlier in Invitation.objects.filter(person=person, accepted_at=None).select_related("link"):
        revoke_link(link=earlier.link, at=at)
    link, token = issue_link(
        purpose=PURPOSE, subject=f"accounts.user:{person.pk}", person=person, expires_at=at + valid_for, by=by, at=at
    )
    return Invitation.objects.create(person=person, link=link), token


def invitation_behind(*, token: str, at: datetime) -> Invitation:
    """Return the open invitation of a link without using it up.

    Raises: LinkUnknown, LinkExpired, LinkRevoked, LinkUsed; also if the account was locked or opened meanwhile.
    """
    link = open_link(token=token, purpose=PURPOSE, at=at)
    return _still_open(link.invitation)


@transaction.atomic
def accept_invitation(*, token: str, password: str, at: datetime) -> User:
    """Open the account: set the password and note that mail to the address arrives.

    Raises: LinkUnknown, LinkExpired, LinkRevoked, LinkUsed.
    """
    invitation = _still_open(use_link(token=token, purpose=PURPOSE, at=at).invitation)
    person = invitation.person
    person.set_password(password)
    person.save(update_fields=["password"])
    confirm_address(person=person)
    close_invitations(person=person, at=at)
    return person


def close_invitations(*, person: User, at: datetime) -> None:
    """Note that the person is in, by whatever door: no invitation of theirs waits any more."""
    Invitation.objects.filter(person=person, accepted_at=None).update(accepted_at=at)


def _still_open(invitation: Invitation) -> Invitation:
    if not invitation.person.is_active:
        raise LinkRevoked
    # A password chosen by way of "forgotten password" must not be overwritten by an old invitation in the mailbox.
    if invitation.accepted_at is not None or invitation.person.has_usable_password():
        raise LinkUsed
    return invitation
