"""Counts and bands as the pages show them."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from bildungsnetz.inclusion.models import Focus, SupportPlaces
from bildungsnetz.inclusion.models.values import school_year
from bildungsnetz.inclusion.planning.balance import Band
from bildungsnetz.inclusion.planning.gate import Shown
from bildungsnetz.inclusion.selectors.balance import BalanceCell, BalanceTable

# Band: kind of the tag (form and colour) and its word.
BAND_TAGS: dict[Band, tuple[str, str | Promise]] = {
    Band.ENOUGH: ("done", pgettext_lazy("places", "enough")),
    Band.TIGHT: ("needs", pgettext_lazy("places", "tight")),
    Band.SHORT: ("blocked", pgettext_lazy("places", "too few")),
    Band.NONE_NEEDED: ("neutral", pgettext_lazy("places", "no need")),
    Band.NOT_KNOWN: ("unknown", pgettext_lazy("places", "places not stated")),
}


@dataclass(frozen=True)
class CellShown:
    """One cell as shown: places, need, tag; ``missing`` is how many places are too few."""

    focus: str
    places: str
    need: str
    is_protected: bool
    tag: str
    word: str | Promise
    missing: int


@dataclass(frozen=True)
class RowShown:
    """A town, or the sum of all."""

    name: str | Promise
    town: str
    cells: tuple[CellShown, ...]


def balance_table(found: BalanceTable) -> list[RowShown]:
    """Return the rows of the balance with the sum as the last one."""
    rows = [RowShown(row.name, row.town, tuple(_cell(one) for one in row.cells)) for row in found.rows]
    return [*rows, RowShown(_("All towns"), "", tuple(_cell(one) for one in found.sums))]


def _cell(cell: BalanceCell) -> CellShown:
    kind, word = BAND_TAGS[cell.band] if cell.band else ("unknown", "")
    missing = 0
    if cell.band == Band.SHORT and cell.need.value is not None:
        missing = cell.need.value - (cell.places or 0)
    places = "–" if cell.places is None else str(cell.places)
    return CellShown(
        str(Focus(cell.focus).label), places, need_text(cell.need), cell.need.is_protected, kind, word, missing
    )


def need_text(need: Shown) -> str:
    """Return a need as text; a protected one is empty, the template shows its mark."""
    if need.value is None:
        return ""
    return f"≥ {need.value}" if need.at_least else str(need.value)


@dataclass(frozen=True)
class PlacesRow:
    """The places of a year and focus over the grades; empty where nothing was stated."""

    year: str
    focus: str
    grades: tuple[str, ...]
    total: int


def places_table(rows: Iterable[SupportPlaces]) -> list[PlacesRow]:
    """Return a school's places, newest year first, a row for each focus and a column for each grade (1 to 10)."""
    held: dict[tuple[int, str], dict[int, int]] = {}
    for row in rows:
        held.setdefault((row.year, row.focus), {})[row.grade] = row.places
    return [
        PlacesRow(school_year(year), str(Focus(focus).label),
                  tuple(str(grades[one]) if one in grades else "" for one in range(1, 11)), sum(grades.values()))
        for (year, focus), grades in sorted(held.items(), key=lambda one: (-one[0][0], one[0][1]))
    ]  # fmt: skip
