"""Participating schools, their classes and how far they are."""

from datetime import date

from django.db.models import Count, Q, QuerySet

from bildungsnetz.networks.models import Network
from bildungsnetz.networks.permissions import Person
from bildungsnetz.transition.models import Participation, SchoolClass, Season


def participations_of(season: Season) -> QuerySet[Participation]:
    """Return the schools of a season by name, with counts of their codes and of lists handed in; bounded queries."""
    taking_part = Q(classes__pupils__isnull=False, classes__pupils__absence="")
    return (
        Participation.objects.filter(season=season)
        .select_related("school__institution")
        .annotate(
            codes=Count("classes__pupils", filter=taking_part, distinct=True),
            saved=Count(
                "classes__pupils", filter=taking_part & Q(classes__pupils__saved_at__isnull=False), distinct=True
            ),
            handed_in=Count(
                "classes__pupils", filter=taking_part & Q(classes__pupils__handed_in_at__isnull=False), distinct=True
            ),
        )
        .prefetch_related("days")
        .order_by("school__institution__sort_name", "pk")
    )


def participation_of(season: Season, pk: int) -> Participation | None:
    """Return one school of a season, None if it does not take part."""
    return participations_of(season).filter(pk=pk).first()


def schools_of_person(person: Person, *, network: Network, on: date) -> QuerySet[Participation]:
    """Return the schools a person coordinates in the seasons of a network, the newest season first."""
    del on
    found = Participation.objects.filter(season__network=network, coordinators__person=person.pk)
    return found.select_related("season__network", "school__institution").order_by("-season__year", "pk")


def classes_of(participation: Participation) -> QuerySet[SchoolClass]:
    """Return the classes of a school by name, with how many codes there are and how many have been used; one query."""
    here = Q(pupils__absence="")
    return (
        SchoolClass.objects.filter(participation=participation)
        .annotate(
            codes=Count("pupils", filter=here),
            seen=Count("pupils", filter=here & Q(pupils__first_seen_at__isnull=False)),
            saved=Count("pupils", filter=here & Q(pupils__saved_at__isnull=False)),
            handed_in=Count("pupils", filter=here & Q(pupils__handed_in_at__isnull=False)),
        )
        .order_by("name", "pk")
    )


def class_of(participation: Participation, pk: int) -> SchoolClass | None:
    """Return one class of a school, None if it is not of this school."""
    return classes_of(participation).filter(pk=pk).first()
