"""The resolution of the school council, opening again, and the three separate consents of the school."""

from datetime import date, datetime

from django.db import transaction

from bildungsnetz.accounts.models import User
from bildungsnetz.journal.services import record
from bildungsnetz.media.models import Concept, Purpose, Resolution, SchoolConsent, SetAside
from bildungsnetz.media.selectors.content import content_hash
from bildungsnetz.media.services.errors import (
    AlreadyReleased,
    NoSchoolBody,
    NotAdopted,
    NotReleased,
    NotYetResolved,
    StillSetAside,
)
from bildungsnetz.media.services.writing import open_concept
from bildungsnetz.networks.services.errors import ReasonMissing


@transaction.atomic
def record_resolution(
    *, concept: Concept, resolved_on: date, result: str, note: str, by: User, at: datetime, today: date
) -> Resolution:
    """Record what the school council resolved; adopted, the concept stays as it is.

    Raises: ConceptAdopted; NotYetResolved for a day to come; StillSetAside while words wait for a choice.
    """
    held = open_concept(concept)
    if resolved_on > today:
        raise NotYetResolved
    if held.set_aside.filter(why=SetAside.Why.MET).exists():
        raise StillSetAside
    resolution = Resolution.objects.create(
        concept=held, resolved_on=resolved_on, result=result, note=note, content_hash=content_hash(held),
        recorded_by=by, recorded_at=at,
    )  # fmt: skip
    if result == Resolution.Result.ADOPTED:
        held.adopted_on = resolved_on
        held.save(update_fields=["adopted_on"])
    changes = {"result": [None, result], "content_hash": [None, resolution.content_hash]}
    record(chain=held.network.journal_chain, subject=held, action="resolution recorded", by=by, at=at, changes=changes)
    return resolution


@transaction.atomic
def open_again(*, concept: Concept, reason: str, by: User, at: datetime) -> Concept:
    """Open an adopted concept for changes: its releases end, its resolution stays in the record.

    Raises: NotAdopted; ReasonMissing.
    """
    held = _locked(concept)
    if held.is_open:
        raise NotAdopted
    if not reason.strip():
        raise ReasonMissing
    for consent in held.consents.filter(withdrawn_at=None):
        _withdraw(consent, by, at)
    held.adopted_on = None
    held.save(update_fields=["adopted_on"])
    record(
        chain=held.network.journal_chain, subject=held, action="opened again", by=by, at=at, reason=reason,
        changes={"adopted_on": [concept.adopted_on, None]},
    )  # fmt: skip
    return held


@transaction.atomic
def release(*, concept: Concept, purpose: Purpose, by: User, at: datetime) -> SchoolConsent:
    """Give one of the three consents, to the concept as adopted.

    Raises: NotAdopted; AlreadyReleased; NoSchoolBody if it shall go to a school body and names none.
    """
    held = _locked(concept)
    if held.is_open:
        raise NotAdopted
    if purpose == Purpose.BODY and not held.body_key:
        raise NoSchoolBody
    if held.consents.filter(purpose=purpose, withdrawn_at=None).exists():
        raise AlreadyReleased
    consent = SchoolConsent.objects.create(
        concept=held, purpose=purpose, content_hash=content_hash(held), given_by=by, given_at=at
    )
    record(
        chain=held.network.journal_chain, subject=held, action="released", by=by, at=at,
        changes={"purpose": [None, str(purpose)], "content_hash": [None, consent.content_hash]},
    )  # fmt: skip
    return consent


@transaction.atomic
def take_back(*, concept: Concept, purpose: Purpose, by: User, at: datetime) -> SchoolConsent:
    """Take a consent back for the future. Raises: NotReleased."""
    held = _locked(concept)
    consent = held.consents.filter(purpose=purpose, withdrawn_at=None).first()
    if consent is None:
        raise NotReleased
    _withdraw(consent, by, at)
    record(
        chain=held.network.journal_chain, subject=held, action="release taken back", by=by, at=at,
        changes={"purpose": [str(purpose), None]},
    )  # fmt: skip
    return consent


def _withdraw(consent: SchoolConsent, by: User, at: datetime) -> None:
    consent.withdrawn_by, consent.withdrawn_at = by, at
    consent.save(update_fields=["withdrawn_by", "withdrawn_at"])


def _locked(concept: Concept) -> Concept:
    return Concept.objects.select_for_update(of=("self",)).select_related("network", "school").get(pk=concept.pk)
