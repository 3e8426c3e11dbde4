"""The task as the checker reads it: pupils, offers and wishes as arrays in the checker's own order.

Offers are kept sorted by (step-free, age level, date, field), so that every cell of that grid is one slice. Nothing
here is taken from the allocator: if both read a file differently, the check shows it.
"""

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import pairwise
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt

from bildungsnetz.engines.allocation_check.tables import Table, Unreadable, numbers, read_table, whole_numbers

EARTH_RADIUS_M = 6_371_008.8
WORST_POSITION = 11
NO_WISH = 99
"""Stands for a position where there is no wish; greater than every position."""

Integers = npt.NDArray[np.int64]
Flags = npt.NDArray[np.bool_]
Numbers = npt.NDArray[np.float64]


@dataclass(frozen=True)
class Rules:
    """The options of a run that change what is allowed."""

    max_metres: float = math.inf
    only_wished: bool = False
    fields_may_repeat: bool = False


@dataclass(frozen=True, eq=False)
class Pupils:
    """P pupils; ``can_go`` and ``age_level`` are P x D, the level counts the minimum ages the pupil has reached."""

    ids: list[str]
    index: dict[str, int]
    school: Integers
    group: list[str]
    days: Integers
    can_go: Flags
    age_level: Integers
    step_free: Flags
    lat: Numbers
    lon: Numbers


@dataclass(frozen=True, eq=False)
class Offers:
    """O offers in the order of their cells; ``age_level`` is the index of their minimum age, 0 = none.

    ``restricted`` marks offers with a list of schools; ``admitted`` holds the pairs offer * schools + school, sorted.
    """

    ids: list[str]
    index: dict[str, int]
    company: list[str]
    date: Integers
    field: Integers
    capacity: Integers
    min_group: Integers
    max_per_school: Integers
    age_level: Integers
    step_free: Flags
    lat: Numbers
    lon: Numbers
    restricted: Flags
    admitted: Integers


@dataclass(frozen=True, eq=False)
class Wishes:
    """Wishes by pupil: ``field_position`` is P x F; pairs (pupil, offer, position) come from offers and companies.

    ``different_ranks`` is L of each pupil. A pair may be named twice; the better position counts. ``rows`` is the
    list as read: (pupil, rank, kind, target).
    """

    field_position: npt.NDArray[np.int8]
    pupil: Integers
    offer: Integers
    position: Integers
    different_ranks: Integers
    rank_of_position: dict[tuple[int, int], int]
    rows: dict[tuple[int, str, str], int]


@dataclass(frozen=True, eq=False)
class Case:
    """One task with its rules. ``fixed`` and ``previous`` are pairs (pupil, offer); a lost offer is -1."""

    pupils: Pupils
    offers: Offers
    wishes: Wishes
    rules: Rules
    schools: list[str]
    dates: list[str]
    fields: list[str]
    levels: int
    fixed: list[tuple[int, int]]
    previous: list[tuple[int, int]] | None

    def metres(self, pupil: Integers, offer: Integers) -> Integers:
        """Return the great-circle distance of each pair in whole metres, 0 where a place is unknown."""
        return haversine(self.pupils.lat[pupil], self.pupils.lon[pupil], self.offers.lat[offer], self.offers.lon[offer])

    def eligible(self, pupil: Integers, offer: Integers) -> Flags:
        """Tell for each pair whether the pupil may take the offer (H4, and the wish with ``only_wished`` apart)."""
        pupils, offers = self.pupils, self.offers
        day = offers.date[offer]
        found = pupils.can_go[pupil, day] & (pupils.age_level[pupil, day] >= offers.age_level[offer])
        found &= ~pupils.step_free[pupil] | offers.step_free[offer]
        found &= ~offers.restricted[offer] | self._admitted(pupil, offer)
        if math.isfinite(self.rules.max_metres):
            found &= self.metres(pupil, offer) <= self.rules.max_metres
        return found

    def _admitted(self, pupil: Integers, offer: Integers) -> Flags:
        key = offer * len(self.schools) + self.pupils.school[pupil]
        at = np.searchsorted(self.offers.admitted, key)
        inside = at < len(self.offers.admitted)
        found = np.zeros(len(key), bool)
        found[inside] = self.offers.admitted[at[inside]] == key[inside]
        return found


