"""``bildungsnetz protect-check``: is a protected table safe, seen by somebody who did not protect it?"""

import argparse
import sys
from pathlib import Path

from bildungsnetz.engines.disclosure_check import check

HELP = "check a protected table: add up its witnesses, then attack it (exit 0 safe, 1 not, 2 unreadable)"
MOST_SHOWN = 100


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the table, its spec and the folder that was made from it."""
    parser.add_argument("table", type=Path, metavar="TABLE.csv")
    parser.add_argument("--spec", type=Path, required=True, metavar="SPEC.json")
    parser.add_argument("output", type=Path, metavar="OUTPUT_DIR")
    parser.add_argument("--lang", choices=("de", "en"), default="de", help="language of the sentences")


def run(options: argparse.Namespace) -> int:
    """Print what was confirmed and what was found; return 0 if the table is safe, 1 if not, 2 if unreadable."""
    found = check(options.table, spec=options.spec, output=options.output, lang=options.lang)
    for sentence in found.unreadable[:MOST_SHOWN]:
        print(sentence, file=sys.stderr)
    if found.unreadable:
        return 2
    for sentence in found.confirmed:
        print(sentence)
    for finding in found.differences[:MOST_SHOWN]:
        print(finding.text)
    print(found.verdict)
    return found.exit_status
