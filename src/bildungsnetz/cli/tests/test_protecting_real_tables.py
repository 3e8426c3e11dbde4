"""The textbook table and a census hypercube, from the file to an attacked release, twice with the same bytes."""

import csv
import json
from itertools import pairwise
from pathlib import Path

import pytest

from bildungsnetz.cli import main

pytestmark = [pytest.mark.once, pytest.mark.real_data]

# Dimension -> its columns in the census file, coarse to fine.
LEVELS = {"sex": ("sex",), "age": ("age_l", "age_m"), "lms": ("lms_l", "lms_h"), "hst": ("hst_l", "hst_m", "hst_h")}
FINE_AGES = LEVELS | {"age": ("age_l", "age_m", "age_h")}


def census(folder: Path, data: Path, levels: dict[str, tuple[str, ...]], **spec) -> None:
    """Write the census table with one hierarchy per dimension; codes carry their level, since some appear in two."""
    with (data / "disclosure" / "ssb_d53_census_freq.csv").open(newline="", encoding="utf-8") as file:
        rows = list(csv.DictReader(file))
    for name, columns in levels.items():
        chains = [["", *(f"{place}:{row[column]}" for place, column in enumerate(columns))] for row in rows]
        parents = {code: parent for chain in chains for parent, code in pairwise(chain)}
        (folder / f"{name}.csv").write_text("code,parent\n" + "".join(f"{c},{p}\n" for c, p in parents.items()))
    with (folder / "table.csv").open("w", newline="", encoding="utf-8") as file:
        writer = csv.writer(file)
        writer.writerow([*levels, "freq"])
        finest = {name: (len(columns) - 1, columns[-1]) for name, columns in levels.items()}
        writer.writerows(
            [*(f"{place}:{row[column]}" for place, column in finest.values()), row["freq"]] for row in rows
        )
    dimensions = [{"column": name, "hierarchy": f"{name}.csv"} for name in levels]
    (folder / "spec.json").write_text(json.dumps({"count": "freq", "dimensions": dimensions} | spec))


def protected_twice(folder: Path) -> dict:
    """Protect twice, compare the bytes, return the audit."""
    call = ["protect", str(folder / "table.csv"), "--spec", str(folder / "spec.json"), "--out"]
    assert [main([*call, str(folder / name)]) for name in ("one", "two")] == [0, 0]
    for file in ("cells.csv", "public.csv", "witnesses.parquet"):
        assert (folder / "one" / file).read_bytes() == (folder / "two" / file).read_bytes()
    audits = [json.loads((folder / name / "audit.json").read_text()) for name in ("one", "two")]
    assert audits[0] | {"run": {}} == audits[1] | {"run": {}}
    return audits[0]


@pytest.mark.parametrize(
    ("levels", "tables", "rule"),
    [
        (FINE_AGES, [["sex", "age", "lms"]], {}),
        (LEVELS, [["sex", "age"], ["age", "hst"], ["sex", "hst"]], {"singletons": True}),
        (LEVELS, [["age", "lms"], ["lms", "hst"]], {"minimum_count": 5, "zero_is_safe": False}),
    ],
)
def test_a_census_hypercube_is_protected(tmp_path, real_data, levels, tables, rule):
    used = {name: levels[name] for name in levels if any(name in table for table in tables)}
    census(tmp_path, real_data, used, tables=tables, rule=rule)

    audit = protected_twice(tmp_path)

    assert (audit["recoverable"], audit["attack"]["status"], audit["input"]["rows"]) == (0, "solved", 1241)
    assert audit["lost"]["cells"] > 0


def test_the_textbook_table_is_protected_by_counts_and_by_dominance(tmp_path, real_data):
    source = (real_data / "disclosure" / "sdcTable_microdata1.csv").read_text(encoding="utf-8").splitlines()
    records = "".join(f"{line},1,{number}\n" for number, line in enumerate(source[1:]))
    (tmp_path / "table.csv").write_text(f"{source[0]},records,who\n{records}")
    spec = {
        "count": "records", "value": "val", "contributor": "who",
        "dimensions": [{"column": "region"}, {"column": "gender"}],
        "rule": {"minimum_count": 9, "dominance": {"n": 1, "k": 60}},
    }  # fmt: skip
    (tmp_path / "spec.json").write_text(json.dumps(spec))

    audit = protected_twice(tmp_path)

    with (tmp_path / "one" / "cells.csv").open(newline="") as file:
        primary = [(row["region"], row["gender"]) for row in csv.DictReader(file) if row["status"] == "primary"]
    # Of the 15 cells, one holds a single value of 280 that dominates it.
    assert ("D", "male") in primary
    assert (audit["recoverable"], audit["attack"]["status"]) == (0, "solved")
