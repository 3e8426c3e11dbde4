import csv
import io
import re
from datetime import UTC, date, datetime

import pytest
from django.urls import reverse

from bildungsnetz.monitoring.tests.factories import make_published, new_table
from bildungsnetz.networks.models import Duty, FieldOfAction, Network, Region
from bildungsnetz.networks.services.register import load_register
from bildungsnetz.partners.models import Institution, Kind, School
from bildungsnetz.portal import pictures
from bildungsnetz.portal.selectors import find_public
from bildungsnetz.post.models import Message

pytestmark = pytest.mark.django_db

FIXED = ["start", "networks", "search", "open_data", "imprint", "privacy", "accessibility", "barrier", "easy_language",
         "sign_language"]  # fmt: skip
OF_NETWORK = ["network", "about", "contract"]


@pytest.fixture(autouse=True)
def state():
    load_register(by=None, at=datetime(2026, 11, 24, tzinfo=UTC))


@pytest.fixture
def mettmann():
    return Network.objects.get(slug="kreis-mettmann")


def addresses():
    return [reverse(f"portal:{name}") for name in FIXED] + [
        reverse(f"portal:{name}", args=["kreis-mettmann"]) for name in OF_NETWORK
    ]


@pytest.mark.parametrize("address", addresses())
def test_every_public_page_opens_with_one_headline_and_the_duties_at_its_foot(client, address):
    page = client.get(address)

    text = page.content.decode()
    assert (page.status_code, text.count("<h1"), text.count("</h1>")) == (200, 1, 1)
    assert [name for name in ("imprint", "privacy", "accessibility", "barrier", "easy_language", "sign_language")
            if f'href="{reverse(f"portal:{name}")}"' not in text] == []  # fmt: skip


@pytest.mark.parametrize("address", addresses())
def test_no_public_page_carries_inline_style_or_script(client, address):
    text = client.get(address).content.decode()

    assert (" style=" in text, "<style" in text, "<script>" in text, " onclick=" in text) == (False,) * 4


def test_the_start_page_lists_53_regions_and_links_to_52_networks(client):
    page = client.get("/")

    text = page.content.decode()
    assert len(page.context["rows"]) == 53
    assert "53 Regionen" in text
    assert [n.name for n in Network.objects.all() if f'<a href="/{n.slug}">{n.name}</a>' not in text] == []
    assert "Kreis Wesel" in text


def test_on_19_november_2013_the_page_says_what_is_certain_possible_and_counted_officially(client):
    page = client.get("/netzwerke", {"tag": "19.11.2013"})

    text = page.content.decode()
    assert "Netzwerke am 19. November 2013" in text
    assert "Am 19.11.2013 zählt eine öffentliche Quelle 50 Netzwerke." in text
    assert "Am 19.11.2013 sind 33 Netzwerke sicher belegt; 18 weitere sind möglich, ihr Datum ist nicht belegt." in text
    assert [(entry.text, entry.count) for entry in page.context["figure"].legend] == [
        ("Vertrag mit Datum oder Jahr belegt", 32),
        ("an diesem Tag begonnen", 1),
        ("Netzwerk genannt, Datum nicht belegt", 18),
        ("Vertrag erst für später belegt", 1),
        ("kein Vertrag belegt", 1),
    ]
    assert [line.row.region.name for line in page.context["beginners"]] == ["Kreis Mettmann"]


def test_the_day_may_also_be_written_as_machines_do(client):
    assert client.get("/netzwerke", {"tag": "2013-11-19"}).context["day"] == date(2013, 11, 19)


@pytest.mark.parametrize("entered", ["31.02.2013", "gestern", "", "19.11.99999"])
def test_a_wrong_day_is_answered_with_an_example(client, entered):
    page = client.get("/netzwerke", {"tag": entered})

    assert page.status_code == 400
    assert "Bitte tragen Sie ein Datum ein, zum Beispiel 14.01.2027." in page.content.decode()


@pytest.mark.parametrize("day", ["22.06.2008", "01.01.0001"])
def test_before_the_first_date_the_page_says_there_was_no_network(client, day):
    text = client.get("/netzwerke", {"tag": day}).content.decode()

    assert "An diesem Tag gab es noch kein Netzwerk. Das erste Datum im Register ist der 23.06.2008." in text


