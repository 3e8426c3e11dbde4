"""Measure the allocation: ``python -m benchmarks.allocation [CASE ...] [--full] [--work DIR]``; prints Markdown.

Without ``--full`` every case runs on few or small instances and all take minutes; with it they take hours. What was
measured stays under the folder and is not measured again, so a run can be ended and gone on with.
"""

import argparse
import os
import platform
import sys
import tempfile
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from importlib import metadata
from pathlib import Path
from typing import Any

from benchmarks.allocation import cases, changes, interior
from benchmarks.allocation.workshop import Workshop

CASES: dict[str, Callable[[Workshop], Iterator[list[Any]]]] = {
    "quality": cases.quality,
    "interior": interior.interior,
    "exact": cases.exact,
    "growth": cases.growth,
    "limits": cases.limits,
    "peers": cases.peers,
    "home": cases.start_at_home,
    "cancellations": changes.cancellations,
    "statements": changes.statements,
    "misreports": changes.misreports,
}


def main() -> int:
    """Run the cases asked for, all by default."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("cases", nargs="*", metavar="CASE", help=", ".join(CASES))
    parser.add_argument("--full", action="store_true", help="all seeds and sizes: hours instead of minutes")
    parser.add_argument("--work", type=Path, default=Path(tempfile.gettempdir()) / "bildungsnetz-allocation")
    given = parser.parse_args()
    if unknown := sorted(set(given.cases) - set(CASES)):
        print(f"no such case: {', '.join(unknown)}; there are {', '.join(CASES)}", file=sys.stderr)
        return 2
    shop = Workshop(given.work, full=given.full)
    print(about())
    for name in given.cases or CASES:
        print(f"\n### {name}: {(CASES[name].__doc__ or '').splitlines()[0]}\n")
        for at, row in enumerate(CASES[name](shop)):
            print(f"| {' | '.join(map(str, row))} |", flush=True)
            if at == 0:
                print("|" + "---|" * len(row), flush=True)
    return 0


def about() -> str:
    """Name machine, versions, date and load, without which seconds mean nothing."""
    versions = ", ".join(f"{name} {metadata.version(name)}" for name in ("numpy", "numba", "highspy"))
    machine = f"{_processor()}, {os.cpu_count()} cores, one used"
    load = f"load {os.getloadavg()[0]:.1f}"
    return (
        f"{machine}; Python {platform.python_version()}, {versions}; {datetime.now(tz=UTC):%Y-%m-%d %H:%M} UTC, {load}"
    )


def _processor() -> str:
    try:
        lines = Path("/proc/cpuinfo").read_text(encoding="utf-8").splitlines()
    except OSError:
        return platform.machine()
    return next((line.split(":")[1].strip() for line in lines if line.startswith("model name")), platform.machine())


if __name__ == "__main__":
    sys.exit(main())
