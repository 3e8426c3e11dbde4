"""The baseline: open one site after the other where it helps most at the moment, fill the nearest places first."""

from bildungsnetz.engines.places.case import Aim, Answer, Case, answer_of


def greedy(case: Case, *, aim: Aim = Aim.SUM) -> Answer:
    """Return what a planner gets who always takes the next best single step."""
    opened: tuple[str, ...] = ()
    best = _filled(case, opened)
    for _round in range(case.new_sites):
        tried = [
            _filled(case, (*opened, site)) for site in case.capacity if site not in case.is_open and site not in opened
        ]
        if not tried:
            break
        found = min(tried, key=lambda one: (*_value(one, aim), one.opened))
        if _value(found, aim) >= _value(best, aim):
            break
        best, opened = found, found.opened
    return best


def _value(answer: Answer, aim: Aim) -> tuple[float, float, float]:
    km = (answer.sum_km, answer.worst_km) if aim == Aim.SUM else (answer.worst_km, answer.sum_km)
    return (answer.unmet, *km)


def _filled(case: Case, opened: tuple[str, ...]) -> Answer:
    groups, sites = list(case.need), list(case.capacity)
    left = dict(case.need)
    free = {site: places for site, places in case.capacity.items() if site in case.is_open or site in opened}
    flows: dict[tuple[str, str], int] = {}
    ways = sorted(
        (float(case.distance_km[i, j]), group, site)
        for i, group in enumerate(groups) for j, site in enumerate(sites) if site in free
    )  # fmt: skip
    for _km, group, site in ways:
        number = min(left[group], free[site])
        if number:
            flows[group, site] = number
            left[group] -= number
            free[site] -= number
    return answer_of(case, opened, flows)
