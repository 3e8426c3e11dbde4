"""Serial choice: one pupil after the other takes the dearest free places that fit its plan, the nearest of equals."""

from typing import Any, NamedTuple

import numba
import numpy as np

from bildungsnetz.engines.allocation.eligibility import Access, Types, access, metres_between
from bildungsnetz.engines.allocation.instance import Array, Instance, Options
from bildungsnetz.engines.allocation.wishing import Lists, Positions


class Market(NamedTuple):
    """What choosing changes, and what it goes by; S schools, D dates, F fields.

    ``places`` is P x days (-1 free), ``taken`` counts per offer, ``room[row[o], s]`` is what school s may still take
    of offer o where that is limited (``row`` -1 otherwise); ``closed`` offers take nobody.
    """

    places: Array
    taken: Array
    row: Array
    room: Array
    closed: Array
    capacity: Array
    date: Array
    field: Array
    days: Array
    school: Array
    of_pupil: Array
    type_start: Array
    type_offers: Array
    only_wished: bool
    fields_may_repeat: bool


class Desk(NamedTuple):
    """Room for one pupil's choice: positions by offer and field, and the best place per date and field."""

    at_offer: Array
    at_field: Array
    best: Array
    position: Array
    way: Array
    date_used: Array
    field_used: Array


def market_of(instance: Instance, options: Options, types: Types, places: Array, taken: Array, closed: Array) -> Market:
    """Set the market up for the places given so far (``places`` and ``taken`` are changed by choosing)."""
    offers, pupils = instance.offers, instance.pupils
    limited = np.flatnonzero(offers.max_per_school >= 0)
    row = np.full(len(taken), -1, np.int32)
    row[limited] = np.arange(len(limited))
    room = np.repeat(offers.max_per_school[limited][:, None], len(instance.school_ids), axis=1)
    pupil, slot = np.nonzero(places >= 0)
    held = places[pupil, slot]
    inside = row[held] >= 0
    np.subtract.at(room, (row[held[inside]], pupils.school[pupil[inside]]), 1)
    return Market(
        places, taken, row, room, closed, offers.capacity, offers.date, offers.field, pupils.days, pupils.school,
        types.of_pupil, types.start, types.offers, options.only_wished, options.fields_may_repeat,
    )  # fmt: skip


def choose_in_order(instance: Instance, positions: Positions, market: Market, order: Array) -> None:
    """Let each pupil of ``order`` take places until its days are full."""
    dates, fields = len(instance.dates), len(instance.fields)
    desk = Desk(
        np.zeros(len(market.taken), np.int8),
        np.zeros(fields, np.int8),
        np.full((dates, fields), -1, np.int32),
        np.zeros((dates, fields), np.int8),
        np.zeros((dates, fields), np.int64),
        np.zeros(dates, np.bool_),
        np.zeros(fields, np.bool_),
    )
    _choose(order, positions.lists, market, desk, access(instance, None))


@numba.njit(cache=True)
def _choose(order: Array, lists: Lists, market: Market, desk: Desk, rules: Access) -> None:
    for pupil in order:
        have = _note_plan(pupil, market, desk)
        if have < market.days[pupil]:
            _note_wishes(pupil, lists, desk, 1)
            _look_round(pupil, lists.unwished[pupil], market, desk, rules)
            _note_wishes(pupil, lists, desk, 0)
            while have < market.days[pupil] and _take_best(pupil, market, desk):
                have += 1


@numba.njit(cache=True)
def _note_plan(pupil: int, market: Market, desk: Desk) -> Any:
    """Mark the dates and fields the pupil has already; returns how many places."""
    desk.date_used[:] = False
    desk.field_used[:] = False
    have = 0
    for held in market.places[pupil]:
        if held >= 0:
            have += 1
            desk.date_used[market.date[held]] = True
            desk.field_used[market.field[held]] = not market.fields_may_repeat
    return have


@numba.njit(cache=True)
def _note_wishes(pupil: int, lists: Lists, desk: Desk, on: int) -> None:
    for at in range(lists.start[pupil], lists.start[pupil + 1]):
        desk.at_offer[lists.offer[at]] = on * lists.position[at]
    for at in range(lists.field_start[pupil], lists.field_start[pupil + 1]):
        desk.at_field[lists.field[at]] = on * lists.field_position[at]


@numba.njit(cache=True)
def _is_free(offer: int, school: int, market: Market) -> bool:
    if market.closed[offer] or market.taken[offer] >= market.capacity[offer]:
        return False
    return bool(market.row[offer] < 0 or market.room[market.row[offer], school] > 0)


@numba.njit(cache=True)
def _look_round(pupil: int, unwished: int, market: Market, desk: Desk, rules: Access) -> None:
    """Find the best free place per date and field."""
    desk.best[:] = -1
    kind = market.of_pupil[pupil]
    for at in range(market.type_start[kind], market.type_start[kind + 1]):
        offer = market.type_offers[at]
        date, field = market.date[offer], market.field[offer]
        if desk.date_used[date] or desk.field_used[field] or not _is_free(offer, market.school[pupil], market):
            continue
        named, by_field = desk.at_offer[offer], desk.at_field[field]
        position = by_field if named == 0 else named
        if position == 0 and not market.only_wished:
            position = unwished
        if position == 0 or (desk.best[date, field] >= 0 and desk.position[date, field] < position):
            continue
        way = metres_between(rules.lat[pupil], rules.lon[pupil], rules.offer_lat[offer], rules.offer_lon[offer])
        if desk.best[date, field] < 0 or (position, way) < (desk.position[date, field], desk.way[date, field]):
            desk.best[date, field], desk.position[date, field], desk.way[date, field] = offer, position, way


@numba.njit(cache=True)
def _take_best(pupil: int, market: Market, desk: Desk) -> bool:
    """Take the best place that still fits; False if there is none."""
    on, of = -1, -1
    for date in range(desk.best.shape[0]):
        for field in range(desk.best.shape[1]):
            if desk.best[date, field] < 0 or desk.date_used[date] or desk.field_used[field]:
                continue
            if on < 0 or (desk.position[date, field], desk.way[date, field]) < (
                desk.position[on, of],
                desk.way[on, of],
            ):
                on, of = date, field
    if on < 0:
        return False
    offer = desk.best[on, of]
    for slot in range(market.places.shape[1]):
        if market.places[pupil, slot] < 0:
            market.places[pupil, slot] = offer
            break
    market.taken[offer] += 1
    if market.row[offer] >= 0:
        market.room[market.row[offer], market.school[pupil]] -= 1
    desk.date_used[on] = True
    desk.field_used[of] = not market.fields_may_repeat
    return True
