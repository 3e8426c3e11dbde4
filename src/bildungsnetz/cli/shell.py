"""``bildungsnetz shell``: a Python shell with the program loaded."""

import argparse

from bildungsnetz.cli.startup import start

HELP = "open a Python shell with the program loaded"


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Take no arguments."""


def run(options: argparse.Namespace) -> int:  # noqa: ARG001 - every verb has the same signature
    """Open the shell; changes made in it bypass the services, so it is for looking."""
    start()

    from django.core.management import call_command

    call_command("shell")
    return 0
