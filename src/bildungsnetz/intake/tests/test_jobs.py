"""Checking and applying in the background, with a queue in the database."""

from datetime import UTC, datetime, timedelta

import pytest
from django.conf import settings as django_settings
from django.core.files.storage import default_storage
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import IntegrityError, transaction
from django.utils import timezone
from django_tasks_db.management.commands.db_worker import Worker
from django_tasks_db.models import DBTaskResult

from bildungsnetz.accounts.tests.factories import UserFactory
from bildungsnetz.intake import jobs, services
from bildungsnetz.intake.models import ImportRun
from bildungsnetz.intake.tests.factories import AT, LATER, LIST
from bildungsnetz.journal.models import Entry

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def queue(settings):
    """Keep jobs in the database; calling it does what stands there, as the worker does."""
    settings.TASKS = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend"}}

    return Worker(
        queue_names=["*"],
        excluded_queue_names=[],
        interval=0,
        batch=True,
        backend_name="default",
        startup_delay=False,
        max_tasks=None,
        worker_id="test",
    ).run


@pytest.fixture
def person(client, allowed):
    found = UserFactory()
    allowed.add(found.email)
    client.force_login(found)
    return found


def upload(client, content=LIST):
    answer = client.post("/einlesen", {"file": SimpleUploadedFile("phones.csv", content), "scope": ""})
    return ImportRun.objects.get(pk=int(answer["Location"].rsplit("/", 1)[1]))


def words(client, run):
    return " ".join(client.get(run.get_absolute_url()).content.decode().split())


def test_a_file_is_checked_and_applied_while_nobody_waits(client, phones, person, queue):
    run = upload(client)

    waiting = words(client, run)
    assert "wird geprüft" in waiting
    assert "Der Hintergrunddienst hat noch nicht begonnen." in waiting
    assert "Sie können diese Seite verlassen." in waiting
    assert "Stand neu laden" in waiting
    queue()
    assert "2 neu, 0 geändert, 1 abgelehnt" in words(client, run)

    client.post(f"/einlesen/{run.pk}/uebernehmen")
    waiting = words(client, run)
    assert ("wird übernommen" in waiting, "3 von 3" in waiting, "Verwerfen" in waiting) == (True, True, False)
    assert phones.phones == {}
    queue()
    run.refresh_from_db()
    assert phones.phones == {"A": "1", "B": "2"}
    assert (run.state, run.decided_by, run.queued_at, run.begun_at) == ("APPLIED", person, None, None)
    assert Entry.objects.get(action="import applied").actor == person.key


def test_the_queue_knows_the_number_of_the_run_and_nothing_else(client, phones, person, queue):
    run = upload(client)

    assert [job.args_kwargs for job in DBTaskResult.objects.all()] == [{"args": [run.pk], "kwargs": {}}]


def test_a_page_is_told_to_reload_as_soon_as_it_shows_what_is_no_more(client, phones, person, queue):
    run = upload(client)
    address = f"/einlesen/{run.pk}/stand?stand=CHECKING-queued"

    still = client.get(address)
    services.begin(run_id=run.pk, state=ImportRun.State.CHECKING, at=LATER)
    begun = client.get(address)

    assert (still.status_code, "HX-Refresh" in still.headers) == (204, False)
    assert (begun.status_code, begun["HX-Refresh"]) == (200, "true")
    assert "In Arbeit seit" in words(client, run)


def test_a_file_that_cannot_be_taken_is_refused_with_reasons_and_not_kept(client, phones, person, queue):
    run = upload(client, b"\x89PNG\r\n\x1a\n")
    kept = run.stored.name
    queue()

    run.refresh_from_db()

    assert (run.state, run.stored.name, default_storage.exists(kept)) == ("REFUSED", "", False)
    assert "Diese Datei kennen wir nicht." in words(client, run)


def test_two_presses_of_a_button_apply_once(client, phones, person, queue):
    run = upload(client)
    queue()

    client.post(f"/einlesen/{run.pk}/uebernehmen")
    client.post(f"/einlesen/{run.pk}/uebernehmen")
    discarded = client.post(f"/einlesen/{run.pk}/verwerfen")

    assert DBTaskResult.objects.ready().count() == 1
    assert discarded["Location"] == f"/einlesen/{run.pk}"
    queue()
    assert Entry.objects.filter(action="import applied").count() == 1


def test_a_job_that_stands_in_the_queue_twice_is_done_once(client, phones, person, queue):
    run = upload(client)
    queue()
    client.post(f"/einlesen/{run.pk}/uebernehmen")

    assert jobs.queue_again(now=timezone.now()) == 0
    assert jobs.queue_again(now=timezone.now() + timedelta(hours=2)) == 1
    assert DBTaskResult.objects.ready().count() == 2
    queue()

    assert set(DBTaskResult.objects.values_list("status", flat=True)) == {"SUCCESSFUL"}
    assert Entry.objects.filter(action="import applied").count() == 1


def test_an_error_while_checking_ends_with_a_sentence(client, phones, person, queue, monkeypatch):
    monkeypatch.setattr(phones, "plan", lambda *_args, **_options: 1 / 0)
    run = upload(client)
    queue()

    run.refresh_from_db()

    assert (run.state, run.stored.name) == ("REFUSED", "")
    assert "konnte wegen eines Fehlers im Programm nicht geprüft werden" in words(client, run)
    assert DBTaskResult.objects.get().traceback == ""


