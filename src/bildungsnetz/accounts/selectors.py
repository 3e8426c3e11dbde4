"""What is known about a person's own sign-in; nobody else's is ever asked for."""

from dataclasses import dataclass

from allauth.mfa.models import Authenticator
from allauth.socialaccount.models import SocialAccount
from allauth.usersessions.models import UserSession

from bildungsnetz.accounts.models import User


@dataclass(frozen=True)
class SignInMethods:
    """The ways by which a person gets in, for the page "My account"."""

    password: bool
    passkeys: int
    authenticator_app: bool
    recovery_codes: bool
    services: int
    sign_ins: int


def sign_in_methods(person: User) -> SignInMethods:
    """Count the ways in; three queries however many there are."""
    types = list(Authenticator.objects.filter(user=person).values_list("type", flat=True))
    return SignInMethods(
        password=person.has_usable_password(),
        passkeys=types.count(Authenticator.Type.WEBAUTHN),
        authenticator_app=Authenticator.Type.TOTP in types,
        recovery_codes=Authenticator.Type.RECOVERY_CODES in types,
        services=SocialAccount.objects.filter(user=person).count(),
        sign_ins=UserSession.objects.filter(user=person).count(),
    )
