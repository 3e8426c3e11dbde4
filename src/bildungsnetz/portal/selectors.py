"""Public objects found by a word: networks, towns and schools."""

from dataclasses import dataclass

from bildungsnetz.networks.address import address_part
from bildungsnetz.networks.models import Network, Town
from bildungsnetz.networks.selectors.places import all_networks, find_networks, find_towns
from bildungsnetz.partners.models import School
from bildungsnetz.partners.selectors import search_schools

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
    schools: tuple[School, ...]
    has_more: bool

    @property
    def count(self) -> int:
        """How many objects are shown."""
        return len(self.networks) + len(self.towns) + len(self.schools)


NOTHING = Found((), (), (), has_more=False)


def find_public(words: str) -> Found:
    """Find what the public may see; four queries, none without a letter or digit."""
    if not address_part(words):  # nothing but signs would find everything
        return NOTHING
    of_region = {network.region_id: network for network in all_networks()}
    networks, towns = find_networks(words), find_towns(words)
    schools = list(search_schools(words)[: MOST + 1])
    return Found(
        tuple(networks[:MOST]),
        tuple(TownFound(town, of_region.get(town.region_id)) for town in towns[:MOST]),
        tuple(schools[:MOST]),
        has_more=max(len(networks), len(towns), len(schools)) > MOST,
    )