def haversine(lat: Numbers, lon: Numbers, other_lat: Numbers, other_lon: Numbers) -> Integers:
    """Return great-circle distances in metres, rounded half up; 0 where a coordinate is NaN."""
    phi, other_phi = np.radians(lat), np.radians(other_lat)
    half = np.sin((other_phi - phi) / 2) ** 2
    half = half + np.cos(phi) * np.cos(other_phi) * np.sin(np.radians(other_lon - lon) / 2) ** 2
    metres = 2 * EARTH_RADIUS_M * np.arcsin(np.sqrt(np.minimum(1.0, half)))
    return np.where(np.isnan(metres), 0, np.floor(np.nan_to_num(metres) + 0.5)).astype(np.int64)


def read_case(folder: Path, rules: Rules) -> Case:
    """Read an input folder. Raises: Unreadable."""
    offer_table = read_table(folder / "offers.csv", required=("offer_id", "company_id", "date", "field", "capacity"))
    pupil_table = read_table(folder / "pupils.csv", required=("pupil_id", "school_id"))
    wish_table = read_table(folder / "wishes.csv", required=("pupil_id", "rank"))
    dates = sorted(set(offer_table.column("date")))
    fields = sorted(set(offer_table.column("field")))
    schools = sorted(set(pupil_table.column("school_id")))
    ages = sorted(set(whole_numbers(offer_table, "min_age", empty=-1)) - {-1})
    offers = _offers(offer_table, dates, fields, schools, ages)
    pupils = _pupils(pupil_table, dates, schools, ages)
    wishes = _wishes(wish_table, pupils, offers, fields)
    case = Case(pupils, offers, wishes, rules, schools, dates, fields, len(ages) + 1, [], None)
    fixed = _pairs(folder / "fixed.csv", case) or []
    if any(offer < 0 for _, offer in fixed):
        raise Unreadable("fixed.csv, offer_id: ?")
    previous = _pairs(folder / "previous.csv", case)
    return Case(pupils, offers, wishes, rules, schools, dates, fields, len(ages) + 1, fixed, _hit(case, previous))


def _index(table: Table, column: str, ids: Sequence[str]) -> dict[str, int]:
    index = {key: at for at, key in enumerate(ids)}
    if len(index) < len(ids):
        raise Unreadable(f"{table.name}, {column}: {len(ids) - len(index)} x 2")
    return index


def _offers(
    table: Table, dates: Sequence[str], fields: Sequence[str], schools: Sequence[str], ages: Sequence[int]
) -> Offers:
    day = np.array([dates.index(cell) for cell in table.column("date")], np.int64)
    field_index = {name: at for at, name in enumerate(fields)}
    field = np.array([field_index[cell] for cell in table.column("field")], np.int64)
    level = np.array([ages.index(a) + 1 if a >= 0 else 0 for a in whole_numbers(table, "min_age", empty=-1)], np.int64)
    step_free = np.array([cell == "1" for cell in table.column("accessible")], bool)
    ids = table.column("offer_id")
    order = np.lexsort((np.array(ids), field, day, level, step_free)) if ids else np.zeros(0, np.int64)
    ids = [ids[at] for at in order]
    cells, companies = table.column("schools"), table.column("company_id")
    lists = [cells[at] for at in order]

    def integers(column: str, empty: int) -> Integers:
        return np.array(whole_numbers(table, column, empty=empty), np.int64)[order]

    return Offers(
        ids=ids,
        index=_index(table, "offer_id", ids),
        company=[companies[at] for at in order],
        date=day[order],
        field=field[order],
        capacity=integers("capacity", 0),
        min_group=integers("min_group", 0),
        max_per_school=integers("max_per_school", -1),
        age_level=level[order],
        step_free=step_free[order],
        lat=np.array(numbers(table, "lat"))[order],
        lon=np.array(numbers(table, "lon"))[order],
        restricted=np.array([bool(cell) for cell in lists], bool),
        admitted=_admitted_pairs(lists, schools),
    )


