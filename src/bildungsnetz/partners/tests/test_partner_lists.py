"""Lists of partners: columns assigned once, rows checked, the same list twice without doubles."""

import io
from datetime import UTC, date, datetime

import pytest
import xlsxwriter
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from django.utils import translation

from bildungsnetz.accounts.tests.factories import UserFactory
from bildungsnetz.intake.models import ImportRun
from bildungsnetz.intake.services import apply_import, preview_import
from bildungsnetz.intake.wording import sentence_with_place
from bildungsnetz.networks.models import Role, RoleAssignment
from bildungsnetz.partners.exports import partners_as_csv
from bildungsnetz.partners.lists.columns import Layout, guessed
from bildungsnetz.partners.models import ColumnLayout, Function, Institution, UploadedList
from bildungsnetz.partners.selectors import institutions_of
from bildungsnetz.partners.services import lists, merging
from bildungsnetz.partners.tests.factories import InstitutionFactory, NetworkFactory, schuldaten

NOW = datetime(2026, 11, 24, 8, 0, tzinfo=UTC)
HEADER = ("Einrichtung", "Art", "Straße", "PLZ", "Ort", "Telefon", "E-Mail", "Ansprechpartner")
FIELDS = ("name", "kind", "street", "postcode", "place", "phone", "email", "person_name")


@pytest.fixture
def network(db):
    return NetworkFactory()


@pytest.fixture
def office(network):
    person = UserFactory()
    RoleAssignment.objects.create(
        person=person, network=network, role=Role.OFFICE, side="STATE", began_on=date(2020, 1, 1)
    )
    return person


@pytest.fixture
def assigned(network, office):
    lists.remember_columns(network=network, header=HEADER, layout=Layout(FIELDS, {"kind": "OTHER"}), by=office, at=NOW)
    return network


def csv(*rows, header=HEADER):
    return "\n".join(";".join(cells) for cells in (header, *rows)).encode()


def row(name="Jugendamt Haan", kind="Jugendamt", place="Haan", phone="", email="", person=""):
    return name, kind, "Alleestr. 8", "42781", place, phone, email, person


def preview(network, office, content, name="partner.csv"):
    return preview_import(
        name=name, content=content, by=office, at=NOW, scope=network.slug, retrieved_on=date(2026, 11, 24)
    )


def take_over(network, office, content, name="partner.csv"):
    return apply_import(run=preview(network, office, content, name), by=office, at=NOW)


def told(run):
    with translation.override("en"):
        return [(found.kind, sentence_with_place(found)) for found in run.rows.exclude(code="").order_by("pk")]


def counts(run):
    return run.added, run.changed, run.unchanged, run.refused, run.to_check


def test_the_assistant_guesses_by_name_then_by_what_the_cells_look_like_and_uses_each_field_once():
    header = ("Firma", "Name", "Plz", "???", "im Netz", "Bemerkung")
    samples = [["Holz & Co", "", "42781", "a@holz.example", "www.holz.example", "nett"]]

    assert guessed(header, samples) == ("name", "", "postcode", "email", "web", "")
    assert guessed(header, samples, remembered={"bemerkung": "competence", "name": "person_name", "firma": "name"}) == (
        "name", "person_name", "postcode", "email", "web", "competence",
    )  # fmt: skip


def test_five_hundred_partners_are_read_in_twice_without_doubles(assigned, office):
    rows = [
        row(f"Betrieb {number} Beispiel", "Firma", "Haan", f"02129 {100000 + number}", person=f"Ida {number}")
        for number in range(500)
    ]

    first = take_over(assigned, office, csv(*rows))
    again = take_over(assigned, office, csv(*rows))

    assert counts(first) == (500, 0, 0, 0, 0)
    assert counts(again) == (0, 0, 500, 0, 0)
    assert (Institution.objects.count(), Function.objects.count()) == (500, 500)


def test_a_row_fills_in_what_is_known_of_its_place_and_side(assigned, office):
    take_over(assigned, office, csv(row(phone="02129 1", email="jugend@haan.example", person="Ida Beispiel")))

    found = Institution.objects.get()
    assert (found.kind, found.side, found.town, found.place, found.confirmed_on) == (
        "YOUTH_OFFICE", "MUNICIPAL", "05158008", "Haan", None,
    )  # fmt: skip
    assert [(one.person.name, one.person.may_be_mailed) for one in found.functions.all()] == [("Ida Beispiel", False)]


