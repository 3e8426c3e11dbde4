"""Putting released concepts together: in batches, each with its progress, so that 5,500 of them show how far they are.

Sums are made by the database, batch by batch, and added here; only concepts released for it are read. Of the school
body's consent come needs, training and support; of the one for the region comes the coverage.
"""

from collections import Counter
from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from django.db import transaction
from django.db.models import Count, Q, Sum

from bildungsnetz.accounts.models import User
from bildungsnetz.media.models import (
    Concept,
    Equipment,
    GridEntry,
    Holding,
    Purpose,
    RollUp,
    RollUpRow,
    RollUpState,
    Support,
    Training,
)
from bildungsnetz.media.selectors.concepts import released_for
from bildungsnetz.media.selectors.needs import waiting_roll_ups
from bildungsnetz.media.services.errors import RollUpRunning
from bildungsnetz.networks.models import Network

BATCH = 500
BODY = "concept__body_key"
# Hours are added up in tenths, since sums are whole numbers.
TENTHS = 10

Key = tuple[str, str, str, int | None, str]
Sums = dict[str, Counter[Key]]


@transaction.atomic
def ask_for_roll_up(*, network: Network | None, year: int, by: User | None, at: datetime) -> RollUp:
    """Ask the background service to put the concepts of a school year together. Raises: RollUpRunning."""
    if waiting_roll_ups().filter(network=network, year=year).exists():
        raise RollUpRunning
    return RollUp.objects.create(network=network, year=year, asked_by=by, asked_at=at)


def put_together(*, roll_up: RollUp, at: datetime, ended_at: datetime | None = None, batch: int = BATCH) -> RollUp:
    """Work a roll-up off; after each batch the number of concepts done is there to be seen."""
    begun = RollUp.objects.filter(pk=roll_up.pk, state=RollUpState.QUEUED).update(
        state=RollUpState.RUNNING, begun_at=at
    )
    if not begun:
        return roll_up
    concepts = Concept.objects.filter(year=roll_up.year)
    if roll_up.network_id:
        concepts = concepts.filter(network=roll_up.network_id)
    for_body = set(concepts.filter(released_for(Purpose.BODY)).values_list("pk", flat=True))
    for_region = set(concepts.filter(released_for(Purpose.REGION)).values_list("pk", flat=True))
    keys = sorted(for_body | for_region)
    RollUp.objects.filter(pk=roll_up.pk).update(total=len(keys))
    sums: Sums = {name: Counter() for name in ("quantity", "cost", "without_cost", "schools")}
    read = 0
    for first in range(0, len(keys), batch):
        part = keys[first : first + batch]
        read += _add_needs(sums, [key for key in part if key in for_body])
        read += _add_coverage(sums, [key for key in part if key in for_region])
        RollUp.objects.filter(pk=roll_up.pk).update(done=first + len(part), rows_read=read)
    with transaction.atomic():
        RollUpRow.objects.bulk_create(_rows(roll_up, sums), batch_size=1000)
        RollUp.objects.filter(pk=roll_up.pk).update(state=RollUpState.DONE, ended_at=ended_at or at)
    roll_up.refresh_from_db()
    return roll_up


def give_up(*, roll_up: RollUp, at: datetime) -> None:
    """End a roll-up that failed; asking again is possible at once."""
    RollUp.objects.filter(pk=roll_up.pk, state__in=[RollUpState.QUEUED, RollUpState.RUNNING]).update(
        state=RollUpState.FAILED, ended_at=at
    )


def _add_needs(sums: Sums, keys: Sequence[int]) -> int:
    if not keys:
        return 0
    needs = (
        Equipment.objects.filter(concept__in=keys, holding=Holding.NEED)
        .values(BODY, "category", "year", "funding")
        .annotate(n=Count("pk"), amount=Sum("quantity"), money=Sum("cost"), open=Count("pk", filter=Q(cost=None)),
                  schools=Count("concept", distinct=True))
    )  # fmt: skip
    read = 0
    for row in needs:
        key: Key = ("NEED", row[BODY], row["category"], row["year"], row["funding"])
        _add(sums, key, row, quantity=row["amount"], cost=row["money"] or 0, without_cost=row["open"])
        read += row["n"]
    trainings = Training.objects.filter(concept__in=keys).values(BODY, "topic", "year")
    for row in trainings.annotate(n=Count("pk"), amount=Sum("people"), schools=Count("concept", distinct=True)):
        _add(sums, ("TRAINING", row[BODY], row["topic"], row["year"], ""), row, quantity=row["amount"] or 0)
        read += row["n"]
    supports = Support.objects.filter(concept__in=keys).values(BODY, "level")
    for row in supports.annotate(n=Count("pk"), amount=Sum("needed"), schools=Count("concept", distinct=True)):
        hours = int((row["amount"] or 0) * TENTHS)
        _add(sums, ("SUPPORT", row[BODY], str(row["level"]), None, ""), row, quantity=hours)
        read += row["n"]
    for body, number in Concept.objects.filter(pk__in=keys).values_list("body_key").annotate(n=Count("pk")):
        sums["schools"]["SCHOOLS", body, "", None, ""] += number
    return read


def _add_coverage(sums: Sums, keys: Sequence[int]) -> int:
    if not keys:
        return 0
    entries = GridEntry.objects.filter(concept__in=keys, binding="COMPULSORY").values("competence")
    read = 0
    for row in entries.annotate(n=Count("pk"), schools=Count("concept", distinct=True)):
        _add(sums, ("COVERAGE", "", row["competence"], None, ""), row, quantity=row["schools"])
        read += row["n"]
    sums["schools"]["REGION", "", "", None, ""] += len(keys)
    return read


def _add(sums: Sums, key: Key, row: Mapping[str, Any], **amounts: int) -> None:
    sums["schools"][key] += row["schools"]
    for name, amount in amounts.items():
        sums[name][key] += amount


def _rows(roll_up: RollUp, sums: Sums) -> list[RollUpRow]:
    return [
        RollUpRow(
            roll_up=roll_up, kind=key[0], body_key=key[1], category=key[2], year=key[3], funding=key[4],
            **{name: amounts[key] for name, amounts in sums.items()},
        )
        for key in sorted(sums["schools"], key=str)
    ]  # fmt: skip
