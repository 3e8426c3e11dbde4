"""The seven steps, each a page of plain forms."""

from datetime import date
from typing import Any

from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from bildungsnetz.media.coverage import State, stages
from bildungsnetz.media.forms.concepts import FrameDataForm, ResolutionForm, UpdateForm
from bildungsnetz.media.models import Concept, Direction, Holding, Purpose, SetAside, Step
from bildungsnetz.media.permissions import has_school, is_head_of
from bildungsnetz.media.reading import bodies_by_key
from bildungsnetz.media.selectors.concepts import (
    Grid,
    consents_of,
    earlier_concept,
    grid_of,
    offers_for,
    others_here,
    texts_of,
    waiting_words,
)
from bildungsnetz.media.services import concepts
from bildungsnetz.media.steps import CHAPTERS, stepper_of
from bildungsnetz.media.views.answering import address, concept_written, form_page
from bildungsnetz.networks.doors import SignedInRequest, network_page
from bildungsnetz.networks.models import Network

UNDO_SHOWN = 3


@require_GET
@network_page(has_school)
def step(request: SignedInRequest, network: Network, school: str, year: int, number: int) -> HttpResponse:
    """Show one of the seven steps."""
    if number not in Step.values:
        raise Http404
    concept, current = concept_written(request, network, school, year), Step(number)
    grid = grid_of(concept)
    texts = texts_of(concept)
    context: dict[str, Any] = {
        "network": network,
        "concept": concept,
        "step": current,
        "steps": stepper_of(concept, current=current, standing=grid.standing),
        "is_marked": concept.marks.filter(step=current).exists(),
        "chapters": [(chapter, texts.get(chapter)) for chapter in CHAPTERS.get(current, ())],
        "waiting": list(waiting_words(concept)),
        "earlier": earlier_concept(concept),
        "running": consents_of(concept),
        "purposes": list(Purpose),
        "body": bodies_by_key(network).get(concept.body_key, ""),
        "back_step": number - 1 if number > 1 else None,
        "next_step": number + 1 if number < len(Step) else None,
        "others": others_here(concept, than=request.user) if current == Step.CONTENT else [],
        "removed": _removed(concept, request),
        **_of_step(request, concept, current, grid),
    }
    return render(request, f"media/step_{number}.html", context)


@require_POST
@network_page(has_school)
def mark(request: SignedInRequest, network: Network, school: str, year: int, number: int) -> HttpResponse:
    """Say that a step is done, or open again."""
    if number not in Step.values:
        raise Http404
    concept = concept_written(request, network, school, year)
    done = request.POST.get("stand") == "erledigt"
    concepts.mark_step(concept=concept, step=Step(number), done=done, by=request.user, at=timezone.now())
    follows = number + 1 if done and number < len(Step) else number
    return redirect(address("step", concept, follows))


@require_http_methods(["GET", "POST"])
@network_page(has_school)
def frame_data(request: SignedInRequest, network: Network, school: str, year: int) -> HttpResponse:
    """Say for which school body and grades the concept is."""
    concept = concept_written(request, network, school, year)
    initial = {name: getattr(concept, name) for name in ("body_key", "first_grade", "last_grade")}
    form = FrameDataForm(request.POST or None, network=network, initial=initial)
    return form_page(
        request, network, form, heading=_("School body and grades"), back=address("step", concept, 1),
        done=_("Saved."), concept=concept,
        save=lambda: concepts.change_frame_data(
            concept=concept, by=request.user, at=timezone.now(), **form.cleaned_data
        ),
    )  # fmt: skip


@require_http_methods(["GET", "POST"])
@network_page(has_school)
def next_update(request: SignedInRequest, network: Network, school: str, year: int) -> HttpResponse:
    """Say when the school looks at its concept again."""
    concept = concept_written(request, network, school, year)
    form = UpdateForm(request.POST or None, today=timezone.localdate(), initial={"on": concept.next_update_on})
    return form_page(
        request, network, form, heading=_("Next update"), back=address("step", concept, 7), done=_("Saved."),
        concept=concept,
        save=lambda: concepts.set_next_update(
            concept=concept, on=form.cleaned_data["on"], by=request.user, at=timezone.now()
        ),
    )  # fmt: skip


def _of_step(request: SignedInRequest, concept: Concept, step: Step, grid: Grid) -> dict[str, Any]:
    match step:
        case Step.SUBJECTS:
            return {"subjects": _subjects(concept, grid)}
        case Step.CONTENT:
            return _content(concept, grid)
        case Step.STOCK:
            equipment = list(concept.equipment.order_by("category", "year", "label", "pk"))
            return {
                "equipment": [(holding, [one for one in equipment if one.holding == holding]) for holding in Holding],
                "trainings": list(concept.trainings.order_by("year", "topic", "pk")),
                "supports": list(concept.supports.order_by("level")),
            }
        case Step.NETWORK:
            exchanges = list(concept.exchanges.order_by("competence", "pk"))
            return {"exchanges": [(way, [one for one in exchanges if one.direction == way]) for way in Direction]}
        case Step.ADOPT:
            is_head = is_head_of(request.user, concept=concept, on=timezone.localdate())
            return {
                "is_head": is_head,
                "form": ResolutionForm(begins=date(concept.year, 8, 1)),
                "resolutions": list(concept.resolutions.order_by("-recorded_at", "-pk")),
            }
    return {}


def _content(concept: Concept, grid: Grid) -> dict[str, Any]:
    by_state = {state: [one.number for one in grid.standing if one.state == state] for state in State}
    wanted = by_state[State.GAP] + by_state[State.RECOMMENDED]
    return {
        "grid": grid,
        "gaps": by_state[State.GAP],
        "recommended": by_state[State.RECOMMENDED],
        "often": by_state[State.OFTEN],
        "offers": sorted(offers_for(concept.network, numbers=wanted, than=concept.school).items()),
        "stages": stages(grid.entries, frame=concept.frame, grades=list(concept.grades)),
        "subjects": list(concept.subjects.order_by("title", "code")),
        "grid_url": reverse(
            "media:step", args=[concept.network.slug, concept.school.school_number, concept.year, int(Step.CONTENT)]
        ),
    }


def _subjects(concept: Concept, grid: Grid) -> list[dict[str, Any]]:
    """Return each subject with the competences it has taken on and those of them without a unit."""
    taught = {(entry.subject_id, entry.competence) for entry in grid.entries}
    return [
        {"subject": subject, "open": [one for one in subject.competences if (subject.pk, one) not in taught]}
        for subject in concept.subjects.order_by("title", "code")
    ]


def _removed(concept: Concept, request: SignedInRequest) -> list[SetAside]:
    """Return what this person removed last, to put it back."""
    found = concept.set_aside.filter(why=SetAside.Why.REMOVED, written_by=request.user)
    return list(found.order_by("-written_at", "-pk")[:UNDO_SHOWN])
