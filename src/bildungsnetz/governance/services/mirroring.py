"""Keeping what machines may read: a later state replaces the earlier one, what is gone leaves a tombstone."""

import hashlib
import json
from collections.abc import Callable, Mapping
from datetime import datetime
from typing import Any

from django.db import transaction

from bildungsnetz.governance.models import PublicObject
from bildungsnetz.networks.models import Network

Name = tuple[str, str]  # kind and key
Composer = Callable[[Network, datetime], Mapping[Name, Mapping[str, Any]]]
_composers: list[Composer] = []


def tell_machines_by(composer: Composer) -> None:
    """Register who words the public objects; the interface does, and lies above this room."""
    _composers[:] = [composer]


def refresh_public(network: Network, *, at: datetime) -> int:
    """Store at once what is public now, as when a consent was withdrawn; returns how many objects have changed."""
    return sum(write_public_objects(network=network, current=compose(network, at), at=at) for compose in _composers)


@transaction.atomic
def write_public_objects(*, network: Network, current: Mapping[Name, Mapping[str, Any]], at: datetime) -> int:
    """Store the public objects of a network as they are now; returns how many are new, changed or gone.

    What is not among ``current`` any more loses its content and is marked as deleted; it comes back under its name.
    """
    # Lock: two refreshes at once must not both write a tombstone of what the other has just seen.
    Network.objects.select_for_update().get(pk=network.pk)
    known = {(one.kind, one.key): one for one in PublicObject.objects.filter(network=network)}
    touched = 0
    for name, data in sorted(current.items()):
        digest = _digest(data)
        held = known.get(name)
        if held is None:
            PublicObject.objects.create(
                network=network, kind=name[0], key=name[1], data=dict(data), digest=digest, created_at=at,
                modified_at=at,
            )  # fmt: skip
            touched += 1
        elif held.digest != digest or held.is_deleted:
            _set(held, data=dict(data), digest=digest, is_deleted=False, modified_at=at)
            touched += 1
    for name, held in known.items():
        if name not in current and not held.is_deleted:
            _set(held, data={}, digest="", is_deleted=True, modified_at=at)
            touched += 1
    return touched


def _set(held: PublicObject, **values: Any) -> None:
    for name, value in values.items():
        setattr(held, name, value)
    held.save(update_fields=list(values))


def _digest(data: Mapping[str, Any]) -> str:
    return hashlib.sha256(json.dumps(data, sort_keys=True, ensure_ascii=False).encode()).hexdigest()
