"""The best bundle of one pupil: at most one place per date and field, worth by places, by number and by best wish.

The worth of a bundle is the sum of its places, plus what its number of places is worth (A2), plus what the class of its
best granted wish is worth (A3). The search looks at the places in the order of their worth and leaves a branch when
even the dearest places that follow cannot beat the best bundle found; with at most five days it ends after a few dozen
steps in practice, and it is exact whatever it is given.
"""

from typing import Any, NamedTuple

import numba
import numpy as np

from bildungsnetz.engines.allocation.instance import Array

MOST_DAYS = 5
NEVER = -(2**60)
"""Worth of what cannot be."""


class Choice(NamedTuple):
    """Room to collect the places a pupil may choose from and to note the best bundle.

    ``size`` is (places collected, places chosen); ``chosen`` holds their numbers, ``at`` and ``trial`` are scratch.
    """

    value: Array
    date: Array
    clash: Array
    grade: Array
    offer: Array
    order: Array
    sums: Array
    chosen: Array
    trial: Array
    size: Array


def new_choice(room: int) -> Choice:
    """Make room for so many places."""
    return Choice(
        value=np.zeros(room, np.int64),
        date=np.zeros(room, np.int32),
        clash=np.zeros(room, np.int32),
        grade=np.zeros(room, np.int8),
        offer=np.zeros(room, np.int32),
        order=np.zeros(room, np.int64),
        sums=np.zeros(room + 1, np.int64),
        chosen=np.zeros(MOST_DAYS, np.int64),
        trial=np.zeros(MOST_DAYS, np.int64),
        size=np.zeros(2, np.int64),
    )


@numba.njit(cache=True)
def add_place(choice: Choice, value: int, date: int, clash: int, grade: int, offer: int) -> None:
    """Offer one more place to choose from, kept in the order of worth (the first one first among equals)."""
    n = choice.size[0]
    choice.value[n], choice.date[n], choice.clash[n] = value, date, clash
    choice.grade[n], choice.offer[n] = grade, offer
    at = n
    while at > 0 and choice.value[choice.order[at - 1]] < value:
        choice.order[at] = choice.order[at - 1]
        at -= 1
    choice.order[at] = n
    choice.size[0] = n + 1


@numba.njit(cache=True)
def _fits(choice: Choice, place: int, count: int) -> bool:
    for level in range(count):
        other = choice.trial[level]
        if choice.date[other] == choice.date[place] or choice.clash[other] == choice.clash[place]:
            return False
    return True


@numba.njit(cache=True)
def _note(choice: Choice, count: int, worth: int, best: int, grade: int, sizes: Array, rungs: Array) -> Any:
    """Compare the bundle on trial with the best one and note it if it is better."""
    for level in range(count):
        grade = max(grade, choice.grade[choice.trial[level]])
    total = worth + sizes[count] + rungs[grade]
    if total <= best:
        return best
    for level in range(count):
        choice.chosen[level] = choice.trial[level]
    choice.size[1] = count
    return total


@numba.njit(cache=True)
def _extend(choice: Choice, begun: int, room: int, best: int, grade: int, hope: int, sizes: Array, rungs: Array) -> int:
    """Try all bundles that hold the ``begun`` places on trial; ``hope`` is the most that number and class may add."""
    n = choice.size[0]
    worth = 0
    for level in range(begun):
        worth += choice.value[choice.trial[level]]
    best = _note(choice, begun, worth, best, grade, sizes, rungs)
    next_at = np.zeros(MOST_DAYS + 1, np.int64)
    level = begun
    while level >= begun:
        at = next_at[level]
        deepest = min(n, at + room - level)
        if level >= room or at >= n or worth + choice.sums[deepest] - choice.sums[at] + hope <= best:
            level -= 1
            if level >= begun:
                worth -= choice.value[choice.trial[level]]
            continue
        next_at[level] = at + 1
        place = choice.order[at]
        if _fits(choice, place, level):
            choice.trial[level] = place
            worth += choice.value[place]
            level += 1
            next_at[level] = at + 1
            best = _note(choice, level, worth, best, grade, sizes, rungs)
    return best


@numba.njit(cache=True)
def best_bundle(choice: Choice, room: int, grade: int, sizes: Array, rungs: Array) -> Any:
    """Find the best bundle of at most ``room`` of the places collected and return its worth.

    ``sizes[m]`` is what m more places are worth as a number, ``rungs[g]`` what class g is worth (not falling), and
    ``grade`` the class already reached by places the pupil has in any case.
    """
    n = choice.size[0]
    choice.size[1] = 0
    for at in range(n):
        choice.sums[at + 1] = choice.sums[at] + max(0, choice.value[choice.order[at]])
    most = sizes[0]
    for size in range(1, room + 1):
        most = max(most, sizes[size])
    best = _extend(choice, 0, room, NEVER, grade, most + rungs[grade], sizes, rungs)
    if room == 0:
        return best
    rest = choice.sums[min(n, room - 1)]
    for wanted in range(3, grade, -1):
        if rungs[wanted] == rungs[grade]:
            continue
        for at in range(n):
            place = choice.order[at]
            if choice.value[place] + rest + most + rungs[wanted] <= best:
                break
            if choice.grade[place] >= wanted:
                choice.trial[0] = place
                best = _extend(choice, 1, room, best, grade, most + rungs[wanted], sizes, rungs)
    return best


@numba.njit(cache=True)
def best_with(choice: Choice, place: int, room: int, grade: int, sizes: Array, rungs: Array) -> int:
    """Return the worth of the best bundle that holds this place; to be called after ``best_bundle``."""
    most = sizes[1]
    for size in range(1, room + 1):
        most = max(most, sizes[size])
    choice.trial[0] = place
    return _extend(choice, 1, room, NEVER, grade, most + rungs[3], sizes, rungs)
