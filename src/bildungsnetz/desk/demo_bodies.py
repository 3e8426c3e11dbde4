"""The bodies of the demonstration: a steering group that has met and will meet again, and a conference; invented."""

from datetime import datetime, timedelta

from django.utils import timezone

from bildungsnetz.accounts.models import User
from bildungsnetz.governance.forms.evaluations import EXAMPLES
from bildungsnetz.governance.models import Body, BodyKind, Decision, Meeting, Presence, Rating
from bildungsnetz.governance.rules import Rule, RuleKind
from bildungsnetz.governance.services.bodies import add_seat, fill_seat, found_body
from bildungsnetz.governance.services.conferences import open_registration
from bildungsnetz.governance.services.decisions import consent_to, fix_wording
from bildungsnetz.governance.services.evaluations import (
    answer_survey,
    close_survey,
    prepare_evaluation,
    set_session,
    start_survey,
    write_report,
)
from bildungsnetz.governance.services.meetings import add_item, invite, note_attendance, plan_meeting
from bildungsnetz.governance.services.minutes import release_minutes, write_minutes
from bildungsnetz.governance.services.orders import give_order
from bildungsnetz.governance.services.polls import open_poll
from bildungsnetz.governance.services.publishing import publish
from bildungsnetz.networks.models import CompetenceOwner, Network, Side

# Seat, side, whose sign-in, chair, vote.
SEATS: tuple[tuple[str, Side | None, str, bool, bool], ...] = (
    ("Obere Schulaufsicht", Side.STATE, "schulaufsicht@demo.example", True, True),
    ("Kreisdirektion", Side.MUNICIPAL, "kreisleitung@demo.example", True, True),
    ("Städte als Schulträger", Side.MUNICIPAL, "schultraeger@demo.example", False, True),
    ("Schulen", Side.STATE, "lenkungskreis@demo.example", False, True),
    ("Jugendamt", None, "jugendamt@demo.example", False, False),
    ("Agentur für Arbeit", None, "agentur@demo.example", False, False),
)


def make_bodies(*, network: Network, people: dict[str, User], at: datetime) -> None:
    """Make a steering group with a past and a coming meeting, a date finding, and a conference with registration."""
    office, began = people["kreis@demo.example"], at - timedelta(days=200)
    group = found_body(
        network=network, kind=BodyKind.STEERING_GROUP, name="Lenkungskreis", rule=Rule(RuleKind.CONSENSUS),
        began_on=began.date(), meets_per_year=4, is_public=True, by=office, at=began,
    )  # fmt: skip
    for title, side, email, is_chair, has_vote in SEATS:
        seat = add_seat(
            body=group, title=title, side=side, has_vote=has_vote, is_chair=is_chair, began_on=began.date(),
            by=office, at=began,
        )  # fmt: skip
        fill_seat(seat=seat, person=people[email], began_on=began.date(), by=office, at=began)
    past = _meeting(group, at - timedelta(days=40), office)
    _decide(past, people)
    coming = _meeting(group, at + timedelta(days=30), office)
    add_item(meeting=coming, title="Arbeitsprogramm (Beispiel)", text="Entwurf des Bildungsbüros.", by=office, at=at)
    invite(meeting=coming, by=office, at=at)
    publish(subject=coming, by=office, at=at)
    starts = [coming.starts_at + timedelta(days=days) for days in (90, 92, 97)]
    open_poll(body=group, title="Lenkungskreis im Frühjahr (Beispiel)", place="", minutes=120, starts=starts,
              by=office, at=at)  # fmt: skip
    _evaluate(group, coming, office, at)
    _conference(network, office, at)


def _evaluate(group: Body, session: Meeting, office: User, at: datetime) -> None:
    """Let the group look at its own work in two years, talk about it, and change something."""
    for year, moment, better in ((at.year - 1, at - timedelta(days=190), 0), (at.year, at - timedelta(days=60), 1)):
        survey = prepare_evaluation(
            network=group.network, body=group, year=year, criteria=[str(one) for one in EXAMPLES], by=office, at=moment
        )
        survey = start_survey(
            evaluation=survey, closes_on=(moment + timedelta(days=14)).date(), address=lambda token: f"/{token}",
            by=office, at=moment,
        )  # fmt: skip
        criteria = list(survey.criteria.order_by("position"))
        for place, asked in enumerate(survey.asked.order_by("pk")):
            ratings = {
                one.pk: Rating(min(4, 1 + (place + one.position) % 3 + better + one.position % 2)) for one in criteria
            }
            answer_survey(asked=asked, ratings=ratings, at=moment + timedelta(days=3))
        survey = close_survey(evaluation=survey, by=office, at=moment + timedelta(days=15))
    survey = set_session(evaluation=survey, meeting=session, by=office, at=at)
    survey = write_report(
        evaluation=survey, report="Vorlagen kommen früher, das Ziel der Erkundungsplätze ist bekannt (Beispiel).",
        by=office, at=at,
    )  # fmt: skip
    give_order(
        body=group, decision=None, evaluation=survey, title="Vorlagen zwei Wochen vorher versenden (Beispiel)", text="",
        due_on=timezone.localdate(at) + timedelta(days=60), owner=office, by=office, at=at,
    )  # fmt: skip


