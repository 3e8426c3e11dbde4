"""What the allocation is compared with: booking by speed, a lottery, deferred acceptance.

All three are generous to the peer: every pupil takes the best bundle of places that is still to be had, first as many
places as possible, then as many wish points as possible, out of all eligible offers.
"""

import hashlib

import numba
import numpy as np
import numpy.typing as npt

from benchmarks.allocation.market import Integers, Market

PER_PLACE = 1000
"""More than all wish points of a bundle together."""


def lottery_order(market: Market, seed: str = "") -> Integers:
    """Return the pupils by their lottery number."""
    numbers = [hashlib.sha256(f"{seed}\x1f{pupil}".encode()).digest() for pupil in market.case.pupils.ids]
    return np.array(sorted(range(len(numbers)), key=numbers.__getitem__), np.int64)


def one_after_the_other(market: Market, order: Integers) -> list[tuple[int, int]]:
    """Let the pupils choose in an order (booking by speed, or a lottery); limits per school are kept."""
    case = market.case
    return _pairs(
        _serial(
            order, market.start, market.offer, PER_PLACE + market.points, case.offers.date, case.offers.field,
            case.pupils.days, case.offers.capacity, case.offers.max_per_school, case.pupils.school, len(case.schools),
        )
    )  # fmt: skip


def deferred_acceptance(market: Market, *, lotteries: str = "one", seed: int = 1) -> list[tuple[int, int]]:
    """Let pupils ask for their best bundle and offers keep whom their lottery prefers, until nobody is turned away.

    With ``lotteries="one"`` all offers share one lottery, with ``"many"`` each has its own. Gale and Shapley, American
    Mathematical Monthly 69 (1962) 9-15, for bundles; without substitutes it need not be stable. Limits per school are
    not part of it.
    """
    case = market.case
    pupils, offers = len(case.pupils.ids), len(case.offers.ids)
    random = np.random.default_rng(seed)
    number = random.permutation(pupils)[None, :] if lotteries == "one" else random.random((offers, pupils)).argsort(1)
    return _pairs(
        _deferred(
            market.start, market.offer, PER_PLACE + market.points, case.offers.date, case.offers.field,
            case.pupils.days, case.offers.capacity, number,
        )
    )  # fmt: skip


def _pairs(held: Integers) -> list[tuple[int, int]]:
    pupil, slot = np.nonzero(held >= 0)
    return sorted(zip(pupil.tolist(), held[pupil, slot].tolist(), strict=True))


@numba.njit(cache=True)
def _best_of_dates(
    offers: Integers, worth: Integers, allowed: npt.NDArray[np.bool_], date: Integers, field: Integers, days: int
) -> Integers:
    """Return by date the pairs of the best ``days`` fields, the best first, -1 where there are fewer.

    No more can matter: the others in a bundle block at most ``days - 1`` fields.
    """
    best = np.full((date.max() + 1, field.max() + 1), -1, np.int64)
    for at in range(len(offers)):
        d, f = date[offers[at]], field[offers[at]]
        if allowed[at] and (best[d, f] < 0 or worth[at] > worth[best[d, f]]):
            best[d, f] = at
    top = np.full((len(best), days), -1, np.int64)
    for d in range(len(best)):
        for slot in range(days):
            for at in best[d]:
                if at >= 0 and (top[d, slot] < 0 or worth[at] > worth[top[d, slot]]):
                    top[d, slot] = at
            if top[d, slot] >= 0:
                best[d, field[offers[top[d, slot]]]] = -1
    return top


@numba.njit(cache=True)
def _best_bundle(
    offers: Integers, worth: Integers, allowed: npt.NDArray[np.bool_], date: Integers, field: Integers, days: int
) -> Integers:
    """Return the best bundle of at most ``days`` offers on different dates in different fields, -1 for empty slots."""
    top = _best_of_dates(offers, worth, allowed, date, field, days)
    best, best_worth = np.full(days, -1, np.int64), 0
    chosen = np.empty(len(top), np.int64)
    for combination in range((days + 1) ** len(top)):
        rest, taken, total = combination, 0, 0
        for d in range(len(top)):
            slot = rest % (days + 1)
            rest //= days + 1
            if slot == days:
                continue
            at = top[d, slot]
            fits = at >= 0 and taken < days
            for before in range(taken):
                fits = fits and field[chosen[before]] != field[offers[at]]
            if not fits:
                taken = -1
                break
            chosen[taken] = offers[at]
            taken += 1
            total += worth[at]
        if taken > 0 and total > best_worth:
            best_worth = total
            best[:] = -1
            best[:taken] = chosen[:taken]
    return best


@numba.njit(cache=True)
def _serial(
    order: Integers,
    start: Integers,
    offer: Integers,
    worth: Integers,
    date: Integers,
    field: Integers,
    days: Integers,
    capacity: Integers,
    limit: Integers,
    school: Integers,
    schools: int,
) -> Integers:
    left = capacity.copy()
    of_school = np.zeros((len(capacity), schools), np.int64)
    held = np.full((len(days), days.max()), -1, np.int64)
    for pupil in order:
        own = offer[start[pupil] : start[pupil + 1]]
        allowed = np.zeros(len(own), np.bool_)
        for at in range(len(own)):
            o = own[at]
            allowed[at] = left[o] > 0 and (limit[o] < 0 or of_school[o, school[pupil]] < limit[o])
        found = _best_bundle(own, worth[start[pupil] : start[pupil + 1]], allowed, date, field, days[pupil])
        for slot in range(len(found)):
            held[pupil, slot] = found[slot]
            if found[slot] >= 0:
                left[found[slot]] -= 1
                of_school[found[slot], school[pupil]] += 1
    return held


@numba.njit(cache=True)
def _deferred(
    start: Integers,
    offer: Integers,
    worth: Integers,
    date: Integers,
    field: Integers,
    days: Integers,
    capacity: Integers,
    number: Integers,
) -> Integers:
    pupils, offers = len(days), len(capacity)
    allowed = np.ones(len(offer), np.bool_)
    held = np.full((pupils, days.max()), -1, np.int64)
    asks = np.ones(pupils, np.bool_)
    while asks.any():
        for pupil in range(pupils):
            if asks[pupil]:
                low, high = start[pupil], start[pupil + 1]
                found = _best_bundle(offer[low:high], worth[low:high], allowed[low:high], date, field, days[pupil])
                held[pupil, :] = -1
                held[pupil, : len(found)] = found
                asks[pupil] = False
        by_offer, ends = _askers(held, offers)
        for o in range(offers):
            asking = by_offer[ends[o] : ends[o + 1]]
            row = number[o if len(number) > 1 else 0]
            for at in np.argsort(row[asking])[capacity[o] :]:
                pupil = asking[at]
                asks[pupil] = True
                for pair in range(start[pupil], start[pupil + 1]):
                    if offer[pair] == o:
                        allowed[pair] = False
    return held


@numba.njit(cache=True)
def _askers(held: Integers, offers: int) -> tuple[Integers, Integers]:
    """Return the pupils by offer, and where those of each offer begin and end."""
    ends = np.zeros(offers + 1, np.int64)
    for o in held.ravel():
        if o >= 0:
            ends[o + 1] += 1
    ends = np.cumsum(ends)
    found, at = np.empty(ends[-1], np.int64), ends[:-1].copy()
    for pupil in range(len(held)):
        for o in held[pupil]:
            if o >= 0:
                found[at[o]] = pupil
                at[o] += 1
    return found, ends
