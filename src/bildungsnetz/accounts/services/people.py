"""What people change about themselves, and what sign-in learns about them."""

from allauth.account.models import EmailAddress
from django.db import transaction

from bildungsnetz.accounts.models import User


def change_profile(*, person: User, full_name: str, language: str) -> User:
    """Change how a person is named and in which language the pages greet them."""
    person.full_name = full_name
    person.language = language
    person.save(update_fields=["full_name", "language"])
    return person


def choose_language(*, person: User, language: str) -> None:
    """Remember the language a person chose with the switch on the page."""
    person.language = language
    person.save(update_fields=["language"])


@transaction.atomic
def confirm_address(*, person: User) -> None:
    """Record that a person receives mail at the address of the account: a link sent there was used.

    The table belongs to the sign-in library, which asks it before it links a sign-in service to an account.
    """
    EmailAddress.objects.update_or_create(user=person, email=person.email, defaults={"verified": True, "primary": True})
