import os
import subprocess
import sys

import pytest
from allauth.account.models import EmailAddress
from allauth.socialaccount.models import SocialAccount, SocialToken
from django.contrib.auth import get_user

from bildungsnetz.accounts import services
from bildungsnetz.accounts.models import Invitation, User
from bildungsnetz.accounts.tests.factories import NOW, PASSWORD, UserFactory
from bildungsnetz.accounts.tests.identity_provider import CLIENT_ID, CLIENT_SECRET, IdentityProvider

pytestmark = pytest.mark.django_db


@pytest.fixture
def provider(settings):
    provider = IdentityProvider()
    settings.SOCIALACCOUNT_PROVIDERS = {
        "openid_connect": {
            "OAUTH_PKCE_ENABLED": True,
            "APPS": [
                {
                    "provider_id": "zentral",
                    "name": "Kreisanmeldung",
                    "client_id": CLIENT_ID,
                    "secret": CLIENT_SECRET,
                    "settings": {"server_url": provider.issuer},
                }
            ],
        }
    }
    yield provider
    provider.close()


@pytest.fixture
def ada():
    return UserFactory(email="ada@example.org", full_name="Ada Beispiel", password=PASSWORD)


def come_over(provider, client, next_page=""):
    """Go the whole way: to the service, through it, and back."""
    away = client.post("/anmelden/dienst/zentral", {"next": next_page} if next_page else {})
    return client.get(provider.authorize(away["Location"]))


def test_a_known_person_whose_address_the_service_has_verified_gets_in(client, provider, ada):
    provider.knows(email="Ada@example.org", email_verified=True, name="Ada aus dem Verzeichnis")

    answer = come_over(provider, client)

    assert (answer.status_code, get_user(client)) == (302, ada)
    assert provider.refusals == []
    assert client.login(email=ada.email, password=PASSWORD)


def test_the_page_of_sign_in_offers_the_service_by_its_name(client, provider):
    text = client.get("/anmelden").content.decode()

    assert "Anmelden mit: Kreisanmeldung" in text
    assert 'action="/anmelden/dienst/zentral?process=login"' in text


def test_the_second_time_the_person_is_known_by_the_service_whatever_the_address_there(client, provider, ada):
    provider.knows(email="ada@example.org", email_verified=True)
    come_over(provider, client)
    client.post("/abmelden")
    provider.knows(email="ada.neu@example.org", email_verified=False)

    come_over(provider, client)

    assert get_user(client) == ada


@pytest.mark.parametrize("verified", [False, "false", "False", "no", None, 0, 1, "1"])
def test_an_address_that_is_not_clearly_verified_lets_nobody_in(client, provider, ada, verified):
    provider.knows(email="ada@example.org", email_verified=verified)

    answer = come_over(provider, client)

    assert get_user(client).is_anonymous
    assert "Kein Konto zu dieser Anmeldung" in answer.content.decode()
    assert SocialAccount.objects.count() == 0


def test_an_address_without_a_word_on_verification_lets_nobody_in(client, provider, ada):
    provider.knows(email="ada@example.org")

    come_over(provider, client)

    assert get_user(client).is_anonymous


def test_an_unknown_address_gets_no_account(client, provider):
    provider.knows(email="stranger@example.org", email_verified=True)

    answer = come_over(provider, client)

    assert "Kein Konto zu dieser Anmeldung" in answer.content.decode()
    assert (User.objects.count(), SocialAccount.objects.count(), EmailAddress.objects.count()) == (0, 0, 0)


def test_a_locked_person_does_not_get_in_over_the_service_either(client, provider, ada):
    services.deactivate(person=ada, by=None, at=NOW)
    provider.knows(email="ada@example.org", email_verified=True)

    answer = come_over(provider, client)

    assert (answer["Location"], get_user(client).is_anonymous) == ("/anmelden/gesperrt", True)


def test_an_answer_about_somebody_else_is_refused(client, provider, ada):
    provider.knows(sub="1", email="ada@example.org", email_verified=True)
    provider.id_token = {"sub": "2", "email": "eve@example.org", "email_verified": True}

    answer = come_over(provider, client)

    assert get_user(client).is_anonymous
    assert "Der Anmeldedienst hat nicht wie erwartet geantwortet" in answer.content.decode()


@pytest.mark.parametrize("wrong", [{"aud": "another-client"}, {"iss": "https://elsewhere.example"}, {"exp": 1}])
def test_a_token_for_another_program_from_elsewhere_or_of_yesterday_is_refused(client, provider, ada, wrong):
    provider.knows(email="ada@example.org", email_verified=True)
    provider.id_token = provider.id_token | wrong

    answer = come_over(provider, client)

    assert get_user(client).is_anonymous
    assert "nicht wie erwartet geantwortet" in answer.content.decode()


def test_an_answer_that_nobody_asked_for_is_refused(client, provider, ada):
    provider.knows(email="ada@example.org", email_verified=True)
    away = client.post("/anmelden/dienst/zentral")
    back = provider.authorize(away["Location"])

    from django.test import Client

    stranger = Client()
    stranger.get(back)

    assert get_user(stranger).is_anonymous


