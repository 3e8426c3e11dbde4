"""Observations as rows of a table to be released."""

from collections.abc import Iterable
from typing import Any

from django.db.models import Q, QuerySet

from bildungsnetz.monitoring.models import IndicatorVersion, Observation, Origin
from bildungsnetz.networks.models import Network

OFFICIAL = (Origin.OFFICIAL, Origin.PRESS)


def releasable_versions(network: Network) -> QuerySet[IndicatorVersion]:
    """Return the definitions with observations about the region or its towns, by title."""
    seen = _of_network(network).values("version")
    found = IndicatorVersion.objects.filter(pk__in=seen).select_related("indicator")
    return found.order_by("title", "number", "pk")


def rows_to_release(
    network: Network, *, version: IndicatorVersion, grouping: str, since: str = "", until: str = ""
) -> tuple[list[dict[str, Any]], bool]:
    """Return rows for a release and whether they are own counts, which must be protected here.

    Own counts are those of towns only: their margins are computed. One query.
    """
    found = _of_network(network).filter(version=version, grouping=grouping)
    found = found.filter(period__gte=since) if since else found
    found = found.filter(period__lte=until) if until else found
    observations = list(found.order_by("place", "period", "group", "pk"))
    own = any(one.origin not in OFFICIAL for one in observations)
    if own:
        observations = [one for one in observations if len(one.place) == 8 and one.numerator is not None]
    return [_row(one) for one in _once(observations)], own


def _of_network(network: Network) -> QuerySet[Observation]:
    key = network.region.key
    inside = Q(place=key) | Q(place__startswith=key, place_kind="TOWN") | Q(place="05")
    return Observation.objects.filter(inside, is_current=True, scope__in=["", network.slug])


def _once(observations: Iterable[Observation]) -> list[Observation]:
    """Keep one observation per cell; an office's own word comes before what was read in for everybody."""
    best: dict[tuple[str, str, str], Observation] = {}
    for one in observations:
        cell = (one.place, one.period, one.group)
        if cell not in best or one.scope:
            best[cell] = one
    return list(best.values())


def _row(one: Observation) -> dict[str, Any]:
    return {
        "place": one.place, "period": one.period, "group": one.group, "status": one.status,
        "part": None if one.numerator is None else str(round(one.numerator)),
        "whole": None if one.denominator is None else str(round(one.denominator)),
        "value": None if one.value is None else str(one.value),
        "rounded_to": one.rounded_to,
        "note": one.get_origin_display() if one.origin == Origin.PRESS else one.note,
    }  # fmt: skip
