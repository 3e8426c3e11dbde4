"""What cannot work before anything is solved: too few places in reach, so that companies can be won in time.

Every finding is a Hall set: pupils who need so many days in a set of days, against all places within their reach on
these days (P. Hall, J. London Math. Soc. 10 (1935) 26-30). Whatever is allocated, that many days stay empty.
"""

from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass
from itertools import combinations
from typing import Literal

import numpy as np

from bildungsnetz.engines.allocation.eligibility import Types, find_types
from bildungsnetz.engines.allocation.instance import WISH_FIELD, Bools, Instance, Integers, Options
from bildungsnetz.engines.allocation.phrases import Phrase, spoken_date, spoken_list, spoken_number

Kind = Literal["school", "schools", "all", "few_dates", "field_without_offers"]

MOST_FINDINGS = 100
_MOST_DATES_COMBINED = 6
_MOST_SCHOOLS_COMBINED = 300
_NAMED_SCHOOLS = 5

_ONE_DAY = Phrase(
    "{who} am {days}: {places} erreichbare Plätze für {need} Schülerinnen und Schüler.",
    "{who} on {days}: {places} reachable places for {need} pupils.",
)
_DAYS = Phrase(
    "{who} am {days} zusammen: {places} erreichbare Plätze, gebraucht werden mindestens {need}.",
    "{who} on {days} together: {places} reachable places, at least {need} are needed.",
)
_SCHOOL = Phrase("Schule {name}", "School {name}")
_SCHOOLS = Phrase("Schulen {names}", "Schools {names}")
_MORE = Phrase("{count} weitere", "{count} more")
_ALL = Phrase("Alle Schulen", "All schools")
_FEW = Phrase(
    "Schule {name}: {pupils} Schülerinnen und Schüler haben an weniger Tagen Angebote in Reichweite, als sie Plätze "
    "brauchen; {need} Plätze fehlen dadurch.",
    "School {name}: {pupils} pupils have offers within reach on fewer dates than they need places; {need} places are "
    "missing for that.",
)
_FIELD = Phrase("Berufsfeld {name}: kein Angebot, {pupils} Wünsche.", "Field {name}: no offer, {pupils} wishes.")


@dataclass(frozen=True)
class Finding:
    """One thing that cannot work. ``places`` within reach, ``needed`` days, ``pupils`` concerned (counts, >= 0).

    ``short`` = needed - places is how many days stay empty at least because of this finding alone.
    """

    kind: Kind
    sentence: str
    schools: tuple[str, ...]
    dates: tuple[str, ...]
    places: int
    needed: int
    pupils: int
    field: str = ""

    @property
    def short(self) -> int:
        """Return how many days stay empty at least."""
        return self.needed - self.places

    def as_dict(self) -> dict[str, object]:
        """Return plain data for the report."""
        return {**asdict(self), "schools": [*self.schools], "dates": [*self.dates], "short": self.short}


def diagnose(instance: Instance, options: Options) -> list[Finding]:
    """Find what cannot work, the largest shortage first; takes no solve, seconds at most for a whole region."""
    types = find_types(instance, options.max_km)
    found = [*_Shortages(instance, options, types).findings()]
    found.sort(key=lambda finding: (-finding.short, finding.schools, finding.dates))
    return [*found[:MOST_FINDINGS], *_few_dates(instance, options, types), *_fields(instance, options)]


def reachable_dates(instance: Instance, types: Types) -> Bools:
    """Tell per pupil and date whether any offer is eligible."""
    reached = np.zeros((len(types.school), len(instance.dates)), np.bool_)
    rows = np.repeat(np.arange(len(types.school)), np.diff(types.start))
    reached[rows, instance.offers.date[types.offers]] = True
    return reached[types.of_pupil]


def _few_dates(instance: Instance, options: Options, types: Types) -> list[Finding]:
    reached = reachable_dates(instance, types).sum(axis=1)
    missing = np.maximum(instance.pupils.days - reached, 0)
    schools = len(instance.school_ids)
    short = np.bincount(instance.pupils.school, weights=missing, minlength=schools).astype(int)
    pupils = np.bincount(instance.pupils.school[missing > 0], minlength=schools)
    return [
        Finding(
            "few_dates",
            _FEW.say(options.lang, name=instance.school_ids[s], pupils=int(pupils[s]), need=int(short[s])),
            (instance.school_ids[s],),
            (),
            0,
            int(short[s]),
            int(pupils[s]),
        )
        for s in np.lexsort((np.arange(schools), -short))[:MOST_FINDINGS].tolist()
        if short[s] > 0
    ]


def _fields(instance: Instance, options: Options) -> list[Finding]:
    wishes = instance.wishes
    rows = np.flatnonzero((wishes.kind == WISH_FIELD) & (wishes.target < 0)).tolist()
    counts: dict[str, int] = {}
    for row in rows:
        counts[wishes.text[row]] = counts.get(wishes.text[row], 0) + 1
    return [
        Finding(
            "field_without_offers",
            _FIELD.say(options.lang, name=name, pupils=spoken_number(count, options.lang)),
            (),
            (),
            0,
            0,
            count,
            field=name,
        )
        for name, count in sorted(counts.items(), key=lambda one: (-one[1], one[0]))
    ]


