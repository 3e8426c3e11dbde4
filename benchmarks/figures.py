"""Import of figures against pandas reading the same files, and the explorer over two million observations.

    python -m benchmarks.figures [--observations N] [--repeat N]

Works on an empty database of its own (made from BILDUNGSNETZ_DATABASE_URL, as the tests do, SQLite by default) and
leaves nothing behind. The explorer is measured per way against one indexed select of a single observation.
"""

import argparse
import os
import statistics
import time
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parent.parent
REAL_DATA = Path(os.environ.get("BILDUNGSNETZ_REAL_DATA", ROOT.parent / "shared" / "data"))
AT = datetime(2026, 11, 24, 9, 0, tzinfo=UTC)
# File, encoding, lines before the first row; for pandas, which has to be told.
FILES = (
    ("statistics/21111-02-06-4.csv", "cp1252", 9, "figures"),
    ("statistics/21111-01-03-4.csv", "cp1252", 9, "figures"),
    ("statistics/82411-01-03-4.csv", "cp1252", 7, "figures"),
    ("statistics/ausgaben_21711-02.csv", "utf-8", 0, "figures"),
    ("schools/AS_BS_Verzeichnis_2024_25_mit_Sozialindex_und_Koordinaten.csv", "utf-8", 0, "figures"),
)
CODE = "abgehende-ohne-abschluss"


def read_with_pandas(file: Path, encoding: str, skipped: int) -> int:
    """Read all rows with pandas and return their number."""
    import pandas

    delimiter = "," if file.name.startswith("AS_") else ";"
    head = file.read_text(encoding).splitlines()
    rows = next((n for n, line in enumerate(head) if line.startswith("_____")), len(head)) - skipped
    return len(
        pandas.read_csv(
            file, sep=delimiter, encoding=encoding, skiprows=skipped, nrows=rows, header=None, dtype=str,
            on_bad_lines="skip", engine="c",
        )
    )  # fmt: skip


def import_file(file: Path, kind: str) -> tuple[float, float, int]:
    """Return the seconds of preview and of the whole import, and the number of figures."""
    from bildungsnetz.intake import services

    begun = time.perf_counter()
    run = services.preview_import(name=file.name, content=file.read_bytes(), by=None, at=AT, kind=kind)
    previewed = time.perf_counter() - begun
    services.apply_import(run=run, by=None, at=AT)
    return previewed, time.perf_counter() - begun, run.added


