"""What concepts come to: overview, needs of a school body, draft of its plan, the region, who can help whom, frames."""

from typing import Any

from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from bildungsnetz.media import jobs
from bildungsnetz.media.frames import CURRENT, FRAMES
from bildungsnetz.media.models import Purpose, school_year_name, school_year_of
from bildungsnetz.media.papers import concept_paper, plan_paper
from bildungsnetz.media.permissions import (
    has_school,
    keeps_tasks,
    reads_concepts,
    reads_for_body,
    sees_region,
    works_with_media,
)
from bildungsnetz.media.reading import bodies_by_key
from bildungsnetz.media.selectors import needs
from bildungsnetz.media.selectors.concepts import tasks_of
from bildungsnetz.media.services.rolling import ask_for_roll_up
from bildungsnetz.media.tables import grid_csv, needs_csv, needs_table, support_table, training_table
from bildungsnetz.media.views.answering import concept_read, concept_written, tried
from bildungsnetz.networks.doors import SignedInRequest, network_page
from bildungsnetz.networks.models import Network


@require_GET
@network_page(works_with_media)
def overview(request: SignedInRequest, network: Network) -> HttpResponse:
    """Show where to go: the own school, the school bodies, the region."""
    today = timezone.localdate()
    year, names = _year(request), bodies_by_key(network)
    released = needs.bodies_with_releases(network, year=year)
    own = {task.body_key for task in tasks_of(request.user, network=network, on=today) if task.body_key}
    is_office = keeps_tasks(request.user, network=network, on=today)
    context = {
        "network": network,
        "year": year,
        "year_name": school_year_name(year),
        "years": [(one, school_year_name(one)) for one in _years()],
        "bodies": [
            {"key": key, "name": name, "released": released.get(key, 0), "may_open": key in own}
            for key, name in names.items()
            if key in own or is_office
        ],
        "has_school": has_school(request.user, network=network, on=today),
        "sees_region": sees_region(request.user, network=network, on=today),
        "keeps_tasks": is_office,
    }
    return render(request, "media/overview.html", context)


@require_GET
@network_page(reads_concepts)
def body(request: SignedInRequest, network: Network, key: str) -> HttpResponse:
    """Show what the schools of a school body need."""
    name, year = _body(request, network, key), _year(request)
    context = {"network": network, "key": key, "name": name, "year": year, "year_name": school_year_name(year),
               "years": [(one, school_year_name(one)) for one in _years()], **_sums(network, key, year)}  # fmt: skip
    return render(request, "media/body.html", context)


@require_GET
@network_page(reads_concepts)
def body_csv(request: SignedInRequest, network: Network, key: str) -> HttpResponse:
    """Give out the needs list of a school body."""
    _body(request, network, key)
    year = _year(request)
    concepts = needs.released_concepts(network, year=year, purpose=Purpose.BODY, body_key=key)
    return _file(needs_csv(needs.needs_by_school(concepts)), f"bedarf-{key}-{year}.csv", "text/csv; charset=utf-8")


@require_GET
@network_page(reads_concepts)
def plan(request: SignedInRequest, network: Network, key: str) -> HttpResponse:
    """Give out the draft of the media development plan."""
    name, year = _body(request, network, key), _year(request)
    sums = _sums(network, key, year)
    schools = [str(concept.school.institution) for concept in sums["concepts"]]
    sections = [sums["needs"], sums["training"], sums["support"]]
    pdf = plan_paper(network=network, body=name, year=year, schools=schools, sections=sections, at=timezone.now())
    return _file(pdf, f"medienentwicklungsplan-entwurf-{key}-{year}.pdf", "application/pdf")


