"""Check, preview, apply or discard."""

import hashlib
from datetime import timedelta

import pytest
from django.core.files.storage import default_storage
from django.db import IntegrityError, transaction

from bildungsnetz.accounts.tests.factories import UserFactory
from bildungsnetz.intake import services, upkeep
from bildungsnetz.intake.models import ImportRow, ImportRun
from bildungsnetz.intake.tests.factories import AT, LATER, LIST
from bildungsnetz.journal.models import Entry

pytestmark = pytest.mark.django_db


def preview(content=LIST, **options):
    return services.preview_import(name="C:\\Listen\\phones.csv", content=content, by=None, at=AT, **options)


def test_a_preview_shows_what_would_happen_and_changes_nothing(phones):
    run = preview()

    assert (run.state, run.added, run.changed, run.unchanged, run.refused) == ("PREVIEWED", 2, 0, 0, 1)
    assert (run.file_name, run.sha256) == ("phones.csv", hashlib.sha256(LIST).hexdigest())
    assert (run.source_name, run.licence, f"{run.reference_date}", run.date_basis) == (
        "Amt für Telefone",
        "dl-de/by-2-0",
        "2026-01-01",
        "STATED",
    )
    refused = run.rows.get(kind="REFUSED")
    assert (refused.line, refused.column, refused.found, refused.raw) == (4, "Telefon", "?", ["C", "?"])
    assert phones.phones == {}


def test_applying_writes_the_rows_the_journal_and_forgets_the_file(phones, django_capture_on_commit_callbacks):
    person = UserFactory()
    run = preview()
    kept = run.stored.name

    with django_capture_on_commit_callbacks(execute=True):
        run = services.apply_import(run=run, by=person, at=LATER)

    assert phones.phones == {"A": "1", "B": "2"}
    assert (run.state, run.decided_by, run.decided_at, run.stored.name) == ("APPLIED", person, LATER, "")
    assert not default_storage.exists(kept)
    entry = Entry.objects.get(action="import applied")
    assert (entry.chain, entry.actor, entry.subject_id) == ("platform", person.key, str(run.pk))
    assert entry.changes["added"] == [None, 2]


def test_the_same_file_again_changes_nothing(phones):
    services.apply_import(run=preview(), by=None, at=LATER)

    again = services.apply_import(run=preview(), by=None, at=LATER)

    assert (again.added, again.changed, again.unchanged, again.refused) == (0, 0, 2, 1)


def test_a_changed_value_is_shown_before_and_after(phones):
    phones.phones = {"A": "9", "B": "2"}

    run = preview()

    assert list(run.rows.filter(kind="CHANGED").values_list("key", "field", "before", "after")) == [
        ("A", "phone", "9", "1")
    ]


def test_a_stale_preview_is_made_anew_instead_of_applied(phones):
    run = preview()
    phones.phones = {"A": "9"}

    with pytest.raises(services.PreviewStale):
        services.apply_import(run=run, by=None, at=LATER)

    run.refresh_from_db()
    assert (run.state, run.added, run.changed) == ("PREVIEWED", 1, 1)
    assert phones.phones == {"A": "9"}
    services.apply_import(run=run, by=None, at=LATER)
    assert phones.phones == {"A": "1", "B": "2"}


def test_discarding_leaves_only_that_it_was_here(phones, django_capture_on_commit_callbacks):
    run = preview()
    kept = run.stored.name

    with django_capture_on_commit_callbacks(execute=True):
        run = services.discard_import(run=run, by=None, at=LATER)

    assert (run.state, run.rows.count(), default_storage.exists(kept)) == ("DISCARDED", 0, False)
    assert phones.phones == {}


@pytest.mark.parametrize("decide", [services.apply_import, services.discard_import])
def test_nothing_can_be_decided_twice(phones, decide):
    run = preview()
    decide(run=run, by=None, at=LATER)

    for again in (services.apply_import, services.discard_import):
        with pytest.raises(services.AlreadyDecided):
            again(run=run, by=None, at=LATER)


def test_a_refused_file_leaves_its_reasons_and_no_file(phones):
    run = preview(b"\x89PNG\r\n\x1a\n")

    assert (run.state, run.stored.name, run.refused) == ("REFUSED", "", 1)
    assert list(run.rows.values_list("kind", "code", "line")) == [("FATAL", "not_text", 2)]


def test_an_unknown_kind_refuses_every_file(phones):
    assert preview(kind="nothing").state == "REFUSED"


def test_a_fault_while_applying_changes_nothing_at_all(phones):
    run = preview()

    def fault(plan, *, run, at):
        ImportRun.objects.filter(pk=run.pk).update(file_name="half")
        raise RuntimeError

    phones.apply = fault
    with pytest.raises(RuntimeError):
        services.apply_import(run=run, by=None, at=LATER)

    run.refresh_from_db()
    assert (run.state, run.file_name, Entry.objects.count()) == ("PREVIEWED", "phones.csv", 0)


def test_another_reference_date_makes_the_preview_anew(phones):
    run = preview()

    services.queue(run=run, state=ImportRun.State.CHECKING, by=None, at=LATER, wanted=LATER.date())
    run.refresh_from_db()
    services.check_import(run=run)

    run.refresh_from_db()
    assert (run.reference_date, run.date_basis, run.rows.count()) == (LATER.date(), "GIVEN", 3)


@pytest.mark.parametrize(
    "wrong", [{"state": "APPLIED", "decided_at": None}, {"state": "PREVIEWED", "stored": ""}, {"decided_at": AT}]
)
def test_the_database_keeps_state_and_decision_together(phones, wrong):
    run = preview()

    with pytest.raises(IntegrityError), transaction.atomic():
        ImportRun.objects.filter(pk=run.pk).update(**wrong)


def test_rows_go_with_their_run(phones):
    run = preview()

    run.delete()

    assert not ImportRow.objects.exists()


def test_a_preview_nobody_decides_about_is_forgotten_after_a_month(phones):
    old, young = preview(), preview()
    ImportRun.objects.filter(pk=old.pk).update(started_at=AT - timedelta(days=31))

    assert upkeep.discard_forgotten(now=AT) == 1

    states = dict(ImportRun.objects.values_list("pk", "state"))
    assert states == {old.pk: "DISCARDED", young.pk: "PREVIEWED"}
