"""Lists as small as they can be: what is odd about a row, and what it changes."""

import io
from datetime import UTC, date, datetime

import pytest
import xlsxwriter
from django.db import IntegrityError, transaction

from bildungsnetz.intake import services as intake
from bildungsnetz.intake.wording import sentence_with_place
from bildungsnetz.partners.directory.reading import MOST_ROWS
from bildungsnetz.partners.models import Institution, School
from bildungsnetz.partners.services import mark_as_examples
from bildungsnetz.partners.tests.factories import ROW, SchoolFactory, schuldaten

pytestmark = pytest.mark.django_db
AT = datetime(2026, 11, 24, 9, 0, tzinfo=UTC)


def preview(content, **options):
    return intake.preview_import(name="liste.csv", content=content, by=None, at=AT, **options)


def take(content, **options):
    return intake.apply_import(run=preview(content, **options), by=None, at=AT)


def said_of(**row):
    return [
        (found.kind, found.code, found.column, found.found)
        for found in preview(schuldaten(row)).rows.exclude(kind="ADDED").order_by("pk")
    ]


def test_a_list_with_the_newer_columns_is_read_by_the_names_of_its_header():
    run = take(schuldaten(ROW))

    school = School.objects.get()
    assert (run.added, run.to_check, run.noted) == (1, 0, 0)
    assert (school.school_number, school.school_type, school.legal_form) == ("100011", "15", "PUBLIC")
    assert (school.institution.web, school.institution.phone) == ("https://www.gesamtschule-haan.de", "02129 3754950")
    assert (round(school.lat, 4), round(school.lon, 4), school.point_origin) == (51.1933, 7.0174, "UTM")
    assert (school.institution.side, school.institution.kind) == ("MUNICIPAL", "SCHOOL")


@pytest.mark.parametrize(
    ("row", "expected"),
    [
        ({"Schulnummer": "10018"}, ("REFUSED", "leading_zero_missing", "Schulnummer", "10018")),
        ({"Schulnummer": "10018x"}, ("REFUSED", "number_malformed", "Schulnummer", "10018x")),
        ({"Schulnummer": "1٠0018"}, ("REFUSED", "number_malformed", "Schulnummer", "1٠0018")),
        ({"Gemeindeschluessel": "5158008"}, ("REFUSED", "leading_zero_missing", "Gemeindeschluessel", "5158008")),
        ({"Gemeindeschluessel": ""}, ("REFUSED", "town_malformed", "Gemeindeschluessel", "")),
        ({"Gemeindeschluessel": "05158999"}, ("CHECK", "town_unknown", "Gemeindeschluessel", "05158999")),
        ({"Schulform": "77"}, ("CHECK", "type_unknown", "Schulform", "77")),
        ({"Schulform": "0A"}, ("CHECK", "type_of_no_school", "Schulform", "0A")),
        ({"Schulbezeichnung_1": ""}, ("CHECK", "name_missing", "Schulbezeichnung_1", "")),
        ({"PLZ": "4278"}, ("CHECK", "postcode_malformed", "PLZ", "4278")),
        ({"Rechtsform": "3"}, ("CHECK", "legal_form_unknown", "Rechtsform", "3")),
        ({"Schulbetriebsschluessel": "7"}, ("CHECK", "operating_code_unknown", "Schulbetriebsschluessel", "7")),
        ({"Schulbetriebsdatum": "31.02.2017"}, ("CHECK", "not_a_day", "Schulbetriebsdatum", "31.02.2017")),
        ({"EPSG": "null"}, ("NOTE", "epsg_missing", "EPSG", "null")),
        ({"EPSG": "EPSG:31467"}, ("CHECK", "epsg_unknown", "EPSG", "EPSG:31467")),
        ({"UTMRechtswert": "0", "UTMHochwert": "0"}, ("NOTE", "point_missing", "UTMRechtswert", "0 0")),
        ({"UTMRechtswert": "nan"}, ("CHECK", "not_a_point", "UTMRechtswert", "nan 5673192")),
        ({"UTMRechtswert": "351466"}, ("CHECK", "point_in_other_town", "UTMRechtswert", "Düsseldorf")),
        ({"UTMRechtswert": "161466"}, ("CHECK", "point_outside_state", "UTMRechtswert", "51.11000 4.16283")),
        ({"Strasse": "x" * 121}, ("CHECK", "too_long", "Strasse", "x" * 121)),
    ],
)
def test_whatever_is_odd_about_a_cell_is_named_with_column_and_value(row, expected):
    assert expected in said_of(**row)


def test_the_missing_zero_is_said_as_a_person_would_say_it():
    run = preview(schuldaten({"Schulnummer": "10018"}))

    assert sentence_with_place(run.rows.get()) == (
        "Zeile 3, Spalte „Schulnummer“, 10018: „10018“ hat 5 Stellen, erwartet sind 6. "
        "Vermutlich fehlt die führende Null."
    )


def test_of_a_doubled_school_number_the_second_row_is_refused():
    run = take(schuldaten(ROW, {"Ort": "Anderswo"}))

    refused = run.rows.get(kind="REFUSED")
    assert (run.added, refused.code, refused.line, refused.params["first"]) == (1, "number_twice", 4, "3")
    assert Institution.objects.get().place == "Haan"


def test_a_list_without_a_needed_column_is_refused():
    content = schuldaten(ROW).replace(b"Gemeindeschluessel", b"Gemeinde")

    run = preview(content)

    assert (run.state, run.rows.get().code, run.rows.get().column) == (
        "REFUSED",
        "column_missing",
        "Gemeindeschluessel",
    )


