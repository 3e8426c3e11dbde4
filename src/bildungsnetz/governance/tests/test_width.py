"""Minutes written together, dates found, conferences filled, clearance, feeds."""

from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bildungsnetz.accounts.services import LinkProblem
from bildungsnetz.governance.joining import joined
from bildungsnetz.governance.minutes_paper import minutes_paper
from bildungsnetz.governance.models import MinutesText, PollWord, RecommendationAnswer, Registration, TextState
from bildungsnetz.governance.selectors import possible_dates, published_decisions, recommendations_without_answer
from bildungsnetz.governance.services import (
    calendars,
    conferences,
    decisions,
    errors,
    meetings,
    minutes,
    polls,
    publishing,
)
from bildungsnetz.governance.tests.factories import MEETING_AT, NOW, day_of, hold, make_group, make_meeting
from bildungsnetz.governance.upkeep import forget_old, forget_person
from bildungsnetz.networks.models import CompetenceOwner, Side, VersionStatus
from bildungsnetz.networks.services.errors import NoMandate
from bildungsnetz.post.models import Message

LATER = MEETING_AT + timedelta(hours=1)
database = pytest.mark.django_db


@pytest.mark.parametrize(
    ("common", "one", "other", "both"),
    [
        ("", "A", "", "A"),
        ("A\nB\nC", "A1\nB\nC", "A\nB\nC1", "A1\nB\nC1"),
        ("A\nB\nC", "A\nC", "A\nB\nC", "A\nC"),
        ("A\nB", "A1\nB", "A1\nB", "A1\nB"),
        ("A\nB", "A1\nB", "A2\nB", None),
        ("", "A", "B", None),
        ("A\nB", "A\nB\nC", "A\nB\nD", None),
    ],
)
def test_texts_are_joined_where_they_touch_different_lines(common, one, other, both):
    assert joined(common, one, other) == both


texts = st.lists(st.sampled_from("abcdef"), max_size=6).map("\n".join)


# A loaded machine is no fault of these texts.
@settings(suppress_health_check=[HealthCheck.too_slow], deadline=None)
@given(texts, texts, texts)
def test_joining_does_not_depend_on_who_saves_first(common, one, other):
    assert joined(common, one, other) == joined(common, other, one)


@settings(suppress_health_check=[HealthCheck.too_slow], deadline=None)
@given(texts, texts)
def test_joining_with_an_unchanged_text_gives_the_changed_one(common, one):
    assert joined(common, one, common) == one


@database
def test_two_who_write_at_once_lose_nothing():
    group = make_group()
    item = hold(group)
    minutes.write_minutes(item=item, text="Eins\nZwei\nDrei", based_on=0, by=group.office, at=LATER)

    first = minutes.write_minutes(item=item, text="Eins!\nZwei\nDrei", based_on=1, by=group.office, at=LATER)
    second = minutes.write_minutes(item=item, text="Eins\nZwei\nDrei!", based_on=1, by=group.state, at=LATER)
    third = minutes.write_minutes(item=item, text="Anders\nZwei\nDrei", based_on=1, by=group.state, at=LATER)

    item.refresh_from_db()
    assert [first, second, third] == [TextState.STANDS, TextState.STANDS, TextState.BESIDE]
    assert item.minutes == "Eins!\nZwei\nDrei!"
    assert item.texts.get(state=TextState.BESIDE).text == "Anders\nZwei\nDrei"


@database
def test_minutes_with_a_text_beside_are_not_released_until_somebody_has_chosen():
    group = make_group()
    item = hold(group)
    for text in ("Eins", "Zwei"):
        minutes.write_minutes(item=item, text=text, based_on=0, by=group.office, at=LATER)

    with pytest.raises(errors.TextsBeside):
        minutes.release_minutes(meeting=item.meeting, by=group.office, at=LATER)
    minutes.settle_text(text=item.texts.get(state=TextState.BESIDE), take=True, by=group.office, at=LATER)
    minutes.release_minutes(meeting=item.meeting, by=group.office, at=LATER)

    item.refresh_from_db()
    assert item.minutes == "Eins\n\nZwei"


