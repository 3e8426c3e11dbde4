"""Pages of the way in: files that came in, and the preview of one."""

import csv
from datetime import date
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from bildungsnetz.intake import jobs, permissions, selectors, services
from bildungsnetz.intake.forms import FileForm, ReferenceDateForm
from bildungsnetz.intake.importers import importer_of
from bildungsnetz.intake.models import ImportRun
from bildungsnetz.intake.permissions import Scope
from bildungsnetz.intake.preview_table import Part, parts_of, table_of
from bildungsnetz.intake.wording import basis, counts, sentence_with_place
from bildungsnetz.journal.backlinks import links_to

PER_PAGE = 50


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def runs(request: HttpRequest) -> HttpResponse:
    """List what came in; take a file, which is then checked in the background."""
    scopes = _scopes(request)
    form = FileForm(request.POST or None, request.FILES or None, scopes=scopes)
    if request.method == "POST" and form.is_valid():
        file = form.cleaned_data["file"]
        run = jobs.ask_to_check(
            name=file.name,
            content=file.read(),
            scope=form.cleaned_data["scope"],
            by=_person(request),
            at=timezone.now(),
            retrieved_on=timezone.localdate(),
        )
        return redirect(run)
    found = selectors.runs_in(scopes=[scope.key for scope in scopes])
    page = Paginator(found, PER_PAGE).get_page(request.GET.get("seite"))
    titles = {scope.key: scope.title for scope in scopes}
    lines = [{"run": run, "scope": titles[run.scope], "counts": counts(run)} for run in page]
    status = 422 if form.is_bound else 200
    return render(request, "intake/runs.html", {"form": form, "page_obj": page, "lines": lines}, status=status)


@require_GET
@login_required
def run(request: HttpRequest, number: int) -> HttpResponse:
    """Show one import: what it would do, or did."""
    found = _run(request, number)
    return render(request, "intake/run.html", _context(request, found))


@require_GET
@login_required
def progress(request: HttpRequest, number: int) -> HttpResponse:
    """Answer a page that asks again and again: nothing as long as it shows what is true, else that it must reload."""
    found = _run(request, number)
    if found.is_busy and request.GET.get("stand") == _stage(found):
        return HttpResponse(status=204)
    return HttpResponse(headers={"HX-Refresh": "true"})


@require_POST
@login_required
def apply(request: HttpRequest, number: int) -> HttpResponse:
    """Let the previewed file be taken over in the background."""
    found = _run(request, number)
    try:
        jobs.ask_to_apply(run=found, by=_person(request), at=timezone.now())
    except services.AlreadyDecided:
        _say_decided(request, found)
    return redirect(found)


@require_POST
@login_required
def discard(request: HttpRequest, number: int) -> HttpResponse:
    """Forget the previewed file."""
    found = _run(request, number)
    try:
        services.discard_import(run=found, by=_person(request), at=timezone.now())
    except services.AlreadyDecided:
        _say_decided(request, found)
        return redirect(found)
    messages.success(request, _("The file was discarded. Nothing was changed."))
    return redirect("intake:runs")


@require_POST
@login_required
def set_date(request: HttpRequest, number: int) -> HttpResponse:
    """Let the preview be made anew for another reference date."""
    found = _run(request, number)
    form = ReferenceDateForm(request.POST)
    if not form.is_valid():
        return render(request, "intake/run.html", _context(request, found, form=form), status=422)
    try:
        jobs.ask_to_check_again(run=found, reference_date=form.cleaned_data["reference_date"], at=timezone.now())
    except services.AlreadyDecided:
        _say_decided(request, found)
    return redirect(found)


@require_GET
@login_required
def rows_as_csv(request: HttpRequest, number: int) -> HttpResponse:
    """Give out everything found in a file, to send it back to where it came from."""
    found = _run(request, number)
    response = HttpResponse(content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="einlesen-{found.pk}.csv"'
    writer = csv.writer(response)
    writer.writerow(["kind", "line", "column", "key", "name", "found", "expected", "message", "row"])
    for row in selectors.rows_of(found, kinds=("FATAL", "REFUSED", "CHECK", "NOTE")):
        cells = [row.kind, row.line or "", row.column, row.key, row.label, row.found, row.expected]
        writer.writerow([*map(_harmless, map(str, cells)), sentence_with_place(row), _harmless(" | ".join(row.raw))])
    return response


def _harmless(cell: str) -> str:
    """Keep spreadsheet programs from running what a foreign file says as a formula."""
    return f"'{cell}" if cell.startswith(("=", "+", "-", "@", "\t")) else cell


def _say_decided(request: HttpRequest, found: ImportRun) -> None:
    found.refresh_from_db()
    # Of a job under way the page itself speaks.
    if not found.is_busy:
        messages.info(request, _("Somebody has already decided about this file."))


def _stage(found: ImportRun) -> str:
    return f"{found.state}-{'begun' if found.begun_at else 'queued'}"


def _scopes(request: HttpRequest) -> list[Scope]:
    found = permissions.scopes_of(request.user, on=timezone.localdate())
    if not found:
        raise Http404
    return found


def _run(request: HttpRequest, number: int) -> ImportRun:
    scopes = [scope.key for scope in _scopes(request)]
    return get_object_or_404(selectors.runs_in(scopes=scopes), pk=number)


def _person(request: HttpRequest) -> Any:
    return request.user


def _context(request: HttpRequest, found: ImportRun, *, form: ReferenceDateForm | None = None) -> dict[str, Any]:
    # While a job is under way there is nothing to decide from, and what stands there may be about to go.
    parts = [] if found.is_busy else parts_of(found)
    part = next((part for part in parts if part.slug == request.GET.get("teil")), parts[0] if parts else None)
    importer = importer_of(found.kind)
    context: dict[str, Any] = {
        "run": found,
        "counts": counts(found),
        "stage": _stage(found),
        "kind_title": importer.title if importer else "",
        "basis": basis(found),
        "part": part,
        "tabs": [
            {"label": f"{one.title} ({one.count})", "url": _part_address(found, one), "current": one == part}
            for one in parts
        ],
        "form": form or _date_form(found.reference_date),
        "links": links_to(found, viewer=request.user),
        "scope_title": next((scope.title for scope in _scopes(request) if scope.key == found.scope), ""),
    }
    if part:
        rows = selectors.rows_of(found, kinds=part.kinds)
        page = Paginator(rows, PER_PAGE).get_page(request.GET.get("seite"))
        context |= {"page_obj": page, "table": table_of(part, page, importer=importer)}
    return context


def _date_form(day: date | None) -> ReferenceDateForm:
    return ReferenceDateForm(initial={"reference_date": day})


def _part_address(found: ImportRun, part: Part) -> str:
    return f"{reverse('intake:run', args=[found.pk])}?teil={part.slug}"
