from time import time as real_time

import pytest
from allauth.core.internal import ratelimit
from django.contrib.auth import get_user
from django.core.cache import cache
from django.db import connection
from django.test import Client

from bildungsnetz.accounts.tests.factories import PASSWORD, UserFactory

pytestmark = pytest.mark.django_db


class Clock:
    """Stands in for the clock of the rate limits; the rest of the program keeps the real one."""

    def __init__(self):
        self.ahead = 0.0

    def time(self):
        return real_time() + self.ahead

    def __getattr__(self, name):
        return getattr(__import__("time"), name)


@pytest.fixture
def clock(monkeypatch):
    clock = Clock()
    monkeypatch.setattr(ratelimit, "time", clock)
    return clock


@pytest.fixture(autouse=True)
def empty_counters():
    cache.clear()


@pytest.fixture
def ada():
    return UserFactory(email="ada@example.org", full_name="Ada Beispiel", password=PASSWORD)


def attempt(client, password="falsch", email="ada@example.org", **extra):
    return client.post("/anmelden", {"login": email, "password": password}, **extra)


def test_the_sixth_wrong_password_gets_a_page_that_asks_for_patience(client, ada):
    answers = [attempt(client) for _attempt in range(6)]

    assert [answer.status_code for answer in answers] == [200, 200, 200, 200, 200, 429]
    assert answers[-1]["Retry-After"] == "300"
    assert "Bitte versuchen Sie es in einigen Minuten noch einmal." in answers[-1].content.decode()


def test_during_the_pause_the_right_password_does_not_work_either(client, ada):
    for _attempt in range(5):
        attempt(client)

    assert attempt(client, PASSWORD).status_code == 429
    assert get_user(client).is_anonymous


def test_the_pause_ends_by_itself_after_five_minutes(client, ada, clock):
    for _attempt in range(6):
        attempt(client)

    clock.ahead = 301

    assert attempt(client, PASSWORD).status_code == 302
    assert get_user(client) == ada


def test_the_pause_concerns_one_account_from_wherever_it_is_attacked(ada):
    eve = UserFactory(email="eve@example.org", password=PASSWORD)
    for number in range(6):
        attempt(Client(REMOTE_ADDR=f"192.0.2.{number}"))

    elsewhere, somebody_else = Client(REMOTE_ADDR="192.0.2.99"), Client()

    assert attempt(elsewhere, PASSWORD).status_code == 429
    assert attempt(somebody_else, PASSWORD, email=eve.email).status_code == 302


def test_signing_in_rightly_again_and_again_never_leads_to_a_pause(client, ada):
    for _attempt in range(8):
        assert attempt(client, PASSWORD).status_code == 302
        client.post("/abmelden")


def test_one_device_that_tries_many_accounts_is_paused(client):
    statuses = [attempt(client, email=f"person{number}@example.org").status_code for number in range(21)]

    assert statuses == [200] * 20 + [429]


def test_forty_people_of_one_training_sign_in_within_a_minute():
    people = [UserFactory(password=PASSWORD) for _person in range(40)]

    statuses = {attempt(Client(), PASSWORD, email=person.email).status_code for person in people}

    assert statuses == {302}


def test_without_a_trusted_proxy_a_forwarded_address_is_not_believed(client):
    statuses = [
        attempt(client, email=f"person{number}@example.org", HTTP_X_FORWARDED_FOR=f"198.51.100.{number}").status_code
        for number in range(21)
    ]

    assert statuses[-1] == 429


def test_behind_a_trusted_proxy_the_address_it_adds_counts_and_not_what_the_visitor_claims(client, settings):
    settings.ALLAUTH_TRUSTED_PROXY_COUNT = 1

    def from_behind(number, claimed, real):
        email = f"person{number}@example.org"
        return attempt(client, email=email, HTTP_X_FORWARDED_FOR=f"{claimed}, {real}").status_code

    one_liar = [from_behind(number, f"203.0.113.{number}", "198.51.100.7") for number in range(21)]
    somebody_else = from_behind(99, "203.0.113.1", "198.51.100.8")

    assert (one_liar[-1], somebody_else) == (429, 200)


def test_the_counters_hold_no_address_of_a_person(client, ada):
    attempt(client)

    with connection.cursor() as cursor:
        cursor.execute("SELECT cache_key, value FROM cache")
        kept = str(cursor.fetchall())

    assert "login_failed" in kept
    assert "ada@example.org" not in kept


def test_guessing_codes_of_the_second_factor_is_paused_too(client, ada):
    from allauth.mfa.totp.internal.auth import TOTP

    TOTP.activate(ada, "JBSWY3DPEHPK3PXP")
    attempt(client, PASSWORD)

    statuses = [client.post("/anmelden/code", {"code": "000000"}).status_code for _attempt in range(6)]

    assert statuses == [200] * 5 + [429]


def test_asking_for_new_passwords_again_and_again_is_paused(client, ada):
    statuses = [client.post("/passwort/vergessen", {"email": ada.email}).status_code for _attempt in range(4)]

    assert statuses == [302, 302, 302, 429]
