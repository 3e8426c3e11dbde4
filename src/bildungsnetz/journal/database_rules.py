"""Rules the database itself keeps, written once and installed as triggers on SQLite and PostgreSQL.

A check constraint sees one row; rules about other rows, about what may follow what, or about rows that must never
change need triggers. Both databases understand the same conditions; only the frame around them differs.
Used by migrations: never change the meaning of an installed rule, install another one.
"""

from collections.abc import Iterable
from dataclasses import dataclass

from django.apps.registry import Apps
from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.migrations import RunPython
from django.db.migrations.loader import MigrationLoader


@dataclass(frozen=True)
class Rule:
    """One trigger.

    ``event`` is for example ``"BEFORE UPDATE"``; in ``condition`` and ``statements`` the rows are OLD and NEW and
    ``<>>`` stands for "differs, empty values included". With ``refusal`` the change is refused in these words,
    otherwise ``statements`` are carried out.
    """

    name: str
    event: str
    table: str
    condition: str
    refusal: str = ""
    statements: tuple[str, ...] = ()

    def for_sqlite(self) -> str:
        """Write the trigger in SQLite's words."""
        body = f"SELECT RAISE(ABORT, '{self.refusal}');" if self.refusal else " ".join(f"{s};" for s in self.statements)
        condition = self.condition.replace("<>>", "IS NOT")
        return f"CREATE TRIGGER {self.name} {self.event} ON {self.table} FOR EACH ROW WHEN {condition} BEGIN {body} END"

    def for_postgresql(self) -> str:
        """Write the trigger and its function in PostgreSQL's words."""
        body = (
            f"RAISE EXCEPTION USING ERRCODE = 'integrity_constraint_violation', MESSAGE = '{self.refusal}';"
            if self.refusal
            else " ".join(f"{s};" for s in self.statements)
        )
        condition = self.condition.replace("<>>", "IS DISTINCT FROM")
        row = "OLD" if self.event.endswith("DELETE") else "NEW"
        return (
            f"CREATE FUNCTION {self.name}() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN "
            f"IF {condition} THEN {body} END IF; RETURN {row}; END $$; "
            f"CREATE TRIGGER {self.name} {self.event} ON {self.table} FOR EACH ROW EXECUTE FUNCTION {self.name}()"
        )


class Installation(RunPython):
    """A migration step that knows which rules it installs."""

    rules: tuple[Rule, ...] = ()


def installation(rules: Iterable[Rule]) -> Installation:
    """Return the migration step that installs ``rules``, and takes them away again when reversed."""
    kept = tuple(rules)

    def install(apps: Apps, editor: BaseDatabaseSchemaEditor) -> None:
        del apps
        for rule in kept:
            editor.execute(rule.for_postgresql() if _is_postgresql(editor) else rule.for_sqlite(), params=None)

    def remove(apps: Apps, editor: BaseDatabaseSchemaEditor) -> None:
        del apps
        for rule in kept:
            if _is_postgresql(editor):
                editor.execute(f"DROP FUNCTION {rule.name}() CASCADE", params=None)
            else:
                editor.execute(f"DROP TRIGGER {rule.name}", params=None)

    step = Installation(install, remove)
    step.rules = kept
    return step


def installed_by_migrations() -> set[str]:
    """Return the names of all rules that migrations of the product install."""
    migrations = MigrationLoader(None, ignore_no_migrations=True).disk_migrations.values()
    return {
        rule.name
        for migration in migrations
        for step in migration.operations
        if isinstance(step, Installation)
        for rule in step.rules
    }


def _is_postgresql(editor: BaseDatabaseSchemaEditor) -> bool:
    return editor.connection.vendor == "postgresql"
