"""The way for many pupils, called on small tasks: rules are kept, bounds hold, and the checker agrees."""

import json
import random
from itertools import count
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from benchmarks.allocation.changes import write_cancelled
from benchmarks.allocation.instances import write_instance
from benchmarks.allocation.regimes import regime_named
from hypothesis import given, settings

from bildungsnetz.engines.allocation.instance import Options
from bildungsnetz.engines.allocation.large import allocate_many
from bildungsnetz.engines.allocation.reading import read_input
from bildungsnetz.engines.allocation.running import allocate_folder
from bildungsnetz.engines.allocation.solution import Solution
from bildungsnetz.engines.allocation.solve import conclude
from bildungsnetz.engines.allocation.work import begin
from bildungsnetz.engines.allocation_check import check
from tests.allocation.solving import options_of, reported
from tests.allocation.strategies import tasks
from tests.allocation.tasks import Task, best_values, sort_key

pytestmark = pytest.mark.once


def solved_as_many(task: Task) -> Solution:
    with TemporaryDirectory() as folder:
        instance = read_input(task.write(Path(folder)), options_of(task)).instance
    work = begin(instance, options_of(task), None)
    return conclude(work, allocate_many(work))


@settings(max_examples=80, deadline=None, derandomize=True)
@given(task=tasks())
def test_no_allocation_of_many_breaks_a_rule_or_beats_what_is_best(task: Task):
    best = best_values(task)

    found = reported(solved_as_many(task))

    assert sort_key(tuple(found.values())) >= sort_key(tuple(best.values()))


@pytest.mark.parametrize("ratio", [0.9, 1.15])
def test_a_town_of_600_pupils_is_allocated_and_the_checker_confirms_every_bound(ratio, tmp_path):
    regime = regime_named("plain", ratio=ratio)
    source = write_instance(tmp_path / "in", pupils=600, seed=1, regime=regime)

    allocate_folder(source, tmp_path / "out", Options(max_km=regime.max_km))

    findings = check(source, tmp_path / "out", "en")
    assert (findings.unreadable, [found.text for found in findings.differences]) == ([], [])
    assert json.loads((tmp_path / "out" / "report.json").read_text())["aims"]["A1"]["proven"]


def test_when_offers_vanish_hardly_anybody_else_changes(tmp_path):
    regime = regime_named("plain", ratio=1.15)
    source = write_instance(tmp_path / "in", pupils=600, seed=1, regime=regime)
    options = Options(max_km=regime.max_km)
    allocate_folder(source, tmp_path / "before", options)
    _, hit = write_cancelled(source, tmp_path / "before", tmp_path / "later")

    allocate_folder(tmp_path / "later", tmp_path / "after", options)

    report = json.loads((tmp_path / "after" / "report.json").read_text())
    assert check(tmp_path / "later", tmp_path / "after", "en").differences == []
    # Whoever is moved beside those hit makes room for a place that would stay empty otherwise: the bound says so.
    assert (report["aims"]["A1"]["proven"], report["aims"]["A2b"]["proven"]) == (True, True)
    assert report["changed"] < hit


def test_a_time_limit_ends_the_work_with_a_valid_allocation_and_bounds_that_hold(tmp_path):
    regime = regime_named("plain", ratio=0.95)
    source = write_instance(tmp_path / "in", pupils=600, seed=1, regime=regime)
    seconds = count()

    allocate_folder(
        source, tmp_path / "out", Options(max_km=regime.max_km, time_limit=3), clock=lambda: float(next(seconds))
    )

    report = json.loads((tmp_path / "out" / "report.json").read_text())
    findings = check(source, tmp_path / "out", "en")
    assert (findings.unreadable, [found.text for found in findings.differences]) == ([], [])
    assert report["run"]["cut"]


def test_the_order_of_rows_changes_no_byte_with_many_pupils_either(tmp_path):
    regime = regime_named("limits", ratio=0.95)
    source = write_instance(tmp_path / "in", pupils=600, seed=1, regime=regime)
    shuffled = tmp_path / "shuffled"
    shuffled.mkdir()
    for path in source.glob("*.csv"):
        header, *rows = path.read_text(encoding="utf-8").splitlines(keepends=True)
        random.Random(1).shuffle(rows)
        (shuffled / path.name).write_text(header + "".join(rows), encoding="utf-8")

    for folder, out in ((source, "one"), (shuffled, "two")):
        allocate_folder(folder, tmp_path / out, Options(max_km=regime.max_km))

    for name in ("assignments.csv", "certificate.json", "explanations.csv"):
        assert (tmp_path / "one" / name).read_bytes() == (tmp_path / "two" / name).read_bytes()
