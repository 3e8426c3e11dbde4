"""Lists of partners on their way in: a file, its columns, then the preview of ``intake``."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from bildungsnetz.intake import jobs
from bildungsnetz.intake.reading import FileRefused
from bildungsnetz.networks.doors import SignedInRequest, network_page
from bildungsnetz.networks.models import Network
from bildungsnetz.networks.permissions import may_draft
from bildungsnetz.networks.selectors import network_of_region
from bildungsnetz.partners import selectors
from bildungsnetz.partners.forms.lists import ColumnsForm, ListFileForm
from bildungsnetz.partners.list_columns import OtherKindOfList, Proposal, propose
from bildungsnetz.partners.models import UploadedList
from bildungsnetz.partners.refusals import refusal_sentences
from bildungsnetz.partners.services import lists


@require_http_methods(["GET", "POST"])
@network_page(may_draft)
def list_new(request: SignedInRequest, network: Network) -> HttpResponse:
    """Take a list of partners; what cannot be read as a table comes back with the reasons."""
    form = ListFileForm(request.POST or None, request.FILES or None)
    refused: list[str] = []
    if request.method == "POST" and form.is_valid():
        file = form.cleaned_data["file"]
        content = file.read()
        try:
            propose(network, name=file.name, content=content)
        except FileRefused as refusal:
            refused = refusal_sentences(refusal)
        except OtherKindOfList as other:
            refused = [
                _("This is a list of another kind: %(kind)s. You read it in under “Read in”.") % {"kind": other.title}
            ]
        else:
            upload = lists.keep_upload(
                network=network, name=file.name, content=content, by=request.user, at=timezone.now()
            )
            return redirect("partners:list_columns", network.slug, upload.pk)
    context = {"network": network, "form": form, "refused": refused, "file_name": _file_name(form)}
    status = 422 if request.method == "POST" else 200
    return render(request, "partners/list_new.html", context, status=status)


@require_http_methods(["GET", "POST"])
@network_page(may_draft)
def list_columns(request: SignedInRequest, network: Network, pk: int) -> HttpResponse:
    """Ask what the columns of a list say, remember it, and hand the file on to its preview."""
    upload = selectors.uploads_of(network).filter(pk=pk).first()
    if upload is None:
        raise Http404
    content = _content(upload)
    proposal = propose(network, name=upload.file_name, content=content)
    form = ColumnsForm(request.POST or None, columns=proposal.columns, layout=proposal.layout)
    if form.is_bound and form.is_valid():
        return _hand_on(request, network, upload, content, proposal, form)
    context = {
        "network": network,
        "form": form,
        "upload": upload,
        "proposal": proposal,
        "row_count": len(proposal.table.rows),
    }
    return render(request, "partners/list_columns.html", context, status=422 if form.is_bound else 200)


@require_safe
def partner_anywhere(_request: HttpRequest, pk: int) -> HttpResponse:
    """Lead from the number of a partner to its page in the network that keeps it."""
    found = selectors.institutions_by_keys([pk]).get(pk)
    network = (found.keeper or network_of_region(found.town[:5])) if found else None
    if network is None:
        raise Http404
    return redirect("partners:institution", network.slug, pk)


def _hand_on(
    request: SignedInRequest,
    network: Network,
    upload: UploadedList,
    content: bytes,
    proposal: Proposal,
    form: ColumnsForm,
) -> HttpResponse:
    now = timezone.now()
    lists.remember_columns(network=network, header=proposal.table.header, layout=form.layout(), by=request.user, at=now)
    run = jobs.ask_to_check(
        name=upload.file_name, content=content, scope=network.slug, by=request.user, at=now,
        retrieved_on=timezone.localdate(),
    )  # fmt: skip
    lists.forget_upload(upload=upload)
    messages.success(request, _("The columns are remembered for the next list of this kind."))
    return redirect(run)


def _content(upload: UploadedList) -> bytes:
    with upload.stored.open("rb") as stored:
        return bytes(stored.read())


def _file_name(form: ListFileForm) -> str:
    file = form.cleaned_data.get("file") if form.is_bound and form.is_valid() else None
    return str(file.name) if file else ""
