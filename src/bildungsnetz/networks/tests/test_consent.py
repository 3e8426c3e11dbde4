from datetime import date

import pytest
from django.db import DatabaseError, connection, transaction

from bildungsnetz.journal.selectors import broken_links
from bildungsnetz.networks.models import Consent, ContractVersion, FieldOfAction, Side, VersionStatus
from bildungsnetz.networks.services import contract, drafting, errors
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
from bildungsnetz.networks.upkeep import wrong_check_sums
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
    return make_speaker(network, "Henrike Solms", Side.STATE)


@pytest.fixture
def municipal(network):
    return make_speaker(network, "Corinna Abel", Side.MUNICIPAL)


def consent(version, side, by, at=NOW):
    fresh = ContractVersion.objects.get(pk=version.pk)
    return contract.consent_to_contract(version=fresh, side=side, shown_hash=fresh.content_hash, by=by, at=at)


def status(version):
    return ContractVersion.objects.get(pk=version.pk).status


def test_a_version_is_in_force_only_after_both_sides_have_consented(network, office, state, municipal):
    version = make_put_up(network, office)

    consent(version, Side.STATE, state)
    after_one = status(version)
    consent(version, Side.MUNICIPAL, municipal)

    assert (after_one, status(version)) == ("PUT_UP", "IN_FORCE")
    assert list(wrong_check_sums()) == []
    assert list(broken_links()) == []


def test_a_version_of_the_future_is_agreed_and_takes_effect_on_its_day(network, office, state, municipal):
    version = make_put_up(network, office, effective_from=date(2027, 8, 1))

    consent(version, Side.STATE, state)
    consent(version, Side.MUNICIPAL, municipal)
    agreed = status(version)
    contract.bring_due_into_force(at=NOW.replace(year=2027, month=8, day=1))

    assert (agreed, status(version)) == ("AGREED", "IN_FORCE")


def test_nobody_consents_for_a_side_without_a_mandate_of_that_side(network, office, state):
    version = make_put_up(network, office)

    with pytest.raises(errors.NoMandate):
        consent(version, Side.MUNICIPAL, state)

    assert Consent.objects.count() == 0


def test_a_mandate_counts_only_in_its_period(network, office):
    version = make_put_up(network, office)
    former = make_speaker(network, "Alt Gedient", Side.STATE, ended_on=NOW.date())

    with pytest.raises(errors.NoMandate):
        consent(version, Side.STATE, former)


def test_a_deputy_consents_with_the_same_effect(network, office, municipal):
    version = make_put_up(network, office)
    deputy = make_person("Vera Vertretung")
    give_mandate(network, deputy, Side.STATE, deputy_of=give_mandate(network, make_person("Ina Amt"), Side.STATE))

    consent(version, Side.STATE, deputy)
    consent(version, Side.MUNICIPAL, municipal)

    assert status(version) == "IN_FORCE"


def test_consent_to_a_text_that_was_not_shown_is_refused(network, office, state):
    version = make_put_up(network, office)

    with pytest.raises(errors.TextChanged):
        contract.consent_to_contract(version=version, side=Side.STATE, shown_hash="0" * 64, by=state, at=NOW)


def test_a_side_consents_once(network, office, state):
    version = make_put_up(network, office)
    consent(version, Side.STATE, state)

    with pytest.raises(errors.AlreadyConsented):
        consent(version, Side.STATE, state)


def test_changing_a_clause_voids_the_consents_and_tells_both_sides(network, office, state, municipal):
    version = make_put_up(network, office)
    consent(version, Side.STATE, state)
    before = ContractVersion.objects.get(pk=version.pk).content_hash
    clause = version.clauses.get(position=2)
    Message.objects.all().delete()

    drafting.change_clause(
        clause=clause, heading="Präambel", text="Anders.", competence="JOINT", stays_with="", by=office, at=NOW
    )

    found = ContractVersion.objects.get(pk=version.pk)
    assert (found.status, found.state_hash, found.municipal_hash) == ("PUT_UP", "", "")
    assert found.content_hash not in ("", before)
    assert [word.status for word in Consent.objects.all()] == ["VOIDED"]
    told = {message.to_address for message in Message.objects.all()}
    assert told == {state.email, municipal.email, office.email}


