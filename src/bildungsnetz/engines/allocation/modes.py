"""Two ways to allocate for comparison: first come first served, and a lottery. Neither claims to be good.

Both are serial choice: one pupil after the other takes the dearest free places that fit its plan, then fills up with
free places nearby. In ``booking`` the order is that of arrival, in ``lottery`` the lot; serial choice by lot is
truthful (Svensson, Social Choice and Welfare 16 (1999) 557-567), which is why it is worth a look.
"""

from hashlib import sha256
from typing import NamedTuple

import numba
import numpy as np

from bildungsnetz.engines.allocation.eligibility import Types, access, find_types, is_eligible
from bildungsnetz.engines.allocation.figures import (
    aim_values,
    changes_of,
    figures_of_places,
    figures_of_pupils,
)
from bildungsnetz.engines.allocation.instance import Bools, Bytes, Indices, Instance, Integers, Numbers, Options
from bildungsnetz.engines.allocation.solution import InternalFailure, Solution, aim
from bildungsnetz.engines.allocation.wishing import Lists, find_positions


class Free(NamedTuple):
    """What offers there are and what of them is free; ``row`` is the row of ``school_room`` (-1: no limit)."""

    date: Indices
    field: Indices
    capacity: Integers
    lat: Numbers
    lon: Numbers
    closed: Bools
    taken: Integers
    row: Indices
    school_room: Integers
    only_wished: bool
    fields_may_repeat: bool


class Who(NamedTuple):
    """The pupils, and per type the offers they may take."""

    school: Indices
    days: Integers
    lat: Numbers
    lon: Numbers
    of_type: Indices
    type_start: Integers
    type_offers: Indices


class Marks(NamedTuple):
    """Notes on the pupil who is choosing: positions of wished offers and fields, dates and fields already used."""

    offer: Bytes
    field: Bytes
    date_used: Bools
    field_used: Bools


class Best(NamedTuple):
    """The best free place per date and field, with position and nearness."""

    offer: Indices
    position: Bytes
    way: Numbers


def lottery(instance: Instance, options: Options) -> Solution:
    """Let the pupils choose in the order of ``carry`` (higher first) and the lot SHA-256(seed, 0x1F, pupil_id)."""
    return _serial(instance, options, np.zeros(len(instance.pupil_ids), np.int64))


def booking(instance: Instance, options: Options) -> Solution:
    """Let the pupils choose in the order of arrival; those without one come last, by lot."""
    arrival = instance.pupils.arrival
    return _serial(instance, options, np.where(arrival < 0, np.iinfo(np.int64).max, arrival))


def lots(instance: Instance, seed: str) -> list[bytes]:
    """Draw the lottery number of each pupil."""
    return [sha256(seed.encode() + b"\x1f" + name.encode()).digest() for name in instance.pupil_ids]


def _serial(instance: Instance, options: Options, first: Integers) -> Solution:
    numbers = lots(instance, options.seed)
    carry = -instance.pupils.carry if options.mode == "lottery" else np.zeros_like(first)
    order = sorted(range(len(numbers)), key=lambda p: (first[p], carry[p], numbers[p]))
    places = _Round(instance, options).run(np.array(order, np.int32))
    return _solution(instance, options, places)


def _solution(instance: Instance, options: Options, places: Indices) -> Solution:
    of_places = figures_of_places(instance, places)
    of_pupils = figures_of_pupils(instance, options, places, of_places)
    changes = changes_of(instance, options, places, of_places)
    values = aim_values(instance, places, of_places, of_pupils, changes)
    return Solution(
        places=places,
        aims={name: aim(value, None, None) for name, value in values.items()},
        prices=np.zeros(len(instance.offer_ids), np.int64),
        certificate={"format": 1, "unit": 1024, "aims": {}},
    )


