"""Offers as one pupil sees them, with distance, and whether a list of wishes is likely to be enough. No query."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from bildungsnetz.transition.models import Offer, Pupil, SeasonDay, Wish
from bildungsnetz.transition.places_on_map import metres_between, name_of_town, point_of_town

WISHES_PER_DAY = 2
"""Fewer wishes for a day make it likely that the day stays empty or is given by chance."""


@dataclass(frozen=True)
class Found:
    """An offer with its distance in kilometres from the pupil's starting point, None if unknown."""

    offer: Offer
    km: float | None
    town: str


@dataclass(frozen=True)
class DayOfList:
    """How many wishes a list has for a day, and how many more would be good."""

    date: date
    wishes: int
    more: int


def found_offers(pupil: Pupil, offers: Sequence[Offer], *, within_km: int | None = None) -> list[Found]:
    """Add the distance as the crow flies; leave out what is further away than ``within_km``."""
    here = start_of(pupil)
    found = [Found(offer, _km(here, point_of(offer)), name_of_town(offer.town)) for offer in offers]
    if within_km is None:
        return found
    return [one for one in found if one.km is None or one.km <= within_km]


def is_enough(pupil: Pupil, wishes: Sequence[Wish], days: Sequence[SeasonDay]) -> list[DayOfList]:
    """Count wishes per day of the school."""
    del pupil
    counted = []
    for day in days:
        count = sum(wish.offer.day_id == day.pk for wish in wishes)
        counted.append(DayOfList(day.date, count, max(WISHES_PER_DAY - count, 0)))
    return counted


def start_of(pupil: Pupil) -> tuple[float, float] | None:
    """Return the point from which a pupil's distances count: a town from the list, else the school."""
    if pupil.start_town:
        return point_of_town(pupil.start_town)
    school = pupil.school_class.participation.school
    if school.lat is not None and school.lon is not None:
        return school.lat, school.lon
    return point_of_town(school.institution.town)


def point_of(offer: Offer) -> tuple[float, float] | None:
    """Return where an offer is: its own point, else that of its town."""
    if offer.lat is not None and offer.lon is not None:
        return offer.lat, offer.lon
    return point_of_town(offer.town)


def _km(here: tuple[float, float] | None, there: tuple[float, float] | None) -> float | None:
    return None if here is None or there is None else metres_between(here, there) / 1000
