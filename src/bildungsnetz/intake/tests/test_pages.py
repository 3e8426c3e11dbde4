"""The pages of the way in."""

from datetime import UTC, datetime

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import TestCase
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from bildungsnetz.accounts.tests.factories import UserFactory
from bildungsnetz.intake import services
from bildungsnetz.intake.models import ImportRun
from bildungsnetz.intake.tests.factories import LIST

AT = datetime(2026, 1, 7, 9, 0, tzinfo=UTC)
pytestmark = pytest.mark.django_db
ADDRESSES = ["runs", "run", "rows_as_csv", "progress", "apply", "discard", "set_date"]


def address(name, run):
    return reverse(f"intake:{name}", args=[] if name == "runs" else [run.pk])


@pytest.fixture
def person(client, allowed):
    found = UserFactory()
    allowed.add(found.email)
    client.force_login(found)
    return found


def preview(content=LIST, **options):
    return services.preview_import(name="phones.csv", content=content, by=None, at=AT, **options)


def post(client, url, data=None):
    """Post, and let the jobs be done that were asked for."""
    with TestCase.captureOnCommitCallbacks(execute=True):
        return client.post(url, data or {})


def upload(client, content=LIST, **data):
    return post(client, "/einlesen", {"file": SimpleUploadedFile("phones.csv", content), "scope": "", **data})


@pytest.mark.parametrize("name", ADDRESSES)
def test_for_everybody_else_the_pages_do_not_exist(client, phones, allowed, name):
    run = preview()
    client.force_login(UserFactory())

    assert client.get(address(name, run)).status_code == (404 if name in ADDRESSES[:4] else 405)
    assert client.post(address(name, run)).status_code == (405 if name in ADDRESSES[1:4] else 404)
    client.logout()
    # Strangers are asked to sign in, whether the import exists or not.
    assert client.post(address("apply", run)).status_code == 302
    run.refresh_from_db()
    assert run.state == "PREVIEWED"


def test_a_run_of_another_scope_does_not_exist(client, phones, person):
    run = preview(scope="fremdes-netz")

    answers = [client.get(address("run", run)), client.post(address("apply", run)), client.get(address("runs", run))]

    assert [answer.status_code for answer in answers] == [404, 404, 200]
    assert "phones.csv" not in answers[2].content.decode()


def test_a_file_goes_from_choosing_to_preview_to_applied(client, phones, person):
    answer = upload(client)

    run = ImportRun.objects.get()
    assert (answer.status_code, answer["Location"], run.started_by) == (302, f"/einlesen/{run.pk}", person)
    page = client.get(f"/einlesen/{run.pk}").content.decode()
    assert "2 neu, 0 geändert, 1 abgelehnt, 0 brauchen Ihre Prüfung" in page
    assert post(client, f"/einlesen/{run.pk}/uebernehmen").status_code == 302
    assert phones.phones == {"A": "1", "B": "2"}
    assert "übernommen" in client.get("/einlesen").content.decode()


def test_a_foreign_file_is_refused_and_the_reason_is_shown_in_words(client, phones, person):
    upload(client, b"\x89PNG\r\n\x1a\n")

    page = client.get(ImportRun.objects.get().get_absolute_url()).content.decode()

    assert "Diese Datei kennen wir nicht. Wir lesen CSV und XLSX." in page
    assert "Übernehmen" not in page


def test_without_a_file_the_form_says_what_is_missing(client, phones, person):
    answer = client.post("/einlesen", {"scope": ""})

    assert (answer.status_code, ImportRun.objects.count()) == (422, 0)
    assert "Bitte wählen Sie eine Datei." in answer.content.decode()


def test_discarding_leads_back_to_the_list(client, phones, person):
    run = preview()

    answer = client.post(address("discard", run))

    run.refresh_from_db()
    assert (answer["Location"], run.state) == ("/einlesen", "DISCARDED")


def test_a_stale_preview_is_shown_anew(client, phones, person):
    run = preview()
    phones.phones = {"A": "9"}

    post(client, address("apply", run))
    page = client.get(address("run", run)).content.decode()

    assert "nichts wurde übernommen" in page
    assert "1 neu, 1 geändert" in page


def test_a_wrong_date_is_shown_at_the_field(client, phones, person):
    run = preview()

    answer = client.post(address("set_date", run), {"reference_date": "31.31.2026"})

    assert answer.status_code == 422
    assert "Bitte tragen Sie ein Datum ein" in answer.content.decode()
    assert post(client, address("set_date", run), {"reference_date": "2026-03-01"}).status_code == 302
    run.refresh_from_db()
    assert (run.state, f"{run.reference_date}", run.date_basis) == ("PREVIEWED", "2026-03-01", "GIVEN")


def test_what_was_found_can_be_sent_back_without_running_as_a_formula(client, phones, person):
    run = preview(b"Kennung;Telefon\n=1+1;?\n")

    lines = client.get(address("rows_as_csv", run)).content.decode().splitlines()

    assert lines[1].startswith("REFUSED,2,Telefon,'=1+1,,?,")


def test_the_list_needs_the_same_queries_for_one_row_and_for_three(client, phones, person):
    counted = []
    for times in (1, 2):
        for _ in range(times):
            preview()
        with CaptureQueriesContext(connection) as captured:
            assert client.get("/einlesen").status_code == 200
        counted.append(len(captured))

    assert counted[0] == counted[1] <= 20
