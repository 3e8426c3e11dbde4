"""A corrected table beside the one it corrects: which small changes does the difference betray?

Old and new figures may differ anywhere, so neither limits the other; but where both are known well enough, the
difference of a cell is a count of persons too, and a small one betrays them.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from bildungsnetz.engines.disclosure_check.attack.dimensions import Indices
from bildungsnetz.engines.disclosure_check.attack.knowledge import Flags, Knowledge, Numbers, cells_of
from bildungsnetz.engines.disclosure_check.attack.programs import MakePrograms
from bildungsnetz.engines.disclosure_check.attack.releases import Release
from bildungsnetz.engines.disclosure_check.attack.searching import HAIR, Question, Ranges, search


@dataclass(frozen=True)
class Change:
    """A cell whose change since ``since`` is known to lie between ``low`` and ``high``, and to be small but not 0."""

    since: str
    cell: tuple[tuple[str, str], ...]
    low: float
    high: float


def small_changes(
    now: Knowledge,
    before: Knowledge,
    *,
    present: Release,
    old: Sequence[Release],
    minimum_count: int,
    make: MakePrograms,
) -> tuple[tuple[Change, ...], int]:
    """Name the cells shown then and now whose change is known to be 1 to ``minimum_count`` - 1 persons up or down.

    ``before``: what was known of the superseded figures ``old``. Changes are unknown, so the range of a difference is
    the difference of the ranges. Returns the changes and the number of linear programs. Raises: AttackFailed.
    """
    shown_then = np.concatenate([cells_of(release, now.dimensions) for release in old])
    cells = np.intersect1d(cells_of(present, now.dimensions), shown_then)
    doubtful = cells[_perhaps_small(now, before, cells, minimum_count)]
    programs = 0
    # Seen values are enough to clear most cells; only the rest is worth two programs each.
    for bounds in (False, True):
        new_ranges = _ranges(now, doubtful, make, bounds=bounds)
        old_ranges = _ranges(before, doubtful, make, bounds=bounds)
        programs += new_ranges.programs + old_ranges.programs
        if not bounds:
            seen = _small(new_ranges.low - old_ranges.high, new_ranges.high - old_ranges.low, minimum_count)
            doubtful = doubtful[seen[doubtful]]
    low, high = new_ranges.least - old_ranges.most, new_ranges.most - old_ranges.least
    names = " + ".join(release.name for release in old)
    found = tuple(
        Change(names, tuple(now.name(cell).items()), float(low[cell]), float(high[cell]))
        for cell in doubtful[_small(low, high, minimum_count)[doubtful]].tolist()
    )
    return found, programs


def _perhaps_small(now: Knowledge, before: Knowledge, cells: Indices, minimum_count: int) -> Flags:
    """Cells that may turn out small: all but those that are known on both sides and did not change slightly."""
    new, old = now.low.reshape(-1)[cells], before.low.reshape(-1)[cells]
    known = (now.known & before.known).reshape(-1)[cells]
    change = np.abs(new - old)
    return np.asarray(~known | ((change > 0) & (change < minimum_count)))


def _ranges(knowledge: Knowledge, cells: Indices, make: MakePrograms, *, bounds: bool) -> Ranges:
    """Find values of ``cells`` that cannot be ruled out, or with ``bounds`` their proven bounds."""
    wanted = cells[(knowledge.asked & ~knowledge.known).reshape(-1)[cells]]
    question = Question(0, bounds=wanted) if bounds else Question(0, exact=wanted)
    return search(knowledge, question, make=make, only=wanted)


def _small(low: Numbers, high: Numbers, minimum_count: int) -> Flags:
    rises = (low > HAIR) & (high < minimum_count - HAIR)
    falls = (high < -HAIR) & (low > -minimum_count + HAIR)
    return np.asarray(rises | falls)
