"""Writing schools with support, their offers, facts and places."""

from collections.abc import Sequence
from datetime import date, datetime
from typing import Any

from django.db import transaction

from bildungsnetz.accounts.models import User
from bildungsnetz.inclusion.models import Origin, SupportOffer, SupportPlaces, SupportSchool, YearFacts
from bildungsnetz.inclusion.reading.supply_list import SupplyItem
from bildungsnetz.inclusion.selectors.supply import stored_supply
from bildungsnetz.intake.models import ImportRun
from bildungsnetz.journal.services import record
from bildungsnetz.networks.models import Network

BATCH = 1000


def write_supply(items: Sequence[SupplyItem], *, on: date, run: ImportRun | None) -> None:
    """Write schools of a list and their offers; an offer the list no longer names ends, it is not deleted.

    An offer that began on or after ``on`` is newer than the list and stays.
    """
    stored = stored_supply([item.number for item in items])
    fresh = [
        SupportSchool(school_number=item.number, name=item.name, town=item.town, school_type=item.school_type, run=run)
        for item in items
        if item.number not in stored
    ]
    SupportSchool.objects.bulk_create(fresh, batch_size=BATCH)
    made = dict(
        SupportSchool.objects.filter(school_number__in=[one.school_number for one in fresh][:BATCH])
        .values_list("school_number", "pk")
    ) if len(fresh) <= BATCH else dict(SupportSchool.objects.values_list("school_number", "pk"))  # fmt: skip
    offers: list[SupportOffer] = []
    ended: list[int] = []
    for item in items:
        known = stored.get(item.number)
        running = {
            (one.focus, one.code, one.form): one
            for one in (known.open_offers if known else [])  # type: ignore[attr-defined]
        }
        named = {(one.focus, one.code, one.form): one for one in item.offers}
        if known:
            _renew(known, item, run)
        pk = known.pk if known else made[item.number]
        for key, one in named.items():
            if key not in running:
                offers.append(SupportOffer(school_id=pk, focus=one.focus, code=one.code, form=one.form,
                                           target=one.target, began_on=on))  # fmt: skip
            elif running[key].target != one.target:
                SupportOffer.objects.filter(pk=running[key].pk).update(target=one.target)
        ended += [one.pk for key, one in running.items() if key not in named and one.began_on < on]
    SupportOffer.objects.bulk_create(offers, batch_size=BATCH)
    for first in range(0, len(ended), BATCH):
        SupportOffer.objects.filter(pk__in=ended[first : first + BATCH]).update(ended_on=on)


def _renew(known: SupportSchool, item: SupplyItem, run: ImportRun | None) -> None:
    said = {"name": item.name, "town": item.town, "school_type": item.school_type}
    if any(getattr(known, name) != value for name, value in said.items()):
        SupportSchool.objects.filter(pk=known.pk).update(run=run, **said)


@transaction.atomic
def keep_facts(*, school: SupportSchool, network: Network, year: int, by: User, at: datetime, **said: Any) -> YearFacts:
    """Write what a school has in a year (pupils, rooms, access, posts, minimum size)."""
    held = YearFacts.objects.filter(school=school, year=year).first()
    before = {name: getattr(held, name) if held else None for name in said}
    found, _is_new = YearFacts.objects.update_or_create(school=school, year=year, defaults=said)
    changes = {name: [_plain(before[name]), _plain(value)] for name, value in said.items() if before[name] != value}
    record(chain=network.journal_chain, subject=found, action="facts kept", by=by, at=at, changes=changes)
    return found


@transaction.atomic
def keep_places(
    *, school: SupportSchool, network: Network, focus: str, year: int, first_grade: int, last_grade: int, places: int,
    by: User, at: datetime, origin: Origin = Origin.ENTERED,
) -> list[SupportPlaces]:  # fmt: skip
    """Write the places of a school in a focus, the same number for each grade of a range."""
    kept = []
    for grade in range(first_grade, last_grade + 1):
        found, _is_new = SupportPlaces.objects.update_or_create(
            school=school,
            focus=focus,
            grade=grade,
            year=year,
            defaults={"places": places, "origin": origin, "run": None},
        )
        kept.append(found)
    if kept:
        changes = {"grades": [None, f"{first_grade}-{last_grade}"], "places": [None, places], "year": [None, year]}
        record(chain=network.journal_chain, subject=school, action="places kept", by=by, at=at, changes=changes)
    return kept


def _plain(value: Any) -> Any:
    return str(value) if value is not None and not isinstance(value, int | str) else value
