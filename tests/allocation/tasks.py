"""Tasks for the allocator as plain rows, written as the files it reads, and a third way to count and to solve them.

Everything here follows the format's text in plain Python, one pupil and one place at a time, and shares no code with
the allocator or its checker. It is meant to be read beside the format, not to be fast.
"""

import csv
import math
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from itertools import combinations
from pathlib import Path
from typing import Any

AIMS = ("filled", "n0", "m5", "m4", "m3", "m2", "changed", "none", "beyond5", "beyond3", "wishes", "metres")
Places = tuple[tuple[str, str], ...]
COLUMNS = {
    "pupils": "pupil_id school_id days dates lat lon birth_date age carry arrival accessible group",
    "offers": "offer_id company_id date field capacity min_group lat lon min_age accessible schools max_per_school",
    "wishes": "pupil_id rank offer_id company_id field",
    "fixed": "pupil_id offer_id",
    "previous": "pupil_id offer_id",
}


@dataclass
class Task:
    """One task: rows as they stand in the files (missing keys are empty cells) and the options that matter."""

    pupils: list[dict[str, Any]]
    offers: list[dict[str, Any]]
    wishes: list[dict[str, Any]] = field(default_factory=list)
    fixed: list[dict[str, Any]] = field(default_factory=list)
    previous: list[dict[str, Any]] | None = None
    max_km: float | None = None
    only_wished: bool = False
    fields_may_repeat: bool = False

    def write(self, folder: Path) -> Path:
        """Write the input files and return the folder."""
        folder.mkdir(parents=True, exist_ok=True)
        for name, columns in COLUMNS.items():
            rows = getattr(self, name)
            if rows is None or (name == "fixed" and not rows):
                continue
            with (folder / f"{name}.csv").open("w", encoding="utf-8", newline="") as file:
                writer = csv.DictWriter(file, columns.split(), restval="", lineterminator="\n")
                writer.writeheader()
                writer.writerows(rows)
        return folder

    @cached_property
    def offer_of(self) -> dict[str, dict[str, Any]]:
        return {offer["offer_id"]: offer for offer in self.offers}

    @cached_property
    def wishes_of(self) -> dict[str, list[dict[str, Any]]]:
        """Each pupil's wishes, the same wish once at its best rank."""
        best: dict[tuple, dict[str, Any]] = {}
        for wish in self.wishes:
            key = (wish["pupil_id"], *(wish.get(kind, "") for kind in ("offer_id", "company_id", "field")))
            if key not in best or int(wish["rank"]) < int(best[key]["rank"]):
                best[key] = wish
        found: dict[str, list[dict[str, Any]]] = {pupil["pupil_id"]: [] for pupil in self.pupils}
        for wish in best.values():
            found[wish["pupil_id"]].append(wish)
        return found

    def days(self, pupil: dict[str, Any]) -> int:
        return int(pupil.get("days") or 3)

    def rank(self, pupil: dict[str, Any], offer: dict[str, Any]) -> int | None:
        """The smallest rank among the wishes naming the offer, its company or its field."""
        kinds = ("offer_id", "company_id", "field")
        named = (
            int(wish["rank"])
            for wish in self.wishes_of[pupil["pupil_id"]]
            if any(wish.get(kind) and wish[kind] == offer[kind] for kind in kinds)
        )
        return min(named, default=None)

    def position(self, pupil: dict[str, Any], offer: dict[str, Any]) -> tuple[int, bool]:
        """Position of a place, capped at 11, and whether it was wished for."""
        ranks = {int(wish["rank"]) for wish in self.wishes_of[pupil["pupil_id"]]}
        rank = self.rank(pupil, offer)
        at = len(ranks) + 1 if rank is None else 1 + sum(other < rank for other in ranks)
        return min(at, 11), rank is not None

    def eligible(self, pupil: dict[str, Any], offer: dict[str, Any]) -> bool:
        """H4."""
        if pupil.get("dates") and offer["date"] not in pupil["dates"].split("|"):
            return False
        if str(pupil.get("accessible", "")) == "1" and str(offer.get("accessible", "")) != "1":
            return False
        if offer.get("schools") and pupil["school_id"] not in offer["schools"].split("|"):
            return False
        if str(offer.get("min_age", "")) != "" and self._age(pupil, offer) < int(offer["min_age"]):
            return False
        return self.max_km is None or self.metres(pupil, offer) <= self.max_km * 1000

    def _age(self, pupil: dict[str, Any], offer: dict[str, Any]) -> int:
        if pupil.get("birth_date"):
            born, on = date.fromisoformat(pupil["birth_date"]), date.fromisoformat(offer["date"])
            return on.year - born.year - ((on.month, on.day) < (born.month, born.day))
        return int(pupil["age"]) if str(pupil.get("age", "")) != "" else -1

    def metres(self, pupil: dict[str, Any], offer: dict[str, Any]) -> int:
        points = [row.get(key, "") for row in (pupil, offer) for key in ("lat", "lon")]
        if "" in points:
            return 0
        lat, lon, other_lat, other_lon = (math.radians(float(point)) for point in points)
        half = math.sin((other_lat - lat) / 2) ** 2
        half += math.cos(lat) * math.cos(other_lat) * math.sin((other_lon - lon) / 2) ** 2
        return math.floor(2 * 6_371_008.8 * math.asin(math.sqrt(min(1.0, half))) + 0.5)

    def allowed(self, pupil: dict[str, Any]) -> list[dict[str, Any]]:
        """The offers a pupil may be given."""
        fixed = {row["offer_id"] for row in self.fixed if row["pupil_id"] == pupil["pupil_id"]}
        return [
            offer
            for offer in self.offers
            if self.eligible(pupil, offer)
            and (not self.only_wished or self.rank(pupil, offer) is not None or offer["offer_id"] in fixed)
        ]

    def bundles(self, pupil: dict[str, Any]) -> Iterator[tuple[dict[str, Any], ...]]:
        """All sets of places that obey H1, H2, H4, H6 and keep the fixed ones."""
        fixed = {row["offer_id"] for row in self.fixed if row["pupil_id"] == pupil["pupil_id"]}
        allowed = self.allowed(pupil)
        for size in range(self.days(pupil) + 1):
            for chosen in combinations(allowed, size):
                different_fields = self.fields_may_repeat or len({offer["field"] for offer in chosen}) == size
                if (
                    different_fields
                    and len({offer["date"] for offer in chosen}) == size
                    and fixed <= {offer["offer_id"] for offer in chosen}
                ):
                    yield chosen

    def amounts(self, pupil: dict[str, Any], bundle: tuple[dict[str, Any], ...]) -> tuple[int, ...]:
        """What a pupil's bundle adds to each entry of the aims, in the order of ``AIMS``."""
        missing = self.days(pupil) - len(bundle)
        positions = [self.position(pupil, offer) for offer in bundle]
        best = min((at for at, wished in positions if wished), default=99)
        wisher = any(self.rank(pupil, offer) is not None for offer in self.offers if self.eligible(pupil, offer))
        return (
            len(bundle),
            int(not bundle),
            *(int(missing >= least) for least in (5, 4, 3, 2)),
            self._changed(pupil, bundle),
            *(int(wisher and best > limit) for limit in (98, 5, 3)),
            sum(11 - at for at, _ in positions),
            sum(self.metres(pupil, offer) for offer in bundle),
        )

    def _changed(self, pupil: dict[str, Any], bundle: tuple[dict[str, Any], ...]) -> int:
        if self.previous is None:
            return 0
        before = {row["offer_id"] for row in self.previous if row["pupil_id"] == pupil["pupil_id"]}
        stands = [key in self.offer_of and self.eligible(pupil, self.offer_of[key]) for key in before]
        return int(all(stands) and before != {offer["offer_id"] for offer in bundle})

    def values(self, places: list[tuple[str, str]]) -> dict[str, int]:
        """Count every entry of the aims for an allocation (pupil_id, offer_id)."""
        totals = [0] * len(AIMS)
        for pupil in self.pupils:
            bundle = tuple(self.offer_of[offer] for own, offer in places if own == pupil["pupil_id"])
            totals = [one + other for one, other in zip(totals, self.amounts(pupil, bundle), strict=True)]
        return dict(zip(AIMS, totals, strict=True))