class _Round:
    """Serial choice with small offers closed (H7) until every offer that takes place has its minimum."""

    def __init__(self, instance: Instance, options: Options) -> None:
        self.instance = instance
        self.options = options
        self.types: Types = find_types(instance, options.max_km)
        self.positions = find_positions(instance, self.types, options.max_km)
        offers = len(instance.offer_ids)
        self.closed = instance.offers.capacity < instance.offers.min_group
        self.places = np.full((len(instance.pupil_ids), int(instance.pupils.days.max(initial=0))), -1, np.int32)
        self.taken = np.zeros(offers, np.int64)

    def run(self, order: Indices) -> Indices:
        """Return the places, sorted by pupil and offer."""
        for pupil, offer in self.instance.fixed.tolist():
            self._give(pupil, offer)
        for offer in np.unique(self.instance.fixed[:, 1]).tolist():
            self._fill_to_minimum(order, offer)
        while True:
            self._choose(order)
            small = (self.taken > 0) & (self.taken < self.instance.offers.min_group)
            if not small.any():
                break
            self._close(np.flatnonzero(small))
        pupil, slot = np.nonzero(self.places >= 0)
        rows = np.column_stack([pupil, self.places[pupil, slot]]).astype(np.int32)
        return rows[np.lexsort((rows[:, 1], rows[:, 0]))]

    def _give(self, pupil: int, offer: int) -> None:
        self.places[pupil, int(np.argmin(self.places[pupil]))] = offer
        self.taken[offer] += 1

    def _close(self, offers: Integers) -> None:
        fixed = np.unique(self.instance.fixed[:, 1])
        if np.isin(offers, fixed).any():
            raise InternalFailure("a fixed place stands in an offer that does not reach its minimum")
        self.closed[offers] = True
        self.taken[offers] = 0
        self.places[np.isin(self.places, offers)] = -1

    def _fill_to_minimum(self, order: Indices, offer: int) -> None:
        """Bring an offer with fixed places to its minimum before anybody chooses."""
        rules = access(self.instance, self.options.max_km)
        for pupil in order.tolist():
            if self.taken[offer] >= self.instance.offers.min_group[offer]:
                return
            if self._fits(pupil, offer) and is_eligible(pupil, offer, rules):
                self._give(pupil, offer)

    def _fits(self, pupil: int, offer: int) -> bool:
        offers, mine = self.instance.offers, self.places[pupil][self.places[pupil] >= 0]
        if len(mine) >= self.instance.pupils.days[pupil] or offers.date[offer] in offers.date[mine]:
            return False
        if not self.options.fields_may_repeat and offers.field[offer] in offers.field[mine]:
            return False
        school = self.instance.pupils.school
        theirs = int(np.sum((self.places == offer).any(axis=1) & (school == school[pupil])))
        return bool(offers.max_per_school[offer] < 0 or theirs < offers.max_per_school[offer])

    def _choose(self, order: Indices) -> None:
        offers, pupils = self.instance.offers, self.instance.pupils
        limited = np.flatnonzero(offers.max_per_school >= 0)
        row = np.full(len(self.taken), -1, np.int32)
        row[limited] = np.arange(len(limited))
        school_room = np.repeat(offers.max_per_school[limited][:, None], len(self.instance.school_ids), axis=1)
        pupil, slot = np.nonzero(self.places >= 0)
        held = self.places[pupil, slot]
        inside = row[held] >= 0
        np.subtract.at(school_room, (row[held[inside]], pupils.school[pupil[inside]]), 1)
        dates, fields = len(self.instance.dates), len(self.instance.fields)
        _choose_in_order(
            order,
            self.places,
            Free(
                offers.date, offers.field, offers.capacity, offers.lat, offers.lon, self.closed, self.taken, row,
                school_room, self.options.only_wished, self.options.fields_may_repeat,
            ),
            Who(
                pupils.school, pupils.days.astype(np.int64), pupils.lat, pupils.lon, self.types.of_pupil,
                self.types.start, self.types.offers,
            ),
            self.positions.lists,
            Marks(
                np.zeros(len(self.taken), np.int8), np.zeros(fields, np.int8), np.zeros(dates, np.bool_),
                np.zeros(fields, np.bool_),
            ),
            Best(
                np.full((dates, fields), -1, np.int32), np.zeros((dates, fields), np.int8), np.zeros((dates, fields)),
            ),
        )  # fmt: skip


