"""Chains: a pupil takes a place, its holder takes another one, and so on, until a free place ends the chain.

A *node* is what stands in the way: a full row of H5, else a full offer. The search runs over the full eligible set, the
most promising node first: what has been gained so far less the price of the node, which is what its holders are
expected to lose. Source of the idea: augmenting paths for bipartite matching (Hopcroft and Karp, SIAM J. Comput. 2
(1973) 225-231), with prices as the guide.
"""

from typing import Any, NamedTuple

import numba
import numpy as np

from bildungsnetz.engines.allocation.bundles import MOST_DAYS
from bildungsnetz.engines.allocation.holdings import bundle_worth, cost_of_change
from bildungsnetz.engines.allocation.instance import Array, Indices
from bildungsnetz.engines.allocation.pricing import Prices, cheapest_first, grade_of, price_table, worth_of
from bildungsnetz.engines.allocation.reach import Cells, Reach
from bildungsnetz.engines.allocation.searching import Search, new_search, pop, push
from bildungsnetz.engines.allocation.seating import Seats, is_open, seat, unseat
from bildungsnetz.engines.allocation.weights import PLAN_STANDS, Group, Market, Weights
from bildungsnetz.engines.allocation.wishing import LAST_POSITION

LONGEST_CHAIN = 64


class Rest(NamedTuple):
    """What a pupil keeps while one place is exchanged: dates and fields in use.

    ``numbers`` = (worth, class, number of places kept, worth of all it has now).
    """

    dates: Array
    clashes: Array
    numbers: Array


@numba.njit(cache=True)
def _rest(pupil: int, out: int, seats: Seats, cells: Cells, group: Group, weights: Weights, rest: Rest) -> None:
    """Note what the pupil keeps without slot ``out``: numbers = (worth, class, count, worth of all it has now)."""
    worth, grade, count = 0, 0, 0
    for slot in range(MOST_DAYS):
        rest.dates[slot], rest.clashes[slot] = -1, -1
        offer = seats.place[pupil, slot]
        if offer < 0 or slot == out:
            continue
        cell = cells.of_offer[offer]
        rest.dates[slot], rest.clashes[slot] = cells.date[cell], cells.clash[cell]
        worth += seats.value[pupil, slot]
        grade = max(grade, seats.grade[pupil, slot])
        count += 1
    rest.numbers[0], rest.numbers[1], rest.numbers[2] = worth, grade, count
    rest.numbers[3] = bundle_worth(pupil, seats, group, weights)


@numba.njit(cache=True)
def _fits(rest: Rest, date: int, clash: int) -> bool:
    used = False
    for slot in range(MOST_DAYS):
        used = used or rest.dates[slot] == date or rest.clashes[slot] == clash
    return not used


@numba.njit(cache=True)
def _gain(pupil: int, value: int, grade: int, more: int, rest: Rest, group: Group, weights: Weights) -> int:
    """Give the change of worth when ``more`` (0 or 1) places of this value and class join what is kept."""
    best = max(grade, rest.numbers[1])
    rung = weights.rungs[best] if group.has_wish[pupil] else 0
    size = weights.sizes[group.days[pupil], rest.numbers[2] + more]
    return int(rest.numbers[0] + value + rung + size - rest.numbers[3])


@numba.njit(cache=True)
def _offer_end(state: Array, closing: Array, gain: int, pupil: int, into: Any, row: Any, out: int, source: int) -> None:
    if gain > state[2]:
        state[2] = gain
        closing[0], closing[1], closing[2], closing[3], closing[4] = pupil, into, row, out, source


@numba.njit(cache=True)
def _named_to_try(pupil: int, group: Group, weights: Weights, cells: Cells, rest: Rest, trial: Array) -> int:
    """Write down the places named and the wished fields the pupil may take; return how many.

    Rows of ``trial`` are (offer or -1 - cell, row of H5, value, class).
    """
    lists, count = group.lists, 0
    for at in range(lists.start[pupil], lists.start[pupil + 1]):
        offer = lists.offer[at]
        cell = cells.of_offer[offer]
        if _fits(rest, cells.date[cell], cells.clash[cell]):
            trial[count, 0], trial[count, 1] = offer, group.named_row[at]
            trial[count, 2] = weights.place + weights.wish * (LAST_POSITION - lists.position[at])
            trial[count, 3] = grade_of(lists.position[at])
            count += 1
    for at in range(lists.field_start[pupil], lists.field_start[pupil + 1]):
        for date in range(len(cells.at_pair)):
            cell = cells.at_pair[date, lists.field[at]]
            if cell >= 0 and group.can_go[pupil, date] and _fits(rest, date, cells.clash[cell]):
                trial[count, 0], trial[count, 1] = -1 - cell, -1
                trial[count, 2] = weights.place + weights.wish * (LAST_POSITION - lists.field_position[at])
                trial[count, 3] = grade_of(lists.field_position[at])
                count += 1
    return count


