"""Pages of pupils: a code instead of an account; every step works without JavaScript and is saved at once."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from allauth.account.adapter import get_adapter
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from bildungsnetz.networks.selectors.places import towns_of
from bildungsnetz.networks.services.errors import NotPossible
from bildungsnetz.transition import selectors
from bildungsnetz.transition.finding import found_offers, is_enough
from bildungsnetz.transition.forms.pupils import CodeForm, OfferFilter, StartForm
from bildungsnetz.transition.models import Pupil
from bildungsnetz.transition.papers import calendar_of, certificate_paper, plan_paper
from bildungsnetz.transition.services import knocking, wishing
from bildungsnetz.transition.wording import outcome_tag, own_words

SESSION = "pupil_code"
HASH_BEGINS = 16
SIGNED_IN_FOR = 2 * 3600  # seconds; telephones are lent, and nobody signs out


def _knows(code: str) -> Pupil | None:
    return wishing.pupil_behind(code=code, at=timezone.now())


def pupil_page(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """Open a view to whoever typed a code in this browser; everybody else is asked for one."""

    @never_cache
    @wraps(view)
    def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        held = request.session.get(SESSION)
        pupil = selectors.pupil_of_session(held[0], held[1]) if held else None
        if pupil is None:
            request.session.pop(SESSION, None)
            return redirect("transition:code")
        return view(request, pupil, *args, **kwargs)

    return guarded


@never_cache
@require_http_methods(["GET", "POST"])
def code(request: HttpRequest) -> HttpResponse:
    """Ask for the code; after five wrong ones there is a pause, and no answer tells whether a code exists."""
    form = CodeForm(request.POST or None)
    if form.is_bound and form.is_valid():
        now, address = timezone.now(), get_adapter().get_client_ip(request)
        wrong = [
            moment for moment in request.session.get("wrong_codes", []) if moment > (now - knocking.PAUSE).timestamp()
        ]
        if len(wrong) >= knocking.WRONG_PER_BROWSER or knocking.must_pause(address=address, at=now):
            form.add_error("code", _("There were too many wrong codes. Please wait ten minutes."))
        elif pupil := _knows(form.cleaned_data["code"]):
            request.session.cycle_key()
            request.session[SESSION] = [pupil.pk, pupil.code_hash[:HASH_BEGINS]]
            request.session.set_expiry(SIGNED_IN_FOR)
            return redirect(
                "transition:plan" if selectors.plan_is_shown(pupil.season, now=now) else "transition:wishes"
            )
        else:
            knocking.note_failure(address=address, at=now)
            request.session["wrong_codes"] = [*wrong, now.timestamp()]
            form.add_error(
                "code",
                _("We do not know this code. Please check every sign. After 5 tries there is a 10 minute pause."),
            )
    return render(request, "transition/code.html", {"form": form}, status=422 if form.is_bound else 200)


@require_POST
def leave(request: HttpRequest) -> HttpResponse:
    """Forget the code in this browser."""
    request.session.pop(SESSION, None)
    return redirect("transition:code")


@require_GET
@pupil_page
def wishes(request: HttpRequest, pupil: Pupil) -> HttpResponse:
    """Show the own list, to be ranked by buttons, and whether it is long enough."""
    listed = list(selectors.wishes_of(pupil))
    days = _days(pupil)
    context = {
        **_frame(pupil),
        "wishes": found_offers(pupil, [wish.offer for wish in listed]),
        "enough": is_enough(pupil, listed, days),
        "is_open": pupil.season.takes_wishes(timezone.now()),
        "begins_later": timezone.now() < pupil.season.wishes_from,
    }
    return render(request, "transition/wishes.html", context)


@require_GET
@pupil_page
def offers(request: HttpRequest, pupil: Pupil) -> HttpResponse:
    """Let a pupil look for offers by day, field and distance."""
    from django.core.paginator import Paginator
    from django.utils.formats import date_format

    days = _days(pupil)
    choices = [(day.date.isoformat(), f"{date_format(day.date, 'l')}, {date_format(day.date, 'j. F')}") for day in days]
    form = OfferFilter(request.GET or None, days=choices)
    wanted = form.cleaned_data if form.is_bound and form.is_valid() else {}
    found = selectors.offers_for(pupil.school_class.participation)
    if wanted.get("tag"):
        found = found.filter(day__date=wanted["tag"])
    if wanted.get("feld"):
        found = found.filter(field=wanted["feld"])
    if pupil.step_free:
        found = found.filter(step_free=True)
    shown = found_offers(pupil, list(found), within_km=int(wanted["km"]) if wanted.get("km") else None)
    page = Paginator(shown, 25).get_page(request.GET.get("seite"))
    context = {
        **_frame(pupil), "filter": form, "page": page, "count": len(shown),
        "mine": set(pupil.wishes.values_list("offer_id", flat=True)),
        "is_open": pupil.season.takes_wishes(timezone.now()), "query": request.GET.urlencode(),
    }  # fmt: skip
    return render(request, "transition/pupil_offers.html", context)


@require_GET
@pupil_page
def offer(request: HttpRequest, pupil: Pupil, pk: int) -> HttpResponse:
    """Show one offer."""
    found = get_object_or_404(selectors.offers_for(pupil.school_class.participation), pk=pk)
    context = {
        **_frame(pupil), "found": found_offers(pupil, [found])[0], "offer": found,
        "is_mine": pupil.wishes.filter(offer=found).exists(),
        "is_open": pupil.season.takes_wishes(timezone.now()),
    }  # fmt: skip
    return render(request, "transition/pupil_offer.html", context)


@require_POST
@pupil_page
def change(request: HttpRequest, pupil: Pupil) -> HttpResponse:
    """Do one step on the list: add, remove, move; saved at once."""
    what, _sep, key = request.POST.get("do", "").partition(":")
    number = int(key) if key.isdecimal() else 0
    back = "transition:wishes"
    try:
        if what == "add":
            wishing.add_wish(
                pupil=pupil, offer=get_object_or_404(selectors.offers_of(pupil.season), pk=number), at=timezone.now()
            )
            messages.success(request, _("Put on your list."))
            back = "transition:pupil_offers" if request.POST.get("back") == "offers" else back
        elif what == "remove":
            wishing.remove_wish(pupil=pupil, offer_id=number, at=timezone.now())
        elif what in ("up", "down"):
            wishing.move_wish(pupil=pupil, offer_id=number, steps=-1 if what == "up" else 1, at=timezone.now())
    except NotPossible as problem:
        messages.warning(request, own_words(problem))
    answer = redirect(back)
    if back == "transition:pupil_offers" and request.POST.get("query"):
        answer["Location"] += "?" + request.POST["query"]
    elif what in ("up", "down"):
        answer["Location"] += f"#wunsch-{number}"
    return answer


@require_POST
@pupil_page
def order(request: HttpRequest, pupil: Pupil) -> HttpResponse:
    """Save a whole order, as dragged or typed in number fields."""
    typed: list[tuple[int, int, int]] = []
    for name in request.POST:
        value = str(request.POST[name])
        if name.startswith("rank-") and name[5:].isdecimal():
            typed.append((int(value) if value.isdecimal() else 999, len(typed), int(name[5:])))
    listed = [int(key) for key in request.POST.get("order", "").split(",") if key.isdecimal()]
    try:
        wishing.order_wishes(pupil=pupil, offer_ids=listed or [key for _r, _n, key in sorted(typed)], at=timezone.now())
    except NotPossible as problem:
        messages.warning(request, own_words(problem))
    return redirect("transition:wishes")


@require_POST
@pupil_page
def hand_in(request: HttpRequest, pupil: Pupil) -> HttpResponse:
    """Note that the pupil is done."""
    try:
        wishing.hand_in(pupil=pupil, at=timezone.now())
    except NotPossible as problem:
        messages.warning(request, own_words(problem))
    else:
        messages.success(request, _("Handed in. You can change your list until the deadline."))
    return redirect("transition:wishes")


@require_http_methods(["GET", "POST"])
@pupil_page
def start(request: HttpRequest, pupil: Pupil) -> HttpResponse:
    """Let a pupil choose from where distances count; never an address."""
    towns = [(town.ags, town.name) for town in towns_of(pupil.season.network.region)]
    initial = {"start_town": pupil.start_town, "step_free": pupil.step_free}
    form = StartForm(request.POST or None, towns=towns, initial=initial)
    if form.is_bound and form.is_valid():
        try:
            wishing.choose_start(
                pupil=pupil, town=form.cleaned_data["start_town"], step_free=form.cleaned_data["step_free"],
                at=timezone.now(),
            )  # fmt: skip
        except NotPossible as problem:
            form.add_error(None, own_words(problem))
        else:
            return redirect("transition:pupil_offers")
    return render(
        request, "transition/start.html", {**_frame(pupil), "form": form}, status=422 if form.is_bound else 200
    )


@require_GET
@pupil_page
def plan(request: HttpRequest, pupil: Pupil) -> HttpResponse:
    """Show a pupil the own days from the announced hour on, with the reason for each wish."""
    shown = selectors.plan_is_shown(pupil.season, now=timezone.now())
    days = list(selectors.placements_of(pupil)) if shown else []
    reasons = list(selectors.explanations_of(pupil)) if shown else []
    context = {
        **_frame(pupil), "shown": shown, "days": days, "wanted": pupil.season.days_per_pupil,
        "attended": any(day.attended for day in days),
        "granted": sorted(day.rank for day in days if day.rank),
        "reasons": [(reason, *outcome_tag(reason.outcome)) for reason in reasons],
    }  # fmt: skip
    return render(request, "transition/plan.html", context)


@require_GET
@pupil_page
def plan_calendar(request: HttpRequest, pupil: Pupil) -> HttpResponse:
    """Give the own days as iCalendar."""
    if not selectors.plan_is_shown(pupil.season, now=timezone.now()):
        raise Http404
    response = HttpResponse(calendar_of(selectors.placements_of(pupil)), content_type="text/calendar; charset=utf-8")
    response["Content-Disposition"] = 'attachment; filename="meine-tage.ics"'
    return response


@require_GET
@pupil_page
def plan_pdf(request: HttpRequest, pupil: Pupil) -> HttpResponse:
    """Give the own days as PDF."""
    if not selectors.plan_is_shown(pupil.season, now=timezone.now()):
        raise Http404
    return _pdf(plan_paper(pupil, list(selectors.placements_of(pupil))), "meine-tage.pdf")


@require_GET
@pupil_page
def certificate(request: HttpRequest, pupil: Pupil) -> HttpResponse:
    """Give the certificate for the portfolio; the name is written by hand."""
    attended = [place for place in selectors.placements_of(pupil) if place.attended]
    if not attended:
        raise Http404
    return _pdf(certificate_paper(pupil, attended), "bescheinigung.pdf")


def _pdf(content: bytes, name: str) -> HttpResponse:
    response = HttpResponse(content, content_type="application/pdf")
    response["Content-Disposition"] = f'inline; filename="{name}"'
    return response


def _days(pupil: Pupil) -> list[Any]:
    return list(pupil.school_class.participation.days.order_by("date"))


def _frame(pupil: Pupil) -> dict[str, Any]:
    network = pupil.season.network
    return {"pupil": pupil, "season": pupil.season, "site_region": network.name, "navigation": (), "account": None,
            "network_of_pupil": network}  # fmt: skip
