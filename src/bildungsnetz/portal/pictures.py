"""The pictures of the public pages, drawn by ``charts`` from what the register says."""

from collections.abc import Mapping, Sequence
from datetime import date
from functools import cache
from urllib.parse import urlencode

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from bildungsnetz.charts import (
    Area,
    Bar,
    BarTime,
    Callout,
    Figure,
    Fill,
    Layer,
    MapClass,
    Span,
    SpanRow,
    bar_timeline,
    choropleth_map,
    project,
    time_bars,
)
from bildungsnetz.networks import geo
from bildungsnetz.networks.models import Membership, Network
from bildungsnetz.networks.selectors.register import RegionOnDay, RegionStanding, Register, RegisterOnDay
from bildungsnetz.periods import Certainty, Period
from bildungsnetz.portal.wording import membership_words, short_day, standing_word

STATE_WIDTH = 620.0
COUNTY_WIDTH = 330.0


def url_of_day(day: date) -> str:
    """Return the address of the register on a day."""
    return f"{reverse('portal:networks')}?{urlencode({'tag': short_day(day)})}"


def register_sentence(found: RegisterOnDay) -> str:
    """Say how many networks there are on the day, certain and possible ones apart."""
    certain = ngettext(
        "On %(day)s %(count)d network is certain", "On %(day)s %(count)d networks are certain", found.certain
    ) % {"day": short_day(found.day), "count": found.certain}
    possible = ngettext(
        "%(count)d more is possible, its date is not documented.",
        "%(count)d more are possible, their dates are not documented.",
        found.possible,
    ) % {"count": found.possible}
    return f"{certain}; {possible}" if found.possible else f"{certain}."


def map_of_state(found: RegisterOnDay, *, with_links: bool = True) -> Figure:
    """Draw the regions by standing; those that begin on the day are highlighted and the first is named."""
    shown = [row for row in found.rows if row.region.key in _state_layer().outlines]
    beginners = [row for row in shown if row.standing is RegionStanding.SINCE_THIS_DAY]
    callout = None
    if beginners:
        words = (beginners[0].region.name, _("Contract of %(day)s") % {"day": short_day(found.day)})
        callout = Callout(beginners[0].region.key, words)
    return choropleth_map(
        [_area(row, with_links=with_links) for row in shown],
        layer=_state_layer(),
        classes=_classes(),
        key="state-map",
        title=_("Networks on %(day)s") % {"day": short_day(found.day)},
        finding=register_sentence(found),
        columns=(_("Region"), _("Member on that day"), _("Contract")),
        callout=callout,
    )


def timeline(known: Register, *, day: date, today: date) -> Figure:
    """Draw the certain networks at the end of each year until today's, on the chosen day for its own year."""
    first_year = known.first_day.year if known.first_day else today.year
    years = set(range(first_year, today.year + 1))
    if day.year > first_year:
        years.add(day.year)  # a day in the far future gets its bar, but not all the years before it
    bars = []
    for year in sorted(years):
        counted_on = day if year == day.year else date(year, 12, 31)
        time = BarTime.CURRENT if year == day.year else BarTime.EARLIER if year < day.year else BarTime.LATER
        bars.append(Bar(str(year), known.certain_on(counted_on), time, url_of_day(counted_on)))
    return bar_timeline(
        bars,
        key="timeline",
        title=_("Networks with a documented contract, year by year"),
        finding=_("Bars: networks certain at the end of the year; in the year chosen, on the day chosen."),
        columns=(_("Year"), _("Networks, certain")),
    )


