from datetime import timedelta

import pytest
from allauth.account.models import EmailAddress, EmailConfirmation
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import TOTP
from allauth.socialaccount.models import SocialAccount, SocialToken
from allauth.usersessions.models import UserSession
from django.apps import apps
from django.contrib.sessions.models import Session
from django.db import connection
from django.test import Client
from django.utils import timezone

from bildungsnetz.accounts import services
from bildungsnetz.accounts.models import Invitation, SignedLink, User
from bildungsnetz.accounts.tests.factories import NOW, PASSWORD, UserFactory

pytestmark = pytest.mark.django_db
PLANTED = "quittengelee"


def everything_in_the_database():
    """Every value of every table, sessions also decoded: nothing is taken on trust from the models."""
    kept = [str(session.get_decoded()) for session in Session.objects.all()]
    with connection.cursor() as cursor:
        for table in connection.introspection.table_names(cursor):
            cursor.execute(f"SELECT * FROM {connection.ops.quote_name(table)}")
            kept += [f"{table}: {value}" for row in cursor.fetchall() for value in row if value is not None]
    return kept


def traces_of(word):
    return [value for value in everything_in_the_database() if word in value.lower()]


def plant(client):
    """A person with the planted word in every text that sign-in keeps, some of it only by odd ways."""
    person = UserFactory(email=f"{PLANTED}@example.org", full_name=f"Frau {PLANTED}", password=PASSWORD)
    client.post("/anmelden", {"login": person.email, "password": PASSWORD}, HTTP_USER_AGENT=f"{PLANTED}/1.0")
    waiting = Client()
    TOTP.activate(person, "JBSWY3DPEHPK3PXP")
    waiting.post("/anmelden", {"login": person.email, "password": PASSWORD})
    Authenticator.objects.create(user=person, type="webauthn", data={"name": PLANTED, "credential": {}})
    address, _ = EmailAddress.objects.update_or_create(user=person, email=person.email, defaults={"primary": True})
    EmailConfirmation.objects.create(email_address=address, key=PLANTED, created=NOW, sent=NOW)
    account = SocialAccount.objects.create(user=person, provider="zentral", uid=PLANTED, extra_data={"x": PLANTED})
    SocialToken.objects.create(account=account, token=PLANTED, token_secret=PLANTED)
    UserSession.objects.filter(user=person).update(data={"x": PLANTED})
    link, _ = services.issue_link(
        purpose="feed", subject=PLANTED, expires_at=NOW + timedelta(days=1), by=person, at=NOW, person=person
    )
    Invitation.objects.create(person=person, link=link)
    services.issue_link(
        purpose="x", subject=f"accounts.user:{person.pk}", expires_at=NOW + timedelta(days=1), by=None, at=NOW
    )
    apps.get_model("journal", "Trace").objects.create(person=person, key=person.key, salt=b"salt")
    return person


def test_every_text_about_an_erased_person_is_gone_from_every_table(client):
    person = plant(client)
    assert len(traces_of(PLANTED)) >= 12

    services.erase_person(person=person, by=None, at=NOW)

    assert traces_of(PLANTED) == []


def test_no_row_anywhere_still_points_to_an_erased_person(client):
    UserFactory.create_batch(3)
    person = plant(client)
    pk = person.pk

    services.erase_person(person=person, by=None, at=NOW)

    pointing = [
        f"{model._meta.label}.{field.name}"
        for model in apps.get_models(include_auto_created=True)
        for field in model._meta.concrete_fields
        if field.related_model is User and model._default_manager.filter(**{field.attname: pk}).exists()
    ]
    assert pointing == []
    assert SignedLink.objects.count() == 0
    assert Session.objects.count() == 0


def test_an_erased_person_is_out_at_once_and_everybody_else_stays(client):
    person = plant(client)
    somebody_else, other = UserFactory(password=PASSWORD), Client()
    other.post("/anmelden", {"login": somebody_else.email, "password": PASSWORD})

    services.erase_person(person=person, by=somebody_else, at=NOW)

    assert (client.get("/konto").status_code, other.get("/konto").status_code) == (302, 200)
    assert list(User.objects.all()) == [somebody_else]


def test_the_proof_of_an_erasure_counts_rows_and_names_nobody(client):
    person = plant(client)

    proof = services.erase_person(person=person, by=None, at=NOW)

    assert proof == {
        "sessions.Session": 2,
        "accounts.SignedLink": 2,
        "accounts.Invitation": 1,
        "account.EmailAddress": 1,
        "account.EmailConfirmation": 1,
        "socialaccount.SocialAccount": 1,
        "socialaccount.SocialToken": 1,
        "mfa.Authenticator": 2,
        "journal.Trace": 1,
        "accounts.User": 1,
    }


def test_what_has_served_is_forgotten_and_what_still_serves_stays(client):
    person = UserFactory(email="ada@example.org", password=PASSWORD)
    client.post("/anmelden", {"login": person.email, "password": PASSWORD})
    now = timezone.now()
    services.issue_link(
        purpose="x", subject="old", expires_at=now - timedelta(days=31), by=None, at=now - timedelta(days=40)
    )
    services.issue_link(
        purpose="x", subject="over", expires_at=now - timedelta(days=29), by=None, at=now - timedelta(days=40)
    )
    services.issue_link(purpose="x", subject="good", expires_at=now + timedelta(days=1), by=None, at=now)
    gone = UserSession.objects.create(user=person, ip="192.0.2.1", user_agent="x", session_key="over")

    counts = services.forget_the_past(at=now)

    assert counts == {"sessions.Session": 0, "usersessions.UserSession": 1, "accounts.SignedLink": 1}
    assert set(SignedLink.objects.values_list("subject", flat=True)) == {"over", "good"}
    assert not UserSession.objects.filter(pk=gone.pk).exists()
    assert client.get("/konto").status_code == 200
