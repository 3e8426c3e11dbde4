import pytest

from bildungsnetz.networks.models import Side
from bildungsnetz.networks.services import contract
from bildungsnetz.networks.tests import factories

pytestmark = pytest.mark.django_db


@pytest.fixture
def network():
    return factories.make_network()


@pytest.fixture
def draft(network):
    made = factories.make_draft(network, factories.make_person("Jana Osterkamp"))
    made.title = "Geheimer Entwurf"
    made.save()
    return made


def bring_into_force(version):
    version = contract.put_up(version=version, by=version.created_by, at=factories.NOW)
    for side, name in ((Side.STATE, "Ulrike Brandt"), (Side.MUNICIPAL, "Corinna Abel")):
        speaker = factories.make_speaker(version.network, name, side)
        version.refresh_from_db()
        contract.consent_to_contract(
            version=version, side=side, shown_hash=version.content_hash, by=speaker, at=factories.NOW
        )
    version.refresh_from_db()
    return version


def test_nothing_of_a_draft_is_shown_to_the_public(client, draft):
    addresses = ["", "/netzwerk", "/vertrag", "/vertrag?fassung=1"]

    pages = [client.get(f"/kreis-mettmann{address}") for address in addresses]

    assert [page.status_code for page in pages] == [200, 200, 200, 404]
    assert [page for page in pages if "Geheimer Entwurf" in page.content.decode()] == []
    assert "Der Vertrag ist noch nicht in Kraft." in pages[2].content.decode()
    assert client.get("/api/v1/networks/kreis-mettmann").json()["contract"] is None


def test_a_contract_in_force_shows_text_consents_and_check_sum_but_no_person(client, draft):
    draft.title = "Kooperationsvertrag"
    draft.save()
    version = bring_into_force(draft)

    text = client.get("/kreis-mettmann/vertrag").content.decode()

    assert [
        part for part in (version.content_hash, "Zustimmung beider Seiten", "Schulische Inklusion") if part not in text
    ] == []
    assert [name for name in ("Ulrike Brandt", "Corinna Abel", "Jana Osterkamp") if name in text] == []
    assert client.get("/kreis-mettmann/vertrag?fassung=1").status_code == 200
    assert client.get("/kreis-mettmann/vertrag?fassung=2").status_code == 404
    assert client.get("/api/v1/networks/kreis-mettmann").json()["contract"]["content_hash"] == version.content_hash
