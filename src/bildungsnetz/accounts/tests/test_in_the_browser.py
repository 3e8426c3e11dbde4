import os
from pathlib import Path

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from allauth.mfa.totp.internal.auth import TOTP
from django.core import mail
from django.utils import timezone

from bildungsnetz.accounts import services
from bildungsnetz.accounts.tests.factories import PASSWORD, UserFactory
from bildungsnetz.accounts.tests.identity_provider import CLIENT_ID, CLIENT_SECRET, IdentityProvider

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.browser]
PICTURES = os.environ.get("BILDUNGSNETZ_PICTURES")


@pytest.fixture
def ada():
    return UserFactory(email="ada@example.org", full_name="Ada Beispiel", password=PASSWORD)


def picture(page, name):
    """Keep what the page looks like, where somebody asked for it."""
    if PICTURES:
        width = page.viewport_size["width"]
        page.screenshot(path=Path(PICTURES) / f"{name}-{width}.png", full_page=True)


def sign_in(page):
    page.goto("/anmelden?next=/konto")
    page.get_by_label("E-Mail-Adresse").fill("ada@example.org")
    page.get_by_label("Passwort", exact=True).fill(PASSWORD)
    page.get_by_role("main").get_by_role("button", name="Anmelden", exact=True).click()


def confirm(page):
    page.get_by_label("Passwort", exact=True).fill(PASSWORD)
    page.get_by_role("button", name="Bestätigen").click()


def with_authenticator(page):
    """Give the browser a device that knows its user by finger, as if it were built in."""
    session = page.context.new_cdp_session(page)
    session.send("WebAuthn.enable")
    options = {
        "protocol": "ctap2",
        "transport": "internal",
        "hasResidentKey": True,
        "hasUserVerification": True,
        "isUserVerified": True,
        "automaticPresenceSimulation": True,
    }
    return session, session.send("WebAuthn.addVirtualAuthenticator", {"options": options})["authenticatorId"]


@pytest.mark.browser_journey
def test_an_invited_person_opens_the_account_adds_a_passkey_and_signs_in_with_it_alone(page_at):
    invitation, token = services.invite(email="ada@example.org", full_name="Ada Beispiel", by=None, at=timezone.now())
    page = page_at(360)
    with_authenticator(page)

    page.goto(f"/einladung/{token}")
    page.get_by_label("Passwort wählen").fill(PASSWORD)
    page.get_by_label("Passwort noch einmal").fill(PASSWORD)
    page.get_by_role("button", name="Konto öffnen").click()
    page.get_by_role("link", name="Passkey anlegen").click()
    page.get_by_label("Name des Passkeys").fill("Telefon")
    page.get_by_role("button", name="Passkey anlegen").click()
    page.wait_for_url("**/konto/zweiter-faktor/codes")
    page.context.clear_cookies()
    page.goto("/anmelden?next=/konto/passkeys")
    page.get_by_role("button", name="Mit Passkey anmelden").click()
    page.get_by_text("zuletzt benutzt").wait_for()

    assert page.get_by_role("main").get_by_role("listitem").filter(has_text="Telefon").count() == 1
    kept = Authenticator.objects.get(type="webauthn")
    assert (kept.user, kept.last_used_at is not None) == (invitation.person, True)
    assert "Passkey angelegt" in [letter.subject for letter in mail.outbox]


def test_a_passkey_of_another_device_does_not_open_the_account_and_the_page_says_so(page_at, ada):
    page = page_at()
    with_authenticator(page)

    page.goto("/anmelden")
    page.get_by_role("button", name="Mit Passkey anmelden").click()

    page.get_by_text("Mit dem Passkey hat es nicht geklappt.").wait_for()
    assert page.url.endswith("/anmelden")


def test_a_passkey_serves_as_second_step_and_to_confirm(page_at, ada):
    page = page_at()
    with_authenticator(page)
    sign_in(page)
    page.goto("/konto/passkeys/neu")
    confirm(page)
    page.get_by_label("Allein damit anmelden, ohne Passwort").uncheck()
    page.get_by_role("button", name="Passkey anlegen").click()
    page.wait_for_url("**/konto/zweiter-faktor/codes")
    page.context.clear_cookies()

    sign_in(page)
    page.get_by_role("heading", name="Zweiter Schritt").wait_for()
    page.get_by_role("button", name="Passkey benutzen").click()
    page.wait_for_url("**/konto")
    page.goto("/anmelden/bestaetigen/passkey?next=/konto")
    page.get_by_role("button", name="Passkey benutzen").click()

    page.get_by_role("heading", name="Mein Konto").wait_for()


def test_a_passkey_is_renamed_and_removed(page_at, ada):
    page = page_at()
    with_authenticator(page)
    sign_in(page)
    page.goto("/konto/passkeys/neu")
    confirm(page)
    page.get_by_role("button", name="Passkey anlegen").click()
    page.wait_for_url("**/konto/zweiter-faktor/codes")

    page.goto("/konto/passkeys")
    page.get_by_role("link", name="Passkey 1 umbenennen").click()
    page.get_by_label("Name des Passkeys").fill("Rechner im Büro")
    page.get_by_role("button", name="Speichern").click()
    page.get_by_role("link", name="Rechner im Büro entfernen").click()
    page.get_by_role("button", name="Passkey entfernen").click()

    page.get_by_text("Sie haben noch keinen Passkey.").wait_for()
    assert Authenticator.objects.count() == 0


