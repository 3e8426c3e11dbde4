"""Networks and towns found by name, as people spell them."""

from collections.abc import Iterable

from bildungsnetz.networks.address import address_part
from bildungsnetz.networks.models import Network, Region, Town


def all_networks() -> list[Network]:
    """Return every network that ever was, with region and district, by the region's key; one query."""
    return list(Network.objects.select_related("region__district").order_by("region__key"))


def towns_of(region: Region) -> list[Town]:
    """Return the towns of a region, by name; one query."""
    return list(Town.objects.filter(region=region).order_by("name", "ags"))


def find_networks(words: str) -> list[Network]:
    """Return the networks whose region's name contains every word, or whose key is the text; one query.

    Umlauts may be spelt out: "koeln" finds Köln. Few enough rows to compare outside of the database, which knows
    upper and lower case of umlauts in one of its two kinds only.
    """
    networks = Network.objects.select_related("region__district").order_by("name", "pk")
    return [network for network in networks if _fits(words, [network.name, network.region.name], network.region.key)]


def find_towns(words: str) -> list[Town]:
    """Return the towns whose name contains every word, or whose key is the text, with their region; one query."""
    towns = Town.objects.select_related("region").order_by("name", "ags")
    return [town for town in towns if _fits(words, [town.name], town.ags)]


def _fits(words: str, names: Iterable[str], key: str) -> bool:
    wanted = [address_part(word) for word in words.split()]
    whole = " ".join(address_part(name) for name in names)
    return words.strip() == key or (any(wanted) and all(word in whole for word in wanted))
