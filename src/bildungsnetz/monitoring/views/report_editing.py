"""Writing the education report: an edition's frame, its chapters, and the blocks of each chapter."""

from collections.abc import Callable
from typing import Any

from django import forms
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from bildungsnetz.monitoring import permissions
from bildungsnetz.monitoring.forms.reports import (
    ChapterForm,
    EditionForm,
    FiguresBlockForm,
    FrameForm,
    NewChapterForm,
    TextBlockForm,
)
from bildungsnetz.monitoring.models import Block, BlockKind, Chapter, ReportEdition
from bildungsnetz.monitoring.models.report import DATA_KINDS
from bildungsnetz.monitoring.selectors.releases import published_tables
from bildungsnetz.monitoring.selectors.reports import (
    chapters_of,
    chapters_written_by,
    editions_visible_to,
    possible_authors,
    texts_set_aside,
)
from bildungsnetz.monitoring.services import reports as services
from bildungsnetz.monitoring.views.acting import attempt
from bildungsnetz.monitoring.views.reports import edition_or_404
from bildungsnetz.networks.doors import SignedInRequest, network_page
from bildungsnetz.networks.models import Network, VersionStatus
from bildungsnetz.networks.permissions import belongs_to


@require_http_methods(["GET", "POST"])
@network_page(permissions.may_edit_figures)
def begin(request: SignedInRequest, network: Network) -> HttpResponse:
    """Begin an edition, empty or with what the last one said."""
    today = timezone.localdate()
    editions = editions_visible_to(request.user, network=network, on=today)
    initial = {"title": _("Education report"), "year": today.year, "follows": editions.first()}
    form = EditionForm(request.POST or None, initial=initial, editions=editions)
    if form.is_bound and form.is_valid():
        edition = services.begin_edition(network=network, by=request.user, at=timezone.now(), **form.cleaned_data)
        return redirect("monitoring:report_edit", network.slug, edition.number)
    return _form(request, network, form, _("Begin an edition"))


@require_GET
@network_page(belongs_to)
def edit(request: SignedInRequest, network: Network, number: int) -> HttpResponse:
    """Show an edition's chapters and blocks with everything one may do to them."""
    found = _written(request, network, number)
    today = timezone.localdate()
    is_office = permissions.may_edit_figures(request.user, network=network, on=today)
    context = {
        "network": network,
        "edition": found,
        "chapters": chapters_of(found),
        "own_chapters": chapters_written_by(request.user, edition=found),
        "is_office": is_office,
        "is_draft": found.status == VersionStatus.DRAFT,
        "kinds": BlockKind.choices,
        "new_chapter": NewChapterForm(),
        "has_figures": published_tables(network).exists(),
    }
    return render(request, "monitoring/report_edit.html", context)


@require_http_methods(["GET", "POST"])
@network_page(permissions.may_edit_figures)
def frame(request: SignedInRequest, network: Network, number: int) -> HttpResponse:
    """Change title, foreword, methods and glossary."""
    found = _written(request, network, number)
    form = FrameForm(request.POST or None, initial=FrameForm.of(found))
    return _saved(
        request, network, found, form, _("Title, foreword, methods, glossary"),
        lambda data: services.change_frame(edition=found, by=request.user, at=timezone.now(), **data),
    )  # fmt: skip


@require_POST
@network_page(permissions.may_edit_figures)
def act(request: SignedInRequest, network: Network, number: int) -> HttpResponse:
    """Take over the newest figures, put up, or take back; the button's value says which."""
    found = _written(request, network, number)
    acts: dict[str, Callable[..., Any]] = {
        "auffrischen": services.refresh_figures,
        "vorlegen": services.put_up_edition,
        "zurueckholen": services.take_back_edition,
    }
    wanted = request.POST.get("tun", "")
    if wanted not in acts:
        raise Http404
    said = {"auffrischen": _("Every block now shows the newest released figures.")}.get(wanted, "")
    done = attempt(
        request, network, lambda: acts[wanted](edition=found, by=request.user, at=timezone.now()), said_when_done=said
    )
    return redirect(found) if done and wanted == "vorlegen" else _back(found)


@require_POST
@network_page(permissions.may_edit_figures)
def add_chapter(request: SignedInRequest, network: Network, number: int) -> HttpResponse:
    """Append a chapter."""
    found = _written(request, network, number)
    form = NewChapterForm(request.POST)
    return _saved(
        request, network, found, form, _("New chapter"),
        lambda data: services.add_chapter(edition=found, title=data["title"], by=request.user, at=timezone.now()),
    )  # fmt: skip


@require_http_methods(["GET", "POST"])
@network_page(permissions.may_edit_figures)
def change_chapter(request: SignedInRequest, network: Network, number: int, key: int) -> HttpResponse:
    """Rename a chapter and say who writes it."""
    found = _written(request, network, number)
    chapter = get_object_or_404(found.chapters, pk=key)
    people = possible_authors(network, on=timezone.localdate())
    initial = {"title": chapter.title, "authors": [author.person_id for author in chapter.authors.all()]}
    form = ChapterForm(request.POST or None, initial=initial, people=people)
    return _saved(
        request, network, found, form, chapter.title,
        lambda data: services.change_chapter(
            chapter=chapter, title=data["title"], authors=list(data["authors"]), by=request.user, at=timezone.now()
        ),
    )  # fmt: skip


