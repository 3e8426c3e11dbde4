"""From files to files: what is read, what is refused and what is written."""

import csv
import json
from pathlib import Path

import duckdb
import pytest

from bildungsnetz.engines.disclosure import Refused
from bildungsnetz.engines.disclosure.files import protect_file
from bildungsnetz.engines.disclosure.output import FolderNotEmpty, folder_written_whole, write_tables
from bildungsnetz.engines.disclosure.texts import LANGUAGES, problem_text

pytestmark = pytest.mark.once

SPEC = {"count": "pupils", "dimensions": [{"column": "town", "hierarchy": "towns.csv"}, {"column": "type"}]}
TOWNS = "code,parent\nR,\nA,R\nB,R\nC,\n"
TABLE = "town;type;pupils;note\nA;x;2;n\nA;y;9;n\nB;x;8;n\nB;y;7;n\nC;x;50;n\nC;y;60;n\n"


def written(folder: Path, *, table: str = TABLE, spec: dict = SPEC, towns: str = TOWNS) -> tuple[Path, Path]:
    (folder / "towns.csv").write_text(towns, encoding="utf-8")
    (folder / "table.csv").write_text(table, encoding="utf-8")
    (folder / "spec.json").write_text(json.dumps(spec), encoding="utf-8")
    return folder / "table.csv", folder / "spec.json"


def places(refusal: Refused) -> list[tuple[str, int, str, str]]:
    return [(problem.file, problem.line, problem.column, problem.found) for problem in refusal.problems]


def test_public_file_names_every_row_once_and_no_reason(tmp_path):
    table, spec = written(tmp_path)

    with folder_written_whole(tmp_path / "out", replace=False) as folder:
        write_tables(folder, protect_file(table, spec=spec).protected)

    rows = list(csv.reader((tmp_path / "out" / "public.csv").read_text(encoding="utf-8").splitlines()))
    assert rows[0] == ["town", "type", "value", "status"]
    assert len(rows) == 1 + 5 * 3
    assert rows[1:] == sorted(rows[1:])
    assert {row[3] for row in rows[1:]} == {"published", "suppressed"}


def test_every_witness_lifts_the_rows_it_serves(tmp_path):
    table, spec = written(tmp_path)

    with folder_written_whole(tmp_path / "out", replace=False) as folder:
        write_tables(folder, protect_file(table, spec=spec).protected)

    found = duckdb.sql(f"SELECT town, type, change, serves FROM '{tmp_path}/out/witnesses.parquet'").fetchall()
    assert ("A", "x") in {(town, kind) for town, kind, change, _ in found if change >= 1}
    assert all({"town": "A", "type": "x"} in serves for *_, serves in found)


def test_two_runs_write_the_same_bytes(tmp_path):
    table, spec = written(tmp_path)

    for name in ("one", "two"):
        with folder_written_whole(tmp_path / name, replace=False) as folder:
            write_tables(folder, protect_file(table, spec=spec).protected)

    for file in ("cells.csv", "public.csv", "witnesses.parquet"):
        assert (tmp_path / "one" / file).read_bytes() == (tmp_path / "two" / file).read_bytes()


def test_all_that_is_wrong_in_a_table_is_named_with_line_and_column(tmp_path):
    bad = "sep=;\ntown;type;pupils\nA;x;-1\nR;x;2\nQ;x;1,5\nTotal;x;3\nB;Total;4\nB;x\nB;x;2.5\n"
    table, spec = written(tmp_path, table=bad)

    with pytest.raises(Refused) as refusal:
        protect_file(table, spec=spec)

    assert places(refusal.value) == [
        ("table.csv", 3, "pupils", "-1"), ("table.csv", 4, "town", "R"), ("table.csv", 5, "town", "Q"),
        ("table.csv", 5, "pupils", "1,5"), ("table.csv", 6, "town", "Total"), ("table.csv", 7, "type", "Total"),
        ("table.csv", 8, "", "2"), ("table.csv", 9, "pupils", "2.5"),
    ]  # fmt: skip


def test_all_that_is_wrong_in_a_hierarchy_is_named_with_its_line(tmp_path):
    table, spec = written(tmp_path, towns="code,parent\nA,B\nB,A\nTotal,\nC,X\nD,\nD,A\n")

    with pytest.raises(Refused) as refusal:
        protect_file(table, spec=spec)

    assert [(line, column, found) for _, line, column, found in places(refusal.value)] == [
        (2, "parent", "A"), (3, "parent", "B"), (4, "code", "Total"), (5, "parent", "X"), (7, "code", "D"),
    ]  # fmt: skip


def test_a_mistyped_rule_is_refused(tmp_path):
    spec = SPEC | {"rule": {"minimum": 3, "zero_is_safe": "yes"}, "tables": [["town", "focus"]], "method": "magic"}
    table, path = written(tmp_path, spec=spec)

    with pytest.raises(Refused) as refusal:
        protect_file(table, spec=path)

    assert [column for _, _, column, _ in places(refusal.value)] == ["rule.minimum", "rule.zero_is_safe"]


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_problem_has_a_text(tmp_path, language):
    table, spec = written(tmp_path, table="town;type;pupils\nQ;x;1,5\n")

    with pytest.raises(Refused) as refusal:
        protect_file(table, spec=spec)

    assert all(problem.found in problem_text(problem, language) for problem in refusal.value.problems)


def test_a_folder_that_holds_something_is_left_alone(tmp_path):
    (tmp_path / "out").mkdir()
    (tmp_path / "out" / "mine.txt").write_text("mine")

    with pytest.raises(FolderNotEmpty), folder_written_whole(tmp_path / "out", replace=False):
        pass

    assert (tmp_path / "out" / "mine.txt").read_text() == "mine"


def test_nothing_is_written_when_the_work_fails(tmp_path):
    with pytest.raises(ValueError, match="failed"), folder_written_whole(tmp_path / "out", replace=False):
        raise ValueError("failed")

    assert list(tmp_path.iterdir()) == []


def test_a_table_of_too_many_different_rows_is_refused_before_work_begins(tmp_path):
    _, path = written(tmp_path, spec=SPEC | {"dimensions": [{"column": "town"}, {"column": "type"}]})
    table = tmp_path / "wide.csv"
    with table.open("w", encoding="utf-8") as file:
        file.write("town,type,pupils\n")
        file.writelines(f"{number},x,1\n" for number in range(250_001))

    with pytest.raises(Refused) as refusal:
        protect_file(table, spec=path)

    assert places(refusal.value) == [("wide.csv", 0, "", "> 250000")]


def test_a_lattice_that_grows_too_large_is_refused_with_its_levels(tmp_path):
    names = [{"column": name} for name in ("town", "type", "focus")]
    table, path = written(
        tmp_path, spec=SPEC | {"dimensions": names},
        table="town,type,focus,pupils\n" + "".join(f"{number},{number},{number},1\n" for number in range(70)),
    )  # fmt: skip

    with pytest.raises(Refused) as refusal:
        protect_file(table, spec=path)

    assert [problem.found for problem in refusal.value.problems] == ["357911 cells (71 x 71 x 71)"]


def test_records_of_single_persons_are_added_up(tmp_path):
    table, path = written(tmp_path, table="town,type,pupils\n" + "A,x,1\n" * 40 + "B,y,3\n" * 20 + "C,x,1\n" * 7)

    cells = {cell.codes: cell.value for cell in protect_file(table, spec=path).protected.cells}

    assert (cells["A", "x"], cells["B", "y"], cells["C", "x"], cells["Total", "Total"]) == (40, 60, 7, 107)
