import os
import shutil
import subprocess
import sys

import pytest

from bildungsnetz.cli import VERBS

pytestmark = pytest.mark.once

COMPLETE = {
    "BILDUNGSNETZ_MODE": "production",
    "BILDUNGSNETZ_SECRET_KEY": "k9-0f2b6d7a1c8e4935-only-for-this-test-0123456789abcdef",
    "BILDUNGSNETZ_HOSTS": "netz.example.org",
    "BILDUNGSNETZ_IMPRINT_OPERATOR": "Kreis Beispiel",
    "BILDUNGSNETZ_IMPRINT_ADDRESS": "Beispielweg 1, 00000 Beispiel",
    "BILDUNGSNETZ_IMPRINT_REPRESENTED_BY": "Erika Beispiel",
    "BILDUNGSNETZ_IMPRINT_EMAIL": "post@example.org",
    "BILDUNGSNETZ_IMPRINT_PHONE": "00000 0000",
    "BILDUNGSNETZ_PRIVACY_CONTACT": "datenschutz@example.org",
    "BILDUNGSNETZ_ACCESSIBILITY_EMAIL": "barriere@example.org",
    "BILDUNGSNETZ_ACCESSIBILITY_OMBUDS_URL": "https://example.org/ombud",
}


@pytest.fixture(scope="module")
def migrated(tmp_path_factory):
    """A data folder as ``bildungsnetz migrate`` leaves it, to be copied."""
    folder = tmp_path_factory.mktemp("migrated")
    done = bildungsnetz("migrate", tmp_path=folder, **COMPLETE)
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout.endswith("\nThe database is up to date.\n")
    return folder / "data"


@pytest.fixture
def site(migrated, tmp_path):
    """A folder whose ``data`` is a migrated site without any content."""
    shutil.copytree(migrated, tmp_path / "data")
    return tmp_path


def bildungsnetz(*arguments, tmp_path, **environment):
    """Run the command as an operator would, with no settings but those given."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith(("BILDUNGSNETZ_", "DJANGO_"))}
    return subprocess.run(
        [sys.executable, "-m", "bildungsnetz.cli", *arguments],
        env={
            **kept,
            "PYTHONPATH": os.pathsep.join(sys.path),
            "BILDUNGSNETZ_DATA": str(tmp_path / "data"),
            **environment,
        },
        cwd=tmp_path,
        text=True,
        capture_output=True,
        check=False,
        timeout=120,
    )


@pytest.mark.parametrize("name", sorted(COMPLETE.keys() - {"BILDUNGSNETZ_MODE"}))
def test_a_production_site_does_not_start_without_a_required_setting(name, tmp_path):
    incomplete = {key: value for key, value in COMPLETE.items() if key != name}

    done = bildungsnetz("check", tmp_path=tmp_path, **incomplete)

    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr.startswith(f"Please set {name}")
    assert done.stderr.count("\n") == 1


@pytest.mark.parametrize(
    ("name", "value", "sentence"),
    [
        ("MODE", "test", "BILDUNGSNETZ_MODE is 'test'; please choose one of: production, demo, development.\n"),
        ("WORKERS", "many", "BILDUNGSNETZ_WORKERS is 'many'; please write a whole number.\n"),
        ("EMAIL_TLS", "yes", "BILDUNGSNETZ_EMAIL_TLS is 'yes'; please write 1 (yes) or 0 (no).\n"),
    ],
)
def test_an_odd_setting_stops_the_start_with_one_sentence(name, value, sentence, tmp_path):
    done = bildungsnetz("migrate", tmp_path=tmp_path, **{**COMPLETE, f"BILDUNGSNETZ_{name}": value})

    assert (done.returncode, done.stderr) == (2, sentence)


def test_a_secret_can_come_from_a_file(tmp_path):
    (tmp_path / "key").write_text(COMPLETE["BILDUNGSNETZ_SECRET_KEY"] + "\n")
    settings = {key: value for key, value in COMPLETE.items() if key != "BILDUNGSNETZ_SECRET_KEY"}

    done = bildungsnetz("migrate", tmp_path=tmp_path, **settings, BILDUNGSNETZ_SECRET_KEY_FILE=str(tmp_path / "key"))

    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout.endswith("\nThe database is up to date.\n")


def test_a_fresh_production_site_passes_its_own_check(site):
    done = bildungsnetz("check", tmp_path=site, **COMPLETE)

    assert done.stdout.startswith("Everything holds: settings"), done.stdout + done.stderr
    assert done.returncode == 0


def test_the_server_refuses_a_database_that_was_not_migrated(tmp_path):
    done = bildungsnetz("serve", tmp_path=tmp_path, **COMPLETE)

    assert done.returncode == 2
    assert done.stderr.endswith("migrations; please run: bildungsnetz migrate\n")


def test_a_database_that_does_not_answer_is_one_sentence(tmp_path):
    address = "postgresql://nobody@localhost:1/none"

    done = bildungsnetz("migrate", tmp_path=tmp_path, **COMPLETE, BILDUNGSNETZ_DATABASE_URL=address)

    assert done.returncode == 2
    assert done.stderr.startswith("The database does not answer (")
    assert "Traceback" not in done.stderr


def test_a_demonstration_never_opens_a_folder_with_real_data(site):
    done = bildungsnetz("demo", "--port", "8765", "--data", str(site / "data"), tmp_path=site)

    assert done.returncode == 2
    assert "holds data that are no demonstration" in done.stderr


def test_the_worker_does_what_is_due_and_stops_when_asked_for_one_round(site):
    done = bildungsnetz("worker", "--once", tmp_path=site, **COMPLETE)

    assert done.returncode == 0, done.stderr


@pytest.mark.parametrize("verb", VERBS)
def test_every_verb_explains_itself(verb, tmp_path):
    done = bildungsnetz(verb, "--help", tmp_path=tmp_path)

    assert done.returncode == 0
    assert done.stdout.startswith(f"usage: bildungsnetz {verb}")


def test_the_first_operator_is_invited_from_the_command_line(site):
    done = bildungsnetz("user", "invite", "Ops@example.org", "--name", "Olga Beispiel", tmp_path=site, **COMPLETE)

    assert (done.returncode, done.stderr) == (0, "")
    assert "https://netz.example.org/einladung/" in done.stdout


def test_a_missing_file_is_refused_and_changes_nothing(site):
    done = bildungsnetz("import", "schools", "no-such.csv", tmp_path=site, **COMPLETE)

    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr.startswith("no-such.csv: ")


@pytest.mark.real_data
def test_the_school_directory_is_imported_into_a_data_folder(site, real_data):
    file = real_data / "schools" / "schuldaten.csv"

    done = bildungsnetz("import", "schools", str(file), "--data", str(site / "data"), tmp_path=site, **COMPLETE)

    assert done.returncode == 0, done.stderr
    assert "5507" in done.stdout.replace(".", "")
