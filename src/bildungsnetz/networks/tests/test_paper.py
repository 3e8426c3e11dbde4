"""The contract as PDF: what it says, that it is tagged, and that it is the same every time."""

from datetime import date
from io import BytesIO

import pikepdf
import pytest

from bildungsnetz.documents.tests.reading import words_of
from bildungsnetz.networks.content_hash import grouped
from bildungsnetz.networks.models import Side
from bildungsnetz.networks.services import drafting
from bildungsnetz.networks.services.paper import contract_paper
from bildungsnetz.networks.tests.factories import NOW, make_draft, make_in_force, make_network, make_put_up, make_role

pytestmark = pytest.mark.django_db
WARNING = "Noch nicht vereinbart."


@pytest.fixture
def network():
    return make_network()


@pytest.fixture
def office(network):
    return make_role(network, "Jana Osterkamp", "OFFICE", Side.MUNICIPAL)


def paper(version):
    return contract_paper(version=version, at=NOW)


def test_the_paper_is_tagged_german_and_the_same_every_time(network, office):
    version = make_in_force(network, office)

    first, second = paper(version), paper(version)

    assert first == second
    with pikepdf.open(BytesIO(first)) as document:
        assert (str(document.Root.Lang), bool(document.Root.MarkInfo.Marked)) == ("de", True)


def test_a_contract_in_force_shows_both_consents_and_the_check_sum(network, office):
    version = make_in_force(network, office)

    words = words_of(paper(version))

    assert WARNING not in words
    for expected in ("§ 1 Vertragsparteien", "Schulische Inklusion", "Henrike Solms", "Corinna Abel", "24.11.2026"):
        assert expected in words
    assert grouped(version.content_hash) in words


def test_a_draft_says_that_it_is_not_agreed_and_shows_no_check_sum(network, office):
    words = words_of(paper(make_draft(network, office)))

    assert WARNING in words
    assert words.count("Zustimmung offen") == 2
    assert "Prüfsumme:" not in words


def test_a_text_put_up_says_that_it_is_not_agreed_and_shows_its_check_sum(network, office):
    version = make_put_up(network, office)

    words = words_of(paper(version))

    assert WARNING in words
    assert grouped(version.content_hash) in words


def test_another_text_gives_another_paper(network, office):
    version = make_draft(network, office)
    before = paper(version)

    drafting.change_frame(
        version=version,
        title="Vertrag neu",
        state_party=version.state_party,
        municipal_party=version.municipal_party,
        legal_basis=version.legal_basis,
        effective_from=date(2027, 1, 1),
        by=office,
        at=NOW,
    )

    assert paper(type(version).objects.get()) != before
