"""Pictures of the explorer; rows and points stand in the fixed order of the register, never in that of a value."""

from collections.abc import Mapping, Sequence
from functools import cache

from django.utils.translation import gettext as _
from django.utils.translation import ngettext, pgettext

from bildungsnetz import charts
from bildungsnetz.charts import Figure
from bildungsnetz.monitoring import equity
from bildungsnetz.monitoring.exploring.seen import Seen, count_of, number_of, text_of
from bildungsnetz.monitoring.models import IndicatorVersion, Unit
from bildungsnetz.monitoring.presenting import number, value_text
from bildungsnetz.networks import geo

MAP_WIDTH = 520.0
CLASSES = 3
LEVELS = tuple(str(level) for level in range(1, 10))
INNER = 1.959964


def series(version: IndicatorVersion, seen: Sequence[Seen], *, own: str, names: Mapping[str, str]) -> Figure | None:
    """Draw the region over time, the state and the nation beside it; None for fewer than two periods."""
    cells = {(one.place, one.period): one for one in seen if not one.grouping}
    periods = spread_periods(sorted({period for _place, period in cells}))
    if len(periods) < 2:
        return None
    lines = [_line(place, names, own, periods, cells, version.unit) for place in dict.fromkeys((own, "05", "DG"))
             if any((place, period) in cells for period in periods)]  # fmt: skip
    return charts.line_chart(
        lines, periods=periods, key="verlauf", title=version.title, finding=newest_sentence(version, cells, own, names),
        period_word=_("Period"), missing_word=_("not yet read in"), write=lambda value: axis(value, version.unit),
    )  # fmt: skip


def newest_sentence(
    version: IndicatorVersion, cells: Mapping[tuple[str, str], Seen], own: str, names: Mapping[str, str]
) -> str:
    """Say the newest figure of the region, and the state's of the same period."""
    period = max((period for place, period in cells if place == own), default="")
    one, state = cells.get((own, period)), cells.get(("05", period))
    if one is None:
        return _("There is no figure of the region yet.")
    sentence = _("%(name)s, %(period)s: %(value)s.") % {
        "name": names.get(own, own), "period": period, "value": text_of(one, version.unit),
    }  # fmt: skip
    if one.part is not None and one.whole is not None:
        sentence += " " + _("%(part)s of %(whole)s.") % {"part": count_of(one.part), "whole": count_of(one.whole)}
    if state is not None and state.value is not None and version.unit != Unit.COUNT:
        sentence += " " + _("State: %(value)s.") % {"value": text_of(state, version.unit)}
    return sentence


def comparison(
    version: IndicatorVersion, seen: Sequence[Seen], *, own: str, keys: Sequence[str], names: Mapping[str, str],
    period: str,
) -> Figure | None:  # fmt: skip
    """Draw the regions of one type in the order of the register, shares with Wilson's 95 per cent interval."""
    by_place = {one.place: one for one in seen}
    if not any(number_of(by_place.get(key)) is not None for key in keys):
        return None
    dots = [_dot(names.get(key, key), by_place.get(key), version.unit, is_own=key == own) for key in keys]
    with_value = sum(dot.value is not None for dot in dots)
    finding = _(
        "Regions with a figure for %(period)s: %(count)d of %(all)d; the order is that of the register."
    ) % {"count": with_value, "all": len(dots), "period": period}  # fmt: skip
    counted = version.is_rate
    columns = (_("Region"), *((_("Numerator"), _("Denominator")) if counted else ()), _("Value"),
               *((_("95 per cent interval"),) if counted else ()))  # fmt: skip
    return charts.dot_rows(
        dots, key="vergleich", title=_("%(title)s, regions of one type, %(period)s")
        % {"title": version.title, "period": period},
        finding=finding, columns=columns, write=lambda value: axis(value, version.unit),
    )  # fmt: skip


def multiples(
    version: IndicatorVersion, seen: Sequence[Seen], *, own: str, keys: Sequence[str], names: Mapping[str, str]
) -> Figure | None:
    """Draw the course of every region of one type on the same scale."""
    cells = {(one.place, one.period): one for one in seen if not one.grouping}
    periods = spread_periods(sorted({period for _place, period in cells}))
    if not periods:
        return None
    lines = [_line(key, names, own, periods, cells, version.unit) for key in keys]
    finding = _("%(count)d regions from %(first)s to %(last)s on the same scale, in the order of the register.") % {
        "count": len(lines), "first": periods[0], "last": periods[-1],
    }  # fmt: skip
    return charts.small_multiples(
        lines, periods=periods, key="kleine-bilder", title=_("%(title)s, one picture per region")
        % {"title": version.title},
        finding=finding, subject_word=_("Region"), write=lambda value: axis(value, version.unit),
    )  # fmt: skip


