"""Regions of one type: kind of region × third of household income 2021 (table 82411-01-03-4)."""

from collections.abc import Mapping
from dataclasses import dataclass

from django.utils.translation import gettext as _

INCOME = "einkommen-je-einwohner"
INCOME_PERIOD = "2021"
INCOME_SOURCE = "Statistische Ämter des Bundes und der Länder, Tabelle 82411-01-03-4, 2021 (dl-de/by-2-0)"
CITY = "INDEPENDENT_CITY"
THIRDS = 3


@dataclass(frozen=True)
class RegionType:
    """Which regions are compared with each other and why; ``keys`` in the fixed order of the register."""

    name: str
    why: str
    source: str
    keys: tuple[str, ...]


def type_of(region: str, *, kinds: Mapping[str, str], incomes: Mapping[str, float]) -> RegionType | None:
    """Return the type of a region; None without its income.

    ``kinds``: kind of every region by key; ``incomes``: income per head of every region that has one. The thirds are
    those of all regions of the state together: a value on a border belongs to the lower third. The city region of
    Aachen, alone in its kind, counts as a county.
    """
    if region not in incomes:
        return None
    borders = _borders(sorted(incomes.values()))
    third = _third(incomes[region], borders)
    is_city = kinds[region] == CITY
    keys = tuple(
        key for key in sorted(incomes) if (kinds.get(key) == CITY) == is_city and _third(incomes[key], borders) == third
    )
    kind = _("independent cities") if is_city else _("counties")
    words = (_("lower third"), _("middle third"), _("upper third"))[third]
    return RegionType(
        name=_("%(kind)s, %(third)s of household income") % {"kind": kind, "third": words},
        why=_("Kind of region and third of the disposable household income per head in %(year)s.")
        % {"year": INCOME_PERIOD},
        source=INCOME_SOURCE,
        keys=keys,
    )


def _borders(values: list[float]) -> list[float]:
    return [values[max(0, -(-len(values) * n // THIRDS) - 1)] for n in range(1, THIRDS)]


def _third(value: float, borders: list[float]) -> int:
    return sum(value > border for border in borders)
