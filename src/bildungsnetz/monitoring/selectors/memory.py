"""What somebody once said about the columns of files, and the files that wait for it."""

from collections.abc import Collection

from bildungsnetz.monitoring.models import ColumnMemory, WaitingFile
from bildungsnetz.networks.models import Network


def memories(*, scope: str, fingerprints: Collection[str]) -> dict[str, ColumnMemory]:
    """Return what is remembered of headers in a scope, by fingerprint; one query."""
    found = ColumnMemory.objects.filter(scope=scope, fingerprint__in=list(fingerprints))
    return {one.fingerprint: one for one in found}


def waiting_file(network: Network, *, key: int) -> WaitingFile | None:
    """Return a file of the network whose columns nobody has named yet."""
    return WaitingFile.objects.filter(network=network, pk=key).first()