def map_of_towns(network: Network, *, counts: Mapping[str, int] | None = None) -> Figure:
    """Draw the towns of a network's region; with ``counts`` (AGS -> schools) in three classes by number."""
    towns = geo.towns_of(network.region.key)
    layer = _town_layer(network.region.key)
    areas = []
    for key, town in sorted(towns.items(), key=lambda item: item[1].name):
        count = None if counts is None else counts.get(key, 0)
        label = (_short(town.name),) if count is None else (_short(town.name), str(count))
        cells = () if count is None else (str(count),)
        schools = f"{reverse('partners:schools', args=[network.slug])}?{urlencode({'stadt': key})}"
        href = schools if count else ""
        areas.append(Area(key, town.name, _size(count, counts), cells, href, label if len(towns) <= 15 else ()))
    most = max(counts.values(), default=0) if counts else 0
    return choropleth_map(
        areas,
        layer=layer,
        classes=[
            MapClass("few", Fill.PALE, _("up to %(count)d schools") % {"count": most // 3}, _("few")),
            MapClass("some", Fill.LIGHT, _("up to %(count)d schools") % {"count": 2 * most // 3}, _("some")),
            MapClass("many", Fill.MIDDLE, _("up to %(count)d schools") % {"count": most}, _("many")),
            MapClass("town", Fill.LIGHT, _("Town or municipality"), _("belongs to the region")),
        ],
        key="town-map",
        title=_("The towns of %(region)s") % {"region": network.region.name},
        finding=ngettext("%(count)d town or municipality.", "%(count)d towns and municipalities.", len(towns))
        % {"count": len(towns)},
        columns=(_("Town"), _("Class on the map"))
        if counts is None
        else (_("Town"), _("Class on the map"), _("Schools")),
    )


def membership_bars(rows: Sequence[RegionOnDay], *, day: date, first_year: int) -> Figure:
    """Draw when regions had a network, until ``day``; hatched where it is only possible."""
    return time_bars(
        [SpanRow(row.region.name, tuple(_span(membership) for membership in row.memberships)) for row in rows],
        first_year=first_year,
        last_year=day.year,
        key="spans",
        title=_("Memberships over the years"),
        finding=_("Full bars are documented, hatched ones possible."),
        columns=(_("Region"), _("Contract")),
        day=day,
    )


def _span(membership: Membership) -> Span:
    period = membership.period
    certain_from, certain_until = _certain(period)
    ended = period.ended.latest if period.ended else None
    return Span(period.began.earliest, ended, certain_from, certain_until, membership_words(membership))


def _certain(period: Period) -> tuple[date | None, date | None]:
    """Return from and until when a period is certain; (None, None) if never."""
    starts = [day for day in (period.began.latest, period.attested_on) if day is not None and day != date.max]
    for start in sorted(starts):
        if period.contains(start) is Certainty.CERTAIN:
            return start, period.ended.earliest if period.ended and period.ended.earliest > start else None
    return None, None


def _area(row: RegionOnDay, *, with_links: bool) -> Area:
    words = membership_words(row.deciding) if row.deciding else "–"
    label = (row.region.name.split()[-1],) if row.standing.certainty is Certainty.NO else ()
    href = reverse("portal:network", args=[row.network.slug]) if row.network and with_links else ""
    return Area(row.region.key, row.region.name, row.standing.value, (words,), href, label)


def _classes() -> list[MapClass]:
    texts = {
        RegionStanding.MEMBER: (Fill.STRONG, _("contract documented by day or year")),
        RegionStanding.SINCE_THIS_DAY: (Fill.HIGHLIGHT, _("began on this day")),
        RegionStanding.POSSIBLE: (Fill.HATCHED, _("network mentioned, date not documented")),
        RegionStanding.NOT_YET: (Fill.EMPTY, _("contract documented only for later")),
        RegionStanding.NO_LONGER: (Fill.EMPTY, _("contract ended before")),
        RegionStanding.NONE: (Fill.EMPTY, _("no contract documented")),
    }
    return [MapClass(kind.value, fill, text, standing_word(kind)) for kind, (fill, text) in texts.items()]


def _size(count: int | None, counts: Mapping[str, int] | None) -> str:
    """Sort a town into one of three classes by the largest number; all alike are in the middle one."""
    if count is None or not counts:
        return "town"
    most = max(counts.values())
    if min(counts.values()) == most and count == most:
        return "some"
    return "few" if count <= most // 3 else "some" if count <= 2 * most // 3 else "many"


def _short(name: str) -> str:
    """Leave out what a label on a map has no room for: "Monheim am Rhein" becomes "Monheim"."""
    return name.split(" (")[0].split(" am ")[0].split(" an ")[0]


@cache
def _state_layer() -> Layer:
    return _projected(geo.regions(), STATE_WIDTH)


@cache
def _town_layer(region_key: str) -> Layer:
    return _projected(geo.towns_of(region_key), COUNTY_WIDTH)


def _projected(areas: Mapping[str, geo.Boundary], width: float) -> Layer:
    polygons = {key: area.polygons for key, area in areas.items()}
    labels = {key: area.label_point for key, area in areas.items()}
    return project(polygons, labels=labels, width=width)
