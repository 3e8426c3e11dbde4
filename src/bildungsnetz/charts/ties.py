"""Pictures of ties: discs joined by lines, larger with more ties, dark where they hold others."""

from collections.abc import Sequence
from dataclasses import dataclass
from xml.etree.ElementTree import Element

from bildungsnetz.charts.figure import Figure, LegendEntry, Table
from bildungsnetz.charts.maps import Point
from bildungsnetz.charts.svg import Frame, add, linked, markup, picture

SIDE = 640.0
ROOM = 40.0
LARGEST, SMALLEST = 13.0, 4.5


@dataclass(frozen=True)
class Knot:
    """One disc: its place in a square of side 1, its name, where it leads, its number of ties, whether it is dark."""

    at: Point
    name: str
    href: str
    ties: int
    holds: bool


def tie_picture(
    knots: Sequence[Knot],
    ties: Sequence[tuple[int, int]],
    *,
    key: str,
    title: str,
    finding: str,
    dark: str,
    light: str,
    table: Table,
) -> Figure:
    """Draw knots and the ties between them (pairs of places in ``knots``); ``dark`` and ``light`` name the discs.

    Raises: IndexError if a tie names a knot that is not there.
    """
    root = picture(Frame(key, title, finding, SIDE, SIDE, "map", any(knot.href for knot in knots)))
    spots = [(ROOM + x * (SIDE - 2 * ROOM), ROOM + y * (SIDE - 2 * ROOM)) for x, y in (knot.at for knot in knots)]
    for first, second in ties:
        (x1, y1), (x2, y2) = spots[first], spots[second]
        add(root, "line", x1=x1, y1=y1, x2=x2, y2=y2, class_="bn-chart-tie")
    most = max((knot.ties for knot in knots), default=0) or 1
    for knot, spot in zip(knots, spots, strict=True):
        _disc(linked(root, knot.href, knot.name), spot, SMALLEST + (LARGEST - SMALLEST) * knot.ties / most, knot)
    holding = sum(knot.holds for knot in knots)
    legend = (
        LegendEntry(_swatch("highlight"), dark, holding),
        LegendEntry(_swatch("light"), light, len(knots) - holding),
    )
    return Figure(markup(root), title, finding, table, legend)


def _disc(parent: Element, spot: Point, radius: float, knot: Knot) -> None:
    look = "highlight" if knot.holds else "light"
    disc = add(parent, "circle", cx=spot[0], cy=spot[1], r=radius, class_=f"bn-chart-area bn-chart-area--{look}")
    add(disc, "title", knot.name)


def _swatch(look: str) -> str:
    root = Element("svg", {"viewBox": "0 0 28 20", "class": "bn-chart-swatch", "aria-hidden": "true"})
    add(root, "circle", cx=14, cy=10, r=7, class_=f"bn-chart-area bn-chart-area--{look}")
    return markup(root)
