"""From the first proposal to a strategy in force, by both sides."""

import pytest
from django.db import DatabaseError, connection, transaction

from bildungsnetz.networks.models import Side, VersionStatus
from bildungsnetz.networks.services.errors import NoMandate, TextChanged
from bildungsnetz.strategy.models import FieldChoice, Goal, Proposal, StrategyVersion
from bildungsnetz.strategy.services import agreeing, choosing, copying, drafting
from bildungsnetz.strategy.services.errors import Unfinished
from bildungsnetz.strategy.tests.factories import NOW, agree, make_draft, make_full, make_goal, make_team

pytestmark = pytest.mark.django_db
RATING = {"need": 4, "influence": 3, "feasibility": 2, "reason": "Viele Kinder warten."}


def test_a_choice_decides_its_proposals_once_both_sides_have_consented():
    team = make_team()
    wanted, other = (
        choosing.propose(network=team.network, values={"title": title, "need": "Bedarf"}, by=team.office, at=NOW)
        for title in ("Übergang Schule–Beruf", "Kulturelle Bildung")
    )
    choice = choosing.draft_choice(network=team.network, title="Auswahl 2026", by=team.office, at=NOW)
    lines = {line.pk: (line.proposal_id == wanted.pk, f"Grund {line.title}") for line in choice.lines.all()}
    choosing.set_choice(choice=choice, title="Auswahl", reasons="Zahlen", lines=lines, by=team.office, at=NOW)

    agreed = agree(team, FieldChoice.objects.get(pk=choice.pk))

    assert agreed.status == VersionStatus.IN_FORCE
    assert dict(Proposal.objects.values_list("title", "state")) == {wanted.title: "CHOSEN", other.title: "NOT_CHOSEN"}


def test_a_choice_without_a_reason_for_what_is_not_chosen_is_not_put_up():
    team = make_team()
    choosing.propose(network=team.network, values={"title": "Lesen", "need": "Bedarf"}, by=team.office, at=NOW)
    choice = choosing.draft_choice(network=team.network, title="Auswahl", by=team.office, at=NOW)

    with pytest.raises(Unfinished) as refused:
        agreeing.put_up(subject=choice, by=team.office, at=NOW)

    assert [gap.code for gap in refused.value.gaps] == ["chosen", "reason"]


def test_a_strategy_is_in_force_only_after_both_sides_have_consented():
    team = make_team()
    held = agreeing.put_up(subject=make_full(team), by=team.office, at=NOW)

    states = []
    for side in Side:
        held = agreeing.consent_to(subject=held, side=side, shown_hash=held.content_hash, by=team.speaker(side), at=NOW)
        states.append(held.status)

    assert states == [VersionStatus.PUT_UP, VersionStatus.IN_FORCE]


def test_nobody_consents_for_the_other_side_or_to_a_text_not_shown():
    team = make_team()
    held = agreeing.put_up(subject=make_full(team), by=team.office, at=NOW)

    with pytest.raises(NoMandate):
        agreeing.consent_to(subject=held, side=Side.STATE, shown_hash=held.content_hash, by=team.municipal, at=NOW)
    with pytest.raises(TextChanged):
        agreeing.consent_to(subject=held, side=Side.STATE, shown_hash="0" * 64, by=team.state, at=NOW)


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE strategy_strategyversion SET status = 'IN_FORCE' WHERE id = %s",
        "UPDATE strategy_strategyversion SET status = 'AGREED', content_hash = 'a', state_hash = 'a', "
        "municipal_hash = 'a' WHERE id = %s",
        "INSERT INTO strategy_strategyversion (network_id, number, title, vision, status, content_hash, state_hash, "
        "municipal_hash, created_at) SELECT network_id, 99, title, vision, 'IN_FORCE', 'a', 'a', 'a', created_at "
        "FROM strategy_strategyversion WHERE id = %s",
    ],
)
def test_the_database_itself_brings_nothing_into_force_without_both_consents(statement):
    team = make_team()
    version = agreeing.put_up(subject=make_full(team), by=team.office, at=NOW)

    with pytest.raises(DatabaseError), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(statement, [version.pk])


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE strategy_strategyversion SET vision = 'anders' WHERE id = %s",
        "UPDATE strategy_goal SET title = 'anders' WHERE version_id = %s",
        "DELETE FROM strategy_milestone WHERE version_id = %s",
        "UPDATE strategy_aim SET target_value = 1 WHERE version_id = %s",
        "UPDATE strategy_plan SET costs_planned = 1 WHERE version_id = %s",
    ],
)
def test_the_text_of_a_strategy_in_force_stays_even_against_raw_sql(statement):
    team = make_team()
    version = agree(team, make_full(team))

    with pytest.raises(DatabaseError), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(statement, [version.pk])


def test_changing_a_goal_by_raw_sql_voids_the_consents_given():
    team = make_team()
    held = agreeing.put_up(subject=make_full(team), by=team.office, at=NOW)
    agreeing.consent_to(subject=held, side=Side.STATE, shown_hash=held.content_hash, by=team.state, at=NOW)

    with connection.cursor() as cursor:
        cursor.execute("UPDATE strategy_goal SET title = 'anders' WHERE version_id = %s", [held.pk])

    after = StrategyVersion.objects.get(pk=held.pk)
    assert (after.status, after.content_hash, after.state_hash) == (VersionStatus.PUT_UP, "", "")


def test_a_copy_of_a_version_says_the_same_under_the_same_numbers():
    team = make_team()
    version = agree(team, make_full(team))

    copy = copying.begin_next(version=version, by=team.office, at=NOW)

    frame = {"number", "effective_from"}
    old, new = version.content(), copy.content()
    assert {k: v for k, v in new.items() if k not in frame} == {k: v for k, v in old.items() if k not in frame}
    assert (copy.status, version.status) == (VersionStatus.DRAFT, VersionStatus.IN_FORCE)


def test_a_draft_says_everything_that_is_missing_at_once():
    team = make_team()
    version = make_draft(team, vision="", effective_from=None)
    make_goal(team, version, "ACTION", title="Ohne alles", clause=None, due_on=None)

    with pytest.raises(Unfinished) as refused:
        agreeing.put_up(subject=version, by=team.office, at=NOW)

    assert [gap.code for gap in refused.value.gaps] == [
        "vision", "effective_from", "guiding", "upper_goal", "competence", "due_on", "measurable",
    ]  # fmt: skip


def test_what_two_people_write_on_one_goal_is_kept_for_both():
    team = make_team()
    version = make_draft(team)
    goal = make_goal(team, version, title="Alle lesen")
    write = {"version": version, "number": goal.number, "revision": 1, "upper": [], "responsible": []}
    values = {"kind": "GUIDING", "title": "Alle lesen gut", "field": team.field, "clause": team.clause}
    drafting.set_goal(**write, values=values, by=team.office, at=NOW)

    with pytest.raises(drafting.ChangedByOther) as met:
        drafting.set_goal(**write, values={**values, "title": "Alle lesen gern"}, by=team.office, at=NOW)

    kept = drafting.KeptText.objects.get(pk=met.value.kept)
    assert (Goal.objects.get(pk=goal.pk).title, kept.texts["title"]) == ("Alle lesen gut", "Alle lesen gern")
