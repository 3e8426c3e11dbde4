"""Counts of need, of pupils and of places."""

from collections.abc import Iterable, Sequence

from django.db.models import QuerySet

from bildungsnetz.inclusion.models import NeedCount, PupilCount, SupportPlaces
from bildungsnetz.networks.models import Network

Address = tuple[str, str, str, int, str, int]


def needs_of(network: Network, *, year: int | None = None) -> QuerySet[NeedCount]:
    """Return the counts of need of a network, newest first."""
    found = NeedCount.objects.filter(network=network)
    if year is not None:
        found = found.filter(year=year)
    return found.order_by("-year", "town", "focus", "grade", "school_type")


def years_with_counts(network: Network) -> list[int]:
    """Return the school years with counts of need, newest first."""
    return list(NeedCount.objects.filter(network=network).values_list("year", flat=True).distinct().order_by("-year"))


def pupils_in(network: Network, *, years: Iterable[int]) -> dict[tuple[str, int, str, int], int]:
    """Return all pupils by town, grade, school type and year."""
    found = PupilCount.objects.filter(network=network, year__in=list(years))
    return {
        (town, grade, kind, year): pupils
        for town, grade, kind, year, pupils in found.values_list("town", "grade", "school_type", "year", "pupils")
    }


def stored_cells(network: Network, *, layout: str, years: Sequence[int]) -> dict[Address, tuple[int, int]]:
    """Return primary key and number of the stored cells of a list's kind by address; one query."""
    if layout == "PLACES":
        places = SupportPlaces.objects.filter(school__town__startswith=network.region.key, year__in=years)
        rows = places.values_list("pk", "school__school_number", "focus", "grade", "year", "places")
        return {("", number, focus, grade, "", year): (pk, n) for pk, number, focus, grade, year, n in rows}
    if layout == "PUPILS":
        pupils = PupilCount.objects.filter(network=network, year__in=years)
        found = pupils.values_list("pk", "town", "grade", "school_type", "year", "pupils")
        return {(town, "", "", grade, kind, year): (pk, n) for pk, town, grade, kind, year, n in found}
    needs = NeedCount.objects.filter(network=network, year__in=years)
    cells = needs.values_list("pk", "town", "focus", "grade", "school_type", "year", "count")
    return {(town, "", focus, grade, kind, year): (pk, n) for pk, town, focus, grade, kind, year, n in cells}
