"""Every planted fault of an output folder is named, and a sound folder is safe."""

import json

import pytest

from bildungsnetz.engines.disclosure_check import checking
from bildungsnetz.engines.disclosure_check.findings import TEXTS
from bildungsnetz.engines.disclosure_check.reading import SENTENCES, in_german
from bildungsnetz.engines.disclosure_check.tests.folders import SWAP, Folder
from bildungsnetz.engines.disclosure_check.tests.publishing import BLOCK, SCHOOL, TOTAL, margins, publish

pytestmark = pytest.mark.once

PRIMARY = ("A", "x")


@pytest.fixture
def folder(tmp_path):
    return Folder(tmp_path)


def test_a_sound_folder_is_safe(folder):
    found = folder.checked()

    assert (found.exit_status, found.verdict, found.differences) == (0, "Sicher.", [])
    assert found.confirmed == [
        "Alle 16 Zeilen stimmen mit der Tabelle überein",
        "1 Belege nachgerechnet; sie schützen 1 Zeilen",
        "Angriff mit 2 linearen Programmen auf 4 verdeckte Zeilen: 0 erschlossen",
    ]


@pytest.mark.parametrize("forgotten", sorted(BLOCK - {PRIMARY}))
def test_a_forgotten_secondary_is_found_by_addition_and_by_the_attack(folder, forgotten):
    folder.hidden = BLOCK - {forgotten}

    found = folder.checked()

    assert found.exit_status == 1
    assert found.codes == ["audit", "recoverable", "witness"]


def test_a_published_primary_is_named(folder):
    folder.hidden = ()

    assert "primary_shown" in folder.checked().codes


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        (SWAP | {("B", "y"): 2}, "Beleg 0: die veröffentlichte Zelle Total | Total wäre anders"),
        ({("A", "x"): 1, ("C", "x"): -1}, "Beleg 0: die veröffentlichte Zelle A | Total wäre anders"),
        (
            {codes: change * 9 for codes, change in SWAP.items()},
            "Beleg 0: die Zelle B | x fiele unter 0",
        ),
        ({("A", TOTAL): 1}, "Beleg 0: A | Total ist keine Zelle der untersten Ebene"),
        ({("Q", "x"): 1}, "Beleg 0: Q | x ist keine Zelle der untersten Ebene"),
        ({codes: -change for codes, change in SWAP.items()}, "Beleg 0: hebt A | x nicht bis zur Mindestzahl"),
    ],
)
def test_a_tampered_witness_is_refused_and_leaves_its_cell_unproven(folder, changes, sentence):
    folder.witnesses = [(changes, [PRIMARY])]

    texts = [finding.text for finding in folder.checked().differences]

    # Sums are added up in the order of the rows: the first public cell that differs is named.
    assert sentence.rsplit(" Zelle ", 1)[0] in " ".join(texts)
    assert "A | x: kein gültiger Beleg schützt diese Zelle" in texts


def test_a_witness_that_serves_nobody_proves_nothing(folder):
    folder.witnesses = [(SWAP, [])]

    assert folder.checked().codes == ["witness"]


def test_a_witness_may_raise_a_hidden_zero_but_not_a_published_one(folder):
    folder.counts = SCHOOL | {("A", "x"): 2, ("B", "y"): 0}

    assert folder.checked().exit_status == 0

    folder.hidden = BLOCK - {("B", "y")}
    assert "witness" in folder.checked().codes


def test_a_hidden_zero_that_pays_for_a_witness_would_fall_below_nobody(folder):
    folder.counts = SCHOOL | {("A", "y"): 0}

    found = folder.checked()

    assert "Beleg 0: die Zelle A | y fiele unter 0" in [finding.text for finding in found.differences]
    assert "recoverable" in found.codes


def test_a_parent_with_one_child_must_hide_with_it(tmp_path):
    counts = {("A",): 2, ("B",): 8, ("C",): 9}
    folder = Folder(
        tmp_path, counts, {("A",), ("B",)}, [({("A",): 1, ("B",): -1}, [("A",), ("R",)])], columns=("town",)
    )
    folder.spec = {"dimensions": [{"column": "town", "hierarchy": "towns.csv"}]}
    (tmp_path / "towns.csv").write_text("code,parent\nR,\nA,R\nQ,\nB,Q\nC,Q\n", encoding="utf-8")
    folder.write()
    sums = {("R",): 2, ("Q",): 17}
    rows = margins(counts) | sums
    for name, hidden in (("leaking", {("A",), ("B",)}), ("sound", {("A",), ("B",), ("R",), ("Q",)})):
        publish(tmp_path / "out" / "public.csv", rows, hidden, ("town",))
        codes = folder.check().codes
        assert ("primary_shown" in codes) == (name == "leaking")
        assert ("recoverable" in codes) == (name == "leaking")


