"""What an allocation is worth: every rule and every aim counted again in whole numbers, apart from the search."""

from dataclasses import dataclass
from typing import Any

import numba
import numpy as np

from bildungsnetz.engines.allocation.eligibility import access, eligible_pairs, metres_of_pairs
from bildungsnetz.engines.allocation.instance import Array, Bools, Bytes, Indices, Instance, Integers, Options
from bildungsnetz.engines.allocation.solution import InternalFailure
from bildungsnetz.engines.allocation.wishing import LAST_POSITION, Lists, Positions

PROFILE = ("n0", "m5", "m4", "m3", "m2")
RUNGS = ("none", "beyond5", "beyond3")


@dataclass(frozen=True)
class Worth:
    """The values of the aims, in their order: A1, A2, A2b, A3, A4, A5."""

    filled: int
    profile: tuple[int, ...]
    changed: int
    rungs: tuple[int, ...]
    wishes: int
    metres: int

    def entries(self) -> dict[str, int]:
        """Name each number, in the order in which they count."""
        return {
            "A1.filled": self.filled,
            **{f"A2.{name}": value for name, value in zip(PROFILE, self.profile, strict=True)},
            "A2b.changed": self.changed,
            **{f"A3.{name}": value for name, value in zip(RUNGS, self.rungs, strict=True)},
            "A4.wishes": self.wishes,
            "A5.metres": self.metres,
        }

    def order(self) -> tuple[int, ...]:
        """Give a key by which better allocations come first."""
        return (-self.filled, *self.profile, self.changed, *self.rungs, -self.wishes, self.metres)


@numba.njit(cache=True)
def look_up(pupil: Array, offer: Array, field: Array, lists: Lists) -> Any:
    """Find position and whether it was wished for, of each place (``pupil[i]``, ``offer[i]``)."""
    at = np.empty(len(pupil), np.int8)
    wished = np.zeros(len(pupil), np.bool_)
    for i in range(len(pupil)):
        p = pupil[i]
        at[i] = lists.unwished[p]
        for row in range(lists.start[p], lists.start[p + 1]):
            if lists.offer[row] == offer[i]:
                at[i], wished[i] = lists.position[row], True
        for row in range(lists.field_start[p], lists.field_start[p + 1]):
            if lists.field[row] == field[offer[i]]:
                at[i], wished[i] = min(at[i], lists.field_position[row]), True
    return at, wished


def positions_of(instance: Instance, positions: Positions, places: Indices) -> tuple[Bytes, Bools]:
    """Give position (capped at 11) and "was wished for" of each place, n x 2 (pupil, offer)."""
    pupil, offer = np.ascontiguousarray(places[:, 0]), np.ascontiguousarray(places[:, 1])
    at, wished = look_up(pupil, offer, instance.offers.field, positions.lists)
    return at, wished


def measure(instance: Instance, options: Options, positions: Positions, places: Indices) -> Worth:
    """Count all aims of an allocation (n x 2, pupil and offer)."""
    at, wished = positions_of(instance, positions, places)
    got = np.bincount(places[:, 0], minlength=len(instance.pupil_ids))
    days = instance.pupils.days.astype(np.int64)
    missing = days - got
    best = np.full(len(got), 127, np.int64)
    np.minimum.at(best, places[wished, 0], at[wished])
    best = best[positions.has_wish]
    return Worth(
        filled=len(places),
        profile=(int(((got == 0) & (days > 0)).sum()), *(int((missing >= k).sum()) for k in (5, 4, 3, 2))),
        changed=int(changed_pupils(instance, places, options.max_km).sum()),
        rungs=(int((best == 127).sum()), int((best > 5).sum()), int((best > 3).sum())),
        wishes=int((LAST_POSITION - at.astype(np.int64)).sum()),
        metres=int(metres_of_pairs(places, access(instance, None)).sum()),
    )


def previous_plans(instance: Instance, max_km: float | None) -> tuple[Indices, Bools]:
    """Give the earlier places that still stand, and for each pupil whether one was lost (gone or not eligible)."""
    lost = np.zeros(len(instance.pupil_ids), np.bool_)
    if instance.previous is None:
        return np.zeros((0, 2), np.int32), lost
    rules = access(instance, max_km)
    stands = eligible_pairs(instance.previous, rules)
    lost[instance.previous[~stands, 0]] = True
    return instance.previous[stands], lost


def changed_pupils(instance: Instance, places: Indices, max_km: float | None) -> Bools:
    """Find the pupils who lost no place and whose plan is another than before."""
    plans, lost = previous_plans(instance, max_km)
    if instance.previous is None:
        return lost
    size = len(instance.offer_ids)
    before, now = plans[:, 0].astype(np.int64) * size + plans[:, 1], places[:, 0].astype(np.int64) * size + places[:, 1]
    differs = np.zeros(len(lost), np.bool_)
    differs[np.setxor1d(before, now) // size] = True
    return differs & ~lost


def check_rules(instance: Instance, options: Options, positions: Positions, places: Indices) -> None:
    """Refuse an allocation that breaks a hard rule.

    Raises: InternalFailure naming the rule; H4 and ``only_wished`` are checked place by place.
    """
    broken = [rule for rule, holds in _rules(instance, options, positions, places).items() if not holds]
    if broken:
        raise InternalFailure("broken rules: " + ", ".join(broken))


def _rules(instance: Instance, options: Options, positions: Positions, places: Indices) -> dict[str, bool]:
    pupil, offer = places[:, 0].astype(np.int64), places[:, 1].astype(np.int64)
    offers, pupils = instance.offers, instance.pupils
    taken = np.bincount(offer, minlength=len(offers.capacity))
    rules = access(instance, options.max_km)
    wished = positions_of(instance, positions, places)[1]
    key = pupil * len(instance.offer_ids) + offer
    fixed = instance.fixed[:, 0].astype(np.int64) * len(instance.offer_ids) + instance.fixed[:, 1]
    rows, counts = np.unique(np.column_stack([offer, pupils.school[pupil]]), axis=0, return_counts=True)
    limit = offers.max_per_school[rows[:, 0]]
    return {
        "H1": _all_different(pupil * len(instance.dates) + offers.date[offer]),
        "H2": options.fields_may_repeat or _all_different(pupil * len(instance.fields) + offers.field[offer]),
        "H3": bool((taken <= offers.capacity).all()),
        "H4": bool(eligible_pairs(places, rules).all()),
        "H5": bool(((limit < 0) | (counts <= limit)).all()),
        "H6": bool((np.bincount(pupil, minlength=len(pupils.days)) <= pupils.days).all()),
        "H7": bool(((taken == 0) | (taken >= offers.min_group)).all()),
        "fixed": bool(np.isin(fixed, key).all()),
        "only wished": not options.only_wished or bool((wished | np.isin(key, fixed)).all()),
    }


def _all_different(keys: Integers) -> bool:
    return len(np.unique(keys)) == len(keys)