def test_of_what_the_service_tells_nothing_is_kept_but_its_number_for_the_person(client, provider, ada):
    provider.knows(email="ada@example.org", email_verified=True, phone_number="0123", address="Am Wald 1")

    for _visit in range(2):
        come_over(provider, client)
        client.post("/abmelden")

    assert list(SocialAccount.objects.values_list("user", "provider", "uid", "extra_data")) == [
        (ada.pk, "zentral", "4711", {})
    ]
    assert SocialToken.objects.count() == 0


def test_an_invited_person_may_open_the_account_over_the_service(client, provider):
    invitation, _ = services.invite(email="ada@example.org", full_name="Ada Beispiel", by=None, at=NOW)
    provider.knows(email="ada@example.org", email_verified=True)

    come_over(provider, client)

    assert get_user(client) == invitation.person
    assert Invitation.objects.get().accepted_at is not None


def test_who_comes_over_the_service_needs_no_second_factor_here(client, provider, ada, settings):
    settings.REQUIRE_SECOND_FACTOR = True
    provider.knows(email="ada@example.org", email_verified=True)

    come_over(provider, client)

    assert client.get("/konto").status_code == 200


def test_a_person_unlinks_the_service(client, provider, ada):
    provider.knows(email="ada@example.org", email_verified=True)
    come_over(provider, client)
    linked = SocialAccount.objects.get()

    shown = client.get("/konto/dienste").content.decode()
    client.post("/konto/dienste", {"account": linked.pk})

    assert "Kreisanmeldung" in shown
    assert SocialAccount.objects.count() == 0


def test_asking_for_the_service_by_a_mere_link_shows_a_page_first(client, provider):
    answer = client.get("/anmelden/dienst/zentral")

    assert "Wir leiten Sie zum Anmeldedienst und danach wieder zu uns." in answer.content.decode()


def test_a_service_that_is_not_configured_does_not_exist(client):
    assert client.post("/anmelden/dienst/zentral").status_code == 404


def link(provider, client):
    away = client.post("/anmelden/dienst/zentral?process=connect")
    return client.get(provider.authorize(away["Location"]), follow=True)


def test_a_person_links_the_service_that_knows_the_same_address(client, provider, ada):
    client.force_login(ada)
    provider.knows(email="ada@example.org", email_verified=True)

    answer = link(provider, client)

    assert "Der Anmeldedienst ist verknüpft." in answer.content.decode()
    assert list(SocialAccount.objects.values_list("user", "uid")) == [(ada.pk, "4711")]


@pytest.mark.parametrize(
    "claims",
    [
        {"email": "eve@example.org", "email_verified": True},
        {"email": "ada@example.org", "email_verified": False},
        {},
    ],
)
def test_a_person_cannot_link_the_identity_of_anybody_else(client, provider, ada, claims):
    UserFactory(email="eve@example.org")
    client.force_login(ada)
    provider.knows(**claims)

    answer = link(provider, client)

    assert "Der Dienst bestätigt die E-Mail-Adresse Ihres Kontos nicht." in answer.content.decode()
    assert SocialAccount.objects.count() == 0


def test_whoever_has_no_password_keeps_the_service(client, provider, ada):
    ada.set_unusable_password()
    ada.save()
    provider.knows(email="ada@example.org", email_verified=True)
    come_over(provider, client)

    answer = client.post("/konto/dienste", {"account": SocialAccount.objects.get().pk})

    assert "Bitte wählen Sie zuerst ein Passwort." in answer.content.decode()
    assert SocialAccount.objects.count() == 1


def test_the_settings_let_browsers_go_to_the_service_and_nowhere_else():
    script = "from bildungsnetz import settings as s; print(s.CONTENT_SECURITY_POLICY['DIRECTIVES']['form-action'])"
    environment = {
        "PATH": os.environ["PATH"],
        "PYTHONPATH": os.pathsep.join(sys.path),
        "BILDUNGSNETZ_MODE": "development",
        "BILDUNGSNETZ_OIDC_ISSUER": "https://sso.example.org/realms/kreis",
        "BILDUNGSNETZ_OIDC_CLIENT_ID": "x",
        "BILDUNGSNETZ_OIDC_CLIENT_SECRET": "y",
    }

    told = subprocess.run([sys.executable, "-c", script], env=environment, capture_output=True, text=True, check=True)

    assert told.stdout.strip() == "[\"'self'\", 'https://sso.example.org']"


@pytest.mark.parametrize(
    ("changed", "sentence"),
    [
        ({"BILDUNGSNETZ_OIDC_ISSUER": "sso.example.org"}, "is no web address"),
        ({"BILDUNGSNETZ_OIDC_CLIENT_ID": None}, "Please set BILDUNGSNETZ_OIDC_CLIENT_ID"),
    ],
)
def test_a_half_configured_service_stops_the_start_with_a_sentence(changed, sentence):
    environment = {
        "PATH": os.environ["PATH"],
        "PYTHONPATH": os.pathsep.join(sys.path),
        "BILDUNGSNETZ_MODE": "development",
        "BILDUNGSNETZ_OIDC_ISSUER": "https://sso.example.org",
        "BILDUNGSNETZ_OIDC_CLIENT_ID": "x",
        "BILDUNGSNETZ_OIDC_CLIENT_SECRET": "y",
    } | changed
    environment = {name: value for name, value in environment.items() if value is not None}

    told = subprocess.run(
        [sys.executable, "-c", "import bildungsnetz.settings"], env=environment, capture_output=True, text=True
    )

    assert told.returncode != 0
    assert sentence in told.stderr
