"""Asking the members how the network works, without keeping who answered what; session, report, changes."""

from collections.abc import Callable, Mapping, Sequence
from datetime import date, datetime, time, timedelta

from django.db import IntegrityError, transaction
from django.db.models import F
from django.utils import timezone, translation
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from bildungsnetz.accounts.models import SignedLink, User
from bildungsnetz.accounts.services import LinkRevoked, issue_link, open_link, revoke_link
from bildungsnetz.governance.models import Asked, Body, Criterion, Evaluation, Holder, Meeting, Rating, SurveyState
from bildungsnetz.governance.selectors import holders_on
from bildungsnetz.governance.services.errors import AlreadyAnswered, NobodyToInvite, SurveyElsewhere, YearTaken
from bildungsnetz.governance.services.meetings import add_item
from bildungsnetz.journal.services import record
from bildungsnetz.networks.models import Network
from bildungsnetz.networks.services.errors import BadPeriod
from bildungsnetz.post.services import queue_mail

PURPOSE = "governance.survey"
COLUMNS = {
    Rating.FULLY: "fully", Rating.MOSTLY: "mostly", Rating.HARDLY: "hardly", Rating.NOT: "not_at_all",
    Rating.UNKNOWN: "unknown",
}  # fmt: skip


@transaction.atomic
def prepare_evaluation(
    *, network: Network, body: Body, year: int, criteria: Sequence[str], by: User, at: datetime
) -> Evaluation:
    """Prepare the self-evaluation of a year with its criteria. Raises: YearTaken."""
    try:
        with transaction.atomic():
            made = Evaluation.objects.create(network=network, body=body, year=year)
    except IntegrityError:
        raise YearTaken() from None
    _write(made, criteria)
    _record(made, "evaluation prepared", by, at, {"criteria": [None, len(criteria)]})
    return made


@transaction.atomic
def change_criteria(*, evaluation: Evaluation, criteria: Sequence[str], by: User, at: datetime) -> Evaluation:
    """Change the criteria as long as nobody has been asked. Raises: SurveyElsewhere."""
    held = _locked(evaluation, SurveyState.PREPARED)
    before = held.criteria.count()
    held.criteria.all().delete()
    _write(held, criteria)
    _record(held, "criteria changed", by, at, {"criteria": [before, len(criteria)]})
    return held


@transaction.atomic
def start_survey(
    *, evaluation: Evaluation, closes_on: date, address: Callable[[str], str], by: User, at: datetime
) -> Evaluation:
    """Ask everybody who sits in the body today and can be reached, each person once, by a personal link.

    ``address`` makes the full address from a token. Raises: BadPeriod; NobodyToInvite; SurveyElsewhere.
    """
    held, today = _locked(evaluation, SurveyState.PREPARED), timezone.localdate(at)
    if closes_on <= today:
        raise BadPeriod()
    people: dict[str, Holder] = {}
    for holder in holders_on(held.body, on=today):
        if holder.address and not holder.is_deputy:
            people.setdefault(holder.address.lower(), holder)
    if not people:
        raise NobodyToInvite()
    held.state, held.closes_on, held.invited = SurveyState.OPEN, closes_on, len(people)
    held.save(update_fields=["state", "closes_on", "invited"])
    ends = timezone.make_aware(datetime.combine(closes_on + timedelta(days=1), time()))
    for holder in people.values():
        asked = Asked.objects.create(evaluation=held, holder=holder)
        _link, token = issue_link(
            purpose=PURPOSE, subject=_subject(asked), expires_at=ends, by=by, at=at, max_uses=None
        )
        _tell(held, holder, address(token), by, at)
    _record(held, "survey started", by, at, {"invited": [0, held.invited]})
    return held


def asked_behind(*, token: str, at: datetime) -> Asked:
    """Return who was asked by a link. Raises: LinkProblem, also once the survey is closed."""
    link = open_link(token=token, purpose=PURPOSE, at=at)
    key = int(link.subject.partition(":")[2])
    found = Asked.objects.select_related("evaluation__network", "evaluation__body").filter(pk=key).first()
    if found is None:
        raise LinkRevoked
    return found


