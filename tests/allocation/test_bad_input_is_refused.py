"""Every problem of every file at once, with file, line, column, found and expected; nothing is written."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from bildungsnetz.cli import main
from bildungsnetz.engines.allocation.instance import Options
from bildungsnetz.engines.allocation.problems import InputRefused
from bildungsnetz.engines.allocation.reading import read_input
from bildungsnetz.engines.allocation.reading_wishes import MOST_WISHES

pytestmark = pytest.mark.once

PUPILS = "pupil_id,school_id,days\np1,s,1\np2,s,1\n"
OFFERS = "offer_id,company_id,date,field,capacity\no1,c,2027-03-09,Bau,1\no2,c,2027-03-10,Holz,1\n"
WISHES = "pupil_id,rank,offer_id,company_id,field\np1,1,o1,,\n"


def folder_of(folder: Path, **files: str | bytes) -> Path:
    """An input folder, right in every cell but for what is given."""
    folder.mkdir(exist_ok=True)
    for name, text in ({"pupils": PUPILS, "offers": OFFERS, "wishes": WISHES} | files).items():
        (folder / f"{name}.csv").write_bytes(text if isinstance(text, bytes) else text.encode())
    return folder


def refused(folder: Path, **options) -> list[tuple[str, int, str, str]]:
    with pytest.raises(InputRefused) as refusal:
        read_input(folder, Options(**options))
    return [(p.file, p.line, p.column, p.found) for p in refusal.value.problems]


def test_all_problems_of_all_files_come_at_once(tmp_path):
    folder = folder_of(
        tmp_path / "in",
        pupils='pupil_id,school_id,days,lat,lon\np1,s,7,"51,2",7\np1,,1,NaN,7\n',
        offers="offer_id,company_id,date,field,capacity\no1,c,09.03.2027,Bau,-1\no2,c,2027-02-30,Holz,1.5\n",
        wishes="pupil_id,rank,offer_id,company_id,field\nnobody,1,o1,,\np1,0,o9,,\np1,2,o1,c,\n",
    )

    found = refused(folder)

    assert found == [
        ("pupils.csv", 2, "days", "7"),
        ("pupils.csv", 2, "lat", "51,2"),
        ("pupils.csv", 3, "lat", "NaN"),
        ("pupils.csv", 3, "pupil_id", "p1"),
        ("pupils.csv", 3, "school_id", ""),
        ("offers.csv", 2, "capacity", "-1"),
        ("offers.csv", 2, "date", "09.03.2027"),
        ("offers.csv", 3, "capacity", "1.5"),
        ("offers.csv", 3, "date", "2027-02-30"),
        ("wishes.csv", 2, "pupil_id", "nobody"),
        ("wishes.csv", 3, "offer_id", "o9"),
        ("wishes.csv", 3, "rank", "0"),
        ("wishes.csv", 4, "offer_id, company_id, field", "o1 | c"),
    ]


@pytest.mark.parametrize(
    ("lang", "said"),
    [
        ("de", "offers.csv, Zeile 2, Spalte capacity: „-1“ gefunden, erwartet: eine ganze Zahl von 0 bis 1000000000."),
        ("en", 'offers.csv, line 2, column capacity: found "-1", expected: a whole number from 0 to 1000000000.'),
    ],
)
def test_a_problem_is_one_sentence_in_the_language_asked_for(tmp_path, lang, said):
    offers = "offer_id,company_id,date,field,capacity\no1,c,2027-03-09,Bau,-1\n"
    folder = folder_of(tmp_path / "in", offers=offers)

    with pytest.raises(InputRefused) as refusal:
        read_input(folder, Options(lang=lang))

    assert said in refusal.value.sentences()


@pytest.mark.parametrize(
    ("files", "expected"),
    [
        ({"pupils": ""}, ("pupils.csv", 0, "", "")),
        ({"pupils": "pupil_id,school_id\n"}, ("pupils.csv", 0, "", "")),
        ({"pupils": "school_id\ns\n"}, ("pupils.csv", 1, "pupil_id", "school_id")),
        ({"pupils": PUPILS.encode("utf-16")}, ("pupils.csv", 1, "", "UTF-16")),
        ({"pupils": b"PK\x03\x04 workbook"}, ("pupils.csv", 1, "", "PK")),
        ({"pupils": "pupil_id,school_id\np1,s\x00\n"}, ("pupils.csv", 2, "", "NUL")),
        ({"pupils": "pupil_id,school_id\np1,M\xfcll\n".encode("cp1252")}, ("pupils.csv", 2, "school_id", "Byte 0xFC")),
        ({"pupils": "pupil_id,school_id\np1,s,more\n"}, ("pupils.csv", 2, "", "3 Zellen")),
        ({"pupils": 'pupil_id,school_id\np1,"s\n'}, None),
        ({"pupils": "pupil_id,school_id,pupil_id\np1,s,p2\n"}, ("pupils.csv", 1, "pupil_id", "pupil_id")),
        ({"pupils": "pupil_id,school_id,birth_date\np1,s,2028-01-01\n"}, ("pupils.csv", 2, "birth_date", "2028-01-01")),
        ({"pupils": "pupil_id,school_id,lat,lon\np1,s,51,\n"}, ("pupils.csv", 2, "lon", "")),
        ({"pupils": "pupil_id,school_id,lat,lon\np1,s,91,7\n"}, ("pupils.csv", 2, "lat", "91")),
        ({"fixed": "pupil_id,offer_id\np1,o9\n"}, ("fixed.csv", 2, "offer_id", "o9")),
        ({"fixed": "pupil_id,offer_id\np1,o1\np2,o1\n"}, ("fixed.csv", 3, "offer_id", "o1")),
        ({"fixed": "pupil_id,offer_id\np1,o1\np1,o2\n"}, ("fixed.csv", 3, "pupil_id", "p1")),
        ({"previous": "pupil_id,offer_id\nnobody,o1\n"}, ("previous.csv", 2, "pupil_id", "nobody")),
    ],
)
def test_each_kind_of_damage_is_named(tmp_path, files, expected):
    found = refused(folder_of(tmp_path / "in", **files))

    assert found[0][0] == next(iter(files)) + ".csv"
    assert expected is None or expected in found


def test_a_missing_file_and_a_missing_folder_are_named(tmp_path):
    folder = folder_of(tmp_path / "in")
    (folder / "wishes.csv").unlink()

    assert refused(folder) == [("wishes.csv", 0, "", "")]
    assert refused(tmp_path / "none") == [(str(tmp_path / "none"), 0, "", "")]


def test_more_wishes_than_a_pupil_may_have_are_one_problem(tmp_path):
    rows = "".join(f"p1,{rank},o1,,\n" for rank in range(1, 20_001))
    folder = folder_of(tmp_path / "in", wishes="pupil_id,rank,offer_id,company_id,field\n" + rows)

    assert refused(folder) == [("wishes.csv", MOST_WISHES + 2, "", str(MOST_WISHES + 1))]


def test_a_file_beyond_the_limit_is_refused_before_it_is_read(tmp_path):
    folder = folder_of(tmp_path / "in")
    with (folder / "wishes.csv").open("wb") as file:
        file.truncate(2_000_000_000)  # a hole: two gigabytes that take no room

    assert refused(folder) == [("wishes.csv", 0, "", "2.0 GB")]


def test_only_the_first_hundred_problems_of_a_file_are_told_and_all_are_counted(tmp_path):
    rows = "".join(f"p{at},s,9\n" for at in range(250))
    folder = folder_of(tmp_path / "in", pupils="pupil_id,school_id,days\n" + rows, wishes=WISHES)

    with pytest.raises(InputRefused) as refusal:
        read_input(folder, Options())

    assert (len(refusal.value.problems), refusal.value.count) == (100, 250)
    assert "pupils.csv: 150 weitere Fehler." in refusal.value.sentences()


@pytest.mark.parametrize("max_km", [float("nan"), float("inf"), -1.0])
def test_a_distance_that_is_none_is_refused(tmp_path, max_km):
    assert refused(folder_of(tmp_path / "in"), max_km=max_km) == [("--max-km", 0, "", str(max_km))]


def test_semicolons_a_bom_a_sep_line_and_unknown_columns_are_accepted(tmp_path):
    pupils = "\ufeffsep=;\nschool_id;hobby;pupil_id\r\n0123;Chor;p1\r\n"
    folder = folder_of(tmp_path / "in", pupils=pupils)

    found = read_input(folder, Options())

    assert (found.instance.pupil_ids, found.instance.school_ids) == (("p1",), ("0123",))
    assert found.unknown_columns["pupils.csv"] == ["hobby"]


def test_the_same_wish_twice_counts_once_at_its_better_rank_with_a_warning(tmp_path):
    wishes = "pupil_id,rank,offer_id,company_id,field\np1,3,o1,,\np1,2,o1,,\np1,9,,,Zirkus\n"

    found = read_input(folder_of(tmp_path / "in", wishes=wishes), Options())

    assert (found.instance.wishes.rank.tolist(), found.instance.wishes.text) == ([2, 9], ("o1", "Zirkus"))
    assert [(warning.line, warning.found) for warning in found.warnings] == [(2, "o1")]


# The command


def run(folder: Path, out: Path, *more: str) -> int:
    return main(["allocate", str(folder), "--out", str(out), *more])


def test_the_command_tells_done_from_missing_places_from_refused(tmp_path, capsys):
    enough = folder_of(tmp_path / "enough")
    short = folder_of(tmp_path / "short", offers=OFFERS.replace("Holz,1", "Holz,0"))
    wrong = folder_of(tmp_path / "wrong", pupils="")

    codes = [run(folder, tmp_path / f"out-{folder.name}") for folder in (enough, short, wrong)]

    assert codes == [0, 1, 2]
    assert "pupils.csv" in capsys.readouterr().err
    assert sorted(path.name for path in tmp_path.iterdir() if "out" in path.name) == ["out-enough", "out-short"]
    assert main(["allocate-check", str(enough), str(tmp_path / "out-enough")]) == 0


def test_a_folder_with_content_is_only_replaced_when_asked_and_then_as_a_whole(tmp_path):
    folder, out = folder_of(tmp_path / "in"), tmp_path / "out"
    out.mkdir()
    (out / "letter.txt").write_text("dear")

    first = run(folder, out)
    kept = sorted(path.name for path in out.iterdir())
    second = run(folder, out, "--replace")

    assert (first, kept, second) == (2, ["letter.txt"], 0)
    assert sorted(path.name for path in out.iterdir()) == [
        "assignments.csv", "certificate.json", "explanations.csv", "report.html", "report.json", "unfilled.csv",
    ]  # fmt: skip
    assert sorted(path.name for path in tmp_path.iterdir()) == ["in", "out"]


def test_the_output_is_never_the_input_nor_around_it(tmp_path):
    folder = folder_of(tmp_path / "in")

    assert [run(folder, out, "--replace") for out in (folder, tmp_path)] == [2, 2]
    assert sorted(path.name for path in folder.iterdir()) == ["offers.csv", "pupils.csv", "wishes.csv"]


CUT_SHORT = """
import os, signal, sys
from bildungsnetz.engines.allocation import running
from bildungsnetz.cli import main
def fault(*_arguments):
    {fault}