@pytest.mark.parametrize("day", ["31.12.9999", "01.01.2150"])
def test_a_day_far_ahead_does_not_draw_a_bar_for_every_year(client, day):
    page = client.get("/netzwerke", {"tag": day})

    assert page.status_code == 200
    assert len(page.context["timeline"].table.rows) < 30


def test_one_steps_from_contract_day_to_contract_day(client):
    page = client.get("/netzwerke", {"tag": "19.11.2013"})

    assert page.context["steps"] == [
        ("Vertrag davor", "/netzwerke?tag=13.04.2010"),
        ("Vertrag danach", "/netzwerke?tag=01.08.2019"),
    ]


def test_the_bars_add_up_documented_contracts_year_by_year(client):
    page = client.get("/netzwerke", {"tag": "19.11.2013"})

    bars = {str(year): count for year, count in page.context["timeline"].table.rows}
    assert {year: bars[year] for year in ("2008", "2009", "2010", "2011", "2012", "2013", "2018", "2019")} == {
        "2008": "9", "2009": "25", "2010": "31", "2011": "31", "2012": "32", "2013": "33", "2018": "33", "2019": "34",
    }  # fmt: skip


@pytest.mark.parametrize("address", ["/", "/netzwerke?tag=19.11.2013", "/netzwerke.csv?tag=19.11.2013"])
def test_pages_about_all_regions_need_four_queries(client, address, django_assert_num_queries):
    with django_assert_num_queries(4):
        assert client.get(address).status_code == 200


def test_the_page_of_a_network_needs_few_queries(client, django_assert_max_num_queries):
    with django_assert_max_num_queries(11):
        assert client.get("/kreis-mettmann").status_code == 200


def test_the_table_for_machines_has_a_row_per_region_with_its_evidence(client):
    answer = client.get("/netzwerke.csv", {"tag": "19.11.2013"})

    rows = list(csv.DictReader(io.StringIO(answer.content.decode("utf-8-sig")), delimiter=";"))
    assert answer["Content-Disposition"] == 'attachment; filename="netzwerke-2013-11-19.csv"'
    assert len(rows) == 53
    assert [row["sicherheit"] for row in rows].count("CERTAIN") == 33
    assert next(row for row in rows if row["schluessel"] == "05158") == {
        "stichtag": "2013-11-19",
        "schluessel": "05158",
        "region": "Kreis Mettmann",
        "art": "COUNTY",
        "regierungsbezirk": "Düsseldorf",
        "stand": "SINCE_THIS_DAY",
        "sicherheit": "CERTAIN",
        "beginn": "2013-11-19",
        "beginn_genauigkeit": "DAY",
        "ende": "",
        "ende_genauigkeit": "",
        "quelle": "Pressemitteilung des Schulministeriums NRW vom 19.11.2013",
        "quelle_adresse": "https://www.schulministerium.nrw.de/docs/bp/Ministerium/Presse/Pressemitteilungen/Archiv/2013_16_LegPer/PM20131119/index.html",
        "anmerkung": "Unterzeichnet von Ministerin Sylvia Löhrmann und Landrat Thomas Hendele; 50. Netzwerk.",
    }


def test_the_table_for_machines_refuses_a_wrong_day_in_words(client):
    answer = client.get("/netzwerke.csv", {"tag": "xx"})

    assert (answer.status_code, answer.content.decode()) == (
        400, "Bitte tragen Sie ein Datum ein, zum Beispiel 14.01.2027.",
    )  # fmt: skip


def test_a_network_without_contract_shows_what_the_register_knows(client):
    text = client.get("/kreis-mettmann").content.decode()

    assert "Dieses Netzwerk hat noch nichts veröffentlicht." in text
    assert "19.11.2013" in text
    assert text.count("Velbert") >= 2


def test_the_evidence_of_viersen_names_the_contradiction(client):
    text = client.get("/kreis-viersen/netzwerk").content.decode()

    assert "Quellen widersprechen sich" in text
    assert "bis 31.08.2012, Ende: bis 31.12.2019" in text


@pytest.mark.parametrize("address", ["/kreis-nirgends", "/kreis-nirgends/vertrag", "/kreis-mettmann/handlungsfelder/x"])
def test_an_unknown_network_or_field_is_not_found(client, address):
    assert client.get(address).status_code == 404


