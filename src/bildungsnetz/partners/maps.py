"""Schools on the map of their region: towns as areas, schools as small marks, with a table that says the same."""

from collections import Counter
from functools import cache

from django.db.models import QuerySet
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from bildungsnetz.charts import Area, Figure, Fill, Layer, MapClass, Place, Table, gathered, point_map, project
from bildungsnetz.networks import geo
from bildungsnetz.partners.models import School

WIDTH = 640.0
# Above this number single marks would hide each other, and nobody reads a table of so many rows beside the list.
MOST_SINGLE_MARKS = 300


def map_of(schools: QuerySet[School], *, region_key: str, region_name: str, key: str, title: str = "") -> Figure | None:
    """Draw the region's towns and a mark for every school that has a point in the region; None without any.

    Above ``MOST_SINGLE_MARKS`` schools, those side by side share a mark, and the table counts them by town. One query.
    """
    towns = geo.towns_of(region_key)
    shown = schools.filter(lat__isnull=False, lon__isnull=False, point_town__in=list(towns))
    # One more than the limit is enough to know which of both pictures it will be.
    single = list(shown[: MOST_SINGLE_MARKS + 1])
    if not single:
        return None
    layer = _layer(region_key)
    if len(single) <= MOST_SINGLE_MARKS:
        count, places, table = len(single), _single_marks(single, layer), _table_of_schools(single, towns)
    else:
        found = shown.order_by().values_list("lon", "lat", "point_town")
        rows = [(lon or 0.0, lat or 0.0, town) for lon, lat, town in found]
        count, places, table = len(rows), _shared_marks(rows, layer), _table_of_towns(rows, towns)
    finding = ngettext(
        "%(count)s school in %(region)s has a point on the map.",
        "%(count)s schools in %(region)s have a point on the map.",
        count,
    ) % {"count": count, "region": region_name}
    return point_map(
        places,
        areas=[Area(town, boundary.name, "town") for town, boundary in towns.items()],
        layer=layer,
        ground=MapClass("town", Fill.LIGHT, _("Town")),
        mark=_("School"),
        key=key,
        title=title or _("Schools in %(region)s") % {"region": region_name},
        finding=finding,
        table=table,
        count=count,
    )


@cache
def _layer(region_key: str) -> Layer:
    towns = geo.towns_of(region_key)
    return project(
        {town: boundary.polygons for town, boundary in towns.items()},
        labels={town: boundary.label_point for town, boundary in towns.items()},
        width=WIDTH,
    )


def _single_marks(schools: list[School], layer: Layer) -> list[Place]:
    return [Place(layer.place((one.lon or 0.0, one.lat or 0.0)), str(one.institution)) for one in schools]


def _shared_marks(rows: list[tuple[float, float, str]], layer: Layer) -> list[Place]:
    joined = gathered(layer.place((lon, lat)) for lon, lat, _town in rows)
    return [
        Place(at, ngettext("%(count)s school", "%(count)s schools", count) % {"count": count}) for at, count in joined
    ]


def _table_of_schools(schools: list[School], towns: dict[str, geo.Boundary]) -> Table:
    return Table(
        (_("Name"), _("School type"), _("Town")),
        tuple((str(one.institution), one.type_title, towns[one.point_town].name) for one in schools),
    )


def _table_of_towns(rows: list[tuple[float, float, str]], towns: dict[str, geo.Boundary]) -> Table:
    counted = Counter(town for _lon, _lat, town in rows)
    return Table(
        (_("Town"), _("Schools")),
        tuple((boundary.name, str(counted[town])) for town, boundary in towns.items()),
    )
