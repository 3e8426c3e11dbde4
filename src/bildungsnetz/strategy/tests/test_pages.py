"""The pages: who sees what in which state, and that they open for everybody who may."""

import pytest
from django.urls import reverse

from bildungsnetz.networks.models import Role, Side
from bildungsnetz.networks.tests.factories import LONG_AGO, make_network, make_role
from bildungsnetz.strategy.models import Measure, Proposal, Rating, StrategyVersion
from bildungsnetz.strategy.services import agreeing, choosing, copying, drafting
from bildungsnetz.strategy.tests.factories import NOW, agree, make_full, make_goal, make_team

pytestmark = pytest.mark.django_db


def address(team, name, *args):
    return reverse(f"strategy:{name}", args=[team.network.slug, *args])


def statuses(client, people, url):
    seen = {}
    for name, person in people.items():
        client.logout()
        if person is not None:
            client.force_login(person)
        seen[name] = client.get(url).status_code
    return seen


def everybody(team):
    other = make_network(key="05966", name="Kreis Olpe", slug="kreis-olpe")
    return {
        "office": team.office,
        "state": team.state,
        "member": make_role(team.network, "Petra Kamp", Role.BODY_MEMBER),
        "ministry": make_role(None, "Miriam Falk", Role.MINISTRY),
        "other network": make_role(other, "Fremdes Büro", Role.OFFICE),
        "public": None,
    }


def test_a_draft_is_seen_by_the_office_alone(client):
    team = make_team()
    version = make_full(team)
    people = everybody(team)
    goal, measure = version.goals.get(number=3), Measure.objects.get()

    pages = [version.get_absolute_url(), goal.get_absolute_url(), measure.get_absolute_url()]
    seen = [statuses(client, people, url) for url in pages]

    inside = {"office": 200, "state": 404, "member": 404, "ministry": 404, "other network": 404, "public": 302}
    assert seen == [inside, inside, {**inside, "public": 404}]


def test_what_is_laid_before_the_sides_is_seen_by_them_and_nobody_else(client):
    team = make_team()
    version = agreeing.put_up(subject=make_full(team), by=team.office, at=NOW)

    seen = statuses(client, everybody(team), version.get_absolute_url())

    inside = {"office": 200, "state": 200, "member": 404}
    assert seen == {**inside, "ministry": 404, "other network": 404, "public": 302}


def test_a_measure_in_force_is_public_but_its_reports_and_money_are_not(client):
    team = make_team()
    agree(team, make_full(team))
    measure = Measure.objects.get()

    page = client.get(measure.get_absolute_url())

    assert page.status_code == 200
    assert "Sprechtag" in page.text
    assert "1500" not in page.text


def test_a_new_draft_changes_nothing_others_see_of_a_measure_in_force(client):
    team = make_team()
    version = agree(team, make_full(team))
    copy = copying.begin_next(version=version, by=team.office, at=NOW)
    copy.plans.update(title="Geheimer Plan")

    client.force_login(team.state)
    page = client.get(Measure.objects.get().get_absolute_url())

    assert ("Sprechtag" in page.text, "Geheimer Plan" in page.text) == (True, False)


def test_a_rating_is_seen_by_its_own_side_until_both_are_laid_open(client):
    team = make_team()
    proposal = choosing.propose(
        network=team.network, values={"title": "Lesen", "need": "Bedarf"}, by=team.office, at=NOW
    )
    rated = {"need": 4, "influence": 3, "feasibility": 2}
    for side in Side:
        choosing.rate(
            proposal=proposal, side=side, values={**rated, "reason": f"Grund {side.lower()}"}, by=team.speaker(side),
            at=NOW,
        )  # fmt: skip
    choosing.lay_open(proposal=proposal, side=Side.STATE, by=team.state, at=NOW)
    client.force_login(team.municipal)
    before = client.get(proposal.get_absolute_url()).text

    choosing.lay_open(proposal=proposal, side=Side.MUNICIPAL, by=team.municipal, at=NOW)
    after = client.get(proposal.get_absolute_url()).text

    assert ("Grund state" in before, "Grund municipal" in before) == (False, True)
    assert ("Grund state" in after, "Grund municipal" in after) == (True, True)


