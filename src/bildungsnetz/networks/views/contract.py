"""Reading the contract's versions in the workshop: overview, one version, comparison."""

from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_GET

from bildungsnetz.networks.content_hash import grouped
from bildungsnetz.networks.differences import compared, other_changes
from bildungsnetz.networks.doors import SignedInRequest, network_page, visible_version
from bildungsnetz.networks.models import ContractVersion, Network, VersionStatus
from bildungsnetz.networks.models.consent import CHANGEABLE
from bildungsnetz.networks.permissions import contract_mandate, may_draft, works_on_contract
from bildungsnetz.networks.selectors import contract_of, version_in_force, versions_visible_to
from bildungsnetz.networks.selectors.work import fields_on, posts_on, remarks_on
from bildungsnetz.networks.services.contract import what_is_missing
from bildungsnetz.networks.services.drafting import OPEN
from bildungsnetz.networks.views.steps import steps_of
from bildungsnetz.networks.wording import MISSING


@require_GET
@network_page(works_on_contract)
def overview(request: SignedInRequest, network: Network) -> HttpResponse:
    """Show where the contract stands: version in force, the one being worked on, all others, posts and fields."""
    today = timezone.localdate()
    versions = list(versions_visible_to(request.user, network=network, on=today))
    context = {
        "network": network,
        "contract": contract_of(network),
        "versions": versions,
        "in_force": version_in_force(network, on=today),
        "being_worked_on": next((version for version in versions if version.status in OPEN), None),
        "fields": fields_on(network, on=today),
        "posts": posts_on(network, on=today),
        "may_draft": may_draft(request.user, network=network, on=today),
    }
    return render(request, "networks/contract.html", context)


@require_GET
@network_page(works_on_contract)
def version(request: SignedInRequest, network: Network, number: int) -> HttpResponse:
    """Show one version: steps, clauses with competence, fields, remarks; the office may change an open one."""
    found = visible_version(request, network, number)
    today = timezone.localdate()
    editable = may_draft(request.user, network=network, on=today) and found.status in CHANGEABLE
    context = {
        "network": network,
        "version": found,
        "steps": steps_of(found),
        "clauses": found.clauses.order_by("position"),
        "fields": found.fields.select_related("continues", "follows").order_by("position"),
        "remarks": remarks_on(found),
        "editable": editable,
        "missing": [MISSING[code] for code in what_is_missing(found)] if editable else [],
        "mandate": contract_mandate(request.user, network=network, on=today),
        "checksum": grouped(found.content_hash),
        "is_draft": found.status == VersionStatus.DRAFT,
    }
    return render(request, "networks/version.html", context)


@require_GET
@network_page(works_on_contract)
def comparison(request: SignedInRequest, network: Network, number: int) -> HttpResponse:
    """Compare a version with the one it amends, or with another visible one (``?mit=``), side by side."""
    found = visible_version(request, network, number)
    other = _compared_with(request, network, found)
    rows = compared(other.clauses.order_by("position"), found.clauses.order_by("position")) if other else []
    context = {
        "network": network,
        "version": found,
        "other": other,
        "others": versions_visible_to(request.user, network=network, on=timezone.localdate()).exclude(pk=found.pk),
        "rows": rows,
        "other_changes": other_changes(other, found) if other else [],
        "changed": sum(row.changed for row in rows),
    }
    return render(request, "networks/comparison.html", context)


def _compared_with(request: SignedInRequest, network: Network, found: ContractVersion) -> ContractVersion | None:
    wanted = request.GET.get("mit", "")
    if wanted.isdecimal():
        return visible_version(request, network, int(wanted))
    return found.amends
