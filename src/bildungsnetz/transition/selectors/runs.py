"""Runs and results of a season."""

from django.db.models import QuerySet

from bildungsnetz.transition.models import Result, Run, Season


def runs_of(season: Season) -> QuerySet[Run]:
    """Return the runs of a season in their order."""
    return Run.objects.filter(season=season).select_related("season__network", "asked_by").order_by("number")


def result_in_hand(season: Season) -> Result | None:
    """Return the newest result, chosen or released; None if no run was chosen yet."""
    found = Result.objects.filter(season=season).select_related("run", "season__network", "chosen_by", "released_by")
    return found.order_by("-pk").first()


def result_shown(season: Season) -> Result | None:
    """Return the newest released result, None before."""
    return Result.objects.filter(season=season, released_at__isnull=False).order_by("-released_at", "-pk").first()
