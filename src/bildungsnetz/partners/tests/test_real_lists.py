"""The three official lists as they are, from the folder of real data."""

import os
from collections import Counter
from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from django.db import transaction

from bildungsnetz.intake import services as intake
from bildungsnetz.intake.reading import read_table
from bildungsnetz.partners.directory.layouts import layout_of
from bildungsnetz.partners.directory.reading import read_schools
from bildungsnetz.partners.models import DirectoryEdition, Institution, School, SchoolRecord
from bildungsnetz.partners.tests.factories import NetworkFactory

ROOT = Path(__file__).resolve().parents[4]
FOLDER = Path(os.environ.get("BILDUNGSNETZ_REAL_DATA", ROOT.parent / "shared" / "data")).resolve() / "schools"
A = "schuldaten.csv"
B = "AS_BS_Verzeichnis_2024_25_mit_Sozialindex_und_Koordinaten.csv"
C = "SVWS_Schulen.csv"
AT = datetime(2026, 11, 24, 9, 0, tzinfo=UTC)

pytestmark = [pytest.mark.real_data, pytest.mark.django_db]


def preview(name, *, content=None, **options):
    content = (FOLDER / name).read_bytes() if content is None else content
    return intake.preview_import(name=name, content=content, by=None, at=AT, **options)


def read(name):
    table = read_table(name=name, content=(FOLDER / name).read_bytes(), recognise=lambda header: layout_of(header))
    return read_schools(table, layout_of(table.header))[0]


def take(name, **options):
    return intake.apply_import(run=preview(name, **options), by=None, at=AT)


def counts(run):
    return (run.added, run.changed, run.unchanged, run.refused)


def found(run):
    return Counter(run.rows.exclude(kind__in=["ADDED", "CHANGED"]).values_list("kind", "code"))


def keys(run, code):
    return sorted(run.rows.filter(code=code).values_list("key", flat=True))


def everything():
    """All fields of all schools, institutions, records and editions, by natural keys."""
    of_institution = [f"institution__{field.name}" for field in Institution._meta.fields if field.name != "id"]
    of_school = [field.name for field in School._meta.fields if field.name not in ("id", "institution")]
    records = SchoolRecord.objects.values_list("school__school_number", "source", "reference_date", "said")
    return (
        {row["school_number"]: row for row in School.objects.values(*of_school, *of_institution)},
        {(number, source): (day, said) for number, source, day, said in records},
        sorted(DirectoryEdition.objects.values_list("source", "region_key", "reference_date")),
    )


def test_the_order_and_the_repetition_of_imports_do_not_matter():
    empty = transaction.savepoint()
    for name in (A, B, C):
        take(name)
    once = everything()

    again = [counts(take(name)) for name in (A, B, C)]
    assert again == [(0, 0, 5507, 0), (0, 0, 5407, 0), (0, 0, 5425, 0)]
    assert everything() == once

    transaction.savepoint_rollback(empty)
    assert everything() == ({}, {}, [])
    for name in (C, A, B):
        take(name)
    assert everything() == once
    assert len(once[0]) == 5575


def test_the_basic_data_name_offices_places_of_learning_and_two_points_across_a_border():
    run = preview(A)

    assert (run.state, counts(run)) == ("PREVIEWED", (5507, 0, 0, 0))
    assert (run.reference_date, run.date_basis, run.licence) == (date(2021, 8, 18), "CONTENT", "dl-de/by-2-0")
    assert found(run) == {
        ("CHECK", "type_of_no_school"): 61,
        ("CHECK", "point_in_other_town"): 2,
        ("NOTE", "epsg_missing"): 1,
    }
    assert Counter(run.rows.filter(code="type_of_no_school").values_list("found", flat=True)) == {"0A": 59, "81": 2}
    assert keys(run, "point_in_other_town") == ["156425", "172224"]
    assert list(run.rows.filter(code="epsg_missing").values_list("key", "found", "line")) == [("100000", "null", 3)]


def test_the_directory_names_points_outside_of_the_state_and_in_other_towns():
    run = preview(B)

    assert counts(run) == (5407, 0, 0, 0)
    assert (run.reference_date, run.date_basis) == (date(2024, 10, 15), "SCHOOL_YEAR")
    # One of the 68 found with finer borders lies so close to one that our simplified border puts it into its town.
    assert found(run) == {
        ("CHECK", "point_outside_state"): 9,
        ("CHECK", "point_in_other_town"): 67,
        ("NOTE", "point_missing"): 2,
    }
    outside = keys(run, "point_outside_state")
    assert outside == [
        "115939", "127220", "134946", "165797", "169006", "190275", "191218", "194189", "198821",
    ]  # fmt: skip
    assert keys(run, "point_missing") == ["172224", "191899"]


def test_empty_cells_are_no_zeros_and_counts_are_rounded():
    said = [item.said for item in read(B)]

    levels = [one["social_index"] for one in said if "social_index" in one]
    assert (len(said) - len(levels), sorted(set(levels))) == (1265, list(range(1, 10)))
    assert {one["social_index_edition"] for one in said if "social_index" in one} == {"2024/25"}
    assert not [one["pupils"] for one in said if one["pupils"] % 5]


