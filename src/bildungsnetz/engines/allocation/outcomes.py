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
_GRANTED, _NO_OFFER = -1, -2
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


class Wanted(NamedTuple):
    """The wishes as written, and the offers of each company and field (ascending)."""

    start: Integers
    kind: Bytes
    target: Indices
    rank: Integers
    by_company: Indices
    company_start: Integers
    by_field: Indices
    field_start: Integers


class Held(NamedTuple):
    """The places of pupil p: ``offer[start[p]:start[p + 1]]`` and their ranks (0 not wished)."""

    start: Integers
    offer: Indices
    rank: Integers


class Room(NamedTuple):
    """How full each offer is, and by which schools: keys offer * schools + school with their counts, ascending."""

    left: Integers
    closed: Bools
    keys: Integers
    counts: Integers
    schools: int


class Setting(NamedTuple):
    """What does not depend on the result: offers, pupils, and whether fields may repeat."""

    date: Indices
    field: Indices
    max_per_school: Integers
    school: Indices
    days: Integers
    repeat: bool


def find_outcomes(instance: Instance, options: Options, places: Indices, rank: Integers) -> Outcomes:
    """Find the outcome of every wish; ``rank`` runs beside ``places`` and is 0 for a place not wished for."""
    offers, pupils, wishes = instance.offers, instance.pupils, instance.wishes
    by_company = np.argsort(offers.company, kind="stable").astype(np.int32)
    by_field = np.argsort(offers.field, kind="stable").astype(np.int32)
    closed = (offers.min_group > 1) & (np.bincount(places[:, 1], minlength=len(offers.capacity)) == 0)
    code, offer, place, hopeless = _outcomes(
        Wanted(
            wishes.start, wishes.kind, wishes.target, wishes.rank,
            by_company, _starts(offers.company[by_company], len(instance.company_ids)),
            by_field, _starts(offers.field[by_field], len(instance.fields)),
        ),
        _held(instance, places, rank),
        _held(instance, instance.fixed, np.zeros(len(instance.fixed), np.int64)),
        Setting(
            offers.date, offers.field, offers.max_per_school, pupils.school, pupils.days.astype(np.int64),
            options.fields_may_repeat,
        ),
        _room(instance, places, closed),
        _room(instance, instance.fixed, offers.capacity < offers.min_group),
        access(instance, options.max_km),
    )  # fmt: skip
    outcome = _OUTCOME[np.maximum(code, 0)]
    outcome[code == _GRANTED] = GRANTED
    outcome[code == _NO_OFFER] = NO_OFFER
    return Outcomes(outcome, offer, place, hopeless, int(np.sum(code == _FREE)))


def _starts(sorted_codes: Indices, count: int) -> Integers:
    return np.searchsorted(sorted_codes, np.arange(count + 1)).astype(np.int64)


def _held(instance: Instance, places: Indices, rank: Integers) -> Held:
    pupils = np.arange(len(instance.pupil_ids) + 1)
    return Held(np.searchsorted(places[:, 0], pupils), np.ascontiguousarray(places[:, 1]), rank)


def _room(instance: Instance, places: Indices, closed: Bools) -> Room:
    offers, schools = instance.offers, len(instance.school_ids)
    left = offers.capacity - np.bincount(places[:, 1], minlength=len(offers.capacity))
    limited = places[offers.max_per_school[places[:, 1]] >= 0]
    keys, counts = np.unique(
        limited[:, 1].astype(np.int64) * schools + instance.pupils.school[limited[:, 0]], return_counts=True
    )
    return Room(left.astype(np.int64), closed, keys.astype(np.int64), counts.astype(np.int64), schools)


@numba.njit(cache=True)
def _school_full(offer: int, school: int, setting: Setting, room: Room) -> bool:
    """Tell whether an offer takes nobody more of a school (H5)."""
    if setting.max_per_school[offer] < 0:
        return False
    key = offer * room.schools + school
    at = np.searchsorted(room.keys, key)
    count = room.counts[at] if at < len(room.keys) and room.keys[at] == key else 0
    return bool(count >= setting.max_per_school[offer])


@numba.njit(cache=True)
def _hopeless(offer: int, pupil: int, fixed: Held, setting: Setting, room: Room) -> bool:
    """Tell whether fixed places and capacity alone keep the pupil out of the offer."""
    own = fixed.offer[fixed.start[pupil] : fixed.start[pupil + 1]]
    if room.left[offer] <= 0 or room.closed[offer] or len(own) >= setting.days[pupil]:
        return True
    met = _school_full(offer, setting.school[pupil], setting, room)
    for held in own:
        met = met or setting.date[held] == setting.date[offer]
        met = met or (not setting.repeat and setting.field[held] == setting.field[offer])
    return bool(met)


