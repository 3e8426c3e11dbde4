"""Draws instances: ``python -m benchmarks.allocation.instances --pupils 4000 --ratio 1.05 --out DIR``.

A made-up land: counties on a grid of 22 km, each with ten towns of Pareto sizes, schools of about 130 pupils of grade 8
and 0.13 companies per pupil. A company offers one to three of the 16 fields on one to five of the five days; places
are geometric and scaled so that places / (3 x pupils) is the ratio. Schools have three to five of the days. Of the
pupils 80 % list 3 to 10 offers, 15 % list fields only and 5 % nothing; they like an offer by the company's popularity
(Zipf), by their own taste for the field and by the way. 2 % need a step-free place, which 45 % of the offers are; 10 %
of the offers ask for an age of 14 and 3 % for 15; 8 % of the companies admit five schools only. Every school has an
index from 1 to 9, its ``group``; pupils of a low index tend to come first where speed decides (``arrival``).

The same seed, size and regime give the same files on one version of NumPy.
"""

import argparse
import csv
import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import numpy.typing as npt

from benchmarks.allocation.regimes import REGIMES, Regime, regime_named

Numbers = npt.NDArray[np.float64]
Integers = npt.NDArray[np.int64]

DATES = ("2027-03-08", "2027-03-09", "2027-03-10", "2027-03-11", "2027-03-12")
FIELDS = tuple(f"F{number:02}" for number in range(1, 17))
DAYS, LONGEST = 3, 10
PUPILS_PER_COUNTY, PUPILS_PER_SCHOOL = 4_000, 130
GRID_KM, TOWNS = 22.0, 10
KM_PER_DEGREE = 111.195
PER_KM = 0.05
"""What a kilometre costs in liking."""


@dataclass(frozen=True, eq=False)
class Land:
    """Towns, schools and offers; places are in kilometres east and north of the south-western corner."""

    school_at: Numbers
    school_days: npt.NDArray[np.bool_]
    school_index: Integers
    company: Integers
    offer_at: Numbers
    day: Integers
    field: Integers
    capacity: Integers
    liking: Numbers
    step_free: npt.NDArray[np.bool_]
    min_age: Integers
    admitted: dict[int, Integers]
    max_per_school: Integers
    min_group: Integers


def write_instance(folder: Path, *, pupils: int, seed: int, regime: Regime) -> Path:
    """Write the input folder of ``allocate`` and return it; ``options.json`` names its options."""
    random = np.random.default_rng([seed, pupils, *regime.name.encode()])
    folder.mkdir(parents=True, exist_ok=True)
    land = _land(random, pupils, regime)
    school = _schools_of(random, pupils, land)
    _write_offers(folder, land)
    _write_pupils(folder, random, land, school, regime)
    _write_wishes(folder, random, land, school, regime)
    options = {"max_km": regime.max_km, "pupils": pupils, "seed": seed, "regime": regime.name, "ratio": regime.ratio}
    (folder / "options.json").write_text(json.dumps(options) + "\n", encoding="utf-8")
    return folder


