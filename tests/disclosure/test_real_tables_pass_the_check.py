"""The published test tables, protected and checked by the two commands, which share no code."""

import json
import os
from pathlib import Path
from typing import Any

import pytest

from bildungsnetz.cli import main

ROOT = Path(__file__).resolve().parent.parent.parent
FOLDER = Path(os.environ.get("BILDUNGSNETZ_REAL_DATA", ROOT.parent / "shared" / "data")).resolve() / "disclosure"
CENSUS, TEXTBOOK = "ssb_d53_census_freq.csv", "sdcTable_microdata1.csv"

pytestmark = [pytest.mark.real_data, pytest.mark.once]

CASES: dict[str, tuple[str, dict[str, Any]]] = {
    "one table": (CENSUS, {"dimensions": ["sex", "age_l", "hst_l"]}),
    "linked tables, persons who know themselves": (
        CENSUS,
        {
            "dimensions": ["sex", "age_m", "lms_h", "fst_h"],
            "tables": [["sex", "age_m", "lms_h"], ["sex", "fst_h", "lms_h"]],
            "rule": {"minimum_count": 3, "singletons": True},
        },
    ),
    "rounding": (CENSUS, {"dimensions": ["sex", "age_m", "hst_m"], "method": "rounding", "base": 5}),
    "cell key": (CENSUS, {"dimensions": ["sex", "age_m", "hst_m"], "method": "cell_key", "key": "Beispiel"}),
    "the textbook's table": (
        TEXTBOOK, {"count": "val", "dimensions": ["region", "gender"], "rule": {"minimum_count": 60}},
    ),
}  # fmt: skip


@pytest.mark.parametrize("case", CASES)
def test_what_was_protected_is_safe_and_the_same_on_two_runs(tmp_path, case):
    name, asked = CASES[case]
    dimensions = [{"column": column} for column in asked["dimensions"]]
    spec = tmp_path / "spec.json"
    spec.write_text(json.dumps({"count": "freq", **asked, "dimensions": dimensions}), encoding="utf-8")

    for run in ("one", "two"):
        done = main(["protect", str(FOLDER / name), "--spec", str(spec), "--out", str(tmp_path / run)])
        assert done in (0, 1)

    assert main(["protect-check", str(FOLDER / name), "--spec", str(spec), str(tmp_path / "one")]) == 0
    for file in ("public.csv", "cells.csv", "witnesses.parquet"):
        assert (tmp_path / "one" / file).read_bytes() == (tmp_path / "two" / file).read_bytes()
