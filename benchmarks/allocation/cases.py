"""The cases of the benchmark: each measures one line of the table and prints its own table in Markdown."""

import csv
import statistics
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np

from benchmarks.allocation.market import read_market
from benchmarks.allocation.peers import deferred_acceptance, lottery_order, one_after_the_other
from benchmarks.allocation.programme import solve_in_stages
from benchmarks.allocation.regimes import RATIOS, REGIMES, regime_named
from benchmarks.allocation.workshop import Measured, Workshop

Rows = Iterator[list[Any]]


def quality(shop: Workshop) -> Rows:
    """4,000 pupils: what is proven, gaps and seconds for all aims, by ratio of places to need."""
    yield ["ratio", "runs", "A1 proven", "A3 gap, pupils (worst)", "A4 gap, median / worst", "A4 ≤ 0.1 %", "seconds"]
    for ratio in RATIOS:
        regime = regime_named("plain", ratio=ratio)
        runs = [_run(shop, pupils=4000, seed=seed, regime=regime) for seed in shop.seeds(1, 20)]
        yield [ratio, *_quality_of(runs)]


def limits(shop: Workshop) -> Rows:
    """4,000 pupils with a limit per school on 40 % and a minimum group on 30 % of the offers."""
    yield ["ratio", "runs", "A1 proven", "A3 gap, pupils (worst)", "A4 gap, median / worst", "A4 ≤ 0.5 %", "seconds"]
    for ratio in (0.95, 1.05):
        regime = regime_named("limits", ratio=ratio)
        runs = [_run(shop, pupils=4000, seed=seed, regime=regime) for seed in shop.seeds(1, 5)]
        yield [ratio, *_quality_of(runs, small=0.005)]


def _run(shop: Workshop, *, pupils: int, seed: int, regime: Any) -> Measured:
    return shop.allocate(shop.instance(pupils=pupils, seed=seed, regime=regime))


def _quality_of(runs: list[Measured], small: float = 0.001) -> list[Any]:
    gaps = [run.aim("A4")["gap"] for run in runs]
    known = [gap for gap in gaps if gap is not None]
    worst_a3 = max((run.aim("A3")["gap"] for run in runs if run.aim("A3")["gap"] is not None), default=None)
    return [
        len(runs),
        f"{sum(run.aim('A1')['proven'] for run in runs)} of {len(runs)}",
        "-" if worst_a3 is None else f"{worst_a3:g}",
        f"{statistics.median(known):.3%} / {max(known):.3%}" if known else "no bound",
        f"{sum(gap <= small for gap in known)} of {len(runs)}",
        f"{statistics.median(run.seconds for run in runs):.1f}",
    ]


def exact(shop: Workshop) -> Rows:
    """400 pupils: every aim against HiGHS, stage by stage, with 120 s for each stage."""
    yield [
        "regime",
        "runs",
        "aims equal",
        "aims that differ",
        "stages HiGHS did not finish",
        "seconds",
        "HiGHS seconds",
    ]
    regimes = sorted(REGIMES) if shop.full else ["plain"]
    for name in regimes:
        equal = differs = unfinished = 0
        seconds, peer_seconds = [], []
        seeds = shop.seeds(2, 20)
        for seed in seeds:
            source = shop.instance(pupils=400, seed=seed, regime=regime_named(name, ratio=1.05))
            measured = shop.allocate(source)
            stages = shop.kept(f"stages-{source.name}", lambda source=source: solve_in_stages(source, seconds=120))
            values = _entries(measured)
            for entry, found in stages["values"].items():
                equal += found == values[entry]
                differs += found != values[entry]
            unfinished += len(values) - len(stages["values"])
            seconds.append(measured.seconds)
            peer_seconds.append(stages["seconds"])
        yield [name, len(seeds), equal, differs, unfinished, _median(seconds), _median(peer_seconds)]


def _entries(measured: Measured) -> dict[str, int]:
    """Return the value of every entry of every aim by its name in the certificate."""
    names = {
        "A1": ["filled"], "A2": ["n0", "m5", "m4", "m3", "m2"], "A3": ["none", "beyond5", "beyond3"],
        "A4": ["wishes"], "A5": ["metres"],
    }  # fmt: skip
    found = {}
    for aim, entries in names.items():
        value = measured.aim(aim)["value"]
        values = value if isinstance(value, list) else [value]
        found |= {f"{aim}.{entry}": own for entry, own in zip(entries, values, strict=True)}
    return found


def _median(numbers: list[float]) -> str:
    return f"{statistics.median(numbers):.1f}"


