"""Random tables and rules: nothing that must be protected can be recovered, over several releases too."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from itertools import product

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from bildungsnetz.engines.disclosure import Dimension, Earlier, Protected, Rule, Spec, Unprotectable, protect
from bildungsnetz.engines.disclosure.tests.outsider import Outsider, Row, true_figure

pytestmark = pytest.mark.once

HAIR = 1e-4
LEVELS: tuple[dict[str, str], ...] = (
    {"R": "", "S": "", "a": "R", "b": "R", "c": "R", "d": "S"},
    {"x": "", "y": "", "z": ""},
    {"u": "", "v": ""},
)
COLUMNS = ("town", "type", "focus")
LEAVES = [sorted(set(levels) - set(levels.values())) for levels in LEVELS]
FIGURES = st.sampled_from([0, 0, 0, 1, 1, 2, 2, 3, 4, 5, 6, 8, 9, 12, 20, 40])
TABLES = st.lists(
    st.sampled_from([("town",), ("type",), ("town", "type"), ("town", "focus"), ("type", "focus"), COLUMNS]),
    min_size=1, max_size=3, unique=True,
)  # fmt: skip
RULES = st.builds(
    Rule, minimum_count=st.integers(2, 5), zero_is_safe=st.booleans(), zeros_may_hide=st.booleans()
)  # fmt: skip

CHANGES = st.lists(st.tuples(st.integers(0, 23), st.integers(-3, 3)), max_size=4)


@st.composite
def tables_of_counts(draw) -> dict[tuple[str, ...], int]:
    return {cell: draw(FIGURES) for cell in product(*LEAVES)}


def spec_of(tables: Sequence[tuple[str, ...]], rule: Rule) -> Spec:
    dimensions = tuple(Dimension(column, levels) for column, levels in zip(COLUMNS, LEVELS, strict=True))
    return Spec(dimensions, tables=tuple(tables), rule=rule)


def rows_of(*released: Protected) -> list[Row]:
    return [(cell.codes, cell.value) for one in released for cell in one.public()]


def protected_or_nothing(counts, spec, earlier: Sequence[Earlier] = ()) -> Protected:
    try:
        return protect(counts=counts, spec=spec, earlier=earlier)
    except Unprotectable:
        assume(False)
        raise


def recovered(outsider: Outsider, counts: Mapping, protected: Protected, rule: Rule) -> list[tuple[str, ...]]:
    """Sensitive rows of a release that the outsider can pin below the minimum count."""
    sensitive = [
        cell.codes
        for cell in protected.cells
        if cell.status in ("primary", "secondary") and true_figure(LEVELS, counts, cell.codes) < rule.minimum_count
        and (not rule.zero_is_safe or true_figure(LEVELS, counts, cell.codes) > 0)
    ]  # fmt: skip
    return [codes for codes in sensitive if outsider.range_of(codes)[1] < rule.minimum_count - HAIR]


@settings(max_examples=60, deadline=None, derandomize=True)
@given(tables_of_counts(), TABLES, RULES)
def test_no_small_count_of_a_random_table_can_be_recovered(counts, tables, rule):
    protected = protected_or_nothing(counts, spec_of(tables, rule))

    assert [cell.codes for cell in protected.cells if cell.value and cell.value < rule.minimum_count] == []
    assert recovered(Outsider(LEVELS, rows_of(protected)), counts, protected, rule) == []


@settings(max_examples=40, deadline=None, derandomize=True)
@given(tables_of_counts(), TABLES, TABLES, TABLES, RULES)
def test_no_small_count_can_be_recovered_from_three_releases_together(counts, first, second, third, rule):
    released: list[Protected] = []
    for tables in (first, second, third):
        earlier = [one.as_earlier(str(number)) for number, one in enumerate(released)]
        released.append(protected_or_nothing(counts, spec_of(tables, rule), earlier))

    outsider = Outsider(LEVELS, rows_of(*released))

    assert [codes for one in released for codes in recovered(outsider, counts, one, rule)] == []


@settings(max_examples=40, deadline=None, derandomize=True)
@given(tables_of_counts(), CHANGES, TABLES, TABLES, RULES)
def test_no_small_correction_can_be_recovered_from_old_and_new(counts, changes, first, second, rule):
    corrected = dict(counts)
    for place, change in changes:
        cell = sorted(counts)[place]
        corrected[cell] = max(0, corrected[cell] + change)
    old = protected_or_nothing(counts, spec_of(first, rule))
    new = protected_or_nothing(corrected, spec_of(second, rule), [replace(old.as_earlier("old"), superseded=True)])
    before, now = Outsider(LEVELS, rows_of(old)), Outsider(LEVELS, rows_of(new))

    assert recovered(now, corrected, new, rule) == []
    for cell in old.cells:
        (old_low, old_high), (low, high) = before.range_of(cell.codes), now.range_of(cell.codes)
        least, most = low - old_high, high - old_low
        assert not (least > HAIR and most < rule.minimum_count - HAIR), cell.codes
        assert not (most < -HAIR and least > HAIR - rule.minimum_count), cell.codes
