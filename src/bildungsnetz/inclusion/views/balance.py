"""Places and need: the overview, the counts behind it, and entering them."""

from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from bildungsnetz.inclusion.exports import balance_as_csv
from bildungsnetz.inclusion.forms.counts import NeedForm, PupilsForm
from bildungsnetz.inclusion.models import Focus
from bildungsnetz.inclusion.models.values import school_year
from bildungsnetz.inclusion.permissions import is_responsible, keeps_counts, plans_places
from bildungsnetz.inclusion.planning.balance import SPARE
from bildungsnetz.inclusion.planning.gate import SMALLEST_SHOWN
from bildungsnetz.inclusion.presenting import balance_table
from bildungsnetz.inclusion.selectors import balance_of, needs_of, support_schools, years_with_counts
from bildungsnetz.inclusion.services import counts as services
from bildungsnetz.inclusion.views.frame import asked_year, current_year
from bildungsnetz.networks.answering import form_page
from bildungsnetz.networks.doors import SignedInRequest, network_page
from bildungsnetz.networks.models import Network


@require_GET
@network_page(plans_places)
def overview(request: SignedInRequest, network: Network) -> HttpResponse:
    """Show places against need per town and focus, with small counts protected for those not responsible."""
    today = timezone.localdate()
    years = years_with_counts(network)
    year = asked_year(request, years=years, otherwise=current_year(today))
    responsible = is_responsible(request.user, network=network, on=today)
    found = balance_of(network, year=year, responsible=responsible)
    context = {
        "network": network,
        "year": year,
        "year_title": school_year(year),
        "years": [(one, school_year(one)) for one in years],
        "has_counts": year in years,
        "table": balance_table(found),
        "focuses": Focus.choices,
        "responsible": responsible,
        "keeps": keeps_counts(request.user, network=network, on=today),
        "smallest": SMALLEST_SHOWN,
        "spare_percent": round(SPARE * 100),
        "school_count": support_schools(network, on=today).count(),
    }
    return render(request, "inclusion/overview.html", context)


@require_GET
@network_page(plans_places)
def balance_csv(request: SignedInRequest, network: Network) -> HttpResponse:
    """Hand out the balance as CSV, protected as on the page."""
    today = timezone.localdate()
    year = asked_year(request, years=years_with_counts(network), otherwise=current_year(today))
    found = balance_of(network, year=year, responsible=is_responsible(request.user, network=network, on=today))
    response = HttpResponse(balance_as_csv(found), content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="plaetze-und-bedarf-{year}.csv"'
    return response


@require_GET
@network_page(keeps_counts)
def counts(request: SignedInRequest, network: Network) -> HttpResponse:
    """List the counts of need of a school year, cell by cell, for those responsible."""
    years = years_with_counts(network)
    year = asked_year(request, years=years, otherwise=current_year(timezone.localdate()))
    context = {
        "network": network,
        "year": year,
        "year_title": school_year(year),
        "years": [(one, school_year(one)) for one in years],
        "needs": needs_of(network, year=year),
    }
    return render(request, "inclusion/counts.html", context)


@require_http_methods(["GET", "POST"])
@network_page(keeps_counts)
def need_new(request: SignedInRequest, network: Network) -> HttpResponse:
    """Enter the count of one cell."""
    now = timezone.now()
    return form_page(
        request,
        network,
        NeedForm(request.POST or None, network=network, current=current_year(timezone.localdate())),
        heading=_("Enter need"),
        back="inclusion:counts",
        done=_("The number is saved."),
        save=lambda data: services.enter_need(network=network, by=request.user, at=now, **data),
    )


@require_http_methods(["GET", "POST"])
@network_page(keeps_counts)
def pupils_new(request: SignedInRequest, network: Network) -> HttpResponse:
    """Enter how many pupils a cell has in all."""
    now = timezone.now()
    return form_page(
        request,
        network,
        PupilsForm(request.POST or None, network=network, current=current_year(timezone.localdate())),
        heading=_("Enter all pupils"),
        back="inclusion:counts",
        done=_("The number is saved."),
        save=lambda data: services.enter_pupils(network=network, by=request.user, at=now, **data),
    )
