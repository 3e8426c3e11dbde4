"""The files for servers name only verbs and settings that there are."""

import re
import shutil
import subprocess
from pathlib import Path

import pytest

from bildungsnetz.cli import VERBS
from tests.architecture.test_settings import names_read_by_the_code

ROOT = Path(__file__).resolve().parent.parent.parent
DEPLOY = ROOT / "deploy"
FILES = sorted(path for path in DEPLOY.rglob("*") if path.is_file())

pytestmark = pytest.mark.once


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.name)
def test_a_file_for_servers_names_only_settings_that_there_are(path):
    named = set(re.findall(r"BILDUNGSNETZ_[A-Z0-9_]+", path.read_text(encoding="utf-8")))

    assert {name.removesuffix("_FILE") for name in named} - names_read_by_the_code() == set()


@pytest.mark.parametrize("path", sorted(DEPLOY.glob("systemd/*.service")), ids=lambda path: path.name)
def test_a_service_calls_verbs_that_there_are(path):
    called = re.findall(r"/opt/bildungsnetz/bin/bildungsnetz (\w+)", path.read_text(encoding="utf-8"))

    assert called
    assert set(called) <= VERBS.keys()


def test_systemd_accepts_the_units(tmp_path):
    units = []
    for path in [*DEPLOY.glob("systemd/*.service"), *DEPLOY.glob("systemd/*.timer")]:
        # The program need not be installed where the units look for it.
        text = path.read_text(encoding="utf-8").replace("/opt/bildungsnetz/bin/bildungsnetz", "/bin/true")
        (tmp_path / path.name).write_text(text, encoding="utf-8")
        units.append(str(tmp_path / path.name))
    assert len(units) == 4

    if shutil.which("systemd-analyze"):
        done = subprocess.run(["systemd-analyze", "verify", *units], capture_output=True, text=True, check=False)
        assert (done.returncode, done.stderr) == (0, "")
