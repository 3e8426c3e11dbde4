"""Catalogue and explorer: every way has a picture, a table and an address; nothing is ordered by a value."""

import csv
import io
import re
from datetime import UTC, datetime, timedelta
from decimal import Decimal

import pytest
import xlsxwriter
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from bildungsnetz.intake import services as intake
from bildungsnetz.intake.models import ImportRun
from bildungsnetz.monitoring.catalogue import START_SET
from bildungsnetz.monitoring.examples import RATES, make_figures, make_rates
from bildungsnetz.monitoring.exploring.types import type_of
from bildungsnetz.monitoring.exploring.ways import WAYS, Asked, look, ways_for
from bildungsnetz.monitoring.models import ColumnMemory, IndicatorVersion, Observation, WaitingFile
from bildungsnetz.monitoring.selectors import explorer
from bildungsnetz.monitoring.services.catalogue import load_catalogue
from bildungsnetz.monitoring.services.receiving import forget_old
from bildungsnetz.networks import geo
from bildungsnetz.networks.models import Role, Side
from bildungsnetz.networks.tests.factories import make_network, make_role

AT = datetime(2026, 11, 24, 9, 0, tzinfo=UTC)
CODE = "abgehende-ohne-abschluss"

pytestmark = pytest.mark.django_db


@pytest.fixture
def network(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    network = make_network()
    make_figures(network=network, first_school=990001, by=None, at=AT)
    return network


@pytest.fixture
def office(network, client):
    person = make_role(network, "Frauke Amt", Role.OFFICE, Side.MUNICIPAL)
    client.force_login(person)
    return client


def address(network, way="", code=CODE):
    return reverse("monitoring:indicator", args=[network.slug, code]) + (f"?ansicht={way}" if way else "")


def test_the_catalogue_is_loaded_once():
    first, again = load_catalogue(at=AT), load_catalogue(at=AT)

    assert (first, again) == (len(START_SET), 0)


def test_two_meanings_of_the_inclusion_rate_are_two_indicators_with_their_formulas():
    load_catalogue(at=AT)

    formulas = dict(
        IndicatorVersion.objects.filter(indicator__code__in=["inklusionsquote-kmk", "inklusionsanteil"]).values_list(
            "indicator__code", "title"
        )
    )
    assert formulas == {
        "inklusionsquote-kmk": "Inklusionsquote nach KMK (G / A)",
        "inklusionsanteil": "Inklusionsanteil (G / F), bei IT.NRW „Inklusionsquote“",
    }


@pytest.mark.parametrize("way", [way for way in WAYS if way != "sozialindex"])
def test_every_way_has_title_finding_table_and_download(network, office, way):
    page = office.get(address(network, way)).content.decode()

    assert len(re.findall(r'<svg [^>]*role="(?:img|group)"', page)) >= 1
    assert "bn-figure__finding" in page
    assert "kern-table" in page
    assert f"ansicht.csv?ansicht={way}" in page


@pytest.mark.parametrize("way", [*WAYS])
def test_no_table_of_the_explorer_is_ordered_by_a_value(network, office, way):
    code = "sozialindex" if way == "sozialindex" else CODE
    answer = office.get(reverse("monitoring:explorer_csv", args=[network.slug, code]) + f"?ansicht={way}")

    rows = list(csv.reader(io.StringIO(answer.content.decode()), delimiter=";"))
    names = [row[0].removeprefix("▸ ") for row in rows[1:]]
    register = [region.name for _key, region in sorted(geo.regions().items())]
    listed = [name for name in names if name in register]
    assert listed == [name for name in register if name in set(listed)]
    if way == "sozialindex":
        assert names[:9] == [f"Stufe {level}" for level in range(1, 10)]


def test_no_address_offers_an_order(network, office):
    table = reverse("monitoring:explorer_csv", args=[network.slug, CODE])
    for way in ways_for(explorer.defined(network, code=CODE)):
        plain = office.get(f"{table}?ansicht={way}").content
        ordered = office.get(f"{table}?ansicht={way}&sortierung=-wert&ordering=-value&sort=value").content

        assert ordered == plain


def test_only_ones_own_point_of_the_funnel_is_named(network, office):
    found = explorer.defined(network, code=CODE)

    svg = look(network, found, Asked("trichter")).figure.svg

    named = [region.name for region in geo.regions().values() if f">{region.name}<" in svg or f">{region.name}:" in svg]
    assert named == [geo.regions()["05158"].name]


def test_schools_are_never_named_with_their_level(network, office):
    page = office.get(address(network, code="sozialindex")).content.decode()

    assert "Stufe 1" in page
    assert "99000" not in page


def test_an_unknown_way_is_not_guessed(network, office):
    assert [office.get(address(network, way)).status_code for way in ("rangliste", "sozialindex")] == [404, 404]
    assert office.get(address(network, "vergleich") + "&satz=x").status_code == 404


@pytest.mark.parametrize("way", [way for way in WAYS if way != "sozialindex"])
def test_queries_of_a_way_do_not_grow_with_the_figures(network, django_assert_max_num_queries, way):
    found = explorer.defined(network, code=CODE)

    with django_assert_max_num_queries(6):
        shown = look(network, found, Asked(way))

    assert shown.figure is not None


def test_a_region_is_compared_with_its_own_kind_and_third_only():
    kinds = {
        "05111": "INDEPENDENT_CITY",
        "05154": "COUNTY",
        "05158": "COUNTY",
        "05162": "COUNTY",
        "05334": "CITY_REGION",
    }
    incomes = {"05111": 1.0, "05154": 2.0, "05158": 3.0, "05162": 4.0, "05334": 4.0, "05166": 9.0}

    assert type_of("05158", kinds=kinds, incomes=incomes).keys == ("05158", "05162", "05334")
    assert type_of("05170", kinds=kinds, incomes=incomes) is None


def test_an_own_set_of_regions_can_be_compared(network, office):
    office.post(
        reverse("monitoring:comparison_set_new", args=[network.slug]),
        {"name": "Nachbarn", "reason": "grenzen an", "region_keys": ["05162", "05111"]},
    )
    own = explorer.own_sets(network).get()

    page = office.get(address(network, "vergleich") + f"&satz={own.pk}").content.decode()

    assert "Nachbarn" in page
    assert "grenzen an" in page


def test_an_office_defines_an_indicator_and_its_next_version(network, office):
    said = {
        "code": "lesepaten", "area": "H", "title": "Lesepaten", "definition": "Zahl der Lesepaten.", "unit": "COUNT",
        "decimals": 0, "direction": "HIGHER", "aggregation": "SUM", "source": "eigene Zählung", "licence": "intern",
        "reference_day": "31. Juli", "applies_from": "2026-08-01",
    }  # fmt: skip
    office.post(reverse("monitoring:indicator_new", args=[network.slug]), said)
    taken = office.post(reverse("monitoring:indicator_new", args=[network.slug]), said)
    office.post(
        reverse("monitoring:indicator_redefine", args=[network.slug, "lesepaten"]),
        said | {"title": "Lesepatinnen und Lesepaten", "applies_from": "2027-08-01"},
    )

    assert taken.status_code == 422
    assert list(
        IndicatorVersion.objects.filter(indicator__code="lesepaten").order_by("number").values_list("number", "title")
    ) == [(1, "Lesepaten"), (2, "Lesepatinnen und Lesepaten")]


def test_the_assistant_asks_once_and_remembers(network, office):
    choose = reverse("monitoring:figures_choose", args=[network.slug])
    content = "Schlüssel;Jahr;Quote\n05158;2016;3,8\n05158;2015;4,9\n".encode()
    Observation.objects.all().delete()

    asked = office.post(choose, {"file": SimpleUploadedFile("presse.csv", content)})
    answered = office.post(asked.url, {
        "indicator": CODE, "region": "Schlüssel", "period_column": "Jahr", "value": "Quote", "numbers": "GERMAN",
        "shares": "PERCENT", "origin": "PRESS", "source": "wz.de",
    })  # fmt: skip
    again = office.post(choose, {"file": SimpleUploadedFile("presse2.csv", content.replace(b"2016", b"2017"))})

    runs = list(ImportRun.objects.filter(state="CHECKING").order_by("pk"))
    assert [answered.url, again.url] == [run.get_absolute_url() for run in runs]
    assert (WaitingFile.objects.count(), ColumnMemory.objects.count()) == (0, 1)
    run = intake.check_import(run=runs[0])
    intake.apply_import(run=run, by=None, at=run.started_at)
    assert list(Observation.objects.order_by("period").values_list("period", "value", "origin")) == [
        ("2015", Decimal("0.049"), "PRESS"), ("2016", Decimal("0.038"), "PRESS"),
    ]  # fmt: skip


def test_the_assistant_does_not_guess_how_shares_are_written(network, office):
    content = b"Ort;Jahr;Quote\n05158;2016;0,8\n"
    choose = reverse("monitoring:figures_choose", args=[network.slug])
    asked = office.post(choose, {"file": SimpleUploadedFile("presse.csv", content)})

    answer = office.post(asked.url, {
        "indicator": CODE, "region": "Ort", "period_column": "Jahr", "value": "Quote", "numbers": "GERMAN",
        "origin": "PRESS", "source": "wz.de",
    })  # fmt: skip

    assert answer.status_code == 422
    assert "an den Zahlen ist es nicht zu erkennen" in answer.content.decode()


def workbook(**sheets):
    kept = io.BytesIO()
    with xlsxwriter.Workbook(kept) as book:
        for name, rows in sheets.items():
            sheet = book.add_worksheet(name)
            for place, row in enumerate(rows):
                sheet.write_row(place, 0, row)
    return kept.getvalue()


def test_of_several_sheets_the_chosen_one_is_read(network, office):
    header = ["Ort", "Jahr", "Anzahl"]
    content = workbook(Alt=[header, ["05158", 2021, 4000]], Neu=[header, ["05158", 2022, 4100]])
    Observation.objects.all().delete()

    asked = office.post(
        reverse("monitoring:figures_choose", args=[network.slug]), {"file": SimpleUploadedFile("mappe.xlsx", content)}
    )
    office.post(f"{asked.url}?blatt=1", {
        "indicator": "abgehende", "region": "Ort", "period_column": "Jahr", "value": "Anzahl", "numbers": "PLAIN",
        "origin": "OWN", "source": "eigene Liste",
    })  # fmt: skip
    run = intake.check_import(run=ImportRun.objects.get(state="CHECKING"))
    intake.apply_import(run=run, by=None, at=run.started_at)

    assert run.layout == "XLSX, Neu"
    assert list(Observation.objects.values_list("period", "value", "origin")) == [("2022", 4100, "OWN")]


def test_files_nobody_names_the_columns_of_are_deleted_after_a_day(network, office):
    content = b"Ort;Jahr;Quote\n05158;2016;0,8\n"
    office.post(
        reverse("monitoring:figures_choose", args=[network.slug]), {"file": SimpleUploadedFile("presse.csv", content)}
    )
    brought = WaitingFile.objects.get().brought_at

    kept = forget_old(now=brought + timedelta(hours=23))
    gone = forget_old(now=brought + timedelta(hours=25))

    assert (kept, gone, WaitingFile.objects.count()) == (0, 1, 0)


def test_a_network_does_not_see_the_figures_of_another_office(network, office):
    Observation.objects.update(scope="anderes-netz")

    page = office.get(address(network)).content.decode()

    assert "Zu diesem Kreis gibt es noch keine Zahl." in page


def test_catalogue_can_be_narrowed_to_what_has_figures(network, office):
    listed = reverse("monitoring:figures", args=[network.slug])

    everything, narrowed = office.get(listed), office.get(listed, {"mit-zahlen": "1"})

    assert everything.context["count"] == sum(len(lines) for _, lines in everything.context["areas"])
    assert [line.code for _, lines in narrowed.context["areas"] for line in lines] == [
        "einkommen-je-einwohner", "sozialindex", CODE,
    ]  # fmt: skip


def test_rates_of_the_demonstration_are_read_in_without_a_question(network):
    make_rates(network=network, by=None, at=AT)

    assert set(Observation.objects.values_list("version__indicator__code", flat=True)) >= {code for code, *_ in RATES}