def test_the_svws_list_gets_the_land_back_into_its_municipality_keys():
    run = preview(C)

    assert counts(run) == (5425, 0, 0, 0)
    assert (run.reference_date, run.licence) == (date(2023, 2, 1), "BSD-3-Clause")
    assert {item.said["town"][:2] for item in read(C)} == {"05"}
    assert keys(run, "point_in_other_town") == ["149949", "156425", "172224", "183659"]


def test_names_cut_inside_words_are_whole_again():
    names = {item.number: item.said["name"] for item in read(A)}

    assert names["156425"] == (
        "Josefsschule, Private Förderschule der Stiftung St. Josefshaus, Förderschwerp. Emotionale u. soziale Entwickl."
    )
    assert names["100010"].startswith("Gymnasium Claudia Agrippina Privatschule als priv.Ersatzsch.")


def test_vanished_schools_are_marked_and_the_ministrys_points_stay():
    take(A)
    point = School.objects.values_list("lat", "lon", "point_origin").get(school_number="198821")

    run = take(B)

    assert (run.added, found(run)["CHECK", "school_vanished"]) == (67, 103)
    assert School.objects.count() == 5574
    assert School.objects.filter(missing_since=date(2024, 10, 15)).count() == 103
    # Offices, places of learning and schools outside of the school statistics do not stand in the directory at all.
    assert not School.objects.filter(school_type__in=["0A", "81"]).exclude(missing_since=None).exists()
    assert not School.objects.filter(operating_code="6").exclude(missing_since=None).exists()
    # The directory puts this school into Basel.
    assert School.objects.values_list("lat", "lon", "point_origin").get(school_number="198821") == point
    assert point[2] == "UTM"


def test_an_older_edition_never_wins_over_a_newer_one_of_the_same_list():
    take(B)
    newest = everything()
    older = (FOLDER / B).read_text(encoding="utf-8").replace("2024/25", "2022/23").replace(",Düsseldorf,", ",Altstadt,")

    run = take(B, content=older.encode())

    assert counts(run) == (0, 0, 5407, 0)
    assert keys(run, "newer_edition_known") == [""]
    assert everything() == newest


def test_only_the_regions_of_the_scope_are_touched():
    NetworkFactory(slug="kreis-mettmann", region__key="05158")

    run = take(A, scope="kreis-mettmann")

    assert (run.added, run.outside, run.to_check) == (144, 5363, 1)
    assert set(School.objects.values_list("institution__town", flat=True)) <= {
        f"05158{town:03}" for town in (4, 8, 12, 16, 20, 24, 26, 28, 32, 36)
    }


@pytest.mark.parametrize(
    ("name", "code", "line"),
    [
        ("schulen_hamburg.csv", "unknown_layout", 1),
        ("ABS Gesamt - Saarland.csv", "unknown_layout", 1),
        ("SVWS_Schultraeger.csv", "unknown_layout", 1),
    ],
)
def test_foreign_files_are_refused_as_a_whole(name, code, line):
    run = preview(name)

    assert (run.state, list(run.rows.values_list("kind", "code", "line"))) == ("REFUSED", [("FATAL", code, line)])


@pytest.mark.parametrize(
    ("name", "code", "line"), [(A, "quote_not_closed", 2838), (B, "ends_early", 2797), (C, "ends_early", 2804)]
)
def test_half_a_file_is_refused_with_the_line_where_it_breaks_off(name, code, line):
    content = (FOLDER / name).read_bytes()

    run = preview(name, content=content[: len(content) // 2])

    assert (run.state, list(run.rows.values_list("code", "line"))) == ("REFUSED", [(code, line)])
    assert not School.objects.exists()


def test_a_list_cut_between_two_lines_is_taken_for_incomplete():
    take(A)
    lines = (FOLDER / C).read_text(encoding="utf-8").splitlines(keepends=True)

    shortened = "".join([lines[0], *lines[1::2]]).encode()
    run = preview(C, content=shortened)

    assert (run.state, list(run.rows.values_list("code", flat=True))) == ("REFUSED", ["list_incomplete"])


def test_windows_1252_is_read_and_a_mixture_is_refused_with_line_and_place():
    text = (FOLDER / A).read_text(encoding="utf-8")

    windows = preview(A, content=text.encode("cp1252", errors="replace"))
    mixed = preview(A, content=text[:100_000].encode() + text[100_000:].encode("cp1252", errors="replace"))
    twice = preview(A, content=text.encode().decode("cp1252", errors="replace").encode())

    assert (windows.layout, windows.added) == ("CSV, ;, Windows-1252", 5507)
    refused = mixed.rows.get()
    assert (mixed.state, refused.code, refused.line, bool(refused.params["place"])) == (
        "REFUSED",
        "mixed_encodings",
        326,
        True,
    )
    assert (twice.state, twice.rows.get().code, twice.rows.get().line) == ("REFUSED", "doubly_encoded", 3)
