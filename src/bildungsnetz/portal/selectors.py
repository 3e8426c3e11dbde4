"""Public objects found by a word: networks, towns and schools."""

from dataclasses import dataclass

from bildungsnetz.networks.models import Network, Town
from bildungsnetz.networks.selectors.places import all_networks, find_networks, find_towns

MOST = 20
MOST_LETTERS = 80


@dataclass(frozen=True)
class TownFound:
    """A town and the network of its region, if there is one."""

    town: Town
    network: Network | None


@dataclass(frozen=True)
class Found:
    """What a search found; ``has_more`` if a list was cut."""

    networks: tuple[Network, ...]
    towns: tuple[TownFound, ...]
    has_more: bool

    @property
    def count(self) -> int:
        """How many objects are shown."""
        return len(self.networks) + len(self.towns)


NOTHING = Found((), (), has_more=False)


def find_public(words: str) -> Found:
    """Find what the public may see; three queries, none without a word."""
    if not words:
        return NOTHING
    of_region = {network.region_id: network for network in all_networks()}
    networks, towns = find_networks(words), find_towns(words)
    return Found(
        tuple(networks[:MOST]),
        tuple(TownFound(town, of_region.get(town.region_id)) for town in towns[:MOST]),
        has_more=len(networks) > MOST or len(towns) > MOST,
    )
