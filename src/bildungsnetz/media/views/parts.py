"""Adding, changing and removing the parts of a concept; the cells of the grid; choosing between two texts."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from bildungsnetz.media.forms.parts import FORMS, PartForm
from bildungsnetz.media.models import Chapter, Concept, SetAside, Step
from bildungsnetz.media.part_kinds import KINDS, PartKind
from bildungsnetz.media.permissions import has_school
from bildungsnetz.media.services import writing
from bildungsnetz.media.services.errors import ChangedMeanwhile
from bildungsnetz.media.showing import shown_values
from bildungsnetz.media.steps import STEP_OF
from bildungsnetz.media.views.answering import address, concept_written, tried
from bildungsnetz.networks.doors import SignedInRequest, network_page
from bildungsnetz.networks.models import Network
from bildungsnetz.networks.services.errors import NotPossible
from bildungsnetz.networks.wording import worded


@require_http_methods(["GET", "POST"])
@network_page(has_school)
def part_new(request: SignedInRequest, network: Network, school: str, year: int, kind: str) -> HttpResponse:
    """Add a part."""
    concept, of = concept_written(request, network, school, year), _kind(kind)
    initial = {name: request.GET[name] for name in of.fields if name in request.GET}
    form = FORMS[of.slug](request.POST or None, concept=concept, initial=initial)
    return _answer(request, concept, form, heading=_("Add: %(kind)s") % {"kind": of.title})


@require_http_methods(["GET", "POST"])
@network_page(has_school)
def part_change(request: SignedInRequest, network: Network, school: str, year: int, kind: str, pk: int) -> HttpResponse:
    """Change a part; what meets newer words is kept beside them."""
    concept, of = concept_written(request, network, school, year), _kind(kind)
    part = _part(of, concept, pk)
    if part is None and request.method == "GET":
        raise Http404
    initial = {**of.values_of(part), "revision": part.revision} if part else {}
    form = FORMS[of.slug](request.POST or None, concept=concept, initial=initial)
    heading = _("Change: %(what)s") % {"what": part or of.title}
    return _answer(request, concept, form, heading=heading, part=pk)


@require_POST
@network_page(has_school)
def part_remove(request: SignedInRequest, network: Network, school: str, year: int, kind: str, pk: int) -> HttpResponse:
    """Take a part out; the step offers to put it back."""
    concept, of = concept_written(request, network, school, year), _kind(kind)
    part = _part(of, concept, pk)
    if part is None:
        raise Http404
    tried(
        request, network,
        lambda: writing.remove_part(part=part, by=request.user, at=timezone.now()),
        done=_("Removed. You can put it back for 30 days."),
    )  # fmt: skip
    return redirect(address("step", concept, _step(of, of.values_of(part))))


@require_http_methods(["GET", "POST"])
@network_page(has_school)
def text(request: SignedInRequest, network: Network, school: str, year: int, chapter: str) -> HttpResponse:
    """Write a chapter."""
    concept = concept_written(request, network, school, year)
    if chapter not in Chapter.values:
        raise Http404
    held = concept.texts.filter(chapter=chapter).first()
    initial = {"chapter": chapter, "text": held.text if held else "", "revision": held.revision if held else 0}
    form = FORMS["text"]({**request.POST.dict(), "chapter": chapter} if request.POST else None, concept=concept,
                         initial=initial)  # fmt: skip
    return _answer(request, concept, form, heading=str(Chapter(chapter).label), part=held.pk if held else None)


@require_http_methods(["GET", "POST"])
@network_page(has_school)
def cell(
    request: SignedInRequest, network: Network, school: str, year: int, competence: str, grade: int
) -> HttpResponse:
    """Show a cell of the grid: its units, and the form for another one."""
    concept = concept_written(request, network, school, year)
    named = concept.frame.by_number.get(competence)
    if named is None or grade not in concept.grades:
        raise Http404
    entries = list(concept.entries.filter(competence=competence, grade=grade).select_related("subject"))
    given = {"competence": competence, "grade": grade}
    data = {**request.POST.dict(), **given} if request.POST else None
    form = FORMS["eintrag"](data, concept=concept, initial=given)
    back = f"{address('step', concept, Step.CONTENT)}#zelle-{competence}-{grade}"
    heading = _("%(competence)s, grade %(grade)s") % {"competence": named.name, "grade": grade}
    context: dict[str, Any] = {"entries": entries, "form_address": request.path}
    return _answer(request, concept, form, heading=heading, back=back, template="media/cell.html", **context)


@require_POST
@network_page(has_school)
def cell_empty(
    request: SignedInRequest, network: Network, school: str, year: int, competence: str, grade: int
) -> HttpResponse:
    """Empty a cell; every unit can be put back."""
    concept = concept_written(request, network, school, year)
    entries = list(concept.entries.filter(competence=competence, grade=grade).select_related("subject", "concept"))
    now = timezone.now()
    try:
        for entry in entries:
            writing.remove_part(part=entry, by=request.user, at=now)
    except NotPossible as problem:
        messages.warning(request, worded(problem, network=network))
    else:
        if entries:
            messages.success(request, _("The cell is empty. You can put it back for 30 days."))
    return redirect(f"{address('step', concept, Step.CONTENT)}#zelle-{competence}-{grade}")


@require_GET
@network_page(has_school)
def kept(request: SignedInRequest, network: Network, school: str, year: int, pk: int) -> HttpResponse:
    """Show both texts: what stands and what was written at the same time."""
    concept = concept_written(request, network, school, year)
    aside = get_object_or_404(concept.set_aside.select_related("written_by"), pk=pk)
    kind = KINDS[aside.kind]
    part = _part(kind, concept, aside.part) if aside.part else None
    there = shown_values(kind, kind.values_of(part), concept=concept) if part else []
    mine = shown_values(kind, aside.part_values, concept=concept)
    context = {"network": network, "concept": concept, "aside": aside, "part": part, "there": there, "mine": mine}
    return render(request, "media/kept.html", context)


@require_POST
@network_page(has_school)
def kept_decide(request: SignedInRequest, network: Network, school: str, year: int, pk: int) -> HttpResponse:
    """Let the kept words stand, or forget them."""
    concept = concept_written(request, network, school, year)
    aside = get_object_or_404(SetAside.objects.select_related("concept__network", "concept__school"), pk=pk,
                              concept=concept)  # fmt: skip
    kind, values = KINDS[aside.kind], aside.part_values
    if request.POST.get("tun") == "nehmen":
        tried(
            request, network,
            lambda: writing.take_kept(aside=aside, by=request.user, at=timezone.now()),
            done=_("These words stand now."),
        )  # fmt: skip
    else:
        writing.drop_kept(aside=aside, by=request.user, at=timezone.now())
        messages.success(request, _("What was there stays."))
    place = f"#zelle-{values['competence']}-{values['grade']}" if aside.kind == "eintrag" else ""
    return redirect(address("step", concept, _step(kind, values)) + place)


def _answer(
    request: SignedInRequest,
    concept: Concept,
    form: PartForm,
    *,
    heading: str,
    part: int | None = None,
    back: str = "",
    template: str = "",
    **context: Any,
) -> HttpResponse:
    network = concept.network
    values = {**form.initial, **form.data}
    back = back or address("step", concept, _step(form.kind, values))

    def save() -> object:
        return writing.write_part(
            concept=concept, kind=form.slug, values=form.values(), part=part,
            revision=form.cleaned_data.get("revision") or 0, by=request.user, at=timezone.now(),
        )  # fmt: skip

    if form.is_bound and form.is_valid():
        try:
            save()
        except ChangedMeanwhile as met:
            messages.warning(request, worded(met, network=network))
            return redirect(address("kept", concept, met.kept))
        except NotPossible as problem:
            form.add_error(None, worded(problem, network=network))
        else:
            messages.success(request, _("Saved at %(time)s.") % {"time": f"{timezone.localtime():%H:%M}"})
            return redirect(back)
    shown = {"network": network, "form": form, "heading": heading, "back": back, "concept": concept, **context}
    return render(request, template or "media/form.html", shown, status=422 if form.is_bound else 200)


def _kind(slug: str) -> PartKind:
    if slug not in KINDS or slug == "text":
        raise Http404
    return KINDS[slug]


def _part(kind: PartKind, concept: Concept, pk: int) -> Any:
    model: Any = kind.model
    related = ["concept__network", "concept__school"] + (["subject"] if "subject" in kind.fields else [])
    return model.objects.filter(concept=concept, pk=pk).select_related(*related).first()


def _step(kind: PartKind, values: dict[str, Any]) -> int:
    """Return the step a part stands on."""
    chapter = values.get("chapter")
    if kind.slug == "text" and chapter in Chapter.values:
        return int(STEP_OF[Chapter(chapter)])
    return int(kind.step)
