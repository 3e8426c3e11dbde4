"""Find Chromium for the browser tests, or bring it."""

import os
import shutil
import subprocess

NAMES = ("chromium", "chromium-browser", "google-chrome")
# Without a sandbox the tests also run as root and in containers; the rest keeps the browser from calling home.
ARGUMENTS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
MISSING = (
    "Chromium is missing. Please install it (on Debian: apt-get install chromium), "
    "or leave the browser tests out: python3 run.py test --without-browser"
)


def found() -> str | None:
    """Return the path of an installed Chromium."""
    return next((path for name in NAMES if (path := shutil.which(name))), None)


def provide() -> str | None:
    """Make sure that Chromium is there, by apt where we may; return a sentence that says what to do if not."""
    if found():
        return None
    if os.geteuid() != 0 or not shutil.which("apt-get"):
        return MISSING
    print("Installing Chromium for the browser tests (apt-get) ...", flush=True)
    quiet = {"stdout": subprocess.DEVNULL, "env": {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}}
    for command in (["update", "-q"], ["install", "-q", "-y", "--no-install-recommends", "chromium"]):
        if subprocess.run(["apt-get", *command], check=False, **quiet).returncode != 0:
            return MISSING
    return None if found() else MISSING
