"""The aims of an allocation, counted from its places, and the order in which they count."""

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from bildungsnetz.engines.allocation_check.case import NO_WISH, WORST_POSITION, Case, Flags, Integers, positions

ORDER = (
    "A1.filled", "A2.n0", "A2.m5", "A2.m4", "A2.m3", "A2.m2", "A2b.changed",
    "A3.none", "A3.beyond5", "A3.beyond3", "A4.wishes", "A5.metres",
)  # fmt: skip
"""Every entry of every aim, the most important first."""
MAXIMISED = ("A1.filled", "A4.wishes")
MISSING = {"A2.m5": 5, "A2.m4": 4, "A2.m3": 3, "A2.m2": 2}
RUNGS = ("A3.none", "A3.beyond5", "A3.beyond3")


def entries_of(aim: str) -> list[str]:
    """Return the names of an aim's entries in their order."""
    return [name for name in ORDER if name.split(".")[0] == aim]


@dataclass(frozen=True, eq=False)
class Places:
    """The places of an allocation as pairs (pupil, offer) with what follows from each."""

    pupil: Integers
    offer: Integers
    position: Integers
    metres: Integers

    @classmethod
    def of(cls, case: Case, pairs: list[tuple[int, int]]) -> "Places":
        """Look up position and metres of each pair."""
        columns = np.array(pairs, np.int64).reshape(len(pairs), 2)
        pupil, offer = columns[:, 0], columns[:, 1]
        return cls(pupil, offer, positions(case, pupil, offer), case.metres(pupil, offer))


def counted_positions(case: Case, places: Places) -> Integers:
    """Return the position of each place as it counts: unwished is one behind the list, none is worse than the last."""
    unwished = case.wishes.different_ranks[places.pupil] + 1
    return np.minimum(np.where(places.position == NO_WISH, unwished, places.position), WORST_POSITION)


def values(case: Case, places: Places, wishers: Flags) -> dict[str, int]:
    """Return the value of every entry; ``A2b.changed`` only with an earlier allocation."""
    pupils = len(case.pupils.ids)
    held = np.bincount(places.pupil, minlength=pupils)
    missing = case.pupils.days - held
    best = np.full(pupils, NO_WISH, np.int64)
    np.minimum.at(best, places.pupil, places.position)
    best = best[wishers]
    found = {
        "A1.filled": len(places.pupil),
        "A2.n0": int(((held == 0) & (case.pupils.days > 0)).sum()),
        **{name: int((missing >= least).sum()) for name, least in MISSING.items()},
        "A3.none": int((best == NO_WISH).sum()),
        "A3.beyond5": int((best > 5).sum()),
        "A3.beyond3": int((best > 3).sum()),
        "A4.wishes": int((WORST_POSITION - counted_positions(case, places)).sum()),
        "A5.metres": int(places.metres.sum()),
    }
    if case.previous is not None:
        found["A2b.changed"] = comparison(case, places)["changed"]
    return found


def comparison(case: Case, places: Places) -> Mapping[str, int]:
    """Compare with the earlier allocation: hit places, pupils changed without need, pupils worse off than before.

    A pupil who had no place before lost none. Worsened are pupils with fewer places than before, or as many with
    fewer wish points (places whose offer is gone count as places, without points).
    """
    pupils = len(case.pupils.ids)
    pairs = np.array(case.previous or [], np.int64).reshape(-1, 2)
    kept = Places.of(case, [(p, o) for p, o in case.previous or [] if o >= 0])
    lost = np.zeros(pupils, bool)
    lost[pairs[pairs[:, 1] < 0, 0]] = True
    size = len(case.offers.ids)
    moved = np.zeros(pupils, bool)
    moved[np.setxor1d(kept.pupil * size + kept.offer, places.pupil * size + places.offer) // size] = True
    had, has = np.bincount(pairs[:, 0], minlength=pupils), np.bincount(places.pupil, minlength=pupils)
    points_before, points_now = _points(case, kept), _points(case, places)
    worse = (has < had) | ((has == had) & (points_now < points_before))
    return {
        "hit": int((pairs[:, 1] < 0).sum()),
        "changed": int((moved & ~lost).sum()),
        "worsened": int(worse.sum()),
    }


def _points(case: Case, places: Places) -> Integers:
    found = np.zeros(len(case.pupils.ids), np.int64)
    np.add.at(found, places.pupil, WORST_POSITION - counted_positions(case, places))
    return found