def test_sign_in_over_a_service_leads_through_the_browser_and_back(page_at, ada, settings):
    provider = IdentityProvider()
    provider.knows(email="ada@example.org", email_verified=True)
    app = {
        "provider_id": "zentral",
        "name": "Kreisanmeldung",
        "client_id": CLIENT_ID,
        "secret": CLIENT_SECRET,
        "settings": {"server_url": provider.issuer},
    }
    settings.SOCIALACCOUNT_PROVIDERS = {"openid_connect": {"OAUTH_PKCE_ENABLED": True, "APPS": [app]}}
    # What the settings do where a service is named in the environment.
    directives = settings.CONTENT_SECURITY_POLICY["DIRECTIVES"]
    settings.CONTENT_SECURITY_POLICY = {
        "DIRECTIVES": {**directives, "form-action": [*directives["form-action"], provider.issuer]}
    }
    page = page_at()

    page.goto("/anmelden?next=/konto")
    picture(page, "login-with-service")
    page.get_by_role("button", name="Anmelden mit: Kreisanmeldung").click()

    page.get_by_role("heading", name="Mein Konto").wait_for()
    provider.close()


def test_signing_in_and_changing_the_password_works_without_javascript(page_at, ada):
    page = page_at(javascript=False)
    sign_in(page)
    page.goto("/konto/passwort")
    page.get_by_label("Jetziges Passwort").fill(PASSWORD)
    page.get_by_label("Neues Passwort", exact=True).fill("Ein neuer Satz für Ada")
    page.get_by_label("Neues Passwort noch einmal").fill("Ein neuer Satz für Ada")
    page.get_by_role("button", name="Passwort ändern").click()

    page.get_by_text("Ihr Passwort ist geändert.").wait_for()
    ada.refresh_from_db()
    assert ada.check_password("Ein neuer Satz für Ada")


OPEN = [
    ("login", "/anmelden"),
    ("inactive", "/anmelden/gesperrt"),
    ("password_reset", "/passwort/vergessen"),
    ("password_reset_done", "/passwort/vergessen/gesendet"),
    ("password_reset_dead", "/passwort/neu/1-x"),
    ("password_reset_finished", "/passwort/neu/fertig"),
    ("service_cancelled", "/anmelden/dienst/abgebrochen"),
    ("service_error", "/anmelden/dienst/fehler"),
    ("invitation_over", "/einladung/nichts"),
]
OWN = [
    ("account", "/konto"),
    ("password_change", "/konto/passwort"),
    ("sessions", "/konto/anmeldungen"),
    ("services", "/konto/dienste"),
    ("second_factor", "/konto/zweiter-faktor"),
    ("totp_deactivate", "/konto/zweiter-faktor/app/abschalten"),
    ("recovery_codes", "/konto/zweiter-faktor/codes"),
    ("recovery_codes_generate", "/konto/zweiter-faktor/codes/neu"),
    ("passkeys", "/konto/passkeys"),
    ("passkey_add", "/konto/passkeys/neu"),
    ("reauthenticate", "/anmelden/bestaetigen"),
    ("reauthenticate_code", "/anmelden/bestaetigen/code"),
    ("reauthenticate_passkey", "/anmelden/bestaetigen/passkey"),
    ("logout", "/abmelden"),
]


def has_one_heading(page):
    return page.get_by_role("heading", level=1).count() == 1


@pytest.mark.parametrize("width", [1280, 360])
def test_pages_of_strangers_are_accessible(page_at, assert_accessible, width):
    _, token = services.invite(email="ada@example.org", full_name="Ada Beispiel", by=None, at=timezone.now())
    page = page_at(width, expected_errors=("404 (Not Found)", "401 (Unauthorized)"))

    for name, path in [*OPEN, ("invitation", f"/einladung/{token}")]:
        page.goto(path)
        picture(page, name)
        assert_accessible(page)
        assert has_one_heading(page), path
        assert page.evaluate("() => document.documentElement.scrollWidth") <= width, path


@pytest.mark.parametrize("width", [1280, 360])
def test_forms_with_errors_are_accessible(page_at, assert_accessible, width, ada):
    page = page_at(width)
    page.goto("/anmelden")
    page.get_by_label("E-Mail-Adresse").fill("ada@example.org")
    page.get_by_label("Passwort", exact=True).fill("falsch")
    page.get_by_role("main").get_by_role("button", name="Anmelden", exact=True).click()

    page.get_by_text("passen nicht zusammen").wait_for()
    picture(page, "login-error")
    assert_accessible(page)


@pytest.mark.parametrize("width", [1280, 360])
def test_pages_of_ones_own_account_are_accessible(page_at, assert_accessible, width, ada):
    page = page_at(width)
    with_authenticator(page)
    sign_in(page)
    page.goto("/konto/zweiter-faktor/app")
    picture(page, "reauthenticate-first")
    confirm(page)
    picture(page, "totp_activate")
    assert_accessible(page)
    page.goto("/konto/passkeys/neu")
    page.get_by_role("button", name="Passkey anlegen").click()
    page.wait_for_url("**/konto/zweiter-faktor/codes")
    TOTP.activate(ada, "JBSWY3DPEHPK3PXP")
    RecoveryCodes.activate(ada)
    passkey = Authenticator.objects.get(type="webauthn")
    more = [
        ("passkey_edit", f"/konto/passkeys/{passkey.pk}/name"),
        ("passkey_remove", f"/konto/passkeys/{passkey.pk}/entfernen"),
    ]

    for name, path in [*OWN, *more]:
        page.goto(path)
        picture(page, name)
        assert_accessible(page)
        assert has_one_heading(page), path
        assert page.evaluate("() => document.documentElement.scrollWidth") <= width, path
    page.context.clear_cookies()
    sign_in(page)
    page.get_by_role("heading", name="Zweiter Schritt").wait_for()
    picture(page, "second_step")
    assert_accessible(page)
