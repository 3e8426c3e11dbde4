"""Writing counts: one by one, or as a list planned by the importer."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from django.db import transaction
from django.db.models import Sum

from bildungsnetz.accounts.models import User
from bildungsnetz.inclusion.models import NeedCount, Origin, PupilCount, SupportPlaces, SupportSchool
from bildungsnetz.inclusion.reading.counts import Cell
from bildungsnetz.inclusion.services.errors import MoreThanPupils, TownElsewhere
from bildungsnetz.intake.models import ImportRun
from bildungsnetz.journal.services import record
from bildungsnetz.networks.models import Network

BATCH = 1000


@transaction.atomic
def enter_need(
    *, network: Network, town: str, focus: str, grade: int, school_type: str, year: int, count: int, by: User,
    at: datetime, origin: Origin = Origin.ENTERED,
) -> NeedCount:  # fmt: skip
    """Write the count of one cell, over an older one if there is one.

    Raises: TownElsewhere; MoreThanPupils if all pupils of the cell are known and fewer.
    """
    if not town.startswith(network.region.key):
        raise TownElsewhere
    address: dict[str, Any] = {
        "network": network,
        "town": town,
        "grade": grade,
        "school_type": school_type,
        "year": year,
    }
    others = NeedCount.objects.filter(**address).exclude(focus=focus).aggregate(all=Sum("count"))["all"] or 0
    pupils = PupilCount.objects.filter(**address).values_list("pupils", flat=True).first()
    if pupils is not None and others + count > pupils:
        raise MoreThanPupils
    before = NeedCount.objects.filter(focus=focus, **address).values_list("count", flat=True).first()
    found, _is_new = NeedCount.objects.update_or_create(
        focus=focus, **address, defaults={"count": count, "origin": origin, "run": None}
    )
    changes = {"count": [before, count]}
    record(chain=network.journal_chain, subject=found, action="need counted", by=by, at=at, changes=changes)
    return found


@transaction.atomic
def enter_pupils(
    *, network: Network, town: str, grade: int, school_type: str, year: int, pupils: int, by: User, at: datetime,
    origin: Origin = Origin.ENTERED,
) -> PupilCount:  # fmt: skip
    """Write the count of all pupils of one cell. Raises: TownElsewhere; MoreThanPupils if the need is larger."""
    if not town.startswith(network.region.key):
        raise TownElsewhere
    address: dict[str, Any] = {
        "network": network,
        "town": town,
        "grade": grade,
        "school_type": school_type,
        "year": year,
    }
    needed = NeedCount.objects.filter(**address).aggregate(all=Sum("count"))["all"] or 0
    if needed > pupils:
        raise MoreThanPupils
    before = PupilCount.objects.filter(**address).values_list("pupils", flat=True).first()
    found, _is_new = PupilCount.objects.update_or_create(
        **address, defaults={"pupils": pupils, "origin": origin, "run": None}
    )
    changes = {"pupils": [before, pupils]}
    record(chain=network.journal_chain, subject=found, action="pupils counted", by=by, at=at, changes=changes)
    return found


def write_cells(
    *, network: Network, layout: str, new: Sequence[Cell], changed: Sequence[tuple[int, Cell]], run: ImportRun
) -> None:
    """Write planned cells of a list in the transaction of the import; ``changed``: primary key and new cell."""
    if layout == "PLACES":
        schools = dict(
            SupportSchool.objects.filter(town__startswith=network.region.key).values_list("school_number", "pk")
        )
        SupportPlaces.objects.bulk_create(
            (
                SupportPlaces(school_id=schools[one.school], focus=one.focus, grade=one.grade, year=one.year,
                              places=one.count, origin=Origin.IMPORTED, run=run)
                for one in new
            ),
            batch_size=BATCH,
        )  # fmt: skip
        for pk, one in changed:
            SupportPlaces.objects.filter(pk=pk).update(places=one.count, origin=Origin.IMPORTED, run=run)
        return
    if layout == "PUPILS":
        PupilCount.objects.bulk_create(
            (
                PupilCount(network=network, town=one.town, grade=one.grade, school_type=one.school_type, year=one.year,
                           pupils=one.count, origin=Origin.IMPORTED, run=run)
                for one in new
            ),
            batch_size=BATCH,
        )  # fmt: skip
        for pk, one in changed:
            PupilCount.objects.filter(pk=pk).update(pupils=one.count, origin=Origin.IMPORTED, run=run)
        return
    NeedCount.objects.bulk_create(
        (
            NeedCount(network=network, town=one.town, focus=one.focus, grade=one.grade, school_type=one.school_type,
                      year=one.year, count=one.count, origin=Origin.IMPORTED, run=run)
            for one in new
        ),
        batch_size=BATCH,
    )  # fmt: skip
    for pk, one in changed:
        NeedCount.objects.filter(pk=pk).update(count=one.count, origin=Origin.IMPORTED, run=run)
