"""The history of a version is for those who may see the version."""

import pytest

from bildungsnetz.networks.models import Role, Side
from bildungsnetz.networks.services import drafting
from bildungsnetz.networks.tests.factories import NOW, make_draft, make_network, make_role

pytestmark = pytest.mark.django_db


@pytest.fixture
def network():
    return make_network()


@pytest.fixture
def office(network):
    return make_role(network, "Jana Osterkamp", Role.OFFICE, Side.MUNICIPAL)


@pytest.fixture
def address(network, office):
    version = make_draft(network, office)
    drafting.remove_clause(clause=version.clauses.get(position=1), by=office, at=NOW)
    return f"/verlauf/networks.contractversion/{version.pk}"


def test_the_office_reads_who_did_what_latest_first(client, office, address):
    client.force_login(office)

    page = client.get(address).content.decode()

    assert page.index("Paragraf entfernt") < page.index("Fassung entworfen")
    assert "Jana Osterkamp" in page


@pytest.mark.parametrize("role", [Role.STATE_SIDE, Role.BODY_MEMBER, Role.SCHOOL])
def test_the_history_of_a_draft_is_hidden_from_others(client, network, address, role):
    client.force_login(make_role(network, "Jemand", role, Side.STATE if role == Role.STATE_SIDE else ""))

    assert client.get(address).status_code == 404


def test_the_office_of_another_network_finds_nothing(client, address):
    elsewhere = make_network("05362", "Rhein-Erft-Kreis", "rhein-erft-kreis")
    client.force_login(make_role(elsewhere, "Fremder Mann", Role.OFFICE, Side.STATE))

    assert client.get(address).status_code == 404


@pytest.mark.parametrize("wrong", ["/verlauf/networks.contractversion/99", "/verlauf/accounts.user/1", "/verlauf/x/1"])
def test_what_has_no_history_is_not_found(client, office, wrong):
    client.force_login(office)

    assert client.get(wrong).status_code == 404


def test_without_sign_in_the_way_leads_to_the_sign_in(client, address):
    assert client.get(address).status_code == 302
