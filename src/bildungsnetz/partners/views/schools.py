"""Schools of a network."""

from typing import Any

from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_safe

from bildungsnetz.intake.permissions import scopes_of
from bildungsnetz.journal.backlinks import links_to
from bildungsnetz.networks import geo
from bildungsnetz.networks.models import Network
from bildungsnetz.networks.selectors import network_by_slug, network_of_region
from bildungsnetz.partners import selectors
from bildungsnetz.partners.exports import schools_as_csv
from bildungsnetz.partners.forms.filters import SchoolFilter
from bildungsnetz.partners.maps import map_of
from bildungsnetz.partners.profile import profile_of

PER_PAGE = 50


@require_safe
def schools(request: HttpRequest, slug: str) -> HttpResponse:
    """List and map the schools of a network's towns."""
    network = _network(slug)
    form, found = _filtered(request, network)
    page = Paginator(found, PER_PAGE).get_page(request.GET.get("seite"))
    towns = geo.towns_of(network.region.key)
    context: dict[str, Any] = {
        "network": network,
        "form": form,
        "page_obj": page,
        "lines": [{"school": one, "town": town_name(towns, one.institution.town)} for one in page],
        "figure": map_of(found, region_key=network.region.key, region_name=network.region.name, key="schools"),
        "query": request.GET.urlencode(),
        "attribution": geo.ATTRIBUTION,
        "may_import": bool(scopes_of(request.user, on=timezone.localdate())),
        "is_filtered": form.is_used,
    }
    return render(request, "partners/schools.html", context)


@require_safe
def schools_csv(request: HttpRequest, slug: str) -> HttpResponse:
    """Give out the list as CSV, with the same filters."""
    network = _network(slug)
    _form, found = _filtered(request, network)
    response = HttpResponse(schools_as_csv(found), content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="schulen-{network.slug}.csv"'
    return response


@require_safe
def school(request: HttpRequest, slug: str, number: str) -> HttpResponse:
    """Show one school: every field with its source, what lists say, its imports, where it stands."""
    network = _network(slug)
    found = selectors.school_in_region(number, region_key=network.region.key)
    if found is None:
        raise Http404
    context = {
        "network": network,
        "school": found,
        "profile": profile_of(found),
        "figure": map_of(
            selectors.schools_by_numbers([found.school_number]),
            region_key=network.region.key,
            region_name=network.region.name,
            key="school",
            title=str(found.institution),
        ),
        "attribution": geo.ATTRIBUTION,
        "links": links_to(found, viewer=request.user),
        "scope_keys": [scope.key for scope in scopes_of(request.user, on=timezone.localdate())],
    }
    return render(request, "partners/school.html", context)


@require_safe
def school_anywhere(_request: HttpRequest, number: str) -> HttpResponse:
    """Lead from a school number to the page in the school's network."""
    found = selectors.school_by_number(number)
    network = network_of_region(found.institution.town[:5]) if found else None
    if found is None or network is None:
        raise Http404
    return redirect("partners:school", slug=network.slug, number=found.school_number)


def _network(slug: str) -> Network:
    network = network_by_slug(slug)
    if network is None:
        raise Http404
    return network


def _filtered(request: HttpRequest, network: Network) -> tuple[SchoolFilter, Any]:
    form = SchoolFilter(request.GET, region_key=network.region.key)
    found = selectors.filtered_schools(
        region_key=network.region.key,
        text=form.chosen("suche"),
        town=form.chosen("stadt"),
        school_type=form.chosen("schulform"),
        listing=form.chosen("stand"),
    )
    return form, found


def town_name(towns: dict[str, geo.Boundary], key: str) -> str:
    """Name a town by its key; a key outside the region speaks for itself."""
    return towns[key].name if key in towns else key
