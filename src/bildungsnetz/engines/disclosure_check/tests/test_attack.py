"""The outsider finds every planted fault in a published file, and says "safe" only after solving every program."""

from dataclasses import replace
from pathlib import Path
from typing import Any

import highspy
import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bildungsnetz.engines.disclosure_check import attack as outsider
from bildungsnetz.engines.disclosure_check.attack import Attack, Contradiction, Unreadable, read_public
from bildungsnetz.engines.disclosure_check.attack.programs import HighsPrograms
from bildungsnetz.engines.disclosure_check.tests.publishing import BLOCK, SCHOOL, TOTAL, hierarchy, margins, publish

pytestmark = pytest.mark.once

PRIMARY = ("A", "x")


def attack(public: Path, *, minimum_count: int, **options: Any) -> Attack:
    files = {name: options.pop(name) for name in ("hierarchies", "earlier", "superseded", "blur") if name in options}
    return outsider.attack(read_public(public, **files), minimum_count=minimum_count, **options)


def test_a_whole_block_hides_its_small_cell(tmp_path):
    public = publish(tmp_path / "public.csv", margins(SCHOOL), BLOCK)

    found = attack(public, minimum_count=3, ask_exactly=True)

    assert (found.status, found.narrow, found.exact) == ("solved", (), ())
    assert {(cell.codes, cell.low, cell.high) for cell in found.cells} == {
        (("A", "x"), 0, 10), (("A", "y"), 1, 11), (("B", "x"), 0, 10), (("B", "y"), 5, 15),
    }  # fmt: skip


@pytest.mark.parametrize("forgotten", sorted(BLOCK - {PRIMARY}))
def test_every_secondary_of_a_minimal_case_is_missed(tmp_path, forgotten):
    public = publish(tmp_path / "public.csv", margins(SCHOOL), BLOCK - {forgotten})

    found = attack(public, minimum_count=3, ask_exactly=True)

    assert PRIMARY in found.narrow
    assert PRIMARY in found.exact


def test_two_hidden_cells_in_every_line_are_not_protection_when_the_sums_are_small(tmp_path):
    counts = SCHOOL | {("A", "y"): 0, ("B", "x"): 0}
    public = publish(tmp_path / "public.csv", margins(counts), BLOCK)

    found = attack(public, minimum_count=3)

    assert found.narrow == (("A", "x"), ("A", "y"), ("B", "x"))


def test_a_code_that_a_release_leaves_out_had_nobody_then(tmp_path):
    # The file before did not name D: whoever hides D now hides an empty town, which protects nobody.
    before = {("C", "x"): 2, ("C", "y"): 9}
    hidden = {("C", "x"), ("C", "y"), ("D", "x"), ("D", "y"), ("C", TOTAL), ("D", TOTAL)}
    public = publish(tmp_path / "public.csv", margins(before | {("D", "x"): 0, ("D", "y"): 0}), hidden)
    earlier = publish(tmp_path / "earlier.csv", margins(before), {("C", "x"), ("C", "y"), (TOTAL, "x"), (TOTAL, "y")})

    assert attack(public, minimum_count=3).narrow == (("C", "x"), ("D", "x"))
    assert ("C", "x") in attack(public, minimum_count=3, earlier=[earlier], ask_exactly=True).exact


def test_a_hidden_zero_protects_and_a_published_one_does_not(tmp_path):
    counts = {("A", "x"): 2, ("A", "y"): 0, ("B", "x"): 9, ("B", "y"): 4, ("C", "x"): 7, ("C", "y"): 8}
    block = {("A", "x"), ("A", "y"), ("B", "x"), ("B", "y"), ("A", TOTAL), ("B", TOTAL)}
    hidden = publish(tmp_path / "hidden.csv", margins(counts), block)
    shown = publish(tmp_path / "shown.csv", margins(counts), block - {("A", "y"), ("B", "y"), ("A", TOTAL)})

    assert attack(hidden, minimum_count=3).narrow == ()
    assert ("A", "x") in attack(shown, minimum_count=3).narrow