@numba.njit(cache=True)
def _others_to_try(
    pupil: int, group: Group, cells: Cells, rest: Rest, trial: Array, count: int, value: int, hope: int, own: int,
    least: Array, vacant: Array,
) -> int:  # fmt: skip
    """Add the cells not wished for that may bring something: ``hope`` is what a place there brings before its price.

    Without a vacant offer (and apart from cell ``own``, where one becomes vacant) the least price must be below it.
    """
    lists = group.lists
    for cell in range(len(cells.date)):
        date = cells.date[cell]
        if (vacant[cell] == 0 and cell != own and least[cell] >= hope) or not group.can_go[pupil, date]:
            continue
        if not _fits(rest, date, cells.clash[cell]):
            continue
        wished = False
        for at in range(lists.field_start[pupil], lists.field_start[pupil + 1]):
            wished = wished or lists.field[at] == cells.field[cell]
        if not wished:
            trial[count, 0], trial[count, 1], trial[count, 2], trial[count, 3] = -1 - cell, -1, value, 0
            count += 1
    return count


@numba.njit(cache=True)
def _expand(  # noqa: C901 - the innermost loop: a call with all these arrays costs more than its work
    search: Search, pupil: int, out: int, so_far: int, source: int, freed: int, seats: Seats, reach: Reach,
    cells: Cells, group: Group, weights: Weights, prices: Prices, rest: Rest, trial: Array,
) -> None:  # fmt: skip
    """Let the pupil exchange slot ``out`` (-1: nothing) for any place that fits what it keeps.

    Where the offer has a free place the chain may end, else its node is open. Of a cell, the first free offer is tried
    and the cheapest of those that are full: they are worth the same to the pupil.
    """
    _rest(pupil, out, seats, cells, group, weights, rest)
    if rest.numbers[2] >= group.days[pupil]:
        return
    planned = weights.changed != 0 and group.plan_state[pupil] >= PLAN_STANDS
    kind = reach.type_of[pupil]
    allowed, base = reach.allowed[reach.need[kind]], reach.base[kind] * len(cells.date)
    start, offer_at, row_of, kind_of = reach.start, reach.offer, reach.row, reach.kind
    taken, capacity, row_taken, row_limit = seats.taken, seats.capacity, seats.row_taken, seats.row_limit
    price_of, row_price, offers = prices.offer, prices.row, len(seats.taken)
    state, seen, label, number = search.state, search.seen, search.label, search.state[0]
    own_cell = seats.cell[freed] if freed >= 0 else -1
    choices = _named_to_try(pupil, group, weights, cells, rest, trial)
    plain = weights.place + weights.wish * (LAST_POSITION - group.lists.unwished[pupil])
    hope = so_far + _gain(pupil, plain, 0, 1, rest, group, weights) - (weights.changed if planned else 0) - state[2]
    if hope > 0 and not group.only_wished:
        choices = _others_to_try(
            pupil, group, cells, rest, trial, choices, plain, hope, own_cell, search.least[kind], seats.vacant
        )
    for choice in range(choices):
        gain = so_far + _gain(pupil, trial[choice, 2], trial[choice, 3], 1, rest, group, weights)
        named = trial[choice, 0] >= 0
        if planned:
            gain += cost_of_change(pupil, seats, out, trial[choice, 0], group, weights) if named else -weights.changed
        if gain <= state[2]:
            continue
        first, last, more = 0, 1, True
        if not named:
            cell = -1 - trial[choice, 0]
            own = own_cell == cell
            known = search.scanned[kind, cell] == number and search.scanned_with[kind, cell] >= gain
            if known and not own:
                continue
            if not known:
                search.scanned[kind, cell], search.scanned_with[kind, cell] = number, gain
            more = own or (seats.vacant[cell] > 0 and search.barren[kind, cell] != state[4])
            first, last = start[base + cell], start[base + cell + 1]
        full, ended = 0, False
        for at in range(first, last):
            offer, row = (trial[choice, 0], trial[choice, 1]) if named else (np.int64(offer_at[at]), np.int64(-1))
            if not named:
                if not allowed[kind_of[offer]]:
                    continue
                if len(row_of):
                    row = np.int64(row_of[at])
            full_row = row >= 0 and row_taken[row] >= row_limit[row]
            if capacity[offer] > 0 and not full_row and (taken[offer] < capacity[offer] or offer == freed):
                _offer_end(state, search.closing, gain, pupil, offer, row, out, source)
                ended = True
                break
            if full >= state[3] and not more:
                break
            if full >= state[3] or capacity[offer] == 0:
                continue
            full += 1
            node = offers + row if full_row else offer
            now = gain - price_of[offer] - (row_price[row] if full_row else 0)
            if now <= state[2] and not more and row < 0:
                break
            if now <= state[2] or seen[node] == -number or (seen[node] == number and label[node] >= now):
                continue
            seen[node], label[node] = number, now
            search.mover[node], search.into[node], search.row[node] = pupil, offer, row
            search.out[node], search.source[node] = out, source
            push(state, search.heap, search.keys, node, now)
        if more and not named and not ended:
            search.barren[kind, cell] = state[4]


