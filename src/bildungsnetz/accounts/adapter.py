"""How the sign-in library behaves here: nobody registers, limits answer with a page, mails are in our words."""

import logging
from base64 import urlsafe_b64encode
from hashlib import sha256
from smtplib import SMTPException
from typing import Any, NoReturn

from allauth.account.adapter import DefaultAccountAdapter
from allauth.account.internal.flows.login import get_authentication_records
from allauth.core import context
from allauth.core.exceptions import ImmediateHttpResponse
from allauth.core.ratelimit import respond_429
from allauth.mfa.adapter import DefaultMFAAdapter
from allauth.mfa.models import Authenticator
from allauth.socialaccount.adapter import DefaultSocialAccountAdapter
from allauth.socialaccount.models import SocialLogin
from allauth.socialaccount.providers.base import AuthProcess
from allauth.socialaccount.providers.oauth2.client import OAuth2Error
from cryptography.fernet import Fernet, MultiFernet
from django.conf import settings
from django.contrib import messages
from django.contrib.auth.models import AnonymousUser
from django.core.exceptions import ValidationError
from django.http import HttpRequest
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from bildungsnetz.accounts import services
from bildungsnetz.accounts.models import User

logger = logging.getLogger(__name__)

LIMITED = ("too_many_login_attempts", "rate_limited")
# As long as the longest of the limits in settings.py runs.
RETRY_AFTER_SECONDS = 300


def refuse_for_now() -> NoReturn:
    """Answer with the page that asks for patience (status 429), whatever form was being checked."""
    response = respond_429(context.request)
    response["Retry-After"] = str(RETRY_AFTER_SECONDS)
    raise ImmediateHttpResponse(response)


class AccountAdapter(DefaultAccountAdapter):
    """Sign-in by password: closed to strangers."""

    error_messages = DefaultAccountAdapter.error_messages | {
        "email_password_mismatch": _("E-mail address and password do not match. Please check both."),
        "enter_current_password": _("This is not your current password. Please enter it again."),
        "incorrect_password": _("This is not your password. Please enter it again."),
        "incorrect_code": _("This code is not right, or no longer. Please enter the one shown now."),
        "account_inactive": _("This account is locked."),
    }

    def is_open_for_signup(self, request: HttpRequest) -> bool:  # noqa: ARG002  the library hands it over
        """Nobody registers: accounts come from invitations."""
        return False

    def validation_error(self, code: str, *args: Any) -> ValidationError:
        """Word an error; where a limit is reached, answer with status 429 instead of a line in the form."""
        if code in LIMITED:
            refuse_for_now()
        return super().validation_error(code, *args)

    def set_password(self, user: User, password: str) -> None:
        """Set a password chosen over a link in a mail, which proves the address and ends waiting invitations."""
        super().set_password(user, password)
        services.confirm_address(person=user)
        services.close_invitations(person=user, at=timezone.now())

    def get_reauthentication_methods(self, user: User | AnonymousUser) -> list[dict[str, str]]:
        """Word the ways to confirm that it is oneself."""
        words = {
            "reauthenticate": gettext("With your password"),
            "mfa_reauthenticate": gettext("With a code from the app or a recovery code"),
            "mfa_reauthenticate:webauthn": gettext("With a passkey"),
        }
        return [way | {"description": words[way["id"]]} for way in super().get_reauthentication_methods(user)]

    def get_password_change_redirect_url(self, request: HttpRequest) -> str:  # noqa: ARG002  the library hands it over
        """After a new password: back to one's account."""
        return reverse("accounts:account")

    def send_mail(self, template_prefix: str, email: str, context: dict[str, Any]) -> None:
        """Send a mail in the language of the person it goes to."""
        person = context.get("user") or User.objects.filter(email=email).first()
        with translation.override(person.language if person else translation.get_language()):
            super().send_mail(template_prefix, email, {**context, "user": person})

    def send_notification_mail(self, *args: Any, **kwargs: Any) -> None:
        """Tell a person that something about the sign-in changed; a broken mail server must not undo the change."""
        try:
            super().send_notification_mail(*args, **kwargs)
        except (SMTPException, OSError):
            logger.exception("notice about a changed sign-in was not sent")


