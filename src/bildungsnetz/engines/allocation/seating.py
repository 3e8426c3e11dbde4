"""Who has which place while places are given out, and serial choice at prices."""

from typing import NamedTuple

import numba
import numpy as np

from bildungsnetz.engines.allocation.bundles import MOST_DAYS, Choice, new_choice
from bildungsnetz.engines.allocation.instance import Array, Bools, Indices, Integers
from bildungsnetz.engines.allocation.pricing import (
    DEAR,
    Open,
    Prices,
    Table,
    best_of_pupil,
    cheapest_first,
    fill_cheap,
    room_for,
    worth_of,
)
from bildungsnetz.engines.allocation.reach import Cells, Reach, rows_of_pairs
from bildungsnetz.engines.allocation.weights import Group, Market, Weights


class Seats(NamedTuple):
    """Places given so far: pupil p has ``place[p, s]`` (-1: none) in slot s, of that worth, class and row of H5.

    ``held`` counts them, ``pinned`` slots stay. ``taken`` and ``row_taken`` count against ``capacity`` and
    ``row_limit``. The holders of offer o are the chain ``head[o]``, ``after[...]`` of slot numbers
    (pupil x 5 + slot); ``before`` runs back. ``vacant`` counts, per cell, the offers with a free place; ``cell`` is
    that of each offer.
    """

    place: Array
    value: Array
    grade: Array
    row: Array
    pinned: Array
    held: Array
    taken: Array
    row_taken: Array
    capacity: Array
    row_limit: Array
    head: Array
    after: Array
    before: Array
    vacant: Array
    cell: Array


def new_seats(market: Market, weights: Weights, closed: Bools) -> Seats:
    """Start with the fixed places; ``closed`` offers take nobody else."""
    instance, reach = market.instance, market.reach
    pupils, offers, shape = len(instance.pupil_ids), len(instance.offer_ids), (len(instance.pupil_ids), MOST_DAYS)
    capacity = np.where(closed, 0, instance.offers.capacity)
    seats = Seats(
        place=np.full(shape, -1, np.int32),
        value=np.zeros(shape, np.int64),
        grade=np.zeros(shape, np.int8),
        row=np.full(shape, -1, np.int32),
        pinned=np.zeros(shape, np.bool_),
        held=np.zeros(pupils, np.int64),
        taken=np.zeros(offers, np.int64),
        row_taken=np.zeros(len(reach.row_offer), np.int64),
        capacity=capacity,
        row_limit=np.asarray(reach.row_limit, np.int64),
        head=np.full(offers, -1, np.int64),
        after=np.full(pupils * MOST_DAYS, -1, np.int64),
        before=np.full(pupils * MOST_DAYS, -1, np.int64),
        vacant=np.bincount(market.cells.of_offer[capacity > 0], minlength=len(market.cells.date)),
        cell=market.cells.of_offer,
    )
    _seat_all(seats, instance.fixed, market.group.fixed_row, market.group, market.cells, weights)
    seats.pinned[:] = seats.place >= 0
    return seats


@numba.njit(cache=True)
def seat(seats: Seats, pupil: int, offer: int, value: int, grade: int, row: int) -> None:
    """Give a place in the first free slot."""
    slot = 0
    while seats.place[pupil, slot] >= 0:
        slot += 1
    seats.place[pupil, slot], seats.value[pupil, slot] = offer, value
    seats.grade[pupil, slot], seats.row[pupil, slot] = grade, row
    seats.held[pupil] += 1
    seats.taken[offer] += 1
    if seats.taken[offer] == seats.capacity[offer]:
        seats.vacant[seats.cell[offer]] -= 1
    if row >= 0:
        seats.row_taken[row] += 1
    number, first = pupil * MOST_DAYS + slot, seats.head[offer]
    seats.after[number], seats.before[number] = first, -1
    if first >= 0:
        seats.before[first] = number
    seats.head[offer] = number


@numba.njit(cache=True)
def unseat(seats: Seats, pupil: int, slot: int) -> None:
    """Take a place back."""
    offer, row, number = seats.place[pupil, slot], seats.row[pupil, slot], pupil * MOST_DAYS + slot
    seats.place[pupil, slot], seats.value[pupil, slot], seats.grade[pupil, slot] = -1, 0, 0
    seats.row[pupil, slot] = -1
    seats.held[pupil] -= 1
    seats.taken[offer] -= 1
    if seats.taken[offer] == seats.capacity[offer] - 1:
        seats.vacant[seats.cell[offer]] += 1
    if row >= 0:
        seats.row_taken[row] -= 1
    after, before = seats.after[number], seats.before[number]
    if before >= 0:
        seats.after[before] = after
    else:
        seats.head[offer] = after
    if after >= 0:
        seats.before[after] = before


def shut(seats: Seats, offers: Bools) -> None:
    """Let these offers take nobody else."""
    seats.capacity[offers] = 0
    some = seats.cell[seats.taken < seats.capacity]
    seats.vacant[:] = np.bincount(some, minlength=len(seats.vacant))


@numba.njit(cache=True)
def _seat_all(seats: Seats, places: Array, rows: Array, group: Group, cells: Cells, weights: Weights) -> None:
    for at in range(len(places)):
        pupil, offer = places[at, 0], places[at, 1]
        value, grade = worth_of(pupil, offer, group, cells.field_of_offer, weights)
        seat(seats, pupil, offer, value, grade, rows[at])


