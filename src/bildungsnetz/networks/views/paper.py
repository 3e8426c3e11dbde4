"""The contract on paper: PDF with the record of both consents."""

from django.http import Http404, HttpRequest, HttpResponse
from django.utils import timezone
from django.views.decorators.http import require_GET

from bildungsnetz.networks.permissions import works_on_contract
from bildungsnetz.networks.selectors import network_by_slug, versions_visible_to
from bildungsnetz.networks.services.paper import contract_paper


@require_GET
def contract_pdf(request: HttpRequest, slug: str, number: int) -> HttpResponse:
    """Answer with the PDF of a version this person may see; versions in force are public."""
    network = network_by_slug(slug)
    if network is None:
        raise Http404
    visible = versions_visible_to(request.user, network=network, on=timezone.localdate())
    version = visible.filter(number=number).first()
    if version is None:
        raise Http404
    named = works_on_contract(request.user, network=network, on=timezone.localdate())
    paper = contract_paper(version=version, at=timezone.now(), with_names=named)
    response = HttpResponse(paper, content_type="application/pdf")
    response["Content-Disposition"] = f'inline; filename="{slug}-vertrag-fassung-{number}.pdf"'
    return response
