"""Shares of two groups compared: gap, relative chance and odds ratio, each with a 95 per cent interval.

Made from published counts only. Sources: Wilson, JASA 22 (1927) 209-212 (share); Newcombe, Statistics in Medicine 17
(1998) 873-890, method 10 (difference); Katz et al., Biometrics 34 (1978) 469-474 (ratio); Woolf, Annals of Human
Genetics 19 (1955) 251-253 (odds ratio).
"""

import math
from dataclasses import dataclass

Z = 1.959964


@dataclass(frozen=True)
class Estimate:
    """A measure with its interval."""

    value: float
    low: float
    high: float


def share_interval(part: float, whole: float) -> Estimate:
    """Return a share with Wilson's interval; ``whole`` > 0."""
    share, spread = part / whole, Z * Z / whole
    centre = (share + spread / 2) / (1 + spread)
    half = Z * math.sqrt(share * (1 - share) / whole + spread / (4 * whole)) / (1 + spread)
    return Estimate(share, max(0.0, centre - half), min(1.0, centre + half))


def gap(one: tuple[float, float], other: tuple[float, float]) -> Estimate:
    """Return by how much the first share lies above the second (part, whole each), in shares."""
    first, second = share_interval(*one), share_interval(*other)
    difference = first.value - second.value
    below = math.hypot(first.value - first.low, second.high - second.value)
    above = math.hypot(first.high - first.value, second.value - second.low)
    return Estimate(difference, difference - below, difference + above)


def relative_chance(one: tuple[float, float], other: tuple[float, float]) -> Estimate | None:
    """Return how many times the second share the first is; None if a part is zero."""
    (a, n), (b, m) = one, other
    if not a or not b:
        return None
    return _on_log_scale((a / n) / (b / m), math.sqrt(max(0.0, 1 / a - 1 / n + 1 / b - 1 / m)))


def odds_ratio(one: tuple[float, float], other: tuple[float, float]) -> Estimate | None:
    """Return the odds of the first over those of the second; None if a part or a rest is zero."""
    (a, n), (b, m) = one, other
    if not (a and b and n - a and m - b):
        return None
    return _on_log_scale((a * (m - b)) / (b * (n - a)), math.sqrt(1 / a + 1 / (n - a) + 1 / b + 1 / (m - b)))


def _on_log_scale(value: float, error: float) -> Estimate:
    return Estimate(value, value * math.exp(-Z * error), value * math.exp(Z * error))
