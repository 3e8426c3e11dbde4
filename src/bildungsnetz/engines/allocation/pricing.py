"""One pass over all pupils at given prices: each one's best bundle over the full eligible set, and what is asked for.

The sum of the best worths plus what the capacities cost at the prices is Lagrange's bound, for any prices not negative.
"""

from typing import Any, NamedTuple

import numba
import numpy as np

from bildungsnetz.engines.allocation.bundles import MOST_DAYS, NEVER, Choice, add_place, best_bundle, new_choice
from bildungsnetz.engines.allocation.instance import Array
from bildungsnetz.engines.allocation.reach import Cells, Reach
from bildungsnetz.engines.allocation.weights import NO_PLAN, PLAN_STANDS, Group, Market, Weights
from bildungsnetz.engines.allocation.wishing import LAST_POSITION

DEAR = 2**60
"""Price of what is not there."""


class Prices(NamedTuple):
    """Prices in 1/1024 of a wish point, of offers (H3) and of rows of H5."""

    offer: Array
    row: Array


class Table(NamedTuple):
    """The cheapest offer of each type and cell (``price`` is ``DEAR`` if there is none), T x C.

    ``cheap`` names the five cheapest cells of each date, T x D x 5, -1 where there are fewer.
    """

    price: Array
    offer: Array
    cheap: Array


class Open(NamedTuple):
    """Which offers and rows of H5 may be taken; two empty arrays stand for all."""

    offer: Array
    row: Array


class Demand(NamedTuple):
    """What the best bundles ask for: places named (``offer``, ``row``) and any place of a type and cell (``pool``)."""

    offer: Array
    row: Array
    pool: Array


@numba.njit(cache=True)
def fill_cheap(price: Array, cells: Cells, cheap: Array) -> None:
    """Find the five cheapest cells of each date, the first one first among equals."""
    cheap[:] = -1
    for cell in range(len(price)):
        if price[cell] >= DEAR:
            continue
        line = cheap[cells.date[cell]]
        at = MOST_DAYS
        while at > 0 and (line[at - 1] < 0 or price[line[at - 1]] > price[cell]):
            if at < MOST_DAYS:
                line[at] = line[at - 1]
            at -= 1
        if at < MOST_DAYS:
            line[at] = cell


@numba.njit(cache=True)
def _fill_table(reach: Reach, cells: Cells, prices: Prices, metre: int, table: Table) -> None:
    count = len(cells.date)
    for kind in range(len(reach.base)):
        allowed = reach.allowed[reach.need[kind]]
        for cell in range(count):
            best, which = DEAR, -1
            first = reach.base[kind] * count + cell
            for at in range(reach.start[first], reach.start[first + 1]):
                offer = reach.offer[at]
                price = prices.offer[offer]
                if len(reach.row) and reach.row[at] >= 0:
                    price += prices.row[reach.row[at]]
                if metre:
                    price += metre * reach.metres[at]
                if price < best and allowed[reach.kind[offer]]:
                    best, which = price, offer
            table.price[kind, cell], table.offer[kind, cell] = best, which
        fill_cheap(table.price[kind], cells, table.cheap[kind])


@numba.njit(cache=True)
def _sort_by_price(start: Array, offer: Array, row: Array, price: Array) -> None:
    for cell in range(len(start) - 1):
        first, last = start[cell], start[cell + 1]
        order = first + np.argsort(price[first:last], kind="mergesort")
        offer[first:last] = offer[order]
        price[first:last] = price[order]
        if len(row):
            row[first:last] = row[order]


def cheapest_first(reach: Reach, prices: Prices) -> Reach:
    """Order the offers of each base and cell by price."""
    offer, row = reach.offer.copy(), reach.row.copy()
    price = prices.offer[offer]
    if len(row) and len(prices.row):
        price = price + np.where(row >= 0, prices.row[np.maximum(row, 0)], 0)
    _sort_by_price(reach.start, offer, row, price)
    return reach._replace(offer=offer, row=row, metres=np.zeros(0, np.int32))


def price_table(market: Market, prices: Prices, metre: int = 0) -> Table:
    """Price the full eligible set."""
    reach, cells = market.reach, market.cells
    size = (len(reach.base), len(cells.date))
    table = Table(
        np.empty(size, np.int64), np.empty(size, np.int32), np.empty((size[0], len(cells.at_pair), MOST_DAYS), np.int32)
    )
    _fill_table(reach, cells, prices, metre, table)
    return table


