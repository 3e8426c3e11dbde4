"""Persons who know their own cell, and contributors who hold most of one."""

import json
from itertools import product

import pytest
from hypothesis import given, settings

from bildungsnetz.engines.disclosure import Dimension, Dominance, Rule, Spec, Unprotectable, protect
from bildungsnetz.engines.disclosure.files import protect_file
from bildungsnetz.engines.disclosure.tests.outsider import Outsider, true_figure
from bildungsnetz.engines.disclosure.tests.test_properties import (
    COLUMNS,
    HAIR,
    LEAVES,
    LEVELS,
    TABLES,
    rows_of,
    spec_of,
    tables_of_counts,
)

pytestmark = pytest.mark.once

SINGLETONS = Rule(minimum_count=3, singletons=True)


def statuses(protected) -> dict[tuple[str, ...], str]:
    return {cell.codes: cell.status for cell in protected.cells}


def test_a_person_alone_in_a_cell_cannot_find_out_their_neighbour():
    # Without the rule, the 1 and the 2 of the first line hide each other: whoever is the 1 would know the 2.
    counts = {("a", "x"): 1, ("a", "y"): 2, ("a", "z"): 40, ("b", "x"): 2, ("b", "y"): 1, ("b", "z"): 50}
    spec = Spec((Dimension("town"), Dimension("type")), rule=SINGLETONS)

    protected = protect(counts=counts, spec=spec)

    plain = protect(counts=counts, spec=Spec(spec.dimensions))
    assert {codes for codes, status in statuses(plain).items() if status == "secondary"} == set()
    assert betrayed_by_persons(counts, protected, [{"a": "", "b": ""}, {"x": "", "y": "", "z": ""}]) == []
    assert betrayed_by_persons(counts, plain, [{"a": "", "b": ""}, {"x": "", "y": "", "z": ""}]) != []


def test_what_only_somebody_inside_can_find_out_is_refused_as_such():
    counts = {("a",): 1, ("b",): 2}
    spec = Spec((Dimension("town"),), rule=SINGLETONS)

    protected = protect(counts=counts, spec=spec)

    # The total goes too: with it, the 1 would know the 2.
    assert set(statuses(protected).values()) == {"primary", "secondary"}


@settings(max_examples=25, deadline=None, derandomize=True)
@given(tables_of_counts(), TABLES)
def test_nobody_who_knows_their_own_cell_can_recover_another_small_count(counts, tables):
    try:
        protected = protect(counts=counts, spec=spec_of(tables, SINGLETONS))
    except Unprotectable:
        return

    assert betrayed_by_persons(counts, protected, LEVELS) == []


def betrayed_by_persons(counts, protected, levels) -> list[tuple[tuple[str, ...], tuple[str, ...]]]:
    """Pairs of a person's innermost cell and a small count that this person can pin below 3."""
    hidden = [cell.codes for cell in protected.cells if cell.value is None]
    figure = {codes: true_figure(levels, counts, codes) for codes in hidden}
    found = []
    for person, count in counts.items():
        own = [codes for codes in hidden if figure[codes] == 1 and is_part(levels, person, codes)]
        if count != 1 or not own:
            continue
        outsider = Outsider(levels, [*rows_of(protected), *((codes, 1) for codes in own)])
        others = [codes for codes in hidden if 0 < figure[codes] < 3 and codes not in own]
        found += [(person, codes) for codes in others if outsider.range_of(codes)[1] < 3 - HAIR]
    return found


def is_part(levels, leaf, codes) -> bool:
    return true_figure(levels, {leaf: 1}, codes) == 1


