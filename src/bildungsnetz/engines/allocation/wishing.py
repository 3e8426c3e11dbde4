"""What the wishes say about each place: positions, and which places were named one by one."""

from dataclasses import dataclass
from typing import Any, NamedTuple

import numba
import numpy as np

from bildungsnetz.engines.allocation.eligibility import Access, Types, access, is_eligible
from bildungsnetz.engines.allocation.instance import (
    WISH_COMPANY,
    WISH_FIELD,
    WISH_OFFER,
    Array,
    Bools,
    Bytes,
    Indices,
    Instance,
    Integers,
)

LAST_POSITION = 11
"""Positions above count as this one; it is worth nothing."""


class Lists(NamedTuple):
    """Positions of places in the pupils' lists, capped at 11; P pupils.

    ``unwished[p]`` = min(11, L + 1) is the position of a place not wished for. The places that pupil p named one by
    one (as offer or by company) and may take are ``offer[start[p]:start[p + 1]]``, ascending, at ``position`` (the
    best of all wishes that name it). ``field`` and ``field_position`` from ``field_start`` are the occupational
    fields wished for.
    """

    unwished: Array
    start: Array
    offer: Array
    position: Array
    field_start: Array
    field: Array
    field_position: Array


@dataclass(frozen=True, eq=False)
class Positions:
    """The lists, and who has at least one eligible wish."""

    lists: Lists
    has_wish: Bools


def find_positions(instance: Instance, types: Types, max_km: float | None) -> Positions:
    """Turn ranks into positions, for every place named and eligible (Position in formats.md, section 1)."""
    wishes, offers = instance.wishes, instance.offers
    position, unwished = _positions_of_wishes(wishes.start, wishes.rank)
    by_company = np.argsort(offers.company, kind="stable").astype(np.int32)
    company_start = np.searchsorted(offers.company[by_company], np.arange(len(instance.company_ids) + 1))
    written = Written(
        wishes.start, wishes.kind, wishes.target, position, offers.field, by_company, company_start.astype(np.int64)
    )
    start, offer, at = _named_places(written, np.zeros(len(offers.field), np.int8), access(instance, max_km))
    field_start, field, field_position = _wished_fields(instance, position)
    lists = Lists(unwished, start, offer, at, field_start, field, field_position)
    return Positions(lists, _with_eligible_wish(instance, types, lists))


class Written(NamedTuple):
    """The wishes as written, with their positions, and the offers of each company."""

    start: Array
    kind: Array
    target: Array
    position: Array
    field: Array
    by_company: Array
    company_start: Array


@numba.njit(cache=True)
def _positions_of_wishes(start: Array, rank: Array) -> Any:
    """Count the different smaller ranks of each wish; ranks are ascending within a pupil."""
    position = np.empty(len(rank), np.int8)
    unwished = np.empty(len(start) - 1, np.int8)
    for pupil in range(len(start) - 1):
        different = 0
        for row in range(start[pupil], start[pupil + 1]):
            if row == start[pupil] or rank[row] != rank[row - 1]:
                different += 1
            position[row] = min(different, LAST_POSITION)
        unwished[pupil] = min(different + 1, LAST_POSITION)
    return position, unwished


@numba.njit(cache=True)
def _mark_named(pupil: int, written: Written, best: Array, touched: Array, rules: Access) -> int:
    """Note in ``best`` the position of each eligible place named by ``pupil``, in ``touched`` which these are."""
    count = 0
    for row in range(written.start[pupil], written.start[pupil + 1]):
        low = high = 0
        if written.kind[row] == WISH_OFFER:
            low, high = written.target[row], written.target[row] + 1
        elif written.kind[row] == WISH_COMPANY:
            low, high = written.company_start[written.target[row]], written.company_start[written.target[row] + 1]
        for at in range(low, high):
            offer = written.by_company[at] if written.kind[row] == WISH_COMPANY else at
            if best[offer] == 0 and is_eligible(pupil, offer, rules):
                best[offer] = written.position[row]
                touched[count] = offer
                count += 1
    return count


@numba.njit(cache=True)
def _better_by_field(pupil: int, written: Written, best: Array, touched: Array) -> None:
    """Let a wish for the field count for a place named further down the list."""
    for row in range(written.start[pupil], written.start[pupil + 1]):
        for offer in touched:
            if written.kind[row] == WISH_FIELD and written.field[offer] == written.target[row]:
                best[offer] = min(best[offer], written.position[row])


@numba.njit(cache=True)
def _named_places(written: Written, best: Array, rules: Access) -> Any:
    """Expand offer and company wishes into eligible places; ``best`` is a row of zeros, one per offer."""
    start = np.zeros(len(written.start), np.int64)
    offers = np.empty(4 * len(written.kind) + 16, np.int32)
    positions = np.empty(len(offers), np.int8)
    touched = np.empty(len(best), np.int32)
    size = 0
    for pupil in range(len(written.start) - 1):
        count = _mark_named(pupil, written, best, touched, rules)
        _better_by_field(pupil, written, best, touched[:count])
        if size + count > len(offers):
            more = len(offers) // 2 + count
            offers = np.concatenate((offers, np.empty(more, np.int32)))
            positions = np.concatenate((positions, np.empty(more, np.int8)))
        touched[:count].sort()
        for offer in touched[:count]:
            offers[size], positions[size] = offer, best[offer]
            best[offer] = 0
            size += 1
        start[pupil + 1] = size
    return start, offers[:size].copy(), positions[:size].copy()


def _wished_fields(instance: Instance, position: Bytes) -> tuple[Integers, Indices, Bytes]:
    wishes = instance.wishes
    rows = (wishes.kind == WISH_FIELD) & (wishes.target >= 0)
    before = np.concatenate(([0], np.cumsum(rows))).astype(np.int64)
    return before[wishes.start], wishes.target[rows], position[rows]


def _with_eligible_wish(instance: Instance, types: Types, lists: Lists) -> Bools:
    """Find the pupils with an eligible wish: a place named, or a field in which they may take some place."""
    offered = np.zeros((len(types.school), len(instance.fields)), np.bool_)
    type_of_row = np.repeat(np.arange(len(types.school)), np.diff(types.start))
    offered[type_of_row, instance.offers.field[types.offers]] = True
    pupil_of_row = np.repeat(np.arange(len(lists.unwished)), np.diff(lists.field_start))
    result: Bools = np.diff(lists.start) > 0
    result[pupil_of_row[offered[types.of_pupil[pupil_of_row], lists.field]]] = True
    return result
