"""A school's concepts: the start, the document, carrying over, comparing, the paper, the public summary."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from bildungsnetz.media.coverage import stages
from bildungsnetz.media.models import Purpose, school_year_name, school_year_of
from bildungsnetz.media.permissions import has_school, is_head_of, reads_concepts
from bildungsnetz.media.reading import bodies_by_key, chapters_of, sections_of
from bildungsnetz.media.selectors.comparing import differences
from bildungsnetz.media.selectors.concepts import (
    concepts_to_write,
    consents_of,
    earlier_concept,
    grid_of,
    newest_concept,
    public_concepts,
    tasks_of,
    waiting_words,
)
from bildungsnetz.media.services import concepts
from bildungsnetz.media.steps import stepper_of
from bildungsnetz.media.views.answering import address, concept_read, concept_written, tried
from bildungsnetz.networks.doors import SignedInRequest, network_page
from bildungsnetz.networks.models import Network
from bildungsnetz.networks.selectors import network_by_slug


@require_GET
@network_page(has_school)
def mine(request: SignedInRequest, network: Network) -> HttpResponse:
    """List the concepts of one's own schools, and offer to begin this school year's."""
    today = timezone.localdate()
    year = school_year_of(today)
    found = list(concepts_to_write(request.user, network=network, on=today))
    rows = []
    for task in tasks_of(request.user, network=network, on=today):
        if task.school is None:
            continue
        own = [one for one in found if one.school_id == task.school_id]
        rows.append({
            "school": task.school,
            "concepts": own,
            "has_current": any(one.year == year for one in own),
            "earlier": next((one for one in own if one.year < year), None),
        })  # fmt: skip
    context = {"network": network, "rows": rows, "year": year, "year_name": school_year_name(year)}
    return render(request, "media/mine.html", context)


@require_POST
@network_page(has_school)
def begin(request: SignedInRequest, network: Network, school: str) -> HttpResponse:
    """Begin this school year's concept, out of the last one if there is one and it is wanted."""
    today, now = timezone.localdate(), timezone.now()
    task = tasks_of(request.user, network=network, on=today).filter(school__school_number=school).first()
    if task is None or task.school is None:
        raise Http404
    year, own = school_year_of(today), task.school
    earlier = newest_concept(own)
    if earlier is not None and request.POST.get("aus") == "vorjahr":
        done = tried(
            request, network,
            lambda: concepts.carry_over(concept=earlier, year=year, by=request.user, at=now),
            done=_("Everything from %(year)s is taken over. Here is what differs.") % {"year": earlier.year_name},
        )  # fmt: skip
        new = newest_concept(own)
        return redirect(address("compare", new)) if done and new else redirect("media:mine", network.slug)
    tried(
        request, network,
        lambda: concepts.begin_concept(network=network, school=own, year=year, by=request.user, at=now),
        done=_("The concept is begun. Any order of the steps is fine."),
    )  # fmt: skip
    new = newest_concept(own)
    return redirect(address("step", new, 1)) if new else redirect("media:mine", network.slug)


@require_GET
@network_page(reads_concepts)
def concept(request: SignedInRequest, network: Network, school: str, year: int) -> HttpResponse:
    """Show a concept as a document."""
    found = concept_read(request, network, school, year)
    today = timezone.localdate()
    writes = concepts_to_write(request.user, network=network, on=today).filter(pk=found.pk).exists()
    grid = grid_of(found)
    running = consents_of(found)
    context = {
        "network": network,
        "concept": found,
        "writes": writes,
        "is_head": is_head_of(request.user, concept=found, on=today),
        "steps": stepper_of(found, current=None, standing=grid.standing) if writes else [],
        "grid": grid,
        "stages": stages(grid.entries, frame=found.frame, grades=list(found.grades)) if writes else [],
        "chapters": chapters_of(found),
        "sections": sections_of(found),
        "body": bodies_by_key(network).get(found.body_key, ""),
        "releases": [(purpose, running.get(purpose)) for purpose in Purpose] if writes else [],
        "resolution": found.resolutions.order_by("-recorded_at", "-pk").first(),
        "waiting": list(waiting_words(found)) if writes else [],
        "earlier": earlier_concept(found) if writes else None,
    }
    return render(request, "media/concept.html", context)


@require_GET
@network_page(has_school)
def compare(request: SignedInRequest, network: Network, school: str, year: int) -> HttpResponse:
    """Show what differs from the concept before."""
    found = concept_written(request, network, school, year)
    earlier = earlier_concept(found)
    if earlier is None:
        messages.info(request, _("There is no earlier concept to compare with."))
        return redirect(found)
    changes = differences(earlier, found)
    context = {"network": network, "concept": found, "earlier": earlier, "changes": changes}
    return render(request, "media/compare.html", context)


@require_GET
def published(request: HttpRequest, slug: str) -> HttpResponse:
    """List the schools whose summary is public, by name."""
    network = network_by_slug(slug)
    if network is None:
        raise Http404
    newest = {one.school_id: one for one in reversed(list(public_concepts(network)))}
    rows = sorted(newest.values(), key=lambda one: (one.school.institution.sort_name, one.school.school_number))
    return render(request, "media/published.html", {"network": network, "concepts": rows})


@require_GET
def summary(request: HttpRequest, slug: str, school: str, year: int) -> HttpResponse:
    """Show the public summary of a concept: aims, who teaches what when, rules; no equipment, no shares."""
    network = network_by_slug(slug)
    if network is None:
        raise Http404
    found = get_object_or_404(public_concepts(network), school__school_number=school, year=year)
    context = {
        "network": network,
        "concept": found,
        "grid": grid_of(found),
        "chapters": chapters_of(found, public=True),
    }
    return render(request, "media/summary.html", context)
