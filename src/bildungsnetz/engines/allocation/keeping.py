"""Where an allocation was made before: the places of it that can stay, from which the search begins (A2b)."""

import numpy as np

from bildungsnetz.engines.allocation.instance import Array, Bools, Indices
from bildungsnetz.engines.allocation.seating import rows_of_places
from bildungsnetz.engines.allocation.weights import Market, broken_plans


def places_to_keep(market: Market, order: Indices, closed: Bools) -> Indices:
    """Find the earlier places that obey today's rules together (n x 2, pupil and offer), fixed ones included.

    Where an offer or a row of H5 has fewer places than before, those first in ``order`` keep theirs.
    """
    instance, group = market.instance, market.group
    plans = np.column_stack([np.repeat(np.arange(len(group.days)), np.diff(group.plan_start)), group.plan])
    broken = broken_plans(instance, market.options, market.positions, plans)
    stands = plans[~broken[plans[:, 0]] & ~closed[plans[:, 1]]]
    turn = np.empty(len(order), np.int64)
    turn[order] = np.arange(len(order))
    stands = stands[np.argsort(turn[stands[:, 0]], kind="stable")]
    places = np.concatenate([instance.fixed, stands]).astype(np.int32)
    _, first = np.unique(places, axis=0, return_index=True)
    places = places[np.sort(first)]
    places = places[_turns(places[:, 1]) < instance.offers.capacity[places[:, 1]]]
    rows = rows_of_places(market, places)
    free = (rows < 0) | (_turns(rows) < market.reach.row_limit[rows] if len(market.reach.row_limit) else True)
    return places[free]


def _turns(keys: Array) -> Array:
    """Number equal keys from zero in the order they come."""
    order = np.argsort(keys, kind="stable")
    ranks = np.arange(len(keys))
    starts = np.r_[True, keys[order][1:] != keys[order][:-1]] if len(keys) else np.zeros(0, np.bool_)
    turns = np.empty(len(keys), np.int64)
    turns[order] = ranks - np.maximum.accumulate(np.where(starts, ranks, 0))
    return turns