def test_a_wrong_public_value_is_named(folder):
    folder.public = {("C", "z"): 61}

    texts = [finding.text for finding in folder.checked().differences]

    assert "public.csv, C | z: 61 steht da, 60 ist richtig" in texts


def test_a_missing_row_is_named(folder):
    folder.write()
    path = folder.path / "out" / "public.csv"
    path.write_text(path.read_text().replace("C,z,60,published\n", ""))

    assert folder.check().codes == ["rows"]


def test_the_public_file_must_not_tell_reasons(folder):
    folder.write()
    path = folder.path / "out" / "public.csv"
    path.write_text(path.read_text().replace("A,x,,suppressed", "A,x,,primary"))

    assert folder.check().exit_status == 2


def test_a_wrong_reason_in_the_office_file_is_named(folder):
    folder.statuses = {PRIMARY: "secondary"}

    assert folder.checked().codes == ["status"]


def test_an_audit_that_says_something_else_is_named(folder):
    folder.audit = {"recoverable": 1, "lost": {"cells": 3, "value": 0}}

    texts = [finding.text for finding in folder.checked().differences]

    assert texts == [
        "audit.json, recoverable: 1 steht da, 0 ist richtig",
        "audit.json, lost: {'cells': 3, 'value': 0} steht da, {'cells': 3, 'value': 24} ist richtig",
    ]


def test_the_difference_to_an_earlier_release_is_found(folder):
    other = (BLOCK - {("B", "x"), ("B", "y")}) | {("C", "x"), ("C", "y")}
    publish(folder.path / "earlier.csv", folder.rows(), other)
    folder.spec = {"already_published": ["earlier.csv"]}

    found = folder.checked()

    assert found.codes == ["audit", "recoverable", "witness"]


def test_an_earlier_release_that_contradicts_the_table_is_named(folder):
    publish(folder.path / "earlier.csv", folder.rows() | {("C", "z"): 70}, BLOCK)
    folder.spec = {"already_published": ["earlier.csv"]}

    assert folder.checked().codes == ["attack", "audit", "earlier"]


@pytest.mark.parametrize(("before", "is_safe"), [(58, False), (20, True)])
def test_a_small_correction_is_found_and_a_large_one_is_not(folder, before, is_safe):
    publish(folder.path / "old.csv", margins(SCHOOL | {("C", "z"): before}), BLOCK)
    folder.spec = {"superseded": ["old.csv"]}

    found = folder.checked()

    assert (found.exit_status, "change" in found.codes) == ((0, False) if is_safe else (1, True))


def test_somebody_who_knows_their_own_cell_is_heard(folder):
    # A x is one person alone, B y another: whoever stands in B y knows it and with it A x.
    folder.counts = SCHOOL | {("A", "x"): 1, ("B", "y"): 1}
    folder.witnesses = [
        ({codes: change * 2 for codes, change in SWAP.items()}, [("A", "x"), ("B", "y")]),
    ]
    folder.spec = {"rule": {"singletons": False}}
    assert folder.checked().codes == []

    folder.spec = {"rule": {"singletons": True}}
    assert folder.checked().codes == ["person"]


def test_a_dominated_cell_must_not_be_exact(folder):
    table = folder.path / "table.csv"
    folder.spec = {"contributor": "company", "rule": {"dominance": {"n": 1, "k": 80}, "minimum_count": 1}}
    folder.witnesses = []
    folder.write()
    lines = table.read_text().splitlines()
    table.write_text(
        "\n".join([lines[0] + ",company"] + [f"{line},c{n % 2}" for n, line in enumerate(lines[1:])]) + "\n"
    )

    # Every innermost cell has one contributor: all are sensitive, nine of them are shown.
    assert {"primary_shown", "witness"} <= set(folder.check().codes)


