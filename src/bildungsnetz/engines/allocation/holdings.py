"""What the places of a pupil are worth as a whole: their number, the best wish, the earlier plan if it is kept."""

from typing import Any

import numba
import numpy as np

from bildungsnetz.engines.allocation.bundles import MOST_DAYS
from bildungsnetz.engines.allocation.instance import Array
from bildungsnetz.engines.allocation.seating import Seats
from bildungsnetz.engines.allocation.weights import PLAN_BROKEN, PLAN_STANDS, Group, Market, Weights


@numba.njit(cache=True)
def _same_plan(pupil: int, seats: Seats, out: int, into: int, group: Group) -> bool:
    """Tell whether the bundle, slot ``out`` exchanged for ``into`` (-1: nothing), is the earlier plan."""
    count = 0
    for slot in range(MOST_DAYS + 1):
        offer = into if slot == MOST_DAYS else (seats.place[pupil, slot] if slot != out else -1)
        if offer < 0:
            continue
        count += 1
        found = False
        for at in range(group.plan_start[pupil], group.plan_start[pupil + 1]):
            found = found or group.plan[at] == offer
        if not found:
            return False
    return bool(count == group.plan_start[pupil + 1] - group.plan_start[pupil])


@numba.njit(cache=True)
def cost_of_change(pupil: int, seats: Seats, out: int, into: int, group: Group, weights: Weights) -> int:
    """Give what leaving the earlier plan costs, zero if there is none to keep."""
    state = group.plan_state[pupil]
    if weights.changed == 0 or state < PLAN_STANDS:
        return 0
    if state == PLAN_BROKEN or not _same_plan(pupil, seats, out, into, group):
        return -weights.changed
    return 0


@numba.njit(cache=True)
def bundle_worth(pupil: int, seats: Seats, group: Group, weights: Weights) -> Any:
    """Give the worth of what a pupil has, without prices."""
    worth, grade = 0, 0
    for slot in range(MOST_DAYS):
        if seats.place[pupil, slot] >= 0:
            worth += seats.value[pupil, slot]
            grade = max(grade, seats.grade[pupil, slot])
    rung = weights.rungs[grade] if group.has_wish[pupil] else 0
    size = weights.sizes[group.days[pupil], seats.held[pupil]]
    return worth + rung + size + cost_of_change(pupil, seats, -1, -1, group, weights)


@numba.njit(cache=True)
def _worths(seats: Seats, group: Group, weights: Weights) -> Array:
    result = np.empty(len(group.days), np.int64)
    for pupil in range(len(result)):
        result[pupil] = bundle_worth(pupil, seats, group, weights)
    return result


def worths(market: Market, weights: Weights, seats: Seats) -> Array:
    """Give the worth of each pupil's places."""
    return np.asarray(_worths(seats, market.group, weights))
