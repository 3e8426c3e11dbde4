"""The list of schools, the page of a school, the list of institutions."""

import csv
import io
from datetime import UTC, date, datetime

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from bildungsnetz.accounts.tests.factories import UserFactory
from bildungsnetz.intake import services as intake
from bildungsnetz.journal import backlinks
from bildungsnetz.networks.models import RoleAssignment, Town
from bildungsnetz.partners import maps
from bildungsnetz.partners.models import School
from bildungsnetz.partners.tests.factories import (
    ROW,
    InstitutionFactory,
    NetworkFactory,
    SchoolFactory,
    schuldaten,
)

pytestmark = pytest.mark.django_db
AT = datetime(2026, 1, 7, 9, 0, tzinfo=UTC)


@pytest.fixture
def network():
    return NetworkFactory()


def office(network, role="OFFICE"):
    person = UserFactory()
    RoleAssignment.objects.create(
        person=person,
        network=network if role != "OPERATOR" else None,
        role=role,
        side="MUNICIPAL" if role == "OFFICE" else "",
        began_on=date(2020, 1, 1),
    )
    return person


def names(answer):
    return [line["school"].institution.name for line in answer.context["lines"]]


def school(name, **fields):
    return SchoolFactory(institution__name=name, **fields)


def test_the_list_names_the_schools_of_the_networks_towns_by_name(client, network):
    for name in ("Öhrchenschule", "Zugschule", "Ostschule", "Albertschule"):
        school(name)
    school("Fremdes Wort", institution__town="05315000")
    school("Schulamt", school_type="0A")

    answer = client.get("/kreis-mettmann/schulen")

    assert names(answer) == ["Albertschule", "Öhrchenschule", "Ostschule", "Zugschule"]
    page = answer.content.decode()
    assert "4 Schulen" in page
    assert "Fremdes Wort" not in page


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("", ["Gymnasium Öst", "Realschule West"]),
        ("suche=ÖST", ["Gymnasium Öst"]),
        ("suche=oest+mettmann", ["Gymnasium Öst"]),
        ("suche=100777", ["Gymnasium Öst"]),
        ("stadt=05158004", ["Realschule West"]),
        ("schulform=20", ["Gymnasium Öst"]),
        ("stand=missing", ["Alte Schule"]),
        ("stand=all", ["Alte Schule", "Gymnasium Öst", "Realschule West"]),
        ("stand=unsinn&stadt=99", ["Gymnasium Öst", "Realschule West"]),
        ("suche=nirgends", []),
    ],
)
def test_every_filter_works_as_an_address(client, network, query, expected):
    school("Gymnasium Öst", school_type="20", school_number="100777")
    school("Realschule West", school_type="10", institution__town="05158004", institution__place="Erkrath")
    school("Alte Schule", last_listed_on=date(2021, 8, 18), missing_since=date(2024, 10, 15))

    assert names(client.get(f"/kreis-mettmann/schulen?{query}")) == expected


def test_an_empty_list_says_so_and_offers_the_import_to_those_who_may(client, network):
    assert "Noch keine Schulen eingelesen." in client.get("/kreis-mettmann/schulen").content.decode()
    assert "/einlesen" not in client.get("/kreis-mettmann/schulen").content.decode()

    client.force_login(office(network))

    assert "/einlesen" in client.get("/kreis-mettmann/schulen").content.decode()


def test_schools_with_a_point_stand_on_the_map_and_in_its_table(client, network):
    school("Mit Punkt", lat=51.25, lon=6.97, point_origin="UTM", point_town="05158024")
    school("Ohne Punkt")

    figure = client.get("/kreis-mettmann/schulen").context["figure"]

    assert figure.finding == "1 Schule in Kreis Mettmann hat einen Punkt auf der Karte."
    assert figure.table.rows == (("Mit Punkt", "Grundschule", "Mettmann"),)
    assert figure.svg.count("<circle") == 1