@database
def test_minutes_are_approved_in_a_later_meeting_and_put_what_was_agreed_into_force():
    group = make_group()
    item = hold(group)
    decision = decisions.fix_wording(
        item=item, title="Sprechtag", text="Ein Text.", stays_with=CompetenceOwner.SCHOOL_BODY, by=group.office,
        at=LATER,
    )  # fmt: skip
    for side, person in ((Side.STATE, group.state), (Side.MUNICIPAL, group.municipal)):
        decisions.consent_to(decision=decision, side=side, shown_hash=decision.content_hash, by=person, at=LATER)
    minutes.write_minutes(item=item, text="Alle waren dafür.", based_on=0, by=group.office, at=LATER)
    minutes.release_minutes(meeting=item.meeting, by=group.office, at=LATER)
    minutes.object_to_minutes(meeting=item.meeting, text="Nicht alle.", by=group.state, at=LATER)
    with pytest.raises(errors.TooLate):
        minutes.object_to_minutes(meeting=item.meeting, text="!", by=group.state, at=LATER + timedelta(days=15))
    with pytest.raises(errors.MeetingClosed):
        minutes.approve_minutes(meeting=item.meeting, in_meeting=item.meeting, by=group.office, at=LATER)
    following = make_meeting(group, starts_at=MEETING_AT + timedelta(days=60))

    minutes.approve_minutes(meeting=item.meeting, in_meeting=following, by=group.office, at=following.starts_at)

    decision.refresh_from_db()
    assert decision.status == VersionStatus.IN_FORCE
    assert MinutesText.objects.count() == 0
    with pytest.raises(errors.MinutesOpen):
        minutes.write_minutes(item=item, text="Zu spät", based_on=1, by=group.office, at=following.starts_at)
    assert minutes_paper(item.meeting).startswith(b"%PDF")


@database
def test_what_touches_inner_matters_is_public_only_after_the_state_side_has_cleared_it():
    group = make_group()
    decision = decisions.fix_wording(
        item=hold(group), title="Unterricht", text="Ein Text.", stays_with=CompetenceOwner.STATE,
        touches_inner_matters=True, by=group.office, at=LATER,
    )  # fmt: skip
    with pytest.raises(errors.NotFinal):
        publishing.publish(subject=decision, by=group.office, at=LATER)
    decision = decisions.refuse(decision=decision, side=Side.STATE, reason="Nein.", by=group.state, at=LATER)

    with pytest.raises(errors.NotCleared):
        publishing.publish(subject=decision, by=group.office, at=LATER)
    with pytest.raises(NoMandate):
        publishing.clear(subject=decision, by=group.municipal, at=LATER)
    decision.published_at = LATER
    with pytest.raises(IntegrityError), transaction.atomic():
        decision.save()
    decision.refresh_from_db()
    publishing.clear(subject=decision, by=group.state, at=LATER)
    publishing.publish(subject=decision, by=group.office, at=LATER)

    assert list(published_decisions(group.network)) == [decision]


@database
def test_a_recommendation_waits_until_the_steering_group_answers():
    group = make_group()
    item = hold(group)
    decision = decisions.fix_wording(
        item=item, title="Mehr Lesen", text="Ein Text.", stays_with=CompetenceOwner.SCHOOL_BODY,
        is_recommendation=True, by=group.office, at=LATER,
    )  # fmt: skip
    for side, person in ((Side.STATE, group.state), (Side.MUNICIPAL, group.municipal)):
        decision = decisions.consent_to(
            decision=decision, side=side, shown_hash=decision.content_hash, by=person, at=LATER
        )
    waiting = list(recommendations_without_answer(group.network))

    decisions.answer_recommendation(
        decision=decision, answer=RecommendationAnswer.TAKEN_UP, text="Ja.", item=item, by=group.office, at=LATER
    )

    assert (waiting, list(recommendations_without_answer(group.network))) == ([decision], [])


@database
def test_the_best_date_is_the_one_all_chairs_can_come_to():
    group = make_group()
    starts = [MEETING_AT + timedelta(days=n) for n in range(3)]
    poll = polls.open_poll(
        body=group.body, title="Lenkungskreis", place="", minutes=120, starts=starts, by=group.office, at=NOW
    )
    first, second, third = poll.options.order_by("starts_at")
    for name, words in {
        "state": {first.pk: PollWord.YES, second.pk: PollWord.IF_NEEDED, third.pk: PollWord.NO},
        "municipal": {first.pk: PollWord.NO, second.pk: PollWord.YES},
    }.items():
        polls.answer_poll(poll=poll, holder=group.seats[name], words=words, by=group.office, at=NOW)

    _holders, dates = possible_dates(poll, on=day_of(NOW))
    meeting = polls.choose_date(option=dates[0].option, by=group.office, at=NOW)

    assert [(date.option, date.chairs_missing) for date in dates] == [
        (second, ()), (first, ("Corinna Abel",)), (third, ("Henning Voss", "Corinna Abel")),
    ]  # fmt: skip
    assert meeting.starts_at == second.starts_at
    with pytest.raises(errors.PollClosed):
        polls.choose_date(option=first, by=group.office, at=NOW)
    assert Message.objects.filter(subject__startswith="Welcher Termin").count() == 2


