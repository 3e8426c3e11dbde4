"""Three releases of random tables, corrected twice: what one side protects the other side's attack must not break."""

from dataclasses import replace
from itertools import product

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from bildungsnetz.engines.disclosure import Dimension, Earlier, Protected, Rule, Spec, Unprotectable, protect
from bildungsnetz.engines.disclosure_check.attack import Public, Release, attack, release_of

pytestmark = pytest.mark.once

LEVELS: dict[str, dict[str, str]] = {
    "town": {"R": "", "S": "", "a": "R", "b": "R", "c": "R", "d": "S"},
    "type": {"x": "", "y": "", "z": ""},
}
LEAVES = [sorted(set(levels) - set(levels.values())) for levels in LEVELS.values()]
SPEC = Spec(
    tuple(Dimension(column, levels) for column, levels in LEVELS.items()), tables=(("town", "type"),), rule=Rule()
)
COUNTS = st.lists(st.sampled_from([0, 1, 2, 3, 5, 8, 12, 20, 40]), min_size=12, max_size=12)
CHANGES = st.lists(st.tuples(st.integers(0, 11), st.integers(-3, 3)), max_size=3)


def corrected(figures: list[int], changes: list[tuple[int, int]]) -> list[int]:
    changed = list(figures)
    for place, change in changes:
        changed[place] = max(0, changed[place] + change)
    return changed


def protected(figures: list[int], earlier: tuple[Earlier, ...], *, steps: int = 1000) -> Protected:
    try:
        return protect(
            counts=dict(zip(product(*LEAVES), figures, strict=True)), spec=replace(SPEC, steps=steps), earlier=earlier
        )
    except Unprotectable:
        assume(False)
        raise


def seen(name: str, one: Protected) -> Release:
    return release_of(name, one.columns, {cell.codes: cell.value for cell in one.public()})


@settings(max_examples=60, deadline=None, derandomize=True)
@given(COUNTS, CHANGES, CHANGES)
def test_corrections_over_three_releases_betray_nobody(figures, first_changes, second_changes):
    second, third = corrected(figures, first_changes), corrected(corrected(figures, first_changes), second_changes)
    releases: list[Protected] = []
    for data in (figures, second, third):
        before = tuple(
            Earlier(f"release-{number}", old.columns, {cell.codes: cell.value for cell in old.cells}, superseded=True)
            for number, old in enumerate(releases)
        )
        releases.append(protected(data, before))

    present = releases[-1]
    public = Public(
        seen("present", present), LEVELS, superseded=tuple((seen(f"r{n}", old),) for n, old in enumerate(releases[:-1]))
    )
    found = attack(public, minimum_count=3)

    assert found.status == "solved"
    assert [cell for cell in found.cells if cell.codes in present.guarded and cell.narrow] == []
    assert found.changes == ()


@settings(max_examples=60, deadline=None, derandomize=True)
@given(COUNTS)
def test_who_rightly_takes_the_data_for_unchanged_learns_nothing_from_a_second_pattern(figures):
    first = protected(figures, (), steps=0)
    old = Earlier("old", first.columns, {cell.codes: cell.value for cell in first.cells}, superseded=True)
    second = protected(figures, (old,))
    public = Public(seen("present", second), LEVELS, superseded=((seen("old", first),),))

    found = attack(public, minimum_count=3, believing=True)

    assert (found.status, second.believed) == ("solved", True)
    guarded = first.guarded | second.guarded
    assert [cell for cell in found.believed if cell.codes in guarded and cell.narrow] == []
