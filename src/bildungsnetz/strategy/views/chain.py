"""One field of action from the agreement to the effect, and the work programme of a year."""

from collections.abc import Iterable

from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.views.decorators.http import require_GET

from bildungsnetz.networks.doors import SignedInRequest, network_page
from bildungsnetz.networks.models import Network
from bildungsnetz.networks.selectors.work import all_fields
from bildungsnetz.strategy import permissions
from bildungsnetz.strategy.chain import chain_of
from bildungsnetz.strategy.programme import gantt
from bildungsnetz.strategy.selectors.measures import MeasureRow, in_year, measure_rows
from bildungsnetz.strategy.selectors.resources import posts_against_promise
from bildungsnetz.strategy.selectors.seen import strategy_in_force, versions_visible_to
from bildungsnetz.strategy.standing import standing_tag

BOARD = (("PROPOSED", "NONE"), ("ON_TRACK",), ("DELAYED", "BLOCKED", "STALE"), ("CLOSED",))


@require_GET
@network_page(permissions.reads_strategy)
def field(request: SignedInRequest, network: Network, field: str) -> HttpResponse:
    """Show the chain of a field of action as picture and table, with what is missing in it."""
    today = timezone.localdate()
    found = get_object_or_404(all_fields(network), slug=field)
    version = strategy_in_force(network) or versions_visible_to(request.user, network=network, on=today).first()
    chain = chain_of(version, found, viewer=request.user, on=today) if version else None
    context = {"network": network, "field": found, "version": version, "chain": chain}
    return render(request, "strategy/field.html", context)


@require_GET
@network_page(permissions.reads_strategy)
def programme(request: SignedInRequest, network: Network, year: int) -> HttpResponse:
    """Show the measures of a year as board, table and picture, with delays and resources."""
    if not 2000 <= year <= 2100:
        raise Http404
    version, now = strategy_in_force(network), timezone.now()
    rows = measure_rows(version, now=now, among=in_year(year)) if version else []
    context = {
        "network": network,
        "year": year,
        "version": version,
        "rows": [(row, standing_tag(row)) for row in rows],
        "board": [_column(rows, kinds) for kinds in BOARD],
        "picture": gantt(rows, year=year, today=timezone.localdate(now)) if rows else None,
        "posts": posts_against_promise(network, rows, year=year),
        "planned": sum(row.plan.costs_planned for row in rows),
        "committed": sum(row.committed for row in rows),
        "spent": sum(row.spent for row in rows),
        "inside": permissions.works_on_strategy(request.user, network=network, on=timezone.localdate(now)),
    }
    return render(request, "strategy/programme.html", context)


def _column(rows: Iterable[MeasureRow], kinds: tuple[str, ...]) -> list[tuple[MeasureRow, tuple[str, str]]]:
    return [(row, standing_tag(row)) for row in rows if row.standing in kinds]
