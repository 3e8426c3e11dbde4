"""Schools with support in a region."""

from collections.abc import Iterable
from datetime import date

from django.db.models import Prefetch, Q, QuerySet

from bildungsnetz.inclusion.models import SupportOffer, SupportPlaces, SupportSchool, YearFacts
from bildungsnetz.networks.models import Network
from bildungsnetz.networks.selectors.people import running_on


def support_schools(network: Network, *, on: date, town: str = "", focus: str = "") -> QuerySet[SupportSchool]:
    """Return the schools of a network's region that offer support on a day, with their offers, by town and name."""
    offers = SupportOffer.objects.filter(running_on(on)).order_by("form", "focus", "code")
    found = SupportSchool.objects.filter(town__startswith=network.region.key)
    if town:
        found = found.filter(town=town)
    if focus:
        found = found.filter(Q(pk__in=offers.filter(focus=focus).values("school")))
    return found.prefetch_related(Prefetch("offers", queryset=offers, to_attr="running")).order_by(
        "town", "name", "school_number"
    )


def support_school(network: Network, *, number: str) -> SupportSchool | None:
    """Return a school of the network's region, None if there is none."""
    return SupportSchool.objects.filter(town__startswith=network.region.key, school_number=number).first()


def facts_of(school: SupportSchool) -> list[YearFacts]:
    """Return what is known of a school year by year, newest first."""
    return list(school.facts.order_by("-year"))


def places_of(school: SupportSchool) -> list[SupportPlaces]:
    """Return the places of a school, newest year first, by focus and grade."""
    return list(school.places.order_by("-year", "focus", "grade"))


def history_of(school: SupportSchool) -> list[SupportOffer]:
    """Return every offer a school ever had, running ones first."""
    return sorted(school.offers.all(), key=lambda one: (one.ended_on is not None, one.began_on, one.pk))


def stored_supply(numbers: Iterable[str]) -> dict[str, SupportSchool]:
    """Return the stored schools with these numbers and their open offers; two queries per 500 numbers."""
    wanted = list(numbers)
    found: dict[str, SupportSchool] = {}
    for first in range(0, len(wanted), 500):
        rows = SupportSchool.objects.filter(school_number__in=wanted[first : first + 500]).prefetch_related(
            Prefetch("offers", queryset=SupportOffer.objects.filter(ended_on=None), to_attr="open_offers")
        )
        found |= {row.school_number: row for row in rows}
    return found
