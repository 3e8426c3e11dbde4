"""Figures over time: one line per subject; what is missing stays a gap, dotted across."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from itertools import pairwise
from xml.etree.ElementTree import Element

from bildungsnetz.charts.figure import Figure, Table
from bildungsnetz.charts.scale import Scale, scale_for
from bildungsnetz.charts.svg import Frame, add, markup, picture, text_width

LEFT = 58.0
TOP = 26.0
HEIGHT = 190.0
BELOW = 30.0
STEP = 62.0
RIGHT = 24.0
LETTER = 12.0


@dataclass(frozen=True)
class Line:
    """A subject over time: per period its value or None where there is none to show, and the words for table cells."""

    name: str
    values: tuple[float | None, ...]
    words: tuple[str, ...]
    is_own: bool = False


def line_chart(
    lines: Sequence[Line],
    *,
    periods: Sequence[str],
    key: str,
    title: str,
    finding: str,
    period_word: str,
    missing_word: str,
    write: Callable[[float], str],
) -> Figure:
    """Draw lines over periods in their order; ``write`` words a value on the axis.

    Periods nobody has a value for lie on a grey ground named ``missing_word``. Own lines are drawn with round marks
    and full ink, others with squares. Raises: ValueError if a line has not one value and one word per period.
    """
    for line in lines:
        if len(line.values) != len(periods) or len(line.words) != len(periods):
            raise ValueError(f"the line {line.name!r} does not fit {len(periods)} periods")
    names = max((text_width(line.name, LETTER) for line in lines), default=0.0)
    width = LEFT + max(len(periods) - 1, 1) * STEP + RIGHT + names
    root = picture(Frame(key, title, finding, width, TOP + HEIGHT + BELOW, "lines"))
    scale = scale_for([v for line in lines for v in line.values if v is not None], length=HEIGHT)
    _ground(root, lines, periods, missing_word)
    _axes(root, scale, periods, write, right=width - RIGHT - names)
    for line in sorted(lines, key=lambda one: one.is_own):
        _line(root, line, scale)
    _names(root, lines, scale)
    rows = tuple((period, *(line.words[n] for line in lines)) for n, period in enumerate(periods))
    return Figure(markup(root), title, finding, Table((period_word, *(line.name for line in lines)), rows))


def _x(place: int) -> float:
    return LEFT + place * STEP


def _ground(root: Element, lines: Sequence[Line], periods: Sequence[str], word: str) -> None:
    empty = [n for n in range(len(periods)) if all(line.values[n] is None for line in lines)]
    runs: list[list[int]] = []
    for place in empty:
        if runs and runs[-1][-1] == place - 1:
            runs[-1].append(place)
        else:
            runs.append([place])
    for run in runs:
        left, right = _x(run[0]) - STEP / 2, _x(run[-1]) + STEP / 2
        add(root, "rect", x=left, y=TOP - 10, width=right - left, height=HEIGHT + 10, class_="bn-chart-missing")
        if right - left > text_width(word, LETTER):
            middle = (left + right) / 2
            add(root, "text", word, x=middle, y=TOP + HEIGHT - 14, text_anchor="middle", class_="bn-chart-text")


def _axes(root: Element, scale: Scale, periods: Sequence[str], write: Callable[[float], str], *, right: float) -> None:
    for mark in scale.marks():
        y = TOP + HEIGHT - scale.at(mark)
        add(root, "line", x1=LEFT - 12, x2=right, y1=y, y2=y, class_="bn-chart-grid")
        add(root, "text", write(mark), x=LEFT - 18, y=y + 4, text_anchor="end", class_="bn-chart-text")
    for place, period in enumerate(periods):
        add(
            root, "text", period, x=_x(place), y=TOP + HEIGHT + 20, text_anchor="middle", class_="bn-chart-text"
        )  # fmt: skip


def _line(root: Element, line: Line, scale: Scale) -> None:
    kind = "own" if line.is_own else "other"
    points = [(n, _x(n), TOP + HEIGHT - scale.at(v)) for n, v in enumerate(line.values) if v is not None]
    for (before, x1, y1), (after, x2, y2) in pairwise(points):
        gap = " bn-chart-line--gap" if after - before > 1 else ""
        add(root, "line", x1=x1, y1=y1, x2=x2, y2=y2, class_=f"bn-chart-line bn-chart-line--{kind}{gap}")
    for place, x, y in points:
        mark = f"bn-chart-point bn-chart-point--{kind}"
        if line.is_own:
            shape = add(root, "circle", cx=x, cy=y, r=5, class_=mark)
        else:
            shape = add(root, "rect", x=x - 4, y=y - 4, width=8, height=8, class_=mark)
        add(shape, "title", f"{line.name}: {line.words[place]}")


def _names(root: Element, lines: Sequence[Line], scale: Scale) -> None:
    """Write the names beside the last points, moved apart where they would collide."""
    ends = [
        (TOP + HEIGHT - scale.at(last[1]), _x(last[0]), line)
        for line in lines
        if (last := next(((n, v) for n, v in reversed(list(enumerate(line.values))) if v is not None), None))
    ]
    lowest = 0.0
    for y, x, line in sorted(ends, key=lambda end: (end[0], end[2].name)):
        y = max(y, lowest + LETTER + 3)
        lowest = y
        strong = " bn-chart-text--strong" if line.is_own else ""
        add(root, "text", line.name, x=x + 12, y=y + 4, class_=f"bn-chart-text{strong}")
