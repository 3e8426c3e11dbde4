"""What a school does with a class after its codes are made: cards, result list, attendance, exceptions, records."""

import csv
import io

from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from bildungsnetz.networks.doors import SignedInRequest, network_page
from bildungsnetz.networks.models import Network
from bildungsnetz.transition import selectors
from bildungsnetz.transition.codes import code_hash, tidy
from bildungsnetz.transition.models import Placement, Pupil
from bildungsnetz.transition.papers import cards_paper
from bildungsnetz.transition.permissions import works_at_school
from bildungsnetz.transition.services.attendance import note_attendance, record_codes
from bildungsnetz.transition.services.changing import give_place_back
from bildungsnetz.transition.services.codes import Card, set_absence
from bildungsnetz.transition.views.answering import school_here, tried
from bildungsnetz.transition.views.schools import class_here


@never_cache
@require_POST
@network_page(works_at_school)
def cards_pdf(request: SignedInRequest, network: Network, pk: int, key: int) -> HttpResponse:
    """Print cards from the codes the page has just shown; codes that are not of this class are left out."""
    mine = school_here(request, network, pk)
    found = class_here(mine, key)
    typed = {code_hash(code): tidy(code) for code in request.POST.getlist("code")}
    pupils = found.pupils.filter(code_hash__in=list(typed)).order_by("number")
    cards = [Card(found.name, pupil.number, typed[pupil.code_hash]) for pupil in pupils]
    if not cards:
        raise Http404
    response = HttpResponse(cards_paper(mine, cards, at=timezone.now()), content_type="application/pdf")
    response["Content-Disposition"] = f'attachment; filename="karten-{found.name}.pdf"'
    return response


@require_http_methods(["GET", "POST"])
@network_page(works_at_school)
def results(request: SignedInRequest, network: Network, pk: int, key: int) -> HttpResponse:
    """List by number who is where; note who was there."""
    mine = school_here(request, network, pk)
    found = class_here(mine, key)
    shown = selectors.plan_is_shown(mine.season, now=timezone.now())
    if request.method == "POST":
        if not shown:
            raise Http404
        keys = {int(value) for value in request.POST.getlist("attended") if value.isdecimal()}
        note_attendance(school_class=found, attended=keys, by=request.user, at=timezone.now())
        return redirect("transition:class_results", network.slug, pk, key)
    context = {
        "network": network, "school": mine, "class": found, "season": mine.season, "shown": shown,
        "plans": selectors.plans_of_class(found) if shown else [],
    }  # fmt: skip
    return render(request, "transition/class_results.html", context)


@require_POST
@network_page(works_at_school)
def place_back(request: SignedInRequest, network: Network, pk: int, key: int, place: int) -> HttpResponse:
    """Give a place back for a pupil who cannot come."""
    mine = school_here(request, network, pk)
    found = class_here(mine, key)
    held = get_object_or_404(
        Placement.objects.select_related("offer__host", "offer__day", "offer__season__network"),
        pk=place, pupil__school_class=found,
    )  # fmt: skip
    tried(
        request, network, lambda: give_place_back(placement=held, by=request.user, at=timezone.now()),
        done=_("The place is given back. The company is told."),
    )  # fmt: skip
    return redirect("transition:class_results", network.slug, pk, key)


@require_POST
@network_page(works_at_school)
def absence(request: SignedInRequest, network: Network, pk: int, key: int, number: int) -> HttpResponse:
    """Set or lift an exception for a number, from a closed list of reasons."""
    mine = school_here(request, network, pk)
    found = class_here(mine, key)
    pupil = get_object_or_404(found.pupils.select_related("school_class", "season__network"), number=number)
    wanted = request.POST.get("absence", "")
    if wanted and wanted not in Pupil.Absence.values:
        raise Http404
    set_absence(pupil=pupil, absence=wanted, by=request.user, at=timezone.now())
    return redirect("transition:class", network.slug, pk, key)


@require_GET
@network_page(works_at_school)
def records_csv(request: SignedInRequest, network: Network, pk: int, key: int) -> HttpResponse:
    """Give the KAoA record codes of a class for the school's own administration program."""
    mine = school_here(request, network, pk)
    found = class_here(mine, key)
    plans = [(pupil.number, places) for pupil, places in selectors.plans_of_class(found) if not pupil.absence]
    stream = io.StringIO()
    writer = csv.writer(stream, delimiter=";", lineterminator="\r\n")
    writer.writerow(["Klasse", "Nummer", "SBO", "Datum", "Berufsfeld"])
    writer.writerows([found.name, *row] for row in record_codes(plans))
    response = HttpResponse("\ufeff" + stream.getvalue(), content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="kaoa-{found.name}.csv"'
    return response
