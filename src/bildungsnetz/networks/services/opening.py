"""Opening a network on this platform."""

from datetime import date, datetime

from django.db import transaction

from bildungsnetz.accounts.models import User
from bildungsnetz.journal.services import PLATFORM, record
from bildungsnetz.networks.address import address_part
from bildungsnetz.networks.models import Network, Region


@transaction.atomic
def open_network(*, region: Region, on: date, by: User | None, at: datetime) -> Network:
    """Let a region work on this platform from ``on``; a network known from the register is taken over as it is."""
    network, _ = Network.objects.get_or_create(
        region=region, defaults={"name": region.name, "slug": address_part(region.name)}
    )
    if network.opened_on is None:
        network.opened_on = on
        network.save(update_fields=["opened_on"])
        changes = {"opened_on": [None, on.isoformat()]}
        record(chain=PLATFORM, subject=network, action="network opened", by=by, at=at, changes=changes)
    return network
