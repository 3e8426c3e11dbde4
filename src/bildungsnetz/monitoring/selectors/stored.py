"""What is stored of figures, for those who read new ones in."""

from collections.abc import Collection, Mapping
from decimal import Decimal

from django.db.models import Q, QuerySet

from bildungsnetz.monitoring.models import IndicatorVersion, Observation, Unit
from bildungsnetz.monitoring.planning import Address, Stored
from bildungsnetz.monitoring.reading.long import Kind

_ADDRESS = ("version__indicator__code", "place", "grouping", "group", "period")


def stored_figures(*, scope: str, codes: Collection[str], periods: Collection[str]) -> dict[Address, Stored]:
    """Return the current observations of a scope for indicators and periods, by address; one query."""
    found = Observation.objects.filter(
        scope=scope, is_current=True, version__indicator__code__in=codes, period__in=periods
    ).values_list(
        *_ADDRESS, "pk", "revision", "value", "status", "numerator", "denominator", "rounded_to", "origin", "note"
    )
    return {(row[0], row[1], row[2], row[3], row[4]): Stored(*row[5:]) for row in found.iterator(chunk_size=5000)}


def values_of_other_periods(
    *, scope: str, codes: Collection[str], periods: Collection[str], places: Collection[str]
) -> dict[Address, Decimal]:
    """Return the stored values of all together in the two calendar years around the periods, by address; one query."""
    around = {str(int(period[:4]) + step) for period in periods for step in (-2, -1, 1)}
    near = Q(pk__in=[])
    for year in sorted(around):
        near |= Q(period__startswith=year)
    found = (
        Observation.objects.filter(near, scope=scope, is_current=True, grouping="", value__isnull=False)
        .filter(version__indicator__code__in=codes)
        .exclude(place_kind="SCHOOL")
        .exclude(period__in=periods)
        .values_list(*_ADDRESS, "value")
    )
    wanted = set(places)
    return {(row[0], row[1], row[2], row[3], row[4]): row[5] for row in found if row[1] in wanted}


def kinds_of_indicators(*, scope: str) -> Mapping[str, Kind]:
    """Return what a long list must know of each indicator the scope may use; one query."""
    found = _of_scope(scope).order_by("number").values_list("indicator__code", "unit")
    return {code: Kind(is_share=unit == Unit.SHARE, is_whole=unit in (Unit.COUNT, Unit.LEVEL)) for code, unit in found}


def version_keys(*, scope: str, codes: Collection[str]) -> dict[str, list[tuple[int, int]]]:
    """Return per indicator its definitions as (first year, key), oldest first; own ones hide those of the catalogue."""
    found = (
        _of_scope(scope)
        .filter(indicator__code__in=codes)
        .order_by("indicator__network_id", "applies_from", "number")
        .values_list("indicator__code", "indicator__network_id", "applies_from", "pk")
    )
    keys: dict[str, list[tuple[int, int]]] = {}
    own = {code for code, network, _day, _pk in found if network is not None}
    for code, network, day, pk in found:
        if (network is not None) == (code in own):
            keys.setdefault(code, []).append((day.year, pk))
    return keys


def version_for(keys: list[tuple[int, int]], period: str) -> int:
    """Return the key of the definition that applies to a period, the oldest one for periods before all."""
    year = int(period[:4])
    applying = [pk for first, pk in keys if first <= year]
    return applying[-1] if applying else keys[0][1]


def _of_scope(scope: str) -> QuerySet[IndicatorVersion]:
    own = Q(indicator__network__slug=scope) if scope else Q(pk__in=[])
    return IndicatorVersion.objects.filter(Q(indicator__network=None) | own)
