"""Fixing a wording, consent of each side or votes, and what follows."""

from datetime import datetime

from django.db import transaction
from django.db.models import Max, QuerySet
from django.utils import timezone

from bildungsnetz.accounts.models import User
from bildungsnetz.governance.models import (
    AgendaItem,
    Decision,
    MeetingStatus,
    MinutesStatus,
    RecommendationAnswer,
)
from bildungsnetz.governance.rules import (
    NO_SIDE,
    Result,
    Room,
    Rule,
    RuleKind,
    Seats,
    Verdict,
    Votes,
    Why,
    Word,
    can_decide,
    consensus,
    majority,
)
from bildungsnetz.governance.selectors import room_of
from bildungsnetz.governance.services.errors import (
    CannotDecide,
    MeetingClosed,
    NotByVotes,
    NotFinal,
    NotInvited,
    VotesDoNotFit,
    WordingFixed,
)
from bildungsnetz.journal.services import record
from bildungsnetz.networks.models import CompetenceOwner, Consent, ConsentStatus, Scope, Side, VersionStatus
from bildungsnetz.networks.services import consent
from bildungsnetz.networks.services.consent import fix_text, locked, void_consents

ADOPTED = (VersionStatus.AGREED, VersionStatus.IN_FORCE)


@transaction.atomic
def fix_wording(
    *,
    item: AgendaItem,
    title: str,
    text: str,
    stays_with: CompetenceOwner,
    by: User,
    at: datetime,
    is_recommendation: bool = False,
    touches_inner_matters: bool = False,
) -> Decision:
    """Fix a wording under an item and put it up: for the consent of both sides, or for votes.

    ``stays_with`` says who stays in charge if it is not agreed. The body's rule of today goes with it.
    Raises: NotInvited; MeetingClosed; CannotDecide if the body cannot decide with those present.
    """
    meeting = item.meeting
    if meeting.status == MeetingStatus.CANCELLED or meeting.minutes_status != MinutesStatus.OPEN:
        raise MeetingClosed()
    if meeting.status != MeetingStatus.INVITED:
        raise NotInvited()
    finding = can_decide(meeting.body.decision_rule, room_of(meeting))
    if not finding.able:
        raise CannotDecide(finding)
    network, year = meeting.body.network, timezone.localdate(meeting.starts_at).year
    numbers = Decision.objects.filter(network=network, year=year)
    decision = Decision.objects.create(
        network=network,
        item=item,
        year=year,
        number=(numbers.aggregate(last=Max("number"))["last"] or 0) + 1,
        title=title,
        text=text,
        stays_with=stays_with,
        rule=meeting.body.rule,
        is_recommendation=is_recommendation,
        touches_inner_matters=touches_inner_matters,
    )
    decision.status, decision.put_up_at = VersionStatus.PUT_UP, at
    decision.save(update_fields=["status", "put_up_at"])
    fix_text(subject=decision)
    changes = {"text": [None, text], "stays_with": [None, stays_with]}
    record(chain=network.journal_chain, subject=decision, action="wording fixed", by=by, at=at, changes=changes)
    return decision


@transaction.atomic
def change_wording(
    *,
    decision: Decision,
    title: str,
    text: str,
    stays_with: CompetenceOwner,
    by: User,
    at: datetime,
    touches_inner_matters: bool | None = None,
) -> tuple[Decision, list[Side]]:
    """Change a wording; both consents are void. Returns the decision and the sides that had consented.

    Raises: WordingFixed if it was voted on, refused or is in force; MeetingClosed.
    """
    fresh = locked(decision)
    if fresh.outcome or fresh.status not in (VersionStatus.PUT_UP, VersionStatus.AGREED):
        raise WordingFixed()
    if fresh.item.meeting.minutes_status == MinutesStatus.APPROVED:
        raise MeetingClosed()
    changes = {"text": [fresh.text, text], "stays_with": [fresh.stays_with, stays_with], "title": [fresh.title, title]}
    sides: list[Side] = []
    if any(before != after for before, after in changes.values()):
        sides = void_consents(subject=fresh, at=at)
        fresh.decided_at = None
    fresh.title, fresh.text, fresh.stays_with, fresh.put_up_at = title, text, stays_with, at
    if touches_inner_matters is not None:
        fresh.touches_inner_matters = touches_inner_matters
    # Cleared was the old wording.
    fresh.cleared_at = fresh.cleared_by = None
    fresh.save()
    fix_text(subject=fresh)
    chain = fresh.network.journal_chain
    record(chain=chain, subject=fresh, action="wording changed", by=by, at=at, changes=changes)
    return fresh, sides


@transaction.atomic
def consent_to(*, decision: Decision, side: Side, shown_hash: str, by: User, at: datetime) -> Decision:
    """Record one side's consent to the wording it was shown; with the second one it is agreed.

    Raises: NotByVotes if this body counts votes; and what ``networks`` raises for consents.
    """
    if decision.rule != RuleKind.CONSENSUS.value:
        raise NotByVotes()
    held = consent.give_consent(
        subject=decision,
        side=side,
        shown_hash=shown_hash,
        by=by,
        at=at,
        network=decision.network,
        scope=Scope.DECISIONS,
    )
    if held.status == VersionStatus.AGREED:
        held.decided_at = at
        held.save(update_fields=["decided_at"])
    return held


