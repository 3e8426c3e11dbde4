"""Who may go where (H4), and how far it is: pupils with the same answer form one type.

Source of the distance: haversine on a sphere of R = 6,371,008.8 m, rounded half up to whole metres.
"""

from dataclasses import dataclass
from datetime import date
from math import asin, cos, floor, radians, sin, sqrt
from typing import Any, NamedTuple

import numba
import numpy as np
import numpy.typing as npt

from bildungsnetz.engines.allocation.instance import NO_DAY, Array, Indices, Instance, Integers, Numbers

EARTH_RADIUS_M = 6_371_008.8
ANY_DISTANCE = 2**31 - 1
OPEN_TO_ALL = NO_DAY + 1
"""``cutoff`` of an offer without a minimum age."""


@dataclass(frozen=True, eq=False)
class Types:
    """Pupils who may go to the same offers (and, with ``by_place``, from the same point), T types in all.

    ``of_pupil[p]`` is the type, ``pupils[pupil_start[t]:pupil_start[t + 1]]`` its pupils and
    ``offers[start[t]:start[t + 1]]`` what they may take, ascending. ``metres`` runs beside ``offers`` and is empty
    unless asked for. ``school`` is the school of the type.
    """

    of_pupil: Indices
    pupil_start: Integers
    pupils: Indices
    school: Indices
    start: Integers
    offers: Indices
    metres: Indices


class Access(NamedTuple):
    """The parts of an instance that decide H4, ready for compiled code.

    ``cutoff[o]`` is the last birthday (days since 1970-01-01) old enough for offer o; ``max_metres`` whole metres.
    """

    can_go: npt.NDArray[np.bool_]
    school: Indices
    step_free: npt.NDArray[np.bool_]
    birth_day: Indices
    age: npt.NDArray[np.int16]
    lat: Numbers
    lon: Numbers
    offer_date: Indices
    offer_step_free: npt.NDArray[np.bool_]
    cutoff: Indices
    min_age: npt.NDArray[np.int16]
    offer_lat: Numbers
    offer_lon: Numbers
    schools_start: Integers
    schools: Indices
    max_metres: int


def access(instance: Instance, max_km: float | None) -> Access:
    """Collect what decides H4; a place exactly ``max_km`` away (in rounded metres) is still eligible."""
    pupils, offers = instance.pupils, instance.offers
    return Access(
        can_go=pupils.can_go,
        school=pupils.school,
        step_free=pupils.step_free,
        birth_day=pupils.birth_day,
        age=pupils.age,
        lat=pupils.lat,
        lon=pupils.lon,
        offer_date=offers.date,
        offer_step_free=offers.step_free,
        cutoff=_cutoffs(instance),
        min_age=offers.min_age,
        offer_lat=offers.lat,
        offer_lon=offers.lon,
        schools_start=offers.schools_start,
        schools=offers.schools,
        max_metres=ANY_DISTANCE if max_km is None else min(ANY_DISTANCE, floor(max_km * 1000)),
    )


def _cutoffs(instance: Instance) -> Indices:
    """Find the latest birthday that is old enough for each offer on its day."""
    days = [date.fromisoformat(day) for day in instance.dates]
    known: dict[tuple[int, int], int] = {}
    result = np.full(len(instance.offer_ids), OPEN_TO_ALL, np.int32)
    for offer in np.flatnonzero(instance.offers.min_age >= 0):
        key = int(instance.offers.date[offer]), int(instance.offers.min_age[offer])
        if key not in known:
            known[key] = _years_before(days[key[0]], key[1])
        result[offer] = known[key]
    return result


def _years_before(day: date, years: int) -> int:
    if day.year - years < 1:
        return NO_DAY + 2
    if (day.month, day.day) == (2, 29):
        # Whoever is born on 1 March has not completed the year on 29 February.
        return (date(day.year - years, 3, 1) - date(1970, 1, 1)).days - 1
    return (day.replace(year=day.year - years) - date(1970, 1, 1)).days


@numba.njit(cache=True)
def metres_between(lat: float, lon: float, to_lat: float, to_lon: float) -> int:
    """Measure the way in whole metres, rounded half up; 0 if either point is unknown (NaN)."""
    if lat != lat or lon != lon or to_lat != to_lat or to_lon != to_lon:
        return 0
    north = sin(radians(to_lat - lat) / 2)
    east = sin(radians(to_lon - lon) / 2)
    half = north * north + cos(radians(lat)) * cos(radians(to_lat)) * east * east
    return floor(2 * EARTH_RADIUS_M * asin(sqrt(min(1.0, half))) + 0.5)


@numba.njit(cache=True)
def _old_enough(birth_day: int, age: int, cutoff: int, min_age: int) -> bool:
    if min_age < 0:
        return True
    if birth_day != NO_DAY:
        return bool(birth_day <= cutoff)
    return bool(age >= min_age)


@numba.njit(cache=True)
def _school_admitted(school: int, offer: int, start: Integers, schools: Indices) -> bool:
    admitted = start[offer] == start[offer + 1]
    for at in range(start[offer], start[offer + 1]):
        admitted = admitted or schools[at] == school
    return bool(admitted)


@numba.njit(cache=True)
def is_eligible(pupil: int, offer: int, rules: Access) -> bool:
    """Tell whether H4 lets the pupil take the offer."""
    if not rules.can_go[pupil, rules.offer_date[offer]]:
        return False
    if rules.step_free[pupil] and not rules.offer_step_free[offer]:
        return False
    if not _old_enough(rules.birth_day[pupil], rules.age[pupil], rules.cutoff[offer], rules.min_age[offer]):
        return False
    if not _school_admitted(rules.school[pupil], offer, rules.schools_start, rules.schools):
        return False
    return bool(rules.max_metres == ANY_DISTANCE or _way(pupil, offer, rules) <= rules.max_metres)


