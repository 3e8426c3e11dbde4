"""The full set of eligible places in a form that can be priced in one pass: by starting point, not by pupil.

Who may go where depends on the school (``schools`` of an offer), with a greatest distance on the starting point, and on
a few needs (step-free, age). Pupils of one school and starting point share a *base*: all offers within reach, ordered
by *cell*. A cell is a pair of date and field that some offer has. Pupils of a base with the same needs form a *type*.
An unwished place, or one wished for by its field, is worth the same in the whole cell, so for each type only the
cheapest offer of each cell matters. Pricing everything costs types x offers within reach, however many the pupils.
"""

from typing import Any, NamedTuple

import numba
import numpy as np

from bildungsnetz.engines.allocation.eligibility import ANY_DISTANCE, Access, access, metres_between
from bildungsnetz.engines.allocation.instance import NO_DAY, Array, Indices, Instance, Integers


class Cells(NamedTuple):
    """The pairs of date and field in which there are offers, C in all; ``at_pair`` is dates x fields, -1 for none.

    ``of_offer`` gives the cell of each offer, ``date`` and ``field`` describe the cell. Where fields may repeat,
    ``clash`` (what a pupil may have only once besides the date) is the date again, else the field.
    """

    of_offer: Array
    field_of_offer: Array
    date: Array
    field: Array
    clash: Array
    at_pair: Array


class Reach(NamedTuple):
    """Bases, types and rows of H5.

    The offers of base b in cell c are ``offer[start[b * C + c]:start[b * C + c + 1]]``; ``row`` beside them is the row
    of H5 (one per offer with ``max_per_school`` and school), -1 if there is none, and ``metres`` the way from the
    starting point (empty unless asked for). ``base`` and ``need`` belong to types; ``allowed[need, kind[offer]]``
    tells whether age and step-free access fit. ``type_of`` belongs to pupils.
    """

    start: Array
    offer: Array
    row: Array
    metres: Array
    base: Array
    need: Array
    school: Array
    allowed: Array
    kind: Array
    type_of: Array
    row_offer: Array
    row_school: Array
    row_limit: Array