def test_an_error_while_applying_leads_back_to_the_preview_with_nothing_written(
    client, phones, person, queue, monkeypatch
):
    run = upload(client)
    queue()

    def write_half(plan, *, run, at):
        UserFactory(email="half@example.org")
        raise ZeroDivisionError

    with monkeypatch.context() as patched:
        patched.setattr(phones, "apply", write_half)
        client.post(f"/einlesen/{run.pk}/uebernehmen")
        queue()
    run.refresh_from_db()
    page = words(client, run)

    assert (run.state, run.trouble, run.decided_by) == ("PREVIEWED", "FAILED", None)
    assert not type(person).objects.filter(email="half@example.org").exists()
    assert "Fehlers im Programm nicht geklappt. Nichts wurde geändert." in page
    client.post(f"/einlesen/{run.pk}/uebernehmen")
    queue()
    assert "nicht geklappt" not in words(client, run)
    assert phones.phones == {"A": "1", "B": "2"}


def test_a_preview_that_is_out_of_date_is_made_anew(client, phones, person, queue):
    run = upload(client)
    queue()
    client.post(f"/einlesen/{run.pk}/uebernehmen")
    phones.phones = {"A": "9"}
    queue()

    run.refresh_from_db()
    assert (run.state, run.trouble, run.decided_by) == ("PREVIEWED", "STALE", None)
    assert "nichts wurde übernommen" in words(client, run)


def test_a_day_for_which_the_file_cannot_be_taken_leaves_the_preview_as_it_was(
    client, phones, person, queue, monkeypatch
):
    run = upload(client)
    queue()

    def refuse(_reading, *, scope, reference_date):
        raise services.FileRefused((services.Finding(services.Level.FATAL, "no_rows"),))

    monkeypatch.setattr(phones, "plan", refuse)
    client.post(f"/einlesen/{run.pk}/stichtag", {"reference_date": "2026-03-01"})
    queue()

    run.refresh_from_db()
    assert (run.state, f"{run.reference_date}", run.added, run.trouble) == ("PREVIEWED", "2026-01-01", 2, "DATE")
    assert "Für diesen Stichtag kann die Datei nicht übernommen werden." in words(client, run)


@pytest.mark.parametrize(
    ("state", "ended", "sentence"),
    [
        ("CHECKING", "REFUSED", "beim Prüfen der Datei unterbrochen"),
        ("APPLYING", "PREVIEWED", "Der Hintergrunddienst wurde unterbrochen. Nichts wurde geändert."),
    ],
)
def test_a_job_whose_worker_died_ends_with_a_sentence(client, phones, person, queue, state, ended, sentence):
    run = upload(client)
    if state == "APPLYING":
        queue()
        client.post(f"/einlesen/{run.pk}/uebernehmen")
    services.begin(run_id=run.pk, state=state, at=LATER)

    assert jobs.give_up_lost(now=LATER + timedelta(minutes=5)) == 0
    assert jobs.give_up_lost(now=LATER + timedelta(minutes=11)) == 1
    # A worker that was alive after all finds nothing to do any more.
    queue()

    run.refresh_from_db()
    assert (run.state, phones.phones) == (ended, {})
    assert sentence in words(client, run)


def test_a_check_that_ends_after_it_was_given_up_changes_nothing(phones, monkeypatch):
    run = services.take_in(name="phones.csv", content=LIST, by=None, at=AT)
    read = phones.read

    def give_up_meanwhile(table):
        services.give_up(run=run, trouble=ImportRun.Trouble.LOST)
        return read(table)

    monkeypatch.setattr(phones, "read", give_up_meanwhile)

    with pytest.raises(services.AlreadyDecided):
        services.check_import(run=run)
    run.refresh_from_db()
    assert (run.state, run.added) == ("REFUSED", 0)


def test_what_the_queue_remembers_is_deleted_after_a_week(client, phones, person, queue):
    upload(client)
    queue()
    upload(client)
    days = timedelta(days=1)

    assert jobs.forget_finished(now=timezone.now() + 6 * days) == 0
    assert jobs.forget_finished(now=timezone.now() + 8 * days) == 1
    assert DBTaskResult.objects.ready().count() == 1


def test_the_database_knows_since_when_a_job_waits(phones):
    run = services.take_in(name="phones.csv", content=LIST, by=None, at=datetime(2026, 1, 7, tzinfo=UTC))

    with pytest.raises(IntegrityError), transaction.atomic():
        ImportRun.objects.filter(pk=run.pk).update(queued_at=None)
    with pytest.raises(IntegrityError), transaction.atomic():
        ImportRun.objects.filter(pk=run.pk).update(stored="")


@pytest.mark.browser
def test_the_page_that_waits_is_accessible_and_shows_the_result_by_itself(
    page_at, assert_accessible, client, phones, person, queue
):
    run = upload(client)
    page = page_at(360)
    page.context.add_cookies(
        [{"name": django_settings.SESSION_COOKIE_NAME, "value": client.session.session_key, "url": page_at_url(page)}]
    )

    page.goto(f"/einlesen/{run.pk}")
    assert_accessible(page)
    assert page.evaluate("document.documentElement.scrollWidth") <= 360
    queue()
    page.get_by_role("button", name="Übernehmen").wait_for(timeout=10_000)

    assert_accessible(page)


def page_at_url(page):
    page.goto("/anmelden")
    return page.url.split("/anmelden")[0]
