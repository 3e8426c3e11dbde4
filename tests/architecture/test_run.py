"""The first command of a newcomer works, or says in a sentence what is missing."""

import subprocess
import sys
from pathlib import Path

import pytest
import run

import both_databases
import chromium

ROOT = Path(__file__).resolve().parent.parent.parent

pytestmark = pytest.mark.once


def test_an_unknown_verb_is_answered_with_the_verbs_there_are():
    done = subprocess.run([sys.executable, "run.py", "dance"], cwd=ROOT, text=True, capture_output=True, check=False)

    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr == ("There is no verb 'dance'; please choose one of: demo, serve, test, check, shell, lock.\n")


def test_run_needs_nothing_but_the_standard_library():
    # -S leaves site-packages out, -I every variable of the environment.
    done = subprocess.run(
        [sys.executable, "-I", "-S", "run.py", "--help"], cwd=ROOT, text=True, capture_output=True, check=False
    )

    assert done.returncode == 0, done.stderr
    assert "python3 run.py demo" in done.stdout


def test_a_python_without_venv_is_told_which_package_to_install(monkeypatch, tmp_path):
    monkeypatch.setattr(run, "VENV", tmp_path / "environment")
    monkeypatch.setitem(sys.modules, "ensurepip", None)

    with pytest.raises(run.Stopped, match="apt-get install python3-venv"):
        run.make_environment()

    assert not (tmp_path / "environment").exists()


@pytest.mark.parametrize(
    ("installed", "wanted", "fresh_start", "installs"),
    [
        ({}, "product", True, ["product"]),
        ({"product": "now"}, "product", False, []),
        ({"product": "now"}, "development", False, ["development"]),
        ({"development": "now"}, "product", False, []),
        ({"product": "old"}, "product", True, ["product"]),
        ({"product": "now", "development": "old"}, "development", True, ["development"]),
    ],
)
def test_the_environment_is_made_anew_only_when_a_lock_has_changed(
    installed, wanted, fresh_start, installs, monkeypatch, tmp_path
):
    environment = tmp_path / ".venv"
    (environment / "bin").mkdir(parents=True)
    (environment / "bin" / "python").touch()
    (environment / "left-over").touch()
    (environment / "installed-locks").write_text("".join(f"{name} {stamp}\n" for name, stamp in installed.items()))
    done = []

    def install(name):
        (environment / "bin").mkdir(parents=True, exist_ok=True)
        (environment / "bin" / "python").touch()
        done.append(name)

    monkeypatch.setattr(run, "ROOT", tmp_path)
    monkeypatch.setattr(run, "VENV", environment)
    monkeypatch.setattr(run, "PYTHON", environment / "bin" / "python")
    monkeypatch.setattr(run, "STAMP", environment / "installed-locks")
    monkeypatch.setattr(run, "stamps", lambda: {"product": "now", "development": "now"})
    monkeypatch.setattr(run, "install", install)

    run.prepare(wanted)

    assert (done, (environment / "left-over").exists()) == (installs, not fresh_start)
    expected = {wanted: "now"} if fresh_start else {**installed, **dict.fromkeys(installs, "now")}
    assert run.read_stamp() == expected


def test_without_chromium_and_rights_to_install_it_one_sentence_says_what_to_do(monkeypatch):
    monkeypatch.setattr(chromium.shutil, "which", lambda _name: None)

    assert chromium.provide() == (
        "Chromium is missing. Please install it (on Debian: apt-get install chromium), "
        "or leave the browser tests out: python3 run.py test --without-browser"
    )


def test_the_closing_lines_name_what_was_left_out_and_add_up_both_runs():
    outcomes = [
        both_databases.Outcome("SQLite", exit_code=1, passed=10, failed=1, left_out={"browser tests: none here": 3}),
        both_databases.Outcome("PostgreSQL", exit_code=0, passed=7, skipped=1, by_design={"run once": 4}),
    ]

    assert both_databases.account(outcomes).splitlines()[2:] == [
        "SQLite      10 passed, 1 failed, 3 skipped",
        "            LEFT OUT: 3 browser tests: none here",
        "PostgreSQL  7 passed, 0 failed, 1 skipped",
        "            by design: 4 run once",
        "=" * 80,
        "17 passed, 1 failed, 4 skipped",
    ]


def test_a_run_that_broke_off_counts_as_a_failure():
    crashed = both_databases.Outcome("SQLite", exit_code=3, passed=10)

    assert (crashed.failures, "THE RUN BROKE OFF" in both_databases.account([crashed])) == (1, True)