def state_map(version: IndicatorVersion, seen: Sequence[Seen], *, own: str, period: str) -> Figure | None:
    """Draw the regions of the state in three classes of equal width; regions without a figure stay empty."""
    by_place = {one.place: one for one in seen}
    values = [value for one in seen if (value := number_of(one)) is not None]
    if len(values) < 2:
        return None
    low, high = min(values), max(values)
    limits = [low + (high - low) * n / CLASSES for n in range(CLASSES + 1)]
    fills = (charts.Fill.PALE, charts.Fill.LIGHT, charts.Fill.MIDDLE)
    classes = [
        charts.MapClass(f"class-{n}", fill, _("%(low)s to %(high)s")
                        % {"low": rounded(limits[n], version.unit), "high": rounded(limits[n + 1], version.unit)})
        for n, fill in enumerate(fills)
    ]  # fmt: skip
    classes += [charts.MapClass("missing", charts.Fill.EMPTY, _("no value"))]
    areas = [
        charts.Area(key, region.name, _class_of(number_of(by_place.get(key)), limits),
                    cells=(text_of(by_place.get(key), version.unit),), label=(region.name,) if key == own else ())
        for key, region in sorted(geo.regions().items())
    ]  # fmt: skip
    finding = _("%(period)s: %(count)d of %(all)d regions have a figure.") % {
        "period": period, "count": len(values), "all": len(areas),
    }  # fmt: skip
    return charts.choropleth_map(
        areas, layer=_layer(), classes=classes, key="karte", title=_("%(title)s on the map, %(period)s")
        % {"title": version.title, "period": period},
        finding=finding, columns=(_("Region"), _("Class on the map"), _("Value")),
    )  # fmt: skip


def funnel(
    version: IndicatorVersion, seen: Sequence[Seen], *, own: str, names: Mapping[str, str], period: str
) -> Figure | None:
    """Draw shares of regions against the size of their denominator; only one's own point is named."""
    usable = [one for one in seen if one.has_counts and one.place in names]
    if len(usable) < 3 or version.unit != Unit.SHARE:
        return None
    mean = sum(one.counts[0] for one in usable) / sum(one.counts[1] for one in usable)
    outside = 0
    points = []
    for one in usable:
        part, whole = one.counts
        low, high = charts.funnel_limits(mean=mean, size=whole, width=INNER)
        outside += not low <= part / whole <= high
        words = (count_of(one.whole), text_of(one, version.unit))
        points.append(charts.FunnelPoint(names[one.place], whole, part / whole, words, is_own=one.place == own))
    finding = ngettext(
        "%(count)d of %(all)d points lies outside of what chance alone explains (95 per cent).",
        "%(count)d of %(all)d points lie outside of what chance alone explains (95 per cent).",
        outside,
    ) % {"count": outside, "all": len(points)}
    return charts.funnel_plot(
        points, mean=mean, key="trichter",
        title=_("%(title)s and size, %(period)s") % {"title": version.title, "period": period},
        finding=finding, columns=(_("Region"), _("Denominator"), _("Value")), size_word=version.denominator,
        mean_word=_("together %(value)s") % {"value": value_text(round(mean, 3), Unit.SHARE)},
        write=lambda value: axis(value, Unit.SHARE), write_size=lambda value: number(value),
    )  # fmt: skip


def levels(counted: Mapping[str, int], everywhere: Mapping[str, int], *, region: str, period: str) -> Figure | None:
    """Draw which share of the schools with a level has which level of the social index; no school is named."""
    total, all_ = sum(counted.values()), sum(everywhere.values())
    if not total:
        return None
    dots = []
    for level in LEVELS:
        count, elsewhere = counted.get(level, 0), everywhere.get(level, 0)
        share = count / total
        state = value_text(round(elsewhere / all_, 3), Unit.SHARE)
        cells = (number(count), value_text(round(share, 3), Unit.SHARE), state)
        dots.append(charts.Dot(_("Level %(level)s") % {"level": level}, share, None, None, "", cells))
    finding = _("%(count)s schools of the region have a level (%(period)s).") % {
        "count": number(total), "period": period,
    }  # fmt: skip
    return charts.dot_rows(
        dots, key="sozialindex", title=_("Schools by level of the social index, %(region)s") % {"region": region},
        finding=finding, columns=(_("Level"), _("Schools"), _("Share"), _("Share of all schools read in")),
        write=lambda value: axis(value, Unit.SHARE),
    )  # fmt: skip


