"""Opening a season, changing its rules, drawing its seed, naming its schools."""

import hashlib
import secrets
from collections.abc import Iterable, Mapping
from datetime import date, datetime
from typing import Any

from django.db import transaction

from bildungsnetz.accounts.models import User
from bildungsnetz.journal.services import record
from bildungsnetz.networks.models import Network
from bildungsnetz.partners.models import School
from bildungsnetz.transition.models import Coordinator, Participation, Season, SeasonDay, Wish
from bildungsnetz.transition.services.errors import (
    AlreadyTakesPart,
    RankingUnderWay,
    SeasonExists,
    SeedFixed,
    TooLateForSeed,
)

RULES = ("days_per_pupil", "hours_minimum", "fields_may_repeat", "only_wished", "max_km", "needs_consent")
DATES = ("offers_until", "codes_until", "wishes_from", "wishes_until", "results_at", "closes_on")
SEED_BYTES = 32


@transaction.atomic
def open_season(
    *, network: Network, year: int, days: Iterable[date], values: Mapping[str, Any], by: User, at: datetime,
    is_example: bool = False,
) -> Season:  # fmt: skip
    """Open a season; ``values`` are its deadlines and rules (see ``DATES`` and ``RULES``). Raises: SeasonExists."""
    if Season.objects.filter(network=network, year=year).exists():
        raise SeasonExists()
    season = Season.objects.create(network=network, year=year, is_example=is_example, **dict(values))
    SeasonDay.objects.bulk_create([SeasonDay(season=season, date=day) for day in sorted(set(days))])
    record(chain=network.journal_chain, subject=season, action="season opened", by=by, at=at)
    return season


@transaction.atomic
def change_season(*, season: Season, days: Iterable[date], values: Mapping[str, Any], by: User, at: datetime) -> Season:
    """Change deadlines, days and rules.

    Once pupils have ranked, only the ends may move: the rules they ranked under stay. Raises: RankingUnderWay.
    """
    held = Season.objects.select_for_update(of=("self",)).select_related("network").get(pk=season.pk)
    before = {name: getattr(held, name) for name in (*DATES, *RULES)}
    changed = {name: value for name, value in values.items() if before[name] != value}
    wanted = set(days)
    known = set(held.days.values_list("date", flat=True))
    fixed = {*RULES, "wishes_from"} & set(changed) or wanted != known
    if fixed and Wish.objects.filter(pupil__season=held).exists():
        raise RankingUnderWay()
    for name, value in changed.items():
        setattr(held, name, value)
    held.save(update_fields=list(changed) or None)
    held.days.filter(date__in=known - wanted).delete()
    SeasonDay.objects.bulk_create([SeasonDay(season=held, date=day) for day in sorted(wanted - known)])
    changes = {name: [before[name], value] for name, value in changed.items()}
    record(chain=held.network.journal_chain, subject=held, action="season changed", by=by, at=at, changes=changes)
    return held


@transaction.atomic
def draw_seed(*, season: Season, by: User, at: datetime) -> Season:
    """Draw the seed by chance and publish its check sum; there is never a second one.

    Raises: SeedFixed; TooLateForSeed once ranking was to begin (a seed drawn knowing the wishes could be chosen).
    """
    held = Season.objects.select_for_update(of=("self",)).select_related("network").get(pk=season.pk)
    if held.seed_hash:
        raise SeedFixed()
    if at >= held.wishes_from:
        raise TooLateForSeed()
    held.seed = secrets.token_hex(SEED_BYTES)
    held.seed_hash, held.seed_fixed_at = hashlib.sha256(held.seed.encode()).hexdigest(), at
    held.save(update_fields=["seed", "seed_hash", "seed_fixed_at"])
    changes = {"seed_hash": ["", held.seed_hash]}
    record(chain=held.network.journal_chain, subject=held, action="seed drawn", by=by, at=at, changes=changes)
    return held


@transaction.atomic
def add_school(
    *, season: Season, school: School, days: Iterable[SeasonDay], pupils_expected: int, by: User, at: datetime
) -> Participation:
    """Let a school take part on some of the season's days. Raises: AlreadyTakesPart."""
    if Participation.objects.filter(season=season, school=school).exists():
        raise AlreadyTakesPart()
    found = Participation.objects.create(season=season, school=school, pupils_expected=pupils_expected)
    found.days.set(days)
    changes = {"school": [None, school.school_number]}
    record(chain=season.network.journal_chain, subject=season, action="school added", by=by, at=at, changes=changes)
    return found


@transaction.atomic
def change_school(
    *, participation: Participation, days: Iterable[SeasonDay], pupils_expected: int, coordinators: Iterable[User],
    by: User, at: datetime,
) -> Participation:  # fmt: skip
    """Set a school's days, number of pupils, and who coordinates there. Raises: RankingUnderWay if its days change."""
    wanted = {day.pk for day in days}
    known = set(participation.days.values_list("pk", flat=True))
    if wanted != known and Wish.objects.filter(pupil__school_class__participation=participation).exists():
        raise RankingUnderWay()
    participation.days.set(wanted)
    participation.pupils_expected = pupils_expected
    participation.save(update_fields=["pupils_expected"])
    people = list(coordinators)
    participation.coordinators.exclude(person__in=people).delete()
    for person in people:
        Coordinator.objects.get_or_create(participation=participation, person=person)
    season = participation.season
    changes = {"school": [participation.school.school_number, participation.school.school_number]}
    record(chain=season.network.journal_chain, subject=season, action="school changed", by=by, at=at, changes=changes)
    return participation