@numba.njit(cache=True)
def is_open(seats: Seats, offer: int, row: int) -> bool:
    """Tell whether the offer has a free place, for the school of the row (-1: no limit)."""
    if seats.taken[offer] >= seats.capacity[offer]:
        return False
    return bool(row < 0 or seats.row_taken[row] < seats.row_limit[row])


@numba.njit(cache=True)
def row_at(reach: Reach, at: int) -> int:
    """Give the row of H5 of an entry of a base, -1 if there is none."""
    return reach.row[at] if len(reach.row) else -1


@numba.njit(cache=True)
def _line_of_free(kind: int, reach: Reach, cells: Cells, prices: Prices, seats: Seats, line: Table) -> None:
    """Find the cheapest free place of each cell for a type; the offers of a cell stand in the order of price."""
    count = len(cells.date)
    allowed = reach.allowed[reach.need[kind]]
    for cell in range(count):
        best, which = DEAR, -1
        first = reach.base[kind] * count + cell
        for at in range(reach.start[first], reach.start[first + 1] if seats.vacant[cell] else 0):
            offer, row = reach.offer[at], row_at(reach, at)
            if not allowed[reach.kind[offer]] or not is_open(seats, offer, row):
                continue
            best, which = prices.offer[offer], at
            if row >= 0:
                best += prices.row[row]
            break
        line.price[0, cell], line.offer[0, cell] = best, which
    fill_cheap(line.price[0], cells, line.cheap[0])


@numba.njit(cache=True)
def _named_row(pupil: int, offer: int, group: Group) -> int:
    for row in range(group.lists.start[pupil], group.lists.start[pupil + 1]):
        if group.lists.offer[row] == offer:
            return int(group.named_row[row])
    return -1


def seat_places(market: Market, weights: Weights, seats: Seats, places: Indices) -> None:
    """Give these places (n x 2, pupil and offer) too; those already held are passed over."""
    held = (seats.place[places[:, 0]] == places[:, 1, None]).any(axis=1)
    fresh = places[~held]
    _seat_all(seats, fresh, rows_of_places(market, fresh), market.group, market.cells, weights)


@numba.njit(cache=True)
def _choose_in_turn(
    order: Array, reach: Reach, cells: Cells, group: Group, weights: Weights, prices: Prices, seats: Seats,
    choice: Choice, line: Table, still: Open,
) -> None:  # fmt: skip
    for pupil in order:
        _line_of_free(reach.type_of[pupil], reach, cells, prices, seats, line)
        best_of_pupil(pupil, choice, group, cells, weights, prices, line, still)
        for number in range(choice.size[1]):
            offer = choice.offer[choice.chosen[number]]
            if offer < 0:
                at = line.offer[0, -1 - offer]
                offer, row = reach.offer[at], row_at(reach, at)
            else:
                row = _named_row(pupil, offer, group)
            value, grade = worth_of(pupil, offer, group, cells.field_of_offer, weights)
            seat(seats, pupil, offer, value, grade, row)
            still.offer[offer] = seats.taken[offer] < seats.capacity[offer]
            if row >= 0:
                still.row[row] = seats.row_taken[row] < seats.row_limit[row]


def choose_in_turn(market: Market, weights: Weights, prices: Prices, seats: Seats, order: Indices) -> None:
    """Let the pupils take, in turn, the best bundle at the prices that holds what they have and is still free."""
    held = places_of(seats)
    group = market.group._replace(
        fixed_start=np.searchsorted(held[:, 0], np.arange(len(seats.place) + 1)).astype(np.int64),
        fixed=np.ascontiguousarray(held[:, 1]),
        fixed_row=rows_of_pairs(market.instance, market.reach, held),
    )
    count = len(market.cells.date)
    line = Table(
        np.zeros((1, count), np.int64),
        np.zeros((1, count), np.int32),
        np.zeros((1, len(market.cells.at_pair), MOST_DAYS), np.int32),
    )
    still = Open(seats.taken < seats.capacity, seats.row_taken < seats.row_limit)
    choice = new_choice(room_for(market))
    reach = cheapest_first(market.reach, prices)
    _choose_in_turn(
        order, reach, market.cells, group, weights, prices, seats, choice, line, still
    )  # fmt: skip


def places_of(seats: Seats) -> Indices:
    """Give the places as pairs (pupil, offer), sorted."""
    pupil, slot = np.nonzero(seats.place >= 0)
    offer = seats.place[pupil, slot]
    order = np.lexsort((offer, pupil))
    return np.column_stack([pupil[order], offer[order]]).astype(np.int32)


def take_over(market: Market, weights: Weights, seats: Seats, places: Indices) -> None:
    """Replace all places by the given ones (n x 2, pupil and offer)."""
    for pupil, slot in np.argwhere(seats.place >= 0):
        unseat(seats, pupil, slot)
    seats.pinned[:] = False
    rows = rows_of_places(market, places)
    _seat_all(seats, places, rows, market.group, market.cells, weights)
    fixed = market.instance.fixed
    for pupil, offer in fixed:
        seats.pinned[pupil] |= seats.place[pupil] == offer


def rows_of_places(market: Market, places: Indices) -> Integers:
    """Give the row of H5 of each place, -1 if there is none."""
    return rows_of_pairs(market.instance, market.reach, places).astype(np.int64)
