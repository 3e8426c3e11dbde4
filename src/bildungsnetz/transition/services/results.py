"""From a finished run to what pupils see: chosen with a reason, consented where asked for, released."""

import csv
import hashlib
import io
from collections.abc import Iterator
from datetime import datetime

from django.db import transaction

from bildungsnetz.accounts.models import User
from bildungsnetz.journal.services import record
from bildungsnetz.networks.models import Scope, Side, VersionStatus
from bildungsnetz.networks.services import consent
from bildungsnetz.transition.models import (
    Explanation,
    Folder,
    Offer,
    Placement,
    Pupil,
    Result,
    Run,
    RunKind,
    RunState,
    Season,
)
from bildungsnetz.transition.services.errors import AlreadyReleased, ConsentMissing, NotProven, ReasonNeeded, WishesOpen
from bildungsnetz.transition.services.running import file_of

ROWS_AT_ONCE = 1000


@transaction.atomic
def choose_run(*, run: Run, reason: str, by: User, at: datetime) -> Result:
    """Choose a run for the result, with a reason; where both sides consent, it is put up to them at once.

    An earlier choice that is not released gives way, its consents with it.
    Raises: ReasonNeeded; NotProven; AlreadyReleased if this run's result is out.
    """
    if not reason.strip():
        raise ReasonNeeded()
    season = Season.objects.select_for_update(of=("self",)).select_related("network").get(pk=run.season_id)
    if run.state != RunState.DONE or not run.agrees or run.kind == RunKind.COMPARISON:
        raise NotProven()
    if Result.objects.filter(run=run, released_at__isnull=False).exists():
        raise AlreadyReleased()
    for earlier in Result.objects.filter(season=season, released_at=None):
        _give_way(earlier, at)
    result = Result.objects.create(
        season=season, run=run, digest=digest_of(run), reason=reason.strip(), chosen_by=by, chosen_at=at
    )
    record(
        chain=season.network.journal_chain, subject=result, action="run chosen", by=by, at=at, reason=reason,
        changes={"run": [None, run.number], "digest": [None, result.digest]},
    )  # fmt: skip
    if season.needs_consent:
        result.status, result.put_up_at = VersionStatus.PUT_UP, at
        result.save(update_fields=["status", "put_up_at"])
        consent.fix_text(subject=result)
        record(chain=season.network.journal_chain, subject=result, action="put up for consent", by=by, at=at)
    return result


@transaction.atomic
def consent_to(*, result: Result, side: Side, shown_hash: str, by: User, at: datetime) -> Result:
    """Record one side's consent to the result. Raises: what ``networks`` raises for consents."""
    return consent.give_consent(
        subject=result, side=side, shown_hash=shown_hash, by=by, at=at, network=result.season.network,
        scope=Scope.SEASON,
    )  # fmt: skip


@transaction.atomic
def refuse(*, result: Result, side: Side, reason: str, by: User, at: datetime) -> Result:
    """Record that one side does not consent; another run can be chosen. Raises: what ``networks`` raises."""
    return consent.refuse_consent(
        subject=result, side=side, reason=reason, by=by, at=at, network=result.season.network, scope=Scope.SEASON
    )


@transaction.atomic
def release_result(*, result: Result, by: User, at: datetime) -> Result:
    """Give pupils their places and reasons; they see them from the announced hour on.

    The wish for step-free places has served and is deleted. Raises: AlreadyReleased; ConsentMissing; WishesOpen.
    """
    held = consent.locked(result)
    season = Season.objects.select_related("network").get(pk=held.season_id)
    if held.released_at is not None:
        raise AlreadyReleased()
    if at < season.wishes_until:
        raise WishesOpen()
    if season.needs_consent:
        if held.status != VersionStatus.AGREED:
            raise ConsentMissing()
        held.status = VersionStatus.IN_FORCE
        held.save(update_fields=["status"])
    held.released_by, held.released_at = by, at
    held.save(update_fields=["released_by", "released_at"])
    _give_places(held, season)
    _explain(held, season)
    Pupil.objects.filter(season=season, step_free=True).update(step_free=False)
    chain = season.network.journal_chain
    record(chain=chain, subject=held, action="result released", by=by, at=at, changes={"run": [None, held.run.number]})
    return held


def digest_of(run: Run) -> str:
    """Return one check sum over all files of a run but those that tell how long it took."""
    rows = run.files.exclude(name__in=["report.json", "report.html"]).order_by("folder", "name")
    listed = "".join(f"{file.sha256}  {file.folder}/{file.name}\n" for file in rows.only("folder", "name", "sha256"))
    return hashlib.sha256(listed.encode()).hexdigest()


def rows_of(run: Run, name: str) -> Iterator[dict[str, str]]:
    """Yield the rows of an output table of a run."""
    content = file_of(run, Folder.OUTPUT, name)
    if content is None:
        raise FileNotFoundError(name)
    yield from csv.DictReader(io.StringIO(content.decode()))


def _give_way(earlier: Result, at: datetime) -> None:
    held = consent.locked(earlier)
    if held.status in (VersionStatus.PUT_UP, VersionStatus.AGREED):
        consent.void_consents(subject=held, at=at)
        held.status = VersionStatus.DRAFT
        held.save(update_fields=["status", "content_hash", "state_hash", "municipal_hash", "agreed_at"])
    if held.status == VersionStatus.DRAFT:
        held.delete()


def _give_places(result: Result, season: Season) -> None:
    """Give what is new; a place of an earlier result that is in the new one stays as it is, any other goes."""
    pupils = dict(Pupil.objects.filter(season=season).values_list("reference", "pk"))
    offers = dict(Offer.objects.filter(season=season).values_list("reference", "pk"))
    held = {
        (pupil, offer): pk
        for pk, pupil, offer in Placement.objects.filter(pupil__season=season, ended_at=None).values_list(
            "pk", "pupil", "offer"
        )
    }
    new = []
    for row in rows_of(result.run, "assignments.csv"):
        key = (pupils[row["pupil_id"]], offers[row["offer_id"]])
        if held.pop(key, None) is None:
            new.append(
                Placement(
                    pupil_id=key[0],
                    offer_id=key[1],
                    result=result,
                    rank=int(row["rank"]) if row["rank"] else None,
                    distance_m=round(float(row["distance_km"]) * 1000) if row["distance_km"] else None,
                )
            )
    gone = sorted(held.values())
    for begin in range(0, len(gone), ROWS_AT_ONCE):
        Placement.objects.filter(pk__in=gone[begin : begin + ROWS_AT_ONCE]).delete()
    Placement.objects.bulk_create(new, batch_size=ROWS_AT_ONCE)


def _explain(result: Result, season: Season) -> None:
    pupils = dict(Pupil.objects.filter(season=season).values_list("reference", "pk"))
    offers = dict(Offer.objects.filter(season=season).values_list("reference", "pk"))
    Explanation.objects.filter(pupil__season=season).delete()
    Explanation.objects.bulk_create(
        (
            Explanation(
                pupil_id=pupils[row["pupil_id"]],
                offer_id=offers[row["wish"]],
                rank=int(row["rank"]),
                outcome=row["outcome"],
                reason=row["reason"],
            )
            for row in rows_of(result.run, "explanations.csv")
        ),
        batch_size=ROWS_AT_ONCE,
    )
