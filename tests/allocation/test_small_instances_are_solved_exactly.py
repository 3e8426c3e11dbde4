"""The exact solver against trying everything: every aim, ties included, under all rules at once."""

from hashlib import sha256
from itertools import product

import pytest
from hypothesis import HealthCheck, given, settings

from tests.allocation.solving import reported, solved
from tests.allocation.strategies import tasks
from tests.allocation.tasks import Task, _groups_are_full, _take, best_values, sort_key

pytestmark = pytest.mark.once
QUICK = settings(max_examples=150, deadline=None, suppress_health_check=list(HealthCheck), derandomize=True)


@QUICK
@given(task=tasks())
def test_every_aim_is_as_good_as_trying_everything_and_proven(task: Task, tmp_path_factory):
    best = best_values(task)

    solution, places = solved(task, tmp_path_factory.mktemp("task"))

    assert reported(solution) == best
    assert task.values(places) == best
    assert [name for name, aim in solution.aims.items() if not aim.proven] == []


def advantage(task: Task, places: tuple, seed: str) -> int:
    """What decides among equals: places and points, weighed by how early each pupil goes."""
    order = sorted(task.pupils, key=lambda own: (-int(own.get("carry") or 0), lot(own["pupil_id"], seed)))
    most = 10 * max(task.days(pupil) for pupil in task.pupils)
    weight = {pupil["pupil_id"]: len(order) - at for at, pupil in enumerate(order)}
    pupils = {pupil["pupil_id"]: pupil for pupil in task.pupils}
    return sum(
        weight[pupil] * (most + 1 + 11 - task.position(pupils[pupil], task.offer_of[offer])[0])
        for pupil, offer in places
    )


def lot(pupil_id: str, seed: str) -> bytes:
    return sha256(seed.encode() + b"\x1f" + pupil_id.encode()).digest()


def all_allocations(task: Task):
    limits = sum(str(offer.get("max_per_school", "")) != "" for offer in task.offers)
    schools = len({pupil["school_id"] for pupil in task.pupils})
    for chosen in product(*(list(task.bundles(pupil)) for pupil in task.pupils)):
        state = (0,) * (len(task.offers) + limits * schools)
        for pupil, bundle in zip(task.pupils, chosen, strict=True):
            state = state and _take(task, state, pupil, bundle)
        if state and _groups_are_full(task, state):
            yield tuple(
                (p["pupil_id"], o["offer_id"]) for p, bundle in zip(task.pupils, chosen, strict=True) for o in bundle
            )


@settings(QUICK, max_examples=80)
@given(task=tasks(most_pupils=3, most_offers=4))
def test_among_equals_higher_carry_then_the_lot_goes_first(task: Task, tmp_path_factory):
    every = list(all_allocations(task))
    best = min(sort_key(tuple(task.values(list(places)).values())) for places in every)
    equals = [places for places in every if sort_key(tuple(task.values(list(places)).values())) == best]

    _solution, places = solved(task, tmp_path_factory.mktemp("task"), seed="Los")

    assert advantage(task, tuple(places), "Los") == max(advantage(task, one, "Los") for one in equals)


def test_one_place_for_two_alike_goes_to_the_one_with_more_bad_luck_before(tmp_path):
    offers = [{"offer_id": "o", "company_id": "c", "date": "2027-03-09", "field": "Bau", "capacity": 1}]
    pupils = [{"pupil_id": name, "school_id": "s", "days": 1, "carry": name == "b"} for name in "abc"]
    task = Task([{**pupil, "carry": int(pupil["carry"])} for pupil in pupils], offers)

    found = [solved(task, tmp_path, seed=seed)[1] for seed in ("", "1", "2", "3")]

    assert found == [[("b", "o")]] * 4
