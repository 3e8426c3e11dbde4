"""Figures of a network: for those who work with them catalogue and explorer, for everybody else what is released."""

import csv
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_safe

from bildungsnetz.monitoring import permissions
from bildungsnetz.monitoring.exploring.ways import WAYS, Asked, Look, look, ways_for
from bildungsnetz.monitoring.forms.figures import LookForm
from bildungsnetz.monitoring.models import Area
from bildungsnetz.monitoring.presenting import legend
from bildungsnetz.monitoring.selectors import explorer
from bildungsnetz.monitoring.selectors.explorer import Defined
from bildungsnetz.monitoring.views import released
from bildungsnetz.networks.doors import SignedInRequest, network_page
from bildungsnetz.networks.models import Network
from bildungsnetz.networks.selectors import network_by_slug

RELEASED = "freigegeben"
WITH_FIGURES = "mit-zahlen"


@require_safe
def catalogue(request: HttpRequest, slug: str) -> HttpResponse:
    """List the indicators: for those who work with them all, by area."""
    network = _network(slug)
    today = timezone.localdate()
    if RELEASED in request.GET or not permissions.works_with_figures(request.user, network=network, on=today):
        return released.catalogue(request, network)
    lines = explorer.catalogue_of(network)
    filled = [one for one in lines if one.newest_period]
    listed = filled if WITH_FIGURES in request.GET else lines
    context = {
        "network": network,
        "areas": [
            (area.label, own) for area in Area if (own := [one for one in listed if one.version.indicator.area == area])
        ],
        "count": len(lines),
        "filled": len(filled),
        "only_filled": WITH_FIGURES in request.GET,
        "may_edit": permissions.may_edit_figures(request.user, network=network, on=today),
    }
    return render(request, "monitoring/catalogue.html", context)


@require_safe
def indicator(request: HttpRequest, slug: str, code: str) -> HttpResponse:
    """Show one indicator: its definition and a picture of its figures, each way with an address of its own."""
    network = _network(slug)
    today = timezone.localdate()
    works = permissions.works_with_figures(request.user, network=network, on=today)
    found = explorer.defined(network, code=code) if works and RELEASED not in request.GET else None
    if found is None:
        return released.indicator(request, network, code)
    asked = _asked(request, found)
    shown = look(network, found, asked)
    context = {
        "network": network,
        "found": found,
        "version": found.newest,
        "shown": shown,
        "tabs": _tabs(request, found, asked),
        "form": _form(request, network, asked, shown),
        "download": f"{reverse('monitoring:explorer_csv', args=[network.slug, code])}?{_query(asked)}",
        "legend": legend(),
        "may_edit": permissions.may_edit_figures(request.user, network=network, on=today),
        "is_own": found.indicator.network_id is not None,
    }
    return render(request, "monitoring/explorer.html", context)


@require_GET
@network_page(permissions.works_with_figures)
def explorer_csv(request: SignedInRequest, network: Network, code: str) -> HttpResponse:
    """Give out the table of what is shown as CSV."""
    found = explorer.defined(network, code=code)
    if found is None:
        raise Http404
    asked = _asked(request, found)
    shown = look(network, found, asked)
    response = HttpResponse(content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="{network.slug}-{code}-{asked.way}.csv"'
    writer = csv.writer(response, delimiter=";")
    tables = [shown.figure.table] if shown.figure else []
    for table in (*tables, *(table for _title, table in shown.tables)):
        writer.writerow(table.columns)
        writer.writerows([str(cell) for cell in row] for row in table.rows)
    writer.writerow([_("Source"), found.newest.source, found.newest.licence])
    return response


def _asked(request: HttpRequest, found: Defined) -> Asked:
    """Return what is asked for; a way that does not fit the indicator, or a wrong value, is not guessed but 404."""
    ways = ways_for(found)
    way = request.GET.get("ansicht") or ways[0]
    key = request.GET.get("satz") or "0"
    if way not in ways or not key.isascii() or not key.isdecimal() or len(key) > 9:
        raise Http404
    return Asked(way, request.GET.get("zeitraum", ""), request.GET.get("nach", ""), int(key))


def _query(asked: Asked) -> str:
    given: dict[str, Any] = {"ansicht": asked.way, "zeitraum": asked.period, "nach": asked.grouping}
    given |= {"satz": asked.set_key or ""}
    return urlencode({name: value for name, value in given.items() if value})


def _tabs(request: HttpRequest, found: Defined, asked: Asked) -> list[dict[str, Any]]:
    return [
        {"label": WAYS[way], "url": f"{request.path}?ansicht={way}", "current": way == asked.way}
        for way in ways_for(found)
    ]


def _form(request: HttpRequest, network: Network, asked: Asked, shown: Look) -> LookForm | None:
    sets = []
    if asked.way in ("vergleich", "kleine-bilder"):
        own = [(str(one.pk), one.name) for one in explorer.own_sets(network)]
        sets = [("0", _("regions of one type")), *own]
    initial = {"ansicht": asked.way, "zeitraum": shown.period, "nach": shown.grouping, "satz": str(asked.set_key)}
    form = LookForm(initial=initial, periods=shown.periods, groupings=shown.groupings, sets=sets)
    return form if len(form.fields) > 1 else None


def _network(slug: str) -> Network:
    network = network_by_slug(slug)
    if network is None:
        raise Http404
    return network
