"""What the entries of the aims count against each other, and what the compiled search needs to know of each pupil."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import NamedTuple

import numpy as np

from bildungsnetz.engines.allocation.bundles import MOST_DAYS
from bildungsnetz.engines.allocation.eligibility import access, metres_of_pairs
from bildungsnetz.engines.allocation.instance import Array, Bools, Indices, Instance, Options
from bildungsnetz.engines.allocation.measure import positions_of, previous_plans
from bildungsnetz.engines.allocation.reach import Cells, Reach, rows_of_pairs
from bildungsnetz.engines.allocation.wishing import Lists, Positions

NO_PLAN, PLAN_STANDS, PLAN_BROKEN = 0, 1, 2
"""Of a pupil: no earlier plan to keep (or a place of it was lost); it can be kept; it breaks a rule of today."""


class Weights(NamedTuple):
    """Worth in 1/1024 of a wish point: of a place, of a point, of a number of places, of a class, of an unbroken plan.

    ``sizes[days, places]`` and ``rungs[class]`` (no wish, any, among the first five, among the first three) are zero or
    negative; ``changed`` and ``metre`` are taken off.
    """

    place: int
    wish: int
    sizes: Array
    rungs: Array
    changed: int
    metre: int


def weigh(amounts: Mapping[str, int]) -> Weights:
    """Turn what one unit of each entry counts (never negative, minimised ones too) into worths."""
    sizes = np.zeros((MOST_DAYS + 1, MOST_DAYS + 1), np.int64)
    for days in range(MOST_DAYS + 1):
        for held in range(days + 1):
            missing = [name for name, k in (("m5", 5), ("m4", 4), ("m3", 3), ("m2", 2)) if days - held >= k]
            none = ["n0"] if held == 0 and days > 0 else []
            sizes[days, held] = -sum(amounts.get(f"A2.{name}", 0) for name in none + missing)
    steps = [amounts.get(f"A3.{name}", 0) for name in ("none", "beyond5", "beyond3")]
    return Weights(
        place=amounts.get("A1.filled", 0),
        wish=amounts.get("A4.wishes", 0),
        sizes=sizes,
        rungs=np.array([-sum(steps), -sum(steps[1:]), -steps[2], 0], np.int64),
        changed=amounts.get("A2b.changed", 0),
        metre=amounts.get("A5.metres", 0),
    )


class Group(NamedTuple):
    """The pupils as the search sees them; P pupils.

    ``lists`` and ``named_row`` (row of H5 of each place named) say what was wished; ``can_go`` is P x D; places in
    ``fixed`` and ``plan`` (the earlier one) are CSR by pupil, their rows of H5 beside them; ``plan_state`` as above.
    The ``_metres`` of these places are filled only where metres are priced.
    """

    days: Array
    can_go: Array
    lists: Lists
    named_row: Array
    named_metres: Array
    has_wish: Array
    fixed_start: Array
    fixed: Array
    fixed_row: Array
    fixed_metres: Array
    plan_start: Array
    plan: Array
    plan_row: Array
    plan_metres: Array
    plan_state: Array
    only_wished: bool


@dataclass(frozen=True, eq=False)
class Market:
    """Everything that does not change while places are given out."""

    instance: Instance
    options: Options
    positions: Positions
    cells: Cells
    reach: Reach
    group: Group


def find_market(instance: Instance, options: Options, positions: Positions, cells: Cells, reach: Reach) -> Market:
    """Collect what the compiled search reads."""
    lists, ways = positions.lists, len(reach.metres) > 0
    plans, state = _plans(instance, options, positions)
    named = np.column_stack([np.repeat(np.arange(len(lists.unwished)), np.diff(lists.start)), lists.offer])
    plan_start, plan, plan_row, plan_metres = _by_pupil(instance, reach, plans, ways=ways)
    fixed_start, fixed, fixed_row, fixed_metres = _by_pupil(instance, reach, instance.fixed, ways=ways)
    group = Group(
        days=instance.pupils.days.astype(np.int64),
        can_go=instance.pupils.can_go,
        lists=lists,
        named_row=rows_of_pairs(instance, reach, named),
        named_metres=_metres(instance, named, ways=ways),
        has_wish=positions.has_wish,
        fixed_start=fixed_start,
        fixed=fixed,
        fixed_row=fixed_row,
        fixed_metres=fixed_metres,
        plan_start=plan_start,
        plan=plan,
        plan_row=plan_row,
        plan_metres=plan_metres,
        plan_state=state,
        only_wished=options.only_wished,
    )
    return Market(instance, options, positions, cells, reach, group)


def _by_pupil(instance: Instance, reach: Reach, places: Indices, *, ways: bool) -> tuple[Array, Array, Array, Array]:
    start = np.searchsorted(places[:, 0], np.arange(len(instance.pupil_ids) + 1)).astype(np.int64)
    offer = np.ascontiguousarray(places[:, 1], np.int32)
    return start, offer, rows_of_pairs(instance, reach, places), _metres(instance, places, ways=ways)


def _metres(instance: Instance, places: Array, *, ways: bool) -> Array:
    return metres_of_pairs(places, access(instance, None)) if ways else np.zeros(0, np.int64)


def _plans(instance: Instance, options: Options, positions: Positions) -> tuple[Indices, Array]:
    pupils = len(instance.pupil_ids)
    state = np.full(pupils, NO_PLAN, np.int8)
    if instance.previous is None:
        return np.zeros((0, 2), np.int32), state
    plans, lost = previous_plans(instance, options.max_km)
    state[~lost] = PLAN_STANDS
    state[broken_plans(instance, options, positions, plans) & ~lost] = PLAN_BROKEN
    return plans, state


def broken_plans(instance: Instance, options: Options, positions: Positions, plans: Indices) -> Bools:
    """Find the pupils whose earlier plan breaks H1, H2 or H6, lacks a fixed place or holds an unwished one."""
    pupils, offers = len(instance.pupil_ids), instance.offers
    broken = np.bincount(plans[:, 0], minlength=pupils) > instance.pupils.days
    kinds = [offers.date] if options.fields_may_repeat else [offers.date, offers.field]
    for kind in kinds:
        rows, times = np.unique(np.column_stack([plans[:, 0], kind[plans[:, 1]]]), axis=0, return_counts=True)
        broken[rows[times > 1, 0]] = True
    size = len(instance.offer_ids)
    keys = [table[:, 0].astype(np.int64) * size + table[:, 1] for table in (plans, instance.fixed)]
    broken[np.setdiff1d(keys[1], keys[0]) // max(1, size)] = True
    if options.only_wished:
        unwished = ~positions_of(instance, positions, plans)[1] & ~np.isin(keys[0], keys[1])
        broken[plans[unwished, 0]] = True
    return broken
