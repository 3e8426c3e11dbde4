"""What became of each wish, and which of the pupil's own places or of the offer's limits decided it."""

from dataclasses import dataclass
from typing import Any, NamedTuple

import numba
import numpy as np

from bildungsnetz.engines.allocation.eligibility import Access, access, is_eligible
from bildungsnetz.engines.allocation.instance import (
    WISH_COMPANY,
    WISH_OFFER,
    Array,
    Bools,
    Bytes,
    Indices,
    Instance,
    Integers,
    Options,
)

GRANTED, NO_OFFER, NOT_ELIGIBLE, SAME_DAY, SAME_FIELD, DAYS_REACHED, SCHOOL_LIMIT, CANCELLED_GROUP, FULL = range(9)
NAMES = (
    "granted",
    "no_offer",
    "not_eligible",
    "same_day",
    "same_field",
    "days_reached",
    "school_limit",
    "cancelled_group",
    "full",
)
"""The outcomes as written to ``explanations.csv``, by number."""

# How much an offer says about why the whole wish failed. An offer with room, blocked by a place the pupil likes less
# (8, 9, 10), says most; then what is full; least what was not needed, because a place at least as dear stood there.
_NOT_NEEDED_FIELD, _NOT_NEEDED_DAY, _NOT_NEEDED, _CANCELLED, _SCHOOL, _FULL = 1, 2, 3, 4, 5, 6
_BLOCKED_DAYS, _BLOCKED_FIELD, _BLOCKED_DAY, _FREE = 8, 9, 10, 11
_OUTCOME = np.array(
    [
        NOT_ELIGIBLE,
        SAME_FIELD,
        SAME_DAY,
        DAYS_REACHED,
        CANCELLED_GROUP,
        SCHOOL_LIMIT,
        FULL,
        FULL,
        DAYS_REACHED,
        SAME_FIELD,
        SAME_DAY,
        FULL,
    ],
    np.int8,
)


@dataclass(frozen=True, eq=False)
class Outcomes:
    """One entry per wish, in the order of ``Instance.wishes``.

    ``outcome`` is a number of ``NAMES``; ``offer`` the offer the reason speaks of (-1 none); ``place`` the pupil's own
    place that stood in the way, or that was granted (-1 none); ``hopeless``: no list of this pupil could have been
    granted this wish, whatever the others wished; ``free`` counts wishes that could still be granted (a search that
    was cut short).
    """

    outcome: Bytes
    offer: Indices
    place: Indices
    hopeless: Bools
    free: int


class Room(NamedTuple):
    """How full the offers are: ``left`` and ``closed`` per offer; ``counts`` per key offer * schools + school."""

    left: Array
    closed: Array
    keys: Array
    counts: Array
    schools: int


class Facts(NamedTuple):
    """What the offers are, which offers a company or field has, and whom each pupil's school and days are."""

    date: Array
    field: Array
    most: Array
    repeat: bool
    school: Array
    days: Array
    by_company: Array
    company_start: Array
    by_field: Array
    field_start: Array


class Written(NamedTuple):
    """The wishes of each pupil."""

    start: Array
    kind: Array
    target: Array
    rank: Array


class Held(NamedTuple):
    """The places of each pupil; ``rank`` 0 is a place not wished for."""

    start: Array
    offer: Array
    rank: Array


class Found(NamedTuple):
    """What is found out per wish."""

    code: Array
    offer: Array
    place: Array
    hopeless: Array


def find_outcomes(instance: Instance, options: Options, places: Indices, rank: Integers) -> Outcomes:
    """Find the outcome of every wish; ``rank`` runs beside ``places`` and is 0 for a place not wished for."""
    offers, wishes = instance.offers, instance.wishes
    closed = (offers.min_group > 1) & (np.bincount(places[:, 1], minlength=len(offers.capacity)) == 0)
    found = _outcomes(
        Written(wishes.start, wishes.kind, wishes.target, wishes.rank),
        _held(instance, places, rank),
        _held(instance, instance.fixed, np.zeros(len(instance.fixed), np.int64)),
        _facts(instance, options),
        _room(instance, places, closed),
        _room(instance, instance.fixed, offers.capacity < offers.min_group),
        access(instance, options.max_km),
    )
    outcome = _OUTCOME[np.maximum(found.code, 0)]
    outcome[found.code == -1] = GRANTED
    outcome[found.code == -2] = NO_OFFER
    return Outcomes(outcome, found.offer, found.place, found.hopeless, int(np.sum(found.code == _FREE)))