@require_POST
@network_page(permissions.may_edit_figures)
def remove_chapter(request: SignedInRequest, network: Network, number: int, key: int) -> HttpResponse:
    """Take a chapter with its blocks out of the draft."""
    found = _written(request, network, number)
    chapter = get_object_or_404(found.chapters, pk=key)
    attempt(
        request, network, lambda: services.remove_chapter(chapter=chapter, by=request.user, at=timezone.now()),
        said_when_done=_("The chapter is gone."),
    )  # fmt: skip
    return _back(found)


@require_http_methods(["GET", "POST"])
@network_page(belongs_to)
def add_block(request: SignedInRequest, network: Network, number: int, key: int, kind: str) -> HttpResponse:
    """Append a block of one kind to a chapter one writes."""
    found = _written(request, network, number)
    chapter = _own_chapter(request, found, key)
    kinds = {value.lower(): value for value in BlockKind.values}
    if kind not in kinds:
        raise Http404
    form = _block_form(request, network, kinds[kind])
    heading = _("%(chapter)s: new block (%(kind)s)") % {
        "chapter": chapter.title, "kind": BlockKind(kinds[kind]).label,
    }  # fmt: skip

    def save(data: dict[str, Any]) -> object:
        given = {name: data[name] for name in ("heading", "text", "table", "picture") if name in data}
        return services.add_block(chapter=chapter, kind=kinds[kind], by=request.user, at=timezone.now(), **given)

    return _saved(request, network, found, form, heading, save)


@require_http_methods(["GET", "POST"])
@network_page(belongs_to)
def change_block(request: SignedInRequest, network: Network, number: int, key: int) -> HttpResponse:
    """Change heading and text of a block; what met a newer text comes back beside it."""
    found, block = _own_block(request, network, number, key)
    form = TextBlockForm(request.POST or None, initial=TextBlockForm.of(block))
    if form.is_bound and form.is_valid():
        if attempt(request, network, lambda: _write(request, block, form.cleaned_data), form):
            return _back(found, anchor=f"#baustein-{block.pk}")
        block.refresh_from_db()
        # Whoever has read the newer text beside the own one may save on top of it.
        form.data = {name: request.POST[name] for name in request.POST} | {"revision": block.revision}
    return _form(
        request, network, form, block.heading or str(block.get_kind_display()), found,
        newer=block, set_aside=texts_set_aside(block),
    )  # fmt: skip


@require_POST
@network_page(belongs_to)
def act_on_block(request: SignedInRequest, network: Network, number: int, key: int) -> HttpResponse:
    """Move a block up or down, or take it out; the button's value says which."""
    found, block = _own_block(request, network, number, key)
    wanted = request.POST.get("tun", "")
    by, at = request.user, timezone.now()
    acts: dict[str, Callable[[], object]] = {
        "hoch": lambda: services.move_block(block=block, up=True, by=by, at=at),
        "runter": lambda: services.move_block(block=block, up=False, by=by, at=at),
        "entfernen": lambda: services.remove_block(block=block, by=by, at=at),
    }
    if wanted not in acts:
        raise Http404
    attempt(request, network, acts[wanted])
    return _back(found, anchor=f"#kapitel-{block.chapter_id}")


def _written(request: SignedInRequest, network: Network, number: int) -> ReportEdition:
    found = edition_or_404(request, network, number)
    if not permissions.may_write(request.user, edition=found, on=timezone.localdate()):
        raise Http404
    return found


def _own_chapter(request: SignedInRequest, edition: ReportEdition, key: int) -> Chapter:
    """Return a chapter of the edition that this person writes, else 404."""
    chapter = get_object_or_404(edition.chapters, pk=key)
    is_office = permissions.may_edit_figures(request.user, network=edition.network, on=timezone.localdate())
    if not is_office and chapter.pk not in chapters_written_by(request.user, edition=edition):
        raise Http404
    return chapter


def _own_block(request: SignedInRequest, network: Network, number: int, key: int) -> tuple[ReportEdition, Block]:
    found = _written(request, network, number)
    block = get_object_or_404(Block.objects.select_related("chapter", "version"), pk=key, version=found)
    _own_chapter(request, found, block.chapter_id)
    return found, block


def _write(request: SignedInRequest, block: Block, data: dict[str, Any]) -> Block:
    return services.write_block(
        block=block, heading=data["heading"], text=data["text"], revision=data["revision"] or 0, by=request.user,
        at=timezone.now(),
    )  # fmt: skip


def _block_form(request: SignedInRequest, network: Network, kind: str) -> forms.Form:
    if kind in DATA_KINDS:
        tables = published_tables(network)
        return FiguresBlockForm(request.POST or None, tables=tables, drawn=kind == BlockKind.PICTURE)
    return TextBlockForm(request.POST or None)


def _saved(
    request: SignedInRequest, network: Network, found: ReportEdition, form: forms.Form, heading: str,
    save: Callable[[dict[str, Any]], object],
) -> HttpResponse:  # fmt: skip
    if form.is_bound and form.is_valid() and attempt(request, network, lambda: save(form.cleaned_data), form):
        return _back(found)
    return _form(request, network, form, heading, found)


def _form(
    request: SignedInRequest, network: Network, form: forms.Form, heading: str, found: ReportEdition | None = None,
    **more: Any,
) -> HttpResponse:  # fmt: skip
    context = {"network": network, "form": form, "heading": heading, "edition": found, **more}
    return render(request, "monitoring/report_form.html", context, status=422 if form.is_bound else 200)


def _back(found: ReportEdition, *, anchor: str = "") -> HttpResponse:
    response = redirect("monitoring:report_edit", found.network.slug, found.number)
    response["Location"] += anchor
    return response
