"""``manage.py import_file KIND FILE [--dry-run]``: the one way in, from the command line."""

from argparse import ArgumentParser
from datetime import date
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from bildungsnetz.intake import selectors, services
from bildungsnetz.intake.importers import importers
from bildungsnetz.intake.models import ImportRun
from bildungsnetz.intake.wording import counts, sentence_with_place

SHOWN = 100


class Command(BaseCommand):
    """Check a file, show what would be added, changed, left and refused, and apply it unless ``--dry-run``."""

    help = "Import a file: check, preview, apply."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Declare the arguments."""
        parser.add_argument("kind", choices=[importer.kind for importer in importers()])
        parser.add_argument("file", type=Path)
        parser.add_argument("--dry-run", action="store_true", help="show the preview and change nothing")
        parser.add_argument("--date", type=date.fromisoformat, help="reference date of the data, as 2024-10-15")

    def handle(self, *_args: Any, **options: Any) -> None:
        """Run the import; exits with 2 if the file was refused, with 1 if rows need to be looked at."""
        file: Path = options["file"]
        try:
            content = file.read_bytes()
        except OSError as problem:
            raise CommandError(f"{file}: {problem.strerror}", returncode=2) from None
        run = services.preview_import(
            kind=options["kind"],
            name=file.name,
            content=content,
            reference_date=options["date"],
            by=None,
            at=timezone.now(),
        )
        if run.waits and options["dry_run"]:
            self._show(run)
            services.discard_import(run=run, by=None, at=timezone.now())
        elif run.waits:
            services.apply_import(run=run, by=None, at=timezone.now())
            run.refresh_from_db()
            self._show(run)
        else:
            self._show(run)
            raise CommandError(f"{file}: {counts(run)}", returncode=2)

    def _show(self, run: ImportRun) -> None:
        if run.source_name:
            self.stdout.write(f"{run.source_name}, {run.reference_date:%d.%m.%Y}, {run.licence}")
        self.stdout.write(counts(run))
        kinds = ("FATAL", "REFUSED", "CHECK", "NOTE")
        found = selectors.rows_of(run, kinds=kinds)
        for row in found[:SHOWN]:
            self.stdout.write(f"  {row.get_kind_display()}: {sentence_with_place(row)}")
        if (rest := found.count() - SHOWN) > 0:
            self.stdout.write(f"  … {rest}")
