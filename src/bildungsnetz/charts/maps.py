"""Maps of areas: classes told apart by lightness and hatching, never by colour alone."""

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import TypeAlias
from xml.etree.ElementTree import Element

from bildungsnetz.charts.figure import Cell, Figure, LegendEntry, Link, Table
from bildungsnetz.charts.svg import Frame, add, hatch, linked, markup, picture, text_width

Point: TypeAlias = tuple[float, float]
Polygons: TypeAlias = Sequence[Sequence[Sequence[Point]]]

MARGIN = 8.0
LABEL_SIZE = 12.0
LINE_HEIGHT = 16.0
CALLOUT_PADDING = 10.0


class Fill(StrEnum):
    """How a class of areas looks, from dark to light; HATCHED and EMPTY also differ in pattern and outline."""

    HIGHLIGHT = "highlight"
    STRONG = "strong"
    MIDDLE = "middle"
    LIGHT = "light"
    PALE = "pale"
    HATCHED = "hatched"
    EMPTY = "empty"


@dataclass(frozen=True)
class Outline:
    """The projected border of one area: path data, where its label goes, and its box (left, top, right, bottom)."""

    path: str
    label_at: Point
    box: tuple[float, float, float, float]


@dataclass(frozen=True)
class Layer:
    """Areas projected once and drawn often; measures in user units.

    ``corner`` is the north-western corner in degrees, ``per_degree`` the units per degree of longitude and latitude.
    """

    outlines: Mapping[str, Outline]
    width: float
    height: float
    corner: Point
    per_degree: tuple[float, float]

    def place(self, point: Point) -> Point:
        """Project a point given in degrees (longitude, latitude)."""
        west, north = self.corner
        wide, high = self.per_degree
        return MARGIN + (point[0] - west) * wide, MARGIN + (north - point[1]) * high


@dataclass(frozen=True)
class MapClass:
    """A class of areas: how it looks, what the legend says, and the short word for table and links."""

    key: str
    fill: Fill
    text: str
    word: str = ""

    @property
    def short(self) -> str:
        """The word for one area of the class; the legend's text where none is given."""
        return self.word or self.text


@dataclass(frozen=True)
class Area:
    """One area of a map: its class, an optional label of lines, where it leads, and its row in the table."""

    key: str
    name: str
    class_key: str
    cells: tuple[Cell, ...] = ()
    href: str = ""
    label: tuple[str, ...] = ()


@dataclass(frozen=True)
class Callout:
    """A box in the upper left corner with a line to an area; the first line is printed bold."""

    area_key: str
    lines: tuple[str, ...]


def project(areas: Mapping[str, Polygons], *, labels: Mapping[str, Point], width: float) -> Layer:
    """Project areas given in degrees (longitude, latitude) onto a plane ``width`` units wide.

    Equirectangular, true to length on the middle latitude: across the state the error stays below three per cent.
    ``areas``: key -> polygons, each an outer ring and its holes; ``labels``: key -> point in degrees.
    """
    points = [point for polygons in areas.values() for rings in polygons for ring in rings for point in ring]
    west, east = min(x for x, _ in points), max(x for x, _ in points)
    south, north = min(y for _, y in points), max(y for _, y in points)
    shrink = math.cos(math.radians((south + north) / 2))
    scale = (width - 2 * MARGIN) / ((east - west) * shrink)
    outlines: dict[str, Outline] = {}
    layer = Layer(outlines, width, 2 * MARGIN + (north - south) * scale, (west, north), (shrink * scale, scale))
    for key, polygons in areas.items():
        rings = [[layer.place(point) for point in ring] for rings in polygons for ring in rings]
        flat = [point for ring in rings for point in ring]
        box = (min(x for x, _ in flat), min(y for _, y in flat), max(x for x, _ in flat), max(y for _, y in flat))
        outlines[key] = Outline("".join(_ring(ring) for ring in rings), layer.place(labels[key]), box)
    return layer