@require_GET
@network_page(sees_region)
def region(request: SignedInRequest, network: Network) -> HttpResponse:
    """Show which competences are weak in the region, as thirds, and the sums over school bodies; from five schools."""
    year = _year(request)
    newest, done = needs.newest_roll_up(network, year=year), needs.finished_roll_up(network, year=year)
    context: dict[str, Any] = {
        "network": network, "year": year, "year_name": school_year_name(year), "newest": newest, "done": done,
        "years": [(one, school_year_name(one)) for one in _years()], "min_schools": needs.MIN_SCHOOLS,
        "is_office": keeps_tasks(request.user, network=network, on=timezone.localdate()),
    }  # fmt: skip
    if done:
        counts = dict(done.rows.filter(kind="COVERAGE").values_list("category", "schools"))
        schools = sum(done.rows.filter(kind="REGION").values_list("schools", flat=True))
        context["weak"] = needs.thirds(counts, schools=schools, frame=CURRENT)
        context["needs"] = needs_table([
            needs.Need(row.category, row.year or 0, row.funding, row.quantity, row.cost, row.without_cost, row.schools)
            for row in needs.sums_of(done, kind="NEED")
        ])  # fmt: skip
        context["training"] = training_table(
            (row.category, row.year or 0, row.quantity, row.schools) for row in needs.sums_of(done, kind="TRAINING")
        )
    return render(request, "media/region.html", context)


@require_POST
@network_page(keeps_tasks)
def roll_up(request: SignedInRequest, network: Network) -> HttpResponse:
    """Put the released concepts of a school year together in the background."""
    year = _year(request)
    tried(
        request, network,
        lambda: jobs.queue(ask_for_roll_up(network=network, year=year, by=request.user, at=timezone.now())),
        done=_("The concepts are being put together. You can leave this page."),
    )  # fmt: skip
    response = redirect("media:region", network.slug)
    response["Location"] += f"?schuljahr={year}"
    return response


@require_GET
@network_page(works_with_media)
def exchange(request: SignedInRequest, network: Network) -> HttpResponse:
    """Show who offers and who looks for something, by competence."""
    found = needs.matches(network, frame=CURRENT)
    return render(request, "media/exchange.html", {"network": network, "matches": found})


@require_GET
@network_page(works_with_media)
def frames(request: SignedInRequest, network: Network) -> HttpResponse:
    """Show the frames and what is known of how they map."""
    return render(request, "media/frames.html", {"network": network, "frames": list(FRAMES.values())})


@require_GET
@network_page(reads_concepts)
def paper(request: SignedInRequest, network: Network, school: str, year: int) -> HttpResponse:
    """Give out a concept as PDF."""
    concept = concept_read(request, network, school, year)
    return _file(concept_paper(concept), f"medienkonzept-{school}-{year}.pdf", "application/pdf")


@require_GET
@network_page(has_school)
def grid_file(request: SignedInRequest, network: Network, school: str, year: int) -> HttpResponse:
    """Give out the grid as CSV."""
    concept = concept_written(request, network, school, year)
    entries = concept.entries.select_related("subject").order_by("competence", "grade", "subject__code", "pk")
    return _file(grid_csv(entries), f"raster-{school}-{year}.csv", "text/csv; charset=utf-8")


def _sums(network: Network, key: str, year: int) -> dict[str, Any]:
    concepts = needs.released_concepts(network, year=year, purpose=Purpose.BODY, body_key=key)
    return {
        "concepts": list(concepts),
        "needs": needs_table(needs.needs_of(concepts)),
        "training": training_table(needs.training_of(concepts)),
        "support": support_table(needs.support_of(concepts)),
    }


def _body(request: SignedInRequest, network: Network, key: str) -> str:
    """Return the name of a school body this person reads for, else 404."""
    name = bodies_by_key(network).get(key)
    if name is None or not reads_for_body(request.user, network=network, body_key=key, on=timezone.localdate()):
        raise Http404
    return name


def _years() -> range:
    this = school_year_of(timezone.localdate())
    return range(this - 1, this + 2)


def _year(request: SignedInRequest) -> int:
    wanted = request.GET.get("schuljahr") or request.POST.get("schuljahr") or ""
    return int(wanted) if wanted.isdecimal() and len(wanted) == 4 else school_year_of(timezone.localdate())


def _file(content: str | bytes, name: str, kind: str) -> HttpResponse:
    response = HttpResponse(content, content_type=kind)
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    return response
