"""The way in: the strategy in force, what is in work, fields of action, proposals."""

from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_GET

from bildungsnetz.networks.doors import SignedInRequest, network_page
from bildungsnetz.networks.models import Network
from bildungsnetz.networks.selectors.contracts import contract_of
from bildungsnetz.networks.selectors.work import fields_on
from bildungsnetz.strategy import permissions
from bildungsnetz.strategy.consenting import tag_of
from bildungsnetz.strategy.selectors.seen import choices_visible_to, strategy_in_force, versions_visible_to


@require_GET
@network_page(permissions.reads_strategy)
def overview(request: SignedInRequest, network: Network) -> HttpResponse:
    """Show where the strategy stands and where to go on."""
    today = timezone.localdate()
    contract = contract_of(network)
    choices = choices_visible_to(request.user, network=network, on=today)
    versions = versions_visible_to(request.user, network=network, on=today)
    context = {
        "network": network,
        "in_force": strategy_in_force(network),
        "versions": [(version, tag_of(version)) for version in versions],
        "choices": [(choice, tag_of(choice)) for choice in choices],
        "fields": fields_on(network, on=today),
        "writes": permissions.writes_strategy(request.user, network=network, on=today),
        "works": permissions.works_on_strategy(request.user, network=network, on=today),
        "contract_ends_on": contract.ended_on if contract else None,
        "year": today.year,
    }
    return render(request, "strategy/overview.html", context)
