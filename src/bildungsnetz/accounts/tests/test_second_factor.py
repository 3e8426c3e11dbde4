import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import TOTP, format_hotp_value, hotp_value, yield_hotp_counters_from_time
from django.contrib.auth import get_user
from django.core import mail
from django.db import connection

from bildungsnetz.accounts.tests.factories import PASSWORD, UserFactory

pytestmark = pytest.mark.django_db
SECRET = "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP"


@pytest.fixture
def ada():
    return UserFactory(email="ada@example.org", full_name="Ada Beispiel", password=PASSWORD)


def code_of_the_app(secret):
    return format_hotp_value(hotp_value(secret, next(yield_hotp_counters_from_time())))


def sign_in(client, *, reauthenticated=False):
    answer = client.post("/anmelden", {"login": "ada@example.org", "password": PASSWORD})
    if reauthenticated:
        client.post("/anmelden/bestaetigen", {"password": PASSWORD})
    return answer


@pytest.mark.django_db(transaction=True)
def test_a_person_connects_an_app_and_signs_in_with_its_code(client, ada):
    sign_in(client, reauthenticated=True)
    secret = client.get("/konto/zweiter-faktor/app").context["form"].secret
    connected = client.post("/konto/zweiter-faktor/app", {"code": code_of_the_app(secret)})
    client.post("/abmelden")

    waiting = sign_in(client)
    before = get_user(client)
    done = client.post("/anmelden/code", {"code": code_of_the_app(secret)})

    assert connected["Location"] == "/konto/zweiter-faktor/codes"
    assert (waiting["Location"], before.is_anonymous) == ("/anmelden/code", True)
    assert (done.status_code, get_user(client)) == (302, ada)
    assert "Zweiter Faktor eingeschaltet" in [letter.subject for letter in mail.outbox]


def test_something_weighty_asks_for_the_password_once_more(client, ada):
    sign_in(client)

    # Signing in itself is not enough: the device may have been left unlocked.
    asked = client.get("/konto/zweiter-faktor/app")

    assert asked["Location"] == "/anmelden/bestaetigen?next=%2Fkonto%2Fzweiter-faktor%2Fapp"


def test_a_recovery_code_lets_in_once(client, ada):
    from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes

    TOTP.activate(ada, SECRET)
    code = RecoveryCodes.activate(ada).get_unused_codes()[0]

    sign_in(client)
    first = client.post("/anmelden/code", {"code": code})
    client.post("/abmelden")
    sign_in(client)
    second = client.post("/anmelden/code", {"code": code})

    assert first.status_code == 302
    assert (second.status_code, get_user(client).is_anonymous) == (200, True)
    assert "Dieser Code stimmt nicht oder nicht mehr." in second.content.decode()


def test_recovery_codes_come_as_a_file_with_a_german_heading(client, ada):
    from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes

    TOTP.activate(ada, SECRET)
    codes = RecoveryCodes.activate(ada).get_unused_codes()
    sign_in(client)
    client.post("/anmelden/code", {"code": code_of_the_app(SECRET)})
    client.post("/anmelden/bestaetigen", {"password": PASSWORD})

    text = client.get("/konto/zweiter-faktor/codes/datei").content.decode()

    assert text.split() == ["Bildungsnetz:", "Ersatzcodes.", "Jeder", "lässt", "Sie", "einmal", "hinein.", *codes]


def test_secrets_of_second_factors_stand_encrypted_in_the_database(client, ada):
    TOTP.activate(ada, SECRET)

    with connection.cursor() as cursor:
        cursor.execute("SELECT data FROM mfa_authenticator")
        kept = str(cursor.fetchall())

    assert SECRET not in kept
    assert TOTP(Authenticator.objects.get()).validate_code(code_of_the_app(SECRET))


def test_an_earlier_secret_key_of_the_program_still_opens_them(ada, settings):
    TOTP.activate(ada, SECRET)

    settings.SECRET_KEY, settings.SECRET_KEY_FALLBACKS = "another key", [settings.SECRET_KEY]

    assert TOTP(Authenticator.objects.get()).validate_code(code_of_the_app(SECRET))


@pytest.mark.parametrize("path", ["/konto", "/konto/dienste"])
def test_where_a_second_factor_is_required_people_without_one_are_led_to_set_it_up(client, ada, settings, path):
    sign_in(client)
    settings.REQUIRE_SECOND_FACTOR = True

    assert client.get(path)["Location"] == "/konto/zweiter-faktor"


@pytest.mark.parametrize("path", ["/konto/zweiter-faktor", "/konto/passwort", "/konto/anmeldungen", "/abmelden"])
def test_where_a_second_factor_is_required_the_way_to_it_and_the_way_out_are_open(client, ada, settings, path):
    sign_in(client)
    settings.REQUIRE_SECOND_FACTOR = True

    assert client.get(path).status_code == 200


def test_where_a_second_factor_is_required_those_who_have_one_go_on(client, ada, settings):
    TOTP.activate(ada, SECRET)
    settings.REQUIRE_SECOND_FACTOR = True

    sign_in(client)
    client.post("/anmelden/code", {"code": code_of_the_app(SECRET)})

    assert client.get("/konto").status_code == 200


@pytest.mark.parametrize(("required", "left"), [(True, 1), (False, 0)])
def test_the_last_second_factor_goes_only_where_none_is_required(client, ada, settings, required, left):
    TOTP.activate(ada, SECRET)
    sign_in(client)
    client.post("/anmelden/code", {"code": code_of_the_app(SECRET)})
    client.post("/anmelden/bestaetigen", {"password": PASSWORD})
    settings.REQUIRE_SECOND_FACTOR = required

    client.post("/konto/zweiter-faktor/app/abschalten")

    assert Authenticator.objects.count() == left
