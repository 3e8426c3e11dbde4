"""``bildungsnetz protect-check`` says in a sentence and an exit status whether a table is safe."""

import pytest

from bildungsnetz.cli import main
from bildungsnetz.engines.disclosure_check.tests.folders import Folder

pytestmark = pytest.mark.once


@pytest.fixture
def folder(tmp_path):
    return Folder(tmp_path)


def run(folder: Folder, *more: str) -> int:
    folder.write()
    files = [str(folder.path / "table.csv"), "--spec", str(folder.path / "spec.json"), str(folder.path / "out")]
    return main(["protect-check", *files, *more])


def test_a_safe_table_ends_with_0(folder, capfd):
    assert run(folder) == 0
    assert capfd.readouterr().out.endswith("0 erschlossen\nSicher.\n")


def test_an_unsafe_table_ends_with_1_and_names_the_cell(folder, capfd):
    folder.hidden = {("A", "x")}

    assert run(folder, "--lang", "en") == 1
    out = capfd.readouterr().out
    assert "public.csv, A | x: at most 2 after the attack" in out
    assert out.endswith("findings.\n")


def test_what_cannot_be_read_ends_with_2_on_the_error_output(folder, capfd):
    folder.spec = {"method": "magic"}

    assert run(folder) == 2
    assert capfd.readouterr().err == (
        "Nicht lesbar: spec.json, method: eines von suppression, rounding, cell_key erwartet\n"
    )
