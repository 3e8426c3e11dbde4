"""Doubles among a network's partners, worded for people."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from bildungsnetz.networks.models import Network
from bildungsnetz.partners.likeness import Entry, Pair, Reason, alike, pairs_alike
from bildungsnetz.partners.models import Institution
from bildungsnetz.partners.selectors import institutions_of

REASONS: dict[Reason, str | Promise] = {
    Reason.NAME: _("same name"),
    Reason.EMAIL: _("same e-mail address"),
    Reason.PHONE: _("same telephone number"),
    Reason.WEB_AND_TOWN: _("same website and town"),
}


@dataclass(frozen=True)
class Double:
    """Two entries that may be one institution, and why."""

    first: Institution
    second: Institution
    reasons: list[str]


def doubles_of(network: Network) -> list[Double]:
    """Return the likely doubles among a network's partners, the surest first; one query."""
    found = {one.pk: one for one in institutions_of(network)}
    return [
        Double(found[pair.first], found[pair.second], _worded(pair))
        for pair in pairs_alike(_entry(one) for one in found.values())
    ]


def doubles_of_new(network: Network, values: Mapping[str, Any]) -> list[tuple[Institution, list[str]]]:
    """Return the partners that look like one about to be entered, with the reasons; one query."""
    found = {one.pk: one for one in institutions_of(network)}
    entry = Entry(0, values["name"], values["town"], values["email"], values["phone"], values["web"])
    return [(found[pair.second], _worded(pair)) for pair in alike(entry, map(_entry, found.values()))]


def _entry(one: Institution) -> Entry:
    return Entry(one.pk, one.name, one.town, one.email, one.phone, one.web)


def _worded(pair: Pair) -> list[str]:
    return [str(REASONS[reason]) for reason in pair.reasons]
