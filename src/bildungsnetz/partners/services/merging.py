"""Two entries that are one institution: joined, and separated again with nothing lost."""

from datetime import datetime
from typing import Any

from django.db import transaction

from bildungsnetz.accounts.models import User
from bildungsnetz.journal.services import record
from bildungsnetz.networks.models import Network
from bildungsnetz.partners.models import Cooperation, Function, FurtherKind, Institution, Kind, Merge
from bildungsnetz.partners.services.errors import AlreadyMerged, BuiltUpon, FromTheStatesList, SameInstitution
from bildungsnetz.partners.spelling import spelt

# Empty fields of the kept entry are filled from the dropped one.
FILLED = ("short_name", "town", "street", "postcode", "place", "phone", "fax", "email", "web", "competence")


@transaction.atomic
def merge(*, network: Network, kept: Institution, dropped: Institution, by: User, at: datetime) -> Merge:
    """Hang everything of ``dropped`` onto ``kept`` and hide ``dropped``.

    Cooperations between both, and those ``kept`` has already, are left with the hidden entry.
    Raises: SameInstitution; AlreadyMerged; FromTheStatesList if the dropped one is a school of the state's list.
    """
    if kept == dropped:
        raise SameInstitution()
    if dropped.merged_into_id is not None or kept.merged_into_id is not None:
        raise AlreadyMerged()
    if dropped.kind == Kind.SCHOOL:
        raise FromTheStatesList()
    moved: dict[str, Any] = {
        "functions": _move_functions(kept, dropped),
        "first": _move_cooperations(kept, dropped, "first", "second"),
        "second": _move_cooperations(kept, dropped, "second", "first"),
        "kinds": _add_kinds(kept, dropped),
        "filled": _fill(kept, dropped),
    }
    dropped.merged_into = kept
    dropped.save(update_fields=["merged_into"])
    done = Merge.objects.create(network=network, kept=kept, dropped=dropped, moved=moved, merged_at=at, merged_by=by)
    changes = {"merged": [dropped.name, kept.name]}
    record(chain=network.journal_chain, subject=kept, action="partners merged", by=by, at=at, changes=changes)
    return done


@transaction.atomic
def separate(*, merge: Merge, by: User, at: datetime) -> Merge:
    """Undo a merge: what was moved goes back unless somebody has deleted it since; later additions stay.

    Raises: AlreadyMerged if it is undone already; BuiltUpon if the kept entry has itself been merged since.
    """
    if merge.undone_at is not None:
        raise AlreadyMerged()
    kept, dropped = merge.kept, merge.dropped
    if kept.merged_into_id is not None:
        raise BuiltUpon()
    moved = merge.moved
    Function.objects.filter(pk__in=moved["functions"], institution=kept).update(institution=dropped)
    Cooperation.objects.filter(pk__in=moved["first"], first=kept).update(first=dropped)
    Cooperation.objects.filter(pk__in=moved["second"], second=kept).update(second=dropped)
    FurtherKind.objects.filter(pk__in=moved["kinds"], institution=kept).delete()
    for name, value in moved["filled"].items():
        # A field that was corrected since keeps the correction.
        if getattr(kept, name) == value:
            setattr(kept, name, "")
    spelt(kept).save()
    dropped.merged_into = None
    dropped.save(update_fields=["merged_into"])
    merge.undone_at = at
    merge.save(update_fields=["undone_at"])
    changes = {"separated": [kept.name, dropped.name]}
    record(chain=merge.network.journal_chain, subject=kept, action="partners separated", by=by, at=at, changes=changes)
    return merge


def _move_functions(kept: Institution, dropped: Institution) -> list[int]:
    moved = list(Function.objects.filter(institution=dropped).order_by("pk").values_list("pk", flat=True))
    Function.objects.filter(pk__in=moved).update(institution=kept)
    return moved


def _move_cooperations(kept: Institution, dropped: Institution, end: str, other: str) -> list[int]:
    had = {
        (row.network_id, getattr(row, f"{other}_id"), row.kind)
        for row in Cooperation.objects.filter(ended_on=None, **{end: kept})
    }
    moved = [
        row.pk
        for row in Cooperation.objects.filter(**{end: dropped}).exclude(**{other: kept}).order_by("pk")
        if row.ended_on is not None or (row.network_id, getattr(row, f"{other}_id"), row.kind) not in had
    ]
    Cooperation.objects.filter(pk__in=moved).update(**{end: kept})
    return moved


def _add_kinds(kept: Institution, dropped: Institution) -> list[int]:
    has = {kept.kind, *kept.further_kinds.values_list("kind", flat=True)}
    brings = {dropped.kind, *dropped.further_kinds.values_list("kind", flat=True)} - has
    return [FurtherKind.objects.create(institution=kept, kind=kind).pk for kind in sorted(brings)]


def _fill(kept: Institution, dropped: Institution) -> dict[str, str]:
    filled = {name: getattr(dropped, name) for name in FILLED if not getattr(kept, name) and getattr(dropped, name)}
    for name, value in filled.items():
        setattr(kept, name, value)
    spelt(kept).save()
    return filled