def _held(instance: Instance, places: Indices, rank: Integers) -> Held:
    start = np.searchsorted(places[:, 0], np.arange(len(instance.pupil_ids) + 1))
    return Held(start.astype(np.int64), np.ascontiguousarray(places[:, 1]), rank)


def _facts(instance: Instance, options: Options) -> Facts:
    offers, pupils = instance.offers, instance.pupils
    by_company = np.argsort(offers.company, kind="stable").astype(np.int32)
    by_field = np.argsort(offers.field, kind="stable").astype(np.int32)
    return Facts(
        offers.date,
        offers.field,
        offers.max_per_school,
        options.fields_may_repeat,
        pupils.school,
        pupils.days,
        by_company,
        _starts(offers.company[by_company], len(instance.company_ids)),
        by_field,
        _starts(offers.field[by_field], len(instance.fields)),
    )


def _starts(sorted_codes: Indices, count: int) -> Integers:
    return np.searchsorted(sorted_codes, np.arange(count + 1)).astype(np.int64)


def _room(instance: Instance, places: Indices, closed: Bools) -> Room:
    offers, schools = instance.offers, len(instance.school_ids)
    left = offers.capacity - np.bincount(places[:, 1], minlength=len(offers.capacity))
    limited = places[offers.max_per_school[places[:, 1]] >= 0]
    keys, counts = np.unique(
        limited[:, 1].astype(np.int64) * schools + instance.pupils.school[limited[:, 0]], return_counts=True
    )
    return Room(left.astype(np.int64), closed, keys.astype(np.int64), counts.astype(np.int64), schools)


@numba.njit(cache=True)
def _school_is_full(offer: int, school: int, most: Array, room: Room) -> bool:
    """Tell whether an offer has as many pupils of the school as it takes."""
    if most[offer] < 0:
        return False
    key = offer * room.schools + school
    at = np.searchsorted(room.keys, key)
    count = room.counts[at] if at < len(room.keys) and room.keys[at] == key else 0
    return bool(count >= most[offer])


@numba.njit(cache=True)
def _hopeless(pupil: int, offer: Any, facts: Facts, fixed: Held, room: Room) -> bool:
    """Tell whether fixed places and capacity alone keep the pupil out of the offer."""
    own = fixed.offer[fixed.start[pupil] : fixed.start[pupil + 1]]
    if room.left[offer] <= 0 or room.closed[offer] or len(own) >= facts.days[pupil]:
        return True
    if _school_is_full(offer, facts.school[pupil], facts.most, room):
        return True
    for held in own:
        same_field = not facts.repeat and facts.field[held] == facts.field[offer]
        if same_field or facts.date[held] == facts.date[offer]:
            return True
    return False


@numba.njit(cache=True)
def _in_the_way(pupil: int, offer: int, facts: Facts, held: Held) -> Any:
    """Find the pupil's own places on the day and in the field of an offer; -1 where there is none."""
    on_day, in_field = -1, -1
    for at in range(held.start[pupil], held.start[pupil + 1]):
        if facts.date[held.offer[at]] == facts.date[offer]:
            on_day = at
        if not facts.repeat and facts.field[held.offer[at]] == facts.field[offer]:
            in_field = at
    return on_day, in_field


@numba.njit(cache=True)
def _dearer(pupil: int, wish: int, held: Held) -> Any:
    """Count the places the pupil likes at least as much as a wish of this rank."""
    count = 0
    for at in range(held.start[pupil], held.start[pupil + 1]):
        count += 0 < held.rank[at] <= wish
    return count


