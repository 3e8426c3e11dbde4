"""Schools on the map of their region: towns as areas, schools as small marks, with the same rows as table."""

import math
from collections.abc import Iterable
from functools import lru_cache

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from bildungsnetz.charts import Area, Figure, Fill, Layer, MapClass, choropleth_map, project
from bildungsnetz.charts.maps import Polygons
from bildungsnetz.networks import geo
from bildungsnetz.partners.models import School

WIDTH = 640.0
MARK_RADIUS = 4.5
CORNERS = 12


def map_of(schools: Iterable[School], *, region_key: str, region_name: str, key: str, title: str = "") -> Figure | None:
    """Draw the region's towns and a mark for every school that has a point in the region; None without any."""
    towns = geo.towns_of(region_key)
    outlines: dict[str, Polygons] = {town: boundary.polygons for town, boundary in towns.items()}
    labels = {town: boundary.label_point for town, boundary in towns.items()}
    areas = [Area(town, boundary.name, "town", cells=("", "")) for town, boundary in towns.items()]
    shown = [one for one in schools if one.lat is not None and one.lon is not None and one.point_town in towns]
    if not shown or not towns:
        return None
    reach = _degrees_per_unit(region_key)
    for school in shown:
        outlines[school.school_number] = ((_mark(school, *reach),),)
        labels[school.school_number] = (school.lon or 0.0, school.lat or 0.0)
        areas.append(_area(school, towns))
    layer: Layer = project(outlines, labels=labels, width=WIDTH)
    classes = (MapClass("town", Fill.LIGHT, _("Town")), MapClass("school", Fill.HIGHLIGHT, _("School")))
    finding = ngettext(
        "%(count)s school in %(region)s has a point on the map.",
        "%(count)s schools in %(region)s have a point on the map.",
        len(shown),
    ) % {"count": len(shown), "region": region_name}
    return choropleth_map(
        areas,
        layer=layer,
        classes=classes,
        key=key,
        title=title or _("Schools in %(region)s") % {"region": region_name},
        finding=finding,
        columns=(_("Name"), _("What it is"), _("School type"), _("Town")),
    )


def _area(school: School, towns: dict[str, geo.Boundary]) -> Area:
    return Area(
        key=school.school_number,
        name=str(school.institution),
        class_key="school",
        cells=(school.type_title, towns[school.point_town].name),
    )


def _mark(school: School, wide: float, high: float) -> tuple[tuple[float, float], ...]:
    """Return a small circle around the school, in degrees."""
    turns = (2 * math.pi * step / CORNERS for step in range(CORNERS + 1))
    lon, lat = school.lon or 0.0, school.lat or 0.0
    return tuple((lon + wide * math.cos(turn), lat + high * math.sin(turn)) for turn in turns)


@lru_cache(maxsize=64)
def _degrees_per_unit(region_key: str) -> tuple[float, float]:
    """Return the radius of a mark in degrees of longitude and latitude."""
    boxes = [town.bbox for town in geo.towns_of(region_key).values()]
    west, east = min(box[0] for box in boxes), max(box[2] for box in boxes)
    south, north = min(box[1] for box in boxes), max(box[3] for box in boxes)
    wide = (east - west) / WIDTH * MARK_RADIUS
    return wide, wide * math.cos(math.radians((south + north) / 2))
