"""``bildungsnetz migrate``: bring the database to this version of the program."""

import argparse

from bildungsnetz.cli.startup import bring_database_up_to_date, make_data_folder, start

HELP = "bring the database and the state's register to this version of the program (make a backup first)"


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Take no arguments."""


def run(options: argparse.Namespace) -> int:  # noqa: ARG001 - every verb has the same signature
    """Apply all migrations, load the register and the catalogue of indicators; what is there already stays."""
    start()
    make_data_folder()
    bring_database_up_to_date()

    from django.core.management import call_command

    call_command("load_register")
    call_command("load_indicators")
    print("The database is up to date.")
    return 0
