"""Small tables that can be checked by hand."""

from itertools import product

import pytest

from bildungsnetz.engines.disclosure import Dimension, Earlier, Refused, Rule, Spec, Unprotectable, protect

pytestmark = pytest.mark.once

TOWNS = {"R": "", "A": "R", "B": "R", "C": ""}


def spec_of(*columns: str, **rule) -> Spec:
    return Spec(dimensions=tuple(Dimension(column) for column in columns), rule=Rule(**rule))


def statuses(protected) -> dict[tuple[str, ...], str]:
    return {cell.codes: cell.status for cell in protected.cells}


def test_one_small_count_takes_the_cheapest_rectangle_with_it():
    counts = {("a", "x"): 2, ("a", "y"): 9, ("a", "z"): 50, ("b", "x"): 8, ("b", "y"): 7, ("b", "z"): 60}

    protected = protect(counts=counts, spec=spec_of("town", "type"))

    hidden = {codes: status for codes, status in statuses(protected).items() if status != "published"}
    assert hidden == {
        ("a", "x"): "primary", ("a", "y"): "secondary", ("b", "x"): "secondary", ("b", "y"): "secondary",
    }  # fmt: skip
    assert (protected.lost_cells, protected.lost_value) == (3, 24)


def test_a_table_without_small_counts_is_published_whole():
    protected = protect(counts={("a", "x"): 5, ("b", "y"): 6}, spec=spec_of("town", "type"))

    assert statuses(protected) == {
        ("Total", "Total"): "published", ("Total", "x"): "published", ("Total", "y"): "published",
        ("a", "Total"): "published", ("a", "x"): "published", ("a", "y"): "zero",
        ("b", "Total"): "published", ("b", "x"): "zero", ("b", "y"): "published",
    }  # fmt: skip


def test_a_region_with_one_town_is_hidden_together_with_it():
    spec = Spec(dimensions=(Dimension("town", {"R": "", "A": "R", "C": "", "D": ""}),))

    protected = protect(counts={("A",): 2, ("C",): 10, ("D",): 11}, spec=spec)

    assert statuses(protected) == {
        ("A",): "primary", ("R",): "primary", ("C",): "secondary", ("D",): "published", ("Total",): "published",
    }  # fmt: skip


def test_public_cells_do_not_tell_which_cell_was_hidden_for_whose_sake():
    protected = protect(counts={("a",): 1, ("b",): 10, ("c",): 20}, spec=spec_of("town"))

    assert {cell.codes: cell.status for cell in protected.public()} == {
        ("Total",): "published", ("a",): "suppressed", ("b",): "suppressed", ("c",): "published",
    }  # fmt: skip


def test_zeros_that_are_not_safe_are_protected_too():
    protected = protect(counts={("a",): 0, ("b",): 8, ("c",): 9}, spec=Spec(
        dimensions=(Dimension("town", {"a": "", "b": "", "c": ""}),), rule=Rule(zero_is_safe=False)))  # fmt: skip

    assert statuses(protected) == {
        ("a",): "primary", ("b",): "secondary", ("c",): "published", ("Total",): "published",
    }  # fmt: skip


def test_what_was_published_before_stands_still():
    counts = {("a",): 1, ("b",): 10, ("c",): 20}
    earlier = Earlier("june", ("town",), {("Total",): 31, ("a",): None, ("b",): 10, ("c",): None})

    protected = protect(counts=counts, spec=spec_of("town"), earlier=[earlier])

    assert statuses(protected) == {
        ("Total",): "published", ("a",): "primary", ("b",): "published", ("c",): "secondary",
    }  # fmt: skip


def test_what_no_pattern_protects_is_refused_with_its_name():
    counts = {("a",): 1, ("b",): 10, ("c",): 20}
    earlier = Earlier("june", ("town",), {("Total",): 31, ("a",): None, ("c",): 20, ("b",): 10})

    with pytest.raises(Unprotectable) as refusal:
        protect(counts=counts, spec=spec_of("town"), earlier=[earlier])

    assert (refusal.value.cells, refusal.value.why) == ((("a",),), "frozen")


def test_a_zero_is_hidden_if_nothing_else_helps():
    counts = {("a", "x"): 1, ("a", "y"): 9, ("b", "x"): 8}
    margins = {("Total", "Total"): 18, ("Total", "x"): 9, ("Total", "y"): 9, ("a", "Total"): 10, ("b", "Total"): 8}
    earlier = Earlier("june", ("town", "type"), margins)

    protected = protect(counts=counts, spec=spec_of("town", "type"), earlier=[earlier])

    assert statuses(protected) == dict.fromkeys(margins, "published") | {
        ("a", "x"): "primary", ("a", "y"): "secondary", ("b", "x"): "secondary", ("b", "y"): "secondary",
    }  # fmt: skip


