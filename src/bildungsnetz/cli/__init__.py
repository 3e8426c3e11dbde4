"""The ``bildungsnetz`` command: one module per verb, each with ``HELP``, ``add_arguments`` and ``run``."""

import argparse
import importlib
import sys
from collections.abc import Sequence
from typing import Protocol, cast

from bildungsnetz.cli.startup import Refused

# Verb -> module; the order is that of the help text and of the operator's guide.
VERBS = {
    "demo": "demo",
    "serve": "serve",
    "worker": "worker",
    "migrate": "migrate",
    "import": "imports",
    "check": "check",
    "backup": "backup",
    "restore": "restore",
    "user": "user",
    "protect": "protect",
    "protect-check": "protect_check",
    "allocate": "allocate",
    "allocate-check": "allocate_check",
    "shell": "shell",
}


class Verb(Protocol):
    """What the module of a verb offers."""

    HELP: str

    def add_arguments(self, parser: argparse.ArgumentParser) -> None:
        """Declare the arguments of the verb."""

    def run(self, options: argparse.Namespace) -> int:
        """Do it; return the exit code (0: well, 1: problems were found)."""


def verb_module(verb: str) -> Verb:
    """Return the module that does ``verb``."""
    return cast("Verb", importlib.import_module(f"bildungsnetz.cli.{VERBS[verb]}"))


def parser() -> argparse.ArgumentParser:
    """Build the parser of all verbs."""
    top = argparse.ArgumentParser(prog="bildungsnetz", description="Regional education networks on one platform.")
    verbs = top.add_subparsers(dest="verb", required=True, metavar="VERB")
    for verb in VERBS:
        module = verb_module(verb)
        module.add_arguments(verbs.add_parser(verb, help=module.HELP, description=module.HELP))
    return top


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the command line; return 0, or 1 if problems were found, or 2 if it could not be done as asked."""
    options = parser().parse_args(arguments)
    try:
        return verb_module(options.verb).run(options)
    except Refused as sentence:
        print(sentence, file=sys.stderr)
        return 2
    except KeyboardInterrupt:
        return 130
