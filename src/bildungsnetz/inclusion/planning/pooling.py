"""Assistants one by one or as a pool: how many hours each way takes. A comparison, no advice on anybody's claim."""

import math
from collections.abc import Sequence
from dataclasses import dataclass


@dataclass(frozen=True)
class Compared:
    """Hours a week of both models over several schools, and the part by which the pool needs fewer."""

    one_to_one: float
    pool: float

    @property
    def saved(self) -> float:
        """Share of the hours that the pool saves (0 to 1; less than 0: it costs more)."""
        return 1 - self.pool / self.one_to_one if self.one_to_one else 0.0


def compare(needed: Sequence[float], *, reserve: float = 0.1, shift: float = 20.0) -> Compared:
    """Compare both models: ``needed`` hours a week per school.

    One to one: each school rounds up to whole shifts of ``shift`` hours. Pool: all hours together plus a ``reserve``
    (share) for illness, rounded up to whole shifts once. Both are assumptions, shown on the page.
    """
    alone = sum(math.ceil(hours / shift) * shift for hours in needed if hours > 0)
    together = math.ceil(sum(needed) * (1 + reserve) / shift) * shift
    return Compared(alone, together)
