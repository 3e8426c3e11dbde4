"""The allocator against HiGHS's interior point on one weighted objective."""

from collections.abc import Iterator
from typing import Any

from benchmarks.allocation.programme import PER_PLACE, weighted_by_interior_point
from benchmarks.allocation.regimes import regime_named
from benchmarks.allocation.workshop import Workshop


def interior(shop: Workshop) -> Iterator[list[Any]]:
    """4,000 pupils, 1000 a place plus wish points: the allocator over all offers, interior point over 55 edges."""
    yield [
        "ratio", "seed", "allocator, all aims: value", "seconds", "interior point: bound of its short lists", "seconds",
        "edges", "interior point / allocator",
    ]  # fmt: skip
    for ratio in (1.05, 1.15):
        for seed in shop.seeds(1, 3):
            source = shop.instance(
                pupils=4000 if shop.full else 400, seed=seed, regime=regime_named("plain", ratio=ratio)
            )
            own = shop.allocate(source)
            peer = shop.kept(f"interior-{source.name}", lambda source=source: weighted_by_interior_point(source))
            value = PER_PLACE * own.aim("A1")["value"] + own.aim("A4")["value"]
            bound = f"{peer['objective']:.0f}" if peer["status"] == "Optimal" else peer["status"]
            ratio_of_seconds = f"{peer['seconds'] / own.seconds:.2f}"
            yield [ratio, seed, value, _one(own.seconds), bound, _one(peer["seconds"]), peer["edges"], ratio_of_seconds]


def _one(seconds: float) -> str:
    return f"{seconds:.1f}"
