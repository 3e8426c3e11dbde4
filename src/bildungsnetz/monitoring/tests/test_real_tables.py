"""The official tables as they are, from the folder of real data."""

import os
from collections import Counter
from datetime import UTC, datetime
from decimal import Decimal
from pathlib import Path

import pytest

from bildungsnetz.intake import services as intake
from bildungsnetz.intake.wording import sentence
from bildungsnetz.monitoring.models import Observation

ROOT = Path(__file__).resolve().parents[4]
FOLDER = Path(os.environ.get("BILDUNGSNETZ_REAL_DATA", ROOT.parent / "shared" / "data")).resolve()
LEAVERS = "statistics/21111-02-06-4.csv"
PUPILS = "statistics/21111-01-03-4.csv"
INCOME = "statistics/82411-01-03-4.csv"
SPENDING = "statistics/ausgaben_21711-02.csv"
DIRECTORY = "schools/AS_BS_Verzeichnis_2024_25_mit_Sozialindex_und_Koordinaten.csv"
AT = datetime(2026, 11, 24, 9, 0, tzinfo=UTC)

pytestmark = [pytest.mark.real_data, pytest.mark.django_db]


def preview(name, **options):
    path = FOLDER / name
    return intake.preview_import(name=path.name, content=path.read_bytes(), by=None, at=AT, **options)


def take(name, **options):
    return intake.apply_import(run=preview(name, **options), by=None, at=AT)


def counts(run):
    return (run.added, run.changed, run.unchanged, run.refused, run.outside)


def found(run):
    return Counter(run.rows.exclude(kind__in=["ADDED", "CHANGED"]).values_list("kind", "code"))


def of(code, place, **more):
    return Observation.objects.get(version__indicator__code=code, place=place, is_current=True, **more)


def test_mettmann_has_4770_leavers_and_275_of_them_without_certificate():
    take(LEAVERS)

    share = of("abgehende-ohne-abschluss", "05158", grouping="")
    assert of("abgehende", "05158", grouping="").value == 4770
    assert (share.numerator, share.denominator, share.value) == (275, 4770, Decimal("0.057652"))
    assert (share.status, share.rounded_to, share.period) == ("ROUNDED", 5, "2023")


def test_sum_of_the_regions_is_not_forced_to_the_total_of_the_state():
    run = take(LEAVERS)

    regions = Observation.objects.filter(version__indicator__code="abgehende", place_kind="REGION", grouping="")
    assert (sum(one.value for one in regions), of("abgehende", "05", grouping="").value) == (183845, 183830)
    assert [sentence(row) for row in run.rows.filter(code="regions_differ_by_rounding")] == [
        "Summe der Kreise 183845, Land 183830 (2023): Rundung auf 5. Beide bleiben, wie sie sind."
    ]


def test_report_names_every_odd_fact_of_the_leavers():
    run = preview(LEAVERS)

    assert counts(run) == (610, 0, 0, 0, 476)
    assert found(run) == Counter({
        ("NOTE", "dissolved_and_empty"): 1, ("NOTE", "parts_differ_by_rounding"): 1,
        ("NOTE", "regions_differ_by_rounding"): 1, ("NOTE", "signs"): 1, ("NOTE", "subset_not_added"): 1,
        ("NOTE", "rows_elsewhere"): 1,
    })  # fmt: skip
    assert run.rows.get(code="parts_differ_by_rounding").params == {"rows": "27", "of": "53", "year": "2023"}
    assert run.rows.get(code="dissolved_and_empty").key == "05354"


@pytest.mark.parametrize(
    ("name", "kind", "counted"),
    [
        (LEAVERS, "", (610, 0, 0, 0, 476)),
        (PUPILS, "", (4392, 0, 0, 0, 5712)),
        (INCOME, "", (122, 0, 0, 0, 476)),
        (SPENDING, "", (12, 0, 0, 0, 192)),
        (DIRECTORY, "figures", (9549, 0, 0, 0, 0)),
    ],
)
def test_every_table_is_read_and_reading_it_again_changes_nothing(name, kind, counted):
    first = take(name, kind=kind)
    again = preview(name, kind=kind)

    assert counts(first) == counted
    assert counts(again) == (0, 0, first.added, first.refused, first.outside)
