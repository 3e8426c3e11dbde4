"""Self-evaluation: anonymous sums, shown from five answers on, over the years, with session and changes."""

from datetime import date, timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from bildungsnetz.accounts.services import LinkRevoked, LinkUnknown
from bildungsnetz.governance.evaluating import Result, result
from bildungsnetz.governance.evaluation_pictures import results_over_years
from bildungsnetz.governance.models import AgendaItem, Asked, Rating, WorkOrder
from bildungsnetz.governance.selectors.evaluations import results_of, surveys_to_answer
from bildungsnetz.governance.services import errors, evaluations
from bildungsnetz.governance.services.orders import give_order
from bildungsnetz.governance.tests.factories import make_group, make_holder, make_meeting
from bildungsnetz.journal.models import Entry
from bildungsnetz.networks.tests.factories import make_person
from bildungsnetz.post.models import Message

pytestmark = pytest.mark.django_db
CRITERIA = ["Ziele: Beide Seiten kennen sie.", "Arbeit: Beschlossenes geschieht."]


@pytest.fixture
def group():
    """A steering group of six: two with account, four by address."""
    group = make_group()
    for number in range(4):
        make_holder(group.body, group.office, None, name=f"Mitglied {number}", email=f"m{number}@demo.example")
    return group


def survey_of(group, *, year=2026, tokens=None, at=None):
    at = at or timezone.now()
    made = evaluations.prepare_evaluation(
        network=group.network, body=group.body, year=year, criteria=CRITERIA, by=group.office, at=at
    )
    kept = [] if tokens is None else tokens
    return evaluations.start_survey(
        evaluation=made, closes_on=timezone.localdate(at) + timedelta(days=14),
        address=lambda token: kept.append(token) or f"https://netz.example/{token}", by=group.office, at=at,
    )  # fmt: skip


def answer(survey, count, *, rating=Rating.MOSTLY, at=None):
    ratings = dict.fromkeys(survey.criteria.values_list("pk", flat=True), rating)
    for asked in survey.asked.filter(has_answered=False).order_by("pk")[:count]:
        evaluations.answer_survey(asked=asked, ratings=ratings, at=at or timezone.now())


def closed(group, survey):
    return evaluations.close_survey(evaluation=survey, by=group.office, at=timezone.now())


@pytest.mark.parametrize(
    ("counts", "answered", "mean"),
    [
        ({4: 2, 3: 3, 2: 0, 1: 0, 0: 0}, 5, 3.4),
        ({4: 2, 3: 2, 2: 0, 1: 0, 0: 0}, 4, None),
        ({4: 2, 3: 2, 2: 0, 1: 0, 0: 3}, 7, None),
        ({4: 5, 3: 0, 2: 0, 1: 0, 0: 2}, 7, 4.0),
        ({4: 0, 3: 0, 2: 0, 1: 0, 0: 0}, 0, None),
    ],
)
def test_a_criterion_is_shown_from_five_ratings_on(counts, answered, mean):
    assert result("Ziele", counts, answered=answered).mean == mean


def test_each_member_is_asked_once_and_only_sums_are_kept(group):
    survey = survey_of(group)
    answer(survey, 5)
    survey.refresh_from_db()

    first = survey.criteria.order_by("position").first()
    assert (survey.invited, survey.answered, first.mostly, first.fully) == (6, 5, 5, 0)
    assert Message.objects.filter(subject__contains="Umfrage").count() == 6
    # Neither the moment nor the order of an answer is kept anywhere.
    assert not Entry.objects.filter(action__contains="answer").exists()
    assert {field.name for field in Asked._meta.fields} == {"id", "evaluation", "holder", "has_answered"}


def test_results_are_shown_once_closed_and_from_five_answers_on(group):
    few, enough = survey_of(group, year=2025), survey_of(group, year=2026)
    answer(few, 4)
    answer(enough, 5)
    enough.refresh_from_db()
    running = results_of(enough)
    few, enough = closed(group, few), closed(group, enough)

    assert running == []
    assert results_of(few) == [Result(text, None) for text in CRITERIA]
    assert results_of(enough) == [Result(text, 3.0, (0, 5, 0, 0, 0)) for text in CRITERIA]
    assert not Asked.objects.exists()


