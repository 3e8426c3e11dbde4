"""Where a school stands: UTM or degrees to WGS84, and whether that place can be true."""

from collections.abc import Iterator
from functools import cache
from typing import Any

from pyproj import Transformer

from bildungsnetz.intake.reading import Finding, Level, Row, Table
from bildungsnetz.networks import geo
from bildungsnetz.partners.directory import cells
from bildungsnetz.partners.directory.layouts import Layout
from bildungsnetz.partners.directory.merging import NOMINATIM, UTM
from bildungsnetz.partners.directory.records import SchoolItem

UTM_EPSG = "EPSG:25832"  # ETRS89 / UTM zone 32N
# What the lists write where they have no point.
_NO_UTM = {("", ""), ("0", "0"), ("999999", "9999999")}


def add_points(items: list[SchoolItem], table: Table, layout: Layout, findings: list[Finding]) -> None:
    """Add ``lat``, ``lon``, ``point_origin`` and ``point_town`` to what the rows say; report what cannot be.

    ``point_town``: AGS of the town in which the point lies, absent outside of the state.
    """
    places = {name: place for place, name in enumerate(table.header)}
    if "degrees" in layout.columns:
        found = list(_degrees(items, _rows_of(items, table), places, layout, findings))
    else:
        found = list(_utm(items, _rows_of(items, table), places, layout, findings))
    for item, lon, lat, column in found:
        said = _said(item)
        said.update(lat=round(lat, 7), lon=round(lon, 7))
        said["point_origin"] = NOMINATIM if "degrees" in layout.columns else UTM
        town = geo.municipality_at(lon, lat)
        if town:
            said["point_town"] = town
        _report_place(item, column, lon, lat, town, findings)


Found = tuple[SchoolItem, float, float, str]


def _said(item: SchoolItem) -> dict[str, Any]:
    said = item.said
    if not isinstance(said, dict):
        raise TypeError("items are completed while they are read")
    return said


def _rows_of(items: list[SchoolItem], table: Table) -> dict[int, Row]:
    lines = {item.line for item in items}
    return {row.line: row for row in table.rows if row.line in lines}


def _pair(row: Row, places: dict[str, int], columns: tuple[str, ...]) -> tuple[str, str]:
    first, second = (row.cells[places[name]].strip() if name in places else "" for name in columns)
    return first, second


def _utm(
    items: list[SchoolItem], rows: dict[int, Row], places: dict[str, int], layout: Layout, findings: list[Finding]
) -> Iterator[Found]:
    columns = layout.columns["utm"]
    good: list[tuple[SchoolItem, float, float]] = []
    for item in items:
        pair = _pair(rows[item.line], places, columns)
        easting, northing = (cells.decimal(text) for text in pair)
        if pair in _NO_UTM:
            findings.append(_finding(Level.NOTE, "point_missing", item, columns[0], " ".join(pair).strip()))
        elif easting is None or northing is None:
            findings.append(_finding(Level.CHECK, "not_a_point", item, columns[0], " ".join(pair)))
        elif _epsg_is_usable(item, rows[item.line], places, layout, findings):
            good.append((item, easting, northing))
    lons, lats = _to_degrees([east for _, east, _ in good], [north for _, _, north in good])
    for (item, _, _), lon, lat in zip(good, lons, lats, strict=True):
        yield item, lon, lat, columns[0]


def _epsg_is_usable(
    item: SchoolItem, row: Row, places: dict[str, int], layout: Layout, findings: list[Finding]
) -> bool:
    column = layout.columns.get("epsg", ("",))[0]
    if column not in places:
        return True
    epsg = row.cells[places[column]].strip()
    if epsg == UTM_EPSG:
        return True
    if epsg.lower() in ("", "null"):
        findings.append(_finding(Level.NOTE, "epsg_missing", item, column, epsg, expected=UTM_EPSG))
        return True
    findings.append(_finding(Level.CHECK, "epsg_unknown", item, column, epsg, expected=UTM_EPSG))
    return False


def _degrees(
    items: list[SchoolItem], rows: dict[int, Row], places: dict[str, int], layout: Layout, findings: list[Finding]
) -> Iterator[Found]:
    columns = layout.columns["degrees"]
    if not set(columns) <= set(places):
        return
    for item in items:
        pair = _pair(rows[item.line], places, columns)
        lat, lon = (cells.decimal(text) for text in pair)
        if pair == ("", ""):
            findings.append(_finding(Level.NOTE, "point_missing", item, columns[0], ""))
        elif lat is None or lon is None or not (-90 <= lat <= 90 and -180 <= lon <= 180):
            findings.append(_finding(Level.CHECK, "not_a_point", item, columns[0], " ".join(pair)))
        else:
            yield item, lon, lat, columns[0]


def _report_place(
    item: SchoolItem, column: str, lon: float, lat: float, town: str | None, findings: list[Finding]
) -> None:
    stated = str(item.said["town"])
    if town == stated or stated not in geo.towns():
        return
    expected = geo.towns()[stated].name
    if town is None:
        findings.append(
            _finding(Level.CHECK, "point_outside_state", item, column, f"{lat:.5f} {lon:.5f}", expected=expected)
        )
    else:
        findings.append(
            _finding(Level.CHECK, "point_in_other_town", item, column, geo.towns()[town].name, expected=expected)
        )


def _finding(level: Level, code: str, item: SchoolItem, column: str, found: str, *, expected: str = "") -> Finding:
    return Finding(level, code, item.line, column, item.number, found, expected, {"label": item.label})


def _to_degrees(eastings: list[float], northings: list[float]) -> tuple[list[float], list[float]]:
    if not eastings:
        return [], []
    lons, lats = _transformer().transform(eastings, northings)
    return list(lons), list(lats)


@cache
def _transformer() -> Transformer:
    return Transformer.from_crs(UTM_EPSG, "EPSG:4326", always_xy=True)