def fill(count: int) -> None:
    """Write about ``count`` made-up observations: rates of all regions and towns, over groups and years.

    One statement in the database, since two million objects would measure the writing of objects.
    """
    from django.db import connection

    from bildungsnetz.monitoring.models import IndicatorVersion
    from bildungsnetz.networks import geo

    places: list[tuple[Any, ...]] = [("05", "STATE")]
    places += [(key, "REGION") for key in geo.regions()] + [(key, "TOWN") for key in geo.towns()]
    versions = list(IndicatorVersion.objects.filter(unit="SHARE").values_list("pk", flat=True))
    groups: list[tuple[Any, ...]] = [("", ""), ("SEX", "weiblich"), *(("OTHER", f"Gruppe {n}") for n in range(8))]
    years = -(-count // (len(places) * len(versions) * len(groups)))
    lists: dict[str, list[tuple[Any, ...]]] = {
        "versions (version)": [(version,) for version in versions],
        "places (place, kind)": places,
        "groups (grouping, name)": groups,
        "years (year)": [(str(2024 - year),) for year in range(years)],
    }
    parts = []
    for name, rows in lists.items():
        row = f"({', '.join(['%s'] * len(rows[0]))})"
        parts.append(f"{name} AS (VALUES {', '.join([row] * len(rows))})")
    values = [value for rows in lists.values() for row in rows for value in row]
    with connection.cursor() as cursor:
        cursor.execute(
            f"""INSERT INTO monitoring_observation (
                version_id, scope, place, place_kind, period, grouping, "group", value, status, numerator,
                denominator, origin, source, note, revision, is_current, recorded_at)
            WITH {", ".join(parts)}
            SELECT version, '', place, kind, year, grouping, name, 0.06, 'VALUE', 60 + version, 1000 + 7 * version,
                'OFFICIAL', '', '', 1, true, '2026-11-24 09:00:00+00:00'
            FROM years, versions, groups, places""",
            values,
        )


def p95(work: Callable[[], object], *, repeat: int) -> float:
    """Return the 95th percentile of the duration of ``work`` in milliseconds."""
    work()
    durations = []
    for _ in range(repeat):
        begun = time.perf_counter()
        work()
        durations.append((time.perf_counter() - begun) * 1000)
    return statistics.quantiles(durations, n=20)[-1]


def measure_imports() -> None:
    """Print rows per second of our import and of pandas."""
    import pandas  # noqa: F401 - so that loading it is not measured

    print("| file | rows | pandas rows/s | import rows/s | preview only | figures |\n|---|---|---|---|---|---|")
    for name, encoding, skipped, kind in FILES:
        file = REAL_DATA / name
        begun = time.perf_counter()
        rows = read_with_pandas(file, encoding, skipped)
        plain = time.perf_counter() - begun
        previewed, whole, figures = import_file(file, kind)
        print(
            f"| {file.name[:28]} | {rows} | {rows / plain:,.0f} | {rows / whole:,.0f} | {rows / previewed:,.0f} "
            f"| {figures} |"
        )


def measure_explorer(*, observations: int, repeat: int) -> None:
    """Print queries and p95 of every way over many observations, against one indexed select."""
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    from bildungsnetz.monitoring.exploring.ways import Asked, look, ways_for
    from bildungsnetz.monitoring.models import Observation
    from bildungsnetz.monitoring.selectors import explorer
    from bildungsnetz.networks.tests.factories import make_network

    Observation.objects.all().delete()
    fill(observations)
    network = make_network()
    found = explorer.defined(network, code=CODE)
    if found is None:
        raise LookupError(CODE)
    one = Observation.objects.filter(version__in=[found.newest.pk], place="05158", grouping="", group="",
                                     period="2024", scope="", is_current=True)  # fmt: skip
    single = p95(lambda: list(one.all()), repeat=repeat)
    print(f"\n{Observation.objects.count():,} observations; one indexed select: p95 {single:.2f} ms")
    print("| way | queries | p95 ms (with picture) | times the select |\n|---|---|---|---|")
    for way in ways_for(found):
        with CaptureQueriesContext(connection) as caught:
            look(network, found, Asked(way))
        taken = p95(lambda way=way: look(network, found, Asked(way)), repeat=repeat)  # type: ignore[misc]
        print(f"| {way} | {len(caught)} | {taken:.1f} | {taken / single:.0f} |")
    taken = p95(lambda: explorer.catalogue_of(network), repeat=repeat)
    print(f"| catalogue | 3 | {taken:.1f} | {taken / single:.0f} |")


def main() -> None:
    """Make an empty database, measure, remove it."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--observations", type=int, default=2_000_000)
    parser.add_argument("--repeat", type=int, default=40)
    options = parser.parse_args()
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "bildungsnetz.settings")

    import django

    django.setup()

    import logging

    from django.db import connection

    logging.disable(logging.WARNING)
    connection.settings_dict.setdefault("TEST", {})
    name = connection.settings_dict["NAME"]
    connection.creation.create_test_db(verbosity=0, serialize=False)
    try:
        from bildungsnetz.monitoring.services.catalogue import load_catalogue

        load_catalogue(at=AT)
        measure_imports()
        measure_explorer(observations=options.observations, repeat=options.repeat)
    finally:
        connection.creation.destroy_test_db(str(name), verbosity=0)


if __name__ == "__main__":
    main()
