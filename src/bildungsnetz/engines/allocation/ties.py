"""Who goes first among equals: the higher ``carry``, then the lottery number SHA-256(seed, 0x1F, pupil_id)."""

import hashlib

import numpy as np

from bildungsnetz.engines.allocation.instance import Instance, Integers


def lots(instance: Instance, seed: str) -> list[bytes]:
    """Draw the lottery number of each pupil."""
    head = seed.encode() + b"\x1f"
    return [hashlib.sha256(head + name.encode()).digest() for name in instance.pupil_ids]


def priority(instance: Instance, seed: str, *, by_carry: bool = True) -> Integers:
    """Order the pupils: rank[p] = 0 goes first; the lower lottery number first among those of the same ``carry``."""
    numbers = lots(instance, seed)
    carry = (-instance.pupils.carry).tolist() if by_carry else [0] * len(numbers)
    order = sorted(range(len(numbers)), key=lambda p: (carry[p], numbers[p]))
    ranks = np.empty(len(order), np.int64)
    ranks[order] = np.arange(len(order))
    return ranks
