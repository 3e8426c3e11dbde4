"""A linear programme over the places named in the lists: where pupils compete, and at which prices they stop.

Places nobody names are left out: beside them stands the worth of an unwished place, which is to be had at the base
price. What is left is a matching of pupils to the few thousand places in demand, small, nearly always integral, and its
duals are the prices of those places. Whether they are right is decided over the full set by the pass of ``pricing``.
"""

from dataclasses import dataclass

import numpy as np

from bildungsnetz.engines.allocation.instance import Bools, Indices, Integers, Numbers
from bildungsnetz.engines.allocation.mixed import Limits, minimise
from bildungsnetz.engines.allocation.pricing import Prices
from bildungsnetz.engines.allocation.programme import UNIT, corner_of
from bildungsnetz.engines.allocation.weights import Market, Weights


@dataclass(frozen=True, eq=False)
class Relaxed:
    """Prices above the base price, and the named places that the programme gives whole."""

    prices: Prices
    places: Indices


def named_places(market: Market, closed: Bools) -> Indices:
    """List the named places (n x 2, pupil and offer) of pupils who have days left, fixed ones included."""
    lists, instance = market.group.lists, market.instance
    pupil = np.repeat(np.arange(len(lists.unwished)), np.diff(lists.start))
    named = np.column_stack([pupil, lists.offer]).astype(np.int32)
    open_to = (market.group.days[pupil] > 0) & ~closed[lists.offer] & (instance.offers.capacity[lists.offer] > 0)
    return np.unique(np.concatenate([named[open_to], instance.fixed]), axis=0)


def relax(market: Market, weights: Weights, closed: Bools, *, seconds: float | None = None) -> Relaxed | None:
    """Solve the programme; None if HiGHS does not report an optimum (within ``seconds``, if given)."""
    instance, places = market.instance, named_places(market, closed)
    offers, limits = instance.offers.capacity, np.asarray(market.reach.row_limit, np.int64)
    zero = Prices(np.zeros(len(offers), np.int64), np.zeros(len(limits), np.int64))
    if not len(places):
        return Relaxed(zero, places)
    size = max(1, len(instance.offer_ids))
    pinned = np.isin(
        places[:, 0].astype(np.int64) * size + places[:, 1],
        instance.fixed[:, 0].astype(np.int64) * size + instance.fixed[:, 1],
    )
    bare = weights if market.options.only_wished else _places_only(weights)
    corner = corner_of(market, bare, places, pinned, offers, limits, over_unwished=not market.options.only_wished)
    answer = minimise(corner.cost, corner.lower, corner.upper, corner.rows, None, limits=Limits(seconds=seconds))
    if answer.x is None or answer.duals is None:
        return None
    zero.offer[corner.offers] = _whole(answer.duals[: len(corner.offers)])
    first = len(corner.offers)
    zero.row[corner.limit_rows] = _whole(answer.duals[first : first + len(corner.limit_rows)])
    given = answer.x[: len(places)] > 0.999
    return Relaxed(zero, places[given])


def _places_only(weights: Weights) -> Weights:
    """Leave out what places and their number are worth: beside a named place stands an unwished one."""
    return weights._replace(place=0, sizes=np.zeros_like(weights.sizes), changed=0)


def _whole(duals: Numbers) -> Integers:
    found: Integers = np.maximum(0, np.rint(-duals * UNIT)).astype(np.int64)
    return found
