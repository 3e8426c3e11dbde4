"""Settings of the tests: those of the program, in development mode, in a folder of their own, in haste."""

import atexit
import os
import shutil
import tempfile
from pathlib import Path

os.environ.setdefault("BILDUNGSNETZ_MODE", "development")
if "BILDUNGSNETZ_DATA" not in os.environ:
    os.environ["BILDUNGSNETZ_DATA"] = tempfile.mkdtemp(prefix="bildungsnetz-test-")
    atexit.register(shutil.rmtree, os.environ["BILDUNGSNETZ_DATA"], ignore_errors=True)

from bildungsnetz.settings import *  # noqa: F403 - the environment above must be set first
from bildungsnetz.settings import DATA_DIR, DATABASES

# Processes that test side by side must not find each other's files.
MEDIA_ROOT = Path(DATA_DIR) / os.environ.get("PYTEST_XDIST_WORKER", "main") / "files"

# A connection that outlives its thread would keep the test database from being dropped.
DATABASES["default"]["CONN_MAX_AGE"] = 0
if "sqlite" in DATABASES["default"]["ENGINE"]:
    # A file, not memory: the live server and tests with two writers need connections of their own.
    Path(DATA_DIR).mkdir(parents=True, exist_ok=True)
    DATABASES["default"]["TEST"] = {"NAME": str(Path(DATA_DIR) / "test.sqlite3")}

# A strong hash is slow on purpose; no test needs that.
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
