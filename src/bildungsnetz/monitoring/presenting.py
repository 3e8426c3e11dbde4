"""Released figures for readers: numbers in their language, a sign and a word where there is none, rows for tables.

Everything here takes released figures and nothing else; page, tooltip, axis, CSV, API and PDF are made from it.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

from django.utils.formats import number_format
from django.utils.translation import gettext as _

from bildungsnetz.charts import Table
from bildungsnetz.monitoring.models import FigureStatus, ReleasedFigure, ReleaseTable, Unit
from bildungsnetz.networks import geo

STATE = "05"
SIGNS: Mapping[str, str] = {
    FigureStatus.ZERO: "–",
    FigureStatus.SUPPRESSED: "·",
    FigureStatus.LATER: "…",
    FigureStatus.UNKNOWN: "/",
    FigureStatus.NOT_MEANINGFUL: "x",
    "": "…",
}
TAG_KINDS: Mapping[str, str] = {
    FigureStatus.SUPPRESSED: "unknown",
    FigureStatus.LATER: "unknown",
    FigureStatus.ROUNDED: "neutral",
    FigureStatus.ESTIMATED: "running",
    FigureStatus.UNKNOWN: "unknown",
    FigureStatus.NOT_MEANINGFUL: "unknown",
}


@dataclass(frozen=True)
class TownRow:
    """A place in a table of places: its name, the figure, the tag that explains it."""

    name: str
    text: str
    tag_kind: str
    tag: str


@dataclass(frozen=True)
class Legend:
    """One sign and what it means."""

    sign: str
    word: str


@dataclass
class Shown:
    """An indicator as it is shown: newest table first, figures by place, period and group."""

    tables: Sequence[ReleaseTable]
    figures: Sequence[ReleasedFigure]
    region: str
    names: Mapping[str, str]
    by_key: dict[tuple[str, str, str, str], ReleasedFigure] = field(default_factory=dict)

    def __post_init__(self) -> None:
        for figure in self.figures:
            self.by_key[figure.table.grouping, figure.place, figure.period, figure.group] = figure

    @property
    def table(self) -> ReleaseTable:
        """The newest table; its definition stands beside the figures."""
        return self.tables[0]

    def of(self, place: str, period: str, group: str = "") -> ReleasedFigure | None:
        """Return the figure of a place and period for all together, or for one group."""
        found = [self.by_key.get((grouping, place, period, group)) for grouping in self.groupings]
        return next((one for one in found if one is not None), None)

    @property
    def groupings(self) -> list[str]:
        """The groupings there are, all together first."""
        return sorted({figure.table.grouping for figure in self.figures} | {""})

    @property
    def periods(self) -> list[str]:
        """All periods from the first to the last one with a figure for the region or the state, gaps included."""
        known = sorted({one.period for one in self.figures if one.place in (self.region, STATE) and not one.group})
        if len(known) > 1 and all(len(one) == 4 and one.isdecimal() for one in known):
            return [str(year) for year in range(int(known[0]), int(known[-1]) + 1)]
        return known

    @property
    def newest(self) -> ReleasedFigure | None:
        """The region's newest figure."""
        own = [one for one in self.figures if one.place == self.region and not one.group]
        return max(own, key=lambda one: (one.period, one.table.grouping == ""), default=None)

    def towns(self) -> tuple[str, list[ReleasedFigure]]:
        """Return the newest period with figures of towns, and those, by name of the town."""
        found = [one for one in self.figures if len(one.place) == 8 and not one.group]
        period = max((one.period for one in found), default="")
        latest = {one.place: one for one in found if one.period == period}
        return period, sorted(latest.values(), key=lambda one: self.name(one.place))

    def groups(self) -> tuple[str, list[ReleasedFigure]]:
        """Return the newest period with groups of the region, and their figures by group."""
        found = [one for one in self.figures if one.place == self.region and one.group]
        period = max((one.period for one in found), default="")
        return period, sorted((one for one in found if one.period == period), key=lambda one: one.group)

    def name(self, place: str) -> str:
        """Return the name of a place, its key if nobody knows one."""
        return self.names.get(place, place)


def names_of_places(region_key: str, region_name: str) -> dict[str, str]:
    """Return names for the keys of a region, its towns, the other regions and the state."""
    names = {key: one.name for key, one in geo.regions().items()}
    names |= {key: one.name for key, one in geo.towns_of(region_key).items()}
    return names | {region_key: region_name, STATE: "Nordrhein-Westfalen"}


