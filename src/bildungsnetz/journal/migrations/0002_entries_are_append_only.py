from django.db import migrations

from bildungsnetz.journal.database_rules import Rule, installation

FIELDS = [
    "chain", "number", "at", "actor", "action", "subject_type", "subject_id", "changes", "reason_digest",
    "previous_hash", "hash",
]



class Migration(migrations.Migration):
    dependencies = [("journal", "0001_entries")]

    operations = [
        installation(
            [
                Rule(
                    "journal_entry_is_not_rewritten",
                    "BEFORE UPDATE",
                    "journal_entry",
                    " OR ".join(f"OLD.{name} <>> NEW.{name}" for name in FIELDS)
                    + " OR (NEW.reason <> '' AND OLD.reason <> NEW.reason)",
                    refusal="a journal entry is not rewritten, only the wording of a reason may be erased",
                ),
                Rule(
                    "journal_entry_is_not_deleted",
                    "BEFORE DELETE",
                    "journal_entry",
                    "OLD.id IS NOT NULL",
                    refusal="a journal entry is not deleted",
                ),
            ]
        )
    ]
