"""Funnel plot: shares against the size of what they are made from, with limits of what chance alone explains."""

import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from xml.etree.ElementTree import Element

from bildungsnetz.charts.figure import Figure, Table
from bildungsnetz.charts.scale import Scale, scale_for
from bildungsnetz.charts.svg import Frame, add, markup, picture

LEFT = 58.0
TOP = 20.0
WIDTH = 520.0
HEIGHT = 240.0
BELOW = 48.0
RIGHT = 20.0
# Two-sided 95 and 99.8 per cent of a normal distribution, the usual limits of funnel plots
# (Spiegelhalter, Statistics in Medicine 24 (2005) 1185-1202).
LIMITS = ((1.959964, "inner"), (3.090232, "outer"))
STEPS = 60


@dataclass(frozen=True)
class FunnelPoint:
    """A place: how many there are (> 0), which share has the property (0 to 1); only one's own is named."""

    name: str
    size: float
    share: float
    words: tuple[str, ...]
    is_own: bool = False


def funnel_limits(*, mean: float, size: float, width: float) -> tuple[float, float]:
    """Return the limits of a share around ``mean`` for ``size`` cases, ``width`` standard errors wide, in 0 to 1."""
    spread = width * math.sqrt(mean * (1 - mean) / size)
    return max(0.0, mean - spread), min(1.0, mean + spread)


def funnel_plot(
    points: Sequence[FunnelPoint],
    *,
    mean: float,
    key: str,
    title: str,
    finding: str,
    columns: tuple[str, ...],
    size_word: str,
    mean_word: str,
    write: Callable[[float], str],
    write_size: Callable[[float], str],
) -> Figure:
    """Draw places as points in the order given, unlabelled but for one's own, with limits around ``mean`` (0 to 1)."""
    root = picture(Frame(key, title, finding, LEFT + WIDTH + RIGHT, TOP + HEIGHT + BELOW, "funnel"))
    across = scale_for([point.size for point in points], length=WIDTH)
    smallest = min((point.size for point in points), default=1.0)
    reach = funnel_limits(mean=mean, size=max(smallest, 1.0), width=LIMITS[0][0])[1] if points else mean
    up = scale_for([*(point.share for point in points), reach], length=HEIGHT)
    _axes(root, across, up, size_word, write, write_size)
    for width, kind in LIMITS:
        _limits(root, across, up, mean, width, kind, smallest)
    y = TOP + HEIGHT - up.at(mean)
    add(root, "line", x1=LEFT, x2=LEFT + WIDTH, y1=y, y2=y, class_="bn-chart-axis")
    add(root, "text", mean_word, x=LEFT + WIDTH, y=y - 6, text_anchor="end", class_="bn-chart-label")
    for point in sorted(points, key=lambda one: one.is_own):
        _point(root, point, across, up)
    rows = tuple((point.name, *point.words) for point in points)
    return Figure(markup(root), title, finding, Table(columns, rows))


def _axes(
    root: Element,
    across: Scale,
    up: Scale,
    size_word: str,
    write: Callable[[float], str],
    write_size: Callable[[float], str],
) -> None:
    base = TOP + HEIGHT
    for mark in up.marks():
        y = base - up.at(mark)
        add(root, "line", x1=LEFT, x2=LEFT + WIDTH, y1=y, y2=y, class_="bn-chart-grid")
        add(root, "text", write(mark), x=LEFT - 6, y=y + 4, text_anchor="end", class_="bn-chart-text")
    for mark in across.marks():
        x = LEFT + across.at(mark)
        add(root, "text", write_size(mark), x=x, y=base + 18, text_anchor="middle", class_="bn-chart-text")
    add(root, "text", size_word, x=LEFT + WIDTH / 2, y=base + 38, text_anchor="middle", class_="bn-chart-text")


def _limits(root: Element, across: Scale, up: Scale, mean: float, width: float, kind: str, smallest: float) -> None:
    first = max(smallest / 2, across.top / STEPS / 4)
    sizes = [first + (across.top - first) * n / STEPS for n in range(STEPS + 1)]
    for end in (0, 1):
        corners = [
            (LEFT + across.at(size), TOP + HEIGHT - up.at(funnel_limits(mean=mean, size=size, width=width)[end]))
            for size in sizes
        ]
        path = "M" + " L".join(f"{x:.1f} {max(y, TOP):.1f}" for x, y in corners)
        add(root, "path", d=path, class_=f"bn-chart-limit bn-chart-limit--{kind}")


def _point(root: Element, point: FunnelPoint, across: Scale, up: Scale) -> None:
    x, y = LEFT + across.at(point.size), TOP + HEIGHT - up.at(point.share)
    kind = "own" if point.is_own else "other"
    shape = add(
        root, "circle", cx=x, cy=y, r=6 if point.is_own else 4.5, class_=f"bn-chart-point bn-chart-point--{kind}"
    )
    if point.is_own:
        add(shape, "title", f"{point.name}: {', '.join(point.words)}")
        add(root, "text", point.name, x=x + 10, y=y - 8, class_="bn-chart-label bn-chart-text--strong")
