"""What the protection calls safe, the check and the attack call safe too; both know only files."""

import json
from itertools import product
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bildungsnetz.engines import disclosure
from bildungsnetz.engines.disclosure.output import write_tables
from bildungsnetz.engines.disclosure_check import check
from bildungsnetz.engines.disclosure_check.attack import attack, read_public

pytestmark = pytest.mark.once

TOWNS = {"R1": "", "R2": "", "R3": "", "a": "R1", "b": "R1", "c": "R2", "d": "R3", "e": "R3"}
LEAVES = "abcde"


def table_of(seed: int, kinds: str = "xyz", sexes: str = "mf") -> dict[tuple[str, ...], int]:
    random = np.random.default_rng(seed)
    cells = list(product(LEAVES, kinds, sexes))
    values = np.floor(random.pareto(1.0, len(cells)) * 3).astype(int)
    return {codes: int(min(value, 400)) for codes, value in zip(cells, values, strict=True)}


def protect_into(
    folder: Path,
    counts: dict[tuple[str, ...], int],
    *,
    tables: list[list[str]],
    singletons: bool,
    earlier: list[disclosure.Earlier],
    before: list[str],
    superseded: list[str],
) -> disclosure.Protected:
    """Write everything that the ``protect`` command writes, and its input."""
    columns = ["town", "type", "sex"]
    rule = disclosure.Rule(minimum_count=3, singletons=singletons)
    spec = disclosure.Spec(
        dimensions=(disclosure.Dimension("town", TOWNS), disclosure.Dimension("type"), disclosure.Dimension("sex")),
        tables=tuple(tuple(table) for table in tables),
        rule=rule,
    )
    found = disclosure.protect(counts=counts, spec=spec, earlier=earlier)
    (folder / "out").mkdir(parents=True)
    write_tables(folder / "out", found)
    lost = {"cells": found.lost_cells, "value": found.lost_value}
    (folder / "out" / "audit.json").write_text(json.dumps({"recoverable": 0, "lost": lost}))
    (folder / "towns.csv").write_text("code,parent\n" + "".join(f"{c},{p}\n" for c, p in TOWNS.items()))
    rows = [",".join([*columns, "pupils"]), *(",".join([*codes, str(count)]) for codes, count in counts.items())]
    (folder / "table.csv").write_text("\n".join(rows) + "\n")
    dimensions = [{"column": column} | ({"hierarchy": "towns.csv"} if column == "town" else {}) for column in columns]
    asked = {"count": "pupils", "dimensions": dimensions, "tables": tables, "already_published": before,
             "superseded": superseded, "rule": {"minimum_count": 3, "singletons": singletons}}  # fmt: skip
    (folder / "spec.json").write_text(json.dumps(asked))
    return found


@settings(max_examples=12, deadline=None)
@given(
    seed=st.integers(0, 10**6),
    tables=st.sampled_from([[], [["town", "type"], ["town", "sex"]], [["town"], ["type", "sex"]]]),
    singletons=st.booleans(),
)
def test_no_primary_is_recoverable_over_three_releases(tmp_path_factory, seed, tables, singletons):
    folder = tmp_path_factory.mktemp("releases")
    counts = table_of(seed)
    earlier: list[disclosure.Earlier] = []
    before: list[str] = []
    for number, listed in enumerate([tables, [["type", "sex"]], []]):
        try:
            found = protect_into(
                folder / str(number), counts, tables=listed, singletons=singletons, earlier=earlier, before=before,
                superseded=[],
            )  # fmt: skip
        except disclosure.Unprotectable:
            return
        place = folder / str(number)
        result = check(place / "table.csv", spec=place / "spec.json", output=place / "out")
        assert ([finding.text for finding in result.differences], result.unreadable) == ([], [])
        earlier.append(found.as_earlier(str(number)))
        before.append(str(place / "out" / "public.csv"))


@settings(max_examples=10, deadline=None)
@given(seed=st.integers(0, 10**6), place=st.integers(0, 10**6), change=st.integers(-20, 20))
def test_no_small_correction_is_recoverable(tmp_path_factory, seed, place, change):
    folder = tmp_path_factory.mktemp("corrections")
    counts = table_of(seed)
    cell = sorted(counts)[place % len(counts)]
    corrected = counts | {cell: max(0, counts[cell] + change)}
    options = {"tables": [], "singletons": False, "before": []}
    old = protect_into(folder / "old", counts, earlier=[], superseded=[], **options)
    known = disclosure.Earlier("old", old.columns, {one.codes: one.value for one in old.public()}, superseded=True)
    superseded = [str(folder / "old" / "out" / "public.csv")]
    try:
        protect_into(folder / "new", corrected, earlier=[known], superseded=superseded, **options)
    except disclosure.Unprotectable:
        return

    found = check(folder / "new" / "table.csv", spec=folder / "new" / "spec.json", output=folder / "new" / "out")

    assert [finding.text for finding in found.differences] == []


def test_from_3000_cells_the_attack_is_at_least_four_times_cheaper_in_programs(tmp_path):
    random = np.random.default_rng(11)
    values = np.floor(random.pareto(1.1, (99, 10, 2)) * 5).astype(int)
    counts = {(f"t{a}", f"k{b}", f"s{c}"): int(values[a, b, c]) for a, b, c in np.ndindex(*values.shape)}
    towns = {f"r{n}": "" for n in range(13)} | {f"t{n}": f"r{n % 13}" for n in range(99)}
    dimensions = (disclosure.Dimension("town", towns), disclosure.Dimension("type"), disclosure.Dimension("sex"))
    sums = disclosure.protect(
        counts=counts, spec=disclosure.Spec(dimensions, steps=0, rule=disclosure.Rule(minimum_count=2))
    )
    # Attacked with a higher minimum count than it was protected for: there is something to find.
    write_tables(tmp_path, sums)
    (tmp_path / "towns.csv").write_text("code,parent\n" + "".join(f"{c},{p}\n" for c, p in towns.items()))
    public = read_public(tmp_path / "public.csv", hierarchies={"town": tmp_path / "towns.csv"})

    quick = attack(public, minimum_count=3)
    plain = attack(public, minimum_count=3, plainly=True)

    assert len(public.present.values) == (1 + 13 + 99) * 11 * 3
    assert quick.narrow
    assert quick.narrow == plain.narrow
    assert quick.programs * 4 <= plain.programs
