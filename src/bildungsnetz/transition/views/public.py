"""How places are given out, on one page for parents, with the check sum of each season's seed."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_GET

from bildungsnetz.networks.selectors import network_by_slug
from bildungsnetz.transition import selectors


@require_GET
def fairness(request: HttpRequest, slug: str) -> HttpResponse:
    """Explain the allocation and show the check sum before, the seed after the result."""
    network = network_by_slug(slug)
    if network is None:
        raise Http404
    now = timezone.now()
    seasons = [
        (season, season.seed if selectors.plan_is_shown(season, now=now) else "")
        for season in selectors.seasons_of(network)
        if season.seed_hash
    ]
    return render(request, "transition/fairness.html", {"network": network, "seasons": seasons})
