"""Pictures of released figures: nothing but released figures enters them, so no axis and no tooltip can tell more."""

from collections.abc import Mapping, Sequence
from functools import cache

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from bildungsnetz import charts
from bildungsnetz.charts import Figure
from bildungsnetz.monitoring import equity
from bildungsnetz.monitoring.models import PictureKind, ReleasedFigure, Unit
from bildungsnetz.monitoring.presenting import STATE, Shown, count_text, number, text_of, value_text, word_of
from bildungsnetz.networks import geo

MAP_WIDTH = 420.0


def picture_of(kind: str, shown: Shown, *, key: str) -> Figure | None:
    """Draw released figures in one of the four ways; None where they do not suffice for it."""
    drawers = {
        PictureKind.SERIES: series,
        PictureKind.MAP: town_map,
        PictureKind.FUNNEL: funnel,
        PictureKind.GAP: group_gap,
    }
    return drawers[PictureKind(kind)](shown, key=key)


def series(shown: Shown, *, key: str) -> Figure | None:
    """Draw the region over time, and the state beside it where it is released too."""
    periods, unit = shown.periods, shown.table.unit
    if len(periods) < 2:
        return None
    places = [place for place in (shown.region, STATE) if any(shown.of(place, period) for period in periods)]
    lines = []
    for place in places:
        own = [shown.of(place, period) for period in periods]
        values = tuple(float(one.value) if one and one.value is not None else None for one in own)
        words = tuple(text_of(one, unit) for one in own)
        lines.append(charts.Line(shown.name(place), values, words, is_own=place == shown.region))
    return charts.line_chart(
        lines,
        periods=periods,
        key=key,
        title=shown.table.title,
        finding=series_sentence(shown),
        period_word=_("Period"),
        missing_word=_("not yet read in"),
        write=lambda value: _axis(value, unit),
    )


def series_sentence(shown: Shown) -> str:
    """Say how the newest figure of the region lies to the state's and to the oldest one of the region."""
    newest, unit = shown.newest, shown.table.unit
    if newest is None:
        return _("No figure of the region is released.")
    if newest.value is None:
        return _("%(period)s: the figure of the region is not shown (%(why)s).") % {
            "period": newest.period,
            "why": word_of(newest),
        }
    sentence = _("%(period)s: %(value)s.") % {"period": newest.period, "value": text_of(newest, unit)}
    state = shown.of(STATE, newest.period)
    if state and state.value is not None:
        sentence += " " + _("State: %(value)s.") % {"value": text_of(state, unit)}
    own = [one for one in shown.figures if one.place == shown.region and not one.group and one.value is not None]
    oldest = min(own, key=lambda one: one.period)
    if oldest.period != newest.period:
        sentence += " " + _("%(period)s it was %(value)s.") % {
            "period": oldest.period,
            "value": text_of(oldest, unit),
        }
    return sentence


def town_map(shown: Shown, *, key: str) -> Figure | None:
    """Draw the towns in three classes of equal width; protected towns are hatched, missing ones empty."""
    period, figures = shown.towns()
    towns = geo.towns_of(shown.region)
    if len(figures) < 2 or not towns:
        return None
    unit = shown.table.unit
    by_place = {one.place: one for one in figures}
    values = [float(one.value) for one in figures if one.value is not None]
    limits = _limits(values)
    fills = (charts.Fill.PALE, charts.Fill.LIGHT, charts.Fill.MIDDLE)
    classes = [
        charts.MapClass(f"class-{n}", fill, _range_words(limits[n], limits[n + 1], unit))
        for n, fill in enumerate(fills)
    ]
    classes += [
        charts.MapClass("hidden", charts.Fill.HATCHED, _("protected")),
        charts.MapClass("missing", charts.Fill.EMPTY, _("not yet available")),
    ]
    areas = [
        charts.Area(
            town, boundary.name, _class_of(by_place.get(town), limits),
            cells=(text_of(by_place.get(town), unit),), label=(_short(boundary.name),) if len(towns) <= 15 else (),
        )
        for town, boundary in sorted(towns.items(), key=lambda item: item[1].name)
    ]  # fmt: skip
    hidden = sum(one.value is None for one in figures)
    finding = ngettext(
        "%(period)s, %(count)d town; %(hidden)d protected.", "%(period)s, %(count)d towns; %(hidden)d protected.",
        len(figures),
    ) % {"period": period, "count": len(figures), "hidden": hidden}  # fmt: skip
    return charts.choropleth_map(
        areas,
        layer=_layer(shown.region),
        classes=classes,
        key=key,
        title=_("%(title)s by town, %(period)s") % {"title": shown.table.title, "period": period},
        finding=finding,
        columns=(_("Town"), _("Class on the map"), _("Value")),
    )


