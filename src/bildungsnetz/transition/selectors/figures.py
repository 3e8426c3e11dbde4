"""Need and places of a season by town, field and day; a few queries however large it is."""

from collections import Counter
from dataclasses import dataclass
from datetime import date

from django.db.models import Count, Sum

from bildungsnetz.transition.models import Offer, OfferStatus, Participation, Pupil, Season, Wish
from bildungsnetz.transition.occupations import OccupationalField
from bildungsnetz.transition.places_on_map import name_of_town


@dataclass(frozen=True)
class Balance:
    """Need and places of one town or day (counts); ``short`` is negative if there are more than enough."""

    name: str
    needed: int
    places: int

    @property
    def short(self) -> int:
        """Return how many places are missing."""
        return self.needed - self.places


@dataclass(frozen=True)
class SeasonFigures:
    """What the overview shows. Where codes are not made yet, the number of pupils expected counts."""

    pupils: int
    needed: int
    places: int
    towns: tuple[Balance, ...]
    days: tuple[tuple[date, int, int], ...]
    fields: tuple[tuple[str, int, int], ...]

    @property
    def missing(self) -> int:
        """Return how many places are missing in all, 0 if there are enough."""
        return max(self.needed - self.places, 0)


def figures_of(season: Season) -> SeasonFigures:
    """Count a season; six queries."""
    released = Offer.objects.filter(season=season, status=OfferStatus.RELEASED)
    schools = list(
        Participation.objects.filter(season=season)
        .select_related("school__institution")
        .prefetch_related("days")
        .order_by("pk")
    )
    codes = dict(
        Pupil.objects.filter(season=season, absence="")
        .values_list("school_class__participation")
        .annotate(n=Count("pk"))
        .order_by()
    )
    need_by_town: Counter[str] = Counter()
    pupils_by_day: Counter[date] = Counter()
    pupils = 0
    for school in schools:
        count = codes.get(school.pk) or school.pupils_expected
        pupils += count
        need_by_town[school.school.institution.town] += count * season.days_per_pupil
        for day in school.days.all():
            pupils_by_day[day.date] += count
    by_town = _summed(released, "town")
    by_day = _summed(released, "day__date")
    by_field = _summed(released, "field")
    wishes = dict(
        Wish.objects.filter(pupil__season=season).values_list("offer__field").annotate(n=Count("pk")).order_by()
    )
    return SeasonFigures(
        pupils=pupils,
        needed=pupils * season.days_per_pupil,
        places=sum(by_town.values()),
        towns=tuple(
            sorted(
                (
                    Balance(name_of_town(key), need_by_town[key], by_town.get(key, 0))
                    for key in {*need_by_town, *by_town}
                ),
                key=lambda row: row.name,
            )
        ),
        days=tuple((day, pupils_by_day[day], by_day.get(day, 0)) for day in sorted({*pupils_by_day, *by_day})),
        fields=tuple(
            (str(field.label), by_field.get(field.value, 0), wishes.get(field.value, 0)) for field in OccupationalField
        ),
    )


def _summed(offers: object, column: str) -> dict:
    return dict(offers.values_list(column).annotate(n=Sum("places")).order_by())  # type: ignore[attr-defined]
