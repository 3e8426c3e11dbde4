"""The cell-key method: every figure gets a small random change that depends only on who is counted in it.

Every person has a random key; the keys of all persons of a cell, added up, choose the change from a table of
probabilities. So the same group of persons shows the same figure wherever it appears.
Sources: Fraser and Wooton, A proposed method for confidentialising tabular output to protect against differencing,
2005; Giessing, Computational issues in the design of transition probabilities and disclosure risk estimation for
additive noise, 2016 (maximum entropy).
"""

from collections.abc import Iterator, Mapping
from hashlib import blake2b

import numpy as np
from numpy.typing import NDArray

from bildungsnetz.engines.disclosure.lattice import Cells, Lattice, add_up
from bildungsnetz.engines.disclosure.moves import Floats
from bildungsnetz.engines.disclosure.spec import CellCodes, SolverFailed

Keys = NDArray[np.uint64]

# Persons whose keys are drawn at once; bounds the memory.
AT_ONCE = 2_000_000
# The step and the two factors of the generator SplitMix64 (Steele, Lea and Flood, OOPSLA 2014).
STEP = np.uint64(0x9E3779B97F4A7C15)
FACTORS = (np.uint64(0xBF58476D1CE4E5B9), np.uint64(0x94D049BB133111EB))
MOST_ROUNDS = 200


def perturbed(lattice: Lattice, *, counts: Mapping[CellCodes, int], most: int, least: int, key: str) -> Cells:
    """Change every figure by at most ``most``, on average by nothing; 0 stays 0 and nothing below ``least`` appears.

    ``counts``: innermost codes -> persons, the lattice's own. ``key``: the office's secret.
    Raises: SolverFailed if no table of probabilities exists for these numbers.
    """
    keys = _keys_of_cells(lattice, counts, key)
    table = probabilities(most=most, least=least)
    rows = np.minimum(lattice.counts, len(table) - 1)
    # 53 bits are what a float can hold of a key.
    chance = (keys >> np.uint64(11)).astype(np.float64) / 2.0**53
    # Each row of the table is a stair from 0 to 1; put one behind the other they are one long stair.
    stairs = (np.cumsum(table, axis=1).round(12).clip(max=1.0) + np.arange(len(table))[:, None]).ravel()
    place = np.searchsorted(stairs, rows + chance, side="right")
    change: Cells = (place - rows * table.shape[1]).clip(0, 2 * most) - most
    shown: Cells = lattice.counts + np.where(lattice.counts > 0, change, 0)
    return shown


def bounds_of_perturbed(values: Cells, *, most: int) -> tuple[Cells, Cells]:
    """Smallest and largest figure that may stand behind each value; only 0 can stand for nobody."""
    low: Cells = np.where(values > 0, (values - most).clip(min=1), 0)
    high: Cells = values + most
    return low, high


def probabilities(*, most: int, least: int) -> Floats:
    """Chances of the changes -most … most, one row per figure 0, 1, …; the last row holds for all larger ones.

    Of all distributions with mean 0 and the variance wanted each row is the one with the largest entropy. No change
    leads below 0 or to 1 … ``least`` - 1.
    """
    steps = np.arange(-most, most + 1)
    wanted = most * (most + 1) / 8
    rows = [np.where(steps == 0, 1.0, 0.0)]
    for figure in range(1, most + least + 1):
        reached = figure + steps
        allowed = steps[(reached == 0) | (reached >= least)]
        rows.append(_spread(allowed, wanted, steps))
    return np.array(rows)


