"""The gate of small counts: what people see who are not responsible for a number.

Only one breakdown is shown to them (town by focus), and sums are made of the shown cells alone. Whatever stands on the
page is then computed from the shown cells, so no small count can be worked out from it. Zeros are shown as they are.
"""

from collections.abc import Mapping
from dataclasses import dataclass

# Our own choice, no rule of law; stricter than the least that releases allow (3), since this is about support needs.
SMALLEST_SHOWN = 5


@dataclass(frozen=True)
class Shown:
    """A count as somebody may see it: the number, or None if it is protected; ``at_least`` marks sums with gaps."""

    value: int | None
    at_least: bool = False

    @property
    def is_protected(self) -> bool:
        """Whether the number is withheld."""
        return self.value is None


def shown(count: int, *, responsible: bool) -> Shown:
    """Return a count, or its protected form for people who are not responsible for it."""
    return Shown(count if responsible or count == 0 or count >= SMALLEST_SHOWN else None)


def sum_of(parts: Mapping[object, Shown]) -> Shown:
    """Return the sum of the shown parts; with protected ones among them it is "at least"."""
    known = [one.value for one in parts.values() if one.value is not None]
    return Shown(sum(known), at_least=any(one.is_protected or one.at_least for one in parts.values()))