@numba.njit(cache=True)
def _nearness(lat: float, lon: float, to_lat: float, to_lon: float) -> float:
    """Compare ways cheaply: squares of degrees, good enough to tell the nearer of two."""
    if lat != lat or to_lat != to_lat:
        return 0.0
    east = (to_lon - lon) * np.cos(np.radians(lat))
    return float((to_lat - lat) ** 2 + east * east)


@numba.njit(cache=True)
def _best_offers(pupil: int, free: Free, who: Who, lists: Lists, at: Marks, best: Best) -> None:
    """Find the dearest, then nearest, free place of each date and field that fits what the pupil has."""
    best.offer[:] = -1
    kind = who.of_type[pupil]
    for row in range(who.type_start[kind], who.type_start[kind + 1]):
        offer = who.type_offers[row]
        d, f = free.date[offer], free.field[offer]
        if at.date_used[d] or at.field_used[f] or not _has_room(offer, who.school[pupil], free):
            continue
        position = at.offer[offer] if at.offer[offer] > 0 else at.field[f]
        if position == 0 and free.only_wished:
            continue
        if position == 0:
            position = lists.unwished[pupil]
        way = _nearness(who.lat[pupil], who.lon[pupil], free.lat[offer], free.lon[offer])
        if best.offer[d, f] < 0 or (position, way) < (best.position[d, f], best.way[d, f]):
            best.offer[d, f], best.position[d, f], best.way[d, f] = offer, position, way


@numba.njit(cache=True)
def _has_room(offer: int, school: int, free: Free) -> bool:
    if free.closed[offer] or free.taken[offer] >= free.capacity[offer]:
        return False
    return bool(free.row[offer] < 0 or free.school_room[free.row[offer], school] > 0)


@numba.njit(cache=True)
def _mark(pupil: int, lists: Lists, at: Marks, keep: bool) -> None:
    """Write the positions of the pupil's wishes into ``at``, or (``keep`` false) take them out again."""
    for row in range(lists.start[pupil], lists.start[pupil + 1]):
        at.offer[lists.offer[row]] = lists.position[row] if keep else 0
    for row in range(lists.field_start[pupil], lists.field_start[pupil + 1]):
        at.field[lists.field[row]] = lists.field_position[row] if keep else 0


@numba.njit(cache=True)
def _dearest(at: Marks, best: Best) -> int:
    """Return the dearest of the best places that still fits, -1 if none does."""
    found = -1
    position, way = 0, 0.0
    for d in range(best.offer.shape[0]):
        for f in range(best.offer.shape[1]):
            if best.offer[d, f] < 0 or at.date_used[d] or at.field_used[f]:
                continue
            if found < 0 or (best.position[d, f], best.way[d, f]) < (position, way):
                found, position, way = best.offer[d, f], best.position[d, f], best.way[d, f]
    return found


@numba.njit(cache=True)
def _take(pupil: int, offer: int, mine: Indices, have: int, free: Free, who: Who, at: Marks) -> None:
    mine[have] = offer
    free.taken[offer] += 1
    if free.row[offer] >= 0:
        free.school_room[free.row[offer], who.school[pupil]] -= 1
    at.date_used[free.date[offer]] = True
    at.field_used[free.field[offer]] = not free.fields_may_repeat


@numba.njit(cache=True)
def _choose_in_order(
    order: Indices, places: Indices, free: Free, who: Who, lists: Lists, at: Marks, best: Best
) -> None:
    """Let each pupil take places until its days are full; ``places`` and what is free are changed."""
    for pupil in order:
        mine = places[pupil]
        at.date_used[:] = False
        at.field_used[:] = False
        have = 0
        for held in mine:
            if held >= 0:
                mine[have] = held
                have += 1
                at.date_used[free.date[held]] = True
                at.field_used[free.field[held]] = not free.fields_may_repeat
        mine[have:] = -1
        if have >= who.days[pupil]:
            continue
        _mark(pupil, lists, at, True)
        _best_offers(pupil, free, who, lists, at, best)
        _mark(pupil, lists, at, False)
        offer = _dearest(at, best)
        while have < who.days[pupil] and offer >= 0:
            _take(pupil, offer, mine, have, free, who, at)
            have += 1
            offer = _dearest(at, best)
