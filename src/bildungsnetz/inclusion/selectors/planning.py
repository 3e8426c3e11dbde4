"""Arrays for forecasts, scenarios and proposals, each with a fixed number of queries."""

import math
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache

import numpy as np
from django.db.models import Sum
from numpy.typing import NDArray

from bildungsnetz.inclusion.focuses import FOCUSES
from bildungsnetz.inclusion.models import NeedCount, PupilCount, Scenario, ScenarioStep, SupportPlaces, YearFacts
from bildungsnetz.inclusion.planning import forecast as method
from bildungsnetz.inclusion.planning.forecast import BackTest
from bildungsnetz.inclusion.planning.quotas import NotCountable, Quotas
from bildungsnetz.inclusion.planning.scenario import Kind, Outcome, Step, Supply, play
from bildungsnetz.inclusion.reading.supply_list import SPECIAL_TYPES
from bildungsnetz.networks import geo
from bildungsnetz.networks.models import Network

GRADES = 10
Counts = NDArray[np.float64]
EARTH_KM = 6371.0


@dataclass(frozen=True)
class History:
    """Counts of need, towns × focuses × grades × years; ``years``: consecutive, oldest first (may be empty)."""

    towns: tuple[str, ...]
    years: tuple[int, ...]
    counts: Counts


@dataclass(frozen=True)
class Forecast:
    """Expected counts of the region by focus × grade × year ahead, with the back-test (None = not to be had)."""

    years: tuple[int, ...]
    counts: Counts
    test: BackTest | None


def town_keys(network: Network) -> tuple[str, ...]:
    """Return the keys of a network's towns, by name."""
    return tuple(one.key for one in sorted(geo.towns_of(network.region.key).values(), key=lambda town: town.name))


@cache
def distances(towns: tuple[str, ...]) -> Counts:
    """Return the distances between the middles of towns in km, as the crow flies."""
    points = [tuple(math.radians(one) for one in geo.towns()[key].label_point) for key in towns]
    found = np.zeros((len(towns), len(towns)))
    for i, (lon, lat) in enumerate(points):
        for j, (other_lon, other_lat) in enumerate(points):
            half = (
                math.sin((other_lat - lat) / 2) ** 2
                + math.cos(lat) * math.cos(other_lat) * math.sin((other_lon - lon) / 2) ** 2
            )
            found[i, j] = 2 * EARTH_KM * math.asin(math.sqrt(half))
    return found


def history_of_need(network: Network) -> History:
    """Return the counts of the newest years without a gap; one query."""
    towns = town_keys(network)
    place, focus_of = {key: n for n, key in enumerate(towns)}, {key: n for n, key in enumerate(FOCUSES)}
    rows = list(
        NeedCount.objects.filter(network=network)
        .values_list("town", "focus", "grade", "year")
        .annotate(total=Sum("count"))
        .order_by()
    )
    known = {row[3] for row in rows}
    last = max(known, default=0)
    first = last
    while first - 1 in known:
        first -= 1
    years = tuple(range(first, last + 1)) if known else ()
    counts = np.zeros((len(towns), len(FOCUSES), GRADES, len(years)))
    for town, focus, grade, year, total in rows:
        if first <= year and town in place:
            counts[place[town], focus_of[focus], grade - 1, year - first] += total
    return History(towns, years, counts)


def forecast_of(history: History, *, years: int) -> Forecast | None:
    """Return the forecast of the whole region, None with fewer than two years of counts; no query."""
    if len(history.years) < method.LEAST_YEARS - 1:
        return None
    whole = history.counts.sum(axis=0)
    ahead = tuple(range(history.years[-1] + 1, history.years[-1] + 1 + years))
    return Forecast(ahead, method.forecast(whole, years=years), method.back_test(whole, history.years[0]))