def test_several_rows_of_one_institution_are_one_partner_with_several_persons(assigned, office):
    run = take_over(assigned, office, csv(row(person="Ida"), row(phone="1", person="Udo"), row(phone="2")))

    assert counts(run) == (1, 0, 0, 0, 1)
    assert told(run) == [("CHECK", "Line 4: “2” differs from line 2 about the same institution; that one is used.")]
    assert sorted(Function.objects.values_list("person__name", flat=True)) == ["Ida", "Udo"]


def test_a_later_list_changes_what_it_says_and_an_empty_cell_deletes_nothing(assigned, office):
    take_over(assigned, office, csv(row(phone="02129 1", email="alt@haan.example")))

    run = take_over(assigned, office, csv(row(phone="02129 2")))

    assert counts(run) == (0, 1, 0, 0, 0)
    assert [(one.field, one.before, one.after) for one in run.rows.all()] == [("phone", "02129 1", "02129 2")]
    assert Institution.objects.get().email == "alt@haan.example"


def test_a_row_that_looks_like_a_partner_is_shown_and_left_out_unless_the_office_wants_both(assigned, office):
    InstitutionFactory(name="Amt für Jugend", town="05158008", phone="02129 911100")
    rows = csv(row("Jugendhilfe Haan", phone="+49 2129 911-100"))

    out = preview(assigned, office, rows)
    ColumnLayout.objects.update(enter_alike=True)
    both = preview(assigned, office, rows)

    assert (counts(out), counts(both)) == ((0, 0, 0, 0, 1), (1, 0, 0, 0, 1))
    assert told(out) == [
        ("CHECK", "Line 2: Looks like “Amt für Jugend” and is left out. If it is the same, please give it that name.")
    ]


def test_what_was_merged_is_not_entered_again_by_the_next_list(assigned, office):
    take_over(assigned, office, csv(row("Jugendamt"), row("Jugendhilfe Haan")))
    dropped, kept = (Institution.objects.get(name=name) for name in ("Jugendhilfe Haan", "Jugendamt"))
    merging.merge(network=assigned, kept=kept, dropped=dropped, by=office, at=NOW)

    again = take_over(assigned, office, csv(row("Jugendamt"), row("Jugendhilfe Haan")))

    assert counts(again) == (0, 0, 1, 0, 0)
    assert Institution.objects.count() == 2


def test_bad_rows_are_left_out_with_line_and_column_and_the_good_ones_stay(assigned, office):
    rows = csv(
        ("", "Firma", "", "", "Haan", "", "", ""),
        ("Gymnasium Haan", "Schule", "", "", "Haan", "", "", ""),
        ("Werkstatt", "Zirkus", "", "4278", "Haan", "", "kein.mail", ""),
    )

    run = preview(assigned, office, rows)

    assert counts(run) == (1, 0, 0, 2, 3)
    assert told(run) == [
        ("REFUSED", "Line 2, column “Einrichtung”: The row names no institution."),
        ("REFUSED", "Line 3, column “Art”: “Schule”: schools come from the state's list and are read in there."),
        ("CHECK", "Line 4, column “E-Mail”: “kein.mail” is not an e-mail address and was left out."),
        (
            "CHECK",
            "Line 4, column “Art”: The kind “Zirkus” is not known; the kind chosen for the whole list is used.",
        ),
        ("CHECK", "Line 4, column “PLZ”: “4278” is not a postcode; 5 digits are expected."),
    ]


def test_merged_cells_are_named_with_their_place_and_the_rest_is_read(assigned, office):
    out = io.BytesIO()
    book = xlsxwriter.Workbook(out)
    sheet = book.add_worksheet("Partner")
    sheet.merge_range(0, 0, 0, 7, "Unsere Partner 2026")
    sheet.write_row(1, 0, HEADER)
    sheet.write_row(2, 0, row("Betrieb A", "Firma"))
    for line in (3, 4):
        sheet.write_row(line, 0, row(f"Betrieb {line}", "Firma"))
    sheet.merge_range(3, 4, 4, 4, "Haan")
    book.close()

    run = preview(assigned, office, out.getvalue(), "partner.xlsx")

    assert counts(run) == (1, 0, 0, 2, 0)
    assert [text.split(",")[0:2] for _kind, text in told(run)] == [
        ["Line 4", " column “Ort”: The cells E4:E5 are merged"],
        ["Line 5", " column “Ort”: The cells E4:E5 are merged"],
    ]


