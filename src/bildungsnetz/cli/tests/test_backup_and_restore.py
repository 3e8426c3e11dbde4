import json
import sqlite3
import zipfile
from contextlib import closing
from datetime import UTC, datetime

import psycopg
import pytest
from django.conf import settings
from django.db import connection

from bildungsnetz.accounts.models import User
from bildungsnetz.cli.backup import write_backup
from bildungsnetz.cli.restore import known_migrations, restore_backup
from bildungsnetz.cli.startup import Refused

# The dump reads through a connection of its own, so the rows must be committed.
pytestmark = pytest.mark.django_db(transaction=True)

NOW = datetime(2026, 3, 2, 12, 0, tzinfo=UTC)


@pytest.fixture
def files(tmp_path):
    folder = tmp_path / "files"
    (folder / "contracts").mkdir(parents=True)
    (folder / "contracts" / "vertrag-ä.pdf").write_bytes(b"%PDF-\x00\xff" * 1000)
    return folder


@pytest.fixture
def empty_database():
    """An empty database of the same kind as the tested one, in Django's words; dropped at the end."""
    here = connection.settings_dict
    if connection.vendor == "sqlite":
        yield here
        return
    name = f"restored_{here['NAME']}"
    address = f"host={here['HOST']} user={here['USER']} dbname=postgres"
    with psycopg.connect(address, autocommit=True) as server:
        server.execute(f'CREATE DATABASE "{name}"')
    yield {**here, "NAME": name}
    with psycopg.connect(address, autocommit=True) as server:
        server.execute(f'DROP DATABASE "{name}" WITH (FORCE)')


@pytest.fixture
def backup(tmp_path, files):
    User.objects.create_user("anna@example.org", "secret", full_name="Anna Ärmel")
    User.objects.create_user("ben@example.org", full_name="Ben „Quote“ O'Neill")
    out = tmp_path / "backup.zip"
    write_backup(out=out, database=connection.settings_dict, files=files, at=NOW)
    return out


def rows(database, folder=None):
    """Return all rows of all tables as text, by table."""
    if "sqlite" in database["ENGINE"]:
        path = folder / "bildungsnetz.sqlite3" if folder else database["NAME"]
        with closing(sqlite3.connect(path)) as copy:
            names = [row[0] for row in copy.execute("SELECT name FROM sqlite_master WHERE type = 'table'")]
            return {name: sorted(map(repr, copy.execute(f'SELECT * FROM "{name}"'))) for name in names}
    with psycopg.connect(f"host={database['HOST']} user={database['USER']} dbname={database['NAME']}") as copy:
        names = [row[0] for row in copy.execute("SELECT tablename FROM pg_tables WHERE schemaname = 'public'")]
        return {name: sorted(map(repr, copy.execute(f'SELECT * FROM "{name}"'))) for name in names}


def contents(folder):
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def restore(backup, *, into, database):
    return restore_backup(backup, into=into, database=database, known=known_migrations())


def test_a_restored_backup_equals_the_original_row_by_row_and_file_by_file(backup, files, tmp_path, empty_database):
    restored = tmp_path / "restored"

    manifest = restore(backup, into=restored, database=empty_database)

    before, after = rows(connection.settings_dict), rows(empty_database, restored)
    assert len(before["accounts_user"]) == 2
    assert after == before
    assert contents(restored / "files") == contents(files)
    assert manifest.made_at == "2026-03-02T12:00:00+00:00"
    assert not [path for path in tmp_path.iterdir() if path.name.startswith(".")]


def test_the_triggers_of_the_database_are_restored_too(backup, tmp_path, empty_database):
    restored = tmp_path / "restored"

    restore(backup, into=restored, database=empty_database)

    if connection.vendor == "sqlite":
        query = "SELECT name FROM sqlite_master WHERE type = 'trigger' ORDER BY 1"
        with closing(sqlite3.connect(restored / "bildungsnetz.sqlite3")) as copy:
            after = copy.execute(query).fetchall()
    else:
        query = "SELECT tgname FROM pg_trigger WHERE NOT tgisinternal ORDER BY 1"
        with psycopg.connect(f"host={empty_database['HOST']} user=postgres dbname={empty_database['NAME']}") as copy:
            after = copy.execute(query).fetchall()
    with connection.cursor() as cursor:
        cursor.execute(query)
        assert after == list(cursor.fetchall())
        assert after