@numba.njit(cache=True)
def _in_the_way(offer: int, pupil: int, held: Held, setting: Setting) -> Any:
    """Return the pupil's own places on the offer's date and in its field, as rows of ``held`` (-1 none)."""
    day_at, field_at = -1, -1
    for at in range(held.start[pupil], held.start[pupil + 1]):
        if setting.date[held.offer[at]] == setting.date[offer]:
            day_at = at
        if not setting.repeat and setting.field[held.offer[at]] == setting.field[offer]:
            field_at = at
    return day_at, field_at


@numba.njit(cache=True)
def _not_needed(wish: int, pupil: int, held: Held, setting: Setting, day_at: int, field_at: int) -> int:
    """Tell whether places at least as dear as the wish stand in the way; 0 if not."""
    if day_at >= 0 and 0 < held.rank[day_at] <= wish:
        return _NOT_NEEDED_DAY
    if field_at >= 0 and 0 < held.rank[field_at] <= wish:
        return _NOT_NEEDED_FIELD
    ranks = held.rank[held.start[pupil] : held.start[pupil + 1]]
    dearer = 0
    for rank in ranks:
        dearer += 0 < rank <= wish
    return _NOT_NEEDED if len(ranks) >= setting.days[pupil] and dearer == len(ranks) else 0


@numba.njit(cache=True)
def _reason(offer: int, wish: int, pupil: int, held: Held, setting: Setting, room: Room) -> Any:
    """Classify one offer of a wish of rank ``wish``; returns how much it says and the own place in the way."""
    day_at, field_at = _in_the_way(offer, pupil, held, setting)
    says = _not_needed(wish, pupil, held, setting, day_at, field_at)
    if says == 0 and room.closed[offer]:
        says = _CANCELLED
    if says == 0 and room.left[offer] <= 0:
        says = _FULL
    if says == 0 and _school_full(offer, setting.school[pupil], setting, room):
        says = _SCHOOL
    if says == 0:
        reached = held.start[pupil + 1] - held.start[pupil] >= setting.days[pupil]
        says = _BLOCKED_DAY if day_at >= 0 else _BLOCKED_FIELD if field_at >= 0 else _BLOCKED_DAYS if reached else _FREE
    at = -1
    if says in (_NOT_NEEDED_DAY, _BLOCKED_DAY):
        at = day_at
    elif says in (_NOT_NEEDED_FIELD, _BLOCKED_FIELD):
        at = field_at
    return says, held.offer[at] if at >= 0 else -1


@numba.njit(cache=True)
def _named_by(row: int, wanted: Wanted) -> Array:
    """Return the offers a wish names, ascending."""
    target = wanted.target[row]
    if wanted.kind[row] == WISH_OFFER:
        return np.full(1, target, np.int32)
    if wanted.kind[row] == WISH_COMPANY:
        return wanted.by_company[wanted.company_start[target] : wanted.company_start[target + 1]]
    return wanted.by_field[wanted.field_start[target] : wanted.field_start[target + 1]]


@numba.njit(cache=True)
def _granted(named: Array, pupil: int, held: Held) -> int:
    """Return the pupil's first place among the offers named, -1 if there is none."""
    for at in range(held.start[pupil], held.start[pupil + 1]):
        low = np.searchsorted(named, held.offer[at])
        if low < len(named) and named[low] == held.offer[at]:
            return int(held.offer[at])
    return -1


@numba.njit(cache=True)
def _refused(
    row: int, named: Array, pupil: int, wanted: Wanted, held: Held, fixed: Held, setting: Setting, room: Room,
    fixed_room: Room, rules: Access,
) -> Any:  # fmt: skip
    """Return what the eligible offer that says most says, that offer, the place in its way, and hopelessness."""
    code, said, place, hopeless = 0, -1, -1, True
    for offer in named:
        says, in_the_way = _reason(offer, wanted.rank[row], pupil, held, setting, room)
        hope = hopeless and not _hopeless(offer, pupil, fixed, setting, fixed_room)
        if (says > code or hope) and is_eligible(pupil, offer, rules):
            hopeless = hopeless and not hope
            if says > code:
                code, said, place = says, offer, in_the_way
    return code, said, place, hopeless


@numba.njit(cache=True)
def _outcomes(
    wanted: Wanted, held: Held, fixed: Held, setting: Setting, room: Room, fixed_room: Room, rules: Access
) -> Any:
    code = np.zeros(len(wanted.kind), np.int8)
    said = np.full(len(code), -1, np.int32)
    place = np.full(len(code), -1, np.int32)
    hopeless = np.ones(len(code), np.bool_)
    for pupil in range(len(wanted.start) - 1):
        for row in range(wanted.start[pupil], wanted.start[pupil + 1]):
            if wanted.target[row] < 0:
                code[row] = _NO_OFFER
                continue
            named = _named_by(row, wanted)
            got = _granted(named, pupil, held)
            if got >= 0:
                code[row], said[row], place[row], hopeless[row] = _GRANTED, got, got, False
                continue
            code[row], said[row], place[row], hopeless[row] = _refused(
                row, named, pupil, wanted, held, fixed, setting, room, fixed_room, rules
            )
    return code, said, place, hopeless