def _admitted_pairs(lists: Sequence[str], schools: Sequence[str]) -> Integers:
    index = {school: at for at, school in enumerate(schools)}
    pairs = {
        offer * len(schools) + index[school.strip()]
        for offer, cell in enumerate(lists)
        for school in cell.split("|")
        if school.strip() in index
    }
    return np.array(sorted(pairs), np.int64)


def _pupils(table: Table, dates: Sequence[str], schools: Sequence[str], ages: Sequence[int]) -> Pupils:
    ids = table.column("pupil_id")
    school_index = {school: at for at, school in enumerate(schools)}
    return Pupils(
        ids=ids,
        index=_index(table, "pupil_id", ids),
        school=np.array([school_index[cell] for cell in table.column("school_id")], np.int64),
        group=table.column("group"),
        days=np.array(whole_numbers(table, "days", empty=3), np.int64),
        can_go=_can_go(table.column("dates"), dates),
        age_level=_age_levels(table, dates, ages),
        step_free=np.array([cell == "1" for cell in table.column("accessible")], bool),
        lat=np.array(numbers(table, "lat"), np.float64),
        lon=np.array(numbers(table, "lon"), np.float64),
    )


def _can_go(cells: Sequence[str], dates: Sequence[str]) -> Flags:
    known: dict[str, list[bool]] = {"": [True] * len(dates)}
    for cell in set(cells) - {""}:
        own = {part.strip() for part in cell.split("|")}
        known[cell] = [day in own for day in dates]
    return np.array([known[cell] for cell in cells], bool).reshape(len(cells), len(dates))


def _age_levels(table: Table, dates: Sequence[str], ages: Sequence[int]) -> Integers:
    days = _dates(table.name, dates)
    ages_given = whole_numbers(table, "age", empty=-1)
    known: dict[tuple[str, int], list[int]] = {}
    levels = []
    for born, age in zip(table.column("birth_date"), ages_given, strict=True):
        if (born, age) not in known:
            years = [_completed_years(_dates(table.name, [born])[0], day) if born else age for day in days]
            known[born, age] = [sum(minimum <= reached for minimum in ages) for reached in years]
        levels.append(known[born, age])
    return np.array(levels, np.int64).reshape(len(levels), len(dates))


def _dates(name: str, cells: Sequence[str]) -> list[date]:
    try:
        return [date.fromisoformat(cell) for cell in cells]
    except ValueError as error:
        raise Unreadable(f"{name}: {error}") from error


def _completed_years(born: date, on: date) -> int:
    return on.year - born.year - ((on.month, on.day) < (born.month, born.day))


def _wishes(table: Table, pupils: Pupils, offers: Offers, fields: Sequence[str]) -> Wishes:
    rows = _best_ranks(table, pupils)
    ranks: dict[int, set[int]] = {}
    for (pupil, _kind, _target), rank in rows.items():
        ranks.setdefault(pupil, set()).add(rank)
    position = {(p, rank): at for p, own in ranks.items() for at, rank in enumerate(sorted(own), start=1)}
    of_company: dict[str, list[int]] = {}
    for at, company in enumerate(offers.company):
        of_company.setdefault(company, []).append(at)
    field_index = {name: at for at, name in enumerate(fields)}
    by_field = np.full((len(pupils.ids), len(fields)), NO_WISH, np.int8)
    pairs: list[tuple[int, int, int]] = []
    for (pupil, kind, target), rank in rows.items():
        at = min(position[pupil, rank], WORST_POSITION)
        if kind == "field":
            if target in field_index:
                by_field[pupil, field_index[target]] = at
        else:
            named = of_company.get(target) if kind == "company_id" else [offers.index.get(target, -1)]
            if not named or named == [-1]:
                raise Unreadable(f"{table.name}, {kind}: {target!r}")
            pairs.extend((pupil, offer, at) for offer in named)
    columns = np.array(sorted(pairs), np.int64).reshape(len(pairs), 3)
    different = np.zeros(len(pupils.ids), np.int64)
    for pupil, own in ranks.items():
        different[pupil] = len(own)
    of_rank = {(p, at): rank for (p, rank), at in position.items()}
    return Wishes(by_field, columns[:, 0], columns[:, 1], columns[:, 2], different, of_rank, rows)


