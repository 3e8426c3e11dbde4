"""Partners as files: CSV, XLSX, and contacts as vCard."""

from django.http import HttpResponse
from django.utils import timezone
from django.views.decorators.http import require_safe

from bildungsnetz.networks.doors import SignedInRequest, network_page
from bildungsnetz.networks.models import Network
from bildungsnetz.networks.permissions import belongs_to, works_on_contract
from bildungsnetz.partners import selectors
from bildungsnetz.partners.exports import contacts_as_vcard, partners_as_csv, partners_as_xlsx
from bildungsnetz.partners.forms.filters import InstitutionFilter
from bildungsnetz.partners.models import Institution

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@require_safe
@network_page(belongs_to)
def partners_csv(request: SignedInRequest, network: Network) -> HttpResponse:
    """Give out the list of partners as CSV, with the same filters."""
    return _file(network, partners_as_csv(_filtered(request, network)), "text/csv; charset=utf-8", "csv")


@require_safe
@network_page(belongs_to)
def partners_xlsx(request: SignedInRequest, network: Network) -> HttpResponse:
    """Give out the list of partners as a spreadsheet, with the same filters."""
    return _file(network, partners_as_xlsx(_filtered(request, network)), XLSX, "xlsx")


@require_safe
@network_page(works_on_contract)
def contacts_vcf(request: SignedInRequest, network: Network) -> HttpResponse:
    """Give out the contact persons who hold a function today as vCards (RFC 6350)."""
    today = timezone.localdate()
    found = selectors.persons_of(network, on=today).prefetch_related("functions__institution")
    return _file(network, contacts_as_vcard(found, on=today), "text/vcard; charset=utf-8", "vcf")


def _filtered(request: SignedInRequest, network: Network) -> list[Institution]:
    form = InstitutionFilter(request.GET)
    found = selectors.institutions_in_state(
        network,
        kind=form.chosen("art"),
        side=form.chosen("seite_des_netzes"),
        text=form.chosen("suche"),
        state=form.chosen("stand"),
        on=timezone.localdate(),
    )
    return list(found.prefetch_related("further_kinds"))


def _file(network: Network, content: str | bytes, kind: str, ending: str) -> HttpResponse:
    response = HttpResponse(content, content_type=kind)
    response["Content-Disposition"] = f'attachment; filename="partner-{network.slug}.{ending}"'
    return response