def choropleth_map(
    areas: Sequence[Area],
    *,
    layer: Layer,
    classes: Sequence[MapClass],
    key: str,
    title: str,
    finding: str,
    columns: tuple[str, ...],
    callout: Callout | None = None,
) -> Figure:
    """Draw areas filled by class, with legend and table; counts of the legend come from the areas themselves.

    The table's first column is the area's name, the second its class, then ``Area.cells``.
    Raises: KeyError if an area has no outline or an unknown class.
    """
    looks = {entry.key: entry for entry in classes}
    frame = Frame(key, title, finding, layer.width, layer.height, "map", any(area.href for area in areas))
    root = picture(frame)
    hatching = hatch(root, key)
    # Highlighted and empty areas last, so that their outline lies above their neighbours'.
    for area in sorted(areas, key=lambda area: _rank(looks[area.class_key].fill)):
        draw_area(root, area, layer.outlines[area.key], looks[area.class_key], hatching)
    for area in areas:
        _draw_label(root, area.label, layer.outlines[area.key].label_at)
    if callout is not None:
        _draw_callout(root, callout, layer.outlines[callout.area_key].label_at)
    rows = tuple(
        (Link(area.name, area.href) if area.href else area.name, looks[area.class_key].short, *area.cells)
        for area in areas
    )
    legend = tuple(
        LegendEntry(swatch(f"{key}-{entry.key}", entry.fill), entry.text, count)
        for entry in classes
        if (count := sum(area.class_key == entry.key for area in areas))
    )
    return Figure(markup(root), title, finding, Table(columns, rows), legend)


def swatch(key: str, fill: Fill) -> str:
    """Draw the small rectangle of a legend; hidden from screen readers because the words stand beside it."""
    root = Element("svg", {"viewBox": "0 0 28 20", "class": "bn-chart-swatch", "aria-hidden": "true"})
    _shape(root, "rect", fill, hatch(root, key), x=2, y=2, width=24, height=16)
    return markup(root)


def _ring(ring: Sequence[Point]) -> str:
    """Write a ring as path data with one decimal, leaving out steps too short to see."""
    corners: list[tuple[int, int]] = []
    for x, y in ring:
        corner = (round(x * 10), round(y * 10))
        if not corners or corner != corners[-1]:
            corners.append(corner)
    start, *rest = corners
    steps = [f"M{_tenth(start[0])} {_tenth(start[1])}"]
    last = start
    for corner in rest[:-1]:
        steps.append(f"l{_tenth(corner[0] - last[0])} {_tenth(corner[1] - last[1])}")
        last = corner
    return "".join(steps) + "z"


def _tenth(value: int) -> str:
    return str(value // 10) if value % 10 == 0 else str(value / 10)


def _rank(fill: Fill) -> int:
    return {Fill.EMPTY: 1, Fill.HIGHLIGHT: 2}.get(fill, 0)


def draw_area(root: Element, area: Area, outline: Outline, look: MapClass, hatching: str) -> None:
    """Add one area with its tooltip; ``hatching`` is the reference that ``hatch`` returned."""
    group = linked(root, area.href, f"{area.name}: {look.short}")
    shape = _shape(group, "path", look.fill, hatching, d=outline.path)
    # The tooltip of the browser; it says nothing that table and link name do not say as well.
    add(shape, "title", f"{area.name}: {look.short}")


def _shape(parent: Element, tag: str, fill: Fill, hatching: str, **measures: str | float) -> Element:
    if fill is Fill.HATCHED:
        measures["fill"] = hatching
    return add(parent, tag, class_=f"bn-chart-area bn-chart-area--{fill}", **measures)


def _draw_label(root: Element, lines: tuple[str, ...], at: Point) -> None:
    if not lines:
        return
    top = at[1] - (len(lines) - 1) * LINE_HEIGHT / 2 + LABEL_SIZE / 3
    for place, line in enumerate(lines):
        strong = " bn-chart-text--strong" if place == 0 and len(lines) > 1 else ""
        add(
            root,
            "text",
            line,
            x=at[0],
            y=top + place * LINE_HEIGHT,
            text_anchor="middle",
            class_=f"bn-chart-label{strong}",
        )


def _draw_callout(root: Element, callout: Callout, at: Point) -> None:
    width = max(text_width(line, LABEL_SIZE) for line in callout.lines) + 2 * CALLOUT_PADDING
    height = len(callout.lines) * LINE_HEIGHT + 2 * CALLOUT_PADDING - 4
    group = add(root, "g", class_="bn-chart-callout")
    add(group, "line", x1=MARGIN + width / 2, y1=MARGIN + height, x2=at[0], y2=at[1], class_="bn-chart-leader")
    add(group, "circle", cx=at[0], cy=at[1], r=3.5, class_="bn-chart-leader-end")
    add(group, "rect", x=MARGIN, y=MARGIN, width=width, height=height, rx=4, class_="bn-chart-callout-box")
    for place, line in enumerate(callout.lines):
        strong = " bn-chart-text--strong" if place == 0 else ""
        y = MARGIN + CALLOUT_PADDING + LABEL_SIZE - 2 + place * LINE_HEIGHT
        add(group, "text", line, x=MARGIN + CALLOUT_PADDING, y=y, class_=f"bn-chart-text{strong}")