def test_a_list_that_went_out_comes_back_without_change(network, office):
    InstitutionFactory(name="Haus am Markt", town="05158024", phone="02104 1", competence="Beratung")
    InstitutionFactory(name="Haus am See", town="05158024", web="https://see.example")

    run = preview(network, office, partners_as_csv(institutions_of(network)).encode(), "partner-kreis-mettmann.csv")

    assert (run.state, counts(run)) == ("PREVIEWED", (0, 0, 2, 0, 0))


def test_a_list_whose_columns_nobody_here_has_assigned_is_refused_with_the_way_to_do_it(assigned, office):
    elsewhere = NetworkFactory(slug="anderswo", region__key="05966", region__name="Kreis Olpe")

    run = preview(elsewhere, office, csv(row()))

    assert (run.state, [found.code for found in run.rows.all()]) == ("REFUSED", ["partner_columns_unknown"])


def test_the_office_assigns_columns_once_and_finds_them_assigned_the_next_time(network, office, client):
    client.force_login(office, backend="allauth.account.auth_backends.AuthenticationBackend")

    def upload():
        file = SimpleUploadedFile("liste.csv", csv(row()))
        return client.post("/kreis-mettmann/partner/einlesen", {"file": file})["Location"]

    first = upload()
    shown = client.get(first).content.decode()
    sent = {f"column_{index}": field for index, field in enumerate(FIELDS)}
    answer = client.post(first, {**sent, "default_kind": "OTHER", "alike": "out"})
    again = client.get(upload()).content.decode()

    assert "Das ist unser Vorschlag." in shown
    assert answer["Location"] == reverse("intake:run", args=[ImportRun.objects.get().pk])
    assert "Eine Liste mit diesen Spalten haben Sie schon einmal zugeordnet." in again
    assert UploadedList.objects.count() == 1


def test_the_assistant_asks_for_the_name_and_takes_no_field_twice(network, office, client):
    client.force_login(office, backend="allauth.account.auth_backends.AuthenticationBackend")
    file = SimpleUploadedFile("liste.csv", csv(row()))
    address = client.post("/kreis-mettmann/partner/einlesen", {"file": file})["Location"]

    answer = client.post(address, {"column_0": "phone", "column_1": "phone", "default_kind": "OTHER", "alike": "out"})

    text = answer.content.decode()
    assert answer.status_code == 422
    assert "Bitte sagen Sie, in welcher Spalte der Name der Einrichtung steht." in text
    assert "Das sagt schon „Einrichtung“." in text


def test_a_list_of_schools_is_led_to_its_own_door(network, office, client):
    client.force_login(office, backend="allauth.account.auth_backends.AuthenticationBackend")

    answer = client.post("/kreis-mettmann/partner/einlesen", {"file": SimpleUploadedFile("s.csv", schuldaten({}))})

    assert answer.status_code == 422
    assert "Das ist eine Liste anderer Art: Schulen." in answer.content.decode()


def test_a_file_that_is_no_table_is_refused_with_the_reason(network, office, client):
    client.force_login(office, backend="allauth.account.auth_backends.AuthenticationBackend")

    answer = client.post(
        "/kreis-mettmann/partner/einlesen", {"file": SimpleUploadedFile("s.xls", b"\xd0\xcf\x11\xe0\x00")}
    )

    assert answer.status_code == 422
    assert "„s.xls“ lässt sich nicht einlesen. Nichts wurde geändert." in answer.content.decode()


def test_a_file_whose_columns_nobody_assigns_is_forgotten_after_a_day(network, office):
    lists.keep_upload(network=network, name="a.csv", content=csv(row()), by=office, at=NOW)

    assert lists.forget_old_uploads(now=datetime(2026, 11, 25, 7, 0, tzinfo=UTC)) == 0
    assert lists.forget_old_uploads(now=datetime(2026, 11, 25, 9, 0, tzinfo=UTC)) == 1
    assert UploadedList.objects.count() == 0
