import pytest
from django.contrib.auth import get_user
from django.core import mail
from django.shortcuts import resolve_url
from django.test import Client
from django.urls import NoReverseMatch, reverse
from django.utils import timezone

from bildungsnetz.accounts import services
from bildungsnetz.accounts.models import User
from bildungsnetz.accounts.tests.factories import NOW, PASSWORD, UserFactory

pytestmark = pytest.mark.django_db


def sign_in(client, email="ada@example.org", password=PASSWORD, **extra):
    return client.post("/anmelden", {"login": email, "password": password}, **extra)


@pytest.fixture
def ada():
    return UserFactory(email="ada@example.org", full_name="Ada Beispiel", password=PASSWORD)


def test_a_person_signs_in_with_address_and_password_and_out_again(client, ada):
    came = sign_in(client, email="Ada@Example.ORG")
    person = get_user(client)
    left = client.post("/abmelden")

    assert (came.status_code, person) == (302, ada)
    assert (left.status_code, get_user(client).is_anonymous) == (302, True)


def test_a_page_for_people_signed_in_leads_to_sign_in_and_back(client, ada):
    asked = client.get("/konto")
    came = client.post(asked["Location"], {"login": ada.email, "password": PASSWORD, "next": "/konto"})

    assert (asked["Location"], came["Location"]) == ("/anmelden?next=/konto", "/konto")


@pytest.mark.parametrize("email", ["ada@example.org", "nobody@example.org"])
def test_a_wrong_password_and_an_unknown_address_get_the_same_answer(client, ada, email):
    answer = sign_in(client, email=email, password="falsch")

    assert answer.status_code == 200
    assert "E-Mail-Adresse und Passwort passen nicht zusammen." in answer.content.decode()


def test_a_locked_account_does_not_get_in(client, ada):
    services.deactivate(person=ada, by=None, at=NOW)

    answer = sign_in(client)

    assert (answer["Location"], get_user(client).is_anonymous) == ("/anmelden/gesperrt", True)
    assert client.get("/anmelden/gesperrt").status_code == 200


def test_nobody_registers(client):
    with pytest.raises(NoReverseMatch):
        reverse("account_signup")
    form = {"email": "x@example.org", "password1": PASSWORD, "password2": PASSWORD}
    for path in ("/registrieren", "/signup", "/accounts/signup/", "/anmelden/dienst/registrieren"):
        assert client.get(path).status_code == 404
        client.post(path, form)
    assert User.objects.count() == 0


def test_a_forgotten_password_is_replaced_over_a_link_in_a_german_mail(client, ada):
    asked = client.post("/passwort/vergessen", {"email": ada.email}, follow=True)
    [letter] = mail.outbox
    link = next(word for word in letter.body.split() if "/passwort/neu/" in word)
    form = client.get(link, follow=True)
    client.post(form.redirect_chain[-1][0], {"password1": "Neues Wort für Ada", "password2": "Neues Wort für Ada"})

    assert asked.redirect_chain == [("/passwort/vergessen/gesendet", 302)]
    assert (letter.to, letter.subject) == (["ada@example.org"], "Neues Passwort wählen")
    assert letter.body.startswith("Guten Tag, Ada Beispiel,")
    assert client.login(email=ada.email, password="Neues Wort für Ada")
    assert mail.outbox[1].subject == "Ihr Passwort wurde geändert"


def test_asking_for_a_new_password_for_an_unknown_address_looks_the_same_and_sends_nothing(client, ada):
    asked = client.post("/passwort/vergessen", {"email": "nobody@example.org"}, follow=True)

    assert asked.redirect_chain == [("/passwort/vergessen/gesendet", 302)]
    assert mail.outbox == []


def test_a_link_for_a_new_password_works_once(client, ada):
    client.post("/passwort/vergessen", {"email": ada.email})
    link = next(word for word in mail.outbox[0].body.split() if "/passwort/neu/" in word)
    form = client.get(link, follow=True)
    client.post(form.redirect_chain[-1][0], {"password1": "Neues Wort für Ada", "password2": "Neues Wort für Ada"})

    again = client.get(link)

    assert "Dieser Link gilt nicht mehr" in again.content.decode()


def test_mails_come_in_the_language_of_the_person(client):
    UserFactory(email="eve@example.org", full_name="Eve", password=PASSWORD, language="en")

    client.post("/passwort/vergessen", {"email": "eve@example.org"})

    assert mail.outbox[0].subject == "Choose a new password"


def test_a_mail_about_a_change_tells_no_network_address_and_no_browser(client, ada):
    sign_in(client, HTTP_USER_AGENT="Verraeter/1.0")
    client.post(
        "/konto/passwort",
        {"oldpassword": PASSWORD, "password1": "Neues Wort für Ada", "password2": "Neues Wort für Ada"},
        HTTP_USER_AGENT="Verraeter/1.0",
    )

    [letter] = mail.outbox
    assert letter.subject == "Ihr Passwort wurde geändert"
    assert "127.0.0.1" not in letter.body
    assert "Verraeter" not in letter.body


def test_a_broken_mail_server_does_not_undo_a_changed_password(client, ada, settings):
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_PORT = 9
    sign_in(client)

    answer = client.post(
        "/konto/passwort",
        {"oldpassword": PASSWORD, "password1": "Neues Wort für Ada", "password2": "Neues Wort für Ada"},
    )

    assert answer["Location"] == "/konto"
    assert client.login(email=ada.email, password="Neues Wort für Ada")


def test_two_different_new_passwords_are_named_as_such(client, ada):
    sign_in(client)

    answer = client.post(
        "/konto/passwort", {"oldpassword": PASSWORD, "password1": "Neues Wort für Ada", "password2": "Anderes Wort"}
    )

    errors = answer.context["form"].errors
    assert errors == {"password2": ["Die beiden Passwörter sind verschieden. Bitte geben Sie zweimal dasselbe ein."]}
    assert not client.login(email=ada.email, password="Neues Wort für Ada")


def test_a_locked_person_gets_no_link_for_a_new_password_and_the_page_looks_the_same(client, ada):
    services.deactivate(person=ada, by=None, at=NOW)

    asked = client.post("/passwort/vergessen", {"email": ada.email}, follow=True)

    assert asked.redirect_chain == [("/passwort/vergessen/gesendet", 302)]
    assert mail.outbox == []


def test_a_changed_password_ends_the_sign_ins_on_all_other_devices(client, ada):
    elsewhere = Client()
    sign_in(client)
    sign_in(elsewhere)

    client.post(
        "/konto/passwort",
        {"oldpassword": PASSWORD, "password1": "Neues Wort für Ada", "password2": "Neues Wort für Ada"},
    )

    assert (client.get("/konto").status_code, elsewhere.get("/konto").status_code) == (200, 302)


@pytest.mark.parametrize("target", ["https://evil.example/", "//evil.example/", "javascript:alert(1)"])
def test_sign_in_leads_to_no_foreign_site(client, ada, settings, target):
    answer = client.post("/anmelden", {"login": ada.email, "password": PASSWORD, "next": target})

    assert answer["Location"] == resolve_url(settings.LOGIN_REDIRECT_URL)


def test_pages_of_sign_in_are_never_kept_by_caches(client, ada):
    _, token = services.invite(email="new@example.org", full_name="Neu", by=None, at=timezone.now())
    sign_in(client)

    for path in ("/konto", f"/einladung/{token}", "/konto/zweiter-faktor/codes/neu"):
        assert "no-store" in client.get(path, follow=True)["Cache-Control"], path
