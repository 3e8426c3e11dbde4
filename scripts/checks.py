"""All checks that need no test (``python3 run.py check``); the test command runs them as well.

``checks.py`` runs all, ``checks.py NAME ...`` some of them.
"""

import os
import subprocess
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
PROGRAMS = Path(sys.executable).parent
PYTHON = sys.executable

# Name -> command; the name says what holds when it passes.
CHECKS = {
    "format": [str(PROGRAMS / "ruff"), "format", "--check", "--quiet", "."],
    "lint": [str(PROGRAMS / "ruff"), "check", "--quiet", "."],
    "types": [str(PROGRAMS / "mypy")],
    "imports": [str(PROGRAMS / "lint-imports")],
    "migrations": [PYTHON, "manage.py", "makemigrations", "--check", "--dry-run"],
    "templates": [str(PROGRAMS / "djlint"), "--lint", "--quiet", "src"],
    "translations": [PYTHON, "scripts/translations.py"],
    "module-length": [PYTHON, "scripts/module_length.py"],
    "architecture-page": [PYTHON, "scripts/draw_architecture.py", "--check"],
}


def run(name: str) -> subprocess.CompletedProcess[str]:
    """Run one check and return how it went; its words are in ``stdout``."""
    with tempfile.TemporaryDirectory(prefix="bildungsnetz-check-") as data:
        environment = {
            **os.environ,
            "BILDUNGSNETZ_MODE": "development",
            "BILDUNGSNETZ_DATA": data,
            "DJANGO_SETTINGS_MODULE": "bildungsnetz.settings",
            "PYTHONPATH": str(ROOT / "src"),
        }
        environment.pop("BILDUNGSNETZ_DATABASE_URL", None)
        return subprocess.run(
            CHECKS[name],
            cwd=ROOT,
            env=environment,
            check=False,
            text=True,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
        )


def main(names: list[str]) -> int:
    """Run the checks named (all if none is), print what fails, return 1 if anything does."""
    if unknown := [name for name in names if name not in CHECKS]:
        print(f"There is no check {unknown[0]!r}; there are: {', '.join(CHECKS)}.", file=sys.stderr)
        return 2
    failed = []
    for name in names or CHECKS:
        done = run(name)
        print(f"{'ok    ' if done.returncode == 0 else 'FAILED'} {name}", flush=True)
        if done.returncode != 0:
            failed.append(name)
            print(done.stdout)
    print(f"{len(failed)} checks failed: {', '.join(failed)}" if failed else "All checks hold.")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
