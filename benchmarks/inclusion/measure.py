"""Measure scenarios of 150 schools and the place optimiser: ``python benchmarks/inclusion/measure.py``."""

import time

import numpy as np

from bildungsnetz.engines.places.case import Case, faults
from bildungsnetz.engines.places.exact import solve
from bildungsnetz.engines.places.greedy import greedy
from bildungsnetz.inclusion.planning.scenario import Kind, Step, Supply, play


def scenario() -> str:
    """Play a scenario of 150 schools, 7 focuses, 10 grades, 10 years a hundred times; arrays only."""
    rng = np.random.default_rng(8)
    supply = Supply(tuple(f"{n:06d}" for n in range(150)), rng.integers(0, 10, 150), (300,) * 150,
                    rng.integers(0, 9, (150, 7, 10)).astype(float))  # fmt: skip
    need = rng.integers(0, 60, (10, 7, 10, 10)).astype(float)
    steps = [Step(Kind.CLOSING, 2028, school="000007"), Step(Kind.NEW_SCHOOL, 2027, town="3", value=6)]
    taken = []
    for _ in range(100):
        began = time.perf_counter()
        play(supply, need, steps, first_year=2026, towns={str(n): n for n in range(10)}, distance=np.ones((10, 10)))
        taken.append(time.perf_counter() - began)
    return f"scenario: p95 {1000 * float(np.quantile(taken, 0.95)):.1f} ms"


def optimiser(seed: int) -> str:
    """Place 8 new sites among 60 for 60 groups, beside greedy and without a warm start."""
    rng = np.random.default_rng(seed)
    need = {f"g{n}": int(rng.integers(2, 20)) for n in range(60)}
    capacity = {f"s{n}": int(rng.integers(30, 90)) for n in range(60)}
    points, sites = rng.random((60, 2)) * 30, rng.random((60, 2)) * 30
    case = Case(need, capacity, frozenset({"s0", "s1", "s2"}), 8, np.linalg.norm(points[:, None] - sites[None], axis=2))
    base = greedy(case)
    warm, cold = solve(case, start=base), solve(case)
    better = 100 * (1 - warm.sum_km / base.sum_km)
    return (
        f"optimiser {seed}: {better:.1f} % fewer km than greedy (unmet {base.unmet} -> {warm.unmet}), "
        f"gap {warm.gap:.6f}, warm {warm.seconds:.2f} s, cold {cold.seconds:.2f} s, faults {faults(case, warm)}"
    )


if __name__ == "__main__":
    print(scenario())
    for number in range(5):
        print(optimiser(number))
