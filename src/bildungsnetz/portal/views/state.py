"""The whole state: start page, register on a day, search, open data."""

import csv
from dataclasses import dataclass
from datetime import date

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from bildungsnetz.monitoring.selectors.releases import published_datasets
from bildungsnetz.networks import geo
from bildungsnetz.networks.selectors.register import (
    RegionOnDay,
    RegionStanding,
    Register,
    RegisterOnDay,
    networks_on,
    register,
)
from bildungsnetz.portal import pictures, wording
from bildungsnetz.portal.forms import DayForm, SearchForm
from bildungsnetz.portal.selectors import find_public

DATASETS_PER_PAGE = 50


@dataclass(frozen=True)
class RegionRow:
    """One line of a list of regions, in words."""

    row: RegionOnDay

    @property
    def tag_kind(self) -> str:
        """Kind of the status tag."""
        return wording.TAG_KINDS[self.row.standing]

    @property
    def tag_text(self) -> str:
        """Words of the status tag."""
        return wording.standing_word(self.row.standing)

    @property
    def contract(self) -> str:
        """When the deciding membership began and ended."""
        return wording.membership_words(self.row.deciding) if self.row.deciding else "–"

    @property
    def is_new(self) -> bool:
        """Whether the network begins on the day itself."""
        return self.row.standing is RegionStanding.SINCE_THIS_DAY


@require_GET
def start(request: HttpRequest) -> HttpResponse:
    """Show the map and the list of all regions; here one chooses one's own."""
    found = networks_on(timezone.localdate())
    context = {
        "found": found,
        "figure": pictures.map_of_state(found),
        "sentence": pictures.register_sentence(found),
        "rows": sorted((RegionRow(row) for row in found.rows), key=lambda line: line.row.region.name),
        "search_form": SearchForm(),
        "attribution": geo.ATTRIBUTION,
    }
    return render(request, "portal/start.html", context)


@require_GET
def networks(request: HttpRequest) -> HttpResponse:
    """Show the register on any day: date form first, then time line, map, count and table with evidence."""
    today = timezone.localdate()
    form = DayForm(request.GET or None)
    day = form.day(default=today)
    known = register()
    found = known.on(day)
    context = {
        "form": form,
        "day": day,
        "found": found,
        "sentence": pictures.register_sentence(found),
        "official": found.official,
        "timeline": pictures.timeline(known, day=day, today=today),
        "figure": pictures.map_of_state(found),
        "rows": [RegionRow(row) for row in found.rows],
        "beginners": [RegionRow(row) for row in found.rows if row.standing is RegionStanding.SINCE_THIS_DAY],
        "steps": _steps(known, day),
        "first_day": known.first_day,
        "csv_url": f"{reverse('portal:networks_csv')}?tag={wording.short_day(day)}",
        "attribution": geo.ATTRIBUTION,
    }
    return render(
        request, "portal/networks.html", context, status=400 if form.is_bound and not form.is_valid() else 200
    )


@require_GET
def networks_csv(request: HttpRequest) -> HttpResponse:
    """Hand out the register on a day as a table for machines and spreadsheets."""
    form = DayForm(request.GET or None)
    if form.is_bound and not form.is_valid():
        return HttpResponse(form.errors["tag"][0], status=400, content_type="text/plain; charset=utf-8")
    found = networks_on(form.day(default=timezone.localdate()))
    response = HttpResponse(content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="netzwerke-{found.day.isoformat()}.csv"'
    # The mark at the beginning tells spreadsheets that umlauts are meant as such.
    response.write("\ufeff")
    _write(response, found)
    return response


@require_GET
def search(request: HttpRequest) -> HttpResponse:
    """Search everything public by a word."""
    form = SearchForm(request.GET or None)
    word = form.word()
    return render(request, "portal/search.html", {"form": form, "word": word, "found": find_public(word)})


@require_GET
def open_data(request: HttpRequest) -> HttpResponse:
    """List what machines can fetch, under which licence."""
    page = Paginator(published_datasets(), DATASETS_PER_PAGE).get_page(request.GET.get("seite"))
    return render(request, "portal/open_data.html", {"attribution": geo.ATTRIBUTION, "page": page})


@require_GET
def robots(_request: HttpRequest) -> HttpResponse:
    """Tell search engines what not to index: results of searches and the pages behind the sign-in."""
    lines = ["User-agent: *", f"Disallow: {reverse('portal:search')}", "Disallow: /*/schreibtisch"]
    return HttpResponse("\n".join(lines) + "\n", content_type="text/plain; charset=utf-8")


def _steps(known: Register, day: date) -> list[tuple[str, str]]:
    """Return words and address of the contract days before and after a day."""
    steps = ((_("Contract before"), known.day_before(day)), (_("Contract after"), known.day_after(day)))
    return [(words, pictures.url_of_day(other)) for words, other in steps if other is not None]


def _write(response: HttpResponse, found: RegisterOnDay) -> None:
    # Columns keep one language, so that a program that reads them need not know the reader's.
    writer = csv.writer(response, delimiter=";", lineterminator="\r\n")
    writer.writerow(
        ["stichtag", "schluessel", "region", "art", "regierungsbezirk", "stand", "sicherheit", "beginn",
         "beginn_genauigkeit", "ende", "ende_genauigkeit", "quelle", "quelle_adresse", "anmerkung"]
    )  # fmt: skip
    for row in found.rows:
        region, deciding = row.region, row.deciding
        evidence = ["", "", "", "", "", "", ""]
        if deciding:
            evidence = [
                deciding.began_on.isoformat() if deciding.began_on else "",
                deciding.began_precision,
                deciding.ended_on.isoformat() if deciding.ended_on else "",
                deciding.ended_precision,
                deciding.source.title,
                deciding.source.url,
                deciding.note,
            ]
        writer.writerow(
            [found.day.isoformat(), region.key, region.name, region.kind, region.district.name, row.standing.value,
             row.standing.certainty.value, *evidence]
        )  # fmt: skip