def peers(shop: Workshop) -> Rows:
    """The same instance by the allocator, by speed of booking, by lottery and by deferred acceptance."""
    yield ["ratio", "seed", "how", "filled", "A2", "no wish / not in 5 / not in 3", "top-3 wish", "worst 5 %", "points"]
    size = 4000 if shop.full else 150
    for ratio in RATIOS:
        for seed in shop.seeds(1, 3):
            source = shop.instance(pupils=size, seed=seed, regime=regime_named("plain", ratio=ratio))
            own = _told_of(source, _pairs(shop.allocate(source).folder))
            others = shop.kept(f"peers-{source.name}", lambda source=source: _peers_of(source))
            for how, told in {"allocator": own, **others}.items():
                yield [ratio, seed, how, *told]


def _peers_of(source: Path) -> dict[str, list[Any]]:
    market = read_market(source)
    with (source / "pupils.csv").open(encoding="utf-8", newline="") as file:
        order = np.argsort([int(row["arrival"]) for row in csv.DictReader(file)])
    ways: dict[str, Callable[[], list[tuple[int, int]]]] = {
        "booking by speed": lambda: one_after_the_other(market, order),
        "lottery": lambda: one_after_the_other(market, lottery_order(market)),
        "deferred acceptance, one lottery": lambda: deferred_acceptance(market),
        "deferred acceptance, a lottery per offer": lambda: deferred_acceptance(market, lotteries="many"),
    }
    return {name: _told_of(source, way()) for name, way in ways.items()}


def _pairs(output: Path) -> list[tuple[str, str]]:
    with (output / "assignments.csv").open(encoding="utf-8", newline="") as file:
        return [(row["pupil_id"], row["offer_id"]) for row in csv.DictReader(file)]


def _told_of(source: Path, pairs: list[Any]) -> list[Any]:
    """Count an allocation with the checker's own arithmetic."""
    market = read_market(source)
    case = market.case
    places = [(case.pupils.index[p], case.offers.index[o]) if isinstance(p, str) else (p, o) for p, o in pairs]
    found = market.values(places)
    wishers = len(np.unique(market.pupil[market.wished]))
    worth = dict(zip(zip(market.pupil.tolist(), market.offer.tolist(), strict=True), market.points, strict=True))
    points = np.zeros(len(case.pupils.ids), np.int64)
    for pupil, offer in places:
        points[pupil] += worth[pupil, offer]
    return [
        found["A1.filled"],
        "/".join(str(found[f"A2.{name}"]) for name in ("n0", "m5", "m4", "m3", "m2")),
        " / ".join(str(found[f"A3.{name}"]) for name in ("none", "beyond5", "beyond3")),
        f"{1 - found['A3.beyond3'] / wishers:.1%}",
        int(np.percentile(points, 5)),
        found["A4.wishes"],
    ]


def growth(shop: Workshop) -> Rows:
    """Seconds and memory by number of pupils; 180,000 only in the full run."""
    yield ["ratio", "pupils", "seconds", "ms per pupil", "peak MB", "A1 gap", "A2 gap", "A3 gap", "A4 gap", "steps"]
    sizes = (400, 4000, 40_000) if shop.full else (400, 4000)
    wanted = [(1.05, size) for size in sizes] + [(ratio, 180_000) for ratio in (1.05, 1.15) if shop.full]
    for ratio, size in wanted:
        run = _run(shop, pupils=size, seed=1, regime=regime_named("plain", ratio=ratio))
        gaps = [run.aim(name)["gap"] for name in ("A1", "A2", "A3", "A4")]
        steps = run.report["run"].get("seconds", {})
        longest = sorted(steps, key=steps.__getitem__, reverse=True)[:4]
        yield [
            ratio, size, f"{run.seconds:.1f}", f"{1000 * run.seconds / size:.2f}", f"{run.peak_mb:.0f}",
            *("-" if gap is None else f"{gap:.4g}" for gap in gaps),
            ", ".join(f"{name} {steps[name]:.1f}" for name in longest),
        ]  # fmt: skip


def start_at_home(shop: Workshop) -> Rows:
    """The same with ways that begin at every pupil's home instead of the school: no two pupils are alike."""
    yield ["pupils", "start", "seconds", "A1 proven", "A4 gap"]
    for start in ("school", "home"):
        regime = replace(REGIMES["plain"], start=start)
        run = _run(shop, pupils=4000 if shop.full else 400, seed=1, regime=regime)
        gap = run.aim("A4")["gap"]
        yield [
            run.report["pupils"],
            start,
            f"{run.seconds:.1f}",
            run.aim("A1")["proven"],
            "-" if gap is None else f"{gap:.3%}",
        ]
