"""The ways an indicator can be looked at: from a request for a way to its picture, in a fixed number of queries."""

from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from bildungsnetz.charts import Figure, Table
from bildungsnetz.monitoring.exploring import pictures
from bildungsnetz.monitoring.exploring.seen import Seen
from bildungsnetz.monitoring.exploring.types import RegionType
from bildungsnetz.monitoring.models import Grouping, PlaceKind, Unit
from bildungsnetz.monitoring.presenting import names_of_places
from bildungsnetz.monitoring.selectors import explorer
from bildungsnetz.monitoring.selectors.explorer import NATION, PER_SCHOOL, SOCIAL_INDEX, STATE, Defined
from bildungsnetz.networks import geo
from bildungsnetz.networks.models import Network

# Where one of two groups is published with the total, the other one is the rest.
RESTS = {"weiblich": gettext_lazy("male (total less female)")}
WAYS: dict[str, str | Promise] = {
    "verlauf": gettext_lazy("Over time"),
    "vergleich": gettext_lazy("Similar regions"),
    "kleine-bilder": gettext_lazy("Small pictures"),
    "karte": gettext_lazy("Map"),
    "trichter": gettext_lazy("Funnel plot"),
    "gruppen": gettext_lazy("Groups"),
    "sozialindex": gettext_lazy("Levels of the social index"),
}


@dataclass(frozen=True)
class Asked:
    """What somebody wants to see: way, period (empty = newest), grouping, set of regions (0 = the type)."""

    way: str
    period: str = ""
    grouping: str = ""
    set_key: int = 0


@dataclass(frozen=True)
class Look:
    """What is shown: the picture or why there is none, further tables, which periods and groupings there are."""

    figure: Figure | None
    nothing: str = ""
    notes: Sequence[str] = ()
    tables: Sequence[tuple[str, Table]] = ()
    periods: Sequence[str] = ()
    period: str = ""
    groupings: Sequence[tuple[str, str]] = ()
    grouping: str = ""
    type: RegionType | None = None
    source: str = ""


@dataclass(frozen=True)
class Subject:
    """The indicator in its network, and the figures of region, state and nation, which every way needs."""

    network: Network
    found: Defined
    seen: Sequence[Seen]

    @property
    def own(self) -> str:
        """The key of the network's region."""
        return str(self.network.region.key)

    @property
    def periods(self) -> list[str]:
        """The periods with figures, newest first."""
        return sorted({one.period for one in self.seen}, reverse=True)

    def period(self, asked: Asked) -> str:
        """Return the period asked for if there is one, else the newest."""
        return asked.period if asked.period in self.periods else next(iter(self.periods), "")

    @property
    def names(self) -> dict[str, str]:
        """The names of region, towns, other regions, state and nation."""
        return names_of_places(self.own, self.network.region.name) | {NATION: _("Germany")}


def ways_for(found: Defined) -> list[str]:
    """Return the ways that fit an indicator; of the social index only how the schools spread over its levels."""
    if found.indicator.code == SOCIAL_INDEX:
        return ["sozialindex"]
    if found.indicator.code == PER_SCHOOL:
        return ["verlauf"]
    ways = ["verlauf", "vergleich", "kleine-bilder", "karte"]
    if found.newest.unit == Unit.COUNT:
        ways = ["verlauf", "vergleich", "kleine-bilder"]
    return [*ways, *(("trichter", "gruppen") if found.newest.unit == Unit.SHARE else ())]


def look(network: Network, found: Defined, asked: Asked) -> Look:
    """Return what is to be seen; at most six queries."""
    if asked.way == "sozialindex":
        return _levels(network, found, asked)
    seen = explorer.of_places(network, found, places=[network.region.key, STATE, NATION])
    subject = Subject(network, found, seen)
    drawers: dict[str, Callable[[Subject, Asked], Look]] = {
        "verlauf": _series, "vergleich": _comparison, "kleine-bilder": _multiples, "karte": _map, "trichter": _funnel,
        "gruppen": _groups,
    }  # fmt: skip
    shown = drawers[asked.way](subject, asked)
    return replace(shown, notes=[*shown.notes, *_notes(subject)], source=_sources(seen))


def _series(subject: Subject, _asked: Asked) -> Look:
    version = subject.found.newest
    figure = pictures.series(version, subject.seen, own=subject.own, names=subject.names)
    cells = {(one.place, one.period): one for one in subject.seen if not one.grouping}
    nothing = pictures.newest_sentence(version, cells, subject.own, subject.names)
    if cells:
        nothing += " " + _("A course needs at least two periods.")
    return Look(figure, nothing)


def _comparison(subject: Subject, asked: Asked) -> Look:
    group = _compared(subject, asked)
    period = subject.period(asked)
    if group is None:
        return Look(None, _no_type(), periods=subject.periods, period=period)
    seen = explorer.of_kind(subject.network, subject.found, kind=PlaceKind.REGION, period=period)
    figure = pictures.comparison(
        subject.found.newest, seen, own=subject.own, keys=group.keys, names=subject.names, period=period
    )
    return Look(
        figure, _("For this period no region has a figure."), periods=subject.periods, period=period, type=group
    )


def _multiples(subject: Subject, asked: Asked) -> Look:
    group = _compared(subject, asked)
    if group is None:
        return Look(None, _no_type())
    seen = explorer.of_places(subject.network, subject.found, places=group.keys)
    figure = pictures.multiples(subject.found.newest, seen, own=subject.own, keys=group.keys, names=subject.names)
    return Look(figure, _("No region has a figure."), type=group)


