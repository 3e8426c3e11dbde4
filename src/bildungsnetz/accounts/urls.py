"""Addresses of sign-in and of one's own account.

The library's views stand here one by one under German addresses and keep the library's names, by which it finds them.
What is not listed does not exist: registration, a second address, sign-in by a code sent by mail.
"""

from allauth.account import views as account_views
from allauth.mfa.base import views as mfa_views
from allauth.mfa.recovery_codes import views as recovery_views
from allauth.mfa.totp import views as totp_views
from allauth.mfa.webauthn import views as passkey_views
from allauth.socialaccount import views as social_views
from allauth.socialaccount.providers.openid_connect import views as oidc_views
from allauth.usersessions import views as session_views
from django.urls import include, path, re_path
from django.urls.resolvers import URLPattern, URLResolver

from bildungsnetz.accounts import views

own = [
    path("konto", views.account, name="account"),
    path("einladung/<str:token>", views.invitation, name="invitation"),
]

coming_and_going = [
    path("anmelden", account_views.login, name="account_login"),
    path("anmelden/code", mfa_views.authenticate, name="mfa_authenticate"),
    path("anmelden/passkey", passkey_views.login_webauthn, name="mfa_login_webauthn"),
    path("anmelden/gesperrt", account_views.account_inactive, name="account_inactive"),
    path("anmelden/bestaetigen", account_views.reauthenticate, name="account_reauthenticate"),
    path("anmelden/bestaetigen/code", mfa_views.reauthenticate, name="mfa_reauthenticate"),
    path("anmelden/bestaetigen/passkey", passkey_views.reauthenticate_webauthn, name="mfa_reauthenticate_webauthn"),
    path("anmelden/dienst/abgebrochen", social_views.login_cancelled, name="socialaccount_login_cancelled"),
    path("anmelden/dienst/fehler", social_views.login_error, name="socialaccount_login_error"),
    path("anmelden/dienst/<slug:provider_id>", oidc_views.login, name="openid_connect_login"),
    path("anmelden/dienst/<slug:provider_id>/antwort", oidc_views.callback, name="openid_connect_callback"),
    path("abmelden", account_views.logout, name="account_logout"),
]

password = [
    path("passwort/vergessen", account_views.password_reset, name="account_reset_password"),
    path("passwort/vergessen/gesendet", account_views.password_reset_done, name="account_reset_password_done"),
    path(
        "passwort/neu/fertig", account_views.password_reset_from_key_done, name="account_reset_password_from_key_done"
    ),
    re_path(
        r"^passwort/neu/(?P<uidb36>[0-9A-Za-z]+)-(?P<key>.+)$",
        account_views.password_reset_from_key,
        name="account_reset_password_from_key",
    ),
    path("konto/passwort", account_views.password_change, name="account_change_password"),
    path("konto/passwort/erstes", account_views.password_set, name="account_set_password"),
]

second_factor = [
    path("konto/zweiter-faktor", mfa_views.index, name="mfa_index"),
    path("konto/zweiter-faktor/app", totp_views.activate_totp, name="mfa_activate_totp"),
    path("konto/zweiter-faktor/app/abschalten", totp_views.deactivate_totp, name="mfa_deactivate_totp"),
    path("konto/zweiter-faktor/codes", recovery_views.view_recovery_codes, name="mfa_view_recovery_codes"),
    path("konto/zweiter-faktor/codes/neu", recovery_views.generate_recovery_codes, name="mfa_generate_recovery_codes"),
    path(
        "konto/zweiter-faktor/codes/datei", recovery_views.download_recovery_codes, name="mfa_download_recovery_codes"
    ),
    path("konto/passkeys", passkey_views.list_webauthn, name="mfa_list_webauthn"),
    path("konto/passkeys/neu", passkey_views.add_webauthn, name="mfa_add_webauthn"),
    path("konto/passkeys/<int:pk>/name", passkey_views.edit_webauthn, name="mfa_edit_webauthn"),
    path("konto/passkeys/<int:pk>/entfernen", passkey_views.remove_webauthn, name="mfa_remove_webauthn"),
]

elsewhere = [
    path("konto/anmeldungen", session_views.list_usersessions, name="usersessions_list"),
    path("konto/dienste", social_views.connections, name="socialaccount_connections"),
]

urlpatterns: list[URLPattern | URLResolver] = [
    *coming_and_going,
    *password,
    *second_factor,
    *elsewhere,
    path("", include((own, "accounts"))),
]