@transaction.atomic
def answer_survey(*, asked: Asked, ratings: Mapping[int, Rating], at: datetime) -> None:
    """Count the ratings (by key of the criterion) of somebody who was asked; nothing else is kept of the answer.

    The journal is silent on purpose: its moment would say who answered when. Raises: SurveyElsewhere once it is
    closed; AlreadyAnswered.
    """
    held = _locked(asked.evaluation, SurveyState.OPEN)
    if held.closes_on is None or timezone.localdate(at) > held.closes_on:
        raise SurveyElsewhere()
    if not Asked.objects.filter(pk=asked.pk, has_answered=False).update(has_answered=True):
        raise AlreadyAnswered()
    for criterion in held.criteria.all():
        column = COLUMNS[ratings.get(criterion.pk, Rating.UNKNOWN)]
        Criterion.objects.filter(pk=criterion.pk).update(**{column: F(column) + 1})
    Evaluation.objects.filter(pk=held.pk).update(answered=F("answered") + 1)


@transaction.atomic
def close_survey(*, evaluation: Evaluation, by: User | None, at: datetime) -> Evaluation:
    """Close a survey; who was asked is forgotten, the numbers stay. Raises: SurveyElsewhere if it does not run."""
    held = _locked(evaluation, SurveyState.OPEN)
    held.state = SurveyState.CLOSED
    held.save(update_fields=["state"])
    subjects = [_subject(asked) for asked in held.asked.all()]
    for link in SignedLink.objects.filter(purpose=PURPOSE, subject__in=subjects, revoked_at=None):
        revoke_link(link=link, at=at)
    held.asked.all().delete()
    _record(held, "survey closed", by, at, {"answered": [None, held.answered]})
    return held


def close_due_surveys(*, now: datetime) -> int:
    """Close the surveys whose last day is over; returns how many."""
    over = Evaluation.objects.filter(state=SurveyState.OPEN, closes_on__lt=timezone.localdate(now))
    due = list(over.select_related("network"))
    for evaluation in due:
        close_survey(evaluation=evaluation, by=None, at=now)
    return len(due)


@transaction.atomic
def set_session(*, evaluation: Evaluation, meeting: Meeting, by: User, at: datetime) -> Evaluation:
    """Put the evaluation on a meeting's agenda: that is its session. Raises: MeetingClosed."""
    if evaluation.session_id != meeting.pk:
        text = _("Results of the survey, short report, what shall change.")
        add_item(meeting=meeting, title=str(evaluation), text=text, is_public=False, by=by, at=at)
    evaluation.session = meeting
    evaluation.save(update_fields=["session"])
    _record(evaluation, "session set", by, at, {"session": [None, str(meeting)]})
    return evaluation


@transaction.atomic
def write_report(*, evaluation: Evaluation, report: str, by: User, at: datetime) -> Evaluation:
    """Write the short report of the session."""
    changes = {"report": [evaluation.report, report]}
    evaluation.report = report
    evaluation.save(update_fields=["report"])
    _record(evaluation, "short report written", by, at, changes)
    return evaluation


def _write(evaluation: Evaluation, criteria: Sequence[str]) -> None:
    Criterion.objects.bulk_create(
        Criterion(evaluation=evaluation, position=place, text=text) for place, text in enumerate(criteria, start=1)
    )


def _locked(evaluation: Evaluation, state: SurveyState) -> Evaluation:
    # Lock: an answer in the second of closing is counted or refused, never half.
    held = Evaluation.objects.select_for_update().get(pk=evaluation.pk)
    if held.state != state:
        raise SurveyElsewhere()
    return held


def _subject(asked: Asked) -> str:
    return f"governance.asked:{asked.pk}"


def _tell(evaluation: Evaluation, holder: Holder, address: str, by: User, at: datetime) -> None:
    with translation.override(holder.person.language if holder.person else "de"):
        named = {"body": evaluation.body.name, "day": date_format(evaluation.closes_on or at, "SHORT_DATE_FORMAT")}
        intro = _("%(body)s looks at its own work. Please rate a few sentences until %(day)s.") % named
        kept = _("It takes no account. Only sums are kept: nobody can see who answered what. The link is yours alone:")
        queue_mail(
            to=holder.person or holder.email, subject=_("How does %(body)s work? Survey until %(day)s") % named,
            body=f"{intro}\n\n{kept}\n\n{address}", at=at, by=by,
            sender_name=f"Bildungsnetz {evaluation.network.name}",
        )  # fmt: skip


def _record(evaluation: Evaluation, action: str, by: User | None, at: datetime, changes: Mapping[str, object]) -> None:
    chain = evaluation.network.journal_chain
    record(chain=chain, subject=evaluation, action=action, by=by, at=at, changes=changes)