def test_both_must_consent_again_after_a_change(network, office, state, municipal):
    version = make_put_up(network, office)
    consent(version, Side.STATE, state)
    drafting.remove_clause(clause=version.clauses.get(position=3), by=office, at=NOW)

    consent(version, Side.MUNICIPAL, municipal)
    after_change = status(version)
    consent(version, Side.STATE, state)

    assert (after_change, status(version)) == ("PUT_UP", "IN_FORCE")
    assert [clause.position for clause in version.clauses.order_by("position")] == list(range(1, 11))


def test_a_consent_can_be_withdrawn_until_the_version_is_in_force(network, office, state, municipal):
    version = make_put_up(network, office, effective_from=date(2027, 8, 1))
    consent(version, Side.STATE, state)
    consent(version, Side.MUNICIPAL, municipal)

    contract.withdraw_from_contract(version=version, side=Side.STATE, reason="Der Haushalt fehlt.", by=state, at=NOW)

    found = ContractVersion.objects.get(pk=version.pk)
    assert (found.status, found.state_hash, found.municipal_hash == found.content_hash) == ("PUT_UP", "", True)


def test_a_consent_in_force_is_not_withdrawn(network, office, state, municipal):
    version = make_put_up(network, office)
    consent(version, Side.STATE, state)
    consent(version, Side.MUNICIPAL, municipal)

    with pytest.raises(errors.NoConsentToWithdraw):
        contract.withdraw_from_contract(version=version, side=Side.STATE, reason="Doch nicht.", by=state, at=NOW)


def test_a_refusal_needs_a_reason_and_ends_the_version(network, office, state):
    version = make_put_up(network, office)

    with pytest.raises(errors.ReasonMissing):
        contract.refuse_contract(version=version, side=Side.STATE, reason=" ", by=state, at=NOW)
    contract.refuse_contract(version=version, side=Side.STATE, reason="Zu wenig Stellen.", by=state, at=NOW)

    assert status(version) == "NOT_AGREED"


def test_the_next_version_supersedes_the_one_in_force_and_carries_its_fields(network, office, state, municipal):
    first = make_put_up(network, office)
    consent(first, Side.STATE, state)
    consent(first, Side.MUNICIPAL, municipal)
    inclusion = FieldOfAction.objects.get()
    second = drafting.draft_new_version(amends=ContractVersion.objects.get(pk=first.pk), by=office, at=NOW)
    second.effective_from = date(2026, 11, 1)
    second.save()
    drafting.set_field(
        version=second,
        field=None,
        name="Digitale Welten",
        description="",
        competence="JOINT",
        stays_with="",
        follows=None,
        by=office,
        at=NOW,
    )
    contract.put_up(version=second, by=office, at=NOW)

    consent(second, Side.STATE, state)
    consent(second, Side.MUNICIPAL, municipal)

    states = {version.number: (version.status, version.ended_on) for version in ContractVersion.objects.all()}
    assert states == {1: ("SUPERSEDED", date(2026, 11, 1)), 2: ("IN_FORCE", None)}
    fields = {field.name: (field.began_on, field.ended_on) for field in FieldOfAction.objects.all()}
    assert fields == {
        "Schulische Inklusion": (inclusion.began_on, None),
        "Digitale Welten": (date(2026, 11, 1), None),
    }


def test_a_draft_without_first_day_or_fields_is_not_put_up(network, office):
    version = drafting.draft_from_template(network=network, by=office, at=NOW)

    with pytest.raises(errors.Incomplete) as problem:
        contract.put_up(version=version, by=office, at=NOW)

    assert problem.value.missing == ["effective_from", "fields"]


def test_only_one_version_is_worked_on_at_a_time(network, office):
    make_draft(network, office)

    with pytest.raises(errors.OpenVersionExists):
        drafting.draft_from_template(network=network, by=office, at=NOW)


# What raw SQL and bulk updates cannot do


def refused(query, *parameters):
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(query, parameters)


TABLE = "networks_contractversion"


@pytest.mark.parametrize("target", ["AGREED", "IN_FORCE", "SUPERSEDED", "ENDED"])
def test_raw_sql_cannot_bring_a_version_into_force_without_both_consents(network, office, state, target):
    version = make_put_up(network, office)
    consent(version, Side.STATE, state)

    for forged in ("", ", municipal_hash = content_hash", ", state_hash = content_hash, municipal_hash = content_hash"):
        with pytest.raises(DatabaseError):
            refused(f"UPDATE {TABLE} SET status = %s{forged} WHERE id = %s", target, version.pk)
        with pytest.raises(DatabaseError), transaction.atomic():
            ContractVersion.objects.filter(pk=version.pk).update(status=target, municipal_hash=version.content_hash)

    assert status(version) == "PUT_UP"


