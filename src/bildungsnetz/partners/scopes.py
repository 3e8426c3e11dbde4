"""Which regions an import for one network may touch."""

from collections.abc import Sequence

from bildungsnetz.networks.selectors import network_by_slug


def regions_of_scope(scope: str) -> Sequence[str] | None:
    """Return the region keys (5 digits) of a network's address part; None for the whole state.

    Raises: LookupError if there is no such network.
    """
    if not scope:
        return None
    network = network_by_slug(scope)
    if network is None:
        raise LookupError(scope)
    return [network.region.key]