def test_a_code_that_an_earlier_table_leaves_out_was_empty_then_and_stays_known_to_be():
    earlier = Earlier("june", ("town",), {("Total",): 31, ("a",): None, ("b",): None})

    with pytest.raises(Unprotectable) as refusal:
        protect(counts={("a",): 11, ("b",): 20, ("c",): 0}, spec=spec_of("town", zero_is_safe=False), earlier=[earlier])

    assert (refusal.value.cells, refusal.value.why) == ((("c",),), "frozen")


def test_a_table_that_leaves_out_people_counted_now_tells_only_what_it_lists():
    earlier = Earlier("june", ("town",), {("Total",): 31, ("b",): 10})

    protected = protect(counts={("a",): 1, ("b",): 10, ("c",): 20}, spec=spec_of("town"), earlier=[earlier])

    assert statuses(protected) == {
        ("Total",): "published", ("a",): "primary", ("b",): "published", ("c",): "secondary",
    }  # fmt: skip


def test_what_an_earlier_table_does_not_divide_says_nothing_of_its_parts():
    spec = Spec(dimensions=(Dimension("town", TOWNS),))
    earlier = Earlier("june", ("town",), {("Total",): 60, ("R",): 30, ("C",): 30})

    protected = protect(counts={("A",): 10, ("B",): 20, ("C",): 30}, spec=spec, earlier=[earlier])

    assert set(statuses(protected).values()) == {"published"}


def test_a_correction_of_a_hidden_figure_counts_with_the_bounds_it_had():
    towns, types = ("Total", "a", "b"), ("Total", "x", "y")
    # (a, x) was 4 to 6 then: of the 6 in a no more than the 2 of y were elsewhere.
    old = dict(zip(product(towns, types), (14, 12, 2, 6, None, None, 8, None, None), strict=True))
    before = Earlier("june", ("town", "type"), old, superseded=True)
    counts = {("a", "x"): 8, ("a", "y"): 9, ("b", "x"): 20, ("b", "y"): 30}

    protected = protect(counts=counts, spec=spec_of("town", "type", minimum_count=5), earlier=[before])

    assert statuses(protected)["a", "x"] == "primary"


def test_an_old_table_whose_figures_do_not_fit_each_other_is_refused():
    old = Earlier("june", ("town",), {("Total",): 60, ("a",): 10, ("b",): 20}, superseded=True)
    spec = Spec(dimensions=(Dimension("town", {"a": "", "b": ""}),))

    with pytest.raises(Refused) as refusal:
        protect(counts={("a",): 12, ("b",): 27}, spec=spec, earlier=[old])

    assert [problem.file for problem in refusal.value.problems] == ["june"]


def test_a_figure_of_before_that_contradicts_the_data_is_refused_with_its_cell():
    earlier = Earlier("june", ("town",), {("Total",): 31, ("a",): 9, ("b",): None})

    with pytest.raises(Refused) as refusal:
        protect(counts={("a",): 11, ("b",): 20}, spec=spec_of("town"), earlier=[earlier])

    assert [(problem.column, problem.found) for problem in refusal.value.problems] == [("a", "9")]


def test_a_small_correction_is_hidden_and_a_large_one_is_not():
    old = Earlier("june", ("town",), {("Total",): 60, ("a",): 10, ("b",): 20, ("c",): 30}, superseded=True)

    protected = protect(counts={("a",): 12, ("b",): 27, ("c",): 30}, spec=spec_of("town"), earlier=[old])

    assert statuses(protected) == {
        ("Total",): "published", ("a",): "primary", ("b",): "secondary", ("c",): "published",
    }  # fmt: skip


@pytest.mark.parametrize(
    ("parents", "found"),
    [
        ({"A": "B", "B": "A"}, ["A", "B"]),
        ({"A": "X"}, ["X"]),
        ({"Total": "", "A": ""}, ["Total"]),
    ],
)
def test_a_broken_hierarchy_is_refused_with_every_code_named(parents, found):
    with pytest.raises(Refused) as refusal:
        protect(counts={("A",): 1}, spec=Spec(dimensions=(Dimension("town", parents),)))

    assert [problem.found for problem in refusal.value.problems] == found


def test_codes_of_the_data_must_be_innermost_codes_of_the_hierarchy():
    with pytest.raises(Refused) as refusal:
        protect(counts={("R",): 1, ("Q",): 2, ("A",): 3}, spec=Spec(dimensions=(Dimension("town", TOWNS),)))

    assert [problem.found for problem in refusal.value.problems] == ["Q", "R"]


def test_a_search_that_takes_too_many_steps_is_given_up_with_the_cells_named(monkeypatch):
    from bildungsnetz.engines.disclosure import protecting

    monkeypatch.setattr(protecting, "MOST_STEPS", -1)

    with pytest.raises(Unprotectable) as refusal:
        protect(counts={("a",): 1, ("b",): 10, ("c",): 20}, spec=spec_of("town"))

    assert (refusal.value.cells, refusal.value.why) == ((("a",),), "work")
