"""From the counts of a network to a case of the optimiser, and its answers in both aims beside the baseline."""

import math
from dataclasses import dataclass

import numpy as np

from bildungsnetz.engines.places.case import Aim, Answer, Case
from bildungsnetz.engines.places.exact import solve
from bildungsnetz.engines.places.greedy import greedy
from bildungsnetz.inclusion.focuses import FOCUSES
from bildungsnetz.inclusion.selectors.planning import distances, history_of_need, supply_in
from bildungsnetz.networks import geo
from bildungsnetz.networks.models import Network

# A page must not wait longer; the gap says what is proven by then.
SECONDS = 5.0


@dataclass(frozen=True)
class Proposal:
    """The answers for the two aims and the baseline, with the names of the towns."""

    shortest_sum: Answer
    shortest_worst: Answer
    baseline: Answer
    names: dict[str, str]
    year: int


def propose(network: Network, *, focus: str, new_sites: int, places: int) -> Proposal | None:
    """Return proposals for a focus in the newest year: new sites with ``places`` each; None without counts.

    The places of a town stand in its middle; three queries.
    """
    history = history_of_need(network)
    if not history.years:
        return None
    position, year = FOCUSES.index(focus), history.years[-1]
    supply = supply_in(network, year=year, towns=history.towns)
    need = history.counts[:, position, :, -1].sum(axis=1)
    ways = distances(history.towns)
    existing = {
        town: math.floor(supply.places[supply.towns == n, position].sum()) for n, town in enumerate(history.towns)
    }
    open_sites = {f"{town} +": number for town, number in existing.items() if number}
    case = Case(
        {town: int(need[n]) for n, town in enumerate(history.towns)},
        {**open_sites, **dict.fromkeys(history.towns, places)},
        frozenset(open_sites),
        new_sites,
        np.hstack([ways[:, [n for n, town in enumerate(history.towns) if existing[town]]], ways]),
    )
    base = greedy(case)
    return Proposal(
        solve(case, aim=Aim.SUM, start=base, seconds=SECONDS),
        solve(case, aim=Aim.WORST, start=base, seconds=SECONDS),
        base,
        {key: geo.towns()[key].name for key in history.towns},
        year,
    )
