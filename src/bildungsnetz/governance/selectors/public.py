"""What of the bodies is public on a day: the rows from which people and machines are told."""

from datetime import date

from django.db.models import Prefetch, Q, QuerySet

from bildungsnetz.governance.models import (
    AgendaItem,
    Body,
    Decision,
    Holder,
    Meeting,
    MeetingStatus,
    Paper,
    PublicMinutes,
    PublicObject,
)
from bildungsnetz.networks.models import Network


def public_bodies(network: Network) -> QuerySet[Body]:
    """Return the bodies a network shows to the public, ended ones included."""
    return Body.objects.filter(network=network, is_public=True).select_related("network").order_by("pk")


def public_holders(network: Network, *, on: date) -> QuerySet[Holder]:
    """Return who may be named that day among those who sit, or sat, in public bodies."""
    return (
        Holder.objects.filter(
            Q(publish_until=None) | Q(publish_until__gt=on),
            publish_from__lte=on,
            began_on__lte=on,
            seat__body__in=public_bodies(network),
        )
        .select_related("person", "seat__body")
        .order_by("pk")
    )


def public_meetings(network: Network) -> QuerySet[Meeting]:
    """Return the published meetings of public bodies with their public items, papers, decisions and minutes."""
    decisions = Decision.objects.filter(published_at__isnull=False).order_by("year", "number")
    papers = Paper.objects.filter(published_at__isnull=False).select_related("attachment").order_by("pk")
    items = AgendaItem.objects.filter(is_public=True).order_by("position")
    return (
        Meeting.objects.filter(body__in=public_bodies(network), published_at__isnull=False)
        .filter(status__in=[MeetingStatus.INVITED, MeetingStatus.CANCELLED])
        .select_related("body__network__region", "public_minutes")
        .prefetch_related(
            Prefetch(
                "items",
                queryset=items.prefetch_related(
                    Prefetch("decisions", queryset=decisions), Prefetch("papers", queryset=papers)
                ),
            )
        )
        .order_by("pk")
    )


def public_papers(network: Network) -> QuerySet[Paper]:
    """Return the published papers of public items of those meetings."""
    found = Paper.objects.filter(
        published_at__isnull=False, item__is_public=True, item__meeting__in=public_meetings(network)
    )
    return found.select_related("item__meeting__body__network", "attachment").order_by("pk")


def public_minutes(network: Network) -> QuerySet[PublicMinutes]:
    """Return the published minutes of those meetings."""
    found = PublicMinutes.objects.filter(published_at__isnull=False, meeting__in=public_meetings(network))
    return found.select_related("meeting__body__network__region").order_by("pk")


def public_objects(network: Network) -> QuerySet[PublicObject]:
    """Return what machines may read of a network, in a lasting order, tombstones included."""
    return PublicObject.objects.filter(network=network).order_by("pk")
