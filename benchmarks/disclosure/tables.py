"""Tables to measure on: random counts with a long tail over real and made-up classifications, by seed.

- ``grid``: every cell is the floor of 3 X, X from a Lomax distribution (Pareto from 0) with shape 1, at most 400.
- ``state``: the 53 regions and 396 municipalities of North Rhine-Westphalia x 10 fields x 2 groups. A municipality has
  the size 30 (X + 0.3), X from a Lomax distribution with shape 1.1; the field f has the share 1 / (1 + f); the count is
  a Poisson number with mean size x share x G, G from a gamma distribution with shape 1. Of a part of the state every
  n-th region is taken. Twenty-two regions are a single town, so that region and municipality are one cell.
"""

import json
from importlib import resources

import numpy as np

from bildungsnetz.engines.disclosure import Dimension

Counts = dict[tuple[str, ...], int]


def grid(*shape: int, seed: int = 1) -> tuple[Counts, tuple[Dimension, ...]]:
    """A dense table of flat dimensions."""
    random = np.random.default_rng(seed)
    figures = np.minimum(np.floor(random.pareto(1.0, shape) * 3), 400).astype(int)
    counts = {
        tuple(f"{'abcd'[axis]}{place:02d}" for axis, place in enumerate(places)): int(figures[places])
        for places in np.ndindex(*shape)
        if figures[places]
    }
    return counts, tuple(Dimension("abcd"[axis]) for axis in range(len(shape)))


def state(*, every: int = 1, fields: int = 10, seed: int = 1) -> tuple[Counts, tuple[Dimension, ...]]:
    """Municipalities below regions x fields x groups; every ``every``-th region."""
    random = np.random.default_rng(seed)
    towns = _towns()
    regions = sorted({town[:5] for town in towns})[::every]
    kept = [town for town in towns if town[:5] in regions]
    counts: Counts = {}
    for town in kept:
        size = (random.pareto(1.1) + 0.3) * 30
        for field in range(fields):
            for group in ("f", "m"):
                count = int(random.poisson(size / (1 + field) * random.gamma(1.0, 1.0)))
                if count:
                    counts[town, f"{field:02d}", group] = count
    parents = {town: town[:5] for town in kept} | dict.fromkeys(regions, "")
    return counts, (Dimension("town", parents), Dimension("field"), Dimension("group"))


def large(*, leaves: int = 100, seed: int = 1) -> tuple[Counts, tuple[Dimension, ...]]:
    """``leaves`` cubed innermost cells below three hierarchies of ten branches each."""
    random = np.random.default_rng(seed)
    names = [f"{place:03d}" for place in range(leaves)]
    parents = {name: "g" + name[:-1] for name in names} | {"g" + name[:-1]: "" for name in names}
    figures = np.minimum(np.floor(random.pareto(1.0, (leaves,) * 3) * 3), 400).astype(int)
    counts = {
        (names[one], names[two], names[three]): int(figures[one, two, three])
        for one, two, three in np.ndindex(*figures.shape)
        if figures[one, two, three]
    }
    return counts, tuple(Dimension(column, parents) for column in "abc")


def _towns() -> list[str]:
    """Keys of the municipalities, eight digits, ascending."""
    file = resources.files("bildungsnetz.networks") / "geo" / "towns.geojson"
    features = json.loads(file.read_text(encoding="utf-8"))["features"]
    return sorted(feature["properties"]["AGS"] for feature in features)