@numba.njit(cache=True)
def grade_of(position: int) -> int:
    """Give the class of a granted wish: 3 among the first three, 2 among the first five, else 1."""
    if position <= 3:
        return 3
    return 2 if position <= 5 else 1


@numba.njit(cache=True)
def worth_of(pupil: int, offer: int, group: Group, field: Array, weights: Weights) -> Any:
    """Give worth (place and wish points) and class of one place for a pupil."""
    lists = group.lists
    position, grade = lists.unwished[pupil], 0
    for row in range(lists.start[pupil], lists.start[pupil + 1]):
        if lists.offer[row] == offer:
            position, grade = lists.position[row], grade_of(lists.position[row])
    for row in range(lists.field_start[pupil], lists.field_start[pupil + 1]):
        if lists.field[row] == field[offer] and (grade == 0 or lists.field_position[row] < position):
            position, grade = lists.field_position[row], grade_of(lists.field_position[row])
    return weights.place + weights.wish * (LAST_POSITION - position), grade


@numba.njit(cache=True)
def _is_free(pupil: int, date: int, clash: int, group: Group, cells: Cells) -> bool:
    """Tell whether the pupil can go on that date and no fixed place stands in the way."""
    if not group.can_go[pupil, date]:
        return False
    for at in range(group.fixed_start[pupil], group.fixed_start[pupil + 1]):
        cell = cells.of_offer[group.fixed[at]]
        if cells.date[cell] == date or cells.clash[cell] == clash:
            return False
    return True


@numba.njit(cache=True)
def collect(  # noqa: C901 - compiled; a call with all these arrays costs more than its work
    pupil: int, choice: Choice, group: Group, cells: Cells, weights: Weights, prices: Prices, line: Table, still: Open
) -> None:
    """Collect what the pupil may choose from; ``line`` holds the table row of the pupil, one row high.

    A place named has its number as ``choice.offer``, any place of a cell -1 - cell.
    """
    lists = group.lists
    choice.size[:] = 0
    plain = weights.place + weights.wish * (LAST_POSITION - lists.unwished[pupil])
    for row in range(lists.start[pupil], lists.start[pupil + 1]):
        offer, position = lists.offer[row], lists.position[row]
        cell = cells.of_offer[offer]
        if not _is_free(pupil, cells.date[cell], cells.clash[cell], group, cells):
            continue
        if len(still.offer) and not (
            still.offer[offer] and (group.named_row[row] < 0 or still.row[group.named_row[row]])
        ):
            continue
        value = weights.place + weights.wish * (LAST_POSITION - position) - prices.offer[offer]
        if group.named_row[row] >= 0:
            value -= prices.row[group.named_row[row]]
        if weights.metre:
            value -= weights.metre * group.named_metres[row]
        add_place(choice, value, cells.date[cell], cells.clash[cell], grade_of(position), offer)
    for date in range(len(cells.at_pair)):
        for row in range(lists.field_start[pupil], lists.field_start[pupil + 1]):
            cell = cells.at_pair[date, lists.field[row]]
            if cell < 0 or line.price[0, cell] >= DEAR or not _is_free(pupil, date, cells.clash[cell], group, cells):
                continue
            position = lists.field_position[row]
            value = weights.place + weights.wish * (LAST_POSITION - position) - line.price[0, cell]
            add_place(choice, value, date, cells.clash[cell], grade_of(position), -1 - cell)
        if group.only_wished:
            continue
        for at in range(MOST_DAYS):
            cell = line.cheap[0, date, at]
            if cell >= 0 and _is_free(pupil, date, cells.clash[cell], group, cells):
                add_place(choice, plain - line.price[0, cell], date, cells.clash[cell], 0, -1 - cell)


@numba.njit(cache=True)
def held_worth(
    pupil: int, start: Array, offers: Array, rows: Array, metres: Array, group: Group, field: Array, weights: Weights,
    prices: Prices,
) -> Any:  # fmt: skip
    """Give worth less price, and best class, of places given by CSR (fixed ones, or those of the earlier plan)."""
    worth, grade = 0, 0
    for at in range(start[pupil], start[pupil + 1]):
        value, own = worth_of(pupil, offers[at], group, field, weights)
        worth += value - prices.offer[offers[at]]
        grade = max(grade, own)
        if rows[at] >= 0:
            worth -= prices.row[rows[at]]
        if weights.metre:
            worth -= weights.metre * metres[at]
    return worth, grade