def _map(subject: Subject, asked: Asked) -> Look:
    period = subject.period(asked)
    seen = explorer.of_kind(subject.network, subject.found, kind=PlaceKind.REGION, period=period)
    figure = pictures.state_map(subject.found.newest, seen, own=subject.own, period=period)
    return Look(
        figure, _("For this period no region has a figure."), [geo.ATTRIBUTION], periods=subject.periods, period=period
    )


def _funnel(subject: Subject, asked: Asked) -> Look:
    period = subject.period(asked)
    seen = explorer.of_kind(subject.network, subject.found, kind=PlaceKind.REGION, period=period)
    figure = pictures.funnel(
        subject.found.newest, seen, own=subject.own, names=explorer.names_of_regions(), period=period
    )
    notes = [_("Limits: 95 and 99.8 per cent of a normal approximation around the common share "
               "(Spiegelhalter 2005). A point outside is a reason to ask, not a judgement.")]  # fmt: skip
    return Look(
        figure, _("A funnel plot needs numerators and denominators of at least three regions."), notes,
        periods=subject.periods, period=period,
    )  # fmt: skip


def _groups(subject: Subject, asked: Asked) -> Look:
    period = subject.period(asked)
    own = [one for one in subject.seen if one.place == subject.own and one.period == period]
    known = sorted({one.grouping for one in own if one.grouping and one.has_counts})
    grouping = asked.grouping if asked.grouping in known else next(iter(known), "")
    seen, is_rest = _with_rest([one for one in own if one.grouping == grouping and one.has_counts], own)
    title = str(Grouping(grouping).label) if grouping else ""
    figure = pictures.groups(subject.found.newest, seen, title=title, period=period) if grouping else None
    tables = []
    if figure is not None:
        apart = _("How far %(first)s and %(second)s lie apart") % {"first": seen[0].group, "second": seen[1].group}
        tables.append((apart, pictures.gap_table(seen[0], seen[1])))
    notes = [_("Intervals: Wilson 1927 (shares), Newcombe 1998 (gap), Katz 1978 (relative chance), Woolf 1955 "
               "(odds ratio). Areas and groups say nothing about single children.")]  # fmt: skip
    if is_rest:
        notes.append(_("The second group is computed as total less the first one, both rounded: it may be off by 4."))
    return Look(
        figure, _("There are no groups with numerator and denominator."), notes, tables, subject.periods, period,
        [(key, str(Grouping(key).label)) for key in known], grouping,
    )  # fmt: skip


def _with_rest(groups: list[Seen], own: Sequence[Seen]) -> tuple[list[Seen], bool]:
    """Add the other of two groups where the file names one only and the total."""
    total = next((one for one in own if not one.grouping and one.has_counts), None)
    if len(groups) != 1 or total is None or groups[0].group not in RESTS:
        return groups, False
    one = groups[0]
    part = (total.part or Decimal(0)) - (one.part or Decimal(0))
    whole = (total.whole or Decimal(0)) - (one.whole or Decimal(0))
    if whole <= 0 or not 0 <= part <= whole:
        return groups, False
    rest = replace(one, group=str(RESTS[one.group]), part=part, whole=whole, value=part / whole, status="ROUNDED")
    return [one, rest], True


def _levels(network: Network, found: Defined, asked: Asked) -> Look:
    periods = explorer.periods_of_schools(network, found)
    period = asked.period if asked.period in periods else next(iter(periods), "")
    inside = explorer.schools_within(network)
    own: Counter[str] = Counter()
    everywhere: Counter[str] = Counter()
    seen = explorer.levels_of_schools(network, found, period=period)
    for one in seen:
        if one.value is None:
            continue
        level = str(int(one.value))
        everywhere[level] += 1
        own[level] += one.place in inside or bool(one.scope)
    figure = pictures.levels(own, everywhere, region=network.region.name, period=period)
    notes = [
        _("The level describes the burden of a school's pupils, not how good the school is. Two editions of the index "
          "are no course. Results of single schools are never shown."),
    ]  # fmt: skip
    return Look(
        figure, _("No levels have been read in yet. They stand in the school directory."), notes, periods=periods,
        period=period, source=_sources(seen),
    )  # fmt: skip


def _compared(subject: Subject, asked: Asked) -> RegionType | None:
    """Return the office's own set that was asked for, else the region's type."""
    if asked.set_key:
        own = explorer.own_sets(subject.network).filter(pk=asked.set_key).first()
        if own is not None:
            keys = tuple(sorted({*own.region_keys, subject.own}))
            return RegionType(own.name, own.reason, _("set by the education office"), keys)
    return explorer.region_type(subject.network, region=subject.own)


def _no_type() -> str:
    return _("Regions are compared within a type, for which table 82411-01-03-4 (household income 2021) is needed. "
             "Please read it in first.")  # fmt: skip


def _sources(seen: Sequence[Seen]) -> str:
    """Name where the figures come from, as each of them says."""
    return "; ".join(sorted({one.source for one in seen if one.source}))


def _notes(subject: Subject) -> list[str]:
    """Say what a reader must know of the figures: rounding, several definitions, what is not official."""
    notes = []
    if any(one.rounded_to for one in subject.seen):
        notes.append(
            _("Counts are rounded to 5 by the statistical office, totals by themselves; parts need not add up.")
        )
    if len(subject.found.versions) > 1:
        notes.append(_("The definition has changed; see its versions below."))
    if any(one.origin == "EXAMPLE" for one in subject.seen):
        notes.append(_("Some figures are invented examples."))
    if any(one.origin == "PRESS" for one in subject.seen):
        notes.append(_("Some figures are from the press and not official."))
    return notes
