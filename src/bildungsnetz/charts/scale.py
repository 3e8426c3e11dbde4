"""Axes: even steps from zero to just above the largest value that is shown."""

import math
from collections.abc import Iterable
from dataclasses import dataclass

MOST_STEPS = 5


@dataclass(frozen=True)
class Scale:
    """An axis from 0 to ``top`` with marks at every ``step``; drawn over ``length`` user units."""

    top: float
    step: float
    length: float

    def at(self, value: float) -> float:
        """Return how far from zero a value lies, in user units."""
        return value / self.top * self.length

    def marks(self) -> list[float]:
        """Return the values at which the axis is marked, zero included."""
        return [self.step * n for n in range(round(self.top / self.step) + 1)]


def scale_for(values: Iterable[float], *, length: float) -> Scale:
    """Return an axis for the values that are shown, and for nothing else: it must not end at a value that is hidden."""
    most = max(values, default=0.0)
    if most <= 0:
        return Scale(1.0, 1.0, length)
    rough = most / MOST_STEPS
    power = 10 ** math.floor(math.log10(rough))
    step = next(unit * power for unit in (1, 2, 2.5, 5, 10) if unit * power >= rough * 0.999999)
    return Scale(step * math.ceil(most / step * 0.999999), step, length)
