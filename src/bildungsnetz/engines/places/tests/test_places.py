"""The optimiser against trying everything, its checker, and the baseline it must beat."""

from itertools import combinations

import numpy as np
import pytest

from bildungsnetz.engines.places.case import Aim, Answer, Case, answer_of, faults
from bildungsnetz.engines.places.exact import solve
from bildungsnetz.engines.places.greedy import greedy


def made(seed, groups=5, sites=6, new=2):
    rng = np.random.default_rng(seed)
    need = {f"g{i}": int(rng.integers(1, 9)) for i in range(groups)}
    capacity = {f"s{j}": int(rng.integers(3, 14)) for j in range(sites)}
    where, there = rng.random((groups, 2)) * 20, rng.random((sites, 2)) * 20
    distance = np.linalg.norm(where[:, None] - there[None], axis=2)
    return Case(need, capacity, frozenset({"s0"}), new, np.round(distance, 2))


def best_of_all(case, aim):
    """Try every choice of sites; of each the exact flows without any site to choose."""
    closed = [site for site in case.capacity if site not in case.is_open]
    found = []
    for number in range(case.new_sites + 1):
        for chosen in combinations(closed, number):
            fixed = Case(
                case.need,
                {s: n if s in case.is_open or s in chosen else 0 for s, n in case.capacity.items()},
                frozenset(case.capacity), 0, case.distance_km,
            )  # fmt: skip
            one = solve(fixed, aim=aim)
            found.append((one.unmet, round(one.sum_km if aim == Aim.SUM else one.worst_km, 6)))
    return min(found)


@pytest.mark.parametrize("seed", range(6))
@pytest.mark.parametrize("aim", Aim)
def test_no_choice_of_sites_is_better(seed, aim):
    case = made(seed)

    answer = solve(case, aim=aim)

    assert faults(case, answer) == []
    value = answer.sum_km if aim == Aim.SUM else answer.worst_km
    assert (answer.unmet, round(value, 6)) == best_of_all(case, aim)


@pytest.mark.parametrize("seed", range(10))
def test_the_baseline_is_sound_and_never_better(seed):
    case = made(seed, groups=8, sites=9, new=3)

    base, best = greedy(case), solve(case)

    assert faults(case, base) == []
    assert (best.unmet, best.sum_km) <= (base.unmet, base.sum_km + 1e-6)
    assert best.gap is not None
    assert best.gap <= 1e-5


def test_a_warm_start_changes_the_time_not_the_value():
    case = made(3, groups=8, sites=9, new=3)

    cold, warm = solve(case), solve(case, start=greedy(case))

    assert (cold.unmet, round(cold.sum_km, 6)) == (warm.unmet, round(warm.sum_km, 6))


def test_the_checker_finds_an_overfull_site_and_false_figures():
    case = Case({"a": 5}, {"s": 3}, frozenset({"s"}), 0, np.array([[2.0]]))
    sound = answer_of(case, (), {("a", "s"): 3})

    overfull = answer_of(case, (), {("a", "s"): 5})
    false = Answer((), {("a", "s"): 3}, 2, 5.0, 2.0)

    assert faults(case, sound) == []
    assert faults(case, overfull) == ["s takes more than it has"]
    assert faults(case, false) == ["figures differ from the flows"]


def test_impossible_cases_are_refused():
    with pytest.raises(ValueError, match="negative"):
        Case({"a": -1}, {"s": 3}, frozenset(), 0, np.array([[2.0]]))
    with pytest.raises(ValueError, match="distances"):
        Case({"a": 1}, {"s": 3}, frozenset(), 0, np.array([[2.0, 1.0]]))