@numba.njit(cache=True)
def _on_the_way(search: Search, node: int, pupil: int) -> bool:
    """Tell whether the pupil moves already in the chain that leads to the node."""
    while node >= 0:
        if search.mover[node] == pupil:
            return True
        node = search.source[node]
    return False


@numba.njit(cache=True)
def _leave(
    search: Search, node: int, key: int, freed: int, seats: Seats, reach: Reach, cells: Cells, group: Group,
    weights: Weights, prices: Prices, rest: Rest, trial: Array,
) -> None:  # fmt: skip
    """Let every holder of the node give its place up and take another one, or none."""
    offers = len(seats.taken)
    offer = node if node < offers else search.into[node]
    price = prices.offer[offer] + (prices.row[node - offers] if node >= offers else 0)
    so_far = key + price
    number = seats.head[offer]
    while number >= 0:
        holder, slot = number // MOST_DAYS, number % MOST_DAYS
        number = seats.after[number]
        if seats.pinned[holder, slot] or (node >= offers and seats.row[holder, slot] != node - offers):
            continue
        if _on_the_way(search, node, holder):
            continue
        _expand(search, holder, slot, so_far, node, freed, seats, reach, cells, group, weights, prices, rest, trial)
        gain = _gain(holder, 0, 0, 0, rest, group, weights) + cost_of_change(holder, seats, slot, -1, group, weights)
        _offer_end(search.state, search.closing, so_far + gain, holder, -1, -1, slot, node)


@numba.njit(cache=True)
def _moves(search: Search, moves: Array) -> int:
    """Write the best chain down, last move first, as rows of (pupil, offer, row of H5, slot); 0 if it is too long."""
    count, node = 1, search.closing[4]
    moves[0, :4] = search.closing[:4]
    while node >= 0 and count < len(moves):
        moves[count, 0], moves[count, 1] = search.mover[node], search.into[node]
        moves[count, 2], moves[count, 3] = search.row[node], search.out[node]
        node = search.source[node]
        count += 1
    return count if node < 0 else 0


@numba.njit(cache=True)
def _apply(search: Search, seats: Seats, group: Group, cells: Cells, weights: Weights, moves: Array) -> int:
    """Carry out the best chain, all removals, then all additions; return its length, 0 if a rule would break."""
    count = _moves(search, moves)
    for at in range(count):
        pupil, out = moves[at, 0], moves[at, 3]
        moves[at, 4], moves[at, 5] = -1, -1
        if out >= 0:
            moves[at, 4], moves[at, 5] = seats.place[pupil, out], seats.row[pupil, out]
            unseat(seats, pupil, out)
    done = 0
    while done < count and (moves[done, 1] < 0 or is_open(seats, moves[done, 1], moves[done, 2])):
        _put(seats, moves[done, 0], moves[done, 1], moves[done, 2], group, cells, weights)
        done += 1
    if done == count:
        return count
    for at in range(done):
        for slot in range(MOST_DAYS):
            if moves[at, 1] >= 0 and seats.place[moves[at, 0], slot] == moves[at, 1]:
                unseat(seats, moves[at, 0], slot)
    for at in range(count):
        _put(seats, moves[at, 0], moves[at, 4], moves[at, 5], group, cells, weights)
    return 0


@numba.njit(cache=True)
def _put(seats: Seats, pupil: int, offer: int, row: int, group: Group, cells: Cells, weights: Weights) -> None:
    if offer >= 0:
        value, grade = worth_of(pupil, offer, group, cells.field_of_offer, weights)
        seat(seats, pupil, offer, value, grade, row)