@transaction.atomic
def refuse(*, decision: Decision, side: Side, reason: str, by: User, at: datetime) -> Decision:
    """Record that one side does not consent: not agreed, and the owner named beforehand stays in charge.

    Raises: what ``networks`` raises for refusals.
    """
    held = consent.refuse_consent(
        subject=decision,
        side=side,
        reason=reason,
        by=by,
        at=at,
        network=decision.network,
        scope=Scope.DECISIONS,
    )
    held.decided_at = at
    held.save(update_fields=["decided_at"])
    return held


@transaction.atomic
def withdraw(*, decision: Decision, side: Side, reason: str, by: User, at: datetime) -> Decision:
    """Take a side's consent back until the minutes are approved. Raises: what ``networks`` raises for it."""
    held = consent.withdraw_consent(
        subject=decision,
        side=side,
        reason=reason,
        by=by,
        at=at,
        network=decision.network,
        scope=Scope.DECISIONS,
    )
    held.decided_at = None
    held.save(update_fields=["decided_at"])
    return held


@transaction.atomic
def count_votes(*, decision: Decision, votes: Votes, by: User, at: datetime) -> Decision:
    """Record the votes of a body that decides by majority; a second count replaces the first until approval.

    Raises: NotByVotes; MeetingClosed; CannotDecide; VotesDoNotFit if there are more votes than seats present.
    """
    meeting = decision.item.meeting
    if decision.rule == RuleKind.CONSENSUS.value:
        raise NotByVotes()
    if meeting.minutes_status != MinutesStatus.OPEN:
        raise MeetingClosed()
    rule, room = meeting.body.decision_rule, room_of(meeting)
    finding = can_decide(rule, room)
    if not finding.able:
        raise CannotDecide(finding)
    result = majority(rule_of(decision), room, votes)
    if result.verdict == Verdict.IMPOSSIBLE:
        raise VotesDoNotFit(result)
    decision.votes_yes, decision.votes_no, decision.votes_abstained = votes.yes, votes.no, votes.abstained
    decision.outcome, decision.decided_at = result.verdict.value, at
    decision.save(update_fields=["votes_yes", "votes_no", "votes_abstained", "outcome", "decided_at"])
    changes = {"outcome": [None, decision.outcome], "votes": [None, [votes.yes, votes.no, votes.abstained]]}
    chain = decision.network.journal_chain
    record(chain=chain, subject=decision, action="votes counted", by=by, at=at, changes=changes)
    return decision


def rule_of(decision: Decision) -> Rule:
    """Return the rule a decision was put up under, with the body's quorum."""
    body = decision.item.meeting.body
    return Rule(RuleKind(decision.rule), quorum_percent=body.quorum_percent, needs_chair=body.needs_chair)


def result_of(decision: Decision) -> Result:
    """Return what has come out of a decision so far, and why, as the rules say it."""
    if decision.rule == RuleKind.CONSENSUS.value:
        return consensus({side.value: _word(decision, side) for side in Side})
    if not decision.outcome:
        return Result(Verdict.OPEN, Why.NO_VOTES)
    votes = Votes(decision.votes_yes or 0, decision.votes_no or 0, decision.votes_abstained or 0)
    # Whether the votes fitted the room was asked when they were counted.
    everybody = Room({NO_SIDE: Seats(votes.cast, votes.cast)})
    return majority(rule_of(decision), everybody, votes)


@transaction.atomic
def bring_into_force(*, decisions: QuerySet[Decision], by: User, at: datetime) -> int:
    """Freeze agreed wordings, once the minutes that tell them are approved; returns how many."""
    agreed = list(decisions.filter(status=VersionStatus.AGREED))
    for decision in agreed:
        decision.status = VersionStatus.IN_FORCE
        decision.save(update_fields=["status"])
        record(chain=decision.network.journal_chain, subject=decision, action="in force", by=by, at=at)
    return len(agreed)


@transaction.atomic
def answer_recommendation(
    *, decision: Decision, answer: RecommendationAnswer, text: str, item: AgendaItem, by: User, at: datetime
) -> Decision:
    """Answer a recommendation of the conference in a meeting of the steering group. Raises: NotFinal."""
    if not decision.is_recommendation or not is_adopted(decision):
        raise NotFinal()
    decision.answer, decision.answer_text, decision.answered_in = answer, text, item
    decision.save(update_fields=["answer", "answer_text", "answered_in"])
    changes = {"answer": [None, answer]}
    chain = decision.network.journal_chain
    record(chain=chain, subject=decision, action="recommendation answered", by=by, at=at, changes=changes)
    return decision


def is_adopted(decision: Decision) -> bool:
    """Whether something follows from the decision: agreed by both sides, or adopted by votes."""
    return decision.status in ADOPTED or decision.outcome == "ADOPTED"


def is_final(decision: Decision) -> bool:
    """Whether nothing can change any more: in force, refused, or voted on with the minutes approved."""
    if decision.status in (VersionStatus.IN_FORCE, VersionStatus.NOT_AGREED):
        return True
    return bool(decision.outcome) and decision.item.meeting.minutes_status == MinutesStatus.APPROVED


def _word(decision: Decision, side: Side) -> Word:
    if decision.hash_of(side):
        return Word.YES
    if decision.status != VersionStatus.NOT_AGREED:
        return Word.OPEN
    refused = Consent.objects.filter(
        subject_type=decision.subject_type, subject_id=decision.pk, side=side, status=ConsentStatus.REFUSED
    )
    return Word.NO if refused.exists() else Word.OPEN
