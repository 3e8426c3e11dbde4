#!/usr/bin/env python3
"""Prepare the environment and run Bildungsnetz; needs nothing but Python 3.11 or newer.

    python3 run.py demo [--port N] [--data DIR]           an invented network to look around in
    python3 run.py test [--without-browser] [pytest ...]  every test, on SQLite and on PostgreSQL
    python3 run.py check                                  format, lint, types, imports, migrations, templates, texts
    python3 run.py serve [--host H] [--port N]            the web server with your settings
    python3 run.py shell                                  a Python shell with the program loaded
    python3 run.py lock                                   fix the versions of requirements/*.in anew (needs uv)

The packages go into .venv beside this file, exactly as the lock files under requirements/ name them.
All verbs for operators (worker, import, backup, ...) are in .venv/bin/bildungsnetz.
"""

from __future__ import annotations

import contextlib
import hashlib
import os
import re
import shutil
import subprocess
import sys
import time
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

ROOT = Path(__file__).resolve().parent
VENV = ROOT / ".venv"
PYTHON = VENV / "bin" / "python"
STAMP = VENV / "installed-locks"
REQUIREMENTS = ROOT / "requirements"
OLDEST_PYTHON = (3, 11)
# Which lock each verb needs; the development lock holds everything of the product lock in the same versions.
LOCK_OF = {"demo": "product", "serve": "product", "test": "development", "check": "development", "shell": "development"}


class Stopped(Exception):
    """The work cannot go on; the text says what to do."""


def main(arguments: list[str]) -> int:
    """Run one verb; return the exit code."""
    if sys.version_info < OLDEST_PYTHON:
        raise Stopped(f"Bildungsnetz needs Python 3.11 or newer; this is {sys.version.split()[0]}.")
    verb, rest = (arguments[0], arguments[1:]) if arguments else ("--help", [])
    if verb in ("-h", "--help", "help"):
        print(__doc__)
        return 0
    if verb == "lock":
        return lock()
    if verb not in LOCK_OF:
        raise Stopped(f"There is no verb {verb!r}; please choose one of: {', '.join(LOCK_OF)}, lock.")
    prepare(LOCK_OF[verb])
    return hand_over(verb, rest)


def hand_over(verb: str, rest: list[str]) -> int:
    """Replace this process by the one that does the work, inside the environment."""
    if verb == "test":
        command = [str(ROOT / "scripts" / "both_databases.py"), *rest]
    elif verb == "check":
        command = [str(ROOT / "scripts" / "checks.py"), *rest]
    else:
        command = ["-m", "bildungsnetz.cli", verb, *rest]
    if verb == "shell":
        os.environ.setdefault("BILDUNGSNETZ_MODE", "development")
    os.environ["PATH"] = f"{VENV / 'bin'}{os.pathsep}{os.environ.get('PATH', '')}"
    sys.stdout.flush()
    if os.name == "posix":
        os.execv(PYTHON, [str(PYTHON), *command])
    return subprocess.run([str(PYTHON), *command], check=False).returncode


# The environment


def prepare(name: str) -> None:
    """Bring ``.venv`` to exactly what ``requirements/<name>.lock`` names; done already, it costs nothing."""
    with one_at_a_time():
        wanted, installed = stamps(), read_stamp()
        if installed.get(name) == wanted[name]:
            return
        if name == "product" and installed.get("development") == wanted["development"]:
            return
        if any(wanted[other] != stamp for other, stamp in installed.items()) or not installed:
            # Left from other locks, or an installation was interrupted: only a fresh start is exact.
            shutil.rmtree(VENV, ignore_errors=True)
        install(name)
        STAMP.write_text(
            "".join(f"{key} {value}\n" for key, value in {**read_stamp(), name: wanted[name]}.items()), encoding="utf-8"
        )


def install(name: str) -> None:
    """Make ``.venv`` where it is missing and install one lock into it, checking every package's hash."""
    lock_file = REQUIREMENTS / f"{name}.lock"
    print(f"Bildungsnetz: installing {announced_size(lock_file)} into .venv; this happens once.", flush=True)
    started, before = time.monotonic(), size_of(VENV)
    if not PYTHON.exists():
        make_environment()
    options = ["--require-hashes", "-r", str(lock_file)]
    uv = shutil.which("uv")
    done = uv and run([uv, "pip", "install", "--quiet", "--python", str(PYTHON), *options]) == 0
    if not done and run([str(PYTHON), "-m", "pip", "install", "-qq", "--disable-pip-version-check", *options]) != 0:
        raise Stopped(
            "The packages could not be installed (see the lines above). Is there a connection to a package index?"
        )
    [packages] = VENV.glob("lib/python*/site-packages")
    (packages / "bildungsnetz-source.pth").write_text(f"{ROOT / 'src'}\n", encoding="utf-8")
    command = VENV / "bin" / "bildungsnetz"
    command.write_text(
        f"#!{PYTHON}\nimport sys\nfrom bildungsnetz.cli import main\n"
        'if __name__ == "__main__":\n    sys.exit(main())\n',
        encoding="utf-8",
    )
    command.chmod(0o755)
    print(
        f"Bildungsnetz: {megabytes(size_of(VENV) - before)} unpacked in {time.monotonic() - started:.0f} seconds.",
        flush=True,
    )


