"""The office's pages of companies and offers."""

from typing import Any

from django.conf import settings
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from bildungsnetz.networks.doors import SignedInRequest, network_page
from bildungsnetz.networks.models import Network
from bildungsnetz.networks.selectors.places import towns_of
from bildungsnetz.partners.models import Kind
from bildungsnetz.partners.selectors import institutions_of
from bildungsnetz.transition import selectors
from bildungsnetz.transition.forms.offers import OfferForm
from bildungsnetz.transition.forms.seasons import HostForm, ReasonForm
from bildungsnetz.transition.models import Host, Offer, OfferStatus, Season
from bildungsnetz.transition.permissions import runs_season
from bildungsnetz.transition.services import offers as services
from bildungsnetz.transition.services.changing import cancel_offer
from bildungsnetz.transition.views.answering import form_page, season_here, tried


@require_GET
@network_page(runs_season)
def offers(request: SignedInRequest, network: Network, year: int) -> HttpResponse:
    """List the offers of a season, those that wait first."""
    season = season_here(network, year)
    every = list(selectors.offers_of(season))
    context = {
        "network": network,
        "season": season,
        "waiting": [offer for offer in every if offer.status == OfferStatus.SUBMITTED],
        "others": [offer for offer in every if offer.status != OfferStatus.SUBMITTED],
        "hosts": list(selectors.hosts_of(season)),
    }
    return render(request, "transition/offers.html", context)


@require_GET
@network_page(runs_season)
def offer(request: SignedInRequest, network: Network, year: int, pk: int) -> HttpResponse:
    """Show one offer as pupils see it, to release it or give it back."""
    season = season_here(network, year)
    found = offer_here(season, pk)
    following = selectors.waiting_offers(season).exclude(pk=pk).first()
    context = {"network": network, "season": season, "offer": found, "following": following}
    return render(request, "transition/offer.html", context)


@require_POST
@network_page(runs_season)
def release(request: SignedInRequest, network: Network, year: int, pk: int) -> HttpResponse:
    """Release an offer and go to the next one that waits."""
    season = season_here(network, year)
    found = offer_here(season, pk)
    tried(
        request, network, lambda: services.release_offer(offer=found, by=request.user, at=timezone.now()),
        done=_("Released: %(offer)s.") % {"offer": found.host},
    )  # fmt: skip
    following = selectors.waiting_offers(season).first()
    if following:
        return redirect("transition:offer", network.slug, year, following.pk)
    return redirect("transition:offers", network.slug, year)


@require_http_methods(["GET", "POST"])
@network_page(runs_season)
def give_back(request: SignedInRequest, network: Network, year: int, pk: int) -> HttpResponse:
    """Give an offer back with a reason the company reads."""
    season = season_here(network, year)
    found = offer_here(season, pk)
    return form_page(
        request, network, ReasonForm(request.POST or None), heading=_("Return with reason"),
        back=reverse("transition:offers", args=[network.slug, year]), done=_("Returned. The company reads why."),
        button=_("Return with reason"), intro=f"{found.host}: {found.title}", more={"season": season},
        save=lambda data: services.return_offer(offer=found, by=request.user, at=timezone.now(), **data),
    )  # fmt: skip


@require_http_methods(["GET", "POST"])
@network_page(runs_season)
def cancel(request: SignedInRequest, network: Network, year: int, pk: int) -> HttpResponse:
    """Call an offer off for a company; the page says beforehand how many pupils are concerned."""
    season = season_here(network, year)
    found = offer_here(season, pk)
    hit = found.placements.filter(ended_at=None).count()
    intro = ngettext("%(n)s pupil would lose a place.", "%(n)s pupils would lose a place.", hit) % {"n": hit}
    return form_page(
        request, network, ReasonForm(request.POST or None), heading=_("Call off"),
        back=reverse("transition:offers", args=[network.slug, year]), intro=f"{found.host}: {intro}",
        done=_("Called off. The schools concerned are told. A run after a cancellation looks for other places."),
        button=_("Call off"), more={"season": season},
        save=lambda data: cancel_offer(offer=found, by=request.user, at=timezone.now(), **data),
    )  # fmt: skip


@require_http_methods(["GET", "POST"])
@network_page(runs_season)
def host_new(request: SignedInRequest, network: Network, year: int) -> HttpResponse:
    """Put a company on the season's list."""
    season = season_here(network, year)
    asked = season.hosts.values("institution")
    companies = institutions_of(network).filter(kind__in=[Kind.COMPANY, Kind.TRAINING_PROVIDER]).exclude(pk__in=asked)
    form = HostForm(request.POST or None, institutions=companies)
    return form_page(
        request, network, form, heading=_("Add a company"),
        back=reverse("transition:offers", args=[network.slug, year]), done=_("The company is on the list."),
        more={"season": season},
        save=lambda data: services.ask_host(season=season, by=request.user, at=timezone.now(), **data),
    )  # fmt: skip


@require_POST
@network_page(runs_season)
def host_invite(request: SignedInRequest, network: Network, year: int, pk: int) -> HttpResponse:
    """Mail a company the link to its own page."""
    host = host_here(season_here(network, year), pk)
    tried(
        request, network,
        lambda: services.invite_host(host=host, address=address_of_host, by=request.user, at=timezone.now()),
        done=_("The link is on its way to %(email)s.") % {"email": host.email},
    )  # fmt: skip
    return redirect("transition:offers", network.slug, year)


@require_http_methods(["GET", "POST"])
@network_page(runs_season)
def offer_new(request: SignedInRequest, network: Network, year: int, pk: int) -> HttpResponse:
    """Enter an offer for a company, as told on the telephone; it needs no second check."""
    season = season_here(network, year)
    host = host_here(season, pk)
    form = offer_form(season, host, request.POST or None)

    def save(_data: dict[str, Any]) -> None:
        services.submit_offers(
            host=host, places=form.places, content=form.content, by=request.user, at=timezone.now(), checked=True
        )

    return form_page(
        request, network, form, heading=_("Offer of %(company)s") % {"company": host},
        back=reverse("transition:offers", args=[network.slug, year]), done=_("The offer is entered and released."),
        more={"season": season}, save=save,
    )  # fmt: skip


def offer_form(season: Season, host: Host, data: Any) -> OfferForm:
    """Make the form of an offer with the address of the company in it."""
    house = host.institution
    towns = [(town.ags, town.name) for town in towns_of(season.network.region)]
    initial = {"street": house.street, "postcode": house.postcode, "town": house.town, "starts_at": "09:00",
               "ends_at": "15:00"}  # fmt: skip
    return OfferForm(data, days=selectors.days_of(season), towns=towns, hours=season.hours_minimum, initial=initial)


def address_of_host(token: str) -> str:
    """Return the full address of a company's own page."""
    return settings.PUBLIC_URL + reverse("transition:host", args=[token])


def offer_here(season: Season, pk: int) -> Offer:
    """Return an offer of the season, else 404."""
    return get_object_or_404(selectors.offers_of(season), pk=pk)


def host_here(season: Season, pk: int) -> Host:
    """Return a company of the season, else 404."""
    host = selectors.host_of(season, pk)
    if host is None:
        raise Http404
    return host
