"""Consent of two sides: put up, consent, refuse, withdraw; for every subject that has two sides.

Nothing is in force until the Land's and the municipal side have each consented to the same check sum
(consensus rule of the networks; competences stay untouched, § 78a(4) SchulG NRW). The database keeps the same
promise by itself (``consent_rules``); the services explain.
"""

from datetime import date, datetime
from typing import TypeVar

from django.db import transaction
from django.db.models import QuerySet

from bildungsnetz.accounts.models import User
from bildungsnetz.journal.services import record
from bildungsnetz.networks.content_hash import content_hash
from bildungsnetz.networks.models import (
    Consent,
    ConsentStatus,
    ConsentSubject,
    Mandate,
    Network,
    Scope,
    Side,
    VersionStatus,
)
from bildungsnetz.networks.models.consent import CHANGEABLE
from bildungsnetz.networks.selectors.people import mandates_of
from bildungsnetz.networks.services.errors import (
    AlreadyConsented,
    NoConsentToWithdraw,
    NoMandate,
    NotPutUp,
    ReasonMissing,
    TextChanged,
)

Subject = TypeVar("Subject", bound=ConsentSubject)


def mandate_for(*, person: User, network: Network, side: Side, scope: Scope, on: date) -> Mandate:
    """Return the mandate with which ``person`` speaks for ``side`` on that day; raises NoMandate."""
    mandate = mandates_of(person, network=network, on=on, scope=scope).filter(side=side).first()
    if mandate is None:
        raise NoMandate(side=side, scope=scope)
    return mandate


def locked(subject: Subject) -> Subject:
    """Read a subject again and hold it: if both sides act in the same second, exactly one must be the second."""
    model = type(subject)
    fresh: Subject = model._default_manager.select_for_update(of=("self",)).get(pk=subject.pk)
    return fresh


def void_consents(*, subject: ConsentSubject, at: datetime) -> list[Side]:
    """Take the check sum and all consents from a subject whose text is about to change; returns the sides hit.

    The triggers do the same after a change; doing it before keeps the object in hand true. The caller saves it.
    """
    given = _given(subject)
    sides = [Side(side) for side in given.order_by("pk").values_list("side", flat=True)]
    given.update(status=ConsentStatus.VOIDED, ended_at=at)
    subject.content_hash = subject.state_hash = subject.municipal_hash = ""
    if subject.status == VersionStatus.AGREED:
        subject.status = VersionStatus.PUT_UP
        subject.agreed_at = None
    return sides


@transaction.atomic
def fix_text(*, subject: ConsentSubject) -> str:
    """Compute the check sum of the text as it stands and store it; returns it."""
    digest = content_hash(subject.content())
    type(subject)._default_manager.filter(pk=subject.pk).update(content_hash=digest)
    subject.content_hash = digest
    return digest


@transaction.atomic
def give_consent(
    *,
    subject: Subject,
    side: Side,
    shown_hash: str,
    by: User,
    at: datetime,
    network: Network,
    scope: Scope,
    signed_on_paper_on: date | None = None,
    signatory: str = "",
) -> Subject:
    """Record one side's consent to the text it was shown; with the second one the subject is agreed.

    ``signed_on_paper_on`` and ``signatory`` record a consent that was given by signature on paper; it still takes a
    mandate of that side to enter it.
    Raises: NoMandate if ``by`` does not speak for ``side`` here and today; NotPutUp if there is nothing to consent to;
    TextChanged if ``shown_hash`` is no longer the check sum of the text; AlreadyConsented.
    """
    mandate = mandate_for(person=by, network=network, side=side, scope=scope, on=at.date())
    fresh = locked(subject)
    if fresh.hash_of(side):
        raise AlreadyConsented(side=side)
    if fresh.status != VersionStatus.PUT_UP or not fresh.content_hash:
        raise NotPutUp(status=fresh.status)
    if shown_hash != fresh.content_hash or content_hash(fresh.content()) != fresh.content_hash:
        raise TextChanged(at=fresh.put_up_at)
    consent = Consent.objects.create(
        network=network,
        subject_type=fresh.subject_type,
        subject_id=fresh.pk,
        side=side,
        content_hash=fresh.content_hash,
        status=ConsentStatus.GIVEN,
        office=mandate.office,
        given_by=by,
        given_at=at,
        signed_on_paper_on=signed_on_paper_on,
        signatory=signatory,
    )
    _set_hash(fresh, side, consent.content_hash)
    if fresh.state_hash == fresh.municipal_hash == fresh.content_hash:
        fresh.status = VersionStatus.AGREED
        fresh.agreed_at = at
    fresh.save(update_fields=["state_hash", "municipal_hash", "status", "agreed_at"])
    changes = {"side": [None, side], "content_hash": [None, fresh.content_hash], "status": [None, fresh.status]}
    record(chain=network.journal_chain, subject=fresh, action="consent given", by=by, at=at, changes=changes)
    return fresh


