"""Findings, results and hindrances as one sentence in the reader's language."""

from collections.abc import Callable

from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext

from bildungsnetz.governance.models import Decision
from bildungsnetz.governance.rules import Finding, Result, RuleKind, Verdict, Why
from bildungsnetz.governance.services import bodies, errors
from bildungsnetz.governance.services.decisions import result_of
from bildungsnetz.networks import wording as networks_wording
from bildungsnetz.networks.models import Network, Side, VersionStatus
from bildungsnetz.networks.services.errors import NotPossible, NotPutUp


def side_of(side: str) -> str:
    """Name a side in the middle of a sentence."""
    return {
        Side.STATE.value: pgettext("in a sentence", "the state side"),
        Side.MUNICIPAL.value: pgettext("in a sentence", "the municipal side"),
    }.get(side, "")


def side_first(side: str) -> str:
    """Name a side where it begins a sentence."""
    return {
        Side.STATE.value: pgettext("beginning a sentence", "The state side"),
        Side.MUNICIPAL.value: pgettext("beginning a sentence", "The municipal side"),
    }.get(side, "")


FINDINGS: dict[Why, Callable[[], str]] = {
    Why.NO_SEATS: lambda: _("%(body)s cannot decide: it has no member with a vote."),
    Why.NO_SEAT_OF_SIDE: lambda: _(
        "%(body)s cannot decide: its rule needs the consent of both sides, and there is no seat for %(side)s."
    ),
    Why.SIDE_ABSENT: lambda: _("%(body)s cannot decide: nobody from %(side)s is present."),
    Why.BOTH_SIDES_ABSENT: lambda: _("%(body)s cannot decide: neither side is present."),
    Why.NO_CHAIR_PRESENT: lambda: _("%(body)s cannot decide: no chair and no chair's deputy is present."),
    Why.TOO_FEW: lambda: _(
        "%(body)s cannot decide: %(present)s of %(total)s seats are present, %(needed)s are needed."
    ),
    Why.ABLE: lambda: _("%(body)s can decide: %(present)s of %(total)s seats with a vote are present."),
}

RESULTS: dict[Why, Callable[[], str]] = {
    Why.BOTH_CONSENTED: lambda: _("Both sides have consented: agreed."),
    Why.SIDE_MISSING: lambda: _("The consent of %(side)s is still missing."),
    Why.BOTH_MISSING: lambda: _("Neither side has consented yet."),
    Why.SIDE_REFUSED: lambda: _("%(Side)s has not consented: not agreed. In charge remains: %(owner)s."),
    Why.BOTH_REFUSED: lambda: _("Both sides have refused consent: not agreed. In charge remains: %(owner)s."),
    Why.MAJORITY: lambda: _("%(yes)s yes, %(no)s no, %(abstained)s abstentions; %(needed)s were needed: adopted."),
    Why.NO_MAJORITY: lambda: _(
        "%(yes)s yes, %(no)s no, %(abstained)s abstentions; %(needed)s were needed: rejected. "
        "In charge remains: %(owner)s."
    ),
    Why.TIE: lambda: _(
        "%(yes)s yes, %(no)s no, %(abstained)s abstentions: a tie rejects. In charge remains: %(owner)s."
    ),
    Why.NO_VOTES: lambda: _("Nobody voted yes or no: rejected. In charge remains: %(owner)s."),
    Why.TOO_MANY_VOTES: lambda: _("%(cast)s votes were counted, but fewer seats with a vote are present."),
}


def finding_sentence(finding: Finding, *, body: str) -> str:
    """Say whether a body can decide, and if not, the first thing that stands in the way."""
    return FINDINGS[finding.why]() % {
        "body": body,
        "side": side_of(finding.side),
        "present": finding.present,
        "total": finding.total,
        "needed": finding.needed,
    }


def result_sentence(result: Result, *, owner: str) -> str:
    """Say what came out and why; ``owner`` is who stays in charge if nothing was agreed."""
    return RESULTS[result.why]() % {
        "Side": side_first(result.side),
        "side": side_of(result.side),
        "owner": owner,
        "yes": result.yes,
        "no": result.no,
        "abstained": result.abstained,
        "needed": result.needed,
        "cast": result.yes + result.no + result.abstained,
    }


