"""``bildungsnetz user``: accounts that only the operator can make."""

import argparse

HELP = "invite a person (the first operator account comes this way)"


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare what can be done with accounts."""
    parser.add_subparsers(dest="action", required=True, metavar="ACTION")


def run(options: argparse.Namespace) -> int:
    """Do what was asked with the account."""
    code: int = options.act(options)
    return code