def find_cells(instance: Instance, *, fields_may_repeat: bool) -> Cells:
    """Number the pairs of date and field."""
    offers, fields = instance.offers, max(1, len(instance.fields))
    key = offers.date.astype(np.int64) * fields + offers.field
    keys, of_offer = np.unique(key, return_inverse=True)
    index = np.full((max(1, len(instance.dates)), fields), -1, np.int32)
    index.reshape(-1)[keys] = np.arange(len(keys))
    date, field = (keys // fields).astype(np.int32), (keys % fields).astype(np.int32)
    of_offer = of_offer.reshape(-1).astype(np.int32)
    return Cells(of_offer, offers.field, date, field, date if fields_may_repeat else field, index)


def find_reach(instance: Instance, cells: Cells, max_km: float | None, *, by_place: bool = False) -> Reach:
    """Group the pupils into bases and types and list what is within reach of each base.

    With ``max_km`` or ``by_place`` the starting point is part of the base; ``metres`` is filled only ``by_place``.
    """
    rules = access(instance, max_km)
    key = _base_keys(rules, by_place=by_place or max_km is not None)
    first, base_of = np.unique(key, axis=0, return_index=True, return_inverse=True)[1:]
    base_of = base_of.reshape(-1)
    need_of, allowed, kind = _needs(rules)
    needs = len(allowed)
    types, type_of = np.unique(base_of.astype(np.int64) * needs + need_of, return_inverse=True)
    by_cell = np.argsort(cells.of_offer, kind="stable").astype(np.int32)
    start, offer = _within_reach(first.astype(np.int32), by_cell, cells.of_offer, len(cells.date), rules)
    school = rules.school[first]
    row, row_offer, row_school = _limit_rows(instance, start, offer, school, len(cells.date))
    metres = np.zeros(0, np.int32)
    if by_place:
        metres = _metres_of_bases(first.astype(np.int32), start, offer, len(cells.date), rules)
    return Reach(
        start=start,
        offer=offer,
        row=row,
        metres=metres,
        base=(types // needs).astype(np.int32),
        need=(types % needs).astype(np.int32),
        school=school[types // needs],
        allowed=allowed,
        kind=kind,
        type_of=type_of.reshape(-1).astype(np.int32),
        row_offer=row_offer,
        row_school=row_school,
        row_limit=instance.offers.max_per_school[row_offer],
    )


def _base_keys(rules: Access, *, by_place: bool) -> Array:
    columns = [rules.school.astype(np.float64)]
    if by_place:
        columns += [np.nan_to_num(rules.lat, nan=999.0), np.nan_to_num(rules.lon, nan=999.0)]
    return np.column_stack(columns)


def _needs(rules: Access) -> tuple[Indices, Array, Indices]:
    """Give the need of each pupil, who may take which kind of offer, and the kind of each offer."""
    limits = np.unique(rules.cutoff[rules.min_age >= 0])
    known = rules.birth_day != NO_DAY
    born = np.where(known, np.searchsorted(limits, rules.birth_day), -1)
    age = np.where(known, -1, rules.age)
    if not len(limits):
        born, age = np.zeros_like(born), np.zeros_like(age)
    needs = np.column_stack([rules.step_free, born, age]).astype(np.int64)
    kinds = np.column_stack([rules.offer_step_free, rules.cutoff, rules.min_age]).astype(np.int64)
    need, need_of = np.unique(needs, axis=0, return_inverse=True)
    kind, kind_of = np.unique(kinds, axis=0, return_inverse=True)
    old_enough = np.where(
        need[:, None, 1] >= 0,
        need[:, None, 1] <= np.searchsorted(limits, kind[None, :, 1]),
        need[:, None, 2] >= kind[None, :, 2],
    )
    step_free = (need[:, None, 0] == 0) | (kind[None, :, 0] == 1)
    allowed = step_free & (old_enough | (kind[None, :, 2] < 0))
    return need_of.reshape(-1).astype(np.int32), allowed, kind_of.reshape(-1).astype(np.int32)


@numba.njit(cache=True)
def _admitted(school: int, offer: int, rules: Access) -> bool:
    found = rules.schools_start[offer] == rules.schools_start[offer + 1]
    for at in range(rules.schools_start[offer], rules.schools_start[offer + 1]):
        found = found or rules.schools[at] == school
    return bool(found)


@numba.njit(cache=True)
def _near(pupil: int, offer: int, rules: Access) -> bool:
    if rules.max_metres == ANY_DISTANCE:
        return True
    lat, lon = rules.lat[pupil], rules.lon[pupil]
    # One degree of latitude is 111,195 m; the margin covers the rounding.
    if abs(lat - rules.offer_lat[offer]) * 111_000 > rules.max_metres + 1:
        return False
    return bool(metres_between(lat, lon, rules.offer_lat[offer], rules.offer_lon[offer]) <= rules.max_metres)


@numba.njit(cache=True)
def _within_reach(first: Array, by_cell: Array, cell: Array, cells: int, rules: Access) -> Any:
    start = np.zeros(len(first) * cells + 1, np.int64)
    found = np.empty(len(by_cell) + 16, np.int32)
    size = 0
    for base, pupil in enumerate(first):
        if size + len(by_cell) > len(found):
            found = np.concatenate((found, np.empty(len(found) // 4 + len(by_cell), np.int32)))
        for offer in by_cell:
            if _admitted(rules.school[pupil], offer, rules) and _near(pupil, offer, rules):
                found[size] = offer
                size += 1
                start[base * cells + cell[offer] + 1] += 1
    for at in range(len(start) - 1):
        start[at + 1] += start[at]
    return start, found[:size].copy()


@numba.njit(cache=True)
def _metres_of_bases(first: Array, start: Array, offer: Array, cells: int, rules: Access) -> Array:
    result = np.empty(len(offer), np.int32)
    for base, pupil in enumerate(first):
        for at in range(start[base * cells], start[(base + 1) * cells]):
            o = offer[at]
            result[at] = metres_between(rules.lat[pupil], rules.lon[pupil], rules.offer_lat[o], rules.offer_lon[o])
    return result


def _limit_rows(
    instance: Instance, start: Integers, offer: Indices, school: Indices, cells: int
) -> tuple[Indices, Indices, Indices]:
    """Number the pairs of offer and school under H5; nothing is written out where no offer has such a limit."""
    limited = instance.offers.max_per_school >= 0
    if not limited.any():
        return np.zeros(0, np.int32), np.zeros(0, np.int32), np.zeros(0, np.int32)
    row = np.full(len(offer), -1, np.int32)
    at = np.flatnonzero(limited[offer])
    base = np.searchsorted(start[::cells], at, side="right") - 1
    schools = max(1, len(instance.school_ids))
    keys, rows = np.unique(offer[at].astype(np.int64) * schools + school[base], return_inverse=True)
    row[at] = rows.reshape(-1)
    return row, (keys // schools).astype(np.int32), (keys % schools).astype(np.int32)


def rows_of_pairs(instance: Instance, reach: Reach, pairs: Array) -> Indices:
    """Give the row of H5 of each pair (n x 2, pupil and offer), -1 if there is none."""
    result = np.full(len(pairs), -1, np.int32)
    if len(reach.row_offer):
        schools = max(1, len(instance.school_ids))
        keys = reach.row_offer.astype(np.int64) * schools + reach.row_school
        wanted = pairs[:, 1].astype(np.int64) * schools + instance.pupils.school[pairs[:, 0]]
        at = np.minimum(np.searchsorted(keys, wanted), len(keys) - 1)
        result = np.where(keys[at] == wanted, at, -1).astype(np.int32)
    return result
