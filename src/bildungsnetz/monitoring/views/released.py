"""The public side of figures: what has been released, as page and as file."""

from typing import Any

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe

from bildungsnetz.journal.backlinks import links_to
from bildungsnetz.monitoring import open_data
from bildungsnetz.monitoring import released_pictures as pictures
from bildungsnetz.monitoring.exports import figures_as_csv, indicator_paper
from bildungsnetz.monitoring.models import PictureKind, ReleaseTable, Unit
from bildungsnetz.monitoring.presenting import (
    Shown,
    count_text,
    legend,
    names_of_places,
    rows_of_places,
    series_table,
    text_of,
    word_of,
)
from bildungsnetz.monitoring.selectors.releases import (
    consents_to,
    published_figures,
    published_indicators,
    published_tables,
)
from bildungsnetz.networks.models import ConsentStatus, Network, Side
from bildungsnetz.networks.selectors import network_by_slug


def catalogue(request: HttpRequest, network: Network) -> HttpResponse:
    """List the indicators of which something is released."""
    context = {"network": network, "indicators": published_indicators(network)}
    return render(request, "monitoring/released.html", context)


def indicator(request: HttpRequest, network: Network, code: str) -> HttpResponse:
    """Show what is released of one indicator: figure, series, towns, groups, definition, release."""
    shown = shown_of(network, code)
    newest = shown.newest
    town_period, towns = shown.towns()
    release = shown.table.version
    context: dict[str, Any] = {
        "network": network,
        "code": code,
        "table": shown.table,
        "release": release,
        "newest": newest,
        "headline": text_of(newest, shown.table.unit),
        "headline_word": word_of(newest),
        "part": count_text(newest.part, newest.part_status) if newest and newest.part is not None else "",
        "whole": count_text(newest.whole, newest.whole_status) if newest and newest.whole is not None else "",
        "sentence": pictures.series_sentence(shown),
        "figures": drawn(shown),
        "series": series_table(shown),
        "town_period": town_period,
        "towns": rows_of_places(shown, towns),
        "legend": legend(),
        "sides": _sides(release.pk),
        "is_share": shown.table.unit == Unit.SHARE,
        "links": links_to(shown.table, viewer=request.user),
    }
    return render(request, "monitoring/released_indicator.html", context)


@require_safe
def figures_csv(_request: HttpRequest, slug: str, code: str) -> HttpResponse:
    """Give out the released figures of an indicator as CSV, the status in a column of its own."""
    network = _network(slug)
    shown = shown_of(network, code)
    response = HttpResponse(figures_as_csv(shown), content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="{slug}-{code}.csv"'
    return response


@require_safe
def figures_pdf(_request: HttpRequest, slug: str, code: str) -> HttpResponse:
    """Give out the released figures of an indicator as an accessible PDF."""
    network = _network(slug)
    shown = shown_of(network, code)
    response = HttpResponse(indicator_paper(network, shown, figures=drawn(shown)), content_type="application/pdf")
    response["Content-Disposition"] = f'inline; filename="{slug}-{code}.pdf"'
    return response


def shown_of(network: Network, code: str) -> Shown:
    """Return an indicator as it is shown; 404 if nothing of it is released. Two queries."""
    found = next((one for one in published_indicators(network) if one.code == code), None)
    if found is None:
        raise Http404
    names = names_of_places(network.region.key, network.region.name)
    return Shown(found.tables, list(published_figures(network, code=code)), network.region.key, names)


def drawn(shown: Shown) -> list[Any]:
    """Return every picture the released figures suffice for."""
    found = [pictures.picture_of(kind, shown, key=f"bild-{kind.lower()}") for kind in PictureKind.values]
    return [figure for figure in found if figure is not None]


def _sides(release_id: int) -> list[tuple[Side, Any]]:
    given = {
        one.side: one for one in consents_to("monitoring.release", release_id) if one.status == ConsentStatus.GIVEN
    }
    return [(side, given.get(side)) for side in Side]


def _network(slug: str) -> Network:
    network = network_by_slug(slug)
    if network is None:
        raise Http404
    return network


@require_safe
def catalogue_of_open_data(request: HttpRequest, form: str) -> HttpResponse:
    """Give out the catalogue of all published figures for open-data portals (DCAT-AP.de)."""
    if form not in open_data.FORMS:
        raise Http404

    def address(table: ReleaseTable, ending: str) -> str:
        name = f"monitoring:figures_{ending}" if ending else "monitoring:indicator"
        return settings.PUBLIC_URL + reverse(name, args=[table.version.network.slug, table.code])

    writer, media_type = open_data.FORMS[form]
    graph = open_data.catalogue(published_tables(), site=settings.PUBLIC_URL, address=address)
    return HttpResponse(graph.serialize(format=writer), content_type=f"{media_type}; charset=utf-8")
