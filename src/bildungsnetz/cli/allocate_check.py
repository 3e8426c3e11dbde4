"""``bildungsnetz allocate-check``: an allocation counted and its proof checked by a second program."""

import argparse
import logging
import sys
from pathlib import Path

from bildungsnetz.cli.greeting import load_solver_silently

HELP = "check an allocation: rules, figures and bounds, by code that shares nothing with the allocator"

logger = logging.getLogger(__name__)


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare both folders."""
    parser.add_argument("source", type=Path, metavar="INPUT_DIR")
    parser.add_argument("result", type=Path, metavar="OUTPUT_DIR")
    parser.add_argument("--lang", choices=("de", "en"), default="de", help="language of all texts")


def run(options: argparse.Namespace) -> int:
    """Check; 0 all agree, 1 something differs, 2 a file cannot be read, 3 the check itself failed."""
    from bildungsnetz.engines.allocation_check import check

    load_solver_silently()

    try:
        findings = check(options.source, options.result, options.lang)
    except Exception as failure:
        # 1 would say that the allocation is wrong; here the check itself is.
        logger.exception("check failed")
        print(f"{type(failure).__name__}: {failure}", file=sys.stderr)
        return 3
    stream = sys.stderr if findings.exit_status else sys.stdout
    for sentence in findings.sentences():
        print(sentence, file=stream)
    return findings.exit_status
