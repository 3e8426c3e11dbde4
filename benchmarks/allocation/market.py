"""An instance as the peers see it: every eligible pair of pupil and offer, with what it is worth to the pupil.

Read with the checker's reader and eligibility, so that nothing of the allocator is used by those it is compared with.
"""

import json
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import numpy.typing as npt

from bildungsnetz.engines.allocation_check.aims import Places, values
from bildungsnetz.engines.allocation_check.case import NO_WISH, WORST_POSITION, Case, Rules, positions, read_case
from bildungsnetz.engines.allocation_check.fullset import FullSet

Integers = npt.NDArray[np.int64]
PUPILS_AT_ONCE = 200


@dataclass(frozen=True, eq=False)
class Market:
    """Pairs sorted by pupil: those of pupil p are ``start[p]:start[p + 1]``; ``points`` are 11 - position."""

    case: Case
    start: Integers
    offer: Integers
    points: Integers
    wished: npt.NDArray[np.bool_]

    @property
    def pupil(self) -> Integers:
        """Return the pupil of each pair."""
        return np.repeat(np.arange(len(self.start) - 1), np.diff(self.start))

    def values(self, pairs: list[tuple[int, int]]) -> dict[str, int]:
        """Count all aims of an allocation."""
        return values(self.case, Places.of(self.case, pairs), FullSet(self.case).wishers())


def read_market(source: Path) -> Market:
    """Read an instance of the generator with all its eligible pairs."""
    options = source / "options.json"
    max_km = json.loads(options.read_text(encoding="utf-8"))["max_km"] if options.exists() else None
    case = read_case(source, Rules(np.inf if max_km is None else max_km * 1000))
    pupils, offers = len(case.pupils.ids), len(case.offers.ids)
    parts = []
    for begin in range(0, pupils, PUPILS_AT_ONCE):
        some = np.arange(begin, min(begin + PUPILS_AT_ONCE, pupils))
        pupil, offer = np.repeat(some, offers), np.tile(np.arange(offers), len(some))
        good = case.eligible(pupil, offer)
        parts.append(np.stack([pupil[good], offer[good], positions(case, pupil[good], offer[good])]))
    pupil, offer, position = np.concatenate(parts, axis=1)
    unwished = case.wishes.different_ranks[pupil] + 1
    counted = np.minimum(np.where(position == NO_WISH, unwished, position), WORST_POSITION)
    start = np.searchsorted(pupil, np.arange(pupils + 1))
    return Market(case, start, offer, WORST_POSITION - counted, position != NO_WISH)
