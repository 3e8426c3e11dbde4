"""Papers that belong to a version: list with the state of their signatures, upload, download."""

from django.contrib import messages
from django.http import FileResponse, Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from bildungsnetz.documents.file_checks import FileRefused
from bildungsnetz.documents.selectors import attachments_of
from bildungsnetz.documents.services import FileTooLarge, attachment_response, signature_report
from bildungsnetz.networks.doors import SignedInRequest, network_page, visible_version
from bildungsnetz.networks.forms.contract import PaperForm
from bildungsnetz.networks.models import Network
from bildungsnetz.networks.permissions import may_draft, works_on_contract
from bildungsnetz.networks.services.papers import attach_paper


@require_http_methods(["GET", "POST"])
@network_page(works_on_contract)
def papers(request: SignedInRequest, network: Network, number: int) -> HttpResponse:
    """Show the papers of a version and what their signatures are worth; the office adds one."""
    version = visible_version(request, network, number)
    drafts = may_draft(request.user, network=network, on=timezone.localdate())
    form = PaperForm(request.POST or None, request.FILES or None)
    if request.method == "POST":
        if not drafts:
            raise Http404
        if form.is_valid():
            try:
                attach_paper(version=version, by=request.user, at=timezone.now(), **form.cleaned_data)
            except FileRefused as problem:
                form.add_error("file", _too_large() if isinstance(problem, FileTooLarge) else _no_pdf())
            else:
                messages.success(request, _("The file is kept with this version."))
                return redirect("networks:papers", network.slug, number)
    now = timezone.now()
    rows = [(paper, signature_report(attachment=paper, at=now)) for paper in attachments_of(version)]
    context = {"network": network, "version": version, "form": form if drafts else None, "rows": rows}
    return render(request, "networks/papers.html", context, status=422 if form.is_bound else 200)


@require_GET
@network_page(works_on_contract)
def paper(request: SignedInRequest, network: Network, number: int, pk: int) -> FileResponse:
    """Answer with one paper as a download."""
    version = visible_version(request, network, number)
    found = attachments_of(version).filter(pk=pk).first()
    if found is None:
        raise Http404
    return attachment_response(found)


def _too_large() -> str:
    return _("The file is too large. Please choose a smaller one.")


def _no_pdf() -> str:
    return _("This is no sound PDF without password and programs. Please save it as PDF again and choose it once more.")
