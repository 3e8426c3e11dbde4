"""Keeping the public objects up to date without anybody asking."""

from datetime import datetime

from bildungsnetz.api.oparl.composing import current_objects
from bildungsnetz.governance.services.mirroring import write_public_objects
from bildungsnetz.networks.models import Network


def refresh(network: Network, *, at: datetime) -> int:
    """Store what is public in a network now; returns how many objects are new, changed or gone."""
    return write_public_objects(network=network, current=current_objects(network, at=at), at=at)


def refresh_all(*, now: datetime) -> int:
    """Store what is public in every network; returns how many objects are new, changed or gone."""
    return sum(refresh(network, at=now) for network in Network.objects.select_related("region").order_by("pk"))
