"""Who is told what, in whose language."""

from datetime import date, timedelta

import pytest

from bildungsnetz.networks.models import ContractVersion, Side
from bildungsnetz.networks.services import contract, reminders
from bildungsnetz.networks.tests.factories import (
    NOW,
    give_mandate,
    make_draft,
    make_network,
    make_person,
    make_put_up,
    make_role,
    make_speaker,
)
from bildungsnetz.post.models import Message

pytestmark = pytest.mark.django_db


@pytest.fixture
def network():
    return make_network()


@pytest.fixture
def office(network):
    return make_role(network, "Jana Osterkamp", "OFFICE", Side.MUNICIPAL)


@pytest.fixture
def state(network):
    speaker = make_person("Henrike Solms", language="en")
    give_mandate(network, speaker, Side.STATE)
    return speaker


@pytest.fixture
def municipal(network):
    return make_speaker(network, "Corinna Abel", Side.MUNICIPAL)


def sent():
    found = Message.objects.order_by("to_address").values_list("to_address", "subject")
    return [(address.partition("@")[0], subject) for address, subject in found]


def consent(version, side, by):
    fresh = ContractVersion.objects.get(pk=version.pk)
    contract.consent_to_contract(version=fresh, side=side, shown_hash=fresh.content_hash, by=by, at=NOW)


def test_putting_up_tells_those_who_may_consent_each_in_their_language(network, office, state, municipal):
    make_speaker(network, "Alt Gedient", Side.STATE, ended_on=NOW.date())

    contract.put_up(version=make_draft(network, office), by=office, at=NOW)

    assert sent() == [
        ("corinna.abel", "Zustimmung nötig: Kooperationsvertrag, Fassung 1"),
        ("henrike.solms", "Consent needed: Kooperationsvertrag, version 1"),
    ]
    assert "/kreis-mettmann/vertrag/fassungen/1" in Message.objects.first().body


def test_the_second_consent_tells_both_sides_and_the_office(network, office, state, municipal):
    version = make_put_up(network, office, effective_from=date(2027, 8, 1))
    consent(version, Side.STATE, state)
    after_one = sent()

    consent(version, Side.MUNICIPAL, municipal)

    assert after_one == []
    assert sent() == [
        ("corinna.abel", "Vereinbart: Kooperationsvertrag, Fassung 1"),
        ("henrike.solms", "Agreed: Kooperationsvertrag, version 1"),
        ("jana.osterkamp", "Vereinbart: Kooperationsvertrag, Fassung 1"),
    ]


def test_a_withdrawal_says_which_side_took_its_consent_back(network, office, state, municipal):
    version = make_put_up(network, office, effective_from=date(2027, 8, 1))
    consent(version, Side.STATE, state)

    contract.withdraw_from_contract(version=version, side=Side.STATE, reason="Haushalt", by=state, at=NOW)

    assert [who for who, _ in sent()] == ["corinna.abel", "henrike.solms", "jana.osterkamp"]
    german, english = (Message.objects.get(language=language, person=who) for language, who in
                       (("de", municipal), ("en", state)))  # fmt: skip
    assert german.body.startswith("Landesseite: Die Zustimmung wurde zurückgenommen.")
    assert english.body.startswith("State side has taken its consent back.")


def test_a_reminder_goes_to_the_side_that_is_missing_at_most_once_in_seven_days(network, office, state, municipal):
    version = make_put_up(network, office)
    consent(version, Side.STATE, state)

    reminded = reminders.remind(version=ContractVersion.objects.get(), by=office, at=NOW)
    with pytest.raises(reminders.TooSoon):
        reminders.remind(version=ContractVersion.objects.get(), by=office, at=NOW + timedelta(days=6))
    reminders.remind(version=ContractVersion.objects.get(), by=office, at=NOW + timedelta(days=8))

    assert reminded == [municipal]
    assert sent() == [("corinna.abel", "Erinnerung: Zustimmung zu Kooperationsvertrag, Fassung 1")] * 2
