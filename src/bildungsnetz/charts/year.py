"""The working year as one bar of months, with events above and below it and a line for today."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from xml.etree.ElementTree import Element

from bildungsnetz.charts.figure import Cell, Figure, LegendEntry, Link, Table
from bildungsnetz.charts.svg import Frame, add, linked, markup, picture, text_width

WIDTH = 1000.0
MONTHS = 12
BAND = 26.0
LANE = 20.0
SIZE = 12.0
GAP = 10.0
MARK = 6.0


class Mark(StrEnum):
    """The shape of a group's events; colour comes on top, never alone."""

    CIRCLE = "circle"
    DIAMOND = "diamond"
    SQUARE = "square"


@dataclass(frozen=True)
class EventGroup:
    """A kind of events with its mark; events of the group stand above or below the bar."""

    key: str
    name: str
    mark: Mark
    above: bool


@dataclass(frozen=True)
class YearEvent:
    """An event of the year; ``when`` is the date in words for the table."""

    on: date
    when: str
    label: str
    group_key: str
    href: str = ""


@dataclass(frozen=True)
class _Placed:
    event: YearEvent
    group: EventGroup
    x: float
    lane: int
    turned: bool


def year_bar(
    events: Sequence[YearEvent],
    *,
    begins: date,
    month_names: Sequence[str],
    groups: Sequence[EventGroup],
    key: str,
    title: str,
    finding: str,
    columns: tuple[str, str, str],
    today: date | None = None,
    today_word: str = "",
) -> Figure:
    """Draw twelve months from ``begins`` (the first of a month) with events, oldest first in the table.

    ``month_names``: twelve short names, the first for the month of ``begins``; ``columns``: those for date, event
    and kind. Events outside of the year are refused.
    Raises: ValueError for such an event or another number of months.
    """
    if len(month_names) != MONTHS or begins.day != 1:
        raise ValueError("a working year has twelve months and begins on the first of one")
    ordered = sorted(events, key=lambda event: (event.on, event.label))
    by_key = {group.key: group for group in groups}
    above = _lanes([event for event in ordered if by_key[event.group_key].above], by_key, begins)
    below = _lanes([event for event in ordered if not by_key[event.group_key].above], by_key, begins)
    top = LANE * (1 + max((placed.lane for placed in above), default=0) + 1)
    height = top + BAND + LANE * (1 + max((placed.lane for placed in below), default=0)) + 10
    root = picture(Frame(key, title, finding, WIDTH, height, "year", has_links=any(event.href for event in events)))
    _draw_months(root, month_names, top, _month_of(today, begins))
    for placed in above:
        _draw_event(root, placed, edge=top, baseline=top - 10 - placed.lane * LANE)
    for placed in below:
        _draw_event(root, placed, edge=top + BAND, baseline=top + BAND + 20 + placed.lane * LANE)
    if today is not None and _month_of(today, begins) is not None:
        _draw_today(root, _x(today, begins), top, today_word)
    rows = tuple((event.when, _named(event), by_key[event.group_key].name) for event in ordered)
    legend = tuple(
        LegendEntry(_swatch(group), group.name, count)
        for group in groups
        if (count := sum(event.group_key == group.key for event in events))
    )
    return Figure(markup(root), title, finding, Table(columns, rows), legend)


def _month_of(day: date | None, begins: date) -> int | None:
    """Return the place of a day's month in the year (0-11), None outside of it."""
    if day is None:
        return None
    months = (day.year - begins.year) * MONTHS + day.month - begins.month
    return months if 0 <= months < MONTHS else None


def _x(day: date, begins: date) -> float:
    month = _month_of(day, begins)
    if month is None:
        raise ValueError(f"{day} does not lie in the year that begins on {begins}")
    # Months are drawn equally wide, so a day lies at its share of the month; 31 is close enough for all of them.
    return (month + (day.day - 1) / 31) * WIDTH / MONTHS


