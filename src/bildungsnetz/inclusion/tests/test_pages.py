"""The pages: from counts to balance, forecast, scenario, release; what others see; how many queries it takes."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from bildungsnetz.inclusion.focuses import FOCUSES
from bildungsnetz.inclusion.models import NeedCount, ReleasedForecast, Scenario
from bildungsnetz.inclusion.selectors.planning import play_scenarios
from bildungsnetz.inclusion.services import plans
from bildungsnetz.inclusion.services.errors import NoCounts, NoError
from bildungsnetz.inclusion.tests.factories import (
    HAAN,
    METTMANN,
    NOW,
    VELBERT,
    make_need,
    make_office,
    make_places,
    make_pupils,
    make_school_body,
    make_supervision,
    make_support_school,
)
from bildungsnetz.intake.models import ImportRow
from bildungsnetz.intake.services import apply_import, preview_import
from bildungsnetz.monitoring.models.releases import Release
from bildungsnetz.networks.tests.factories import make_network

pytestmark = pytest.mark.django_db


@pytest.fixture
def as_(client):
    def sign_in(person):
        client.force_login(person, backend="allauth.account.auth_backends.AuthenticationBackend")
        return client

    return sign_in


def url(network, name, *parts):
    return reverse(f"inclusion:{name}", args=[network.slug, *parts])


def counted(network, years):
    for year in years:
        for grade in range(1, 11):
            for town in (METTMANN, VELBERT):
                make_need(network, town=town, grade=grade, year=year, count=12)
                make_pupils(network, town=town, grade=grade, year=year, pupils=300)


def test_the_office_enters_a_number_and_sees_the_balance(as_):
    network = make_network()
    make_places(make_support_school(), places=10)
    cell = {"year": "2026", "town": METTMANN, "grade": "5", "school_type": "15", "focus": "LE", "count": "12"}

    as_(make_office(network)).post(url(network, "need_new"), cell)
    page = as_(make_supervision(network)).get(url(network, "overview")).content.decode()

    assert NeedCount.objects.get().count == 12
    assert "10 Plätze für 12" in page
    assert "fehlt" in page


def test_a_small_number_is_protected_for_the_school_body_and_cannot_be_computed(as_):
    network = make_network()
    make_need(network, town=METTMANN, count=3)
    make_need(network, town=VELBERT, count=41)

    page = as_(make_school_body(network)).get(url(network, "overview")).content.decode()
    file = as_(make_school_body(network, "Zwei Traeger")).get(url(network, "balance_csv")).content.decode("utf-8-sig")

    assert "≥ 41" in page
    assert "44" not in page.partition("<main")[2].partition("</main")[0]
    rows = {tuple(line.split(";")[2:]) for line in file.splitlines() if ";Lernen;" in line}
    assert ("Mettmann", "Lernen", "", "", "geschützt") in rows
    assert ("Velbert", "Lernen", "", "41", "Wert") in rows


def test_a_forecast_with_a_back_test_is_released_with_its_error_and_shown_on_screen(as_):
    network, office = make_network(), None
    office = make_office(network)
    counted(network, (2023, 2024, 2025))

    page = as_(office).get(url(network, "forecast")).content.decode()
    as_(office).post(url(network, "forecast_release"))

    assert "0,0 % daneben" in page
    found = ReleasedForecast.objects.get()
    assert (found.year, found.error) == (2025, 0)
    assert "0,0 %" in Release.objects.get().method


def test_a_forecast_without_its_error_cannot_be_released(as_):
    network = make_network()
    office = make_office(network)
    with pytest.raises(NoCounts):
        plans.release_forecast(network=network, years=5, by=office, at=NOW)
    counted(network, (2024, 2025))

    answer = as_(office).post(url(network, "forecast_release"))

    assert answer.status_code == 422
    with pytest.raises(NoError):
        plans.release_forecast(network=network, years=5, by=office, at=NOW)
    assert Release.objects.count() == 0


def test_key_figures_are_shown_with_their_formulas_and_handed_to_a_release(as_):
    network = make_network()
    office = make_office(network)
    make_need(network, count=30, school_type="15")
    make_need(network, count=20, school_type="08", focus="GG")
    make_pupils(network, pupils=600, school_type="15")
    make_pupils(network, pupils=400, school_type="08")

    page = as_(office).get(url(network, "quotas")).content.decode()
    as_(office).post(url(network, "quota_release") + "?jahr=2026")

    for figure in ("Inklusionsanteil (G / F)", "60,0 %", "5,0 %", "3,0 %", "2,0 %"):
        assert figure in page
    assert Release.objects.get().tables.count() == 4


def test_a_scenario_is_compared_with_leaving_things_as_they_are(as_):
    network = make_network()
    office = make_office(network)
    counted(network, (2025, 2026))
    make_places(make_support_school("190001"), places=60)
    as_(office).post(url(network, "scenario_new"), {"title": "Schule schließt"})
    found = Scenario.objects.get()
    step = {"kind": "CLOSING", "from_year": "2027", "first_grade": "1", "last_grade": "10", "school_number": "190001"}

    answer = as_(office).post(url(network, "step_new", found.pk), step)
    page = as_(office).get(url(network, "scenario", found.pk)).content.decode()

    assert answer.status_code == 302
    assert "Schule schließt" in page
    _first, (as_is, closed) = play_scenarios(network, [[], list(found.steps.all())])
    assert closed.missing[1] - as_is.missing[1] == 60


@pytest.mark.parametrize("count", [1, 12])
def test_playing_scenarios_needs_three_queries_however_many_schools(count):
    network = make_network()
    for number in range(count):
        make_places(make_support_school(f"19{number:04d}", town=HAAN))
    make_need(network)

    with CaptureQueriesContext(
        connection,
    ) as queries:
        play_scenarios(network, [[], [], []])

    assert len(queries) == 3
    assert len(FOCUSES) == 7


def test_every_page_opens_with_counts_and_without(as_):
    network = make_network()
    office = make_office(network)
    names = ["overview", "counts", "schools", "forecast", "quotas", "scenarios", "proposal", "assistants", "transition",
             "guide"]  # fmt: skip

    empty = [as_(office).get(url(network, name)).status_code for name in names]
    counted(network, (2023, 2024, 2025))
    make_places(make_support_school(), year=2025)
    filled = [as_(office).get(url(network, name)).status_code for name in names]

    assert set(empty) | set(filled) == {200}


def preview(*rows):
    head = "Schuljahr;Ort;Förderschwerpunkt;Jahrgang;Schulform;Anzahl mit Förderbedarf"
    content = "\n".join([head, *rows]).encode()
    return preview_import(name="bedarf.csv", content=content, scope="kreis-mettmann", by=None, at=NOW)


def test_bad_rows_are_named_and_the_good_ones_taken():
    network = make_network()
    make_pupils(network, town=VELBERT, pupils=10)

    run = preview(
        "2026/27;Mettmann;LE;5;15;12",
        "2026/27;Mettmann;LE;5;15;13",
        "2026/27;Mettmann;PL;5;15;1",
        "2026/27;Velbert;LE;5;15;11",
        "2026/27;Haan;GG;5;15;-2",
        "2026/29;Haan;GG;5;15;2",
        "2026/27;Haan;GG;14;15;2",
    )  # fmt: skip
    apply_import(run=run, by=None, at=NOW)

    found = set(ImportRow.objects.filter(run=run).exclude(code="").values_list("line", "code"))
    assert found == {
        (3, "cell_twice"),
        (4, "focus_code_old"),
        (5, "more_than_pupils"),
        (6, "negative_number"),
        (7, "not_a_school_year"),
        (8, "not_a_grade"),
    }
    assert [(one.town, one.count) for one in NeedCount.objects.all()] == [(METTMANN, 12)]