def test_a_field_names_what_it_follows_and_what_follows_it(client, mettmann):
    old = FieldOfAction.objects.create(
        network=mettmann, name="Medienkonzepte", slug="medienkonzepte", began_on=date(2013, 11, 19),
        ended_on=date(2020, 1, 1),
    )  # fmt: skip
    new = FieldOfAction.objects.create(
        network=mettmann, name="Digitale Welten", slug="digitale-welten", began_on=date(2020, 1, 1), predecessor=old,
        description="Jede Schule hat ein Medienkonzept.",
    )  # fmt: skip

    old_page, new_page = (client.get(field.get_absolute_url()).content.decode() for field in (old, new))

    assert "fortgeführt als" in old_page
    assert "beendet zum 01.01.2020" in old_page
    assert f'<a href="{old.get_absolute_url()}">Medienkonzepte</a>' in new_page
    assert "Zu diesem Feld ist noch keine Maßnahme veröffentlicht." in new_page
    assert "Jede Schule hat ein Medienkonzept." in client.get("/kreis-mettmann").content.decode()


@pytest.mark.parametrize(
    ("words", "networks", "towns"),
    [
        ("koeln", ["Köln"], ["Köln"]),
        ("KÖLN", ["Köln"], ["Köln"]),
        ("05158024", [], ["Mettmann"]),
        ("05158", ["Kreis Mettmann"], []),
        ("kreis mett", ["Kreis Mettmann"], []),
        ("monheim", [], ["Monheim am Rhein"]),
        ("%", [], []),
        ("  ", [], []),
        ("", [], []),
    ],
)
def test_search_finds_networks_and_towns_as_people_spell_them(words, networks, towns):
    found = find_public(words)

    assert ([n.name for n in found.networks], [t.town.name for t in found.towns]) == (networks, towns)


def test_search_finds_schools_by_name_and_number(client):
    institution = Institution.objects.create(
        kind=Kind.SCHOOL, name="Schule am Wald", search_text="schule am wald", town="05158028", place="Ratingen"
    )
    School.objects.create(institution=institution, school_number="100001", school_type="02")

    by_name, by_number = (client.get("/suche", {"wort": word}).content.decode() for word in ("am wald", "100001"))

    assert '<a href="/schulen/100001">Schule am Wald</a>' in by_name
    assert '<a href="/schulen/100001">Schule am Wald</a>' in by_number
    assert find_public("%").schools == ()


def test_the_towns_of_a_network_lead_to_their_schools(client):
    for number, town in (("100001", "05158028"), ("100002", "05158028"), ("100003", "05158032")):
        institution = Institution.objects.create(kind=Kind.SCHOOL, name="Schule", town=town)
        School.objects.create(institution=institution, school_number=number, school_type="02")

    text = client.get("/kreis-mettmann").content.decode()

    assert "3 Schulen in 10 Städten" in text
    assert '<a class="kern-link" href="/kreis-mettmann/schulen?stadt=05158028">Ratingen</a>' in text


def test_a_search_without_result_says_what_to_do(client):
    text = client.get("/suche", {"wort": "<b>Atlantis</b>"}).content.decode()

    assert (
        "Nichts gefunden zu „&lt;b&gt;Atlantis&lt;/b&gt;“. Prüfen Sie die Schreibweise oder wählen Sie ein Thema."
        in text
    )
    assert "<b>Atlantis" not in text


def test_a_report_of_a_barrier_goes_to_the_address_of_the_operator(client, settings):
    report = {"page": "/netzwerke", "barrier": "Karte unlesbar", "email": "a@example.org"}

    answer = client.post("/barriere-melden", report)

    message = Message.objects.get()
    assert (answer.status_code, answer["Location"]) == (302, "/barriere-melden")
    assert message.to_address == settings.LEGAL["accessibility_email"]
    assert message.subject == "Eine Barriere wurde gemeldet"
    assert [part for part in report.values() if part not in message.body] == []


