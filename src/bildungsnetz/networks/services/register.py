"""Bringing the state's register into the database."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db import models, transaction

from bildungsnetz.accounts.models import User
from bildungsnetz.journal import services as journal
from bildungsnetz.networks import geo, register_data
from bildungsnetz.networks.address import address_part
from bildungsnetz.networks.models import District, Membership, Network, OfficialCount, Region, Source, Town


@dataclass(frozen=True)
class Loaded:
    """How many rows of all tables were added, changed and found as they should be."""

    added: int = 0
    changed: int = 0
    unchanged: int = 0

    def __add__(self, other: "Loaded") -> "Loaded":
        return Loaded(self.added + other.added, self.changed + other.changed, self.unchanged + other.unchanged)


@transaction.atomic
def load_register(*, by: User | None, at: datetime) -> Loaded:
    """Load districts, regions, towns, networks, memberships and official counts; loading again changes nothing.

    Rows are matched by their keys (memberships: by their order within a network) and corrected where the register
    says otherwise; nothing is deleted. ``by`` is None when the program itself loads at installation. The journal gets
    one entry with the counts if anything changed.
    """
    loaded = _regions() + _towns() + _networks() + _evidence()
    if loaded.added or loaded.changed:
        journal.record(
            chain=journal.PLATFORM,
            subject=District.objects.order_by("key")[0],
            action="register loaded",
            by=by,
            at=at,
            changes={"added": [0, loaded.added], "changed": [0, loaded.changed]},
        )
    return loaded


def _regions() -> Loaded:
    loaded = _store(
        District, "key", [District(key=row["key"], name=row["name"]) for row in register_data.rows("districts")]
    )
    districts = {district.key: district for district in District.objects.all()}
    rows = list(register_data.rows("regions"))
    loaded += _store(
        Region,
        "key",
        [
            Region(
                key=row["key"],
                name=row["name"],
                kind=row["kind"],
                district=districts[row["district"]],
                began_on=_day(row["began_on"]),
                ended_on=_day(row["ended_on"]),
            )
            for row in rows
        ],
        keep=["successor"],
    )
    # A region can point at its successor only when both are there.
    regions = {region.key: region for region in Region.objects.all()}
    followed = []
    for row in rows:
        if row["successor"] and regions[row["key"]].successor_id is None:
            regions[row["key"]].successor = regions[row["successor"]]
            followed.append(regions[row["key"]])
    Region.objects.bulk_update(followed, ["successor"])
    return loaded


def _towns() -> Loaded:
    regions = {region.key: region for region in Region.objects.all()}
    towns = [
        Town(ags=town.key, name=town.name, region=regions[geo.region_key_of(town.key)]) for town in geo.towns().values()
    ]
    return _store(Town, "ags", towns, keep=["began_on", "ended_on"])


def _networks() -> Loaded:
    """Make a network for every region with a membership; what its office has changed since stays."""
    with_network = {row["region"] for row in register_data.rows("memberships")}
    regions = Region.objects.filter(key__in=with_network).order_by("key")
    networks = [Network(region=region, name=region.name, slug=address_part(region.name)) for region in regions]
    return _store(Network, "region_id", networks, keep=["name", "slug", "opened_on"])


def _evidence() -> Loaded:
    by_key = {row["key"]: row for row in register_data.rows("sources")}
    loaded = _store(
        Source,
        "title",
        [
            Source(title=row["title"], url=row["url"], published_on=_day(row["published_on"]), note=row["note"])
            for row in by_key.values()
        ],
    )
    sources = {source.title: source for source in Source.objects.all()}
    of_key = {key: sources[row["title"]] for key, row in by_key.items()}
    counts = [
        OfficialCount(
            on=date.fromisoformat(row["on"]),
            precision=row["precision"],
            count=int(row["count"]),
            source=of_key[row["source"]],
            note=row["note"],
        )
        for row in register_data.rows("counts")
    ]
    # Each source of the register has counted once.
    return loaded + _store(OfficialCount, "source_id", counts) + _memberships(of_key)


def _memberships(sources: dict[str, Source]) -> Loaded:
    networks = {network.region.key: network for network in Network.objects.select_related("region")}
    known: dict[int, list[Membership]] = {}
    for membership in Membership.objects.order_by("pk"):
        known.setdefault(membership.network_id, []).append(membership)
    loaded = Loaded()
    for row in register_data.rows("memberships"):
        network = networks[row["region"]]
        wanted = Membership(
            network=network,
            start=row["start"],
            began_on=_day(row["began_on"]),
            began_precision=row["began_precision"],
            ended_on=_day(row["ended_on"]),
            ended_precision=row["ended_precision"],
            attested_on=_day(row["attested_on"]),
            source=sources[row["source"]],
            note=row["note"],
        )
        existing = known.get(network.pk, [])
        loaded += _replace(existing.pop(0) if existing else None, wanted)
    return loaded


def _replace(existing: models.Model | None, wanted: models.Model) -> Loaded:
    """Store ``wanted`` in place of ``existing``."""
    if existing is None:
        wanted.save(force_insert=True)
        return Loaded(added=1)
    names = _names(type(wanted))
    if _values(existing, names) == _values(wanted, names):
        return Loaded(unchanged=1)
    wanted.pk = existing.pk
    wanted.save(force_update=True)
    return Loaded(changed=1)


def _store(model: type[models.Model], key: str, wanted: Iterable[Any], *, keep: Sequence[str] = ()) -> Loaded:
    """Store rows matched by ``key``; fields named in ``keep`` stay as they are in the database."""
    existing = {getattr(row, key): row for row in model._default_manager.all()}
    names = [name for name in _names(model) if name not in keep]
    added, changed, unchanged = [], [], 0
    for row in wanted:
        before = existing.get(getattr(row, key))
        if before is None:
            added.append(row)
        elif _values(before, names) == _values(row, names):
            unchanged += 1
        else:
            row.pk = before.pk
            changed.append(row)
    model._default_manager.bulk_create(added)
    if changed:
        model._default_manager.bulk_update(changed, names)
    return Loaded(len(added), len(changed), unchanged)


def _names(model: type[models.Model]) -> list[str]:
    return [field.name for field in model._meta.concrete_fields if not field.primary_key]


def _values(row: models.Model, names: Sequence[str]) -> list[Any]:
    return [getattr(row, row._meta.get_field(name).attname) for name in names]  # type: ignore[union-attr]


def _day(text: str) -> date | None:
    return date.fromisoformat(text) if text else None