def _lanes(events: Sequence[YearEvent], groups: dict[str, EventGroup], begins: date) -> list[_Placed]:
    """Give each label the lowest lane in which labels meet no label and stems cross as few labels as can be.

    From right to left: a label further left can then step over the stems on its right.
    """
    placed: list[_Placed] = []
    for event in reversed(events):
        x = _x(event.on, begins)
        turned = x + _width(event) > WIDTH  # a label at the end of the year runs to the left of its mark
        tried = [_Placed(event, groups[event.group_key], x, lane, turned) for lane in range(len(events) + 1)]
        placed.append(min(tried, key=lambda one: (_conflicts(one, placed), one.lane)))
    return placed[::-1]


def _width(event: YearEvent) -> float:
    return text_width(event.label, SIZE) + GAP


def _span(placed: _Placed) -> tuple[float, float]:
    width = _width(placed.event)
    return (placed.x - width, placed.x) if placed.turned else (placed.x, placed.x + width)


def _conflicts(one: _Placed, others: Sequence[_Placed]) -> int:
    """Weigh what would meet: two labels in one lane count for more than a stem through a label."""
    left, right = _span(one)
    weight = 0
    for other in others:
        a, b = _span(other)
        if other.lane == one.lane and left < b and a < right:
            weight += 100
        weight += left < other.x < right and other.lane > one.lane
        weight += a < one.x < b and one.lane > other.lane
    return weight


def _draw_months(root: Element, names: Sequence[str], top: float, current: int | None) -> None:
    width = WIDTH / MONTHS
    for place, name in enumerate(names):
        mark = " bn-chart-month--current" if place == current else ""
        strong = " bn-chart-text--strong" if place == current else ""
        add(root, "rect", x=place * width + 1, y=top, width=width - 2, height=BAND, class_=f"bn-chart-month{mark}")
        add(root, "text", name, x=place * width + 9, y=top + 17.5, class_=f"bn-chart-text{strong}")


def _draw_event(root: Element, placed: _Placed, *, edge: float, baseline: float) -> None:
    event, group = placed.event, placed.group
    place = linked(root, event.href, f"{event.when}: {event.label}")
    if placed.lane:
        add(place, "line", x1=placed.x, x2=placed.x, y1=edge, y2=baseline - 4, class_="bn-chart-stem")
    _draw_mark(place, group, placed.x, edge)
    add(
        place,
        "text",
        event.label,
        x=placed.x - GAP if placed.turned else placed.x + GAP,
        y=baseline,
        text_anchor="end" if placed.turned else "start",
        class_=f"bn-chart-text bn-chart-event bn-chart-event--{group.mark}",
    )


def _draw_mark(parent: Element, group: EventGroup, x: float, y: float) -> None:
    look = f"bn-chart-mark bn-chart-mark--{group.mark}"
    if group.mark is Mark.CIRCLE:
        add(parent, "circle", cx=x, cy=y, r=MARK, class_=look)
    elif group.mark is Mark.SQUARE:
        add(parent, "rect", x=x - MARK + 1, y=y - MARK + 1, width=2 * MARK - 2, height=2 * MARK - 2, class_=look)
    else:
        corners = ((x, y - MARK - 1), (x + MARK + 1, y), (x, y + MARK + 1), (x - MARK - 1, y))
        add(parent, "polygon", points=" ".join(f"{a:.1f},{b:.1f}" for a, b in corners), class_=look)


def _draw_today(root: Element, x: float, top: float, word: str) -> None:
    add(root, "line", x1=x, x2=x, y1=14, y2=top + BAND + 4, class_="bn-chart-today")
    anchor = "end" if x > WIDTH - text_width(word, SIZE) else "middle"
    add(
        root,
        "text",
        word,
        x=max(x, text_width(word, SIZE) / 2),
        y=11,
        text_anchor=anchor,
        class_="bn-chart-text bn-chart-today-word",
    )


def _named(event: YearEvent) -> Cell:
    return Link(event.label, event.href) if event.href else event.label


def _swatch(group: EventGroup) -> str:
    root = Element("svg", {"viewBox": "0 0 16 16", "class": "bn-chart-swatch", "aria-hidden": "true"})
    _draw_mark(root, group, 8, 8)
    return markup(root)