def test_a_parent_with_one_child_is_the_same_cell(tmp_path):
    towns = hierarchy(tmp_path / "towns.csv", {"R": "", "A": "R", "Q": "", "B": "Q", "C": "Q"})
    cells = {("R",): 2, ("A",): 2, ("Q",): 17, ("B",): 8, ("C",): 9, (TOTAL,): 19}
    public = publish(tmp_path / "public.csv", cells, {("A",), ("B",), ("C",)}, columns=["town"])

    found = attack(public, minimum_count=3, hierarchies={"town": towns})

    assert found.narrow == (("A",),)


def test_two_releases_that_are_safe_alone_betray_by_their_difference(tmp_path):
    counts = {(town, kind): 20 for town in "ABC" for kind in "xy"} | {("A", "x"): 2}
    present = publish(tmp_path / "public.csv", margins(counts), BLOCK)
    earlier = publish(
        tmp_path / "earlier.csv", margins(counts), BLOCK ^ {("B", "x"), ("B", "y"), ("C", "x"), ("C", "y")}
    )

    assert attack(present, minimum_count=3).is_safe
    assert attack(earlier, minimum_count=3).is_safe
    found = attack(present, minimum_count=3, earlier=[earlier], ask_exactly=True)
    assert found.narrow == (PRIMARY,)
    assert found.exact == tuple(sorted(BLOCK))


def test_three_releases_are_attacked_jointly(tmp_path):
    # Each pair of files is safe; only all three together leave one number for A x.
    counts = {("A", "x"): 2, ("A", "y"): 9, ("A", "z"): 9, ("B", "x"): 9, ("B", "y"): 9, ("B", "z"): 9}
    hidden = set(counts) | {("A", TOTAL), ("B", TOTAL)}
    present = publish(tmp_path / "public.csv", margins(counts), hidden)
    first = publish(tmp_path / "first.csv", {("A", TOTAL): 20})
    second = publish(tmp_path / "second.csv", {("A", "y"): 9, ("A", "z"): 9})

    assert attack(present, minimum_count=3, earlier=[first]).narrow == ()
    assert attack(present, minimum_count=3, earlier=[second]).narrow == ()
    assert attack(present, minimum_count=3, earlier=[first, second]).narrow == (PRIMARY,)


def test_a_table_of_fewer_dimensions_is_linked(tmp_path):
    counts = {(town, kind, sex): 9 for town in "AB" for kind in "xy" for sex in "mf"} | {("A", "x", "m"): 2}
    hidden = set(counts) | {("A", "x", TOTAL), ("B", "x", TOTAL), ("A", "y", TOTAL), ("B", "y", TOTAL)}
    present = publish(tmp_path / "public.csv", margins(counts), hidden, columns=["town", "type", "sex"])
    linked = publish(tmp_path / "linked.csv", {("A", "x"): 11, ("B", "x"): 18, ("A", "y"): 18, ("B", "y"): 18})
    narrower = publish(tmp_path / "narrower.csv", {("A", "f"): 18}, columns=["type", "sex"])
    towns = publish(tmp_path / "towns.csv", {("A", "x", "f"): 9}, columns=["town", "type", "sex"])

    assert attack(present, minimum_count=3, earlier=[linked]).narrow == ()
    assert attack(present, minimum_count=3, earlier=[linked, towns]).narrow == (("A", "x", "m"),)
    with pytest.raises(Contradiction):
        attack(present, minimum_count=3, earlier=[linked, narrower, towns])


class Lying(HighsPrograms):
    """A solver that ends with an odd status, as HiGHS does when its threads are changed."""

    def __init__(self, component):
        super().__init__(component)
        self._highs.setOptionValue("simplex_iteration_limit", 0)


class Zeroes:
    """A solver that returns nothing but zeros and calls it a solution."""

    def __init__(self, component):
        self._component = component

    def extreme(self, column, *, upwards, limit):
        from bildungsnetz.engines.disclosure_check.attack.programs import refuse_false_point

        point = np.zeros(len(self._component.cells))
        refuse_false_point(self._component, point)
        return point


@pytest.mark.parametrize("make", [Lying, Zeroes])
@pytest.mark.parametrize("plainly", [False, True])
def test_a_solver_error_is_never_read_as_safe(tmp_path, make, plainly):
    public = publish(tmp_path / "public.csv", margins(SCHOOL), BLOCK)

    found = attack(public, minimum_count=3, make=make, plainly=plainly)

    assert (found.solved, found.is_safe, found.cells) == (False, False, ())


