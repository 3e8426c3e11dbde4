"""From a body to a decision, its order, the next agenda and back: services, then what stands in the way."""

from datetime import date, timedelta

import pytest

from bildungsnetz.governance.models import OrderState
from bildungsnetz.governance.rules import Rule, RuleKind, Votes, Why
from bildungsnetz.governance.selectors import orders_on_agenda
from bildungsnetz.governance.services import bodies, decisions, errors, meetings, orders
from bildungsnetz.governance.tests.factories import MEETING_AT, NOW, Group, hold, make_body, make_group, make_meeting
from bildungsnetz.governance.wording import decision_sentence
from bildungsnetz.journal.models import Entry
from bildungsnetz.networks.models import CompetenceOwner, Side, VersionStatus
from bildungsnetz.networks.services.errors import NoMandate, TextChanged
from bildungsnetz.post.models import Message

pytestmark = pytest.mark.django_db
LATER = MEETING_AT + timedelta(hours=1)


def fixed(group: Group, **where):
    return decisions.fix_wording(
        item=hold(group, **where), title="Sprechtag", text="Das Büro lädt die Betriebe ein.",
        stays_with=CompetenceOwner.SCHOOL_BODY, by=group.office, at=LATER,
    )  # fmt: skip


def consent(group: Group, decision, side: Side, shown: str = ""):
    person = group.state if side == Side.STATE else group.municipal
    return decisions.consent_to(
        decision=decision, side=side, shown_hash=shown or decision.content_hash, by=person, at=LATER
    )


def test_what_both_sides_consent_to_is_agreed_and_its_order_stands_on_each_agenda_until_done():
    group = make_group()
    decision = fixed(group)

    consent(group, decision, Side.STATE)
    agreed = consent(group, decision, Side.MUNICIPAL)
    order = orders.give_order(
        body=group.body, decision=agreed, title="Sprechtag ausrichten", text="", due_on=date(2027, 2, 12),
        owner=group.office, by=group.office, at=LATER,
    )  # fmt: skip
    next_one, after_next, last = (make_meeting(group, starts_at=MEETING_AT + timedelta(days=60 * n)) for n in (1, 2, 3))
    done_at = next_one.starts_at + timedelta(days=10)
    running = list(orders_on_agenda(next_one))
    orders.report_done(order=order, report="28 Betriebe kamen.", by=group.office, at=done_at)

    assert agreed.status == VersionStatus.AGREED
    assert running == [order]
    assert [list(orders_on_agenda(meeting)) for meeting in (after_next, last)] == [[order], []]
    order.refresh_from_db()
    assert (order.state, order.report) == (OrderState.DONE, "28 Betriebe kamen.")


def test_one_side_alone_agrees_nothing():
    group = make_group()
    decision = fixed(group)

    held = consent(group, decision, Side.STATE)

    assert held.status == VersionStatus.PUT_UP
    with pytest.raises(errors.NotFinal):
        orders.give_order(
            body=group.body, decision=held, title="Zu früh", text="", due_on=date(2027, 2, 12),
            owner=group.office, by=group.office, at=LATER,
        )  # fmt: skip


def test_a_refusal_leaves_the_matter_with_its_owner_and_says_so():
    group = make_group()
    decision = fixed(group)
    consent(group, decision, Side.STATE)

    refused = decisions.refuse(
        decision=decision, side=Side.MUNICIPAL, reason="Kein Geld.", by=group.municipal, at=LATER
    )

    assert refused.status == VersionStatus.NOT_AGREED
    assert str(refused.get_stays_with_display()) in decision_sentence(refused)


def test_a_changed_wording_voids_both_consents():
    group = make_group()
    decision = fixed(group)
    shown = decision.content_hash
    consent(group, decision, Side.STATE)

    changed, sides = decisions.change_wording(
        decision=decision, title="Sprechtag", text="Das Büro lädt alle ein.", stays_with=CompetenceOwner.SCHOOL_BODY,
        by=group.office, at=LATER,
    )  # fmt: skip

    assert sides == [Side.STATE]
    assert (changed.state_hash, changed.municipal_hash) == ("", "")
    with pytest.raises(TextChanged):
        consent(group, changed, Side.STATE, shown)


