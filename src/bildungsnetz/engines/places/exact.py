"""The exact optimiser: capacitated facility location as a mixed integer programme, solved by HiGHS.

First as few as possible without a place, then the aim. The flow bound ``x <= need * open`` of every pair (Krarup and
Bilde 1977) makes the relaxation tight. For the longest way the distances are bisected: a way is short enough if a
programme without the longer ones leaves no more without a place.
"""

import time

import highspy
import numpy as np

from bildungsnetz.engines.places.case import Aim, Answer, Case, answer_of

# The gap at which HiGHS stops: proven best up to one part in a million.
GAP = 1e-6


def solve(case: Case, *, aim: Aim = Aim.SUM, start: Answer | None = None, seconds: float = 60.0) -> Answer:
    """Return the best places; ``start``: an answer to begin with (warm start); its gap says what is proven."""
    began = time.perf_counter()
    far = float(case.distance_km.max(initial=0.0)) if case.distance_km.size else 0.0
    first = _programme(case, limit=far, start=start, seconds=seconds)
    if aim == Aim.WORST:
        first = _shortest_worst(case, first, start, seconds)
    found, bound, gap = first
    return Answer(
        found.opened, found.flows, found.unmet, found.sum_km, found.worst_km, bound, gap,
        time.perf_counter() - began, found.reasons,
    )  # fmt: skip


_Solved = tuple[Answer, float, float]


def _shortest_worst(case: Case, first: _Solved, start: Answer | None, seconds: float) -> _Solved:
    """Bisect the distances that occur: the shortest limit that leaves nobody more without a place."""
    ways = sorted({float(one) for one in np.unique(case.distance_km) if one <= first[0].worst_km})
    low, high, best = 0, len(ways) - 1, first
    while low < high:
        middle = (low + high) // 2
        tried = _programme(case, limit=ways[middle], start=start, seconds=seconds)
        if tried[0].unmet <= first[0].unmet:
            high, best = middle, tried
        else:
            low = middle + 1
    return best


def _programme(case: Case, *, limit: float, start: Answer | None, seconds: float) -> _Solved:
    groups, sites = list(case.need), list(case.capacity)
    pairs = [(i, j) for i in range(len(groups)) for j in range(len(sites)) if case.distance_km[i, j] <= limit]
    far = float(case.distance_km.max(initial=0.0)) * max(1, sum(case.need.values())) + 1.0
    model = highspy.Highs()
    model.setOptionValue("output_flag", False)
    model.setOptionValue("mip_rel_gap", GAP)
    model.setOptionValue("time_limit", seconds)
    model.setOptionValue("threads", 1)
    flows = [model.addVariable(lb=0, ub=case.need[groups[i]], obj=float(case.distance_km[i, j])) for i, j in pairs]
    unmet = [model.addVariable(lb=0, ub=number, obj=far) for number in case.need.values()]
    new = [j for j, site in enumerate(sites) if site not in case.is_open]
    opened = {j: model.addBinary(obj=0) for j in new}
    of_group: list[list[highspy.highs_var]] = [[] for _ in groups]
    of_site: list[list[highspy.highs_var]] = [[] for _ in sites]
    for (i, j), flow in zip(pairs, flows, strict=True):
        of_group[i].append(flow)
        of_site[j].append(flow)
        if j in opened:
            model.addConstr(flow - case.need[groups[i]] * opened[j] <= 0)
    for i, group in enumerate(groups):
        model.addConstr(sum(of_group[i], unmet[i]) == case.need[group])
    for j, site in enumerate(sites):
        if of_site[j]:
            total = sum(of_site[j][1:], of_site[j][0] * 1.0)
            if j in opened:
                model.addConstr(total - case.capacity[site] * opened[j] <= 0)
            else:
                model.addConstr(total <= case.capacity[site])
    if new:
        model.addConstr(sum((opened[j] for j in new[1:]), opened[new[0]] * 1.0) <= case.new_sites)
    if start is not None:
        _begin_with(model, case, start, pairs, opened)
    model.run()
    values = model.getSolution().col_value
    info = model.getInfo()
    moved = {
        (groups[i], sites[j]): round(values[flow.index])
        for (i, j), flow in zip(pairs, flows, strict=True)
        if values[flow.index] > 0.5
    }
    chosen = tuple(sites[j] for j in new if values[opened[j].index] > 0.5)
    bound = float(info.mip_dual_bound) if new else float(info.objective_function_value)
    value = float(info.objective_function_value)
    return answer_of(case, chosen, moved), bound, max(0.0, (value - bound) / max(1.0, abs(value)))


def _begin_with(
    model: highspy.Highs, case: Case, start: Answer, pairs: list[tuple[int, int]], opened: dict[int, highspy.highs_var]
) -> None:
    groups, sites = list(case.need), list(case.capacity)
    solution = highspy.HighsSolution()
    left = dict(case.need)
    values = []
    for i, j in pairs:
        number = start.flows.get((groups[i], sites[j]), 0)
        left[groups[i]] -= number
        values.append(float(number))
    values += [float(number) for number in left.values()]
    values += [1.0 if sites[j] in start.opened else 0.0 for j in opened]
    solution.col_value = values
    model.setSolution(solution)
