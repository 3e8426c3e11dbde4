"""The way of everything both sides consent to here: put up, taken back, consented, refused, withdrawn, in force."""

from datetime import date, datetime
from typing import TypeVar

from django.db import transaction
from django.utils import timezone

from bildungsnetz.accounts.models import User
from bildungsnetz.journal.services import record
from bildungsnetz.networks.models import Scope, Side, VersionStatus
from bildungsnetz.networks.selectors.contracts import contract_of
from bildungsnetz.networks.services import consent as consents
from bildungsnetz.networks.services.errors import NotChangeable
from bildungsnetz.strategy.models import AnnualReport, FieldChoice, Proposal, ProposalState, StrategyVersion
from bildungsnetz.strategy.services import notices
from bildungsnetz.strategy.services.completeness import gaps_of
from bildungsnetz.strategy.services.errors import Unfinished

Subject = TypeVar("Subject", bound=FieldChoice | StrategyVersion | AnnualReport)
HASHES = ["status", "content_hash", "state_hash", "municipal_hash", "agreed_at"]


@transaction.atomic
def put_up(*, subject: Subject, by: User, at: datetime) -> Subject:
    """Lay a draft before both sides: its text is fixed by the check sum and both sides are told.

    Raises: NotChangeable if it is no draft; Unfinished with everything that is missing.
    """
    held = consents.locked(subject)
    if held.status != VersionStatus.DRAFT:
        raise NotChangeable(status=held.status)
    gaps = gaps_of(held, on=timezone.localdate(at))
    if gaps:
        raise Unfinished(gaps)
    held.status, held.put_up_at = VersionStatus.PUT_UP, at
    held.save(update_fields=["status", "put_up_at"])
    digest = consents.fix_text(subject=held)
    changes = {"status": [VersionStatus.DRAFT, VersionStatus.PUT_UP], "content_hash": [None, digest]}
    record(chain=held.network.journal_chain, subject=held, action="put up for consent", by=by, at=at, changes=changes)
    notices.tell_consent_needed(subject=held, by=by, at=at)
    return held


@transaction.atomic
def take_back(*, subject: Subject, by: User, at: datetime) -> Subject:
    """Make a draft again of what was put up; consents given before are void. Raises: NotChangeable."""
    held = consents.locked(subject)
    if held.status not in (VersionStatus.PUT_UP, VersionStatus.AGREED):
        raise NotChangeable(status=held.status)
    consents.void_consents(subject=held, at=at)
    # An agreed one goes back by the same two steps the database knows.
    held.save(update_fields=HASHES)
    held.status = VersionStatus.DRAFT
    held.save(update_fields=["status"])
    changes = {"status": [VersionStatus.PUT_UP, VersionStatus.DRAFT]}
    record(chain=held.network.journal_chain, subject=held, action="taken back", by=by, at=at, changes=changes)
    notices.tell_taken_back(subject=held, by=by, at=at)
    return held


@transaction.atomic
def consent_to(*, subject: Subject, side: Side, shown_hash: str, by: User, at: datetime) -> Subject:
    """Give one side's consent to the text it was shown; with the second it takes effect when its day has come.

    Raises: as ``give_consent`` of ``networks``.
    """
    held = consents.give_consent(
        subject=subject, side=side, shown_hash=shown_hash, by=by, at=at, network=subject.network, scope=Scope.STRATEGY
    )
    if held.status == VersionStatus.AGREED:
        notices.tell_agreed(subject=held, by=by, at=at)
        today = timezone.localdate(at)
        if not isinstance(held, StrategyVersion) or (held.effective_from and held.effective_from <= today):
            return take_effect(subject=held, at=at)
    return held


def refuse(*, subject: Subject, side: Side, reason: str, by: User, at: datetime) -> Subject:
    """Record that one side does not consent: everything stays as it is. Raises: as ``refuse_consent``."""
    return consents.refuse_consent(
        subject=subject, side=side, reason=reason, by=by, at=at, network=subject.network, scope=Scope.STRATEGY
    )


def withdraw(*, subject: Subject, side: Side, reason: str, by: User, at: datetime) -> Subject:
    """Take one side's consent back before it takes effect. Raises: as ``withdraw_consent``."""
    return consents.withdraw_consent(
        subject=subject, side=side, reason=reason, by=by, at=at, network=subject.network, scope=Scope.STRATEGY
    )


@transaction.atomic
def take_effect(*, subject: Subject, at: datetime) -> Subject:
    """Let what both sides agreed take effect: a strategy supersedes the one before, a choice decides its proposals.

    Raises: NotChangeable if it is not agreed.
    """
    held = consents.locked(subject)
    if held.status != VersionStatus.AGREED:
        raise NotChangeable(status=held.status)
    if isinstance(held, StrategyVersion):
        _supersede(held)
    held.status = VersionStatus.IN_FORCE
    held.save(update_fields=["status"])
    if isinstance(held, AnnualReport):
        held.published_at = at
        held.save(update_fields=["published_at"])
    if isinstance(held, FieldChoice):
        _decide_proposals(held)
    changes = {"status": [VersionStatus.AGREED, VersionStatus.IN_FORCE]}
    record(chain=held.network.journal_chain, subject=held, action="in force", by=None, at=at, changes=changes)
    return held


def bring_due_into_force(*, now: datetime) -> int:
    """Let agreed strategies take effect whose day has come, end those whose contract ended; how many. By the worker."""
    today = timezone.localdate(now)
    due = list(StrategyVersion.objects.filter(status=VersionStatus.AGREED, effective_from__lte=today).order_by("pk"))
    for version in due:
        take_effect(subject=version, at=now)
    return len(due) + _end_without_contract(now)


def _end_without_contract(now: datetime) -> int:
    today, ended = timezone.localdate(now), 0
    for version in StrategyVersion.objects.filter(status=VersionStatus.IN_FORCE).select_related("network"):
        contract = contract_of(version.network)
        if contract is None or contract.ended_on is None or contract.ended_on > today:
            continue
        with transaction.atomic():
            held = consents.locked(version)
            held.status, held.ended_on = VersionStatus.ENDED, _not_before(held, contract.ended_on)
            held.save(update_fields=["status", "ended_on"])
            changes = {"status": [VersionStatus.IN_FORCE, VersionStatus.ENDED]}
            chain = held.network.journal_chain
            record(chain=chain, subject=held, action="ended with the contract", by=None, at=now, changes=changes)
        ended += 1
    return ended


def _not_before(version: StrategyVersion, day: date) -> date | None:
    # A strategy that began on the last day of the contract held for no day; the constraint wants an end after it.
    return None if version.effective_from and day <= version.effective_from else day


def _supersede(version: StrategyVersion) -> None:
    for earlier in StrategyVersion.objects.filter(network=version.network, status=VersionStatus.IN_FORCE):
        earlier.status, earlier.ended_on = VersionStatus.SUPERSEDED, version.effective_from
        earlier.save(update_fields=["status", "ended_on"])


def _decide_proposals(choice: FieldChoice) -> None:
    for line in choice.lines.all():
        state = ProposalState.CHOSEN if line.is_chosen else ProposalState.NOT_CHOSEN
        Proposal.objects.filter(pk=line.proposal_id).update(state=state)