def decision_sentence(decision: Decision) -> str:
    """Say what has come out of a decision so far."""
    result = result_of(decision)
    if result.verdict == Verdict.OPEN and result.why == Why.NO_VOTES:
        return _("The votes have not been counted yet.")
    return result_sentence(result, owner=str(decision.get_stays_with_display()))


def decision_tag(decision: Decision) -> tuple[str, str]:
    """Return kind and word of the tag that shows where a decision stands."""
    verdict = result_of(decision).verdict
    if verdict == Verdict.ADOPTED:
        by_votes = decision.rule != RuleKind.CONSENSUS.value
        return "done", pgettext("vote", "adopted") if by_votes else str(VersionStatus.AGREED.label)
    if verdict == Verdict.REJECTED:
        return "blocked", str(VersionStatus.NOT_AGREED.label)
    if decision.state_hash or decision.municipal_hash:
        return "needs", _("one side missing")
    return "needs", _("still open")


SIMPLE: dict[type[NotPossible], object] = {
    bodies.NameTaken: gettext_lazy("There is already a body of this name."),
    errors.NobodyToInvite: gettext_lazy("This body has no members yet. Without members it cannot invite."),
    errors.AlreadyInvited: gettext_lazy("Everybody who sits in this body has the invitation already."),
    errors.MeetingClosed: gettext_lazy(
        "The meeting is called off or its minutes are approved; nothing changes any more."
    ),
    errors.NotInvited: gettext_lazy("The members have not been invited to this meeting yet."),
    errors.NotByVotes: gettext_lazy("This body decides in another way: look at its rule."),
    errors.WordingFixed: gettext_lazy("This wording stays. Please fix a new one."),
    errors.AlreadyFinished: gettext_lazy("This order is already finished."),
    errors.NotCleared: gettext_lazy(
        "This touches inner school matters. It is published only after the state side has cleared it."
    ),
    errors.TextsBeside: gettext_lazy(
        "Two people have written differently in the same place. Please choose first what stands."
    ),
    errors.NotRegistered: gettext_lazy("There is no reserved place."),
    errors.NotFinal: gettext_lazy("Only what is final can be published or carried on."),
    errors.RegistrationClosed: gettext_lazy("Registration is closed."),
    errors.AlreadyRegistered: gettext_lazy("There is already a registration from this address."),
    errors.PollClosed: gettext_lazy("A date has already been chosen."),
    errors.BodyNotPublic: gettext_lazy("This body is not shown to the public. Please change its rules first."),
    errors.AgendaNotPublic: gettext_lazy(
        "Please publish the agenda first; papers of items that are not public stay inside."
    ),
    errors.YearTaken: gettext_lazy("There is already a self-evaluation of that year."),
    errors.SurveyElsewhere: gettext_lazy("The survey is not at this step: it has not begun, runs, or is closed."),
    errors.AlreadyAnswered: gettext_lazy("Your answer is counted already."),
    errors.SeatTaken: gettext_lazy("This seat has a holder in that period."),
    errors.MinutesOpen: gettext_lazy("The minutes are not at this step. Please look at their state above."),
}


def worded(problem: NotPossible, *, network: Network, body: str = "") -> str:
    """Say what happened and what to do, in one or two sentences."""
    match problem:
        case errors.CannotDecide(finding=finding):
            return finding_sentence(finding, body=body)
        case errors.VotesDoNotFit(result=result):
            return result_sentence(result, owner="")
        case errors.NoticeTooShort(latest=latest):
            return _("The last day to invite was %(day)s. Please give a reason if it must be sooner.") % {
                "day": date_format(latest, "SHORT_DATE_FORMAT")
            }
        case errors.TooLate(until=until):
            return _("The last day was %(day)s.") % {"day": date_format(until, "SHORT_DATE_FORMAT")}
        case NotPutUp(status=VersionStatus.AGREED | VersionStatus.IN_FORCE):
            return _("The other side has just consented. It is agreed.")
        case NotPutUp():
            return _("This wording is not up for consent.")
    if type(problem) in SIMPLE:
        return str(SIMPLE[type(problem)])
    return networks_wording.worded(problem, network=network)
