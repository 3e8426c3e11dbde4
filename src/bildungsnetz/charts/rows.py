"""One mark per group on a common axis, each with the interval chance leaves open."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from bildungsnetz.charts.figure import Figure, Table
from bildungsnetz.charts.scale import scale_for
from bildungsnetz.charts.svg import Frame, add, markup, picture, text_width

ROW = 34.0
WIDTH = 420.0
TOP = 14.0
BELOW = 34.0
RIGHT = 70.0
FEW = 8


@dataclass(frozen=True)
class Dot:
    """A group: its value and interval (None where there is nothing to show), and the cells of its row."""

    name: str
    value: float | None
    low: float | None
    high: float | None
    word: str
    cells: tuple[str, ...]


def dot_rows(
    dots: Sequence[Dot],
    *,
    key: str,
    title: str,
    finding: str,
    columns: tuple[str, ...],
    write: Callable[[float], str],
) -> Figure:
    """Draw one row per group in the order given, never in that of the values."""
    left = max((text_width(dot.name, 12) for dot in dots), default=0.0) + 20
    height = TOP + max(len(dots), 1) * ROW
    root = picture(
        Frame(key, title, finding, left + WIDTH + RIGHT, height + BELOW, "dots" if len(dots) <= FEW else "many-dots")
    )
    scale = scale_for([v for dot in dots for v in (dot.value, dot.high) if v is not None], length=WIDTH)
    for mark in scale.marks():
        x = left + scale.at(mark)
        add(root, "line", x1=x, x2=x, y1=TOP, y2=height, class_="bn-chart-grid")
        add(root, "text", write(mark), x=x, y=height + 20, text_anchor="middle", class_="bn-chart-text")
    for place, dot in enumerate(dots):
        y = TOP + (place + 0.5) * ROW
        add(root, "text", dot.name, x=left - 12, y=y + 4, text_anchor="end", class_="bn-chart-text")
        if dot.value is None:
            add(root, "text", dot.word, x=left + 6, y=y + 4, class_="bn-chart-text")
            continue
        x = left + scale.at(dot.value)
        if dot.low is not None and dot.high is not None:
            ends = {"x1": left + scale.at(dot.low), "x2": left + scale.at(dot.high)}
            add(root, "line", y1=y, y2=y, class_="bn-chart-line bn-chart-line--other", **ends)
        add(root, "circle", cx=x, cy=y, r=6, class_="bn-chart-point bn-chart-point--own")
        add(root, "text", dot.word, x=x, y=y - 10, text_anchor="middle", class_="bn-chart-label")
    rows = tuple((dot.name, *dot.cells) for dot in dots)
    return Figure(markup(root), title, finding, Table(columns, rows))