def test_an_empty_report_is_asked_for_again_with_the_input_kept(client):
    answer = client.post("/barriere-melden", {"page": "Startseite", "barrier": "", "email": "falsch"})

    text = answer.content.decode()
    assert (answer.status_code, Message.objects.count()) == (400, 0)
    assert "Bitte beschreiben Sie, was nicht geht." in text
    assert 'value="Startseite"' in text


def test_a_program_that_fills_every_field_is_thanked_and_ignored(client):
    answer = client.post("/barriere-melden", {"barrier": "Buy", "website": "http://spam.example"})

    assert (answer.status_code, Message.objects.count()) == (302, 0)


def test_the_statement_names_feedback_form_and_ombuds_office(client, settings):
    text = client.get("/barrierefreiheit").content.decode()

    assert [
        part for part in ("§ 10b BGG NRW", 'href="/barriere-melden"', settings.LEGAL["ombuds_url"]) if part not in text
    ] == []


def test_robots_are_told_what_not_to_index(client):
    answer = client.get("/robots.txt")

    assert (answer["Content-Type"], "Disallow: /suche" in answer.content.decode()) == (
        "text/plain; charset=utf-8",
        True,
    )


def test_logins_are_shown_only_where_the_demonstration_provides_them(rf):
    from django.template.loader import render_to_string

    login = {"role": "Bildungsbüro", "name": "Jana Osterkamp", "email": "buero@example.org", "password": "geheim"}

    assert render_to_string("portal/_demo_logins.html", {}).strip() == ""
    assert "buero@example.org" in render_to_string("portal/_demo_logins.html", {"demo_logins": [login]})


def test_towns_are_drawn_in_three_classes_by_their_schools(mettmann):
    counts = dict.fromkeys([f"051580{n}" for n in ("04", "08", "12")], 3) | {"05158028": 30, "05158032": 17}

    figure = pictures.map_of_towns(mettmann, counts=counts)

    assert [(entry.text, entry.count) for entry in figure.legend] == [
        ("bis 10 Schulen", 8), ("bis 20 Schulen", 1), ("bis 30 Schulen", 1),
    ]  # fmt: skip
    assert ("Ratingen", "viele", "30") in figure.table.rows


def test_the_map_before_2009_leaves_out_regions_that_have_no_border_of_their_own(client):
    page = client.get("/netzwerke", {"tag": "01.07.2009"})

    assert len(page.context["found"].rows) == 54
    assert len(page.context["figure"].table.rows) == 52
    assert Region.objects.filter(key="05313").exists()


@pytest.mark.parametrize(
    ("slug", "parts"),
    [
        ("kreis-mettmann", ["possible", "certain"]),
        ("muenster", ["possible", "possible", "certain"]),
        ("kreis-viersen", ["possible", "possible"]),
        ("rhein-sieg-kreis", ["possible", "certain"]),
    ],
)
def test_the_bars_of_a_network_are_full_only_where_it_is_certain(client, slug, parts):
    svg = client.get(f"/{slug}/netzwerk").context["figure"].svg

    assert re.findall(r"bn-chart-span--(\w+)", svg) == parts


def test_only_coming_dates_marked_as_public_are_shown(client, mettmann):
    for title, due_on, is_public in (
        ("Bildungskonferenz", date(2100, 11, 24), True),
        ("Interne Frist", date(2100, 1, 1), False),
        ("Vorbei", date(2020, 1, 1), True),
    ):
        Duty.objects.create(network=mettmann, kind="OTHER", title=title, due_on=due_on, is_public=is_public)

    text = client.get("/kreis-mettmann").content.decode()

    assert [title for title in ("Bildungskonferenz", "Interne Frist", "Vorbei") if title in text] == [
        "Bildungskonferenz"
    ]


def test_open_data_lists_each_released_indicator_once_with_its_file(client, mettmann):
    network = mettmann
    for year in ("2024", "2025"):
        rows = [{"place": "05158024", "period": year, "part": "40", "whole": "300"}]
        make_published(network, title=f"Zahlen {year}", tables=[new_table(rows, code="ganztag", title="Ganztag")])

    page = client.get("/offene-daten")

    assert [(row["name"], row["version__network__slug"]) for row in page.context["page"]] == [("Ganztag", network.slug)]
    assert f'href="/{network.slug}/zahlen/ganztag.csv"' in page.text
    assert 'href="/offene-daten/katalog.ttl"' in page.text
