"""Bars lying in rows: a value against a measure beside it, one row per subject or one cell per row and column.

Drawn narrow (340 units), so that a phone shows them at their own size.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from xml.etree.ElementTree import Element

from bildungsnetz.charts.figure import Figure, LegendEntry, Table
from bildungsnetz.charts.svg import Frame, add, markup, picture, text_width

WIDTH = 340.0
ROW = 38.0
LINE = 15.0
BAR = 11.0
GRID_ROW = 34.0
GRID_BAR = 8.0
GAP = 6.0
_SWATCH = (
    '<svg xmlns="http://www.w3.org/2000/svg" class="bn-chart-swatch" viewBox="0 0 28 20" aria-hidden="true">{}</svg>'
)


@dataclass(frozen=True)
class RowBar:
    """One row: its name, what is written at its end, the value and the measure it is held against (None: none)."""

    label: str
    text: str
    value: int
    measure: int | None = None


@dataclass(frozen=True)
class Words:
    """What is said around a picture: title, finding, the legend of value and measure."""

    key: str
    title: str
    finding: str
    value: str = ""
    measure: str = ""


def row_bars(rows: Sequence[RowBar], *, words: Words, table: Table) -> Figure:
    """Draw one bar per row, the measure as a frame around it.

    Raises: ValueError if a value or measure is negative.
    """
    _refuse_negative([row.value for row in rows] + [row.measure or 0 for row in rows])
    height = max(len(rows), 1) * ROW + GAP
    root = picture(Frame(words.key, words.title, words.finding, WIDTH, height, "rows"))
    most = max((max(row.value, row.measure or 0) for row in rows), default=0)
    unit = WIDTH / most if most else 0.0
    for place, row in enumerate(rows):
        top = place * ROW
        room = int((WIDTH - text_width(row.text, 12) - GAP) / text_width("x", 12))
        add(root, "text", _cut(row.label, room), x=0, y=top + 12, class_="bn-chart-text")
        strong = "bn-chart-text bn-chart-text--strong"
        add(root, "text", row.text, x=WIDTH, y=top + 12, text_anchor="end", class_=strong)
        _bar(root, 0, top + LINE + 2, unit, BAR, row.value, row.measure)
    return Figure(markup(root), words.title, words.finding, table, _legend(words))


def bar_grid(
    names: tuple[Sequence[str], Sequence[str]],
    cells: Sequence[Sequence[tuple[int, int]]],
    *,
    words: Words,
    table: Table,
) -> Figure:
    """Draw one bar per row and column of (value, measure) pairs; ``names`` are those of rows and columns.

    Raises: ValueError if a value or measure is negative.
    """
    rows, columns = names
    _refuse_negative([number for row in cells for cell in row for number in cell])
    most = max((max(cell) for row in cells for cell in row), default=0)
    step = WIDTH / max(len(columns), 1)
    unit = (step - GAP) / most if most else 0.0
    height = LINE + max(len(rows), 1) * GRID_ROW + GAP
    root = picture(Frame(words.key, words.title, words.finding, WIDTH, height, "rows"))
    for place, name in enumerate(columns):
        fitting = _cut(name, int((step - 2) / text_width("x", 12)))
        add(root, "text", fitting, x=place * step, y=11, class_="bn-chart-text bn-chart-text--strong")
    for line, name in enumerate(rows):
        top = LINE + line * GRID_ROW + GAP
        add(root, "line", x1=0, x2=WIDTH, y1=top - 2, y2=top - 2, class_="bn-chart-grid")
        add(root, "text", _cut(name, int(WIDTH / text_width("x", 12))), x=0, y=top + 10, class_="bn-chart-text")
        for place, (value, measure) in enumerate(cells[line]):
            _bar(root, place * step, top + 15, unit, GRID_BAR, value, measure)
    return Figure(markup(root), words.title, words.finding, table, _legend(words))


def _bar(parent: Element, x: float, y: float, unit: float, height: float, value: int, measure: int | None) -> None:
    """Draw the measure as a pale ground with a line at its end, the value on it."""
    if measure:
        add(parent, "rect", x=x, y=y - 2, width=measure * unit, height=height + 4, class_="bn-chart-measure")
    add(parent, "rect", x=x, y=y, width=value * unit, height=height, class_="bn-chart-bar bn-chart-bar--current")
    if measure:
        end = x + measure * unit
        add(parent, "line", x1=end, x2=end, y1=y - 3, y2=y + height + 3, class_="bn-chart-axis")


def _legend(words: Words) -> tuple[LegendEntry, ...]:
    entries = []
    if words.value:
        value = '<rect x="0" y="5" width="28" height="10" class="bn-chart-bar bn-chart-bar--current"/>'
        entries.append(LegendEntry(_SWATCH.format(value), words.value, 0))
    if words.measure:
        measure = (
            '<rect x="0" y="3" width="26" height="14" class="bn-chart-measure"/>'
            '<line x1="26" x2="26" y1="2" y2="18" class="bn-chart-axis"/>'
        )
        entries.append(LegendEntry(_SWATCH.format(measure), words.measure, 0))
    return tuple(entries)


def _cut(words: str, room: int) -> str:
    return words if len(words) <= room else f"{words[: max(room - 1, 1)].rstrip()}…"


def _refuse_negative(numbers: Sequence[int]) -> None:
    if any(number < 0 for number in numbers):
        raise ValueError("a bar cannot show a negative count")