def test_where_schools_would_hide_each_other_they_share_a_mark_and_are_counted_by_town(client, network, monkeypatch):
    monkeypatch.setattr(maps, "MOST_SINGLE_MARKS", 2)
    for name in ("Eins", "Zwei", "Drei"):
        school(name, lat=51.25, lon=6.97, point_origin="UTM", point_town="05158024")

    figure = client.get("/kreis-mettmann/schulen").context["figure"]

    assert figure.finding == "3 Schulen in Kreis Mettmann haben einen Punkt auf der Karte."
    assert (figure.svg.count("<circle"), "<title>3 Schulen</title>" in figure.svg) == (1, True)
    assert [row for row in figure.table.rows if row[1] != "0"] == [("Mettmann", "3")]


def test_the_list_can_be_taken_away_as_csv_without_the_social_index(client, network):
    school("=Schule", social_index=9)

    answer = client.get("/kreis-mettmann/schulen.csv?stand=all")

    rows = list(csv.DictReader(io.StringIO(answer.content.decode())))
    assert [row["name"] for row in rows] == ["'=Schule"]
    assert "social_index" not in rows[0]


def queries_for(client, address):
    with CaptureQueriesContext(connection) as captured:
        assert client.get(address).status_code == 200
    return len(captured)


@pytest.mark.parametrize("address", ["/kreis-mettmann/schulen", "/kreis-mettmann/schulen.csv"])
def test_the_list_needs_the_same_queries_for_one_row_and_for_three(client, network, address):
    point = {"lat": 51.25, "lon": 6.97, "point_origin": "UTM", "point_town": "05158024"}
    school("Schule 1", **point)
    with_one = queries_for(client, address)

    for number in (2, 3):
        school(f"Schule {number}", **point)

    # Network, count, page and map are four; the frame of the page adds its own.
    assert queries_for(client, address) == with_one <= 10


def test_institutions_need_the_same_queries_for_one_row_and_for_three(client, network):
    client.force_login(office(network))
    InstitutionFactory()
    with_one = queries_for(client, "/kreis-mettmann/partner")

    InstitutionFactory.create_batch(2)

    assert queries_for(client, "/kreis-mettmann/partner") == with_one <= 20


def test_the_page_of_a_school_names_the_source_of_every_field_and_its_imports(client, network):
    for street, stated in (("Alte Str. 1", "01.09.2021"), ("Walder Str. 15", "01.09.2022")):
        run = intake.preview_import(
            name=f"liste-{stated}.csv", content=schuldaten({"Strasse": street}, stated=stated), by=None, at=AT
        )
        intake.apply_import(run=run, by=None, at=AT)

    page = client.get("/kreis-mettmann/schulen/100011").content.decode()

    for words in (
        "Städt. Gesamtschule",
        "Haan (05158008)",
        "Grunddaten der Schulen (Schulministerium)",
        "01.09.2022",
        "liste-01.09.2021.csv",
        "Erster Eintrag im Verzeichnis.",
        "Straße: Alte Str. 1 → Walder Str. 15",
        "Für diese Schule gibt es keinen Schulsozialindex.",
    ):
        assert words in page


def test_the_social_index_stands_on_the_schools_page_with_its_meaning_only(client, network):
    found = school("Schule", social_index=7, social_index_edition="2024/25")
    run = intake.preview_import(name="liste.csv", content=schuldaten(ROW), by=None, at=AT)
    intake.apply_import(run=run, by=None, at=AT)
    found.records.create(
        source="DIRECTORY",
        reference_date=date(2024, 10, 15),
        said={"town": "05158024", "social_index": 7, "social_index_edition": "2024/25"},
        run=run,
    )

    page = client.get(f"/kreis-mettmann/schulen/{found.school_number}").content.decode()

    assert "Stufe 7 von 9, wie das Verzeichnis 2024/25 sie nennt." in page
    assert "Über die Qualität einer Schule sagt er nichts." in page
    assert "Sozialindex" not in client.get("/kreis-mettmann/schulen").content.decode()


def test_a_school_of_another_network_does_not_exist_here(client, network):
    foreign = school("Fremdes Wort", institution__town="05315000")

    answer = client.get(f"/kreis-mettmann/schulen/{foreign.school_number}")

    assert answer.status_code == 404
    assert "Fremdes Wort" not in answer.content.decode()