def funnel(shown: Shown, *, key: str) -> Figure | None:
    """Draw towns, or regions, against the size of what their share is made from; points are not named but one's own."""
    period, points = _funnel_points(shown)
    if len(points) < 3:
        return None
    parts, wholes = sum(float(one.part or 0) for one in points), sum(float(one.whole or 0) for one in points)
    mean = parts / wholes
    outside = 0
    drawn = []
    for one in points:
        size, share = float(one.whole or 0), float(one.value or 0)
        low, high = charts.funnel_limits(mean=mean, size=size, width=1.959964)
        outside += not low <= share <= high
        words = (count_text(one.whole, one.whole_status), text_of(one, Unit.SHARE))
        drawn.append(charts.FunnelPoint(shown.name(one.place), size, share, words, is_own=one.place == shown.region))
    drawn.sort(key=lambda point: point.name)
    finding = ngettext(
        "%(count)d of %(all)d points lies outside of what chance alone explains (95 per cent).",
        "%(count)d of %(all)d points lie outside of what chance alone explains (95 per cent).",
        outside,
    ) % {"count": outside, "all": len(points)}
    return charts.funnel_plot(
        drawn,
        mean=mean,
        key=key,
        title=_("%(title)s and size, %(period)s") % {"title": shown.table.title, "period": period},
        finding=finding,
        columns=(_("Place"), _("Denominator"), _("Value")),
        size_word=shown.table.definition.get("whole", _("Denominator")),
        mean_word=_("together %(value)s") % {"value": value_text(round(mean, 3), Unit.SHARE)},
        write=lambda value: _axis(value, Unit.SHARE),
        write_size=lambda value: number(value),
    )


def group_gap(shown: Shown, *, key: str) -> Figure | None:
    """Draw the groups of the region with Wilson's intervals; the finding names gap, ratio and odds ratio."""
    period, figures = shown.groups()
    if len(figures) < 2 or shown.table.unit != Unit.SHARE:
        return None
    dots = []
    for one in figures:
        usable = one.value is not None and one.part is not None and one.whole
        interval = equity.share_interval(float(one.part or 0), float(one.whole or 1)) if usable else None
        between = f"{_percent(interval.low)} – {_percent(interval.high)}" if interval else "·"
        cells = (
            count_text(one.part, one.part_status), count_text(one.whole, one.whole_status),
            text_of(one, Unit.SHARE), between,
        )  # fmt: skip
        dots.append(
            charts.Dot(
                one.group,
                float(one.value) if one.value is not None else None,
                interval.low if interval else None,
                interval.high if interval else None,
                text_of(one, Unit.SHARE) if one.value is not None else f"· {word_of(one)}",
                cells,
            )
        )
    grouping = figures[0].table.get_grouping_display()
    return charts.dot_rows(
        dots,
        key=key,
        title=_("%(title)s by %(grouping)s, %(period)s")
        % {"title": shown.table.title, "grouping": grouping, "period": period},
        finding=gap_sentence(figures),
        columns=(_("Group"), _("Numerator"), _("Denominator"), _("Value"), _("95 per cent interval")),
        write=lambda value: _axis(value, Unit.SHARE),
    )