def test_raw_sql_cannot_insert_a_version_in_force(network, office):
    version = make_put_up(network, office)
    chosen = {"id", "status", "number"}
    listed = ", ".join(field.column for field in ContractVersion._meta.concrete_fields if field.column not in chosen)
    copy = f"INSERT INTO {TABLE} (status, number, {listed}) SELECT 'IN_FORCE', 99, {listed} FROM {TABLE}"

    with pytest.raises(DatabaseError):
        refused(f"{copy} WHERE id = %s", version.pk)


TAMPERINGS = [
    "UPDATE networks_contractversion SET title = 'Anders' WHERE id = %s",
    "UPDATE networks_contractversion SET effective_from = '2020-01-01' WHERE id = %s",
    "UPDATE networks_contractversion SET content_hash = 'x', state_hash = 'x', municipal_hash = 'x' WHERE id = %s",
    "UPDATE networks_contractversion SET status = 'DRAFT' WHERE id = %s",
    "UPDATE networks_clause SET text = 'Anders' WHERE version_id = %s",
    "UPDATE networks_clause SET stays_with = 'STATE', competence = 'STAYS' WHERE version_id = %s",
    "DELETE FROM networks_clause WHERE version_id = %s",
    "INSERT INTO networks_clause (version_id, position, kind, heading, text, competence, stays_with) "
    "VALUES (%s, 99, 'other', 'Neu', 'Neu', 'JOINT', '')",
    "UPDATE networks_agreedfield SET name = 'Anders' WHERE version_id = %s",
    "DELETE FROM networks_agreedfield WHERE version_id = %s",
    "UPDATE networks_consent SET status = 'WITHDRAWN' WHERE subject_id = %s",
    "UPDATE networks_consent SET content_hash = 'x' WHERE subject_id = %s",
    "DELETE FROM networks_consent WHERE subject_id = %s",
    "DELETE FROM networks_contractversion WHERE id = %s",
]


@pytest.mark.parametrize("tampering", TAMPERINGS)
def test_raw_sql_cannot_change_the_text_of_a_version_in_force(network, office, state, municipal, tampering):
    version = make_put_up(network, office)
    consent(version, Side.STATE, state)
    consent(version, Side.MUNICIPAL, municipal)

    with pytest.raises(DatabaseError):
        refused(tampering, version.pk)

    assert list(wrong_check_sums()) == []


def test_a_bulk_update_cannot_change_the_text_of_a_version_in_force(network, office, state, municipal):
    version = make_put_up(network, office)
    consent(version, Side.STATE, state)
    consent(version, Side.MUNICIPAL, municipal)

    with pytest.raises(DatabaseError), transaction.atomic():
        version.clauses.update(text="Anders")
    with pytest.raises(DatabaseError), transaction.atomic():
        ContractVersion.objects.filter(pk=version.pk).update(title="Anders")


@pytest.mark.parametrize(
    "change",
    [
        "UPDATE networks_clause SET text = 'Anders' WHERE version_id = %s AND position = 1",
        "UPDATE networks_contractversion SET title = 'Anders' WHERE id = %s",
        "DELETE FROM networks_agreedfield WHERE version_id = %s",
    ],
)
def test_raw_changes_of_an_agreed_text_void_both_consents(network, office, state, municipal, change):
    version = make_put_up(network, office, effective_from=date(2027, 8, 1))
    consent(version, Side.STATE, state)
    consent(version, Side.MUNICIPAL, municipal)

    refused(change, version.pk)

    found = ContractVersion.objects.get(pk=version.pk)
    assert (found.status, found.content_hash, found.state_hash, found.municipal_hash) == ("PUT_UP", "", "", "")
    assert {word.status for word in Consent.objects.all()} == {"VOIDED"}
    assert found.status == VersionStatus.PUT_UP


def test_a_consent_cannot_be_inserted_for_another_text(network, office):
    version = make_put_up(network, office)

    with pytest.raises(DatabaseError), transaction.atomic():
        Consent.objects.create(
            network=network,
            subject_type="networks.contractversion",
            subject_id=version.pk,
            side=Side.STATE,
            content_hash="0" * 64,
            status="GIVEN",
            office="MINISTER",
            given_at=NOW,
        )
