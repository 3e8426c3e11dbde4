"""What a survey says: the mean per criterion, or that there are too few answers to show it. Pure."""

from collections.abc import Mapping
from dataclasses import dataclass

# Fewer would let colleagues guess who said what (issue and domain handbook name five for all figures of this kind).
FEWEST = 5


@dataclass(frozen=True)
class Result:
    """A criterion's result; without ``mean`` there were too few who could say something."""

    text: str
    mean: float | None
    counts: tuple[int, ...] = ()

    @property
    def name(self) -> str:
        """The catchword before the colon."""
        return self.text.partition(":")[0]


def result(text: str, counts: Mapping[int, int], *, answered: int) -> Result:
    """Return mean and counts (best rating first, "cannot say" last), or neither below the fewest answers.

    ``counts`` by rating; 0 is "cannot say" and counts for nothing.
    """
    rated = sum(count for rating, count in counts.items() if rating)
    if answered < FEWEST or rated < FEWEST:
        return Result(text, None)
    mean = sum(rating * count for rating, count in counts.items()) / rated
    return Result(text, mean, tuple(counts[rating] for rating in sorted(counts, key=lambda one: (one == 0, -one))))
