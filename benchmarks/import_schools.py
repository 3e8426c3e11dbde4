"""Import of a school list, in rows per second, against reading the same file with Python's csv module.

    python benchmarks/import_schools.py [FILE] [--repeat N]

Works on an empty database of its own (made from BILDUNGSNETZ_DATABASE_URL, as the tests do, SQLite by default) and
leaves nothing behind. Prints the median of each step and the ratio to plain reading.
"""

import argparse
import csv
import os
import statistics
import sys
import time
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
REAL_DATA = Path(os.environ.get("BILDUNGSNETZ_REAL_DATA", ROOT.parent / "shared" / "data"))
AT = datetime(2026, 11, 24, 9, 0, tzinfo=UTC)


def read_plainly(file: Path) -> int:
    """Read all rows with the csv module and return their number."""
    with file.open(encoding="utf-8", newline="") as lines:
        return sum(1 for _ in csv.reader(lines, delimiter=";"))


def seconds(work: Callable[[], object], *, repeat: int) -> float:
    """Return the median duration of ``work``."""
    durations = []
    for _ in range(repeat):
        begun = time.perf_counter()
        work()
        durations.append(time.perf_counter() - begun)
    return statistics.median(durations)


def import_once(file: Path) -> dict[str, float]:
    """Import into an empty directory, then once more; return the seconds of each step."""
    from bildungsnetz.intake import services
    from bildungsnetz.intake.models import ImportRun
    from bildungsnetz.partners.models import DirectoryEdition, Institution, SchoolRecord

    content, result = file.read_bytes(), {}
    for title in ("first import", "same file again"):
        begun = time.perf_counter()
        run = services.preview_import(name=file.name, content=content, by=None, at=AT)
        result[f"{title}: preview"] = time.perf_counter() - begun
        services.apply_import(run=run, by=None, at=AT)
        result[f"{title}: whole"] = time.perf_counter() - begun
    for model in (SchoolRecord, DirectoryEdition, Institution, ImportRun):
        model.objects.all().delete()
    return result


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("file", nargs="?", type=Path, default=REAL_DATA / "schools" / "schuldaten.csv")
    parser.add_argument("--repeat", type=int, default=3)
    options = parser.parse_args()

    sys.path.insert(0, str(ROOT / "src"))
    os.environ.setdefault("BILDUNGSNETZ_MODE", "development")
    os.environ.setdefault("BILDUNGSNETZ_LOG_LEVEL", "ERROR")
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "bildungsnetz.settings")
    import django

    django.setup()
    from django.db import connection
    from django.test.utils import setup_databases, teardown_databases

    rows = read_plainly(options.file)
    plain = seconds(lambda: read_plainly(options.file), repeat=20)
    print(f"{options.file.name}: {rows} rows, {connection.vendor}, median of {options.repeat}")
    print(f"  {'csv module':28} {plain:8.3f} s {rows / plain:12,.0f} rows/s")
    kept = setup_databases(verbosity=0, interactive=False)
    try:
        measured = [import_once(options.file) for _ in range(options.repeat)]
    finally:
        teardown_databases(kept, verbosity=0)
    for step in measured[0]:
        taken = statistics.median(one[step] for one in measured)
        print(f"  {step:28} {taken:8.3f} s {rows / taken:12,.0f} rows/s {taken / plain:8.0f} × csv module")


if __name__ == "__main__":
    main()
