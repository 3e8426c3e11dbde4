"""Bounds in whole numbers: from multipliers in 1/1024, in one pass over the full eligible set.

The arithmetic is that of ``certificate.json``; ``allocation_check`` repeats it without a line of this code.
"""

from collections.abc import Mapping

import numpy as np

from bildungsnetz.engines.allocation.ascent import lagrange
from bildungsnetz.engines.allocation.claims import MAXIMISED, UNIT, Claim
from bildungsnetz.engines.allocation.pricing import Prices, price_pass
from bildungsnetz.engines.allocation.solution import InternalFailure
from bildungsnetz.engines.allocation.weights import Market, weigh

LARGEST_MULTIPLIER = 2**40


def dual_claim(
    market: Market, entry: str, earlier: Mapping[str, int], prices: Prices, values: Mapping[str, int]
) -> Claim:
    """Claim the bound of an entry that follows from the multipliers, given the values of the earlier entries.

    Raises: InternalFailure if a multiplier is too large for sums in 64 bits.
    """
    _guard(market, earlier, prices)
    worth = price_pass(market, weigh({**earlier, entry: UNIT}), prices)[0]
    total = lagrange(market, prices, worth)
    for name, weight in earlier.items():
        total -= (weight if name in MAXIMISED else -weight) * values[name]
    bound = total // UNIT if entry in MAXIMISED else -(total // UNIT)
    reach, instance = market.reach, market.instance
    return Claim(
        bound=bound,
        by="dual",
        offers={instance.offer_ids[o]: int(prices.offer[o]) for o in np.flatnonzero(prices.offer)},
        school_rows=tuple(
            (
                instance.offer_ids[reach.row_offer[row]],
                instance.school_ids[reach.row_school[row]],
                int(prices.row[row]),
            )
            for row in np.flatnonzero(prices.row)
        ),
        earlier={name: weight for name, weight in earlier.items() if weight},
    )


def _guard(market: Market, earlier: Mapping[str, int], prices: Prices) -> None:
    largest = max(
        [*earlier.values(), UNIT, int(prices.offer.max(initial=0)), int(prices.row.max(initial=0))],
    )
    demand = int(market.instance.pupils.days.sum()) + len(market.instance.pupil_ids)
    supply = int(np.minimum(market.instance.offers.capacity, 2**40).sum())
    if largest > LARGEST_MULTIPLIER or 32 * largest * (demand + supply) >= 2**62:
        raise InternalFailure("multipliers too large for 64 bits")


def better(entry: str, one: Claim, other: Claim) -> Claim:
    """Return the claim that says more; the first one among equals."""
    if other.bound is None or one.bound is None:
        return one if other.bound is None else other
    stronger = other.bound < one.bound if entry in MAXIMISED else other.bound > one.bound
    return other if stronger else one