def come(meeting, name):
    return conferences.register(
        meeting=meeting, name=name, email=f"{name.lower()}@example.org", institution="", address=str, at=NOW
    )


@database
def test_whoever_comes_too_late_waits_and_moves_up_in_order():
    group = make_group()
    meeting = make_meeting(group)
    with pytest.raises(errors.RegistrationClosed):
        come(meeting, "Ada")
    conferences.open_registration(meeting=meeting, capacity=2, until=day_of(MEETING_AT), by=group.office, at=NOW)
    rows = [come(meeting, name) for name in ("Ada", "Bo", "Cem", "Dana")]
    with pytest.raises(errors.AlreadyRegistered):
        come(meeting, "Ada")
    with pytest.raises(errors.NotRegistered):
        conferences.note_arrival(registration=rows[2], by=group.office, at=MEETING_AT)

    moved = conferences.give_back(registration=rows[0], address=str, at=NOW)

    assert moved == rows[2]
    assert list(Registration.objects.order_by("pk").values_list("status", flat=True)) == [
        "CANCELLED", "REGISTERED", "REGISTERED", "WAITING",
    ]  # fmt: skip
    assert Message.objects.filter(to_address="cem@example.org").count() == 2


@database
def test_the_address_of_a_registration_opens_it_alone_and_ends_with_it():
    group = make_group()
    meeting = make_meeting(group)
    conferences.open_registration(meeting=meeting, capacity=2, until=day_of(MEETING_AT), by=group.office, at=NOW)
    tokens = []
    row = conferences.register(
        meeting=meeting, name="Ada", email="ada@example.org", institution="", at=NOW,
        address=lambda token: tokens.append(token) or token,
    )  # fmt: skip

    assert conferences.registration_behind(token=tokens[0], at=NOW) == row
    conferences.give_back(registration=row, address=str, at=NOW)
    for token, at in ((tokens[0], NOW), ("geraten", NOW), (tokens[0], MEETING_AT + timedelta(days=1))):
        with pytest.raises(LinkProblem):
            conferences.registration_behind(token=token, at=at)


@database
def test_a_calendar_address_shows_what_its_owner_may_see_and_dies_with_the_next():
    group = make_group()
    hold(group)
    first = calendars.subscribe(network=group.network, body=None, by=group.state, at=NOW)
    shown = calendars.open_feed(token=first, at=NOW).decode()

    second = calendars.subscribe(network=group.network, body=None, by=group.state, at=NOW)
    group.state.mandates.all().delete()
    group.seats["state"].delete()

    assert "SUMMARY:Lenkungskreis" in shown
    for token in (first, second):
        with pytest.raises(LinkProblem):
            calendars.open_feed(token=token, at=NOW)


@database
def test_a_code_from_the_list_notes_who_is_there():
    group = make_group()
    item = hold(group, absent=("state",))
    row = item.meeting.attendances.get(holder=group.seats["state"])

    came = meetings.come_by_code(meeting=item.meeting, code=row.code.lower(), by=group.office, at=LATER)
    nobody = meetings.come_by_code(meeting=item.meeting, code="FALSCH", by=group.office, at=LATER)

    assert (came, nobody) == (row, None)
    row.refresh_from_db()
    assert row.presence == "PRESENT"


@database
def test_names_are_forgotten_in_time_and_on_request():
    group = make_group()
    meeting = make_meeting(group)
    conferences.open_registration(meeting=meeting, capacity=2, until=day_of(MEETING_AT), by=group.office, at=NOW)
    come(meeting, "Ada")

    forgotten = forget_old(now=MEETING_AT + timedelta(days=200))
    forget_person(group.state)

    assert forgotten == 1
    group.seats["state"].refresh_from_db()
    assert (group.seats["state"].person, group.seats["state"].name) == (None, "")
