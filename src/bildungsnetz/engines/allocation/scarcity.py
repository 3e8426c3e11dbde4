"""Where places are scarce: the offers that pupils who are short could reach, and all of which are full.

However the places are given out, these offers can give no more than their capacities, and the pupils who reach only
them must share them (Hall's condition). Priced at one place each, all else free, they bound the number of places.
"""

from collections.abc import Callable

import numpy as np

from bildungsnetz.engines.allocation.chains import fill
from bildungsnetz.engines.allocation.claims import UNIT
from bildungsnetz.engines.allocation.instance import Bools, Indices
from bildungsnetz.engines.allocation.pricing import Prices
from bildungsnetz.engines.allocation.seating import choose_in_turn, new_seats, seat_places
from bildungsnetz.engines.allocation.weights import Market, weigh

SWEEPS = 8


def scarcity(
    market: Market, named: Indices, order: Indices, closed: Bools, *, portion: int, stop: Callable[[], bool]
) -> Prices:
    """Give ``UNIT`` to every offer and row of H5 that is scarce, nothing to the rest.

    The places are given out for their number alone, beginning with ``named`` ones (n x 2), and chains fill up what they
    can; what the last failed searches reached is scarce. After each ``portion`` of pupils ``stop`` may end the search.
    """
    offers, rows = len(market.instance.offer_ids), len(market.reach.row_offer)
    nothing = Prices(np.zeros(offers, np.int64), np.zeros(rows, np.int64))
    weights = weigh({"A1.filled": UNIT})
    seats = new_seats(market, weights, closed)
    seat_places(market, weights, seats, named)
    choose_in_turn(market, weights, nothing, seats, order)
    for _ in range(SWEEPS):
        short = order[seats.held[order] < market.group.days[order]]
        if not len(short):
            return nothing
        if (seats.taken >= seats.capacity).all():
            return Prices(np.full(offers, UNIT, np.int64), nothing.row)
        moved, reached = 0, np.zeros(offers + rows, np.bool_)
        for first in range(0, len(short), portion):
            if stop():
                return nothing
            some = short[first : first + portion]
            swept = fill(market, weights, nothing, seats, some, nodes=offers + rows, tried=offers)
            moved, reached = moved + swept.chains, reached | swept.reached
        if not moved:
            break
    scarce = np.where(reached, UNIT, 0)
    return Prices(scarce[:offers].copy(), scarce[offers:].copy())
