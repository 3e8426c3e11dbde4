"""The graph of cooperations: exact while small, examined in the background when large, always the same queries."""

import random
from datetime import UTC, date, datetime

import networkx as nx
import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from bildungsnetz.accounts.tests.factories import UserFactory
from bildungsnetz.networks.models import Role, RoleAssignment
from bildungsnetz.partners import cooperation_graph, examining, neighbourhood, picture_of_ties
from bildungsnetz.partners.models import Cooperation, CooperationKind, Evidence, Examination, Institution
from bildungsnetz.partners.services import spelt
from bildungsnetz.partners.tests.factories import InstitutionFactory, NetworkFactory

NOW = datetime(2026, 11, 24, 8, 0, tzinfo=UTC)
TODAY = date(2026, 11, 24)
TOWN = "05158024"


@pytest.fixture
def network(db):
    return NetworkFactory()


@pytest.fixture
def office(network, client):
    person = UserFactory()
    RoleAssignment.objects.create(
        person=person, network=network, role=Role.OFFICE, side="STATE", began_on=date(2020, 1, 1)
    )
    client.force_login(person, backend="allauth.account.auth_backends.AuthenticationBackend")
    return person


def tie(network, first, second):
    return Cooperation(
        network=network, first=first, second=second, kind=CooperationKind.WORKS_WITH, purpose="x",
        evidence=Evidence.MEETING,
    )  # fmt: skip


def fill(network, partners, cooperations, seed=1):
    chance = random.Random(seed)
    made = Institution.objects.bulk_create(
        spelt(Institution(kind="OTHER", name=f"Haus {number:05}", town=TOWN, side="THIRD"))
        for number in range(partners)
    )
    pairs = {tuple(sorted(chance.sample(range(partners), 2))) for _ in range(cooperations)}
    Cooperation.objects.bulk_create(tie(network, made[first], made[second]) for first, second in sorted(pairs))
    return made


def test_an_estimate_from_all_starting_points_is_the_exact_betweenness(monkeypatch):
    graph = nx.gnm_random_graph(40, 90, seed=3)
    monkeypatch.setattr(cooperation_graph, "SAMPLE", 40)
    monkeypatch.setattr(cooperation_graph, "EXACT_UP_TO", 10)
    shares = []

    found = cooperation_graph.structure_of(graph.nodes, graph.edges, progress=shares.append)

    assert found.estimated
    assert found.between == pytest.approx(nx.betweenness_centrality(graph))
    assert (shares == sorted(shares), shares[-1], len(shares) > 10) == (True, 100, True)


def test_the_page_says_who_holds_whom_and_the_table_says_the_same(network, office, client):
    names = ("Agentur", "Bücherei", "Club", "Dienst", "Einsam")
    a, b, c, d, _e = (InstitutionFactory(name=name, town=TOWN) for name in names)
    Cooperation.objects.bulk_create(tie(network, *ends) for ends in ((a, b), (b, c), (c, a), (c, d)))

    text = client.get("/kreis-mettmann/partner/netz").content.decode()

    # Of the six pairs of the four others two meet over Club: Agentur and Dienst, Bücherei and Dienst.
    assert "Ohne Club verlören diese den Anschluss an die übrigen: Dienst." in text
    assert "33 % der kürzesten Wege zwischen anderen führen über Club." in text
    assert "1 Partner ohne Verbindung" in text
    assert "Dienst verlören den Anschluss" in text


def test_the_neighbourhood_names_who_would_be_left_alone(network):
    names = ("Amt", "Bücherei", "Club", "Dienst")
    a, b, c, d = (InstitutionFactory(name=name, town=TOWN) for name in names)
    Cooperation.objects.bulk_create(tie(network, *ends) for ends in ((a, b), (b, c), (c, a), (a, d)))

    found = neighbourhood.neighbourhood_of(a, network=network, on=TODAY)

    assert found.sentences == [
        "Amt arbeitet mit 3 Einrichtungen zusammen.",
        "2 davon arbeiten auch untereinander zusammen.",
        "Fällt Amt weg, arbeiten diese mit niemandem mehr zusammen: Dienst.",
    ]
    assert [tuple(row) for row in found.table.rows] == [
        ("Bücherei", "2", "Club"), ("Club", "2", "Bücherei"), ("Dienst", "1", "–"),
    ]  # fmt: skip
    assert found.figure is not None


def test_a_large_network_is_examined_in_the_background_and_says_when_it_is_outdated(
    network, office, client, monkeypatch
):
    monkeypatch.setattr(picture_of_ties, "EXACT_UP_TO", 5)
    fill(network, 12, 20)
    before = picture_of_ties.view_of_ties(network, on=TODAY)

    examination = examining.ask_to_examine(network=network, at=NOW)
    waiting = client.get("/kreis-mettmann/partner/netz").content.decode()
    again = examining.ask_to_examine(network=network, at=NOW)
    Examination.objects.update(state="RUNNING")
    examining.run_examination(examination, at=NOW)
    done = picture_of_ties.view_of_ties(network, on=TODAY)
    Cooperation.objects.order_by("pk")[0].delete()
    later = picture_of_ties.view_of_ties(network, on=TODAY)

    assert (before.sentences, before.examination) == ([], None)
    assert "Das Netz wird untersucht" in waiting
    assert again == examination
    assert Examination.objects.get().state == "DONE"
    assert len(done.sentences) > 0
    assert (done.is_outdated, later.is_outdated) == (False, True)


@pytest.mark.parametrize("page", ["netz", "netz/{}", "{}"])
def test_pages_of_ties_need_the_same_queries_when_the_network_is_large(network, office, client, monkeypatch, page):
    monkeypatch.setattr(picture_of_ties, "EXACT_UP_TO", 60)
    small = fill(network, 20, 40)
    address = f"/kreis-mettmann/partner/{page}"

    def queries(one):
        with CaptureQueriesContext(connection) as caught:
            assert client.get(address.format(one.pk)).status_code == 200
        return len(caught)

    queries(small[0])
    few = queries(small[0])
    large = fill(network, 200, 900, seed=2)
    examination = examining.ask_to_examine(network=network, at=NOW)
    examining.run_examination(examination, at=NOW)

    assert queries(large[0]) == few
