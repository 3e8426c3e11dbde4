from datetime import timedelta

import pytest
from allauth.account.models import EmailAddress
from django.contrib.auth import get_user
from django.core import mail
from django.urls import reverse
from django.utils import timezone

from bildungsnetz.accounts import services
from bildungsnetz.accounts.models import Invitation, User
from bildungsnetz.accounts.tests.factories import NOW, PASSWORD, UserFactory

pytestmark = pytest.mark.django_db
BOTH = {"password1": PASSWORD, "password2": PASSWORD}


def invite(**changes):
    values = {"email": "Ada@Example.org", "full_name": "Ada Beispiel", "by": None, "at": timezone.now()}
    return services.invite(**values | changes)


def page_of(token):
    return reverse("accounts:invitation", args=[token])


def test_an_invited_person_chooses_a_password_and_is_signed_in(client):
    invitation, token = invite()

    shown = client.get(page_of(token))
    answer = client.post(page_of(token), BOTH, follow=True)

    assert "Ada Beispiel" in shown.content.decode()
    assert answer.redirect_chain == [("/konto", 302)]
    assert get_user(client) == invitation.person
    assert client.login(email="ada@example.org", password=PASSWORD)


def test_accepting_proves_the_address_and_closes_the_invitation():
    _, token = invite(at=NOW)

    person = services.accept_invitation(token=token, password=PASSWORD, at=NOW)

    assert EmailAddress.objects.values_list("user", "email", "verified", "primary").get() == (
        person.pk,
        "ada@example.org",
        True,
        True,
    )
    assert Invitation.objects.get().accepted_at == NOW


def test_an_account_without_accepted_invitation_has_no_password_that_works(client):
    invite()

    assert not client.login(email="ada@example.org", password="")


def test_an_invitation_works_once(client):
    _, token = invite()
    client.post(page_of(token), BOTH)
    client.logout()

    again = client.post(
        page_of(token), {"password1": "Ein anderes langes Wort", "password2": "Ein anderes langes Wort"}
    )

    assert again.status_code == 404
    assert client.login(email="ada@example.org", password=PASSWORD)


def test_a_second_invitation_takes_back_the_first_and_keeps_the_name(client):
    _, first = invite()
    invitation, second = invite(full_name="A. B.")

    assert (client.get(page_of(first)).status_code, client.get(page_of(second)).status_code) == (404, 200)
    assert (User.objects.count(), invitation.person.full_name) == (1, "Ada Beispiel")


def test_whoever_has_an_account_is_not_invited_again():
    person = UserFactory(email="ada@example.org", password=PASSWORD)

    with pytest.raises(services.AlreadySignedUp) as refusal:
        invite()

    assert refusal.value.person == person


@pytest.mark.parametrize("state", ["unknown", "expired", "revoked", "used", "locked"])
def test_a_dead_link_tells_nothing_about_anybody_and_offers_a_new_one(client, state):
    then = timezone.now() - timedelta(days=20) if state == "expired" else timezone.now()
    invitation, token = invite(at=then)
    if state == "revoked":
        services.revoke_link(link=invitation.link, at=then)
    if state == "used":
        services.accept_invitation(token=token, password=PASSWORD, at=then)
    if state == "locked":
        services.deactivate(person=invitation.person, by=None, at=then)
    path = page_of("unknown" if state == "unknown" else token)

    shown, sent = client.get(path), client.post(path, BOTH)

    text = shown.content.decode()
    assert (shown.status_code, sent.status_code) == (404, 404)
    assert "Ada" not in text
    assert "example.org" not in text
    assert "Neuen Link anfordern" in text
    assert reverse("account_reset_password") in text


def test_the_new_link_for_an_expired_invitation_goes_to_the_invited_address(client):
    invitation, _ = invite(at=timezone.now() - timedelta(days=20))

    client.post(reverse("account_reset_password"), {"email": "ada@example.org"})
    link = next(word for word in mail.outbox[0].body.split() if "/passwort/neu/" in word)
    form = client.get(link, follow=True)
    client.post(form.redirect_chain[-1][0], BOTH)

    invitation.refresh_from_db()
    assert invitation.accepted_at is not None
    assert client.login(email="ada@example.org", password=PASSWORD)


def test_an_old_invitation_cannot_overwrite_a_password_chosen_meanwhile(client):
    _, token = invite()
    person = User.objects.get()
    person.set_password("Inzwischen selbst gewählt")
    person.save()

    assert client.post(page_of(token), BOTH).status_code == 404
    assert client.login(email="ada@example.org", password="Inzwischen selbst gewählt")


@pytest.mark.parametrize(
    ("password1", "password2", "sentence"),
    [
        ("kurz", "kurz", "mindestens 12 Zeichen"),
        ("adabeispiel", "adabeispiel", "mindestens 12 Zeichen"),
        ("ada@example.org", "ada@example.org", "zu ähnlich"),
        (PASSWORD, PASSWORD + "!", "Die beiden Passwörter sind verschieden"),
    ],
)
def test_a_poor_password_is_refused_with_a_reason_and_the_link_stays_good(client, password1, password2, sentence):
    _, token = invite()

    answer = client.post(page_of(token), {"password1": password1, "password2": password2})

    assert answer.status_code == 200
    assert sentence in answer.content.decode()
    assert client.get(page_of(token)).status_code == 200


def test_accepting_ends_the_sign_in_of_whoever_used_the_browser_before(client):
    client.force_login(UserFactory())
    invitation, token = invite()

    client.post(page_of(token), BOTH)

    assert get_user(client) == invitation.person
    # The password was typed a moment ago: a passkey is added without typing it again.
    assert client.get("/konto/passkeys/neu").status_code == 200