def gap_sentence(figures: Sequence[ReleasedFigure]) -> str:
    """Say how far apart the first two groups with published counts are, in three measures with intervals."""
    usable = [one for one in figures if one.value is not None and one.part is not None and one.whole]
    if len(usable) < 2:
        return _("The groups cannot be compared: too many values are protected.")
    first, second = usable[:2]
    one, other = _counts(first), _counts(second)
    apart = equity.gap(one, other)
    sentence = _(
        "%(first)s and %(second)s lie %(gap)s percentage points apart (95 per cent interval %(low)s to %(high)s)."
    )
    words = sentence % {
        "first": first.group, "second": second.group, "gap": _points(apart.value), "low": _points(apart.low),
        "high": _points(apart.high),
    }  # fmt: skip
    ratio, odds = equity.relative_chance(one, other), equity.odds_ratio(one, other)
    if ratio and odds:
        more = _("Relative chance %(ratio)s (%(rlow)s to %(rhigh)s), odds ratio %(odds)s (%(olow)s to %(ohigh)s).")
        words += " " + more % {
            "ratio": _two(ratio.value), "rlow": _two(ratio.low), "rhigh": _two(ratio.high),
            "odds": _two(odds.value), "olow": _two(odds.low), "ohigh": _two(odds.high),
        }  # fmt: skip
    return words


def _counts(figure: ReleasedFigure) -> tuple[float, float]:
    return float(figure.part or 0), float(figure.whole or 1)


def _funnel_points(shown: Shown) -> tuple[str, list[ReleasedFigure]]:
    """Return towns if enough of them are published, else regions; only figures with both counts."""
    best: tuple[str, list[ReleasedFigure]] = ("", [])
    for length in (8, 5):
        found = [
            one
            for one in shown.figures
            if len(one.place) == length
            and not one.group
            and one.value is not None
            and one.part is not None
            and one.whole
        ]
        period = max((one.period for one in found), default="")
        # The same town may stand in a table by groups too; as it stands alone comes first.
        by_place = {one.place: one for one in reversed(found) if one.period == period}
        newest = list(by_place.values())
        if len(newest) > len(best[1]):
            best = (period, newest)
    return best


def _limits(values: Sequence[float]) -> list[float]:
    low, high = min(values, default=0.0), max(values, default=0.0)
    return [low + (high - low) * n / 3 for n in range(4)]


def _class_of(figure: ReleasedFigure | None, limits: Sequence[float]) -> str:
    if figure is None:
        return "missing"
    if figure.value is None:
        return "hidden"
    value = float(figure.value)
    return f"class-{0 if value <= limits[1] else 1 if value <= limits[2] else 2}"


def _range_words(low: float, high: float, unit: str) -> str:
    return _("%(low)s to %(high)s") % {"low": _rounded(low, unit), "high": _rounded(high, unit)}


def _rounded(value: float, unit: str) -> str:
    return value_text(round(value, 3 if unit == Unit.SHARE else 1 if unit == Unit.RATIO else 0), unit)


def _axis(value: float, unit: str) -> str:
    if unit == Unit.SHARE:
        whole = abs(value * 100 - round(value * 100)) < 1e-9
        return f"{number(round(value * 100, 1), decimals=0 if whole else 1)} %"
    return number(value, decimals=0 if value == int(value) else 1)


def _percent(value: float) -> str:
    return value_text(round(value, 3), Unit.SHARE)


def _points(value: float) -> str:
    return number(round(value * 100, 1), decimals=1)


def _two(value: float) -> str:
    return number(round(value, 2), decimals=2)


def _short(name: str) -> str:
    return name.split(" (")[0].split(" am ")[0].split(" an ")[0]


@cache
def _layer(region_key: str) -> charts.Layer:
    towns: Mapping[str, geo.Boundary] = geo.towns_of(region_key)
    return charts.project(
        {key: town.polygons for key, town in towns.items()},
        labels={key: town.label_point for key, town in towns.items()},
        width=MAP_WIDTH,
    )
