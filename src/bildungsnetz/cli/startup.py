"""Starting the program for a verb, so that what is wrong comes out as one sentence."""

import os
from pathlib import Path

import django
from django.core.exceptions import ImproperlyConfigured

# Lies in the data folder of every demonstration, so that real data are never opened with published passwords.
DEMO_MARK = "this-is-a-demo"


class Refused(Exception):
    """What was asked cannot be done; the text is one sentence that says what to do instead."""


def start(*, mode: str | None = None, data: Path | None = None) -> None:
    """Load settings and rooms; ``mode`` and ``data`` win over the environment.

    Where neither names a mode, the folder of a demonstration is opened as one.
    Raises: Refused if a setting is missing or odd.
    """
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "bildungsnetz.settings")
    if data is not None:
        os.environ["BILDUNGSNETZ_DATA"] = str(data.resolve())
    if mode is not None:
        os.environ["BILDUNGSNETZ_MODE"] = mode
    elif (Path(os.environ.get("BILDUNGSNETZ_DATA", "data")) / DEMO_MARK).exists():
        os.environ.setdefault("BILDUNGSNETZ_MODE", "demo")
    try:
        django.setup()
    except ImproperlyConfigured as problem:
        raise Refused(str(problem)) from None


def make_data_folder() -> Path:
    """Make the folder for database and files, readable for this user alone.

    Raises: Refused if it cannot be made or written to.
    """
    from django.conf import settings

    folder = Path(settings.DATA_DIR)
    try:
        folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        Path(settings.MEDIA_ROOT).mkdir(exist_ok=True)
    except OSError as problem:
        raise Refused(f"The data folder {folder} cannot be made ({problem.strerror}); see BILDUNGSNETZ_DATA.") from None
    if not os.access(folder, os.W_OK):
        raise Refused(f"The data folder {folder} cannot be written to by this user; see BILDUNGSNETZ_DATA.")
    return folder


def bring_database_up_to_date() -> None:
    """Apply all migrations and make the cache table.

    Raises: Refused if the database cannot be reached.
    """
    from django.core.management import call_command
    from django.db import OperationalError

    try:
        call_command("migrate", verbosity=0, interactive=False)
        call_command("createcachetable", verbosity=0)
    except OperationalError as problem:
        raise Refused(unreachable(problem)) from None


def unreachable(problem: Exception) -> str:
    """Word the error of a database that does not answer."""
    first_line = str(problem).strip().splitlines()[0]
    return f"The database does not answer ({first_line}); see BILDUNGSNETZ_DATABASE_URL."


def refuse_missing_migrations() -> None:
    """Raise Refused if the database is older than the program: pages would fail one by one."""
    from django.db import OperationalError, connection
    from django.db.migrations.executor import MigrationExecutor

    try:
        executor = MigrationExecutor(connection)
    except OperationalError as problem:
        raise Refused(unreachable(problem)) from None
    missing = executor.migration_plan(executor.loader.graph.leaf_nodes())
    connection.close()
    if missing:
        raise Refused(f"The database lacks {len(missing)} migrations; please run: bildungsnetz migrate")
