"""Places against need of one school year, per town and focus, as the person asking may see it."""

from dataclasses import dataclass

from django.db.models import Sum

from bildungsnetz.inclusion.focuses import FOCUSES
from bildungsnetz.inclusion.models import NeedCount, SupportPlaces
from bildungsnetz.inclusion.planning.balance import Band, band
from bildungsnetz.inclusion.planning.gate import Shown, shown, sum_of
from bildungsnetz.networks import geo
from bildungsnetz.networks.models import Network


@dataclass(frozen=True)
class BalanceCell:
    """Places, need and band of a town and focus; a protected need has no band, which would tell too much."""

    focus: str
    places: int | None
    need: Shown
    band: Band | None


@dataclass(frozen=True)
class BalanceRow:
    """One town with its cells in the order of ``FOCUSES``."""

    town: str
    name: str
    cells: tuple[BalanceCell, ...]


@dataclass(frozen=True)
class BalanceTable:
    """The balance of a year: towns by name, and the sums of what is shown."""

    year: int
    rows: tuple[BalanceRow, ...]
    sums: tuple[BalanceCell, ...]


def balance_of(network: Network, *, year: int, responsible: bool) -> BalanceTable:
    """Return the balance of a network; two queries however many towns and schools there are."""
    needed = {
        (town, focus): int(total or 0)
        for town, focus, total in NeedCount.objects.filter(network=network, year=year)
        .values_list("town", "focus").annotate(total=Sum("count"))
    }  # fmt: skip
    offered = {
        (town, focus): int(total or 0)
        for town, focus, total in SupportPlaces.objects.filter(school__town__startswith=network.region.key, year=year)
        .values_list("school__town", "focus").annotate(total=Sum("places"))
    }  # fmt: skip
    towns = sorted(geo.towns_of(network.region.key).values(), key=lambda town: town.name)
    rows = tuple(
        BalanceRow(
            town.key,
            town.name,
            tuple(
                _cell(focus, offered.get((town.key, focus)), needed.get((town.key, focus), 0), responsible)
                for focus in FOCUSES
            ),
        )
        for town in towns
    )
    return BalanceTable(year, rows, tuple(_sum(rows, position) for position in range(len(FOCUSES))))


def _cell(focus: str, places: int | None, need: int, responsible: bool) -> BalanceCell:
    seen = shown(need, responsible=responsible)
    found = None if seen.is_protected else band(places or 0, need, is_known=places is not None)
    return BalanceCell(focus, places, seen, found)


def _sum(rows: tuple[BalanceRow, ...], position: int) -> BalanceCell:
    cells = {row.town: row.cells[position] for row in rows}
    stated = [one.places for one in cells.values() if one.places is not None]
    places = sum(stated) if stated else None
    need = sum_of({town: one.need for town, one in cells.items()})
    found = None if need.at_least else band(places or 0, need.value or 0, is_known=places is not None)
    return BalanceCell(FOCUSES[position], places, need, found)
