"""Reading about regions, networks, contracts and people; what a person may see starts here."""

from bildungsnetz.networks.selectors.contracts import (
    contract_of,
    version_in_force,
    versions_visible_to,
)
from bildungsnetz.networks.selectors.people import (
    mandates_of,
    network_by_slug,
    network_of_region,
    networks_of,
    roles_of,
    statewide_roles_of,
)

__all__ = [
    "contract_of",
    "mandates_of",
    "network_by_slug",
    "network_of_region",
    "networks_of",
    "roles_of",
    "statewide_roles_of",
    "version_in_force",
    "versions_visible_to",
]
