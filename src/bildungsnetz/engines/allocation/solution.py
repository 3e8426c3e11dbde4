"""What an allocation run gives back: places, aims with bounds, and the multipliers that prove them."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Literal

from bildungsnetz.engines.allocation.instance import Indices, Integers

By = Literal["dual", "search", "trivial"]


@dataclass(frozen=True)
class Aim:
    """One aim of the run: the value reached and what no allocation can beat.

    ``value`` and ``bound`` are whole numbers, or lists of them for the lexicographic aims A2 and A3; ``bound`` is None
    where nothing is claimed. ``gap`` is |bound - value| / max(1, |bound|), for lists the difference at the first entry
    that differs, None without a bound. ``proven``: value equals bound over the full set of eligible offers.
    """

    value: int | list[int]
    bound: int | list[int] | None
    gap: float | None
    proven: bool
    by: By | None


class InternalFailure(Exception):
    """The run contradicts itself (a value beyond its bound, a broken rule): nothing may be written."""


class NotPossible(Exception):
    """No allocation keeps the fixed places and obeys the rules; the input has to change."""


@dataclass(frozen=True, eq=False)
class Solution:
    """The result of ``solve`` and of the modes for comparison.

    ``places`` is n x 2 (pupil, offer), sorted. ``prices`` has one entry per offer in 1/1024 of a wish point: what the
    last pupil admitted would lose. ``aims`` has the keys A1, A2, A2b (only with an earlier allocation), A3, A4, A5.
    ``certificate`` is plain data as written to ``certificate.json``. ``steps`` are seconds per step, ``counts`` what
    was done (columns, rounds, nodes); ``cut`` says that a time limit ended the search.
    """

    places: Indices
    aims: Mapping[str, Aim]
    prices: Integers
    certificate: Mapping[str, Any]
    steps: Mapping[str, float] = field(default_factory=dict)
    counts: Mapping[str, int] = field(default_factory=dict)
    cut: bool = False


def aim(value: int | list[int], bound: int | list[int] | None, by: By | None) -> Aim:
    """Put value and bound together; gap and ``proven`` follow from them."""
    if bound is None:
        return Aim(value, None, None, False, None)
    return Aim(value, bound, _gap(value, bound), value == bound, by)


def _gap(value: int | list[int], bound: int | list[int]) -> float:
    if isinstance(value, list) and isinstance(bound, list):
        pairs = zip(value, bound, strict=True)
        return float(next((abs(b - v) for v, b in pairs if b != v), 0))
    if isinstance(value, int) and isinstance(bound, int):
        return abs(bound - value) / max(1, abs(bound))
    raise TypeError("value and bound must be of the same kind")
