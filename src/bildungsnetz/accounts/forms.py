"""Forms of sign-in: the library's checks under our words, hints and autocomplete tokens."""

from typing import Any

from allauth.account import forms as library
from allauth.account.adapter import get_adapter
from allauth.mfa.base import forms as second_factor
from allauth.mfa.totp.forms import ActivateTOTPForm
from allauth.mfa.webauthn import forms as passkeys
from django import forms
from django.utils.translation import gettext_lazy as _

from bildungsnetz.accounts.models import User

DIFFERENT = _("The two passwords differ. Please enter the same one twice.")
PASSWORD_HINT = _("At least 12 characters. A whole sentence is easier to remember than a jumble of signs.")


class InOurWords(forms.Form):
    """Puts labels and hints over the library's fields and takes the placeholders, which vanish while one types."""

    labels: dict[str, Any] = {}
    hints: dict[str, Any] = {}
    autocomplete: dict[str, str] = {}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name, field in self.fields.items():
            field.widget.attrs.pop("placeholder", None)
            field.label = self.labels.get(name, field.label)
            field.help_text = self.hints.get(name, "")
            if name in self.autocomplete:
                field.widget.attrs["autocomplete"] = self.autocomplete[name]


class SamePasswordTwice(InOurWords):
    """Words what the library says when two passwords differ."""

    def clean(self) -> dict[str, Any]:
        """Replace the library's sentence; the check itself stays the library's."""
        data: dict[str, Any] = super().clean() or {}
        both = [self[name].data for name in ("password1", "password2")]
        if "password1" in data and all(both) and both[0] != both[1]:
            self.errors["password2"] = self.error_class([str(DIFFERENT)])
        return data


class SignInForm(InOurWords, library.LoginForm):
    """E-mail address and password."""

    labels = {"login": _("E-mail address"), "password": _("Password")}
    autocomplete = {"login": "username"}


class ChangePasswordForm(SamePasswordTwice, library.ChangePasswordForm):
    """Old and new password."""

    labels = {
        "oldpassword": _("Current password"),
        "password1": _("New password"),
        "password2": _("New password once more"),
    }
    hints = {"password1": PASSWORD_HINT}


class SetPasswordForm(SamePasswordTwice, library.SetPasswordForm):
    """A first password for a person who signs in by other means."""

    labels = {"password1": _("New password"), "password2": _("New password once more")}
    hints = {"password1": PASSWORD_HINT}


class ForgottenPasswordForm(InOurWords, library.ResetPasswordForm):
    """The address that the link to a new password is sent to."""

    labels = {"email": _("E-mail address")}


class NewPasswordForm(SamePasswordTwice, library.ResetPasswordKeyForm):
    """A new password, chosen over the link in the mail."""

    labels = {"password1": _("New password"), "password2": _("New password once more")}
    hints = {"password1": PASSWORD_HINT}


class ConfirmByPasswordForm(InOurWords, library.ReauthenticateForm):
    """The password once more, before something weighty."""

    labels = {"password": _("Password")}


class SecondFactorForm(InOurWords, second_factor.AuthenticateForm):
    """The code of the app, or one of the recovery codes."""

    labels = {"code": _("Code")}
    hints = {"code": _("Six digits from the app, or one of your recovery codes.")}


class ConfirmBySecondFactorForm(InOurWords, second_factor.ReauthenticateForm):
    """The code once more, before something weighty."""

    labels = {"code": _("Code")}
    hints = {"code": _("Six digits from the app, or one of your recovery codes.")}


class ConnectAppForm(InOurWords, ActivateTOTPForm):
    """The first code of a freshly connected app."""

    labels = {"code": _("Code from the app")}
    hints = {"code": _("Six digits; the app shows new ones every 30 seconds.")}


class AddPasskeyForm(InOurWords, passkeys.AddWebAuthnForm):
    """A new passkey with its name."""

    labels = {"name": _("Name of the passkey"), "passwordless": _("Sign in with it alone, without password")}
    hints = {
        "name": _("To tell your passkeys apart, for example: office computer."),
        "passwordless": _("The device then asks for your finger, your face or a PIN."),
    }
    autocomplete = {"name": "off"}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["passwordless"].initial = True


class RenamePasskeyForm(InOurWords, passkeys.EditWebAuthnForm):
    """Another name for a passkey."""

    labels = {"name": _("Name of the passkey")}
    autocomplete = {"name": "off"}


class InvitationForm(forms.Form):
    """The first password of an invited person; checked like every password."""

    password1 = forms.CharField(
        label=_("Choose a password"),
        strip=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
        help_text=PASSWORD_HINT,
    )
    password2 = forms.CharField(
        label=_("Password once more"),
        strip=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
    )

    def __init__(self, *args: Any, person: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.person = person

    def clean_password1(self) -> str:
        """Check the password against the rules, also against the person's name and address."""
        return str(get_adapter().clean_password(self.cleaned_data["password1"], self.person))

    def clean(self) -> dict[str, Any]:
        """Check that both passwords are the same."""
        data: dict[str, Any] = super().clean() or {}
        if "password1" in data and "password2" in data and data["password1"] != data["password2"]:
            self.add_error("password2", DIFFERENT)
        return data


class ProfileForm(forms.ModelForm[User]):
    """Name and language, which a person changes on their own."""

    class Meta:
        model = User
        fields = ["full_name", "language"]
        labels = {"full_name": _("Name"), "language": _("Language")}
        widgets = {"full_name": forms.TextInput(attrs={"autocomplete": "name"}), "language": forms.RadioSelect}
