"""Run every test on SQLite and on PostgreSQL and close with one account of both (``python3 run.py test``).

Breadth in the browser, and what does not touch a database, runs once, on SQLite.
"""

import argparse
import json
import os
import signal
import subprocess
import sys
import tempfile
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import quote

import chromium
from passing_postgresql import postgresql

ROOT = Path(__file__).resolve().parent.parent
NOTHING_COLLECTED = 5  # pytest's exit code when a selection matches no test


@dataclass
class Outcome:
    """What one run of pytest came to: counts, and what was left out with the reason."""

    database: str
    exit_code: int
    passed: int = 0
    failed: int = 0
    skipped: int = 0
    left_out: dict[str, int] = field(default_factory=dict)
    by_design: dict[str, int] = field(default_factory=dict)

    @property
    def broke(self) -> bool:
        """Say whether the run failed, be it without a failing test (a crash, an error in the collection)."""
        return self.exit_code not in (0, NOTHING_COLLECTED)

    @property
    def failures(self) -> int:
        """Count failures; a run that broke off counts as one at least."""
        return max(self.failed, 1) if self.broke else self.failed

    @property
    def not_run(self) -> int:
        """Count tests that should have run here and did not."""
        return self.skipped + sum(self.left_out.values())


def main() -> int:
    """Run both, print the account, return 0 only if nothing failed."""
    parser = argparse.ArgumentParser(prog="run.py test", description=__doc__)
    parser.add_argument("--without-browser", action="store_true", help="leave out the tests that need Chromium")
    options, pytest_arguments = parser.parse_known_args()
    if not options.without_browser and (missing := chromium.provide()):
        sys.exit(missing)
    if options.without_browser:
        pytest_arguments.append("--without-browser")

    # Whoever ends this run from outside must not leave a database server behind.
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(143))
    with tempfile.TemporaryDirectory(prefix="bildungsnetz-test-") as folder:
        passing = Path(folder)
        # The database server may run as another user, who has to reach its folder.
        passing.chmod(0o755)
        outcomes = [run_pytest("SQLite", pytest_arguments, passing / "sqlite", {})]
        with postgresql(passing / "postgresql") as server:
            url = f"postgresql://postgres@{quote(str(server.socket_folder), safe='')}/bildungsnetz"
            path = f"{server.programs}{os.pathsep}{os.environ.get('PATH', '')}"
            address = {"BILDUNGSNETZ_DATABASE_URL": url, "PATH": path}
            outcomes.append(run_pytest("PostgreSQL", pytest_arguments, passing / "postgresql-files", address))
    print(account(outcomes))
    return 1 if any(outcome.failures for outcome in outcomes) or not any(o.passed for o in outcomes) else 0


def run_pytest(database: str, arguments: list[str], folder: Path, extra: dict[str, str]) -> Outcome:
    """Run pytest once, on two processes, and read its counts from the report that ``conftest.py`` writes."""
    folder.mkdir()
    report = folder / "report.json"
    environment = {name: value for name, value in os.environ.items() if name != "BILDUNGSNETZ_DATABASE_URL"}
    environment |= {
        "BILDUNGSNETZ_MODE": "development",
        "BILDUNGSNETZ_DATA": str(folder),
        "TEST_REPORT": str(report),
        **extra,
    }
    print(f"\n=== {database} " + "=" * (74 - len(database)), flush=True)
    command = [sys.executable, "-m", "pytest", "-n", "2", "--dist", "loadgroup", *arguments]
    code = subprocess.run(command, cwd=ROOT, env=environment, check=False).returncode
    counts = json.loads(report.read_text(encoding="utf-8")) if report.exists() else {}
    return Outcome(database=database, exit_code=code, **counts)


def account(outcomes: list[Outcome]) -> str:
    """Write the closing block: one line per database, what was left out and why, and the sums."""
    lines = ["", "=" * 80]
    for outcome in outcomes:
        lines.append(
            f"{outcome.database:<11} {outcome.passed} passed, {outcome.failures} failed, {outcome.not_run} skipped"
        )
        if outcome.broke and not outcome.failed:
            lines.append(f"            THE RUN BROKE OFF (pytest ended with {outcome.exit_code}); see above")
        lines += [f"            LEFT OUT: {count} {reason}" for reason, count in sorted(outcome.left_out.items())]
        lines += [f"            by design: {count} {reason}" for reason, count in sorted(outcome.by_design.items())]
    passed, failed, skipped = (sum(getattr(o, name) for o in outcomes) for name in ("passed", "failures", "not_run"))
    return "\n".join([*lines, "=" * 80, f"{passed} passed, {failed} failed, {skipped} skipped"])


if __name__ == "__main__":
    sys.exit(main())
