"""Small multiples: the same little picture for every subject, on one scale, in the order given."""

from collections.abc import Callable, Sequence
from itertools import pairwise
from xml.etree.ElementTree import Element

from bildungsnetz.charts.figure import Figure, Table
from bildungsnetz.charts.lines import Line
from bildungsnetz.charts.scale import Scale, scale_for
from bildungsnetz.charts.svg import Frame, add, markup, picture

ACROSS = 4
BOX = 168.0
HIGH = 74.0
LEFT = 46.0
TOP = 30.0
GAP = 22.0
BELOW = 20.0
LONGEST = 24


def small_multiples(
    lines: Sequence[Line],
    *,
    periods: Sequence[str],
    key: str,
    title: str,
    finding: str,
    subject_word: str,
    write: Callable[[float], str],
) -> Figure:
    """Draw one small line per subject, all on the same axis, never in the order of their values.

    Raises: ValueError if a line has not one value and one word per period.
    """
    for line in lines:
        if len(line.values) != len(periods) or len(line.words) != len(periods):
            raise ValueError(f"the line {line.name!r} does not fit {len(periods)} periods")
    rows = -(-len(lines) // ACROSS)
    width = LEFT + ACROSS * (BOX + GAP)
    root = picture(Frame(key, title, finding, width, max(rows, 1) * (TOP + HIGH + BELOW) + GAP, "multiples"))
    scale = scale_for([v for line in lines for v in line.values if v is not None], length=HIGH)
    for place, line in enumerate(lines):
        x = LEFT + place % ACROSS * (BOX + GAP)
        y = TOP + place // ACROSS * (TOP + HIGH + BELOW)
        _box(root, line, periods, scale, x, y, write if place % ACROSS == 0 else None)
    columns = (subject_word, *periods)
    return Figure(markup(root), title, finding, Table(columns, tuple((line.name, *line.words) for line in lines)))


def _box(
    root: Element,
    line: Line,
    periods: Sequence[str],
    scale: Scale,
    x: float,
    y: float,
    write: Callable[[float], str] | None,
) -> None:
    kind = "own" if line.is_own else "other"
    name = line.name if len(line.name) <= LONGEST else f"{line.name[: LONGEST - 1]}…"
    strong = " bn-chart-text--strong" if line.is_own else ""
    add(root, "text", name, x=x, y=y - 8, class_=f"bn-chart-text{strong}")
    for mark in (0.0, scale.top):
        add(root, "line", x1=x, x2=x + BOX, y1=y + HIGH - scale.at(mark), y2=y + HIGH - scale.at(mark),
            class_="bn-chart-grid")  # fmt: skip
        if write:
            add(root, "text", write(mark), x=x - 6, y=y + HIGH - scale.at(mark) + 4, text_anchor="end",
                class_="bn-chart-text")  # fmt: skip
    step = BOX / max(len(periods) - 1, 1)
    points = [
        (n, x + n * step if len(periods) > 1 else x + BOX / 2, y + HIGH - scale.at(v))
        for n, v in enumerate(line.values)
        if v is not None
    ]
    for (before, x1, y1), (after, x2, y2) in pairwise(points):
        gap = " bn-chart-line--gap" if after - before > 1 else ""
        add(root, "line", x1=x1, y1=y1, x2=x2, y2=y2, class_=f"bn-chart-line bn-chart-line--{kind}{gap}")
    for place, px, py in points:
        shape = add(root, "circle", cx=px, cy=py, r=3.5, class_=f"bn-chart-point bn-chart-point--{kind}")
        add(shape, "title", f"{line.name}, {periods[place]}: {line.words[place]}")
    for place in sorted({0, len(periods) - 1}):
        anchor = "start" if place == 0 and len(periods) > 1 else "end" if len(periods) > 1 else "middle"
        at = x if anchor == "start" else x + BOX if anchor == "end" else x + BOX / 2
        add(root, "text", periods[place], x=at, y=y + HIGH + 15, text_anchor=anchor, class_="bn-chart-text")
