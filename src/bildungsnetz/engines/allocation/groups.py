"""Small groups (H7): an offer that would take place with too few pupils is filled up or closed."""

from collections.abc import Callable

import numpy as np

from bildungsnetz.engines.allocation.instance import Bools
from bildungsnetz.engines.allocation.seating import Seats, shut, unseat
from bildungsnetz.engines.allocation.weights import Market


def small_groups(market: Market, seats: Seats) -> Bools:
    """Find the offers that have some pupils but fewer than they need."""
    found: Bools = (seats.taken > 0) & (seats.taken < market.instance.offers.min_group)
    return found


def close_small_groups(market: Market, seats: Seats, exchange: Callable[[], None]) -> None:
    """Close what is too small, the farthest from its minimum first, and let the pupils look for other places.

    An offer with a fixed place cannot be closed and may be left too small.
    """
    held = np.zeros(len(seats.taken), np.bool_)
    held[seats.place[seats.pinned]] = True
    while True:
        small = small_groups(market, seats) & ~held
        if not small.any():
            return
        lacking = np.where(small, market.instance.offers.min_group - seats.taken, 0)
        worst = small & (lacking >= max(1, int(np.ceil(lacking.max() / 2))))
        for pupil, slot in np.argwhere((seats.place >= 0) & worst[np.maximum(seats.place, 0)]):
            unseat(seats, pupil, slot)
        shut(seats, worst)
        exchange()