@numba.njit(cache=True)
def best_of_pupil(
    pupil: int, choice: Choice, group: Group, cells: Cells, weights: Weights, prices: Prices, line: Table, still: Open
) -> Any:
    """Find the pupil's best bundle, fixed places included; what else is taken stands in ``choice.chosen``."""
    collect(pupil, choice, group, cells, weights, prices, line, still)
    held = group.fixed_start[pupil + 1] - group.fixed_start[pupil]
    worth, grade = 0, 0
    if held:
        worth, grade = held_worth(
            pupil, group.fixed_start, group.fixed, group.fixed_row, group.fixed_metres, group, cells.field_of_offer,
            weights, prices,
        )  # fmt: skip
    days = group.days[pupil]
    rungs = weights.rungs if group.has_wish[pupil] else np.zeros(4, np.int64)
    return worth + best_bundle(choice, days - held, grade, weights.sizes[days, held:], rungs)


@numba.njit(cache=True)
def worth_of_plan(pupil: int, group: Group, cells: Cells, weights: Weights, prices: Prices) -> Any:
    """Give what the earlier plan is worth unchanged, ``NEVER`` if it cannot stand."""
    if group.plan_state[pupil] != PLAN_STANDS:
        return NEVER
    worth, grade = held_worth(
        pupil, group.plan_start, group.plan, group.plan_row, group.plan_metres, group, cells.field_of_offer, weights,
        prices,
    )  # fmt: skip
    held = group.plan_start[pupil + 1] - group.plan_start[pupil]
    rung = weights.rungs[grade] if group.has_wish[pupil] else 0
    return worth + weights.sizes[group.days[pupil], held] + rung


@numba.njit(cache=True)
def _ask_for(pupil: int, start: Array, offers: Array, rows: Array, demand: Demand) -> None:
    for at in range(start[pupil], start[pupil + 1]):
        demand.offer[offers[at]] += 1
        if rows[at] >= 0:
            demand.row[rows[at]] += 1


@numba.njit(cache=True)
def _ask_for_choice(pupil: int, kind: int, choice: Choice, group: Group, demand: Demand) -> None:
    lists = group.lists
    for number in range(choice.size[1]):
        offer = choice.offer[choice.chosen[number]]
        if offer < 0:
            demand.pool[kind, -1 - offer] += 1
            continue
        demand.offer[offer] += 1
        for row in range(lists.start[pupil], lists.start[pupil + 1]):
            if lists.offer[row] == offer and group.named_row[row] >= 0:
                demand.row[group.named_row[row]] += 1


@numba.njit(cache=True)
def _pass(
    reach: Reach, cells: Cells, group: Group, weights: Weights, prices: Prices, table: Table, demand: Demand,
    choice: Choice, worth: Array,
) -> None:  # fmt: skip
    everything = Open(np.zeros(0, np.bool_), np.zeros(0, np.bool_))
    for pupil in range(len(group.days)):
        kind = reach.type_of[pupil]
        line = Table(table.price[kind : kind + 1], table.offer[kind : kind + 1], table.cheap[kind : kind + 1])
        best = best_of_pupil(pupil, choice, group, cells, weights, prices, line, everything)
        if weights.changed and group.plan_state[pupil] != NO_PLAN:
            best -= weights.changed
            same = worth_of_plan(pupil, group, cells, weights, prices)
            if same >= best:
                worth[pupil] = same
                _ask_for(pupil, group.plan_start, group.plan, group.plan_row, demand)
                continue
        worth[pupil] = best
        _ask_for(pupil, group.fixed_start, group.fixed, group.fixed_row, demand)
        _ask_for_choice(pupil, kind, choice, group, demand)


def room_for(market: Market) -> int:
    """Count the places one pupil may at most have to choose from."""
    lists, dates = market.group.lists, len(market.cells.at_pair)
    named = int(np.diff(lists.start).max(initial=0))
    return named + dates * (MOST_DAYS + int(np.diff(lists.field_start).max(initial=0))) + 1


def price_pass(market: Market, weights: Weights, prices: Prices, table: Table | None = None) -> tuple[Array, Demand]:
    """Give the worth of each pupil's best bundle at the prices, and the demand."""
    table = table or price_table(market, prices, weights.metre)
    worth = np.empty(len(market.group.days), np.int64)
    demand = Demand(np.zeros_like(prices.offer), np.zeros_like(prices.row), np.zeros_like(table.price))
    choice = new_choice(room_for(market))
    _pass(market.reach, market.cells, market.group, weights, prices, table, demand, choice, worth)
    return worth, demand
