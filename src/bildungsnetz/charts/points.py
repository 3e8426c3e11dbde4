"""Maps of places: areas as ground, a round mark for every place; crowded places share a mark."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from bildungsnetz.charts.figure import Figure, LegendEntry, Table
from bildungsnetz.charts.maps import Area, Fill, Layer, MapClass, Point, draw_area, swatch
from bildungsnetz.charts.svg import Frame, add, hatch, markup, picture

RADIUS = 4.5


@dataclass(frozen=True)
class Place:
    """A mark on a map: its point in units of the layer, and what the pointer is told."""

    at: Point
    text: str


def gathered(points: Iterable[Point], *, apart: float = 2 * RADIUS) -> list[tuple[Point, int]]:
    """Join points closer than about ``apart`` into the middle of their square of a grid; with how many they are."""
    squares = Counter((int(x // apart), int(y // apart)) for x, y in points)
    return [(((column + 0.5) * apart, (row + 0.5) * apart), count) for (column, row), count in sorted(squares.items())]


def point_map(
    places: Sequence[Place],
    *,
    areas: Sequence[Area],
    layer: Layer,
    ground: MapClass,
    mark: str,
    key: str,
    title: str,
    finding: str,
    table: Table,
    count: int,
) -> Figure:
    """Draw ``places`` upon ``areas``, all of which look like ``ground``.

    ``mark`` names the marks in the legend, ``count`` is the number of things they stand for.
    Raises: KeyError if an area has no outline.
    """
    root = picture(Frame(key, title, finding, layer.width, layer.height, "map", False))
    hatching = hatch(root, key)
    for area in areas:
        draw_area(root, area, layer.outlines[area.key], ground, hatching)
    for place in places:
        shape = add(
            root, "circle", cx=place.at[0], cy=place.at[1], r=RADIUS, class_="bn-chart-area bn-chart-area--highlight"
        )
        add(shape, "title", place.text)
    legend = (
        LegendEntry(swatch(f"{key}-ground", ground.fill), ground.text, len(areas)),
        LegendEntry(swatch(f"{key}-mark", Fill.HIGHLIGHT), mark, count),
    )
    return Figure(markup(root), title, finding, table, legend)