running.write_json = fault
sys.exit(main(["allocate", {folder!r}, "--out", {out!r}, "--replace"]))
"""


@pytest.mark.parametrize(
    ("fault", "status"),
    [
        ("raise OSError(28, os.strerror(28))", 3),
        ("os.kill(os.getpid(), signal.SIGINT)", 130),
        ("os.kill(os.getpid(), signal.SIGTERM)", 130),
        ("raise ValueError('a mistake of ours')", 3),
    ],
    ids=["full disk", "interrupt", "end asked for", "internal failure"],
)
def test_a_run_cut_short_while_writing_leaves_the_old_result_untouched(tmp_path, fault, status):
    folder, out = folder_of(tmp_path / "in"), tmp_path / "out"
    out.mkdir()
    (out / "old.csv").write_text("old")
    code = CUT_SHORT.format(fault=fault, folder=str(folder), out=str(out))

    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, env={**os.environ})

    assert done.returncode == status, done.stderr
    assert [path.name for path in out.iterdir()] == ["old.csv"]
    assert sorted(path.name for path in tmp_path.iterdir()) == ["in", "out"]


def test_fixed_places_that_cannot_stand_together_are_refused(tmp_path, capsys):
    # Each offer could reach its minimum of two, but not both: the two pupils have one day each.
    offers = "offer_id,company_id,date,field,capacity,min_group\no1,c,2027-03-09,Bau,2,2\no2,c,2027-03-10,Holz,2,2\n"
    folder = folder_of(tmp_path / "in", offers=offers, fixed="pupil_id,offer_id\np1,o1\np2,o2\n")

    assert run(folder, tmp_path / "out") == 2
    assert "fixed.csv" in capsys.readouterr().err
    assert not (tmp_path / "out").exists()