class MFAAdapter(DefaultMFAAdapter):
    """Second factors: secrets are encrypted, and the last one stays where the operator asks for one."""

    error_messages = DefaultMFAAdapter.error_messages | {
        "incorrect_code": _("This code is not right, or no longer. Please enter the one shown now."),
        "cannot_delete_authenticator": _(
            "A second factor is required here, and this is your only one. Please add another one first."
        ),
        "cannot_generate_recovery_codes": _("Recovery codes need a second factor first: a passkey or an app."),
    }

    def encrypt(self, text: str) -> str:
        """Encrypt a secret with a key drawn from the program's secret key."""
        return _cipher().encrypt(text.encode()).decode()

    def decrypt(self, encrypted_text: str) -> str:
        """Decrypt a secret; earlier secret keys of the program still open it."""
        return _cipher().decrypt(encrypted_text.encode()).decode()

    def can_delete_authenticator(self, authenticator: Authenticator) -> bool:
        """Say whether a factor may go: not the last one where a second factor is required."""
        if not settings.REQUIRE_SECOND_FACTOR:
            return True
        others = Authenticator.objects.filter(user=authenticator.user).exclude(pk=authenticator.pk)
        return others.exclude(type=Authenticator.Type.RECOVERY_CODES).exists()

    def generate_authenticator_name(self, user: User, type: Authenticator.Type) -> str:
        """Propose a name for a passkey."""
        count = Authenticator.objects.filter(user=user, type=type).count()
        return gettext("Passkey %(number)d") % {"number": count + 1}


class SocialAdapter(DefaultSocialAccountAdapter):
    """Sign-in over the operator's own service: known people only, and no more of their data than needed."""

    error_messages = DefaultSocialAccountAdapter.error_messages | {
        "no_password": _("Without this service you could no longer sign in. Please choose a password first."),
    }

    def pre_social_login(self, request: HttpRequest, sociallogin: SocialLogin) -> None:
        """Let people link only what is theirs: the service must have verified the address of their account."""
        linking = sociallogin.state.get("process") == AuthProcess.CONNECT
        if linking and not (sociallogin.is_existing and sociallogin.user == request.user):
            messages.error(request, gettext("The service does not confirm the e-mail address of your account."))
            raise ImmediateHttpResponse(redirect("socialaccount_connections"))

    def is_open_for_signup(self, request: HttpRequest, sociallogin: SocialLogin) -> bool:  # noqa: ARG002  theirs
        """Nobody is created by signing in over a service."""
        return False

    def populate_user(self, request: HttpRequest, sociallogin: SocialLogin, data: dict[str, Any]) -> Any:
        """Check the answer of the service, then drop what it told beyond the address."""
        claims = sociallogin.account.extra_data
        token, userinfo = claims.get("id_token"), claims.get("userinfo")
        # OpenID Connect Core 5.3.2: an answer about somebody else must not be used.
        if token and userinfo and token.get("sub") != userinfo.get("sub"):
            raise OAuth2Error("the service answered about somebody else")
        sociallogin.account.extra_data = {}
        return super().populate_user(request, sociallogin, data)

    def authenticate_by_email(self, sociallogin: SocialLogin) -> tuple[User, str] | None:
        """Find the person by an address that the service has verified.

        The word "false" is no yes: some services send texts where the standard asks for true or false.
        """
        for address in sociallogin.email_addresses:
            address.verified = address.verified is True or address.verified == "true"
        found: tuple[User, str] | None = super().authenticate_by_email(sociallogin)
        if found is not None:
            services.confirm_address(person=found[0])
            services.close_invitations(person=found[0], at=timezone.now())
        return found


def has_second_factor(request: HttpRequest) -> bool:
    """Say whether the signed-in person has a second factor, or came in over a service that looks after it."""
    if Authenticator.objects.filter(user=request.user).exclude(type=Authenticator.Type.RECOVERY_CODES).exists():
        return True
    return any(entry.get("method") == "socialaccount" for entry in get_authentication_records(request, request.user))


def _cipher() -> MultiFernet:
    keys = [str(key) for key in (settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS)]
    return MultiFernet([Fernet(urlsafe_b64encode(sha256(f"second factor {key}".encode()).digest())) for key in keys])
