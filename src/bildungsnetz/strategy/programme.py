"""The work programme of a year as a picture with its table: bars, milestones, what waits for what."""

from collections.abc import Sequence
from datetime import date

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from bildungsnetz.charts import Figure, Link, Table
from bildungsnetz.charts.svg import Frame, add, linked, markup, picture
from bildungsnetz.strategy.selectors.measures import MeasureRow, MilestoneRow
from bildungsnetz.strategy.standing import standing_tag

NAMES = 250.0
MONTH = 56.0
ROW = 34.0
HEAD = 28.0
SHORT = 38


def gantt(rows: Sequence[MeasureRow], *, year: int, today: date) -> Figure:
    """Draw one bar per measure over twelve months with its milestones; the table says the same and more."""
    title = _("Work programme %(year)s") % {"year": year}
    late = sum(1 for row in rows for one in row.milestones if one.is_late)
    finding = _("%(measures)s measures; %(late)s milestones are late.") % {"measures": len(rows), "late": late}
    width, height = NAMES + 12 * MONTH + 10, HEAD + len(rows) * ROW + 8
    root = picture(Frame(f"programm-{year}", title, finding, width, height, "spans", has_links=True))
    for month in range(1, 13):
        x = NAMES + (month - 1) * MONTH
        add(root, "line", x1=x, x2=x, y1=HEAD - 6, y2=height - 2, class_="bn-chart-grid")
        words = date_format(date(year, month, 1), "M")
        add(root, "text", words, x=x + MONTH / 2, y=15, text_anchor="middle", class_="bn-chart-text")
    for place, row in enumerate(rows):
        group = linked(root, row.measure.get_absolute_url(), row.plan.title)
        y = HEAD + place * ROW
        add(group, "text", _shortened(row.plan.title), x=2, y=y + 15, class_="bn-chart-text")
        add(group, "text", standing_tag(row)[1], x=2, y=y + 28, class_="bn-chart-text bn-chart-muted")
        left, right = _x(row.plan.begins_on, year), _x(row.plan.ends_on, year)
        look = "possible" if row.standing in ("PROPOSED", "STALE", "NONE") else "certain"
        add(root, "rect", x=left, y=y + 6, width=max(right - left, 2), height=12,
            class_=f"bn-chart-span bn-chart-span--{look}", fill_opacity="0.6")  # fmt: skip
        for one in row.milestones:
            _diamond(root, one, year, y + 12)
    if today.year == year:
        x = _x(today, year)
        add(root, "line", x1=x, x2=x, y1=HEAD - 4, y2=height - 2, class_="bn-chart-today")
    return Figure(markup(root), title, finding, _table(rows))


def _x(day: date, year: int) -> float:
    share = (day - date(year, 1, 1)).days / (date(year + 1, 1, 1) - date(year, 1, 1)).days
    return NAMES + min(max(share, 0.0), 1.0) * 12 * MONTH


def _diamond(root: object, one: MilestoneRow, year: int, y: float) -> None:
    day = one.reached_on or one.expected_on
    if day.year != year:
        return
    x, half = _x(day, year), 5.0
    points = f"{x:.1f},{y - half:.1f} {x + half:.1f},{y:.1f} {x:.1f},{y + half:.1f} {x - half:.1f},{y:.1f}"
    add(root, "polygon", points=points, class_="bn-chart-mark--diamond")  # type: ignore[arg-type]


def _shortened(title: str) -> str:
    return title if len(title) <= SHORT else f"{title[: SHORT - 1]}…"


def _table(rows: Sequence[MeasureRow]) -> Table:
    columns = (_("Measure"), _("State"), _("Begins on"), _("Ends on"), _("Waits for"), _("Milestones"))
    return Table(
        columns,
        tuple(
            (
                Link(row.plan.title, row.measure.get_absolute_url()),
                standing_tag(row)[1],
                _day(row.plan.begins_on),
                _day(row.plan.ends_on),
                ", ".join(one.waits_for.title for one in row.plan.waits.all()) or "–",
                "; ".join(milestone_words(one) for one in row.milestones) or "–",
            )
            for row in rows
        ),
    )


def milestone_words(one: MilestoneRow) -> str:
    """Say of a milestone when it was or is due."""
    words = {"title": one.milestone.title, "due": _day(one.milestone.due_on)}
    if one.reached_on:
        return _("%(title)s: reached on %(day)s") % {**words, "day": _day(one.reached_on)}
    if one.is_late and one.expected_on != one.milestone.due_on:
        return _("%(title)s: late, agreed for %(due)s, now expected on %(day)s") % {
            **words, "day": _day(one.expected_on),
        }  # fmt: skip
    if one.is_late:
        return _("%(title)s: was due on %(due)s, not reported as reached") % words
    return _("%(title)s: due on %(due)s") % words


def _day(day: date) -> str:
    return date_format(day, "d.m.Y")