class _Shortages:
    """Schools against the offers in their reach, for sets of days.

    Offers that the same schools reach on the same day form one class; only the capacity of classes counts.
    """

    def __init__(self, instance: Instance, options: Options, types: Types) -> None:
        self.instance = instance
        self.lang = options.lang
        self.reached = reachable_dates(instance, types)
        self.reach, self.date, self.capacity, self.limit = self._classes(types)

    def _classes(self, types: Types) -> tuple[Bools, Integers, Integers, Integers]:
        """Return per class: which schools reach it (S x C), its date, its capacity, and what one school may take."""
        offers = self.instance.offers
        schools = len(self.instance.school_ids)
        reach = np.zeros((len(self.instance.offer_ids), schools), np.bool_)
        reach[types.offers, np.repeat(types.school, np.diff(types.start))] = True
        limit = np.where(offers.max_per_school < 0, offers.capacity, np.minimum(offers.max_per_school, offers.capacity))
        # An offer whose minimum lies above its capacity never takes place.
        possible = np.where(offers.min_group > offers.capacity, 0, 1)
        keys = np.column_stack([np.packbits(reach, axis=1).astype(np.int64), offers.date])
        _rows, first, of_offer = np.unique(keys, axis=0, return_index=True, return_inverse=True)
        of_offer = of_offer.reshape(-1)
        capacity = np.bincount(of_offer, weights=offers.capacity * possible, minlength=len(first)).astype(np.int64)
        of_one_school = np.bincount(of_offer, weights=limit * possible, minlength=len(first)).astype(np.int64)
        return reach[first].T.copy(), offers.date[first].astype(np.int64), capacity, of_one_school

    def findings(self) -> Iterator[Finding]:
        """Yield, per set of schools, its most deficient set of days."""
        best: dict[tuple[int, ...], Finding] = {}
        for dates in self._date_sets():
            for schools, finding in self._on(dates):
                if schools not in best or finding.short > best[schools].short:
                    best[schools] = finding
        # A larger set that is no worse off than a part of it says nothing new.
        kept: list[tuple[set[int], Finding]] = []
        for schools, finding in sorted(best.items(), key=lambda one: (len(one[0]), one[0])):
            inside = sum(other.short for members, other in kept if members <= set(schools) and len(members) == 1)
            if finding.short > inside:
                kept.append((set(schools), finding))
        yield from (finding for _members, finding in kept)

    def _date_sets(self) -> Iterator[tuple[int, ...]]:
        dates = range(len(self.instance.dates))
        small = len(dates) <= _MOST_DATES_COMBINED and len(self.instance.school_ids) <= _MOST_SCHOOLS_COMBINED
        for size in range(1, len(dates) + 1):
            if small or size in (1, len(dates)):
                yield from combinations(dates, size)

    def _on(self, dates: Sequence[int]) -> Iterator[tuple[tuple[int, ...], Finding]]:
        instance = self.instance
        others = np.ones(len(instance.dates), np.bool_)
        others[list(dates)] = False
        inside = self.reached[:, list(dates)].sum(axis=1)
        need = np.clip(instance.pupils.days - self.reached[:, others].sum(axis=1), 0, inside)
        schools = len(instance.school_ids)
        needed = np.bincount(instance.pupils.school, weights=need, minlength=schools).astype(np.int64)
        pupils = np.bincount(instance.pupils.school[need > 0], minlength=schools)
        chosen = np.isin(self.date, dates)
        reach = self.reach[:, chosen]
        own = np.where(reach, self.limit[chosen], 0).sum(axis=1)
        for school in np.flatnonzero(needed > own).tolist():
            yield (school,), self._finding((school,), dates, int(own[school]), int(needed[school]), int(pupils[school]))
        for members, places in self._groups(reach, self.capacity[chosen], needed):
            yield (
                members,
                self._finding(
                    members, dates, places, int(needed[list(members)].sum()), int(pupils[list(members)].sum())
                ),
            )

    def _groups(self, reach: Bools, capacity: Integers, needed: Integers) -> Iterator[tuple[tuple[int, ...], int]]:
        """Yield the schools that reach nothing beyond what one of them reaches, if they need more than that."""
        distinct = np.unique(reach, axis=0)
        outside = reach.astype(np.float32) @ (~distinct).T.astype(np.float32)
        for row, own in enumerate(distinct):
            members = np.flatnonzero((outside[:, row] == 0) & (needed > 0))
            places = int(capacity[own].sum())
            if len(members) > 1 and needed[members].sum() > places:
                yield tuple(members.tolist()), places

    def _finding(self, members: tuple[int, ...], dates: Sequence[int], places: int, need: int, pupils: int) -> Finding:
        days = tuple(self.instance.dates[date] for date in dates)
        names = tuple(self.instance.school_ids[school] for school in members)
        everybody = len(np.unique(self.instance.pupils.school)) == len(members) > 1
        sentence = (_ONE_DAY if len(dates) == 1 else _DAYS).say(
            self.lang,
            who=_ALL.say(self.lang) if everybody else self._spoken(names),
            days=spoken_list([spoken_date(day, self.lang) for day in days], self.lang),
            places=spoken_number(places, self.lang),
            need=spoken_number(need, self.lang),
        )
        kind: Kind = "all" if everybody else "school" if len(members) == 1 else "schools"
        return Finding(kind, sentence, names, days, places, need, pupils)

    def _spoken(self, names: tuple[str, ...]) -> str:
        if len(names) == 1:
            return _SCHOOL.say(self.lang, name=names[0])
        shown = list(names[:_NAMED_SCHOOLS])
        if len(names) > _NAMED_SCHOOLS:
            shown.append(_MORE.say(self.lang, count=len(names) - _NAMED_SCHOOLS))
        return _SCHOOLS.say(self.lang, names=spoken_list(shown, self.lang))