def groups(version: IndicatorVersion, seen: Sequence[Seen], *, title: str, period: str) -> Figure | None:
    """Draw the share of each group with Wilson's interval; the finding compares the first two of them."""
    usable = [one for one in seen if one.has_counts]
    if len(usable) < 2:
        return None
    dots = [_dot(one.group, one, Unit.SHARE, is_own=False) for one in usable]
    return charts.dot_rows(
        dots, key="gruppen",
        title=_("%(title)s by %(grouping)s, %(period)s")
        % {"title": version.title, "grouping": title, "period": period},
        finding=gap_sentence(usable[0], usable[1]),
        columns=(_("Group"), _("Numerator"), _("Denominator"), _("Value"), _("95 per cent interval")),
        write=lambda value: axis(value, Unit.SHARE),
    )  # fmt: skip


def gap_sentence(first: Seen, second: Seen) -> str:
    """Say how far two groups lie apart, in one sentence."""
    apart = equity.gap(first.counts, second.counts)
    return _(
        "%(first)s and %(second)s lie %(gap)s percentage points apart (95 per cent interval %(low)s to %(high)s)."
    ) % {
        "first": first.group, "second": second.group, "gap": number(round(apart.value * 100, 1), decimals=1),
        "low": number(round(apart.low * 100, 1), decimals=1), "high": number(round(apart.high * 100, 1), decimals=1),
    }  # fmt: skip


def gap_table(first: Seen, second: Seen) -> charts.Table:
    """Return gap, relative chance and odds ratio of two groups with their 95 per cent intervals (see ``equity``)."""
    one, other = first.counts, second.counts
    apart = equity.gap(one, other)
    rows = [_measure(_("Gap in percentage points"), apart, 100, 1)]
    for name, found in (
        (_("Relative chance"), equity.relative_chance(one, other)),
        (_("Odds ratio"), equity.odds_ratio(one, other)),
    ):
        rows.append(_measure(name, found, 1, 2) if found else (name, "x", "x", "x"))
    return charts.Table(
        (_("Measure"), _("Value"), pgettext("interval", "from"), pgettext("interval", "up to")), tuple(rows)
    )


def spread_periods(known: Sequence[str]) -> list[str]:
    """Return all years from the first to the last one; other periods as they are."""
    if len(known) > 1 and all(len(one) == 4 and one.isdecimal() for one in known):
        return [str(year) for year in range(int(known[0]), int(known[-1]) + 1)]
    return list(known)


def axis(value: float, unit: str) -> str:
    """Write a value on an axis."""
    if unit == Unit.SHARE:
        whole = abs(value * 100 - round(value * 100)) < 1e-9
        return f"{number(round(value * 100, 1), decimals=0 if whole else 1)} %"
    return number(value, decimals=0 if value == int(value) else 1)


def rounded(value: float, unit: str) -> str:
    """Write the border of a class."""
    return value_text(round(value, 3 if unit == Unit.SHARE else 1 if unit == Unit.RATIO else 0), unit)


def _measure(name: str, found: equity.Estimate, factor: float, decimals: int) -> tuple[str, str, str, str]:
    cells = [number(round(part * factor, decimals), decimals=decimals) for part in (found.value, found.low, found.high)]
    return name, cells[0], cells[1], cells[2]


def _line(
    place: str, names: Mapping[str, str], own: str, periods: Sequence[str], cells: Mapping[tuple[str, str], Seen],
    unit: str,
) -> charts.Line:  # fmt: skip
    row = [cells.get((place, period)) for period in periods]
    return charts.Line(
        names.get(place, place), tuple(number_of(one) for one in row), tuple(text_of(one, unit) for one in row),
        is_own=place == own,
    )  # fmt: skip


def _dot(name: str, one: Seen | None, unit: str, *, is_own: bool) -> charts.Dot:
    word = text_of(one, unit)
    name = f"▸ {name}" if is_own else name
    if unit not in (Unit.SHARE, Unit.RATIO):
        return charts.Dot(name, number_of(one), None, None, word, (word,))
    counts = (count_of(one.part), count_of(one.whole)) if one else (count_of(None), count_of(None))
    if one is None or not one.has_counts or unit != Unit.SHARE:
        return charts.Dot(name, number_of(one), None, None, word, (*counts, word, "–"))
    interval = equity.share_interval(*one.counts)
    between = f"{rounded(interval.low, unit)} – {rounded(interval.high, unit)}"
    return charts.Dot(name, number_of(one), interval.low, interval.high, word, (*counts, word, between))


def _class_of(value: float | None, limits: Sequence[float]) -> str:
    if value is None:
        return "missing"
    return f"class-{sum(value > limit for limit in limits[1:-1])}"


@cache
def _layer() -> charts.Layer:
    regions = geo.regions()
    return charts.project(
        {key: region.polygons for key, region in regions.items()},
        labels={key: region.label_point for key, region in regions.items()},
        width=MAP_WIDTH,
    )