@numba.njit(cache=True)
def _reason(pupil: int, offer: int, wish: int, facts: Facts, held: Held, room: Room) -> Any:
    """Classify one offer of a wish; returns how much it says and the own place in the way (-1 none)."""
    on_day, in_field = _in_the_way(pupil, offer, facts, held)
    count = held.start[pupil + 1] - held.start[pupil]
    reached = count >= facts.days[pupil]
    if on_day >= 0 and 0 < held.rank[on_day] <= wish:
        return _NOT_NEEDED_DAY, held.offer[on_day]
    if in_field >= 0 and 0 < held.rank[in_field] <= wish:
        return _NOT_NEEDED_FIELD, held.offer[in_field]
    if reached and _dearer(pupil, wish, held) == count:
        return _NOT_NEEDED, -1
    limits = _limit(offer, facts.school[pupil], facts, room)
    if limits > 0:
        return limits, -1
    if on_day >= 0:
        return _BLOCKED_DAY, held.offer[on_day]
    if in_field >= 0:
        return _BLOCKED_FIELD, held.offer[in_field]
    return (_BLOCKED_DAYS if reached else _FREE), -1


@numba.njit(cache=True)
def _limit(offer: int, school: int, facts: Facts, room: Room) -> Any:
    """Name what about the offer itself keeps everybody, or this school, out; 0 if nothing."""
    if room.closed[offer]:
        return _CANCELLED
    if room.left[offer] <= 0:
        return _FULL
    return _SCHOOL if _school_is_full(offer, school, facts.most, room) else 0


@numba.njit(cache=True)
def _outcomes(
    wishes: Written, held: Held, fixed: Held, facts: Facts, room: Room, fixed_room: Room, rules: Access
) -> Any:
    rows = len(wishes.kind)
    found = Found(
        np.zeros(rows, np.int8), np.full(rows, -1, np.int32), np.full(rows, -1, np.int32), np.ones(rows, np.bool_)
    )
    single: Array = np.zeros(1, np.int32)
    for pupil in range(len(wishes.start) - 1):
        for row in range(wishes.start[pupil], wishes.start[pupil + 1]):
            if wishes.target[row] < 0:
                found.code[row] = -2
                continue
            wanted = single
            target = wishes.target[row]
            if wishes.kind[row] == WISH_OFFER:
                single[0] = target
            elif wishes.kind[row] == WISH_COMPANY:
                wanted = facts.by_company[facts.company_start[target] : facts.company_start[target + 1]]
            else:
                wanted = facts.by_field[facts.field_start[target] : facts.field_start[target + 1]]
            if not _is_granted(pupil, row, wanted, held, found):
                for offer in wanted:
                    if is_eligible(pupil, offer, rules):
                        _weigh(pupil, row, offer, wishes.rank[row], facts, held, room, found)
                        if found.hopeless[row] and not _hopeless(pupil, offer, facts, fixed, fixed_room):
                            found.hopeless[row] = False
    return found


@numba.njit(cache=True)
def _is_granted(pupil: int, row: int, wanted: Array, held: Held, found: Found) -> bool:
    """Note the place that grants a wish, if there is one; ``wanted`` is ascending."""
    for at in range(held.start[pupil], held.start[pupil + 1]):
        low = np.searchsorted(wanted, held.offer[at])
        if low < len(wanted) and wanted[low] == held.offer[at]:
            found.code[row], found.offer[row], found.place[row] = -1, held.offer[at], held.offer[at]
            found.hopeless[row] = False
            return True
    return False


@numba.njit(cache=True)
def _weigh(pupil: int, row: int, offer: Any, rank: Any, facts: Facts, held: Held, room: Room, found: Found) -> None:
    """Keep the offer that says most about why the wish failed."""
    says, place = _reason(pupil, offer, rank, facts, held, room)
    if says > found.code[row]:
        found.code[row], found.offer[row], found.place[row] = says, offer, place