def test_a_list_longer_than_the_state_has_schools_is_refused():
    run = preview(schuldaten(*({"Schulnummer": f"{100000 + number}"} for number in range(MOST_ROWS + 1))))

    assert [(row.code, row.line) for row in run.rows.all()] == [("too_many_rows", MOST_ROWS + 3)]


def test_the_directory_is_read_from_a_workbook_with_lines_before_its_header():
    out = io.BytesIO()
    with xlsxwriter.Workbook(out) as book:
        sheet = book.add_worksheet("Schulen")
        sheet.write(0, 0, "Schulverzeichnis, Stand: 15.10.2025")
        sheet.write_row(2, 0, ["Schuljahr", "Schulform", "Amtlicher Gemeindeschlüssel", "Schulnummer", "Anzahl"])
        sheet.write_row(2, 5, ["Amtliche Bezeichnung 1", "Amtliche Bezeichnung 2", "Amtliche Bezeichnung 3"])
        sheet.write_row(3, 0, ["2025/26", "Grundschule", "05158024", 100020, 220, "Schule", "am", "Bach"])
        sheet.write_row(4, 0, ["2025/26", "Grundschule", 5158024, 100021, 180, "Schule ohne Null", "", ""])

    run = take(out.getvalue())

    assert (run.layout, run.reference_date, run.added) == ("XLSX, Schulen", date(2025, 10, 15), 1)
    assert School.objects.values_list("school_number", "pupils", "institution__name").get() == (
        "100020",
        220,
        "Schule am Bach",
    )
    assert list(run.rows.filter(kind="REFUSED").values_list("code", "line", "found")) == [
        ("leading_zero_missing", 5, "5158024")
    ]


def test_the_date_a_list_states_is_its_reference_date():
    run = preview(schuldaten(ROW, stated="01.09.2021"))

    assert (run.reference_date, run.date_basis) == (date(2021, 9, 1), "STATED")


def test_a_person_may_say_better_for_which_day_a_list_holds():
    run = preview(schuldaten(ROW), reference_date=date(2025, 9, 1))

    assert (run.reference_date, run.date_basis) == (date(2025, 9, 1), "GIVEN")


def test_a_changed_cell_is_shown_and_written():
    take(schuldaten(ROW, stated="01.09.2021"))

    run = take(schuldaten({"Strasse": "Neue Str. 1"}, stated="01.09.2022"))

    assert (run.added, run.changed, run.unchanged) == (0, 1, 0)
    assert list(run.rows.filter(kind="CHANGED").values_list("key", "field", "before", "after")) == [
        ("100011", "street", "Walder Str. 15", "Neue Str. 1")
    ]
    assert Institution.objects.get().street == "Neue Str. 1"


def test_a_corrected_list_of_the_same_day_replaces_the_wrong_one():
    take(schuldaten({"Strasse": "Falsch 1"}, stated="01.09.2021"))

    run = take(schuldaten(ROW, stated="01.09.2021"))

    assert (run.changed, Institution.objects.get().street) == (1, "Walder Str. 15")


def test_a_school_that_comes_back_is_no_longer_marked():
    other = {"Schulnummer": "100012"}
    take(schuldaten(ROW, other, stated="01.09.2021"))
    gone = take(schuldaten(ROW, stated="01.09.2022"))
    assert [row.code for row in gone.rows.filter(kind="CHECK")] == ["school_vanished"]
    assert School.objects.get(school_number="100012").missing_since == date(2022, 9, 1)

    back = take(schuldaten(ROW, other, stated="01.09.2023"))

    assert [row.code for row in back.rows.filter(kind="NOTE")] == ["school_back"]
    assert School.objects.get(school_number="100012").missing_since is None


def test_a_list_of_one_region_says_nothing_about_schools_of_another():
    koeln = {"Schulnummer": "100012", "Gemeindeschluessel": "05315000"}
    take(schuldaten(ROW, koeln, stated="01.09.2021"))

    take(schuldaten(ROW, stated="01.09.2022"))

    assert School.objects.get(school_number="100012").missing_since is None


def test_an_invented_school_is_never_touched_by_a_list():
    example = SchoolFactory(school_number="999001", institution__is_example=True)

    take(schuldaten(ROW, stated="01.09.2022"))

    example.refresh_from_db()
    assert example.missing_since is None


def test_invented_schools_read_in_like_a_list_do_not_make_real_lists_old():
    invented = {"Schulnummer": "990001", "Schulbezeichnung_1": "Beispielschule"}
    take(schuldaten(invented, stated="01.09.2025"))
    mark_as_examples(numbers=["990001"])

    run = take(schuldaten(ROW, stated="01.09.2021"))

    assert (run.added, run.changed, run.noted, run.to_check) == (1, 0, 0, 0)
    assert list(School.objects.order_by("school_number").values_list("missing_since", "institution__is_example")) == [
        (None, False),
        (None, True),
    ]


@pytest.mark.parametrize(
    "wrong",
    [
        {"school_number": "10018"},
        {"social_index": 0},
        {"social_index": 10},
        {"lat": 51.0},
        {"point_origin": "UTM"},
        {"missing_since": date(2022, 1, 1)},
    ],
)
def test_the_database_refuses_what_no_school_can_be(wrong):
    SchoolFactory()

    with pytest.raises(IntegrityError), transaction.atomic():
        School.objects.update(**wrong)