def test_a_cell_that_one_company_dominates_is_not_known_exactly():
    counts = {("a", "x"): 10, ("a", "y"): 20, ("b", "x"): 30, ("b", "y"): 40}
    contributions = {cell: {f"{cell}{number}": 1.0 for number in range(10)} for cell in counts}
    contributions["a", "x"] = {"large": 90.0, "small": 5.0, "tiny": 5.0}
    spec = Spec((Dimension("town"), Dimension("type")), rule=Rule(dominance=Dominance(n=1, k=85)))

    protected = protect(counts=counts, spec=spec, contributions=contributions)

    assert [codes for codes, status in statuses(protected).items() if status == "primary"] == [("a", "x")]
    low, high = Outsider([{"a": "", "b": ""}, {"x": "", "y": ""}], rows_of(protected)).range_of(("a", "x"))
    assert high >= low + 1


def test_dominance_reads_contributors_and_values_from_the_file(tmp_path):
    (tmp_path / "table.csv").write_text(
        "town,type,pupils,hours,company\na,x,4,90.5,L\na,x,3,2,S\na,x,3,1,T\na,y,9,5,S\na,y,9,5,T\na,y,9,6,U\n"
        "b,x,9,5,S\nb,x,9,5,T\nb,x,9,6,U\nb,y,9,5,S\nb,y,9,5,T\nb,y,9,6,U\n"
    )
    spec = {
        "count": "pupils", "value": "hours", "contributor": "company",
        "dimensions": [{"column": "town"}, {"column": "type"}], "rule": {"dominance": {"n": 1, "k": 85}},
    }  # fmt: skip
    (tmp_path / "spec.json").write_text(json.dumps(spec))

    protected = protect_file(tmp_path / "table.csv", spec=tmp_path / "spec.json").protected

    assert [codes for codes, status in statuses(protected).items() if status == "primary"] == [("a", "x")]


@settings(max_examples=25, deadline=None, derandomize=True)
@given(tables_of_counts(), TABLES)
def test_no_dominated_cell_of_a_random_table_is_known_exactly(counts, tables):
    # The first leaf of every town is one company's; its cell is dominated where it is alone.
    contributions = {
        cell: {"large": 9.0 * count, "other": 1.0 * count} if cell[1:] == ("x", "u") else
        {str(number): 1.0 for number in range(count)} for cell, count in counts.items() if count
    }  # fmt: skip
    dominance = Rule(minimum_count=1, dominance=Dominance(n=1, k=80))
    try:
        protected = protect(counts=counts, spec=spec_of(tables, dominance), contributions=contributions)
    except Unprotectable:
        return

    outsider = Outsider(LEVELS, rows_of(protected))
    ranges = {cell.codes: outsider.range_of(cell.codes) for cell in protected.cells if cell.status == "primary"}
    assert [codes for codes, (low, high) in ranges.items() if high < low + 1 - HAIR] == []


def test_zeros_that_are_not_safe_are_hidden_with_their_margins():
    counts = dict.fromkeys(product(*LEAVES[:2]), 0) | {("a", "x"): 9, ("b", "y"): 8, ("c", "z"): 7, ("d", "x"): 6}
    levels = LEVELS[:2]
    spec = Spec(
        tuple(Dimension(column, below) for column, below in zip(COLUMNS, levels, strict=False)),
        rule=Rule(minimum_count=3, zero_is_safe=False),
    )

    protected = protect(counts=counts, spec=spec)

    outsider = Outsider(levels, rows_of(protected))
    zeros = [codes for codes, status in statuses(protected).items() if true_figure(levels, counts, codes) == 0]
    assert {statuses(protected)[codes] for codes in zeros} == {"primary"}
    assert [codes for codes in zeros if outsider.range_of(codes)[1] < 3 - HAIR] == []


def test_a_dimension_of_one_code_is_its_total():
    spec = Spec((Dimension("town", {"R": "", "a": "R"}), Dimension("type")))

    protected = protect(counts={("a", "x"): 2, ("a", "y"): 9, ("a", "z"): 30}, spec=spec)

    by_type = {kind: {statuses(protected)[town, kind] for town in ("Total", "R", "a")} for kind in ("x", "y", "z")}
    assert by_type == {"x": {"primary"}, "y": {"secondary"}, "z": {"published"}}
