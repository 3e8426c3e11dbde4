"""Companies and offers, as the office and as pupils see them."""

from django.db.models import F, QuerySet

from bildungsnetz.transition.models import Host, Offer, OfferStatus, Participation, Season


def hosts_of(season: Season) -> QuerySet[Host]:
    """Return the companies of a season by name."""
    found = Host.objects.filter(season=season).select_related("institution")
    return found.order_by("institution__sort_name", "pk")


def host_of(season: Season, pk: int) -> Host | None:
    """Return one company of a season, None if it was not asked."""
    return hosts_of(season).filter(pk=pk).first()


def offers_of(season: Season) -> QuerySet[Offer]:
    """Return all offers of a season by company, day and field, with company and day."""
    found = Offer.objects.filter(season=season).select_related("host__institution", "day")
    return found.order_by("host__institution__sort_name", "day__date", "field", "reference")


def waiting_offers(season: Season) -> QuerySet[Offer]:
    """Return the offers the office has not checked yet, those that wait longest first."""
    return offers_of(season).filter(status=OfferStatus.SUBMITTED).order_by("submitted_at", "pk")


def offers_for(participation: Participation) -> QuerySet[Offer]:
    """Return what the pupils of a school can wish for: released offers on the days of the school."""
    found = offers_of(participation.season).filter(status=OfferStatus.RELEASED)
    return found.filter(day__in=participation.days.all()).order_by(
        F("day__date"), "host__institution__sort_name", "reference"
    )