@numba.njit(cache=True)
def _chain(
    pupil: int, most: int, search: Search, seats: Seats, reach: Reach, cells: Cells, group: Group, weights: Weights,
    prices: Prices, rest: Rest, trial: Array,
) -> int:  # fmt: skip
    """Search the best chain that begins with this pupil; ``search.closing`` holds it, its gain is returned."""
    while search.state[1] > 0:
        search.state[1] -= 1
        if search.seen[search.heap[search.state[1]]] == search.state[0]:
            search.seen[search.heap[search.state[1]]] = 0
    search.state[2] = 0
    search.closing[4] = -1
    for out in range(-1, MOST_DAYS):
        if out < 0 or (seats.place[pupil, out] >= 0 and not seats.pinned[pupil, out]):
            freed = seats.place[pupil, out] if out >= 0 else -1
            _expand(search, pupil, out, 0, -1, freed, seats, reach, cells, group, weights, prices, rest, trial)
    visited = 0
    while search.state[1] > 0 and visited < most:
        node, key = pop(search)
        if search.seen[node] != search.state[0] or search.label[node] != key:
            continue
        if key <= search.state[2]:
            break
        search.seen[node] = -search.state[0]
        visited += 1
        first = node
        while search.source[first] >= 0:
            first = search.source[first]
        begin, out = search.mover[first], search.out[first]
        freed = seats.place[begin, out] if out >= 0 else -1
        _leave(search, node, key, freed, seats, reach, cells, group, weights, prices, rest, trial)
    return int(search.state[2])


@numba.njit(cache=True)
def _sweep(
    order: Array, most: int, search: Search, seats: Seats, reach: Reach, cells: Cells, group: Group, weights: Weights,
    prices: Prices, moved: Array, filling: bool,
) -> int:  # fmt: skip
    """Search chains from each pupil. While ``filling``, what a failed search has seen is not searched again until some
    chain succeeds, and the sweep ends with the last free place."""
    rest = Rest(np.zeros(MOST_DAYS, np.int32), np.zeros(MOST_DAYS, np.int32), np.zeros(4, np.int64))
    moves = np.zeros((LONGEST_CHAIN, 6), np.int64)
    named = np.diff(group.lists.start).max() + len(cells.at_pair) * np.diff(group.lists.field_start).max()
    trial = np.zeros((len(cells.date) + named + 1, 4), np.int64)
    total, known = 0, -1
    free = (seats.capacity - np.minimum(seats.taken, seats.capacity)).sum()
    for pupil in order:
        while free > 0 or not filling:
            if not filling or total != known:
                search.state[0] += 1
                known = total
            gain = _chain(pupil, most, search, seats, reach, cells, group, weights, prices, rest, trial)
            count = _apply(search, seats, group, cells, weights, moves) if gain > 0 else 0
            if count == 0:
                break
            for move in range(count):
                free += (moves[move, 3] >= 0) - (moves[move, 1] >= 0)
                # A place that is free now may be within reach of a cell that had none.
                left = moves[move, 4]
                if left >= 0 and seats.taken[left] < seats.capacity[left]:
                    search.state[4] += 1
            total += gain
            moved[0] += 1
    return total


class Swept(NamedTuple):
    """What chains gained (1/1024), their number, and the nodes that the last failed searches reached."""

    gained: int
    chains: int
    reached: Array


def improve(
    market: Market, weights: Weights, prices: Prices, seats: Seats, order: Indices, *, nodes: int = 100
) -> Swept:
    """Search a chain from each of these pupils, in turn."""
    return _swept(market, weights, prices, seats, order, nodes)


def fill(
    market: Market, weights: Weights, prices: Prices, seats: Seats, order: Indices, *, nodes: int, tried: int
) -> Swept:
    """Search chains from pupils who are short, as long as there are free places; ``tried`` full offers of each cell."""
    return _swept(market, weights, prices, seats, order, nodes, tried)


def _swept(
    market: Market, weights: Weights, prices: Prices, seats: Seats, order: Indices, nodes: int, tried: int = 0
) -> Swept:
    search = new_search(len(seats.taken) + len(seats.row_taken), price_table(market, prices).price)
    filling = tried > 0
    if filling:
        search.state[3] = tried
    reach = cheapest_first(market.reach, prices)
    moved = np.zeros(1, np.int64)
    gained = _sweep(
        order, nodes, search, seats, reach, market.cells, market.group, weights, prices, moved, filling
    )  # fmt: skip
    return Swept(int(gained), int(moved[0]), search.seen == -search.state[0])
