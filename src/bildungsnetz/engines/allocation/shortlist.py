"""Short lists for the mixed-integer programmes: the places that cost a pupil little at the prices, out of the full set.

What a place costs is the worth of the best bundle less that of the best bundle which holds it. Any place of a cell is
stood for by a few of its cheapest offers, drawn by what is left of them so that not all pupils name the same one.
The lists only shorten the search; bounds are always computed over the full set.
"""

from typing import Any

import numba
import numpy as np

from bildungsnetz.engines.allocation.bundles import Choice, best_bundle, best_with, new_choice
from bildungsnetz.engines.allocation.instance import Array, Indices
from bildungsnetz.engines.allocation.pricing import Open, Prices, Table, collect, held_worth, price_table, room_for
from bildungsnetz.engines.allocation.reach import Cells, Reach
from bildungsnetz.engines.allocation.weights import Group, Market, Weights


@numba.njit(cache=True)
def mixed_up(one: int, other: int) -> int:
    """Mix two whole numbers into one between 0 and 2^31 (after the finaliser of MurmurHash3)."""
    found = np.uint64(one * 1_000_003 + other) & np.uint64(0xFFFFFFFF)
    for factor in (np.uint64(0x85EBCA6B), np.uint64(0xC2B2AE35)):
        found = ((found ^ (found >> np.uint64(15))) * factor) & np.uint64(0xFFFFFFFF)
    return np.int64((found ^ (found >> np.uint64(16))) >> np.uint64(1))


@numba.njit(cache=True)
def _draw(
    kind: int, cell: int, key: int, near: int, picks: int, reach: Reach, cells: Cells, prices: Prices, table: Table,
    left: Array, found: Array,
) -> int:  # fmt: skip
    """Draw up to ``picks`` different offers of a cell that cost nearly the least; return how many."""
    first = reach.base[kind] * len(cells.date) + cell
    allowed, count = reach.allowed[reach.need[kind]], 0
    for pick in range(picks):
        total, aim, chosen = 0.0, -1.0, -1
        for turn in range(2):
            for at in range(reach.start[first], reach.start[first + 1]):
                offer, price = reach.offer[at], prices.offer[reach.offer[at]]
                if len(reach.row) and reach.row[at] >= 0:
                    price += prices.row[reach.row[at]]
                if not allowed[reach.kind[offer]] or price > table.price[kind, cell] + near:
                    continue
                fresh = True
                for before in range(count):
                    fresh = fresh and found[before] != offer
                if fresh:
                    total += left[offer]
                    if turn == 1 and chosen < 0 and total >= aim:
                        chosen = offer
            if turn == 0:
                aim, total = total * (mixed_up(key, cell * 8 + pick) / 2147483648.0), 0.0
        if chosen < 0:
            break
        found[count] = chosen
        count += 1
    return count


@numba.njit(cache=True)
def _list(
    order: Array, keys: Array, most: int, near: int, picks: int, reach: Reach, cells: Cells, group: Group,
    weights: Weights, prices: Prices, table: Table, left: Array, choice: Choice, result: Array,
) -> Any:  # fmt: skip
    everything = Open(np.zeros(0, np.bool_), np.zeros(0, np.bool_))
    drawn = np.zeros(16, np.int32)
    size = 0
    for number in range(len(order)):
        pupil = order[number]
        kind = reach.type_of[pupil]
        line = Table(table.price[kind : kind + 1], table.offer[kind : kind + 1], table.cheap[kind : kind + 1])
        collect(pupil, choice, group, cells, weights, prices, line, everything)
        held = group.fixed_start[pupil + 1] - group.fixed_start[pupil]
        grade = 0
        if held:
            grade = held_worth(
                pupil, group.fixed_start, group.fixed, group.fixed_row, group.fixed_metres, group,
                cells.field_of_offer, weights, prices,
            )[1]  # fmt: skip
        days = group.days[pupil]
        rungs = weights.rungs if group.has_wish[pupil] else np.zeros(4, np.int64)
        sizes = weights.sizes[days, held:]
        best = best_bundle(choice, days - held, grade, sizes, rungs)
        if size + choice.size[0] * picks > len(result):
            result = np.concatenate((result, np.empty((len(result) + choice.size[0] * picks, 2), np.int32)))
        if days == held:
            continue
        for place in range(choice.size[0]):
            if best_with(choice, place, days - held, grade, sizes, rungs) < best - most:
                continue
            offer = choice.offer[place]
            count = 1
            drawn[0] = offer
            if offer < 0:
                count = _draw(
                    kind, -1 - offer, keys[pupil], near, picks, reach, cells, prices, table, left, drawn
                )  # fmt: skip
            for pick in range(count):
                result[size, 0], result[size, 1] = pupil, drawn[pick]
                size += 1
    return result[:size].copy()


def short_lists(
    market: Market, weights: Weights, prices: Prices, order: Indices, keys: Indices, left: Array, *, most: int,
    near: int = 0, picks: int = 2, table: Table | None = None,
) -> Indices:  # fmt: skip
    """List the places (n x 2, pupil and offer) that cost these pupils at most ``most`` (1/1024) at the prices.

    ``keys`` (one per pupil) and ``left`` (what is left of each offer) decide which offers stand for a cell.
    """
    table = table or price_table(market, prices)
    choice = new_choice(room_for(market))
    result = np.empty((max(64, 16 * len(order)), 2), np.int32)
    found = _list(
        order, keys, most, near, picks, market.reach, market.cells, market.group, weights, prices, table,
        left.astype(np.float64), choice, result,
    )  # fmt: skip
    return np.unique(found, axis=0)


