from datetime import UTC, date, datetime

import pytest
from django.urls import reverse

from bildungsnetz.networks.models import FieldOfAction, Network
from bildungsnetz.networks.services.register import load_register
from bildungsnetz.partners.models import Institution, Kind, School

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def state():
    load_register(by=None, at=datetime(2026, 11, 24, tzinfo=UTC))


def make_school(number, town="05158028", name="Schule am Wald", **fields):
    institution = Institution.objects.create(kind=Kind.SCHOOL, name=name, town=town, place="Ratingen")
    return School.objects.create(institution=institution, school_number=number, school_type="02", **fields)


def test_regions_exist_on_a_day(client):
    before, after = (client.get("/api/v1/regions", {"on": day}).json() for day in ("2009-10-20", "2009-10-21"))

    assert (before["count"], after["count"]) == (54, 53)
    assert next(region for region in after["items"] if region["key"] == "05158") == {
        "key": "05158",
        "name": "Kreis Mettmann",
        "kind": "COUNTY",
        "district": "Düsseldorf",
        "exists_from": None,
        "exists_until": None,
        "network": "kreis-mettmann",
    }


def test_a_region_names_its_towns_and_the_source_of_its_borders(client):
    found = client.get("/api/v1/regions/05158").json()

    assert len(found["towns"]) == 10
    assert found["towns"][0] == {"ags": "05158004", "name": "Erkrath"}
    assert (found["licence"], found["attribution"]) == ("GeoNutzV", "© GeoBasis-DE / BKG 2017")


def test_networks_on_a_day_are_counted_certain_and_possible_apart(client):
    found = client.get("/api/v1/networks", {"on": "2013-11-19"}).json()

    assert {name: found[name] for name in ("on", "first_day", "certain", "possible", "regions_without")} == {
        "on": "2013-11-19",
        "first_day": "2008-06-23",
        "certain": 33,
        "possible": 18,
        "regions_without": 2,
    }
    assert [count["count"] for count in found["official"]] == [50]
    assert len(found["items"]) == 53


@pytest.mark.parametrize(("certainty", "rows"), [("CERTAIN", 33), ("POSSIBLE", 18), ("NO", 2)])
def test_networks_can_be_narrowed_by_certainty(client, certainty, rows):
    found = client.get("/api/v1/networks", {"on": "2013-11-19", "certainty": certainty}).json()

    assert (len(found["items"]), found["certain"]) == (rows, 33)


def test_a_network_shows_its_fields_of_the_day(client):
    network = Network.objects.get(slug="kreis-mettmann")
    FieldOfAction.objects.create(
        network=network, name="Medien", slug="medien", began_on=date(2013, 11, 19), ended_on=date(2020, 1, 1)
    )

    then, later = (
        client.get("/api/v1/networks/kreis-mettmann", {"on": on}).json() for on in ("2014-01-01", "2021-01-01")
    )

    assert then["fields_of_action"] == [
        {"name": "Medien", "slug": "medien", "description": "", "began_on": "2013-11-19", "ended_on": "2020-01-01"}
    ]
    assert (then["standing"], then["contract"], later["fields_of_action"]) == ("MEMBER", None, [])


def test_schools_are_paged_by_number_and_name_licence_and_attribution(client, django_assert_num_queries):
    for number in ("100003", "100001", "100002"):
        make_school(number)
    make_school("200000", town="05315000")

    with django_assert_num_queries(2):
        found = client.get("/api/v1/schools", {"region": "05158", "page": 1, "page_size": 2}).json()

    assert [school["school_number"] for school in found["items"]] == ["100001", "100002"]
    assert {name: found[name] for name in ("count", "page", "pages", "licence")} == {
        "count": 3, "page": 1, "pages": 2, "licence": "dl-de/by-2-0",
    }  # fmt: skip
    assert "Ministerium für Schule und Bildung NRW" in found["attribution"]


def test_a_page_beyond_the_last_is_empty(client):
    make_school("100001")

    found = client.get("/api/v1/schools", {"page": 99}).json()

    assert (found["items"], found["count"], found["pages"]) == ([], 1, 1)


def test_a_school_is_found_by_its_number(client):
    make_school("100001", name="Schule am Bach", lat=51.3, lon=6.85, point_origin="UTM", pupils=120)

    found = client.get("/api/v1/schools/100001").json()

    assert (found["name"], found["type_code"], found["pupils_rounded_to_5"], found["town"]) == (
        "Schule am Bach", "02", 120, "05158028",
    )  # fmt: skip


@pytest.mark.parametrize(
    "address",
    ["/api/v1/regions/05999", "/api/v1/networks/kreis-nirgends", "/api/v1/schools/999999", "/api/v1/x", "/api/v1/"],
)
def test_what_does_not_exist_is_answered_in_json(client, address):
    answer = client.get(address)

    assert (answer.status_code, answer["Content-Type"].split(";")[0]) == (404, "application/json")
    assert list(answer.json()) == ["detail"]


@pytest.mark.parametrize(
    "address",
    ["/api/v1/networks?on=gestern", "/api/v1/schools?page=0", "/api/v1/schools?region=5158", "/api/v1/regions/x"],
)
def test_a_wrong_parameter_is_named_without_repeating_what_was_sent(client, address):
    answer = client.get(address)

    assert answer.status_code == 422
    assert [sorted(problem) for problem in answer.json()["detail"]] == [["loc", "msg", "type"]]


@pytest.mark.parametrize("method", ["post", "put", "patch", "delete"])
def test_nothing_can_be_changed(client, method):
    answer = getattr(client, method)("/api/v1/networks")

    assert (answer.status_code, answer["Content-Type"], answer["Allow"]) == (405, "application/json", "GET")


def test_answers_may_be_read_from_every_site_and_kept_for_a_while(client):
    answer = client.get("/api/v1/networks")

    assert (answer["Access-Control-Allow-Origin"], answer["Cache-Control"]) == ("*", "public, max-age=300")


def test_the_description_names_every_call_and_obeys_the_policy(client):
    page = client.get(reverse("api:docs"))

    text = page.content.decode()
    paths = client.get(reverse("api-v1:openapi-json")).json()["paths"]
    assert [path for path in paths if path not in text] == []
    assert ("<script>" in text, " style=" in text, text.count("<h1")) == (False, False, 1)
    assert "default-src 'none'" in page["Content-Security-Policy"]
