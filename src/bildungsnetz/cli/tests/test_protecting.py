"""``bildungsnetz protect`` from files to files, as an office calls it."""

import csv
import json
from pathlib import Path

import pytest

from bildungsnetz.cli import main

pytestmark = pytest.mark.once

SPEC = {"count": "pupils", "dimensions": [{"column": "town", "hierarchy": "towns.csv"}, {"column": "type"}]}
TOWNS = "code,parent\nR,\nA,R\nB,R\nC,\n"
TABLE = "town;type;pupils;note\nA;x;2;n\nA;y;9;n\nB;x;8;n\nB;y;7;n\nC;x;50;n\nC;y;60;n\n"


@pytest.fixture
def office(tmp_path, monkeypatch):
    """A folder with a table, its hierarchy and a spec; returns a function that protects it."""
    monkeypatch.chdir(tmp_path)

    def protect(*options: str, table: str = TABLE, spec: dict = SPEC, towns: str = TOWNS) -> int:
        Path("towns.csv").write_text(towns, encoding="utf-8")
        Path("table.csv").write_text(table, encoding="utf-8")
        Path("spec.json").write_text(json.dumps(spec), encoding="utf-8")
        return main(["protect", "table.csv", "--spec", "spec.json", "--out", "out", *options])

    return protect


def rows(file: str) -> list[list[str]]:
    return list(csv.reader(Path(file).read_text(encoding="utf-8").splitlines()))


def test_a_table_becomes_four_files_and_a_sentence(office, capsys):
    status = office()

    out = capsys.readouterr().out
    audit = json.loads(Path("out/audit.json").read_text())
    assert (status, out.splitlines()[-1]) == (0, audit["summary"])
    assert sorted(path.name for path in Path("out").iterdir()) == [
        "audit.json", "cells.csv", "public.csv", "witnesses.parquet",
    ]  # fmt: skip
    assert {row[3] for row in rows("out/public.csv")[1:]} == {"published", "suppressed"}
    assert [row[:2] for row in rows("out/cells.csv") if row[3] == "primary"] == [["A", "x"]]
    assert (audit["recoverable"], audit["lost"], audit["attack"]["status"]) == (0, {"cells": 3, "value": 24}, "solved")
    assert {(cell["town"], cell["type"]) for cell in audit["cells"]} == {
        (row[0], row[1]) for row in rows("out/public.csv") if row[3] == "suppressed"
    }
    assert audit["input"] == {"rows": 6, "unknown_columns": ["note"]}


def test_two_runs_differ_in_nothing_but_the_run(office):
    office()
    first = {path.name: path.read_bytes() for path in Path("out").iterdir()}

    office("--replace")

    second = {path.name: path.read_bytes() for path in Path("out").iterdir()}
    audits = [json.loads(files.pop("audit.json")) for files in (first, second)]
    assert first == second
    assert [audit.pop("run") != {} for audit in audits] == [True, True]
    assert audits[0] == audits[1]


def test_everything_wrong_with_a_table_is_said_at_once_and_nothing_is_written(office, capsys):
    status = office(table="town,type,pupils\nA,x,-1\nR,x,2\nQ,x,1.5\nB,Total,4\n")

    said = capsys.readouterr().err
    assert status == 2
    assert [line.split(": ")[0] for line in said.splitlines()] == [
        "table.csv:2", "table.csv:3", "table.csv:4", "table.csv:4", "table.csv:5",
    ]  # fmt: skip
    assert not Path("out").exists()


def test_what_cannot_be_protected_is_named_and_nothing_is_written(office, capsys):
    Path("june.csv").write_text("town,value,status\nTotal,126,published\nR,16,published\nB,15,published\n")

    status = office("--lang", "en", table=TABLE.replace("A;x;2", "A;x;1").replace("A;y;9", "A;y;0"), spec=SPEC | {
        "already_published": ["june.csv"]})  # fmt: skip

    said = capsys.readouterr().err
    assert (status, Path("out").exists()) == (2, False)
    assert said.splitlines()[1:-1] == ["A | Total", "A | x"]


def test_a_folder_that_holds_something_is_refused_before_any_work(office, capsys):
    Path("out").mkdir()
    Path("out/mine.txt").write_text("mine")

    status = office()

    assert (status, "--replace" in capsys.readouterr().err, Path("out/mine.txt").read_text()) == (2, True, "mine")


def test_an_attack_that_does_not_end_lets_nothing_out(office, monkeypatch, capsys):
    from bildungsnetz.cli import protect
    from bildungsnetz.engines.disclosure_check.attack import Attack

    monkeypatch.setattr(protect, "attack", lambda *_, **__: Attack("no optimum", ("town", "type")))

    assert office() == 3
    assert "no optimum" in capsys.readouterr().err
    assert not Path("out").exists()


def test_a_failure_of_any_kind_is_no_result(office, monkeypatch, capsys):
    from bildungsnetz.cli import protect

    def fail(*_, **__):
        raise RuntimeError("out of order")

    monkeypatch.setattr(protect, "attack", fail)

    assert office() == 3
    assert "out of order" in capsys.readouterr().err
    assert not Path("out").exists()


def test_a_second_table_is_protected_together_with_the_first(office):
    office()
    Path("out").rename("earlier")

    status = office(spec=SPEC | {"already_published": ["earlier/public.csv"]})

    assert status == 0
    assert Path("out/public.csv").read_bytes() == Path("earlier/public.csv").read_bytes()


def test_a_file_that_contradicts_the_data_is_refused_with_its_cells(office, capsys):
    office()
    Path("out").rename("earlier")

    status = office(table=TABLE.replace("C;x;50", "C;x;51"), spec=SPEC | {"already_published": ["earlier/public.csv"]})

    assert status == 2
    assert "C, x" in capsys.readouterr().err


@pytest.mark.parametrize("more", [{"method": "rounding"}, {"method": "cell_key", "key": "only for this test"}])
def test_rounded_and_changed_figures_go_the_same_way(office, more):
    assert office(spec=SPEC | more) == 0
    Path("out").rename("earlier")

    assert office(spec=SPEC | more | {"already_published": ["earlier/public.csv"]}) == 0

    assert Path("out/public.csv").read_bytes() == Path("earlier/public.csv").read_bytes()
    values = [int(row[2]) for row in rows("out/public.csv")[1:] if row[2]]
    assert [value for value in values if value in (1, 2)] == []
    assert "only for this test" not in "".join(path.read_text() for path in Path("out").glob("*.*v*"))


def test_a_method_that_lacks_what_it_needs_is_refused(office, capsys):
    assert office("--lang", "en", spec=SPEC | {"method": "cell_key", "base": 2, "superseded": ["june.csv"]}) == 2

    assert [line.split(": ")[1] for line in capsys.readouterr().err.splitlines()] == ["base", "key", "superseded"]
