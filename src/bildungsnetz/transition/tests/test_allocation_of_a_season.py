from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction

from bildungsnetz.transition.models import Explanation, Folder, Placement, Run, RunKind, RunState, Season
from bildungsnetz.transition.selectors.exporting import input_files
from bildungsnetz.transition.services import errors
from bildungsnetz.transition.services.results import choose_run, release_result
from bildungsnetz.transition.services.running import file_of
from bildungsnetz.transition.services.seasons import draw_seed
from bildungsnetz.transition.tests import factories as make


@pytest.fixture
def now(django_capture_on_commit_callbacks):
    return django_capture_on_commit_callbacks


@pytest.fixture
def world(db):
    world = make.make_season()
    make.add_pupils(world, count=5)
    make.add_pupils(world, count=4, number="165701", name="8b")
    make.add_offers(world)
    make.rank_by_chance(world)
    return world


def finished(world, now, **values) -> Run:
    with now(execute=True):
        made = make.run(world, **values)
    made.refresh_from_db()
    return made


def test_a_run_is_allocated_in_the_background_and_confirmed_by_the_second_program(world, now):
    run = finished(world, now)

    assert (run.state, run.agrees, run.trouble) == (RunState.DONE, True, "")
    assert run.report["needed"] == 27
    assert run.report["filled"] == run.report["aims"]["A1"]["bound"] == 18


def entered(world: make.World, *, backwards: bool) -> make.World:
    """Enter the same schools, offers and wishes, forwards or backwards."""
    step = -1 if backwards else 1
    cards = {}
    for number, name in [("165700", "8a"), ("165701", "8b")][::step]:
        make.add_pupils(world, count=4, number=number, name=name)
        cards[number] = world.cards[-4:]
    for place, name in list(enumerate(["Tierklinik", "Studio", "Holzbau"]))[::step]:
        make.add_offers(world, [name], code=make.FIELDS[place])
    world.cards = [card for number in sorted(cards) for card in cards[number]]
    make.rank_by_chance(world, backwards=backwards)
    return world


def test_the_order_of_entries_has_no_influence(db, now):
    first = entered(make.make_season(), backwards=False)
    second = make.make_season(like=first, year=2028, seed=False)
    Season.objects.filter(pk=second.season.pk).update(
        seed=first.season.seed, seed_hash=first.season.seed_hash, seed_fixed_at=make.EARLY
    )
    entered(second, backwards=True)

    assert input_files(first.season) == input_files(second.season)
    runs = [finished(world, now) for world in (first, second)]
    assert len({file_of(run, Folder.OUTPUT, "assignments.csv") for run in runs}) == 1
    assert runs[0].report["filled"] == 18


def test_a_second_seed_is_refused_by_service_and_database(world):
    with pytest.raises(errors.SeedFixed):
        draw_seed(season=world.season, by=world.office, at=make.EARLY)

    for changed in ({"seed": "x"}, {"seed_hash": "x"}, {"seed": "", "seed_hash": "", "seed_fixed_at": None}):
        with pytest.raises(IntegrityError), transaction.atomic():
            Season.objects.filter(pk=world.season.pk).update(**changed)


def test_a_run_with_another_seed_is_refused_by_the_database(world, now):
    with pytest.raises(IntegrityError), transaction.atomic():
        Run.objects.create(season=world.season, number=9, seed_hash="f" * 64, asked_at=make.RANKING)
    run = finished(world, now)

    with pytest.raises(IntegrityError), transaction.atomic():
        Run.objects.filter(pk=run.pk).update(seed_hash="f" * 64)


def test_no_seed_is_drawn_once_ranking_was_to_begin(db):
    world = make.make_season(seed=False)

    with pytest.raises(errors.TooLateForSeed):
        draw_seed(season=world.season, by=world.office, at=world.season.wishes_from)


def test_nothing_is_allocated_without_a_seed(db):
    world = make.make_season(seed=False)
    make.add_pupils(world)
    make.add_offers(world)

    with pytest.raises(errors.SeedMissing):
        make.run(world)


def test_released_results_give_every_pupil_places_and_a_reason_per_wish(world, now):
    run = finished(world, now)
    result = choose_run(run=run, reason="Beste Verteilung", by=world.office, at=make.AFTER_RANKING)

    release_result(result=result, by=world.office, at=make.AFTER_RANKING + timedelta(hours=1))

    assert Placement.objects.count() == 18
    assert Explanation.objects.count() == sum(pupil.wishes.count() for pupil in world.season.pupils.all())


def test_the_wish_for_step_free_places_is_deleted_with_the_release(world, now):
    pupil = world.pupil(0)
    pupil.step_free = True
    pupil.save(update_fields=["step_free"])
    run = finished(world, now)
    result = choose_run(run=run, reason="Beste Verteilung", by=world.office, at=make.AFTER_RANKING)

    release_result(result=result, by=world.office, at=make.AFTER_RANKING)

    pupil.refresh_from_db()
    assert pupil.step_free is False


def test_a_run_only_for_comparison_cannot_be_chosen(world, now):
    run = finished(world, now, kind=RunKind.COMPARISON)

    assert run.state == RunState.DONE
    with pytest.raises(errors.NotProven):
        choose_run(run=run, reason="Weil", by=world.office, at=make.AFTER_RANKING)