@transaction.atomic
def refuse_consent(
    *, subject: Subject, side: Side, reason: str, by: User, at: datetime, network: Network, scope: Scope
) -> Subject:
    """Record that one side does not consent; the subject is not agreed and everything stays with its owner.

    Raises: NoMandate, NotPutUp; ReasonMissing, since a refusal without a reason helps nobody; AlreadyConsented if
    the side must first take its consent back.
    """
    if not reason.strip():
        raise ReasonMissing()
    mandate = mandate_for(person=by, network=network, side=side, scope=scope, on=at.date())
    fresh = locked(subject)
    if fresh.hash_of(side):
        raise AlreadyConsented(side=side)
    if fresh.status != VersionStatus.PUT_UP:
        raise NotPutUp(status=fresh.status)
    Consent.objects.create(
        network=network,
        subject_type=fresh.subject_type,
        subject_id=fresh.pk,
        side=side,
        content_hash=fresh.content_hash,
        status=ConsentStatus.REFUSED,
        office=mandate.office,
        given_by=by,
        given_at=at,
        reason=reason,
    )
    fresh.status = VersionStatus.NOT_AGREED
    fresh.save(update_fields=["status"])
    changes = {"side": [None, side], "status": [VersionStatus.PUT_UP, fresh.status]}
    record(
        chain=network.journal_chain,
        subject=fresh,
        action="consent refused",
        by=by,
        at=at,
        changes=changes,
        reason=reason,
    )
    return fresh


@transaction.atomic
def withdraw_consent(
    *, subject: Subject, side: Side, reason: str, by: User, at: datetime, network: Network, scope: Scope
) -> Subject:
    """Take a side's consent back, visibly and with a reason, as long as the subject is not in force.

    Raises: NoMandate; ReasonMissing; NoConsentToWithdraw if there is none or the subject is already in force.
    """
    if not reason.strip():
        raise ReasonMissing()
    mandate_for(person=by, network=network, side=side, scope=scope, on=at.date())
    fresh = locked(subject)
    consent = _given(fresh).filter(side=side).first()
    if consent is None or fresh.status not in CHANGEABLE:
        raise NoConsentToWithdraw(side=side)
    # First the subject: the database refuses an agreed subject without both consents.
    before = fresh.status
    fresh.status = VersionStatus.PUT_UP
    fresh.agreed_at = None
    _set_hash(fresh, side, "")
    fresh.save(update_fields=["state_hash", "municipal_hash", "status", "agreed_at"])
    consent.status = ConsentStatus.WITHDRAWN
    consent.ended_at = at
    consent.reason = reason
    consent.save(update_fields=["status", "ended_at", "reason"])
    changes = {"side": [side, None], "status": [before, fresh.status]}
    record(
        chain=network.journal_chain,
        subject=fresh,
        action="consent withdrawn",
        by=by,
        at=at,
        changes=changes,
        reason=reason,
    )
    return fresh


def _given(subject: ConsentSubject) -> QuerySet[Consent]:
    return Consent.objects.filter(subject_type=subject.subject_type, subject_id=subject.pk, status=ConsentStatus.GIVEN)


def _set_hash(subject: ConsentSubject, side: Side, digest: str) -> None:
    if side == Side.STATE:
        subject.state_hash = digest
    else:
        subject.municipal_hash = digest