def test_the_picture_over_the_years_hides_the_year_of_too_few(group):
    years = []
    for year, count in ((2024, 5), (2025, 4), (2026, 6)):
        survey = survey_of(group, year=year)
        answer(survey, count)
        survey.refresh_from_db()
        survey = closed(group, survey)
        years.append((survey, results_of(survey)))

    figure = results_over_years(years)

    assert figure.table.rows == (
        ("Ziele", "3,0", "zu wenige Antworten", "3,0"), ("Arbeit", "3,0", "zu wenige Antworten", "3,0"),
    )  # fmt: skip
    assert results_over_years(years[1:2]) is None


def test_nobody_answers_twice_late_or_with_a_guessed_link(group):
    tokens = []
    survey = survey_of(group, tokens=tokens)
    asked = evaluations.asked_behind(token=tokens[0], at=timezone.now())
    evaluations.answer_survey(asked=asked, ratings={}, at=timezone.now())

    with pytest.raises(errors.AlreadyAnswered):
        evaluations.answer_survey(asked=asked, ratings={}, at=timezone.now())
    with pytest.raises(errors.SurveyElsewhere):
        evaluations.answer_survey(asked=survey.asked.last(), ratings={}, at=timezone.now() + timedelta(days=15))
    with pytest.raises(LinkUnknown):
        evaluations.asked_behind(token="x" * 43, at=timezone.now())
    closed(group, survey)
    with pytest.raises(LinkRevoked):
        evaluations.asked_behind(token=tokens[1], at=timezone.now())


def test_a_survey_whose_last_day_is_over_closes_by_itself(group):
    survey = survey_of(group)

    count = evaluations.close_due_surveys(now=timezone.now() + timedelta(days=15))

    survey.refresh_from_db()
    assert (count, survey.state) == (1, "CLOSED")


def test_one_self_evaluation_a_year_and_criteria_stay_once_asked(group):
    survey = survey_of(group)

    with pytest.raises(errors.YearTaken):
        survey_of(group)
    with pytest.raises(errors.SurveyElsewhere):
        evaluations.change_criteria(evaluation=survey, criteria=["Neu"], by=group.office, at=timezone.now())


def test_session_report_and_change_follow_a_survey(group):
    survey = closed(group, survey_of(group))
    meeting = make_meeting(group)
    evaluations.set_session(evaluation=survey, meeting=meeting, by=group.office, at=timezone.now())
    give_order(
        body=group.body, decision=None, evaluation=survey, title="Früher einladen", text="", due_on=date(2027, 3, 1),
        owner=group.office, by=group.office, at=timezone.now(),
    )  # fmt: skip

    assert AgendaItem.objects.filter(meeting=meeting, title="Selbstbewertung 2026", is_public=False).count() == 1
    assert list(survey.orders.all()) == list(WorkOrder.objects.all())


def test_from_the_criteria_to_the_results_through_the_pages(group, client):
    def as_(person):
        client.force_login(person, backend="allauth.account.auth_backends.AuthenticationBackend")
        return client

    def url(name, *parts):
        return reverse(f"governance:{name}", args=[group.network.slug, *parts])

    page = as_(group.office).get(url("evaluation_new")).content.decode()
    as_(group.office).post(
        url("evaluation_new"), {"year": 2026, "body": group.body.pk, "criteria": "\n".join(CRITERIA)}
    )
    last = timezone.localdate() + timedelta(days=14)
    as_(group.office).post(url("evaluation_start", 2026), {"closes_on": last.isoformat()})
    survey = group.network.evaluations.get()
    member = surveys_to_answer(group.state).get()
    desk = as_(group.state).get(f"/{group.network.slug}/schreibtisch").content.decode()
    ratings = {f"c{pk}": 3 for pk in survey.criteria.values_list("pk", flat=True)}
    empty = as_(group.state).post(url("evaluation_answer", 2026), {})
    told = as_(group.state).post(url("evaluation_answer", 2026), ratings).content.decode()
    again = as_(group.state).get(url("evaluation_answer", 2026))
    answer(survey, 5)
    as_(group.office).post(url("evaluation_close", 2026))
    shown = as_(group.municipal).get(url("evaluation", 2026)).content.decode()
    foreign = as_(make_person("Fremd")).get(url("evaluation", 2026))

    assert "(Beispiel)" in page
    assert member.holder == group.seats["state"]
    assert "Umfrage beantworten" in desk
    assert (empty.status_code, again.status_code, foreign.status_code) == (422, 404, 404)
    assert "Ihre Antwort ist gezählt" in told
    assert "3,0" in shown
    assert "6 von 6 haben geantwortet" in shown
