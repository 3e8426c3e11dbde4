"""Observations as rows of a table to be released."""

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.db.models import Q, QuerySet

from bildungsnetz.monitoring.models import IndicatorVersion, Observation, Origin, Unit
from bildungsnetz.networks.models import Network

OFFICIAL = (Origin.OFFICIAL, Origin.PRESS)


def releasable_versions(network: Network) -> QuerySet[IndicatorVersion]:
    """Return the definitions with observations about the region or its towns, by title."""
    seen = _of_network(network).values("version")
    found = IndicatorVersion.objects.filter(pk__in=seen).select_related("indicator")
    return found.order_by("title", "number", "pk")


@dataclass(frozen=True)
class Releasable:
    """Rows for a release. ``is_own``: own counts, which must be protected here.

    ``left_out``: place, period and group of observations that a table of own counts cannot take over; somebody must be
    told, since sums are made of the rest.
    """

    rows: list[dict[str, Any]]
    is_own: bool
    left_out: list[tuple[str, str, str]]


def rows_to_release(
    network: Network, *, version: IndicatorVersion, grouping: str, since: str = "", until: str = ""
) -> Releasable:
    """Return the observations of an indicator as rows of a table.

    Own counts are those of towns only: the region's figures are computed from them. One query.
    """
    found = _of_network(network).filter(version=version, grouping=grouping)
    found = found.filter(period__gte=since) if since else found
    found = found.filter(period__lte=until) if until else found
    observations = _once(found.order_by("place", "period", "group", "pk"))
    is_own = any(one.origin not in OFFICIAL for one in observations)
    taken = [one for one in observations if not is_own or (len(one.place) == 8 and _count(one, version) is not None)]
    kept = {one.pk for one in taken}
    missed = [one for one in observations if one.pk not in kept and one.place != network.region.key]
    rows = [_row(one) | ({"part": _text(_count(one, version))} if is_own else {}) for one in taken]
    return Releasable(rows, is_own, [(one.place, one.period, one.group) for one in missed])


def _count(one: Observation, version: IndicatorVersion) -> Decimal | None:
    """What is counted: the numerator of a share, the value itself where the unit is a count."""
    return one.value if version.unit == Unit.COUNT else one.numerator


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
        "part": _text(one.numerator),
        "whole": _text(one.denominator),
        "value": None if one.value is None else str(one.value),
        "rounded_to": one.rounded_to,
        "note": one.get_origin_display() if one.origin == Origin.PRESS else one.note,
    }  # fmt: skip


def _text(count: Decimal | None) -> str | None:
    return None if count is None else str(round(count))
