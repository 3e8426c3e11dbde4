"""What the views of this room share: the school year that runs, and the year the address asks for."""

from datetime import date

from django.http import Http404

from bildungsnetz.inclusion.models import SupportSchool
from bildungsnetz.inclusion.models.values import FIRST_YEAR, LAST_YEAR
from bildungsnetz.inclusion.selectors import support_school
from bildungsnetz.networks.doors import SignedInRequest
from bildungsnetz.networks.models import Network

# A school year begins on 1 August (§ 7 SchulG NRW).
FIRST_MONTH = 8


def current_year(today: date) -> int:
    """Return the school year of a day, named by the year in which it begins."""
    return today.year if today.month >= FIRST_MONTH else today.year - 1


def asked_year(request: SignedInRequest, *, years: list[int], otherwise: int) -> int:
    """Return the school year of the address (``?jahr=2026``), else the newest with counts, else the one given."""
    text = request.GET.get("jahr", "")
    if text.isascii() and text.isdecimal() and len(text) == 4 and FIRST_YEAR <= int(text) <= LAST_YEAR:
        return int(text)
    return years[0] if years else otherwise


def school_here(network: Network, number: str) -> SupportSchool:
    """Return the school with support of this network, else 404."""
    found = support_school(network, number=number)
    if found is None:
        raise Http404
    return found
