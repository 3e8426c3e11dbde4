"""Schools with support: the list, a school's page, its facts and places."""

from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from bildungsnetz.inclusion.forms.counts import FactsForm, PlacesForm
from bildungsnetz.inclusion.models import Focus
from bildungsnetz.inclusion.permissions import keeps_counts, plans_places
from bildungsnetz.inclusion.presenting import places_table
from bildungsnetz.inclusion.selectors.supply import facts_of, history_of, places_of, support_schools
from bildungsnetz.inclusion.services import supply as services
from bildungsnetz.inclusion.views.frame import current_year, school_here
from bildungsnetz.networks import geo
from bildungsnetz.networks.answering import form_page
from bildungsnetz.networks.doors import SignedInRequest, network_page
from bildungsnetz.networks.models import Network


@require_GET
@network_page(plans_places)
def schools(request: SignedInRequest, network: Network) -> HttpResponse:
    """List the schools that offer support today."""
    today = timezone.localdate()
    towns = geo.towns_of(network.region.key)
    town, focus = request.GET.get("ort", ""), request.GET.get("schwerpunkt", "")
    found = support_schools(
        network, on=today, town=town if town in towns else "", focus=focus if focus in Focus.values else ""
    )
    context = {
        "network": network,
        "schools": [(one, towns[one.town].name if one.town in towns else one.town) for one in found],
        "towns": sorted((key, one.name) for key, one in towns.items()),
        "focuses": Focus.choices,
        "town": town,
        "focus": focus,
        "keeps": keeps_counts(request.user, network=network, on=today),
    }
    return render(request, "inclusion/schools.html", context)


@require_GET
@network_page(plans_places)
def school(request: SignedInRequest, network: Network, number: str) -> HttpResponse:
    """Show what a school offers, has and had."""
    found = school_here(network, number)
    context = {
        "network": network,
        "school": found,
        "town": geo.towns()[found.town].name if found.town in geo.towns() else found.town,
        "offers": history_of(found),
        "facts": facts_of(found),
        "places": places_table(places_of(found)),
        "keeps": keeps_counts(request.user, network=network, on=timezone.localdate()),
    }
    return render(request, "inclusion/school.html", context)


@require_http_methods(["GET", "POST"])
@network_page(keeps_counts)
def facts(request: SignedInRequest, network: Network, number: str) -> HttpResponse:
    """Enter what a school has in a year."""
    found, now = school_here(network, number), timezone.now()
    return form_page(
        request,
        network,
        FactsForm(request.POST or None, current=current_year(timezone.localdate())),
        heading=_("Rooms, posts and size: %(school)s") % {"school": found},
        back="inclusion:school",
        back_to=(number,),
        done=_("Saved."),
        save=lambda data: services.keep_facts(school=found, network=network, by=request.user, at=now, **data),
    )


@require_http_methods(["GET", "POST"])
@network_page(keeps_counts)
def places(request: SignedInRequest, network: Network, number: str) -> HttpResponse:
    """Enter the places of a school in a focus."""
    found, now = school_here(network, number), timezone.now()
    return form_page(
        request,
        network,
        PlacesForm(request.POST or None, current=current_year(timezone.localdate())),
        heading=_("Places: %(school)s") % {"school": found},
        back="inclusion:school",
        back_to=(number,),
        done=_("Saved."),
        save=lambda data: services.keep_places(school=found, network=network, by=request.user, at=now, **data),
    )
