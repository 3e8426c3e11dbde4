"""Rounding and cell key: what is shown, and that it betrays nobody exactly."""

from itertools import product

import numpy as np
import pytest
from hypothesis import assume, given, settings

from bildungsnetz.engines.disclosure import (
    Dimension,
    Earlier,
    Method,
    Protected,
    Refused,
    Rule,
    Spec,
    Unprotectable,
    protect,
)
from bildungsnetz.engines.disclosure.cell_key import probabilities
from bildungsnetz.engines.disclosure.tests.outsider import Outsider, true_figure
from bildungsnetz.engines.disclosure.tests.test_properties import COLUMNS, LEVELS, TABLES, tables_of_counts

pytestmark = pytest.mark.once

ROUNDING = Method("rounding")
CELL_KEY = Method("cell_key", base=5, key="secret of the test")
HAIR = 1e-4


def figures(protected: Protected) -> dict[tuple[str, ...], int | None]:
    return {cell.codes: cell.value for cell in protected.cells}


def flat(counts: dict[str, int], **options) -> Protected:
    spec = Spec((Dimension("town"),), **options)
    return protect(counts={(code,): count for code, count in counts.items()}, spec=spec)


def test_every_figure_is_rounded_to_five_on_its_own_as_the_state_does():
    protected = flat({"a": 0, "b": 2, "c": 3, "d": 7, "e": 8, "f": 26}, method=ROUNDING)

    assert figures(protected) == {
        ("a",): 0, ("b",): 0, ("c",): 5, ("d",): 5, ("e",): 10, ("f",): 25, ("Total",): 45,
    }  # fmt: skip
    assert {cell.codes[0] for cell in protected.cells if cell.status == "zero"} == {"a", "b"}


def test_a_rounded_sum_that_would_betray_its_parts_is_withheld():
    protected = flat({"a": 2, "b": 2, "c": 2, "d": 2}, method=ROUNDING)

    assert figures(protected) == {("a",): 0, ("b",): 0, ("c",): 0, ("d",): 0, ("Total",): None}


def test_the_cell_key_leaves_nobody_alone_and_shows_the_same_people_alike():
    spec = Spec(
        (Dimension("town", {"R": "", "S": "", "a": "R", "b": "R", "c": "S", "d": "S"}), Dimension("type")),
        method=CELL_KEY,
    )
    counts = {("a", "x"): 12, ("b", "x"): 0, ("c", "x"): 2, ("d", "y"): 1, ("c", "y"): 33}

    shown = figures(protect(counts=counts, spec=spec))

    # All people of R are those of a and in x.
    assert shown["a", "x"] == shown["R", "x"] == shown["R", "Total"] == shown["a", "Total"]
    assert (shown["b", "x"], shown["a", "y"]) == (0, 0)
    assert [value for value in shown.values() if value in (1, 2)] == []


def test_another_secret_changes_other_figures():
    counts = {str(number): 40 for number in range(60)}

    one, same = (figures(flat(counts, method=CELL_KEY)) for _ in range(2))
    other = figures(flat(counts, method=Method("cell_key", base=5, key="another")))

    assert one == same
    assert one != other


@pytest.mark.parametrize(("most", "least"), [(5, 3), (3, 3), (8, 5), (10, 10), (2, 2), (100, 3)])
def test_the_changes_of_the_cell_key_cancel_out_on_average(most, least):
    table = probabilities(most=most, least=least)

    changes = np.arange(-most, most + 1)
    assert np.allclose(table.sum(axis=1), 1.0)
    assert np.allclose(table @ changes, 0.0, atol=1e-7)
    reached = np.arange(len(table))[:, None] + changes
    assert not table[(reached < 0) | ((reached > 0) & (reached < least))].any()


@pytest.mark.parametrize("method", [ROUNDING, CELL_KEY])
def test_many_changes_of_figures_are_small_and_cancel_out(method):
    shown = figures(flat({str(number): 20 + number % 7 for number in range(3000)}, method=method))

    changes = np.array([shown[str(number),] - 20 - number % 7 for number in range(3000)])
    assert np.abs(changes).max() <= 5
    assert abs(changes.mean()) < 0.15


def test_an_earlier_table_blurred_alike_may_stand_beside_the_new_one():
    counts = {("a",): 4, ("b",): 21}
    spec = Spec((Dimension("town"),), method=ROUNDING)
    first = protect(counts=counts, spec=spec)

    second = protect(counts=counts, spec=spec, earlier=[first.as_earlier("first")])

    assert second.cells == first.cells


def test_an_earlier_figure_that_is_neither_blurred_alike_nor_true_is_refused():
    with pytest.raises(Refused) as refusal:
        protect(
            counts={("a",): 4, ("b",): 21},
            spec=Spec((Dimension("town"),), method=ROUNDING),
            earlier=[Earlier("june", ("town",), {("a",): 4, ("b",): 20, ("Total",): 24})],
        )

    assert [(problem.column, problem.found) for problem in refusal.value.problems] == [("Total", "24"), ("b", "20")]


def test_true_figures_of_before_that_betray_a_rounded_one_are_named():
    earlier = Earlier("june", ("town",), {("Total",): 22, ("b",): 21})

    with pytest.raises(Unprotectable) as refusal:
        protect(
            counts={("a",): 1, ("b",): 21}, spec=Spec((Dimension("town"),), method=ROUNDING), earlier=[earlier]
        )  # fmt: skip

    assert refusal.value.cells == (("a",),)


@pytest.mark.parametrize("method", [ROUNDING, Method("rounding", base=3), CELL_KEY])
@settings(max_examples=20, deadline=None, derandomize=True)
@given(tables_of_counts(), TABLES)
def test_no_small_count_is_known_exactly_from_blurred_figures(method, counts, tables):
    dimensions = tuple(Dimension(column, levels) for column, levels in zip(COLUMNS, LEVELS, strict=True))
    rule = Rule(minimum_count=3)
    try:
        protected = protect(counts=counts, spec=Spec(dimensions, tuple(tables), rule, method))
    except Unprotectable:
        assume(False)
        raise

    rows = [(cell.codes, known_of(cell.value, method)) for cell in protected.public() if cell.value is not None]
    outsider = Outsider(LEVELS, rows)
    small = [cell.codes for cell in protected.cells if 0 < true_figure(LEVELS, counts, cell.codes) < rule.minimum_count]
    ranges = {codes: outsider.range_of(codes) for codes in small}
    exact = [codes for codes, (low, high) in ranges.items() if np.floor(high + HAIR) <= np.ceil(low - HAIR)]
    assert exact == []


def known_of(value: int, method: Method) -> tuple[int, int]:
    if method.name == "rounding":
        return max(0, value - method.base // 2), value + (method.base - 1) // 2
    return (max(1, value - method.base) if value else 0), value + method.base


def test_every_combination_stands_once_in_a_rounded_table():
    spec = Spec((Dimension("town"), Dimension("type")), method=ROUNDING)

    protected = protect(counts={("a", "x"): 4, ("b", "y"): 9}, spec=spec)

    assert [cell.codes for cell in protected.cells] == sorted(product(("Total", "a", "b"), ("Total", "x", "y")))
