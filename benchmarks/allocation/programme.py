"""HiGHS as a peer: the whole task as a mixed-integer programme stage by stage, and as one linear programme."""

import time
from pathlib import Path
from typing import Any

import highspy
import numpy as np

from benchmarks.allocation.market import read_market
from bildungsnetz.engines.allocation_check.aims import MAXIMISED, ORDER, Places
from bildungsnetz.engines.allocation_check.search import INFINITE, Model, Search

PER_PLACE = 1000
FILL_UPS = 50


def solve_in_stages(source: Path, *, seconds: float) -> dict[str, Any]:
    """Solve one aim after the other with HiGHS, each held by a row in the next; a stage that is cut ends the search.

    Returns the values of the finished stages and the seconds of all. The programme is the checker's, not the
    allocator's; HiGHS gets no starting point.
    """
    market = read_market(source)
    full_wishers = np.zeros(len(market.case.pupils.ids), bool)
    full_wishers[market.pupil[market.wished]] = True
    search = Search(market.case, Places.of(market.case, []), {}, full_wishers)
    model, values, begun = search.model, {}, time.perf_counter()
    for name in ORDER:
        objective = search.objectives.get(name)
        if name == "A2b.changed" or objective is None:
            continue
        maximise = name in MAXIMISED
        found = _optimum(model, objective, maximise=maximise, seconds=seconds) if objective else 0
        if found is None:
            break
        values[name] = found
        if objective:
            low, high = (float(found), INFINITE) if maximise else (-INFINITE, float(found))
            model.row(list(objective), list(objective.values()), low, high)
    return {"values": values, "seconds": time.perf_counter() - begun}


def _optimum(model: Model, objective: dict[int, float], *, maximise: bool, seconds: float) -> int | None:
    solver = _solver(time_limit=seconds, mip_rel_gap=0.0, mip_abs_gap=0.9)
    solver.passModel(model.programme(objective, maximise=maximise))
    solver.run()
    if solver.getModelStatus() != highspy.HighsModelStatus.kOptimal:
        return None
    return round(solver.getInfo().objective_function_value)


def _solver(**options: Any) -> highspy.Highs:
    solver = highspy.Highs()
    for option, value in {"output_flag": False, "threads": 1, "random_seed": 1, **options}.items():
        solver.setOptionValue(option, value)
    return solver


def weighted_by_interior_point(source: Path, *, seconds: float = 900.0) -> dict[str, Any]:
    """Solve one weighted objective (1000 a place, plus the wish points) as a linear programme by interior point.

    Over each pupil's wishes and 50 more eligible offers, half of them the nearest: what such a solver can hold. The
    answer is fractional; only its value is a bound. Returns objective, status, edges and the seconds of the solver.
    """
    market = read_market(source)
    chosen = _short_lists(market)
    pupil, offer = market.pupil[chosen], market.offer[chosen]
    case = market.case
    worth = (PER_PLACE + market.points[chosen]).astype(float)
    groups = [
        (pupil * len(case.dates) + case.offers.date[offer], 1.0),
        (pupil * len(case.fields) + case.offers.field[offer], 1.0),
        (pupil, case.pupils.days.astype(float)),
        (offer, case.offers.capacity.astype(float)),
    ]
    lp = _rows_of(worth, groups)
    solver = _solver(solver="ipm", time_limit=seconds)
    solver.passModel(lp)
    begun = time.perf_counter()
    solver.run()
    return {
        "objective": solver.getInfo().objective_function_value,
        "status": solver.modelStatusToString(solver.getModelStatus()),
        "edges": len(worth),
        "seconds": time.perf_counter() - begun,
    }


def _short_lists(market: Any) -> np.ndarray:
    """Return the pairs of each pupil's wishes, the 25 nearest others and 25 others drawn at random, sorted."""
    random = np.random.default_rng(1)
    metres = market.case.metres(market.pupil, market.offer)
    keys = np.where(market.wished, -1.0, random.random(len(market.offer)))
    near = np.where(market.wished, -1.0, metres)
    found = []
    for begin, end in zip(market.start[:-1], market.start[1:], strict=True):
        own = np.arange(begin, end)
        wished = own[market.wished[begin:end]]
        rest = own[~market.wished[begin:end]]
        by_way = rest[np.argsort(near[rest], kind="stable")]
        others = by_way[FILL_UPS // 2 :]
        drawn = others[np.argsort(keys[others], kind="stable")[: FILL_UPS // 2]]
        found.append(np.concatenate([wished, by_way[: FILL_UPS // 2], drawn]))
    return np.sort(np.concatenate(found))


def _rows_of(worth: np.ndarray, groups: list[tuple[np.ndarray, Any]]) -> highspy.HighsLp:
    """Build max worth x with one row per group: the sum of its columns is at most its limit."""
    columns, upper, index, at = len(worth), [], [], 0
    for key, limit in groups:
        names, row = np.unique(key, return_inverse=True)
        upper.append(np.full(len(names), limit) if np.isscalar(limit) else limit[names])
        index.append(row + at)
        at += len(names)
    lp = highspy.HighsLp()
    lp.num_col_, lp.num_row_ = columns, at
    lp.sense_ = highspy.ObjSense.kMaximize
    lp.col_cost_, lp.col_lower_, lp.col_upper_ = worth, np.zeros(columns), np.ones(columns)
    lp.row_lower_, lp.row_upper_ = np.full(at, -INFINITE), np.concatenate(upper)
    lp.a_matrix_.format_ = highspy.MatrixFormat.kColwise
    lp.a_matrix_.start_ = np.arange(columns + 1) * len(groups)
    lp.a_matrix_.index_ = np.stack(index, axis=1).reshape(-1).astype(np.int32)
    lp.a_matrix_.value_ = np.ones(columns * len(groups))
    return lp
