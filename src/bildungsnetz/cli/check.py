"""``bildungsnetz check``: does everything that was promised still hold?"""

import argparse
from collections.abc import Iterator

from bildungsnetz.cli.startup import make_data_folder, refuse_missing_migrations, start

HELP = "verify settings, database, journal chains and the hashes of agreed texts"


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Take no arguments."""


def run(options: argparse.Namespace) -> int:  # noqa: ARG001 - every verb has the same signature
    """Print one sentence per problem; return 1 if there is any."""
    start()
    make_data_folder()
    refuse_missing_migrations()

    from bildungsnetz.journal import checks

    found = [*settings_problems(), *(f"{problem.check}: {problem.sentence}" for problem in checks.problems())]
    for sentence in found:
        print(sentence)
    verified = ", ".join(["settings", *checks.names()])
    print(f"{len(found)} problems." if found else f"Everything holds: {verified}.")
    return 1 if found else 0


def settings_problems() -> Iterator[str]:
    """Yield what Django's own checks complain about; in production those for a site on the net, too."""
    from django.conf import settings
    from django.core.checks import WARNING, run_checks

    for message in run_checks(include_deployment_checks=settings.MODE == "production"):
        if message.level >= WARNING and not message.is_silenced():
            yield f"settings: {message.msg} ({message.id})"