def _land(random: np.random.Generator, pupils: int, regime: Regime) -> Land:
    counties = max(1, round(pupils / PUPILS_PER_COUNTY))
    side = int(np.ceil(np.sqrt(counties)))
    corner = np.stack(np.divmod(np.arange(counties), side), axis=1) * GRID_KM
    town_at = np.repeat(corner, TOWNS, axis=0) + random.uniform(0, GRID_KM, (counties * TOWNS, 2))
    size = random.pareto(1.2, counties * TOWNS) + 1
    schools = max(2, round(pupils / PUPILS_PER_SCHOOL))
    town_of_school = random.choice(len(size), schools, p=size / size.sum())
    days = np.ones((schools, len(DATES)), bool)
    for own in days:
        short = random.random() < regime.short_schools
        missing = (3, 4) if regime.same_short_days else random.choice(len(DATES), 2, replace=False)
        own[list(missing)[: 2 if short else random.integers(0, 2)]] = False
    places = _town_of_companies(random, pupils, size, counties, regime)
    at = town_at[places] + random.normal(0, 1.5, (len(places), 2))
    company, day, field = _offers(random, len(places))
    # Zipf: the popularity of rank r falls as r to the minus zipf, so its logarithm is the liking.
    liking = -regime.zipf * np.log1p(random.permutation(len(places)))
    count = len(company)
    capacity = _capacities(random, count, round(regime.ratio * DAYS * pupils))
    closed = np.flatnonzero(random.random(len(places)) < 0.08)
    limited = random.random(count) < regime.limited
    grouped = (random.random(count) * (capacity >= 2).mean() < regime.grouped) & (capacity >= 2)
    return Land(
        school_at=town_at[town_of_school] + random.normal(0, 1, (schools, 2)),
        school_days=days,
        school_index=random.integers(1, 10, schools),
        company=company,
        offer_at=at[company],
        day=day,
        field=field,
        capacity=capacity,
        liking=liking[company],
        step_free=random.random(count) < 0.45,
        min_age=random.choice(np.array([-1, 14, 15]), count, p=(0.87, 0.10, 0.03)),
        admitted={own: random.choice(schools, min(5, schools), replace=False) for own in closed.tolist()},
        max_per_school=np.where(limited, np.maximum(1, (capacity + 3) // 4), -1),
        min_group=np.where(grouped, np.maximum(2, capacity // 2), 0),
    )


def _town_of_companies(
    random: np.random.Generator, pupils: int, size: Numbers, counties: int, regime: Regime
) -> Integers:
    """Return the town of each company: by size, ``company_share`` of them in the county's largest towns only."""
    companies = max(10, round(regime.companies * pupils))
    by_size = np.argsort(-size.reshape(counties, TOWNS), axis=1)[:, : regime.company_towns]
    crowded = np.zeros(size.shape, bool)
    crowded[(by_size + np.arange(counties)[:, None] * TOWNS).reshape(-1)] = True
    inside = np.where(crowded, size, 0)
    weight = regime.company_share * inside / inside.sum() + (1 - regime.company_share) * size / size.sum()
    return random.choice(len(size), companies, p=weight / weight.sum())


def _offers(random: np.random.Generator, companies: int) -> tuple[Integers, Integers, Integers]:
    """Return company, day and field of each offer: every field of a company on every one of its days."""
    rows = []
    for company in range(companies):
        days = random.choice(len(DATES), random.choice((1, 2, 3, 4, 5), p=(0.4, 0.25, 0.15, 0.1, 0.1)), replace=False)
        fields = random.choice(len(FIELDS), random.choice((1, 2, 3), p=(0.5, 0.3, 0.2)), replace=False)
        rows += [(company, day, field) for day in days for field in fields]
    columns = np.array(rows, np.int64)
    return columns[:, 0], columns[:, 1], columns[:, 2]


def _capacities(random: np.random.Generator, count: int, places: int) -> Integers:
    """Draw geometric weights and share out exactly ``places``, as even as whole numbers allow."""
    weight = random.geometric(1 / 6, count).astype(np.float64)
    exact = weight * (places / weight.sum())
    found = np.floor(exact).astype(np.int64)
    found[np.argsort(found - exact, kind="stable")[: places - found.sum()]] += 1
    return found


def _schools_of(random: np.random.Generator, pupils: int, land: Land) -> Integers:
    """Return the school of each pupil, ascending."""
    weight = random.uniform(0.6, 1.4, len(land.school_index))
    return np.sort(random.choice(len(weight), pupils, p=weight / weight.sum()))


def _degrees(at: Numbers) -> Numbers:
    """Turn kilometres on the grid into degrees of latitude and longitude with five decimals."""
    lat = 50.6 + at[:, 1] / KM_PER_DEGREE
    lon = 6.2 + at[:, 0] / (KM_PER_DEGREE * np.cos(np.radians(lat)))
    return np.round(np.stack([lat, lon], axis=1), 5)


def _write(path: Path, header: str, rows: Iterable[Sequence[object]]) -> None:
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(header.split())
        writer.writerows(rows)


def _write_offers(folder: Path, land: Land) -> None:
    header = "offer_id company_id date field capacity min_group lat lon min_age accessible schools max_per_school"
    place = _degrees(land.offer_at)
    rows = (
        (
            _offer_id(offer),
            f"C{company:06}",
            DATES[land.day[offer]],
            FIELDS[land.field[offer]],
            land.capacity[offer],
            land.min_group[offer] or "",
            f"{place[offer, 0]:.5f}",
            f"{place[offer, 1]:.5f}",
            _given(land.min_age[offer]),
            int(land.step_free[offer]) or "",
            "|".join(_school_id(school) for school in sorted(land.admitted.get(company, ()))),
            _given(land.max_per_school[offer]),
        )
        for offer, company in enumerate(land.company.tolist())
    )
    _write(folder / "offers.csv", header, rows)


def _given(number: int) -> object:
    return "" if number < 0 else number


def _offer_id(offer: int) -> str:
    return f"O{offer:06}"


def _pupil_id(pupil: int) -> str:
    return f"P{pupil:07}"


def _school_id(school: int) -> str:
    return f"{100_000 + school}"


def _write_pupils(folder: Path, random: np.random.Generator, land: Land, school: Integers, regime: Regime) -> None:
    header = "pupil_id school_id days dates lat lon birth_date age carry arrival accessible group"
    at = land.school_at[school]
    if regime.start == "home":
        at = at + random.normal(0, 2, at.shape)
    place = _degrees(at)
    # Born so that most are 13 or 14 in March 2027.
    born = np.datetime64("2012-07-01") + random.integers(0, 540, len(school))
    late = np.argsort(0.25 * land.school_index[school] + random.gumbel(size=len(school)), kind="stable")
    arrival = np.empty(len(school), np.int64)
    arrival[late] = np.arange(len(school))
    step_free = random.random(len(school)) < 0.02
    dates = ["" if days.all() else "|".join(np.array(DATES)[days]) for days in land.school_days]
    rows = (
        (
            _pupil_id(pupil),
            _school_id(own),
            DAYS,
            dates[own],
            f"{place[pupil, 0]:.5f}",
            f"{place[pupil, 1]:.5f}",
            born[pupil],
            "",
            "",
            arrival[pupil],
            int(step_free[pupil]) or "",
            land.school_index[own],
        )
        for pupil, own in enumerate(school.tolist())
    )
    _write(folder / "pupils.csv", header, rows)


def _write_wishes(folder: Path, random: np.random.Generator, land: Land, school: Integers, regime: Regime) -> None:
    rows: list[tuple[object, ...]] = []
    ends = np.searchsorted(school, np.arange(len(land.school_index) + 1))
    for own in range(len(land.school_index)):
        rows += _wishes_of_school(random, land, own, range(ends[own], ends[own + 1]), regime)
    _write(folder / "wishes.csv", "pupil_id rank offer_id company_id field", rows)


def _wishes_of_school(
    random: np.random.Generator, land: Land, school: int, pupils: range, regime: Regime
) -> list[tuple[object, ...]]:
    """Let the pupils of one school list what they like best of what the portal would show them."""
    km = np.hypot(*(land.offer_at - land.school_at[school]).T)
    shut = np.zeros(land.company.max() + 1, bool)
    shut[[own for own, schools in land.admitted.items() if school not in schools]] = True
    shown = np.flatnonzero((km <= regime.max_km) & land.school_days[school][land.day] & ~shut[land.company])
    taste = regime.taste * random.gumbel(size=(len(pupils), len(FIELDS)))
    liked = land.liking[shown] - PER_KM * km[shown] + taste[:, land.field[shown]]
    common = np.argsort(-(land.liking[shown] - PER_KM * km[shown]), kind="stable")[:LONGEST]
    # With noise of this kind an offer is chosen in proportion to its popularity.
    liked += random.gumbel(size=liked.shape)
    best = _best(liked)
    kind, length = random.random(len(pupils)), random.integers(3, 11, len(pupils))
    alike = random.random(len(pupils)) < regime.alike
    rows: list[tuple[object, ...]] = []
    for at, pupil in enumerate(pupils):
        if alike[at]:
            # Two wishes on each rank, the same ones for the whole school.
            rows += [(_pupil_id(pupil), 1 + place // 2, _offer_id(o), "", "") for place, o in enumerate(shown[common])]
        elif kind[at] < 0.8:
            chosen = shown[best[at, : length[at]]]
            rows += [(_pupil_id(pupil), rank, _offer_id(o), "", "") for rank, o in enumerate(chosen, start=1)]
        elif kind[at] < 0.95:
            fields = np.argsort(-taste[at], kind="stable")[: max(3, length[at] - 2)]
            rows += [(_pupil_id(pupil), rank, "", "", FIELDS[f]) for rank, f in enumerate(fields, start=1)]
    return rows


def _best(liked: Numbers) -> Integers:
    """Return the columns of the greatest numbers of each row, the greatest first; equal ones do not occur."""
    rows = np.arange(len(liked))[:, None]
    some = np.argpartition(-liked, min(LONGEST, liked.shape[1] - 1), axis=1)[:, :LONGEST]
    return some[rows, np.argsort(-liked[rows, some], axis=1)]


def main() -> None:
    """Write one instance."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--pupils", type=int, default=400)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--ratio", type=float, default=1.05)
    parser.add_argument("--regime", choices=sorted(REGIMES), default="plain")
    parser.add_argument("--start", choices=("school", "home"), default="school")
    parser.add_argument("--out", type=Path, required=True)
    given = parser.parse_args()
    regime = regime_named(given.regime, ratio=given.ratio, start=given.start)
    print(write_instance(given.out, pupils=given.pupils, seed=given.seed, regime=regime))


if __name__ == "__main__":
    main()
