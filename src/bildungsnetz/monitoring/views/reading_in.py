"""Reading figures in: choose a file, say what its columns mean if nobody knows yet, then the preview of ``intake``."""

from collections.abc import Sequence

from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from bildungsnetz.intake.models import ImportRun
from bildungsnetz.intake.reading import FileRefused, Table
from bildungsnetz.monitoring import permissions
from bildungsnetz.monitoring.forms.figures import ColumnsForm, FiguresFileForm
from bildungsnetz.monitoring.reading.columns import SHOWN, tables_in
from bildungsnetz.monitoring.selectors import explorer
from bildungsnetz.monitoring.selectors.memory import waiting_file
from bildungsnetz.monitoring.services import receiving
from bildungsnetz.networks.doors import SignedInRequest, network_page
from bildungsnetz.networks.models import Network


@require_http_methods(["GET", "HEAD", "POST"])
@network_page(permissions.may_edit_figures)
def choose(request: SignedInRequest, network: Network) -> HttpResponse:
    """Take a file; go on to its preview, or to the question what its columns mean."""
    form = FiguresFileForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        file = form.cleaned_data["file"]
        taken = receiving.receive(
            network=network, name=file.name, content=file.read(), by=request.user, at=timezone.now(),
            today=timezone.localdate(),
        )  # fmt: skip
        if isinstance(taken, ImportRun):
            return redirect(taken)
        return redirect("monitoring:columns", network.slug, taken.pk)
    status = 422 if request.method == "POST" else 200
    return render(request, "monitoring/choose_file.html", {"network": network, "form": form}, status=status)


@require_http_methods(["GET", "HEAD", "POST"])
@network_page(permissions.may_edit_figures)
def columns(request: SignedInRequest, network: Network, key: int) -> HttpResponse:
    """Ask what the columns of a file mean; ``?blatt=`` chooses the sheet of a workbook."""
    waiting = waiting_file(network, key=key)
    if waiting is None:
        raise Http404
    tables = _tables(waiting.file_name, receiving.content_of(waiting))
    table = _chosen(tables, request.GET.get("blatt", ""))
    indicators = {
        line.code: (f"{line.version.title} ({line.version.get_unit_display()})", line.version.unit)
        for line in explorer.catalogue_of(network)
    }
    form = ColumnsForm(request.POST or None, header=table.header, indicators=indicators)
    if request.method == "POST" and form.is_valid():
        run = receiving.name_columns(
            waiting=waiting, table=table, meaning=form.meaning, by=request.user, at=timezone.now(),
            today=timezone.localdate(),
        )  # fmt: skip
        return redirect(run)
    context = {
        "network": network, "form": form, "file_name": waiting.file_name, "table": table,
        "sample": {"columns": table.header, "rows": [row.cells for row in table.rows[:SHOWN]]},
        "sheets": [
            {"label": one.sheet, "url": f"?blatt={place}", "current": one is table} for place, one in enumerate(tables)
        ] if len(tables) > 1 else [],
    }  # fmt: skip
    return render(request, "monitoring/columns.html", context, status=422 if form.is_bound else 200)


def _tables(name: str, content: bytes) -> list[Table]:
    try:
        return tables_in(name=name, content=content)
    except FileRefused:
        raise Http404 from None


def _chosen(tables: Sequence[Table], place: str) -> Table:
    number = int(place) if place.isascii() and place.isdecimal() and len(place) < 4 else 0
    return tables[number] if number < len(tables) else tables[0]