def _spread(allowed: NDArray[np.int64], wanted: float, steps: NDArray[np.int64]) -> Floats:
    """The distribution over the allowed changes: mean 0, the variance wanted or a little above the least possible."""
    below, above = allowed[allowed <= 0], allowed[allowed >= 0]
    if not below.size or not above.size:
        raise SolverFailed("no change keeps the figure right on average")
    # Two changes around 0 with mean 0 have the least variance of all.
    smallest = float(-below.max() * above.min())
    largest = float(-below.min() * above.max())
    variance = min(max(wanted, 1.1 * smallest), smallest + 0.9 * (largest - smallest))
    # In units of the largest change, so that the equations are well conditioned.
    unit = float(np.abs(allowed).max())
    moments: Floats = np.stack([allowed / unit, (allowed / unit) ** 2])
    aim, weights = np.array([0.0, variance / unit**2]), np.zeros(2)
    for _ in range(MOST_ROUNDS):
        chance = _chances(moments, weights)
        gap = aim - moments @ chance
        if np.abs(gap).max() < 1e-12:
            break
        centred = moments - (moments @ chance)[:, None]
        step = np.linalg.solve((centred * chance) @ centred.T, gap).astype(np.float64)
        weights = _nearer(moments, weights, step, aim)
    chance = _chances(moments, weights)
    if np.abs(aim - moments @ chance).max() > 1e-8:
        raise SolverFailed("no table of probabilities for these numbers")
    row = np.zeros(steps.size)
    row[np.isin(steps, allowed)] = chance
    return row


def _chances(moments: Floats, weights: Floats) -> Floats:
    power = weights @ moments
    chance = np.exp(power - power.max())
    found: Floats = chance / chance.sum()
    return found


def _nearer(moments: Floats, weights: Floats, step: Floats, aim: Floats) -> Floats:
    """Half the step until it leads down: the dual is convex, so this ends at its lowest point."""

    def height(at: Floats) -> float:
        power = at @ moments
        return float(power.max() + np.log(np.exp(power - power.max()).sum()) - at @ aim)

    start, factor = height(weights), 1.0
    while factor > 1e-9 and height(weights + factor * step) > start + 1e-12:
        factor /= 2
    return weights + factor * step


def _keys_of_cells(lattice: Lattice, counts: Mapping[CellCodes, int], key: str) -> Keys:
    """Keys of all persons of each cell, added up modulo 2^64."""
    inner = np.zeros(lattice.shape, dtype=np.uint64)
    secret = blake2b(key.encode(), digest_size=32).digest()
    for cells, sums in _keys_of_innermost(lattice, counts, secret):
        inner.ravel()[cells] += sums
    # Going over the end of 64 bits is what adding modulo 2^64 means.
    with np.errstate(over="ignore"):
        return add_up(lattice.trees, inner.view(np.int64)).view(np.uint64).ravel()


def _keys_of_innermost(
    lattice: Lattice, counts: Mapping[CellCodes, int], secret: bytes
) -> Iterator[tuple[Cells, Keys]]:
    cells: list[int] = []
    seeds: list[int] = []
    persons: list[int] = []
    waiting = 0
    for codes, count in counts.items():
        seed = int.from_bytes(blake2b("\x1f".join(codes).encode(), digest_size=8, key=secret).digest(), "little")
        # A cell of very many persons is drawn in parts, each starting where the last one ended.
        for start in range(0, count, AT_ONCE):
            cells.append(lattice.cell(codes))
            seeds.append((seed + start * int(STEP)) % 2**64)
            persons.append(min(count - start, AT_ONCE))
            waiting += persons[-1]
            if waiting >= AT_ONCE:
                yield np.array(cells), _drawn(np.array(seeds, dtype=np.uint64), np.array(persons))
                cells, seeds, persons, waiting = [], [], [], 0
    if cells:
        yield np.array(cells), _drawn(np.array(seeds, dtype=np.uint64), np.array(persons))


def _drawn(seeds: Keys, persons: Cells) -> Keys:
    """Draw a key for every person and add them up per seed."""
    first = np.concatenate([[0], np.cumsum(persons)[:-1]])
    number = np.arange(int(persons.sum())) - np.repeat(first, persons)
    mixed = np.repeat(seeds, persons) + (number + 1).astype(np.uint64) * STEP
    for shift, factor in zip((30, 27), FACTORS, strict=True):
        mixed = (mixed ^ (mixed >> np.uint64(shift))) * factor
    mixed ^= mixed >> np.uint64(31)
    sums: Keys = np.add.reduceat(mixed, first)
    return sums
