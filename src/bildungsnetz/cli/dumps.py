"""Copying a whole database out and in, for SQLite and PostgreSQL."""

import os
import shutil
import sqlite3
import subprocess
from contextlib import closing
from pathlib import Path
from typing import Any

from bildungsnetz.cli.startup import Refused

Database = dict[str, Any]
MEMBERS = {"sqlite": "database/bildungsnetz.sqlite3", "postgresql": "database/bildungsnetz.dump"}


def kind_of(database: Database) -> str:
    """Say which database Django's settings name: ``sqlite`` or ``postgresql``."""
    return "sqlite" if "sqlite" in database["ENGINE"] else "postgresql"


def dump(database: Database, *, target: Path) -> None:
    """Copy the whole database into a file, as it is at one moment, while the program goes on.

    Raises: Refused if it cannot be read.
    """
    if kind_of(database) == "sqlite":
        if not Path(database["NAME"]).exists():
            raise Refused(f"There is no database {database['NAME']}; see BILDUNGSNETZ_DATA.")
        with closing(sqlite3.connect(database["NAME"])) as source, closing(sqlite3.connect(target)) as copy:
            source.backup(copy)
    else:
        _run_postgresql("pg_dump", ["--format=custom", "--no-owner", "--no-acl", f"--file={target}"], database)


def load(database: Database, *, source: Path) -> None:
    """Bring a dump into an empty PostgreSQL database: all of it or nothing.

    Raises: Refused if the database holds tables, or does not take the dump.
    """
    listing = ["--tuples-only", "--no-align", "--command=SELECT count(*) FROM pg_tables WHERE schemaname = 'public'"]
    tables = _run_postgresql("psql", listing, database).strip()
    if tables != "0":
        raise Refused(f"The database {database['NAME']} holds {tables} tables; please restore into an empty one.")
    options = ["--single-transaction", "--exit-on-error", "--no-owner", "--no-acl"]
    _run_postgresql("pg_restore", [*options, f"--dbname={database['NAME']}", str(source)], database)


def assert_sound(path: Path) -> None:
    """Let SQLite read through a database file.

    Raises: Refused if it finds damage.
    """
    from django.db.utils import ConnectionHandler

    # Through Django, which gives SQLite the functions that our constraints are written with.
    connection = ConnectionHandler({"default": {"ENGINE": "django.db.backends.sqlite3", "NAME": path}})["default"]
    try:
        with connection.cursor() as cursor:
            cursor.execute("PRAGMA integrity_check")
            found = [row[0] for row in cursor.fetchall()]
    finally:
        connection.close()
    if found != ["ok"]:
        raise Refused(f"SQLite finds the database in the backup damaged: {found[0]}.")


def _run_postgresql(program: str, arguments: list[str], database: Database) -> str:
    executable = shutil.which(program)
    if executable is None:
        raise Refused(f"{program} is missing; please install it (on Debian: apt-get install postgresql-client).")
    # The environment, not the command line: that is readable for every user of the machine.
    parts = {"HOST": "PGHOST", "PORT": "PGPORT", "USER": "PGUSER", "PASSWORD": "PGPASSWORD", "NAME": "PGDATABASE"}
    address = {variable: str(database[part]) for part, variable in parts.items() if database.get(part)}
    done = subprocess.run(
        [executable, *arguments], check=False, text=True, capture_output=True, env={**os.environ, **address}
    )
    if done.returncode != 0:
        raise Refused(f"{program} failed: {done.stderr.strip() or 'it gave no reason'}")
    return done.stdout
