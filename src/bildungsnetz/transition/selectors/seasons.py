"""Seasons and their days."""

from django.db.models import QuerySet

from bildungsnetz.networks.models import Network
from bildungsnetz.transition.models import Season, SeasonDay


def seasons_of(network: Network) -> QuerySet[Season]:
    """Return the seasons of a network, the newest first."""
    return Season.objects.filter(network=network).select_related("network").order_by("-year")


def season_of(network: Network, year: int) -> Season | None:
    """Return the season of a year, None without."""
    return seasons_of(network).filter(year=year).first()


def latest_season(network: Network) -> Season | None:
    """Return the newest season, None without any."""
    return seasons_of(network).first()


def days_of(season: Season) -> list[SeasonDay]:
    """Return the days of a season in their order; one query."""
    return list(SeasonDay.objects.filter(season=season).order_by("date"))