def make_environment() -> None:
    """Make ``.venv`` with pip in it."""
    try:
        import ensurepip  # noqa: F401 - Debian leaves it out of python3; without it an environment has no pip
        import venv
    except ImportError:
        version = f"{sys.version_info.major}.{sys.version_info.minor}"
        raise Stopped(
            "Python's modules venv and ensurepip are missing. On Debian and Ubuntu please install them with:\n"
            f"    apt-get install python3-venv        (or python{version}-venv)"
        ) from None
    venv.create(VENV, with_pip=True, clear=True, symlinks=os.name == "posix")


def stamps() -> dict[str, str]:
    """Return the fingerprint of each lock."""
    return {
        name: hashlib.sha256((REQUIREMENTS / f"{name}.lock").read_bytes()).hexdigest()
        for name in ("product", "development")
    }


def read_stamp() -> dict[str, str]:
    """Return which locks are installed in ``.venv``; nothing if it is unusable or half made."""
    if not STAMP.exists() or not PYTHON.exists():
        return {}
    return dict(line.split() for line in STAMP.read_text(encoding="utf-8").splitlines())


@contextlib.contextmanager
def one_at_a_time() -> Iterator[None]:
    """Wait while another run prepares the same environment."""
    try:
        import fcntl
    except ImportError:  # not a Unix: two runs at once remain the user's care
        yield
        return
    with (ROOT / ".venv.lock").open("w") as handle:
        fcntl.flock(handle, fcntl.LOCK_EX)
        yield


def announced_size(lock_file: Path) -> str:
    """Return the size of the download as the lock's first line states it."""
    with lock_file.open(encoding="utf-8") as lines:
        stated = re.match(r"# (\d+) packages, (\d+) MB to download", next(lines, ""))
    return f"{stated[1]} packages ({stated[2]} MB to download)" if stated else "packages"


def size_of(folder: Path) -> int:
    """Return the bytes of all files in a folder (0 if it is missing)."""
    return sum(path.lstat().st_size for path in folder.rglob("*") if not path.is_dir())


def megabytes(size: int) -> str:
    """Write a size for people."""
    return f"{size / 1_000_000:.0f} MB"


def run(command: list[str], **options: object) -> int:
    """Run a command and return its exit code."""
    return subprocess.run(command, check=False, **options).returncode  # type: ignore[call-overload,no-any-return]


# The locks


def lock() -> int:
    """Fix the versions of all ``requirements/*.in`` anew, with hashes and without any registry's address.

    Run it after a change of an ``.in`` file and commit the result; the newest fitting versions are taken.
    """
    uv = shutil.which("uv") or shutil.which("uv", path=str(VENV / "bin"))
    if uv is None:
        raise Stopped("Please install uv first (for example: pip install uv); only making locks needs it.")
    for name, upper in (("product", None), ("development", "product"), ("benchmarks", "development")):
        target = REQUIREMENTS / f"{name}.lock"
        command = [uv, "pip", "compile", "--quiet", "--generate-hashes", "--no-header", "--no-annotate"]
        command += ["--python-version", "3.11", "--no-emit-index-url", "--no-emit-find-links", "--upgrade"]
        # The upper lock's versions bind the lower one, so that it can be installed on top.
        command += ["-c", f"{upper}.lock"] if upper else []
        if run([*command, f"{name}.in", "-o", target.name], cwd=REQUIREMENTS) != 0:
            raise Stopped(f"requirements/{name}.in could not be resolved (see the lines above).")
        text = target.read_text(encoding="utf-8")
        if "://" in text:
            raise Stopped(f"requirements/{name}.lock names an address; a lock must not.")
        target.write_text(measured_line(target) + text, encoding="utf-8")
        print(f"requirements/{name}.lock written: {announced_size(target)}")
    return 0


def measured_line(lock_file: Path) -> str:
    """Download what a lock names into a passing folder and return the line that states how much it is."""
    import tempfile

    with tempfile.TemporaryDirectory() as folder:
        command = [sys.executable, "-m", "pip", "download", "-qq", "--disable-pip-version-check", "--no-deps"]
        if run([*command, "--dest", folder, "--require-hashes", "-r", str(lock_file)]) != 0:
            raise Stopped(f"The packages of {lock_file.name} could not be downloaded (see the lines above).")
        files = list(Path(folder).iterdir())
        size = sum(path.stat().st_size for path in files)
    return f"# {len(files)} packages, {size / 1_000_000:.0f} MB to download\n"


if __name__ == "__main__":
    try:
        sys.exit(main(sys.argv[1:]))
    except Stopped as sentence:
        print(sentence, file=sys.stderr)
        sys.exit(2)
    except KeyboardInterrupt:
        sys.exit(130)
