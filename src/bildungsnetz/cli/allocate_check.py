"""``bildungsnetz allocate-check``: an allocation counted and its proof checked by a second program."""

import argparse
import sys
from pathlib import Path

HELP = "check an allocation: rules, figures and bounds, by code that shares nothing with the allocator"


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare both folders."""
    parser.add_argument("source", type=Path, metavar="INPUT_DIR")
    parser.add_argument("result", type=Path, metavar="OUTPUT_DIR")
    parser.add_argument("--lang", choices=("de", "en"), default="de", help="language of all texts")


def run(options: argparse.Namespace) -> int:
    """Check; 0 all agree, 1 something differs, 2 a file cannot be read."""
    from bildungsnetz.engines.allocation_check import check

    findings = check(options.source, options.result, options.lang)
    stream = sys.stderr if findings.exit_status else sys.stdout
    for sentence in findings.sentences():
        print(sentence, file=stream)
    return findings.exit_status
