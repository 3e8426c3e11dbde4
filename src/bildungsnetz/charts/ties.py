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
# In a picture of more discs only those that hold others are named; all names stand in the table.
MOST_NAMES = 30
LONGEST_NAME = 26


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
        radius = SMALLEST + (LARGEST - SMALLEST) * knot.ties / most
        opened = linked(root, knot.href, knot.name)
        _disc(opened, spot, radius, knot)
        if knot.holds or len(knots) <= MOST_NAMES:
            _name(opened, spot, radius, knot.name)
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


def _name(parent: Element, spot: Point, radius: float, name: str) -> None:
    """Write the name beside its disc, on the side where there is room."""
    shown = name if len(name) <= LONGEST_NAME else f"{name[: LONGEST_NAME - 1]}…"
    is_left = spot[0] > SIDE / 2
    x = spot[0] - radius - 4 if is_left else spot[0] + radius + 4
    anchor = "end" if is_left else "start"
    add(parent, "text", shown, x=x, y=spot[1] + 4, text_anchor=anchor, class_="bn-chart-text")


def _swatch(look: str) -> str:
    root = Element("svg", {"viewBox": "0 0 28 20", "class": "bn-chart-swatch", "aria-hidden": "true"})
    add(root, "circle", cx=14, cy=10, r=7, class_=f"bn-chart-area bn-chart-area--{look}")
    return markup(root)