@pytest.mark.parametrize("status", ["kInfeasible", "kUnbounded", "kSolveError", "kNotset", "kUnknown", "kTimeLimit"])
def test_every_status_but_optimal_fails(tmp_path, monkeypatch, status):
    public = publish(tmp_path / "public.csv", margins(SCHOOL), BLOCK)
    monkeypatch.setattr(highspy.Highs, "getModelStatus", lambda _self: getattr(highspy.HighsModelStatus, status))

    assert not attack(public, minimum_count=3).solved


def test_impossible_files_are_no_proof(tmp_path):
    # The sums contradict each other only through hidden cells.
    cells = margins(SCHOOL) | {("A", TOTAL): 31}
    public = publish(tmp_path / "public.csv", cells, BLOCK)

    with pytest.raises(Contradiction):
        attack(public, minimum_count=3)


def test_a_file_with_reasons_is_unreadable(tmp_path):
    public = tmp_path / "public.csv"
    public.write_text("town,value,status\nA,2,primary\nB,,suppressed\nB,1,zero\n", encoding="utf-8")

    with pytest.raises(Unreadable) as refusal:
        attack(public, minimum_count=3)

    assert [problem.split(":")[0] for problem in refusal.value.problems] == [
        "public.csv, line 2, column 'status'", "public.csv, line 4, column 'value'", "public.csv, line 4",
    ]  # fmt: skip


tables = st.dictionaries(
    st.tuples(st.sampled_from("ABCD"), st.sampled_from("xyz"), st.sampled_from("mf")), st.integers(0, 30), min_size=6
)


@settings(max_examples=60, deadline=None)
@given(counts=tables, seed=st.integers(0, 10**6), share=st.sampled_from([0.2, 0.5, 0.8]))
def test_shared_points_and_one_pair_of_programs_per_cell_say_the_same(tmp_path_factory, counts, seed, share):
    cells = margins(counts)
    chosen = np.random.default_rng(seed).random(len(cells)) < share
    hidden = {codes for codes, hide in zip(sorted(cells), chosen, strict=True) if hide}
    columns = ["town", "type", "sex"]
    public = publish(tmp_path_factory.mktemp("random") / "public.csv", cells, hidden, columns=columns)

    quick = attack(public, minimum_count=3, ask_exactly=True)
    plain = attack(public, minimum_count=3, plainly=True)

    assert (quick.solved, quick.narrow, quick.exact) == (True, plain.narrow, plain.exact)
    assert all(cell.low - 1e-3 <= cells[cell.codes] <= cell.high + 1e-3 for cell in plain.cells)


def test_an_attack_uses_the_same_programs_on_every_run(tmp_path: Path):
    public = publish(tmp_path / "public.csv", margins(SCHOOL), BLOCK)

    once, again = (attack(public, minimum_count=3, ask_exactly=True) for _ in range(2))

    assert once == replace(again)


def test_a_point_that_does_not_add_up_is_refused(tmp_path, monkeypatch):
    public = publish(tmp_path / "public.csv", margins(SCHOOL), BLOCK)
    honest = highspy.Highs.getSolution

    def wrong(highs):
        solution = honest(highs)
        solution.col_value = [value + 1 for value in solution.col_value]
        return solution

    monkeypatch.setattr(highspy.Highs, "getSolution", wrong)

    found = attack(public, minimum_count=3)

    assert found.status.endswith("does not add up")
    assert not found.is_safe


def test_a_small_change_of_a_corrected_figure_is_found(tmp_path):
    old = publish(tmp_path / "old.csv", margins(SCHOOL), BLOCK)
    new = publish(tmp_path / "new.csv", margins(SCHOOL | {("C", "z"): 61}), BLOCK)

    found = attack(new, minimum_count=3, superseded=[old])

    assert {(change.cell, change.low, change.high) for change in found.changes} == {
        ((("town", town), ("type", kind)), 1.0, 1.0) for town in ("C", TOTAL) for kind in ("z", TOTAL)
    }
    assert not found.is_safe


