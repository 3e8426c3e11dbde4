"""Writing versions: what the template gives, what may be changed, and that everything keeps its place."""

from datetime import date

import pytest

from bildungsnetz.networks.contract_template import CLAUSES
from bildungsnetz.networks.models import ContractVersion, FieldOfAction, VersionStatus
from bildungsnetz.networks.services import contract, drafting, errors
from bildungsnetz.networks.tests.factories import NOW, make_draft, make_in_force, make_network, make_put_up, make_role

pytestmark = pytest.mark.django_db


@pytest.fixture
def network():
    return make_network()


@pytest.fixture
def office(network):
    return make_role(network, "Jana Osterkamp", "OFFICE", "MUNICIPAL")


def fresh(version):
    return ContractVersion.objects.get(pk=version.pk)


def headings(version):
    return [(clause.position, clause.heading) for clause in version.clauses.order_by("position")]


def frame(version, office, **changed):
    values = {name: getattr(version, name) for name in ("title", "state_party", "municipal_party", "legal_basis")}
    values |= {"effective_from": version.effective_from, **changed}
    return drafting.change_frame(version=version, by=office, at=NOW, **values)


def test_the_template_fills_in_the_region_and_keeps_competences_where_they_are(network, office):
    version = drafting.draft_from_template(network=network, by=office, at=NOW)

    assert headings(version) == [(place, clause.heading) for place, clause in enumerate(CLAUSES, start=1)]
    assert "der Kreis Mettmann schließen" in version.clauses.get(kind="parties").text
    stays = {clause.kind: clause.stays_with for clause in version.clauses.exclude(stays_with="")}
    assert stays == {"competences": "EACH_SIDE", "posts": "EACH_SIDE"}
    assert (version.number, version.status) == (1, "DRAFT")


def test_the_frame_changes_as_a_whole(network, office):
    version = make_draft(network, office)

    frame(version, office, title="Vertrag neu", effective_from=date(2027, 2, 1))

    found = fresh(version)
    assert (found.title, found.effective_from, found.content_hash) == ("Vertrag neu", date(2027, 2, 1), "")


def test_a_clause_is_added_at_the_end_and_the_others_move_up_when_one_goes(network, office):
    version = make_draft(network, office)
    first = headings(version)

    drafting.add_clause(
        version=version, heading="Schulbau", text="…", competence="STAYS", stays_with="SCHOOL_BODY", by=office, at=NOW
    )
    drafting.remove_clause(clause=version.clauses.get(position=1), by=office, at=NOW)

    expected = [(place, heading) for place, (_, heading) in enumerate(first[1:], start=1)]
    assert headings(version) == [*expected, (len(first), "Schulbau")]


def test_a_clause_that_becomes_joint_loses_its_owner(network, office):
    version = make_draft(network, office)
    clause = version.clauses.get(kind="competences")

    drafting.change_clause(
        clause=clause, heading="Z", text="T", competence="JOINT", stays_with="SCHOOL", by=office, at=NOW
    )

    kept = version.clauses.get(kind="competences")
    assert (kept.heading, kept.competence, kept.stays_with) == ("Z", "JOINT", "")


def test_fields_move_up_when_one_goes(network, office):
    version = make_draft(network, office)
    for name in ("Digitale Welten", "Integration"):
        add_field(version, name, office)

    drafting.remove_field(field=version.fields.get(name="Digitale Welten"), by=office, at=NOW)

    found = list(version.fields.order_by("position").values_list("position", "name"))
    assert found == [(1, "Schulische Inklusion"), (2, "Integration")]


def add_field(version, name, office, follows=None):
    return drafting.set_field(
        version=version,
        field=None,
        name=name,
        description="",
        competence="JOINT",
        stays_with="",
        follows=follows,
        by=office,
        at=NOW,
    )


def test_the_next_version_is_a_copy_that_continues_the_fields_in_force(network, office):
    first = make_in_force(network, office)

    second = drafting.draft_new_version(amends=first, by=office, at=NOW)

    left, right = first.content(), second.content()
    assert (left["clauses"], left["parties"], left["title"]) == (right["clauses"], right["parties"], right["title"])
    assert [field.continues for field in second.fields.all()] == [FieldOfAction.objects.get()]
    assert (second.number, second.amends, second.effective_from) == (2, first, None)


def test_a_field_takes_the_place_of_another_and_an_address_is_given_once(network, office):
    first = make_in_force(network, office)
    inclusion = FieldOfAction.objects.get()
    second = drafting.draft_new_version(amends=first, by=office, at=NOW)
    drafting.remove_field(field=second.fields.get(), by=office, at=NOW)
    add_field(second, "Schulische Inklusion", office, follows=inclusion)
    # Its address would be the one that a second field of the first name is given.
    add_field(second, "Schulische Inklusion 2", office)
    frame(fresh(second), office, effective_from=date(2026, 11, 1))
    contract.put_up(version=second, by=office, at=NOW)

    make_in_force(network, office, second)

    found = {field.slug: (field.predecessor, field.ended_on) for field in FieldOfAction.objects.all()}
    assert found == {
        "schulische-inklusion": (None, date(2026, 11, 1)),
        "schulische-inklusion-2": (inclusion, None),
        "schulische-inklusion-2-2": (None, None),
    }


def test_a_version_in_force_is_not_changed(network, office):
    version = make_in_force(network, office)

    with pytest.raises(errors.NotChangeable):
        drafting.remove_clause(clause=version.clauses.get(position=1), by=office, at=NOW)

    assert version.clauses.count() == len(CLAUSES)


def test_a_text_put_up_does_not_lose_what_it_needs_to_be_agreed(network, office):
    version = make_put_up(network, office)

    with pytest.raises(errors.Incomplete) as without_day:
        frame(version, office, effective_from=None)
    with pytest.raises(errors.Incomplete) as without_field:
        drafting.remove_field(field=version.fields.get(), by=office, at=NOW)

    assert (without_day.value.missing, without_field.value.missing) == (["effective_from"], ["fields"])
    found = fresh(version)
    assert (found.effective_from, found.content_hash) == (version.effective_from, version.content_hash)
    assert found.fields.count() == 1


def test_a_draft_can_be_deleted_and_nothing_else(network, office):
    draft = make_draft(network, office)
    drafting.delete_draft(version=draft, by=office, at=NOW)
    version = make_put_up(network, office)

    with pytest.raises(errors.NotChangeable):
        drafting.delete_draft(version=version, by=office, at=NOW)

    assert [found.status for found in ContractVersion.objects.all()] == [VersionStatus.PUT_UP]


def test_numbers_run_through_all_contracts_of_a_network(network, office):
    first = make_in_force(network, office)
    contract.end_contract(contract=first.contract, on=date(2026, 12, 1), reason="Gekündigt", by=office, at=NOW)

    again = drafting.draft_from_template(network=network, by=office, at=NOW)

    assert (again.number, again.contract == first.contract) == (2, False)
