"""Files that are wrong: refused or asked about, never guessed."""

from datetime import UTC, datetime

import pytest

from bildungsnetz.intake import services as intake
from bildungsnetz.monitoring.models import Observation
from bildungsnetz.monitoring.reading.official import TABLES
from bildungsnetz.monitoring.services.catalogue import load_catalogue

AT = datetime(2026, 11, 24, 9, 0, tzinfo=UTC)
INCOME = next(one for one in TABLES if one.number == "82411-01-03-4")
HEADER = "indicator;region;period;value;numerator;denominator;source\n"

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def catalogue(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    load_catalogue(at=AT)


def income_table(*rows, columns=("verfügbares Einkommen der privaten Haushalte;"
                                 "verfüg. Einkommen der priv. Haushalte je Einwohner"), made="01.02.2025"):  # fmt: skip
    lines = [f"GENESIS-Tabelle: {INCOME.number}", "Einkommen;;;;", f";;;{columns}", ";;;Tsd. EUR;EUR", *rows,
             "__________", f"Stand: {made} / 10:00:00"]  # fmt: skip
    return "\n".join(lines).encode("cp1252")


def long_list(*rows):
    return (HEADER + "".join(f"{row}\n" for row in rows)).encode()


def preview(content, name="zahlen.csv"):
    return intake.preview_import(name=name, content=content, by=None, at=AT)


def codes(run):
    return run.state, sorted(set(run.rows.exclude(kind__in=["ADDED", "CHANGED"]).values_list("kind", "code")))


def test_a_good_table_has_no_findings_but_missing_regions():
    run = preview(income_table("2021;05158;Mettmann, Kreis;13000000;27000"))

    assert codes(run) == ("PREVIEWED", [("CHECK", "regions_missing")])
    assert run.added == 2


@pytest.mark.parametrize(
    ("content", "expected"),
    [
        pytest.param(income_table("2021;05158;Mettmann, Kreis;27000;13000000"),
                     ("REFUSED", [("FATAL", "columns_swapped"), ("FATAL", "part_exceeds_whole")]), id="swapped cells"),
        pytest.param(income_table("2021;05158;Mettmann, Kreis;13000000;27000",
                                  columns="verfüg. Einkommen der priv. Haushalte je Einwohner;"
                                          "verfügbares Einkommen der privaten Haushalte"),
                     ("REFUSED", [("FATAL", "other_table_column")]), id="swapped header"),
        pytest.param(income_table("2031;05158;Mettmann, Kreis;13000000;27000"),
                     ("REFUSED", [("FATAL", "year_after_making")]), id="wrong year"),
        pytest.param(income_table("2021;05354;Aachen, Kreis;13000000;27000"),
                     ("REFUSED", [("FATAL", "columns_swapped"), ("FATAL", "region_of_2008")]), id="region of 2008"),
        pytest.param(income_table("2021;05158;Mettmann, Kreis;13.000.000;27.000"),
                     ("REFUSED", [("FATAL", "columns_swapped"), ("FATAL", "thousands_separator")]), id="thousands"),
        pytest.param(income_table("2021;05158;Köln, krfr. Stadt;13000000;27000"),
                     ("REFUSED", [("FATAL", "columns_swapped"), ("FATAL", "name_of_other_place")]), id="other name"),
        pytest.param(income_table("2021;05158;Mettmann, Kreis;13000000;27000", "1) vorläufige Werte;;;;"),
                     ("PREVIEWED", [("CHECK", "regions_missing"), ("REFUSED", "footnote_as_data")]), id="footnote"),
        pytest.param(income_table("2021;05158;Mettmann, Kreis;13000000;27000").replace(b"82411-01-03-4", b"99999-1"),
                     ("REFUSED", [("FATAL", "unknown_official_table")]), id="unknown table"),
        pytest.param(long_list("abgehende-ohne-abschluss;05158;2023;5.8;;;Presse"),
                     ("REFUSED", [("FATAL", "percent_for_shares")]), id="per cent"),
        pytest.param(long_list("abgehende-ohne-abschluss;05158;2023;0.9;275;4770;Presse"),
                     ("PREVIEWED", [("REFUSED", "rate_beside_counts")]), id="rate beside counts"),
        pytest.param(long_list("abgehende;05158;2023;4.770;;;Presse"),
                     ("PREVIEWED", [("REFUSED", "thousands_separator")]), id="thousands in a long list"),
        pytest.param(long_list("abgehende;05158;2030;4770;;;Presse"),
                     ("PREVIEWED", [("REFUSED", "period_in_future")]), id="year to come"),
        pytest.param(long_list("abgehende;05158;2023;4770;;;A", "abgehende;05158;2023;4775;;;B"),
                     ("PREVIEWED", [("REFUSED", "figure_twice")]), id="twice"),
        pytest.param(long_list("gibt-es-nicht;05158;2023;4770;;;A"),
                     ("PREVIEWED", [("REFUSED", "unknown_indicator")]), id="unknown indicator"),
    ],
)  # fmt: skip
def test_a_wrong_file_is_refused_or_asked_about(content, expected):
    assert codes(preview(content)) == expected


def test_the_same_figures_under_another_year_are_asked_about():
    regions = [f"051{number}" for number in (11, 12, 13, 14, 16, 17, 19, 20, 22, 24, 54, 58)]
    rows = [f"abgehende;{key};{{}};{1000 + n};;;A" for n, key in enumerate(regions)]
    intake.apply_import(run=preview(long_list(*(row.format(2023) for row in rows))), by=None, at=AT)

    run = preview(long_list(*(row.format(2024) for row in rows)))

    assert codes(run) == ("PREVIEWED", [("CHECK", "same_as_other_period")])


def test_a_jump_against_the_year_before_is_asked_about():
    intake.apply_import(run=preview(long_list("abgehende;05158;2022;4000;;;A")), by=None, at=AT)

    assert codes(preview(long_list("abgehende;05158;2023;400;;;A"))) == ("PREVIEWED", [("CHECK", "jump")])


def test_a_correction_is_a_new_revision_and_the_old_figure_stays():
    for value in ("4770", "4775"):
        intake.apply_import(run=preview(long_list(f"abgehende;05158;2023;{value};;;A")), by=None, at=AT)

    kept = Observation.objects.order_by("revision").values_list("value", "revision", "is_current")
    assert list(kept) == [(4770, 1, False), (4775, 2, True)]


def test_signs_are_no_numbers():
    rows = [f"abgehende;05158;{2019 + n};{sign};;;A" for n, sign in enumerate(("-", ".", "x", "...", "/"))]
    intake.apply_import(run=preview(long_list(*rows)), by=None, at=AT)

    kept = Observation.objects.order_by("period").values_list("status", "value")
    assert list(kept) == [
        ("ZERO", 0), ("SUPPRESSED", None), ("NOT_MEANINGFUL", None), ("LATER", None), ("UNKNOWN", None),
    ]  # fmt: skip
