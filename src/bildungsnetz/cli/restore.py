"""``bildungsnetz restore``: a backup into an empty folder."""

import argparse
import shutil
from pathlib import Path

from bildungsnetz.cli import archive, dumps
from bildungsnetz.cli.startup import Refused, start

HELP = "bring a backup into an empty folder (and, with PostgreSQL, into an empty database)"


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the archive and the folder."""
    parser.add_argument("file", type=Path, metavar="FILE", help="the archive that 'backup' wrote")
    parser.add_argument("--data", type=Path, required=True, metavar="DIR", help="a folder that is empty or missing")


def run(options: argparse.Namespace) -> int:
    """Restore all or nothing."""
    start(data=options.data)

    from django.db import connections

    manifest = restore_backup(
        options.file, into=options.data, database=connections["default"].settings_dict, known=known_migrations()
    )
    print(
        f"Restored the backup of {manifest.made_at} ({len(manifest.members)} members, all checksums right).\n"
        "Please run 'bildungsnetz migrate' and 'bildungsnetz check' next, and repeat the erasures made since then."
    )
    return 0


def restore_backup(file: Path, *, into: Path, database: dumps.Database, known: set[str]) -> archive.Manifest:
    """Restore an archive into an empty folder and, if it holds a PostgreSQL database, into the empty ``database``.

    ``known`` names the migrations this program has. Everything is verified in a folder beside the target, which
    takes its place at the end.
    Raises: Refused if the target is not empty, the archive is damaged, newer than the program or of another database.
    """
    if into.exists() and (not into.is_dir() or any(into.iterdir())):
        raise Refused(f"{into} is not empty; please restore into a new folder.")
    unfinished = into.resolve().with_name(f".{into.resolve().name}.unfinished")
    shutil.rmtree(unfinished, ignore_errors=True)
    try:
        unfinished.mkdir(parents=True, mode=0o700)
        manifest = _unpack_and_verify(file, into=unfinished, kind=dumps.kind_of(database), known=known)
        dumped = unfinished / dumps.MEMBERS[manifest.database]
        if manifest.database == "postgresql":
            dumps.load(database, source=dumped)
            dumped.unlink()
        else:
            dumps.assert_sound(dumped)
            dumped.rename(unfinished / dumped.name)
        (unfinished / "database").rmdir()
        (unfinished / "files").mkdir(exist_ok=True)
        # Replaces the target if that is an empty folder; from one moment to the next everything is there.
        unfinished.rename(into.resolve())
    except archive.DamagedArchive as problem:
        raise Refused(f"{file} was not restored: {problem}.") from None
    except OSError as problem:
        raise Refused(f"{into} cannot be written: {problem.strerror}.") from None
    finally:
        shutil.rmtree(unfinished, ignore_errors=True)
    return manifest


def known_migrations() -> set[str]:
    """Name the migrations that this program has."""
    from django.db.migrations.loader import MigrationLoader

    return {f"{app}.{name}" for app, name in MigrationLoader(None).disk_migrations}


def _unpack_and_verify(file: Path, *, into: Path, kind: str, known: set[str]) -> archive.Manifest:
    manifest = archive.read_manifest(file)
    if unknown := sorted({*manifest.migrations} - known):
        raise Refused(f"{file} was made by a newer version ({unknown[0]} is unknown here); please install that first.")
    if manifest.database != kind:
        raise Refused(f"{file} holds a {manifest.database} database; see BILDUNGSNETZ_DATABASE_URL.")
    archive.unpack(file, into=into)
    return manifest