def test_both_sides_go_the_whole_way_in_the_browser(client):
    team = make_team()
    client.force_login(team.office)
    client.post(address(team, "proposal_new"), {"title": "Lesen", "need": "Viele lesen nicht."})
    proposal = Proposal.objects.get()
    client.force_login(team.state)
    rating = {"need": 4, "influence": 3, "feasibility": 2, "reason": "Gemeinsam."}
    client.post(address(team, "rating", proposal.pk), rating)
    client.post(address(team, "lay_open", proposal.pk))
    client.force_login(team.office)
    client.post(address(team, "choice_new"), {"title": "Auswahl"})
    choice = team.network.field_choices.get()
    line = choice.lines.get()
    lines = {f"chosen_{line.pk}": "on", f"reason_{line.pk}": "Weil."}
    client.post(address(team, "choice_change", 1), {"title": "Auswahl", "reasons": "", **lines})
    client.post(address(team, "choice_put_up", 1))
    shown = {"shown_hash": team.network.field_choices.get().content_hash, "has_read": "on"}
    for person in (team.state, team.municipal):
        client.force_login(person)
        client.post(address(team, "choice_consent", 1), shown)

    proposal.refresh_from_db()
    assert (proposal.state, Rating.objects.count()) == ("CHOSEN", 1)
    assert client.get(address(team, "choice", 1)).status_code == 200


def test_two_people_on_one_goal_the_second_sees_that_the_text_is_kept(client):
    team = make_team()
    version = make_full(team)
    goal = version.goals.get(number=1)
    client.force_login(team.office)
    url = address(team, "goal_change", version.number, goal.number)
    said = {
        "kind": "GUIDING", "title": "Neu", "field": team.field.pk, "clause": team.clause.pk, "revision": goal.revision,
        "responsible": [team.institution.pk],
    }  # fmt: skip
    first = client.post(url, said)

    second = client.post(url, {**said, "title": "Anders"})

    assert (first.status_code, second.status_code) == (302, 422)
    assert "Anders" in client.get(version.get_absolute_url()).text


def test_the_difference_shows_exactly_what_changed(client):
    team = make_team()
    version = agree(team, make_full(team))
    copy = copying.begin_next(version=version, by=team.office, at=NOW)
    copy.goals.filter(number=1).update(title="Alle finden einen guten Anschluss")
    client.force_login(team.office)

    page = client.get(address(team, "comparison", copy.number))

    changes = page.context["changes"]
    assert [change.what for change in changes] == ["Soll in Kraft treten am", "Ziel 1 · Ziel"] or len(changes) == 2
    assert "guten " in page.text


@pytest.mark.parametrize("name", ["overview", "proposals"])
def test_the_ways_in_open_for_who_works_here(client, name):
    team = make_team()
    agree(team, make_full(team))
    client.force_login(team.state)

    assert client.get(address(team, name)).status_code == 200


@pytest.mark.parametrize("more", [0, 4])
def test_pages_need_the_same_queries_however_many_goals_there_are(client, more, django_assert_max_num_queries):
    team = make_team()
    version = make_full(team)
    for number in range(more):
        make_goal(team, version, title=f"Leitziel {number}")
    version = agree(team, StrategyVersion.objects.get(pk=version.pk))
    client.force_login(team.office)
    pages = [
        version.get_absolute_url(), version.goals.get(number=3).get_absolute_url(), address(team, "programme", 2027),
        address(team, "field", team.field.slug), Measure.objects.get().get_absolute_url(),
    ]  # fmt: skip

    for url in pages:
        with django_assert_max_num_queries(48):
            assert client.get(url).status_code == 200


def test_forms_of_a_draft_open(client):
    team = make_team()
    version = make_full(team)
    client.force_login(team.office)
    pages = [
        *[address(team, name, version.number) for name in ("frame", "goal_new", "plan_new")],
        *[address(team, name, version.number, 1) for name in
          ("goal_change", "goal_aim", "plan_change", "plan_aim", "milestone_new", "waiting", "share")],
        *[address(team, name, 1) for name in ("status", "cost", "decision_tie", "close")],
        address(team, "milestone", 1, 1),
    ]  # fmt: skip

    assert [client.get(url).status_code for url in pages] == [200] * len(pages)


def test_a_draft_is_deleted_with_the_measures_that_stand_nowhere_else():
    team = make_team()
    drafting.delete_draft(version=make_full(team), by=team.office, at=NOW)

    assert (StrategyVersion.objects.count(), Measure.objects.count()) == (0, 0)


def test_a_measure_without_a_report_waits_on_the_desk_and_is_never_on_track(client):
    team = make_team()
    version = make_full(team)
    version.plans.update(begins_on=LONG_AGO)
    agree(team, StrategyVersion.objects.get(pk=version.pk))
    client.force_login(team.office)

    desk = client.get(reverse("desk:desk", args=[team.network.slug])).text
    page = client.get(Measure.objects.get().get_absolute_url())

    assert "Sprechtag" in desk
    assert page.context["tag"][0] == "unknown"


def test_a_version_put_up_waits_on_the_desk_of_who_consents(client):
    team = make_team()
    agreeing.put_up(subject=make_full(team), by=team.office, at=NOW)
    client.force_login(team.state)

    assert "Gemeinsame Strategie" in client.get(reverse("desk:desk", args=[team.network.slug])).text