def test_a_small_change_between_hidden_cells_is_found_by_their_ranges(tmp_path):
    # A z is hidden then and now, but both times the rest of its column tells it.
    hidden = BLOCK | {("A", "z")}
    old = publish(tmp_path / "old.csv", margins(SCHOOL), hidden)
    new = publish(tmp_path / "new.csv", margins(SCHOOL | {("A", "z"): 32}), hidden)

    found = attack(new, minimum_count=3, superseded=[old])

    assert (("town", "A"), ("type", "z")) in {change.cell for change in found.changes}


def test_a_large_change_betrays_nobody(tmp_path):
    old = publish(tmp_path / "old.csv", margins(SCHOOL), BLOCK)
    new = publish(tmp_path / "new.csv", margins(SCHOOL | {("C", "z"): 80}), BLOCK)

    assert attack(new, minimum_count=3, superseded=[old]).is_safe
    with pytest.raises(Contradiction):
        attack(new, minimum_count=3, earlier=[old])


def test_a_hidden_cell_of_an_earlier_release_is_asked_for_too(tmp_path):
    counts = {(town, kind): 20 for town in "ABC" for kind in "xy"} | {("A", "x"): 2}
    earlier = publish(tmp_path / "earlier.csv", margins(counts), BLOCK)
    present = publish(tmp_path / "public.csv", {("B", "x"): 20, ("B", "y"): 20})

    found = attack(present, minimum_count=3, earlier=[earlier])

    assert [(cell.file, cell.codes) for cell in found.older if cell.narrow] == [("earlier.csv", PRIMARY)]
    assert not found.is_safe


OTHER_BLOCK = frozenset({("A", "x"), ("A", "y"), ("C", "x"), ("C", "y")})


def test_a_correction_that_hides_other_cells_betrays_what_did_not_change(tmp_path):
    # C z rises by 20 and nothing else: old and new hide A x behind different cells.
    old = publish(tmp_path / "old.csv", margins(SCHOOL), BLOCK)
    new = publish(tmp_path / "new.csv", margins(SCHOOL | {("C", "z"): 80}), OTHER_BLOCK)

    formal = attack(new, minimum_count=3, superseded=[old])
    believing = attack(new, minimum_count=3, superseded=[old], believing=True)

    assert formal.is_safe
    assert {(cell.file, cell.codes) for cell in believing.believed if cell.narrow} == {
        ("old.csv", PRIMARY), ("new.csv", PRIMARY),
    }  # fmt: skip
    assert not believing.is_safe


def test_three_states_of_the_data_are_attacked_together(tmp_path):
    # Each pair of releases hides A x well; the first and the third together with the second do not.
    hidden = {("A", kind) for kind in "xyz"} | {("B", kind) for kind in "xyz"}
    first = publish(tmp_path / "1.csv", margins(SCHOOL), hidden - {("A", "y"), ("B", "y")})
    second = publish(tmp_path / "2.csv", margins(SCHOOL | {("C", "z"): 80}), hidden - {("A", "z"), ("B", "z")})
    third = publish(tmp_path / "3.csv", margins(SCHOOL | {("C", "z"): 99}), hidden)

    alone = [attack(third, minimum_count=3, superseded=[old], believing=True).is_safe for old in (first, second)]
    together = attack(third, minimum_count=3, superseded=[first, second], believing=True)

    assert alone == [True, True]
    assert {cell.file for cell in together.believed if cell.narrow} == {"1.csv", "2.csv", "3.csv"}


def test_a_correction_that_hides_the_same_cells_betrays_nobody(tmp_path):
    old = publish(tmp_path / "old.csv", margins(SCHOOL), BLOCK)
    new = publish(tmp_path / "new.csv", margins(SCHOOL | {("C", "z"): 80}), BLOCK)

    assert attack(new, minimum_count=3, superseded=[old], believing=True).is_safe


def test_cells_that_may_have_changed_are_not_believed_to_be_equal(tmp_path):
    # B x rises by 20 behind its block: then as now nobody knows which of the four cells it was.
    old = publish(tmp_path / "old.csv", margins(SCHOOL), BLOCK)
    new = publish(tmp_path / "new.csv", margins(SCHOOL | {("B", "x"): 28}), BLOCK)

    assert attack(new, minimum_count=3, superseded=[old], believing=True).is_safe
