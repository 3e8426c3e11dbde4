"""The state's register as files: districts, regions, sources, memberships and official counts.

Every membership names its source and says how exactly the source gives the date. Nothing is rounded up to a date:
what no source gives stays UNKNOWN and is counted as possible, never as certain.
"""

import csv
from collections.abc import Iterator
from pathlib import Path

FOLDER = Path(__file__).resolve().parent


def rows(name: str) -> Iterator[dict[str, str]]:
    """Read one of the files (districts, regions, sources, memberships, counts) by its header."""
    with (FOLDER / f"{name}.csv").open(encoding="utf-8", newline="") as file:
        yield from csv.DictReader(file)