def test_nobody_consents_without_a_mandate_for_decisions():
    group = make_group()
    decision = fixed(group)

    with pytest.raises(NoMandate):
        decisions.consent_to(
            decision=decision, side=Side.STATE, shown_hash=decision.content_hash, by=group.office, at=LATER
        )


@pytest.mark.parametrize(
    ("absent", "why", "side"),
    [
        (("state",), Why.SIDE_ABSENT, "STATE"),
        (("municipal",), Why.SIDE_ABSENT, "MUNICIPAL"),
        (("state", "municipal"), Why.BOTH_SIDES_ABSENT, ""),
    ],
)
def test_without_a_side_no_wording_can_be_fixed(absent, why, side):
    group = make_group()

    with pytest.raises(errors.CannotDecide) as caught:
        fixed(group, absent=absent)

    assert (caught.value.finding.why, caught.value.finding.side) == (why, side)


def test_both_chairs_absent_stops_a_body_that_needs_a_chair():
    group = make_group(rule=Rule(RuleKind.SIMPLE, needs_chair=True))

    with pytest.raises(errors.CannotDecide) as caught:
        fixed(group, absent=("state", "municipal"))

    assert caught.value.finding.why == Why.NO_CHAIR_PRESENT


def test_a_body_that_counts_decides_by_votes_and_not_by_consent():
    group = make_group(rule=Rule(RuleKind.SIMPLE))
    decision = fixed(group)

    with pytest.raises(errors.NotByVotes):
        consent(group, decision, Side.STATE)
    with pytest.raises(errors.VotesDoNotFit):
        decisions.count_votes(decision=decision, votes=Votes(3, 0), by=group.office, at=LATER)
    counted = decisions.count_votes(decision=decision, votes=Votes(2, 0), by=group.office, at=LATER)

    assert counted.outcome == "ADOPTED"


def test_a_body_without_members_cannot_invite():
    group = make_group()
    empty = make_body(group.network, group.office, name="Arbeitskreis Leer")
    meeting = make_meeting(group, body=empty)

    with pytest.raises(errors.NobodyToInvite):
        meetings.invite(meeting=meeting, by=group.office, at=NOW)


def test_short_notice_needs_a_reason():
    group = make_group()
    meeting = make_meeting(group)
    late = MEETING_AT - timedelta(days=13)

    with pytest.raises(errors.NoticeTooShort) as caught:
        meetings.invite(meeting=meeting, by=group.office, at=late)
    meetings.invite(meeting=meeting, by=group.office, at=late, reason="Frist des Landes.")

    assert caught.value.latest == date(2026, 12, 31)
    meeting.refresh_from_db()
    assert (meeting.status, meeting.reason) == ("INVITED", "Frist des Landes.")


def test_an_invitation_carries_agenda_and_calendar_to_each_member_alone():
    group = make_group()
    hold(group)

    sent = Message.objects.filter(subject__startswith="Einladung").order_by("to_address")

    assert [message.to_address for message in sent] == [group.municipal.email, group.state.email]
    first = sent[0]
    assert "3. Mehr Plätze im Niederberg" in first.body
    assert "METHOD:REQUEST" in first.calendar
    assert group.state.email not in first.calendar


def test_a_seat_has_one_holder_at_a_time_and_several_deputies():
    group = make_group()
    seat = group.seats["state"].seat

    with pytest.raises(errors.SeatTaken):
        bodies.fill_seat(seat=seat, name="Zweite", began_on=date(2026, 1, 1), by=group.office, at=NOW)
    for name in ("Vertretung A", "Vertretung B"):
        bodies.fill_seat(seat=seat, name=name, is_deputy=True, began_on=date(2026, 1, 1), by=group.office, at=NOW)

    assert seat.holders.count() == 3


def test_every_step_is_journalled():
    group = make_group()
    fixed(group)

    actions = set(Entry.objects.values_list("action", flat=True))

    assert {"body founded", "seat added", "seat filled", "meeting planned", "members invited", "wording fixed"} <= (
        actions
    )