@numba.njit(cache=True)
def _way(pupil: int, offer: int, rules: Access) -> Any:
    return metres_between(rules.lat[pupil], rules.lon[pupil], rules.offer_lat[offer], rules.offer_lon[offer])


@numba.njit(cache=True)
def _eligible_offers(
    first_pupil: Array, order: Array, order_lat: Array, reach: float, rules: Access, anywhere: Access
) -> Any:
    """List the eligible offers of each type's first pupil.

    ``order`` sorts the offers by latitude and longitude (unknown ones last), so that those of one company stand
    together and their distance is computed once; ``reach`` is the greatest distance in degrees of latitude, and
    ``anywhere`` are the rules without a greatest distance.
    """
    start = np.zeros(len(first_pupil) + 1, np.int64)
    found = np.empty(max(16, 4 * len(order)), np.int32)
    known = np.searchsorted(order_lat, 1e9)
    size = 0
    for index, pupil in enumerate(first_pupil):
        lat = rules.lat[pupil]
        low, high = 0, known
        if lat == lat:
            low, high = np.searchsorted(order_lat, lat - reach), np.searchsorted(order_lat[:known], lat + reach)
        if size + len(order) > len(found):
            found = np.concatenate((found, np.empty(len(found) // 2 + len(order), np.int32)))
        first, near, last = size, True, -1
        for step in range(high - low + len(order) - known):
            offer = order[low + step] if step < high - low else order[known + step - (high - low)]
            if not rules.can_go[pupil, rules.offer_date[offer]]:
                continue
            if last < 0 or not _same_point(last, offer, rules):
                near = _way(pupil, offer, rules) <= rules.max_metres
                last = offer
            if near and is_eligible(pupil, offer, anywhere):
                found[size] = offer
                size += 1
        found[first:size].sort()
        start[index + 1] = size
    return start, found[:size].copy()


@numba.njit(cache=True)
def _same_point(one: int, other: int, rules: Access) -> Any:
    return rules.offer_lat[one] == rules.offer_lat[other] and rules.offer_lon[one] == rules.offer_lon[other]


@numba.njit(cache=True)
def _metres_of_types(first_pupil: Array, start: Array, offers: Array, rules: Access) -> Array:
    result = np.empty(len(offers), np.int32)
    for index, pupil in enumerate(first_pupil):
        for at in range(start[index], start[index + 1]):
            result[at] = _way(pupil, offers[at], rules)
    return result


@numba.njit(cache=True)
def eligible_pairs(pairs: Array, rules: Access) -> Array:
    """Tell of each pair (n x 2, pupil and offer) whether H4 allows it; an offer of -1 is gone."""
    result = np.zeros(len(pairs), np.bool_)
    for row in range(len(pairs)):
        result[row] = pairs[row, 1] >= 0 and is_eligible(pairs[row, 0], pairs[row, 1], rules)
    return result


@numba.njit(cache=True)
def metres_of_pairs(pairs: Array, rules: Access) -> Array:
    """Measure the way of each pair (n x 2, pupil and offer) in whole metres, 0 where a point is unknown."""
    result = np.zeros(len(pairs), np.int64)
    for row in range(len(pairs)):
        result[row] = _way(pairs[row, 0], pairs[row, 1], rules)
    return result


def find_types(instance: Instance, max_km: float | None, *, by_place: bool = False) -> Types:
    """Group the pupils by what decides H4, and list the eligible offers of each group.

    Without ``max_km`` and ``by_place`` the pupil's place plays no part. Cost: one look at each offer within reach
    per type, so near linear as long as pupils start from schools and towns.
    """
    rules = access(instance, max_km)
    keys = _keys(rules, by_place or max_km is not None)
    first, inverse = np.unique(keys, axis=0, return_index=True, return_inverse=True)[1:]
    of_pupil = np.asarray(inverse.reshape(-1), np.int32)
    latitude = np.where(np.isnan(rules.offer_lat), np.inf, rules.offer_lat)
    order = np.lexsort((rules.offer_lon, latitude))
    # One degree of latitude is 111,195 m; the margin covers the rounding.
    reach = 1e9 if max_km is None else (rules.max_metres + 1) / 111_000
    anywhere = rules._replace(max_metres=ANY_DISTANCE)
    start, offers = _eligible_offers(first, order.astype(np.int32), latitude[order], reach, rules, anywhere)
    metres = np.zeros(0, np.int32)
    if by_place:
        metres = _metres_of_types(first, start, offers, rules)
    counts = np.bincount(of_pupil, minlength=len(first))
    return Types(
        of_pupil=of_pupil,
        pupil_start=np.concatenate(([0], np.cumsum(counts))).astype(np.int64),
        pupils=np.argsort(of_pupil, kind="stable").astype(np.int32),
        school=rules.school[first],
        start=start,
        offers=offers,
        metres=metres,
    )


def _keys(rules: Access, by_place: bool) -> npt.NDArray[np.float64]:
    """Write down per pupil what decides H4, equal rows for equal answers."""
    dates = np.packbits(rules.can_go, axis=1).astype(np.float64)
    limits = np.unique(rules.cutoff[rules.min_age >= 0])
    born = np.where(rules.birth_day == NO_DAY, -1, np.searchsorted(limits, rules.birth_day))
    age = np.where(rules.birth_day == NO_DAY, rules.age, -1)
    if not len(limits):
        born, age = np.zeros_like(born), np.zeros_like(age)
    columns = [rules.school, rules.step_free, born, age]
    if by_place:
        columns += [np.nan_to_num(rules.lat, nan=999.0), np.nan_to_num(rules.lon, nan=999.0)]
    return np.column_stack([*(np.asarray(column, np.float64) for column in columns), dates])
