"""Bars of time, one row per subject: where a span is only possible, its bar is hatched."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from xml.etree.ElementTree import Element

from bildungsnetz.charts.figure import Cell, Figure, Link, Table
from bildungsnetz.charts.svg import Frame, add, hatch, linked, markup, picture

NAMES = 210.0
YEAR = 38.0
ROW = 22.0
HEAD = 26.0
BAR = 12.0


@dataclass(frozen=True)
class Span:
    """A half-open span of time: possible from-until, certain within; ``words`` say the same in the table.

    ``None`` as an end means open. ``certain_from`` None: never certain.
    """

    possible_from: date
    possible_until: date | None
    certain_from: date | None
    certain_until: date | None
    words: str


@dataclass(frozen=True)
class SpanRow:
    """A subject and its spans, oldest first."""

    name: str
    spans: tuple[Span, ...]
    href: str = ""
    marked: bool = False


def time_bars(
    rows: Sequence[SpanRow],
    *,
    first_year: int,
    last_year: int,
    key: str,
    title: str,
    finding: str,
    columns: tuple[str, str],
    day: date | None = None,
) -> Figure:
    """Draw one row per subject from ``first_year`` to ``last_year`` inclusive, with a line at ``day``.

    The table holds the name and the spans in words, separated by semicolons.
    Raises: ValueError if the last year lies before the first.
    """
    if last_year < first_year:
        raise ValueError("the last year must not lie before the first")
    width = NAMES + (last_year - first_year + 1) * YEAR + 8
    height = HEAD + len(rows) * ROW + 8
    root = picture(Frame(key, title, finding, width, height, "spans", has_links=any(row.href for row in rows)))
    hatching = hatch(root, key)
    _draw_years(root, first_year, last_year, height)
    begin, end = date(first_year, 1, 1), date(last_year + 1, 1, 1)
    for place, row in enumerate(rows):
        y = HEAD + place * ROW
        _draw_name(root, row, y)
        for span in row.spans:
            _draw_part(root, y, span.possible_from, span.possible_until, within=(begin, end), fill=hatching)
            if span.certain_from is not None:
                _draw_part(root, y, span.certain_from, span.certain_until, within=(begin, end), fill="")
    if day is not None and begin <= day < end:
        x = _x(day, begin)
        add(root, "line", x1=x, x2=x, y1=HEAD - 4, y2=height - 2, class_="bn-chart-today")
    cells = tuple((_name_cell(row), "; ".join(span.words for span in row.spans)) for row in rows)
    return Figure(markup(root), title, finding, Table(columns, cells))


def _x(day: date, begin: date) -> float:
    share = (day - date(day.year, 1, 1)).days / 366
    return NAMES + (day.year - begin.year + share) * YEAR


def _draw_years(root: Element, first: int, last: int, height: float) -> None:
    for place, year in enumerate(range(first, last + 1)):
        x = NAMES + place * YEAR
        add(root, "line", x1=x, x2=x, y1=HEAD - 4, y2=height - 2, class_="bn-chart-grid")
        add(root, "text", str(year), x=x + YEAR / 2, y=14, text_anchor="middle", class_="bn-chart-text")


def _draw_name(root: Element, row: SpanRow, y: float) -> None:
    strong = " bn-chart-text--strong" if row.marked else ""
    group = linked(root, row.href, row.name)
    add(group, "text", row.name, x=2, y=y + 15, class_=f"bn-chart-text{strong}")


def _draw_part(
    root: Element, y: float, begins: date, ends: date | None, *, within: tuple[date, date], fill: str
) -> None:
    """Draw the part of a span that lies within the picture."""
    left = max(begins, within[0])
    right = min(ends or within[1], within[1])
    if left >= right:
        return
    x = _x(left, within[0])
    measures: dict[str, str | float] = {"x": x, "y": y + 5, "width": _x(right, within[0]) - x, "height": BAR}
    if fill:
        add(root, "rect", class_="bn-chart-span bn-chart-span--possible", fill=fill, **measures)
    else:
        add(root, "rect", class_="bn-chart-span bn-chart-span--certain", **measures)


def _name_cell(row: SpanRow) -> Cell:
    return Link(row.name, row.href) if row.href else row.name