def test_everything_wrong_with_a_spec_is_named_together(folder):
    folder.spec = {"rule": {"minimum_count": 0, "dominance": {"n": 1}}}

    found = folder.checked("en")

    assert (found.exit_status, len(found.unreadable)) == (2, 2)


@pytest.mark.parametrize(
    "broken", ["table.csv", "spec.json", "out/public.csv", "out/witnesses.parquet", "out/audit.json"]
)
def test_a_missing_file_is_unreadable(folder, broken):
    folder.write()
    (folder.path / broken).unlink()

    assert folder.check().exit_status == 2


@pytest.mark.parametrize(("cell", "found"), [("-1", "-1"), ("1.5", "1.5"), ("1,5", "1,5")])
def test_counts_that_are_no_whole_numbers_are_unreadable(folder, cell, found):
    folder.write()
    table = folder.path / "table.csv"
    table.write_text(table.read_text().replace(",", ";").replace("C;z;60", f"C;z;{cell}"))

    result = folder.check("en")

    assert result.exit_status == 2
    assert f"line 10, column 'pupils': '{found}' found" in result.unreadable[0]


def test_rounded_tables_are_attacked_with_their_distance(folder):
    folder.spec = {"method": "rounding", "base": 5}
    folder.hidden = ()
    folder.public = {row: 5 * round(value / 5) for row, value in folder.rows().items()}
    folder.audit = {"recoverable": 0}

    assert folder.checked().codes == []

    folder.public = dict(folder.public) | {("C", "z"): 61}
    assert folder.checked().codes == ["value"]


def test_an_earlier_rounded_file_is_read_as_ranges(folder):
    folder.spec = {"method": "rounding", "base": 5, "already_published": ["earlier.csv"]}
    folder.hidden = ()
    folder.public = {row: (value + 2) // 5 * 5 for row, value in folder.rows().items()}
    folder.audit = {"recoverable": 0}
    publish(folder.path / "earlier.csv", folder.public, (), folder.columns)

    assert folder.checked("en").differences == []


def test_a_large_rounded_table_is_searched_by_adding_and_subtracting(folder, monkeypatch):
    monkeypatch.setattr(checking, "MOST_BLURRED", 1)
    folder.spec = {"method": "rounding", "base": 5}
    folder.hidden = ()
    folder.public = {row: (value + 2) // 5 * 5 for row, value in folder.rows().items()}
    folder.audit = {"recoverable": 0}

    found = folder.checked("en")

    assert found.differences == []
    assert found.confirmed[-1] == (
        f"{len(folder.rows())} rows, more than 1: every sum was added and subtracted instead of linear programs; "
        "0 recovered"
    )


def test_rounding_whose_sums_tell_a_small_count_is_found(tmp_path):
    # Two towns of 6 shown as 10 have 6 at least each; a total shown as 10 is 14 at most: 2 are left for the third.
    folder = Folder(tmp_path, {("A",): 6, ("B",): 6, ("C",): 1}, (), [], columns=("town",), audit={"recoverable": 1})
    folder.spec = {"method": "rounding", "base": 5}
    folder.public = {("A",): 10, ("B",): 10, ("C",): 0, (TOTAL,): 10}

    texts = [finding.text for finding in folder.checked("en").differences]

    assert texts == ["public.csv, C: at most 2 after the attack, which is below the minimum count 3"]


def test_the_words_of_both_languages_take_the_same_values():
    for german, english in TEXTS.values():
        assert {part[:1] for part in german.split("{")[1:]} == {part[:1] for part in english.split("{")[1:]}


def test_the_check_says_the_same_on_two_runs(folder):
    assert folder.checked() == folder.checked()
    assert json.loads((folder.path / "out" / "audit.json").read_text())["recoverable"] == 0


@pytest.mark.parametrize("english", sorted(SENTENCES))
def test_whatever_a_reader_says_is_said_in_german_too(english):
    values = [f"'{place}'" for place in range(english.count("{}"))]

    assert in_german(english.format(*values)) == SENTENCES[english].format(*values)


def test_a_broken_table_is_named_in_german_with_line_and_column(folder):
    folder.write()
    table = folder.path / "table.csv"
    table.write_text(table.read_text().replace("A,x,2", "A,x,zwei"), encoding="utf-8")

    assert folder.check().unreadable == [
        "Nicht lesbar: table.csv, Zeile 2, Spalte 'pupils': 'zwei' gefunden; eine ganze Zahl ab 0 erwartet"
    ]