def number(value: Any, *, decimals: int = 0) -> str:
    """Write a number in the reader's language, thousands parted."""
    return str(number_format(value, decimal_pos=decimals, use_l10n=True, force_grouping=True))


def value_text(value: Decimal | float, unit: str) -> str:
    """Write a value in its unit."""
    if unit == Unit.SHARE:
        return f"{number(Decimal(str(value)) * 100, decimals=1)} %"
    return number(value, decimals=1 if unit == Unit.RATIO else 0)


def text_of(figure: ReleasedFigure | None, unit: str) -> str:
    """Write a figure, or the sign that stands in its place."""
    if figure is None:
        return SIGNS[FigureStatus.LATER]
    if figure.value is None or figure.status == FigureStatus.ZERO:
        return SIGNS[figure.status]
    text = value_text(figure.value, unit)
    return f"≈ {text}" if figure.status == FigureStatus.ESTIMATED else text


def count_text(value: Decimal | None, status: str) -> str:
    """Write a part or a whole, or its sign."""
    if value is None:
        return SIGNS.get(status, "…") if status else _("unknown")
    return SIGNS[FigureStatus.ZERO] if status == FigureStatus.ZERO else number(value)


def word_of(figure: ReleasedFigure | None) -> str:
    """Say in words what a figure is; empty for a plain value."""
    if figure is None:
        return str(FigureStatus.LATER.label)
    if figure.note:
        return figure.note
    if figure.status == FigureStatus.VALUE:
        return ""
    if figure.rounded_to:
        return _("rounded to %(base)s") % {"base": figure.rounded_to}
    return str(FigureStatus(figure.status).label)


def rows_of_places(shown: Shown, figures: Iterable[ReleasedFigure]) -> list[TownRow]:
    """Return a row per place in the order given; the word for a protected figure never says why it is one."""
    unit = shown.table.unit
    return [
        TownRow(shown.name(one.place), text_of(one, unit), TAG_KINDS.get(one.status, "neutral"), word_of(one))
        for one in figures
    ]


def series_table(shown: Shown) -> Table:
    """Return all periods with the two counts, the region's and the state's figure, newest first."""
    unit = shown.table.unit
    rows = []
    for period in reversed(shown.periods):
        own, state = shown.of(shown.region, period), shown.of(STATE, period)
        counts = (count_text(own.part, own.part_status), count_text(own.whole, own.whole_status)) if own else ("…", "…")
        words = word_of(own) or str(FigureStatus.VALUE.label)
        counted = counts if unit != Unit.COUNT else ()
        rows.append((period, *counted, text_of(own, unit), text_of(state, unit), words))
    counted_columns = (_("Numerator"), _("Denominator")) if unit != Unit.COUNT else ()
    return Table(
        (_("Period"), *counted_columns, shown.name(shown.region), _("Land NRW"), _("Status")),
        tuple(rows),
    )


def table_of(figures: Sequence[ReleasedFigure], *, unit: str, names: Mapping[str, str], whole: bool = True) -> Table:
    """Return released figures as rows of place, period, group, counts, value and status."""
    with_groups = any(one.group for one in figures)
    counted = unit != Unit.COUNT and whole
    columns = (
        _("Place"), _("Period"), *((_("Group"),) if with_groups else ()),
        *((_("Numerator"), _("Denominator")) if counted else ()), _("Value"), _("Status"),
    )  # fmt: skip
    ordered = sorted(figures, key=lambda one: (len(one.place), names.get(one.place, one.place), one.period, one.group))
    rows = tuple(
        (
            names.get(one.place, one.place), one.period,
            *((one.group or _("all together"),) if with_groups else ()),
            *((count_text(one.part, one.part_status), count_text(one.whole, one.whole_status)) if counted else ()),
            text_of(one, unit), word_of(one) or str(FigureStatus.VALUE.label),
        )
        for one in ordered
    )  # fmt: skip
    return Table(columns, rows)


def legend() -> list[Legend]:
    """Return the signs and what they mean."""
    return [
        Legend("–", _("exactly zero")),
        Legend("·", _("protected")),
        Legend("≈", _("estimated")),
        Legend("…", _("not yet available")),
        Legend("/", _("too uncertain")),
        Legend("x", _("not meaningful")),
    ]
