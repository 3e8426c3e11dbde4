"""The commands as an office runs them: what they print, and what they claim."""

import json
import subprocess
import sys
from pathlib import Path

import pytest

from tests.allocation.tasks import Task

pytestmark = pytest.mark.once


def run(*arguments: Path | str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "bildungsnetz.cli", *map(str, arguments)]
    return subprocess.run(command, capture_output=True, text=True, check=False)


def two_for_one_place() -> Task:
    offers = [{"offer_id": "o", "company_id": "c", "date": "2027-03-09", "field": "Bau", "capacity": 1}]
    return Task([{"pupil_id": name, "school_id": "s", "days": 1} for name in "ab"], offers)


def test_the_command_prints_nothing_but_its_own_words(tmp_path):
    source = two_for_one_place().write(tmp_path / "in")

    done = run("allocate", source, "--out", tmp_path / "out")

    assert (done.returncode, done.stdout, done.stderr) == (1, "", "")


def test_aims_are_claimed_by_multipliers_or_by_search_and_the_checker_agrees(tmp_path):
    source = two_for_one_place().write(tmp_path / "in")
    run("allocate", source, "--out", tmp_path / "out")

    report = json.loads((tmp_path / "out" / "report.json").read_text(encoding="utf-8"))
    checked = run("allocate-check", source, tmp_path / "out", "--lang", "en")

    assert {aim["by"] for aim in report["aims"].values()} <= {"dual", "search"}
    assert (checked.returncode, "HiGHS" in checked.stdout) == (0, False)
