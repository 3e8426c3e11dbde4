"""Every pair of pupil and offer that may be used, written out: for small instances and for neighbourhoods."""

from dataclasses import dataclass

import numpy as np

from bildungsnetz.engines.allocation.eligibility import Types, access, metres_of_pairs
from bildungsnetz.engines.allocation.instance import Bools, Bytes, Indices, Instance, Integers, Options
from bildungsnetz.engines.allocation.measure import positions_of
from bildungsnetz.engines.allocation.wishing import LAST_POSITION, Positions


@dataclass(frozen=True, eq=False)
class Edges:
    """Pairs (``pupil``, ``offer``), sorted; ``points`` = 11 - position; ``fixed`` pairs must be used."""

    pupil: Indices
    offer: Indices
    position: Bytes
    wished: Bools
    points: Integers
    metres: Integers
    fixed: Bools

    def part(self, chosen: Bools | Integers) -> "Edges":
        """Keep the chosen pairs."""
        return Edges(*(getattr(self, name)[chosen] for name in self.__dataclass_fields__))


def all_edges(instance: Instance, options: Options, types: Types, positions: Positions) -> Edges:
    """Write out the full set of eligible pairs (wished ones and fixed ones only, with ``only_wished``)."""
    counts = np.diff(types.start)[types.of_pupil]
    pupil = np.repeat(np.arange(len(counts)), counts)
    within = np.arange(len(pupil)) - np.repeat(np.cumsum(counts) - counts, counts)
    offer = types.offers[types.start[types.of_pupil[pupil]] + within]
    edges = edges_of(instance, positions, np.column_stack([pupil, offer]).astype(np.int32))
    return edges.part(edges.wished | edges.fixed) if options.only_wished else edges


def edges_of(instance: Instance, positions: Positions, places: Indices) -> Edges:
    """Describe the given pairs (n x 2, sorted)."""
    position, wished = positions_of(instance, positions, places)
    size = len(instance.offer_ids)
    keys = places[:, 0].astype(np.int64) * size + places[:, 1]
    fixed = instance.fixed[:, 0].astype(np.int64) * size + instance.fixed[:, 1]
    return Edges(
        pupil=places[:, 0],
        offer=places[:, 1],
        position=position,
        wished=wished,
        points=LAST_POSITION - position.astype(np.int64),
        metres=metres_of_pairs(places, access(instance, None)),
        fixed=np.isin(keys, fixed),
    )