def need_ahead(history: History, *, years: int) -> tuple[int, Counts]:
    """Return the first year and the need of each town from the newest year on: towns × focuses × grades × years.

    The rates are those of the whole region: those of a town would rest on too few. With one year of counts it stays.
    """
    now = history.counts[..., -1]
    found = np.empty((*now.shape, years))
    found[..., 0] = now
    whole = history.counts.sum(axis=0)
    enough = len(history.years) >= method.LEAST_YEARS - 1
    step = method.rates(whole) if enough else np.ones((now.shape[1], GRADES - 1))
    entry = history.counts[:, :, 0, -method.CHANGES :].mean(axis=2)
    for year in range(1, years):
        found[:, :, 0, year] = entry
        found[:, :, 1:, year] = found[:, :, :-1, year - 1] * step
    return history.years[-1], found


def supply_in(network: Network, *, year: int, towns: Sequence[str]) -> Supply:
    """Return the schools with places in a year; two queries."""
    place, focus_of = {key: n for n, key in enumerate(towns)}, {key: n for n, key in enumerate(FOCUSES)}
    rows = list(
        SupportPlaces.objects.filter(school__town__startswith=network.region.key, year=year).values_list(
            "school__school_number", "school__town", "focus", "grade", "places"
        )
    )
    facts = dict(
        YearFacts.objects.filter(school__town__startswith=network.region.key, year=year).values_list(
            "school__school_number", "pupils"
        )
    )
    numbers = tuple(sorted({row[0] for row in rows if row[1] in place}))
    position = {number: n for n, number in enumerate(numbers)}
    town_of = np.zeros(len(numbers), dtype=np.int64)
    places = np.zeros((len(numbers), len(FOCUSES), GRADES))
    for number, town, focus, grade, count in rows:
        if town in place:
            town_of[position[number]] = place[town]
            places[position[number], focus_of[focus], grade - 1] += count
    return Supply(numbers, town_of, tuple(facts.get(number) for number in numbers), places)


def scenarios_of(network: Network) -> list[Scenario]:
    """Return the scenarios of a network with their steps, by title; two queries."""
    return list(Scenario.objects.filter(network=network).prefetch_related("steps").order_by("title", "pk"))


def play_scenarios(
    network: Network, scenarios: Sequence[Sequence[ScenarioStep]], *, years: int = 10
) -> tuple[int, list[Outcome]] | None:
    """Return the first year and the outcome of each list of steps; three queries however many. None without counts."""
    history = history_of_need(network)
    if not history.years:
        return None
    first, need = need_ahead(history, years=years)
    supply = supply_in(network, year=first, towns=history.towns)
    index = {key: n for n, key in enumerate(history.towns)}
    ways = distances(history.towns)
    return first, [
        play(supply, need, [_step(one) for one in steps], first_year=first, towns=index, distance=ways)
        for steps in scenarios
    ]


def quotas_of(network: Network, *, year: int) -> dict[str, Quotas | None]:
    """Return the key figures of each town and, under an empty key, of all; None where the counts contradict."""
    need = NeedCount.objects.filter(network=network, year=year).values_list("town", "school_type")
    general: dict[str, int] = {}
    special: dict[str, int] = {}
    for town, kind, total in need.annotate(total=Sum("count")):
        held = special if kind in SPECIAL_TYPES else general
        held[town] = held.get(town, 0) + total
    pupils = dict(
        PupilCount.objects.filter(network=network, year=year).values_list("town").annotate(total=Sum("pupils"))
    )
    towns = town_keys(network)
    found = {town: _quotas(general.get(town, 0), special.get(town, 0), pupils.get(town)) for town in towns}
    whole = sum(pupils.get(town, 0) for town in towns) if all(town in pupils for town in general | special) else None
    return {"": _quotas(sum(general.values()), sum(special.values()), whole or None), **found}


def _quotas(general: int, special: int, pupils: int | None) -> Quotas | None:
    try:
        return Quotas(general, special, pupils)
    except NotCountable:
        return None


def _step(one: ScenarioStep) -> Step:
    return Step(
        Kind(one.kind), one.from_year, one.town, one.school_number, FOCUSES.index(one.focus) if one.focus else 0,
        one.first_grade, one.last_grade, one.value,
    )  # fmt: skip
