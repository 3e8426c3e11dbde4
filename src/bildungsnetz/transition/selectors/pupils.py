"""What a pupil sees: the own list, the own plan; found by a code and nothing else."""

from datetime import datetime

from django.db.models import QuerySet

from bildungsnetz.transition.models import Explanation, Host, Placement, Pupil, SchoolClass, Season, Wish
from bildungsnetz.transition.selectors.runs import result_shown


def pupil_of_session(pk: int, begins: str) -> Pupil | None:
    """Return the pupil of a browser's session; a replaced code, whose hash begins otherwise, ends it."""
    found = Pupil.objects.select_related(
        "season__network__region", "school_class__participation__school__institution"
    ).filter(pk=pk, season__deleted_at=None, absence="")
    pupil = found.first()
    return pupil if pupil is not None and pupil.code_hash.startswith(begins) else None


def wishes_of(pupil: Pupil) -> QuerySet[Wish]:
    """Return the list of a pupil, dearest first, with offer, company and day; one query."""
    return pupil.wishes.select_related("offer__host__institution", "offer__day").order_by("rank")


def placements_of(pupil: Pupil) -> QuerySet[Placement]:
    """Return the days a pupil has, by day."""
    found = pupil.placements.filter(ended_at=None).select_related("offer__host__institution", "offer__day")
    return found.order_by("offer__day__date", "pk")


def expected_at(host: Host) -> QuerySet[Placement]:
    """Return who comes to a company: school, class and number by day; nothing else about anybody."""
    found = Placement.objects.filter(offer__host=host, ended_at=None).select_related(
        "offer__day", "pupil__school_class__participation__school__institution"
    )
    return found.order_by("offer__day__date", "pupil__reference")


def plans_of_class(school_class: SchoolClass) -> list[tuple[Pupil, list[Placement]]]:
    """Return the pupils of a class by number, each with the days they have; two queries."""
    pupils = list(Pupil.objects.filter(school_class=school_class).order_by("number"))
    found = Placement.objects.filter(pupil__in=pupils, ended_at=None).select_related(
        "offer__host__institution", "offer__day"
    )
    by_pupil: dict[int, list[Placement]] = {}
    for place in found.order_by("offer__day__date", "pk"):
        by_pupil.setdefault(place.pupil_id, []).append(place)
    return [(pupil, by_pupil.get(pupil.pk, [])) for pupil in pupils]


def explanations_of(pupil: Pupil) -> QuerySet[Explanation]:
    """Return what became of each wish, dearest first."""
    return pupil.explanations.select_related("offer__host__institution", "offer__day").order_by("rank")


def plan_is_shown(season: Season, *, now: datetime) -> bool:
    """Say whether pupils may see their days: the result is released and its hour has come."""
    return now >= season.results_at and result_shown(season) is not None
