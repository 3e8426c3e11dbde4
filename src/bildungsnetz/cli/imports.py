"""``bildungsnetz import``: read a file into the directory; one subject per kind of file."""

import argparse

HELP = "read a file (schools: the state's school directory)"


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare one subject per kind of file."""
    parser.add_subparsers(dest="subject", required=True, metavar="SUBJECT")


def run(options: argparse.Namespace) -> int:
    """Read the file as its subject demands."""
    code: int = options.read(options)
    return code
