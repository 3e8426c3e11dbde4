"""Bars along time: one number per year, the chosen year marked."""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from bildungsnetz.charts.figure import Cell, Figure, Link, Table
from bildungsnetz.charts.svg import Frame, add, linked, markup, picture

STEP = 46.0
BAR = 38.0
TALLEST = 64.0
TOP = 22.0
BELOW = 24.0
MARGIN = 6.0


class BarTime(StrEnum):
    """Where a bar lies, seen from the chosen one."""

    EARLIER = "earlier"
    CURRENT = "current"
    LATER = "later"


@dataclass(frozen=True)
class Bar:
    """One bar: a label below, a number above (a count, >= 0), and where it leads."""

    label: str
    value: int
    time: BarTime = BarTime.EARLIER
    href: str = ""


def bar_timeline(bars: Sequence[Bar], *, key: str, title: str, finding: str, columns: tuple[str, str]) -> Figure:
    """Draw one bar per label in the order given; ``columns`` names the two of the table.

    Raises: ValueError if a value is negative.
    """
    if any(bar.value < 0 for bar in bars):
        raise ValueError("a bar cannot show a negative count")
    width = 2 * MARGIN + max(len(bars), 1) * STEP
    base = TOP + TALLEST
    root = picture(Frame(key, title, finding, width, base + BELOW, "bars", has_links=any(bar.href for bar in bars)))
    unit = TALLEST / max((bar.value for bar in bars), default=0) if any(bar.value for bar in bars) else 0
    for place, bar in enumerate(bars):
        left = MARGIN + place * STEP
        middle = left + STEP / 2
        height = bar.value * unit
        group = linked(root, bar.href, f"{bar.label}: {bar.value}")
        add(group, "rect", x=left, y=0, width=STEP, height=base + BELOW, class_="bn-chart-target")
        add(
            group,
            "rect",
            x=left + (STEP - BAR) / 2,
            y=base - height,
            width=BAR,
            height=height,
            class_=f"bn-chart-bar bn-chart-bar--{bar.time}",
        )
        mark = " bn-chart-text--strong" if bar.time is BarTime.CURRENT else ""
        for y, words in ((base - height - 6, str(bar.value)), (base + 17, bar.label)):
            add(group, "text", words, x=middle, y=y, text_anchor="middle", class_=f"bn-chart-text{mark}")
    add(root, "line", x1=MARGIN, x2=width - MARGIN, y1=base, y2=base, class_="bn-chart-axis")
    rows = tuple((_first_cell(bar), str(bar.value)) for bar in bars)
    return Figure(markup(root), title, finding, Table(columns, rows))


def _first_cell(bar: Bar) -> Cell:
    return Link(bar.label, bar.href) if bar.href else bar.label