def _best_ranks(table: Table, pupils: Pupils) -> dict[tuple[int, str, str], int]:
    """Take each wish once, at its best rank."""
    rows: dict[tuple[int, str, str], int] = {}
    kinds = ("offer_id", "company_id", "field")
    ranks = whole_numbers(table, "rank", empty=-1)
    cells = zip(table.column("pupil_id"), ranks, *(table.column(kind) for kind in kinds), strict=True)
    for row, (pupil, rank, *targets) in enumerate(cells):
        named = [(kind, target) for kind, target in zip(kinds, targets, strict=True) if target]
        if len(named) != 1 or pupil not in pupils.index:
            raise Unreadable(f"{table.place(row, 'pupil_id')}: {pupil!r}")
        key = (pupils.index[pupil], *named[0])
        rows[key] = min(rank, rows.get(key, rank))
    return rows


def _pairs(path: Path, case: Case) -> list[tuple[int, int]] | None:
    if not path.exists():
        return None
    table = read_table(path, required=("pupil_id", "offer_id"))
    rows = set(zip(table.column("pupil_id"), table.column("offer_id"), strict=True))
    if unknown := sorted({pupil for pupil, _ in rows} - set(case.pupils.index)):
        raise Unreadable(f"{path.name}, pupil_id: {unknown[0]!r}")
    return sorted((case.pupils.index[pupil], case.offers.index.get(offer, -1)) for pupil, offer in rows)


def _hit(case: Case, previous: list[tuple[int, int]] | None) -> list[tuple[int, int]] | None:
    """Mark the places of an earlier allocation whose offer is gone or no longer eligible with -1."""
    if not previous:
        return previous
    pairs = np.array(previous, np.int64)
    still = pairs[:, 1] >= 0
    still[still] = case.eligible(pairs[still, 0], pairs[still, 1])
    return [(int(p), int(o) if kept else -1) for (p, o), kept in zip(pairs, still, strict=True)]


def positions(case: Case, pupil: Integers, offer: Integers) -> Integers:
    """Return the position of each pair in the pupil's list, ``NO_WISH`` if it was not wished."""
    found = case.wishes.field_position[pupil, case.offers.field[offer]].astype(np.int64)
    key = case.wishes.pupil * len(case.offers.ids) + case.wishes.offer
    wanted = pupil * len(case.offers.ids) + offer
    # Sorted by pupil, offer, position: the first of equal pairs is the best.
    at = np.searchsorted(key, wanted)
    inside = at < len(key)
    inside[inside] = key[at[inside]] == wanted[inside]
    found[inside] = np.minimum(found[inside], case.wishes.position[at[inside]])
    return found


def as_rules(report: Mapping[str, Any]) -> Rules:
    """Take the options that change what is allowed from a report. Raises: Unreadable."""
    options = report.get("options", {})
    try:
        max_km = options.get("max_km")
        return Rules(
            max_metres=math.inf if max_km is None else float(max_km) * 1000,
            only_wished=bool(options.get("only_wished", False)),
            fields_may_repeat=bool(options.get("fields_may_repeat", False)),
        )
    except (AttributeError, TypeError, ValueError) as error:
        raise Unreadable(f"report.json, options: {error}") from error


def increasing(keys: Sequence[Any]) -> bool:
    """Tell whether keys rise strictly: sorted and without repetition."""
    return all(one < other for one, other in pairwise(keys))
