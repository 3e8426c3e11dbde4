"""``bildungsnetz import``: check a file, show what it would change, take it over."""

import argparse
import sys
from pathlib import Path

from bildungsnetz.cli.startup import make_data_folder, refuse_missing_migrations, start

HELP = "read a file: check it, show what it changes, take it over"
# Subject -> (kind of importer, what the file is)
SUBJECTS = {
    "schools": ("schools", "a list of schools; which of the state's lists it is, its header says"),
    "indicators": ("figures", "figures: a table of the Regionaldatenbank, the school directory, or a long list"),
}


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare one subject per kind of file."""
    subjects = parser.add_subparsers(dest="subject", required=True, metavar="SUBJECT")
    for subject, (_kind, description) in SUBJECTS.items():
        one = subjects.add_parser(subject, help=description, description=description)
        one.add_argument("file", type=Path, metavar="FILE")
        one.add_argument("--dry-run", action="store_true", help="show what would change, and change nothing")
        one.add_argument("--date", metavar="YYYY-MM-DD", help="the day for which the data hold, if the file is silent")
        one.add_argument("--data", type=Path, metavar="DIR", help="data folder (default: BILDUNGSNETZ_DATA)")


def run(options: argparse.Namespace) -> int:
    """Read the file; return 2 if it was refused, with everything that is wrong with it on the error output."""
    start(data=options.data)
    make_data_folder()
    refuse_missing_migrations()

    from django.conf import settings
    from django.core.management import CommandError, call_command
    from django.utils import translation

    kind, _description = SUBJECTS[options.subject]
    arguments = [kind, str(options.file), *(["--dry-run"] if options.dry_run else [])]
    arguments += ["--date", options.date] if options.date else []
    try:
        with translation.override(settings.LANGUAGE_CODE):
            call_command("import_file", *arguments)
    except CommandError as refusal:
        print(refusal, file=sys.stderr)
        return 2
    return 0