def sort_key(amounts: tuple[int, ...]) -> tuple[int, ...]:
    """Turn amounts into a key by which better ones come first: the aims strictly in their order."""
    return tuple(
        -amount if name in ("filled", "wishes") else amount for name, amount in zip(AIMS, amounts, strict=True)
    )


def best_values(task: Task) -> dict[str, int]:
    """Find the values of the best allocation by trying all of them. Raises: ValueError if none is allowed."""
    return task.values(best_places(task))


def best_places(task: Task) -> list[tuple[str, str]]:
    """Find the best allocation by trying all of them: pairs (pupil_id, offer_id), sorted.

    Every entry is a sum over pupils and an order by sums does not change when the same is added on both sides; so
    after each pupil only the best sum per state of the offers needs to be kept. Raises: ValueError if none is allowed.
    """
    states: dict[tuple[int, ...], tuple[tuple[int, ...], Places]] = {_empty(task): ((0,) * len(AIMS), ())}
    for pupil in task.pupils:
        own = [(bundle, task.amounts(pupil, bundle)) for bundle in task.bundles(pupil)]
        following: dict[tuple[int, ...], tuple[tuple[int, ...], Places]] = {}
        for state, (totals, places) in states.items():
            for bundle, amounts in own:
                taken = _take(task, state, pupil, bundle)
                if taken is not None:
                    total = tuple(one + other for one, other in zip(totals, amounts, strict=True))
                    if taken not in following or sort_key(total) < sort_key(following[taken][0]):
                        following[taken] = total, (*places, *((pupil["pupil_id"], o["offer_id"]) for o in bundle))
        states = following
    complete = [found for state, found in states.items() if _groups_are_full(task, state)]
    if not complete:
        raise ValueError("no allocation obeys the rules")
    return sorted(min(complete, key=lambda found: sort_key(found[0]))[1])


def _schools(task: Task) -> list[str]:
    return sorted({pupil["school_id"] for pupil in task.pupils})


def _limited(offer: dict[str, Any]) -> bool:
    return str(offer.get("max_per_school", "")) != ""


def _empty(task: Task) -> tuple[int, ...]:
    """One count per offer, and per school where the offer limits it."""
    return (0,) * sum(1 + (len(_schools(task)) if _limited(offer) else 0) for offer in task.offers)


def _take(
    task: Task, state: tuple[int, ...], pupil: dict[str, Any], bundle: tuple[dict[str, Any], ...]
) -> tuple[int, ...] | None:
    schools, counts, at = _schools(task), list(state), 0
    for offer in task.offers:
        chosen = any(offer is other for other in bundle)
        counts[at] += chosen
        if counts[at] > int(offer["capacity"]):
            return None
        at += 1
        if _limited(offer):
            school = at + schools.index(pupil["school_id"])
            counts[school] += chosen
            if counts[school] > int(offer["max_per_school"]):
                return None
            at += len(schools)
    return tuple(counts)


def _groups_are_full(task: Task, state: tuple[int, ...]) -> bool:
    """H7."""
    at = 0
    for offer in task.offers:
        if 0 < state[at] < int(offer.get("min_group") or 0):
            return False
        at += 1 + (len(_schools(task)) if _limited(offer) else 0)
    return True