def test_a_backup_is_restored_into_an_empty_folder_only(backup, tmp_path, empty_database):
    occupied = tmp_path / "occupied"
    occupied.mkdir()
    (occupied / "letter.txt").write_text("mine")

    with pytest.raises(Refused, match="is not empty"):
        restore(backup, into=occupied, database=empty_database)

    assert contents(occupied) == {"letter.txt": b"mine"}


def with_member(backup, target, name, content):
    """Copy a backup with one member changed or added."""
    with zipfile.ZipFile(backup) as original, zipfile.ZipFile(target, "w") as forged:
        for member in original.namelist():
            if member != name:
                forged.writestr(member, original.read(member))
        forged.writestr(name, content)
    return target


def forged_manifest(backup, target, **changes):
    with zipfile.ZipFile(backup) as original:
        manifest = json.loads(original.read("manifest.json"))
    return with_member(backup, target, "manifest.json", json.dumps({**manifest, **changes}))


@pytest.mark.parametrize(
    ("forge", "sentence"),
    [
        (lambda b, t: with_member(b, t, "files/contracts/vertrag-ä.pdf", b"other"), "has changed since"),
        (lambda b, t: with_member(b, t, "files/more.txt", b"other"), "are not those of its manifest"),
        (lambda b, t: forged_manifest(b, t, format=2), "this program reads format 1"),
        (lambda b, t: forged_manifest(b, t, migrations=["networks.9999_later"]), "was made by a newer version"),
        (lambda b, t: t.write_bytes(b.read_bytes()[:-200]) and t, "cannot be read as a backup"),
        (lambda b, t: t.write_text("no archive") and t, "cannot be read as a backup"),
        (lambda b, t: t, "cannot be read as a backup"),
    ],
)
def test_a_damaged_or_foreign_backup_changes_nothing(forge, sentence, backup, tmp_path, empty_database):
    forged = forge(backup, tmp_path / "forged.zip")
    target = tmp_path / "restored"

    with pytest.raises(Refused, match=sentence):
        restore(forged, into=target, database=empty_database)

    assert not target.exists()
    if connection.vendor == "postgresql":
        assert rows(empty_database) == {}


def test_a_member_cannot_leave_the_folder(backup, tmp_path, empty_database):
    name = "../escaped.txt"
    outside = {name: {"size": 5, "sha256": "2ba3ac7a0e93ae2ce3ac9ea2a9b2d9b7b7a0a6b5b0a1c2d3e4f5a6b7c8d9e0f1"}}
    with zipfile.ZipFile(backup) as original:
        members = json.loads(original.read("manifest.json"))["members"]
    forged = forged_manifest(
        with_member(backup, tmp_path / "one.zip", name, b"outer"), tmp_path / "two.zip", members={**members, **outside}
    )

    with pytest.raises(Refused, match="forbidden path"):
        restore(forged, into=tmp_path / "restored", database=empty_database)

    assert not (tmp_path / "escaped.txt").exists()


def test_a_backup_never_overwrites_another(backup, files):
    before = backup.read_bytes()

    with pytest.raises(Refused, match="exists already"):
        write_backup(out=backup, database=connection.settings_dict, files=files, at=NOW)

    assert backup.read_bytes() == before


def test_only_its_owner_can_read_a_backup(backup):
    assert backup.stat().st_mode & 0o077 == 0


@pytest.mark.once
def test_a_backup_of_the_other_database_is_refused(backup, tmp_path):
    other = {"ENGINE": "django.db.backends.postgresql", "NAME": "somewhere"}

    with pytest.raises(Refused, match="holds a sqlite database"):
        restore(backup, into=tmp_path / "restored", database=other)

    assert settings.DATABASES["default"]["ENGINE"] != other["ENGINE"]
