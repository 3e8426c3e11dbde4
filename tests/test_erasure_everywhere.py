"""After an erasure no table holds anything of the person, on both databases, and all promises still hold."""

from datetime import UTC, date, datetime

import pytest
from django.contrib.sessions.models import Session
from django.db import connection, transaction
from django.test import Client

from bildungsnetz.accounts.models import User
from bildungsnetz.journal import checks
from bildungsnetz.journal.erasure import erase_person
from bildungsnetz.journal.models import Entry
from bildungsnetz.journal.services import record
from bildungsnetz.networks.models import (
    Consent,
    ContractVersion,
    Office,
    PostFilling,
    Remark,
    Role,
    RoleAssignment,
    Scope,
    Side,
)
from bildungsnetz.networks.services import calendar, contract, drafting, people, posts, remarks
from bildungsnetz.networks.tests.factories import LONG_AGO, NOW, make_network, make_put_up, make_role, make_speaker
from bildungsnetz.post.services import queue_mail

pytestmark = pytest.mark.django_db
# With an umlaut: SQLite does not know that Ö and ö are one letter.
PLANTED = "ÖLGEMÖLLER"


def values():
    """Every value of every table as text, sessions also decoded; the tables are read past the models."""
    yield from (("sessions", str(session.get_decoded())) for session in Session.objects.all())
    with connection.cursor() as cursor:
        for table in connection.introspection.table_names(cursor):
            cursor.execute(f"SELECT * FROM {connection.ops.quote_name(table)}")
            yield from ((table, str(value)) for row in cursor.fetchall() for value in row if value is not None)


def traces():
    words = (PLANTED.casefold(), "oelgemoeller@", "\\u00d6lgem\\u00f6ller".casefold())
    return sorted({table for table, value in values() if any(word in value.casefold() for word in words)})


@pytest.fixture
def network():
    return make_network()


@pytest.fixture
def office(network):
    return make_role(network, "Jana Osterkamp", Role.OFFICE, Side.STATE)


@pytest.fixture
def person(network, office):
    found = User.objects.create_user("oelgemoeller@example.org", "ein langes Passwort", full_name="Greta Ölgemöller")
    people.give_role(
        person=found,
        network=network,
        role=Role.OFFICE,
        side=Side.STATE,
        function="Büro Ölgemöller",
        began_on=LONG_AGO,
        by=office,
        at=NOW,
    )
    people.enter_mandates(
        person=found,
        network=network,
        side=Side.STATE,
        scopes=[Scope.CONTRACT],
        office=Office.MINISTER,
        function="Ministerin Ölgemöller",
        began_on=LONG_AGO,
        ended_on=None,
        deputy_of=None,
        by=office,
        at=NOW,
    )
    return found


def plant(network, office, person):
    """Leave the person's name in every room, in words of the person and of others."""
    municipal = make_speaker(network, "Corinna Abel", Side.MUNICIPAL)
    version = make_put_up(network, office)
    shown = version.content_hash
    remarks.leave_remark(version=version, text="Das meint Ölgemöller.", by=person, at=NOW)
    remarks.leave_remark(version=version, text="Frau ÖLGEMÖLLER hat recht.", by=office, at=NOW)
    contract.consent_to_contract(version=version, side=Side.STATE, shown_hash=shown, by=person, at=NOW)
    contract.withdraw_from_contract(
        version=version, side=Side.STATE, reason="Ich, Ölgemöller, war zu schnell.", by=person, at=NOW
    )
    contract.consent_to_contract(version=version, side=Side.STATE, shown_hash=shown, by=person, at=NOW)
    contract.consent_to_contract(
        version=ContractVersion.objects.get(),
        side=Side.MUNICIPAL,
        shown_hash=shown,
        by=municipal,
        at=NOW,
        signed_on_paper_on=date(2026, 7, 1),
        signatory="Dr. Greta ölgemöller",
    )
    second = drafting.draft_new_version(amends=ContractVersion.objects.get(), by=person, at=NOW)
    second.effective_from = date(2027, 8, 1)
    second.save()
    contract.put_up(version=second, by=person, at=NOW)
    contract.refuse_contract(
        version=second, side=Side.MUNICIPAL, reason="Ölgemöller ist dagegen.", by=municipal, at=NOW
    )
    post = posts.promise_post(
        network=network, side=Side.STATE, title="Stelle", promised_fte=1, began_on=LONG_AGO, ended_on=None,
        agreed_in=None, by=person, at=NOW,
    )  # fmt: skip
    filling = posts.fill_post(
        post=post, filled_fte=1, began_on=LONG_AGO, ended_on=None, person=person, by=office, at=NOW
    )
    calendar.subscribe(network=network, by=person, at=NOW)
    queue_mail(to=person, subject="An Ölgemöller", body="Guten Tag, Frau Ölgemöller", at=NOW, by=office)
    people.invite_person(
        network=network, email="neu@example.org", full_name="Neu", role=Role.SCHOOL, side=None, function="",
        address=str, by=person, at=NOW,
    )  # fmt: skip
    with transaction.atomic():
        record(
            chain=network.journal_chain, subject=filling, action="x", by=office, at=NOW, reason="Wegen ÖLGEMÖLLER",
            changes={"person": [None, "Greta Ölgemöller"]}, about=person,
        )  # fmt: skip
    Client().post("/anmelden", {"login": person.email, "password": "ein langes Passwort"}, HTTP_USER_AGENT=PLANTED)


def test_after_an_erasure_the_name_occurs_nowhere_and_every_promise_holds(network, office, person):
    plant(network, office, person)
    before = traces()

    erase_person(person=person, by=office, at=datetime.now(UTC))

    assert set(before) >= {
        "accounts_user", "journal_entry", "networks_consent", "networks_mandate", "networks_remark",
        "networks_roleassignment", "post_message",
    }  # fmt: skip
    assert traces() == []
    promises = [problem for problem in checks.problems() if problem.check.startswith(("journal", "networks"))]
    assert promises == []


def test_evidence_stays_without_the_person(network, office, person):
    plant(network, office, person)
    entries = Entry.objects.count()

    erase_person(person=person, by=office, at=NOW)

    given = Consent.objects.get(side=Side.STATE, status="GIVEN")
    assert (given.office, given.given_by, bool(given.content_hash)) == ("MINISTER", None, True)
    assert ContractVersion.objects.get(number=1).status == "IN_FORCE"
    assert [filling.person for filling in PostFilling.objects.all()] == [None]
    assert Entry.objects.count() == entries + 1
    assert [remark.text for remark in Remark.objects.all()] == ["Frau (gelöschte Person) hat recht."]
    assert not RoleAssignment.objects.filter(person=person.pk).exists()
