"""``bildungsnetz backup``: everything in one file."""

import argparse
import tempfile
from datetime import datetime
from importlib import metadata
from pathlib import Path

from bildungsnetz.cli import archive, dumps
from bildungsnetz.cli.startup import Refused, start

HELP = "write database and files into one archive, while the program goes on"


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare where the archive goes."""
    parser.add_argument("--out", type=Path, required=True, metavar="FILE", help="the archive (must not exist yet)")


def run(options: argparse.Namespace) -> int:
    """Write the archive; nothing is written if something fails."""
    start()

    from django.conf import settings
    from django.db import connections
    from django.utils import timezone

    manifest = write_backup(
        out=options.out,
        database=connections["default"].settings_dict,
        files=Path(settings.MEDIA_ROOT),
        at=timezone.now(),
    )
    print(f"{options.out}: {len(manifest.members)} members, {options.out.stat().st_size / 1_000_000:.1f} MB.")
    return 0


def write_backup(*, out: Path, database: dumps.Database, files: Path, at: datetime) -> archive.Manifest:
    """Write one archive of a database and a folder of files; ``at`` is the time it states.

    Raises: Refused if the target exists or cannot be written, or the database cannot be read.
    """
    if out.exists():
        raise Refused(f"{out} exists already; a backup never overwrites another one.")
    if not out.resolve().parent.is_dir():
        raise Refused(f"There is no folder {out.resolve().parent}.")
    kind = dumps.kind_of(database)
    with tempfile.TemporaryDirectory(prefix=".backup-", dir=out.resolve().parent) as folder:
        dumped = Path(folder) / "database"
        # The database first: a file that it names exists before it is named, so none can be missing.
        dumps.dump(database, target=dumped)
        sources = {dumps.MEMBERS[kind]: dumped, **dict(archive.files_below(files, prefix="files"))}
        try:
            return archive.write(
                out,
                sources=sources,
                version=metadata_version(),
                made_at=at.isoformat(timespec="seconds"),
                database=kind,
                migrations=applied_migrations(),
            )
        except OSError as problem:
            raise Refused(f"{out} cannot be written: {problem.strerror}.") from None


def metadata_version() -> str:
    """Return the version of the program; a checkout that is not installed has none."""
    try:
        return metadata.version("bildungsnetz")
    except metadata.PackageNotFoundError:
        return "source"


def applied_migrations() -> list[str]:
    """List the migrations that the database has, as ``room.name``."""
    from django.db import connection
    from django.db.migrations.recorder import MigrationRecorder

    return sorted(f"{app}.{name}" for app, name in MigrationRecorder(connection).applied_migrations())
