"""The chain shows every tampering; the rules of the database are lifted first, as somebody with full power would."""

from datetime import UTC, datetime

import pytest
from django.db import DatabaseError, connection, transaction

from bildungsnetz.accounts.models import User
from bildungsnetz.journal import verification
from bildungsnetz.journal.models import Chain, Entry
from bildungsnetz.journal.selectors import broken_links
from bildungsnetz.journal.services import record

pytestmark = pytest.mark.django_db
NOW = datetime(2026, 11, 24, 9, 0, tzinfo=UTC)
RULES = ("journal_entry_is_not_rewritten", "journal_entry_is_not_deleted")


@pytest.fixture
def person():
    return User.objects.create_user("jana@example.org", full_name="Jana Osterkamp")


@pytest.fixture
def entries(person):
    with transaction.atomic():
        for number in range(1, 5):
            record(
                chain="network:1",
                subject=person,
                action=f"step {number}",
                by=person,
                at=NOW,
                changes={"language": [None, number]},
                reason=f"Grund {number}",
            )
    assert list(broken_links()) == []


@pytest.fixture
def without_rules():
    with connection.cursor() as cursor:
        for name in RULES:
            table = "" if connection.vendor == "sqlite" else " ON journal_entry"
            cursor.execute(f"DROP TRIGGER {name}{table}")


def execute(*statements):
    with connection.cursor() as cursor:
        for statement in statements:
            cursor.execute(statement)


def problems():
    return [(link.number, link.problem) for link in broken_links()]


def test_changed_content_is_found(entries, without_rules):
    execute("UPDATE journal_entry SET action = 'nothing' WHERE number = 2")

    assert problems() == [(2, "content was changed")]


def test_changed_values_are_found(entries, without_rules):
    entry = Entry.objects.get(number=2)
    Entry.objects.filter(pk=entry.pk).update(changes={"language": [None, 99]})

    assert problems() == [(2, "content was changed")]


def test_a_removed_entry_is_found(entries, without_rules):
    execute("DELETE FROM journal_entry WHERE number = 2")

    found = problems()

    assert found[0] == (3, "entry is missing")


def test_a_removed_end_is_found(entries, without_rules):
    execute("DELETE FROM journal_entry WHERE number = 4")

    assert problems() == [(3, "end is missing")]


def test_an_inserted_entry_is_found(entries, without_rules):
    last = Entry.objects.get(number=4)
    last.pk, last.number = None, 5
    last.save()

    assert problems()[0] == (5, "does not follow the entry before")


def test_reordered_entries_are_found(entries, without_rules):
    execute(
        "UPDATE journal_entry SET number = 99 WHERE number = 2",
        "UPDATE journal_entry SET number = 2 WHERE number = 3",
        "UPDATE journal_entry SET number = 3 WHERE number = 99",
    )

    assert [number for number, _ in problems()][:2] == [2, 3]


def test_an_altered_reason_is_found_and_an_erased_one_holds(entries, without_rules):
    execute("UPDATE journal_entry SET reason = '' WHERE number = 1")
    execute("UPDATE journal_entry SET reason = 'Anders' WHERE number = 3")

    assert problems() == [(3, "reason was changed")]


def test_a_chain_that_nobody_heads_is_found(entries, without_rules):
    Chain.objects.all().delete()

    assert set(problems()) == {(number, "chain is unknown") for number in range(1, 5)}


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE journal_entry SET action = 'nothing' WHERE number = 2",
        "UPDATE journal_entry SET reason = 'Anders' WHERE number = 2",
        "UPDATE journal_entry SET hash = 'x' WHERE number = 2",
        "DELETE FROM journal_entry WHERE number = 2",
    ],
)
def test_the_database_refuses_to_rewrite_the_journal(entries, statement):
    with pytest.raises(DatabaseError), transaction.atomic():
        execute(statement)

    assert problems() == []


def test_the_wording_of_a_reason_can_be_erased(entries):
    execute("UPDATE journal_entry SET reason = '' WHERE number = 2")

    assert problems() == []


def test_personal_values_are_kept_as_digest_only(entries):
    changes = Entry.objects.get(number=1).changes

    assert {name: list(value) for name, value in changes.items()} == {"language": ["digest"]}


@pytest.mark.django_db(transaction=True)
def test_an_entry_without_the_transaction_of_its_change_is_refused(person):
    with pytest.raises(RuntimeError, match="transaction"):
        record(chain="x", subject=person, action="x", by=None, at=NOW)


def test_every_rule_of_the_migrations_is_installed():
    assert list(verification.missing_rules()) == []


def test_a_rule_that_is_gone_is_reported(without_rules):
    found = list(verification.missing_rules())

    assert [name for name in RULES if any(name in sentence for sentence in found)] == list(RULES)