@pytest.mark.parametrize("address", ["/nirgends/schulen", "/nirgends/schulen.csv", "/nirgends/schulen/100011"])
def test_without_network_there_is_no_page(client, address):
    assert client.get(address).status_code == 404


def test_a_school_number_alone_leads_to_the_schools_page(client, network):
    found = school("Schule")
    foreign = school("Fremde", institution__town="05315000")

    answer = client.get(f"/schulen/{found.school_number}")

    assert answer["Location"] == f"/kreis-mettmann/schulen/{found.school_number}"
    assert client.get(f"/schulen/{foreign.school_number}").status_code == 404


def test_what_upper_rooms_know_about_a_school_stands_on_its_page(client, network, monkeypatch):
    monkeypatch.setattr(backlinks, "_selectors", {})
    backlinks.register(School, lambda subject, viewer: [backlinks.Link("Maßnahmen", "Ganztag ausbauen", "/x")])

    assert "Ganztag ausbauen" in client.get(f"/kreis-mettmann/schulen/{school('S').school_number}").content.decode()


def test_institutions_are_for_those_who_belong_to_the_network(client, network):
    InstitutionFactory(name="Jugendamt Mettmann")
    InstitutionFactory(name="Fremdes Wort", town="05315000")
    assert client.get("/kreis-mettmann/partner").status_code == 302

    client.force_login(UserFactory())
    assert client.get("/kreis-mettmann/partner").status_code == 404

    client.force_login(office(network))
    page = client.get("/kreis-mettmann/partner").content.decode()
    assert "Jugendamt Mettmann" in page
    assert "1 Einrichtung" in page
    assert "Fremdes Wort" not in page


@pytest.mark.parametrize(("query", "count"), [("art=LIBRARY", 1), ("art=YOUTH_OFFICE", 2), ("suche=stadtb", 1)])
def test_institutions_are_filtered_by_kind_and_word(client, network, query, count):
    InstitutionFactory(name="Jugendamt")
    house = InstitutionFactory(name="Haus der Jugend mit Stadtbücherei")
    house.further_kinds.create(kind="LIBRARY")
    client.force_login(office(network))

    assert len(client.get(f"/kreis-mettmann/partner?{query}").context["lines"]) == count


def test_an_office_imports_for_its_own_network_and_the_operator_for_the_state(client, network):
    client.force_login(office(network))
    assert [key for key, _ in client.get("/einlesen").context["form"].fields["scope"].choices] == ["kreis-mettmann"]

    client.force_login(office(network, role="OPERATOR"))
    assert [key for key, _ in client.get("/einlesen").context["form"].fields["scope"].choices] == [""]

    client.force_login(office(network, role="SCHOOL"))
    assert client.get("/einlesen").status_code == 404


def test_region_town_network_and_import_lead_to_their_schools(client, network):
    town = Town.objects.create(ags="05158024", name="Mettmann", region=network.region)
    for content in (ROW, {**ROW, "Schulnummer": "100012", "Gemeindeschluessel": "05158024"}):
        run = intake.preview_import(
            name="liste.csv", content=schuldaten(content), by=None, at=AT, scope="kreis-mettmann"
        )
        intake.apply_import(run=run, by=None, at=AT)

    both = [backlinks.Link("Schulen", "2 Schulen", "/kreis-mettmann/schulen")]
    assert backlinks.links_to(network, viewer=None) == both
    assert backlinks.links_to(network.region, viewer=None) == both
    assert backlinks.links_to(run, viewer=None) == both
    assert backlinks.links_to(town, viewer=None) == [
        backlinks.Link("Schulen", "1 Schule", "/kreis-mettmann/schulen?stadt=05158024")
    ]
    client.force_login(office(network))
    assert "/kreis-mettmann/schulen" in client.get(run.get_absolute_url()).content.decode()
    assert "Datei übernommen" in client.get(f"/verlauf/intake.importrun/{run.pk}").content.decode()
