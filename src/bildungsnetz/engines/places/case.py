"""A case of the place optimiser, its answer, and the check of an answer."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum

import numpy as np
from numpy.typing import NDArray

Matrix = NDArray[np.float64]


class Aim(StrEnum):
    """What comes first once everybody has a place: short ways in all, or the longest way short."""

    SUM = "SUM"
    WORST = "WORST"


@dataclass(frozen=True)
class Case:
    """Groups that need places, and sites that have or could have them.

    ``need``: group -> places needed (count); ``capacity``: site -> places (count); ``is_open``: sites that exist
    (they stay); of the others at most ``new_sites`` may be opened. ``distance_km``: groups × sites, in the order of the
    two mappings.
    """

    need: Mapping[str, int]
    capacity: Mapping[str, int]
    is_open: frozenset[str]
    new_sites: int
    distance_km: Matrix

    def __post_init__(self) -> None:
        if self.distance_km.shape != (len(self.need), len(self.capacity)):
            raise ValueError("distances must be given for every group and site")
        if any(number < 0 for number in (*self.need.values(), *self.capacity.values())) or self.new_sites < 0:
            raise ValueError("counts must not be negative")
        if not self.is_open <= set(self.capacity):
            raise ValueError("every open site needs a capacity")


@dataclass(frozen=True)
class Answer:
    """Which sites open, and how many of a group go where.

    ``opened``: new sites; ``flows``: (group, site) -> places; ``bound``: no answer can be better in its aim than this
    (places without, then km); ``gap``: (value - bound) / value, 0 = proven best; ``seconds``: time to solve.
    """

    opened: tuple[str, ...]
    flows: Mapping[tuple[str, str], int]
    unmet: int
    sum_km: float
    worst_km: float
    bound: float = 0.0
    gap: float | None = None
    seconds: float = 0.0
    reasons: Mapping[str, int] = field(default_factory=dict)


def answer_of(case: Case, opened: tuple[str, ...], flows: Mapping[tuple[str, str], int]) -> Answer:
    """Return an answer with its figures counted from its flows."""
    rows, columns = list(case.need), list(case.capacity)
    ways = {key: float(case.distance_km[rows.index(key[0]), columns.index(key[1])]) for key, n in flows.items() if n}
    moved = {key: number for key, number in flows.items() if number}
    served = {site: sum(n for (_g, to), n in moved.items() if to == site) for site in opened}
    return Answer(
        opened=tuple(sorted(opened)),
        flows=moved,
        unmet=sum(case.need.values()) - sum(moved.values()),
        sum_km=sum(ways[key] * number for key, number in moved.items()),
        worst_km=max(ways.values(), default=0.0),
        reasons=served,
    )


def faults(case: Case, answer: Answer) -> list[str]:
    """Return what is wrong with an answer, recounted from the case alone; empty means that it is sound."""
    found = []
    if len(set(answer.opened) - case.is_open) > case.new_sites or not set(answer.opened) <= set(case.capacity):
        found.append("too many or unknown new sites")
    allowed = case.is_open | set(answer.opened)
    for group, number in case.need.items():
        if sum(n for (one, _site), n in answer.flows.items() if one == group) > number:
            found.append(f"more places for {group} than needed")
    for site, places in case.capacity.items():
        used = sum(n for (_group, one), n in answer.flows.items() if one == site)
        if used > places or (used and site not in allowed):
            found.append(f"{site} takes more than it has")
    if any(number < 0 for number in answer.flows.values()):
        found.append("a negative flow")
    again = answer_of(case, answer.opened, answer.flows)
    if (again.unmet, round(again.sum_km, 6), round(again.worst_km, 6)) != (
        answer.unmet, round(answer.sum_km, 6), round(answer.worst_km, 6),
    ):  # fmt: skip
        found.append("figures differ from the flows")
    return found
