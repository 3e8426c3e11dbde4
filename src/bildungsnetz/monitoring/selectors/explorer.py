"""Current figures of an indicator, for those who work with them in a network; the number of queries is fixed."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace

from django.db.models import Q, QuerySet
from django.utils.translation import gettext as _

from bildungsnetz.monitoring.exploring.seen import Seen
from bildungsnetz.monitoring.exploring.types import INCOME, INCOME_PERIOD, RegionType, type_of
from bildungsnetz.monitoring.models import ComparisonSet, Indicator, IndicatorVersion, Observation, Origin, PlaceKind
from bildungsnetz.networks import geo
from bildungsnetz.networks.models import Network
from bildungsnetz.partners.selectors import schools_of

STATE = "05"
NATION = "DG"
MOST_SCHOOLS = 8000
SOCIAL_INDEX = "sozialindex"
PER_SCHOOL = "schueler-je-schule"
OF_SCHOOLS = (SOCIAL_INDEX, PER_SCHOOL)
_FIELDS = (
    "place", "period", "grouping", "group", "value", "status", "numerator", "denominator", "rounded_to", "origin",
    "source", "scope",
)  # fmt: skip


@dataclass(frozen=True)
class Defined:
    """An indicator with its definitions, newest first."""

    indicator: Indicator
    versions: Sequence[IndicatorVersion]

    @property
    def newest(self) -> IndicatorVersion:
        """The definition in force."""
        return self.versions[0]


@dataclass(frozen=True)
class Line:
    """A line of the catalogue: the definition in force, and up to when there are figures."""

    version: IndicatorVersion
    code: str
    is_own: bool
    newest_period: str


def catalogue_of(network: Network) -> list[Line]:
    """Return the indicators of the catalogue and the network's own, by area and position; three queries."""
    versions = (
        IndicatorVersion.objects.filter(Q(indicator__network=None) | Q(indicator__network=network))
        .select_related("indicator")
        .order_by("indicator__area", "indicator__network_id", "indicator__position", "indicator_id", "-number")
    )
    newest: dict[int, IndicatorVersion] = {}
    for version in versions:
        newest.setdefault(version.indicator_id, version)
    periods = _newest_periods(network)
    return [
        Line(one, one.indicator.code, one.indicator.network_id is not None, periods.get(key, ""))
        for key, one in newest.items()
    ]


def _newest_periods(network: Network) -> dict[int, str]:
    """Return per indicator the newest period with a figure of the region or the state, or of schools; two queries."""
    versions = IndicatorVersion.objects.filter(Q(indicator__network=None) | Q(indicator__network=network))
    current = Observation.objects.filter(is_current=True, scope__in=["", network.slug])
    # Two questions, since each of them has an index and their union has none.
    here = current.filter(version__in=versions.values("pk"), place__in=[network.region.key, STATE])
    of_schools = versions.filter(indicator__code__in=OF_SCHOOLS)
    schools = current.filter(version__in=of_schools.values("pk"), place_kind=PlaceKind.SCHOOL)
    found: dict[int, str] = {}
    for rows in (here, schools):
        for indicator, period in rows.values_list("version__indicator_id", "period").distinct():
            found[indicator] = max(period, found.get(indicator, ""))
    return found


def defined(network: Network, *, code: str) -> Defined | None:
    """Return an indicator of the network or of the catalogue; one query."""
    versions = list(
        IndicatorVersion.objects.filter(
            Q(indicator__network=None) | Q(indicator__network=network), indicator__code=code
        )
        .select_related("indicator")
        .order_by("-number")
    )
    return Defined(versions[0].indicator, versions) if versions else None


def of_places(network: Network, found: Defined, *, places: Collection[str], period: str = "") -> list[Seen]:
    """Return all groups and periods of some places, by place, period and group; one query."""
    rows = _current(network, found).filter(place__in=list(places))
    return _once(rows.filter(period=period) if period else rows)


def of_kind(network: Network, found: Defined, *, kind: str, period: str, within: str = "") -> list[Seen]:
    """Return the figures of all together of every place of a kind in a period, in the order of their keys; one query.

    ``within``: only places whose key begins so.
    """
    rows = _current(network, found).filter(place_kind=kind, period=period, grouping="")
    return _once(rows.filter(place__startswith=within) if within else rows)


def levels_of_schools(network: Network, found: Defined, *, period: str) -> list[Seen]:
    """Return the levels of schools of a period, as far as they were read in; one query."""
    rows = _current(network, found).filter(place_kind=PlaceKind.SCHOOL, period=period, grouping="")
    return _once(rows)[:MOST_SCHOOLS]


def periods_of_schools(network: Network, found: Defined) -> list[str]:
    """Return the periods with figures of schools, newest first; one query."""
    rows = _current(network, found).filter(place_kind=PlaceKind.SCHOOL).values_list("period", flat=True).distinct()
    return sorted(rows, reverse=True)


def region_type(network: Network, *, region: str) -> RegionType | None:
    """Return the type of a region from the income that was read in; two queries."""
    found = defined(network, code=INCOME)
    if found is None:
        return None
    kinds = {key: one.kind for key, one in geo.regions().items()}
    seen = of_kind(network, found, kind=PlaceKind.REGION, period=INCOME_PERIOD)
    incomes = {one.place: float(one.value) for one in seen if one.value is not None and one.place in kinds}
    found_type = type_of(region, kinds=kinds, incomes=incomes)
    if found_type and any(one.origin == Origin.EXAMPLE for one in seen):
        return replace(found_type, source=_("invented examples"))
    return found_type


def own_sets(network: Network) -> QuerySet[ComparisonSet]:
    """Return the office's own sets of regions, by name."""
    return ComparisonSet.objects.filter(network=network).order_by("name", "pk")


def names_of_regions() -> Mapping[str, str]:
    """Return the names of the 53 regions by key."""
    return {key: one.name for key, one in geo.regions().items()}


def _current(network: Network, found: Defined) -> QuerySet[Observation]:
    keys = [one.pk for one in found.versions]
    return Observation.objects.filter(version__in=keys, is_current=True, scope__in=["", network.slug])


def _once(rows: QuerySet[Observation]) -> list[Seen]:
    """Keep one figure per cell: an office's own word before what was read in for everybody, newer definitions first."""
    best: dict[tuple[str, str, str, str], Seen] = {}
    ordered = rows.order_by("place", "period", "grouping", "group", "version_id", "pk")
    for row in ordered.values_list(*_FIELDS):
        one = Seen(*row)
        cell = (one.place, one.period, one.grouping, one.group)
        if cell not in best or one.scope or not best[cell].scope:
            best[cell] = one
    return list(best.values())


def schools_within(network: Network) -> set[str]:
    """Return the numbers of the schools of a network's region; one query."""
    return set(schools_of(region_keys=[network.region.key]).values_list("school_number", flat=True))
