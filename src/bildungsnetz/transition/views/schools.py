"""Schools: the office names them and their days; they make classes and codes."""

from django.db.models import QuerySet
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from bildungsnetz.accounts.models import User
from bildungsnetz.networks.doors import SignedInRequest, network_page
from bildungsnetz.networks.models import Network, Role
from bildungsnetz.networks.selectors.people import people_of
from bildungsnetz.networks.services.errors import NotPossible
from bildungsnetz.partners.selectors import schools_of
from bildungsnetz.transition import selectors
from bildungsnetz.transition.forms.pupils import ClassForm
from bildungsnetz.transition.forms.seasons import AddSchoolForm, ChangeSchoolForm
from bildungsnetz.transition.models import Participation, Pupil, SchoolClass
from bildungsnetz.transition.permissions import runs_season, works_at_school
from bildungsnetz.transition.services import codes as services
from bildungsnetz.transition.services import seasons
from bildungsnetz.transition.views.answering import form_page, school_here, season_here
from bildungsnetz.transition.wording import worded


@require_GET
@network_page(runs_season)
def schools(request: SignedInRequest, network: Network, year: int) -> HttpResponse:
    """Show the office how far the schools are, as counts."""
    season = season_here(network, year)
    context = {"network": network, "season": season, "schools": list(selectors.participations_of(season))}
    return render(request, "transition/schools.html", context)


@require_http_methods(["GET", "POST"])
@network_page(runs_season)
def school_new(request: SignedInRequest, network: Network, year: int) -> HttpResponse:
    """Let a school take part."""
    season = season_here(network, year)
    known = season.participations.values("school")
    found = schools_of(region_keys=[network.region.key]).filter(missing_since=None).exclude(pk__in=known)
    form = AddSchoolForm(
        request.POST or None, season=season, schools=found, initial={"days": season.days.order_by("date")}
    )
    return form_page(
        request, network, form, heading=_("Add a school"),
        back=reverse("transition:schools", args=[network.slug, year]), done=_("The school takes part."),
        more={"season": season},
        save=lambda data: seasons.add_school(season=season, by=request.user, at=timezone.now(), **data),
    )  # fmt: skip


@require_http_methods(["GET", "POST"])
@network_page(runs_season)
def school_change(request: SignedInRequest, network: Network, year: int, pk: int) -> HttpResponse:
    """Set days, number of pupils and coordinators of a school."""
    season = season_here(network, year)
    found = selectors.participation_of(season, pk)
    if found is None:
        raise Http404
    at_schools = [row.person_id for row in people_of(network, on=timezone.localdate()) if row.role == Role.SCHOOL]
    form = ChangeSchoolForm(
        request.POST or None, season=season, people=_people(at_schools),
        initial={
            "days": found.days.all(), "pupils_expected": found.pupils_expected,
            "coordinators": found.coordinators.values_list("person", flat=True),
        },
    )  # fmt: skip
    return form_page(
        request, network, form, heading=str(found), back=reverse("transition:schools", args=[network.slug, year]),
        done=_("Saved."), more={"season": season},
        save=lambda data: seasons.change_school(participation=found, by=request.user, at=timezone.now(), **data),
    )  # fmt: skip


@require_GET
@network_page(works_at_school)
def my_school(request: SignedInRequest, network: Network) -> HttpResponse:
    """Show a coordinator the own schools with classes and progress."""
    mine = list(selectors.schools_of_person(request.user, network=network, on=timezone.localdate()))
    context = {
        "network": network,
        "mine": [(one, list(selectors.classes_of(one)), one.days.order_by("date")) for one in mine],
    }
    return render(request, "transition/my_school.html", context)


@never_cache
@require_http_methods(["GET", "POST"])
@network_page(works_at_school)
def class_new(request: SignedInRequest, network: Network, pk: int) -> HttpResponse:
    """Make a class with codes and show their cards, this once."""
    mine = school_here(request, network, pk)
    form = ClassForm(request.POST or None)
    if form.is_bound and form.is_valid():
        data = form.cleaned_data
        try:
            made = services.make_class(participation=mine, name=data["name"], by=request.user, at=timezone.now())
        except NotPossible as problem:
            form.add_error(None, worded(problem, network=network))
        else:
            cards = services.make_codes(
                school_class=made, count=data["count"], age=data["age"], by=request.user, at=timezone.now()
            )
            return _cards(request, network, mine, made, cards)
    return form_page(
        request, network, form, heading=_("Add a class"), back=reverse("transition:my_school", args=[network.slug]),
        done="", save=lambda _data: None, button=_("Make codes"),
        intro=_("The list of names stays at school. Here only numbers are kept."),
    )  # fmt: skip


@require_GET
@network_page(works_at_school)
def school_class(request: SignedInRequest, network: Network, pk: int, key: int) -> HttpResponse:
    """Show a class by number: who has saved and handed in wishes."""
    mine = school_here(request, network, pk)
    found = class_here(mine, key)
    context = {
        "network": network, "school": mine, "class": found, "pupils": found.pupils.order_by("number"),
        "absences": Pupil.Absence.choices,
        "season": mine.season,
    }  # fmt: skip
    return render(request, "transition/class.html", context)


@never_cache
@require_POST
@network_page(works_at_school)
def code_replace(request: SignedInRequest, network: Network, pk: int, key: int, number: int) -> HttpResponse:
    """Replace a lost code and show the new card, this once."""
    mine = school_here(request, network, pk)
    found = class_here(mine, key)
    pupil = get_object_or_404(found.pupils.select_related("school_class", "season__network"), number=number)
    card = services.replace_code(pupil=pupil, by=request.user, at=timezone.now())
    return _cards(request, network, mine, found, [card])


def class_here(participation: Participation, key: int) -> SchoolClass:
    """Return a class of the school, else 404."""
    found = selectors.class_of(participation, key)
    if found is None:
        raise Http404
    return found


def _people(keys: list[int]) -> QuerySet[User]:
    return User.objects.filter(pk__in=keys).order_by("full_name", "pk")


def _cards(
    request: SignedInRequest, network: Network, mine: Participation, found: SchoolClass, cards: list[services.Card]
) -> HttpResponse:
    context = {"network": network, "school": mine, "class": found, "cards": cards, "season": mine.season}
    return render(request, "transition/cards.html", context)
