"""The boundaries of the 53 regions and 396 towns, and which of them a point lies in.

Extracted by ``scripts/extract_boundaries.py``; © GeoBasis-DE / BKG 2017 (GeoNutzV asks for this attribution
wherever a map is shown). Coordinates are WGS84 degrees, longitude first.
"""

import json
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from shapely import STRtree, maximum_inscribed_circle
from shapely.geometry import MultiPolygon, Point, Polygon, shape

ATTRIBUTION = "© GeoBasis-DE / BKG 2017"
LICENCE = "GeoNutzV"
FOLDER = Path(__file__).resolve().parent

Ring = tuple[tuple[float, float], ...]


@dataclass(frozen=True)
class Boundary:
    """The outline of a region or a town.

    ``key``: AGS as text (8 digits for towns, the first 5 for regions); ``kind``: INDEPENDENT_CITY, COUNTY or
    CITY_REGION for regions, TOWN or MUNICIPALITY for towns.
    """

    key: str
    name: str
    kind: str
    geometry: Polygon | MultiPolygon

    @property
    def bbox(self) -> tuple[float, float, float, float]:
        """West, south, east, north in degrees."""
        west, south, east, north = self.geometry.bounds
        return west, south, east, north

    @property
    def label_point(self) -> tuple[float, float]:
        """The point farthest from the border, where a label has most room."""
        x, y = maximum_inscribed_circle(self.geometry, tolerance=0.002).coords[0]
        return x, y

    @property
    def polygons(self) -> tuple[tuple[Ring, ...], ...]:
        """The polygons of the area, each as outer ring and holes."""
        parts = [self.geometry] if isinstance(self.geometry, Polygon) else self.geometry.geoms
        return tuple(
            tuple(tuple((x, y) for x, y in ring.coords) for ring in (part.exterior, *part.interiors)) for part in parts
        )


@cache
def regions() -> dict[str, Boundary]:
    """Return the 53 regions by key."""
    return _layer("regions.geojson")


@cache
def towns() -> dict[str, Boundary]:
    """Return the 396 towns (independent cities among them) by key."""
    return _layer("towns.geojson")


def towns_of(region_key: str) -> dict[str, Boundary]:
    """Return the towns of a region; an independent city is its own only town."""
    return {key: town for key, town in towns().items() if key.startswith(region_key)}


def region_key_of(town_key: str) -> str:
    """Return the key of the region a town lies in."""
    return town_key[:5]


def municipality_at(lon: float, lat: float) -> str | None:
    """Return the AGS of the town at a point, None outside of North Rhine-Westphalia."""
    keys, tree = _town_tree()
    hits = tree.query(Point(lon, lat), predicate="intersects")
    # A point exactly on a shared border belongs to both; the lower key is taken so that the answer is stable.
    return min((keys[hit] for hit in hits), default=None)


def region_at(lon: float, lat: float) -> str | None:
    """Return the key of the region at a point, None outside of North Rhine-Westphalia."""
    town = municipality_at(lon, lat)
    return None if town is None else region_key_of(town)


@cache
def _town_tree() -> tuple[list[str], STRtree]:
    layer = towns()
    return list(layer), STRtree([town.geometry for town in layer.values()])


def _layer(name: str) -> dict[str, Boundary]:
    document: dict[str, Any] = json.loads((FOLDER / name).read_text(encoding="utf-8"))
    return {
        feature["properties"]["AGS"]: Boundary(
            key=feature["properties"]["AGS"],
            name=feature["properties"]["name"],
            kind=feature["properties"]["kind"],
            geometry=_area(feature["geometry"]),
        )
        for feature in document["features"]
    }


def _area(geometry: dict[str, Any]) -> Polygon | MultiPolygon:
    area = shape(geometry)
    if not isinstance(area, Polygon | MultiPolygon):
        raise TypeError(f"a boundary is an area, not a {area.geom_type}")
    return area