def _meeting(body: Body, near: datetime, by: User) -> Meeting:
    day = timezone.localtime(near).replace(hour=14, minute=0, second=0, microsecond=0)
    return plan_meeting(
        body=body, starts_at=day, ends_at=day + timedelta(hours=2), place="Kreishaus Mettmann (Beispiel)",
        by=by, at=day - timedelta(days=30),
    )  # fmt: skip


def _decide(meeting: Meeting, people: dict[str, User]) -> None:
    """Let the meeting agree on one wording with an order, and leave another with one side's consent."""
    office, at = people["kreis@demo.example"], meeting.starts_at + timedelta(hours=1)
    first = add_item(
        meeting=meeting, title="Mehr Plätze im Norden des Kreises", text="Im letzten Jahr fehlten Erkundungsplätze "
        "(Beispiel).", submitted_by="Bildungsbüro", by=office, at=meeting.starts_at - timedelta(days=25),
    )  # fmt: skip
    second = add_item(
        meeting=meeting, title="Gemeinsame Fortbildung", text="Ein Vorschlag der Schulen (Beispiel).", by=office,
        at=meeting.starts_at - timedelta(days=25),
    )  # fmt: skip
    invite(meeting=meeting, by=office, at=meeting.starts_at - timedelta(days=20))
    there = dict.fromkeys(meeting.attendances.values_list("pk", flat=True), Presence.PRESENT)
    note_attendance(meeting=meeting, present=there, by=office, at=at)
    agreed = fix_wording(
        item=first, title="Sprechtag für Betriebe", text="Das Bildungsbüro lädt mit den Kammern die Betriebe im Norden "
        "des Kreises zu einem Sprechtag ein (Beispiel).", stays_with=CompetenceOwner.MUNICIPALITY, by=office, at=at,
    )  # fmt: skip
    for side, email in ((Side.STATE, "schulaufsicht@demo.example"), (Side.MUNICIPAL, "kreisleitung@demo.example")):
        agreed = _consent(agreed, side, people[email], at)
    give_order(
        body=meeting.body, decision=agreed, title="Sprechtag ausrichten (Beispiel)", text="",
        due_on=timezone.localdate(at) + timedelta(days=80), owner=office, by=office, at=at,
    )  # fmt: skip
    one_side = fix_wording(
        item=second, title="Fortbildung zum Lesen", text="Beide Seiten bieten eine Fortbildung an (Beispiel).",
        stays_with=CompetenceOwner.STATE, touches_inner_matters=True, by=office, at=at,
    )  # fmt: skip
    _consent(one_side, Side.STATE, people["schulaufsicht@demo.example"], at)
    write_minutes(item=first, text="Alle Mitglieder begrüßen den Vorschlag.", based_on=0, by=office, at=at)
    release_minutes(meeting=meeting, by=office, at=at + timedelta(days=7))


def _consent(decision: Decision, side: Side, by: User, at: datetime) -> Decision:
    return consent_to(decision=decision, side=side, shown_hash=decision.content_hash, by=by, at=at)


def _conference(network: Network, office: User, at: datetime) -> None:
    body = found_body(
        network=network, kind=BodyKind.CONFERENCE, name="Bildungskonferenz", rule=Rule(RuleKind.SIMPLE),
        began_on=at.date() - timedelta(days=200), meets_per_year=1, notice_days=28, is_public=True, by=office, at=at,
    )  # fmt: skip
    meeting = _meeting(body, at + timedelta(days=75), office)
    last_day = timezone.localdate(meeting.starts_at) - timedelta(days=7)
    open_registration(meeting=meeting, capacity=250, until=last_day, by=office, at=at)
