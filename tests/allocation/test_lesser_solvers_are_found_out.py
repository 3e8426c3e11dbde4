"""Tests of the tests: an allocator that forgets a rule, or that only looks like one, does not get through.

Each rule H1 to H7 is hidden from the solver in turn; the checker must name that rule on some task. A greedy choice and
an auction are put in the solver's place; trying everything must beat them on some task.
"""

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from tempfile import TemporaryDirectory

import numpy as np
import pytest
from hypothesis import HealthCheck, Phase, find, settings

from bildungsnetz.engines.allocation.instance import Instance, Options
from bildungsnetz.engines.allocation.reading import read_input
from bildungsnetz.engines.allocation.solve import solve
from bildungsnetz.engines.allocation_check import check
from tests.allocation.outputs import write_output
from tests.allocation.strategies import tasks
from tests.allocation.tasks import Task, best_places, sort_key

pytestmark = pytest.mark.once

SEARCH = settings(
    max_examples=400, derandomize=True, deadline=None, database=None, phases=(Phase.generate,),
    suppress_health_check=list(HealthCheck),
)  # fmt: skip


def options_of(task: Task) -> Options:
    return Options(max_km=task.max_km, only_wished=task.only_wished, fields_may_repeat=task.fields_may_repeat)


def every_offer_on_a_day_of_its_own(instance: Instance) -> Instance:
    day = instance.offers.date
    return replace(
        instance,
        dates=tuple(instance.dates[at] for at in day),
        pupils=replace(instance.pupils, can_go=instance.pupils.can_go[:, day]),
        offers=replace(instance.offers, date=np.arange(len(day), dtype=np.int32)),
    )


def everybody_eligible(instance: Instance) -> Instance:
    pupils, offers = instance.pupils, instance.offers
    return replace(
        instance,
        pupils=replace(pupils, can_go=np.ones_like(pupils.can_go)),
        offers=replace(
            offers,
            min_age=np.full_like(offers.min_age, -1),
            step_free=np.ones_like(offers.step_free),
            schools_start=np.zeros_like(offers.schools_start),
            schools=offers.schools[:0],
        ),
    )


def with_offers(**columns: Callable) -> Callable[[Instance], Instance]:
    def hide(instance: Instance) -> Instance:
        own = {name: change(getattr(instance.offers, name)) for name, change in columns.items()}
        return replace(instance, offers=replace(instance.offers, **own))

    return hide


def five_days(instance: Instance) -> Instance:
    return replace(instance, pupils=replace(instance.pupils, days=np.full_like(instance.pupils.days, 5)))


HIDDEN: dict[str, Callable[[Instance], Instance]] = {
    "H1": every_offer_on_a_day_of_its_own,
    "H2": lambda instance: instance,
    "H3": with_offers(capacity=lambda column: column + 9),
    "H4": everybody_eligible,
    "H5": with_offers(max_per_school=lambda column: np.full_like(column, -1)),
    "H6": five_days,
    "H7": with_offers(min_group=np.zeros_like),
}


@pytest.mark.parametrize("rule", sorted(HIDDEN))
def test_a_solver_that_does_not_know_a_rule_is_found_out(rule):
    find(tasks(), lambda task: rule in codes(task, rule), settings=SEARCH)


def codes(task: Task, rule: str) -> list[str]:
    """Return what the checker says of the places that are best without a rule."""
    with TemporaryDirectory() as folder:
        source = task.write(Path(folder) / "in")
        instance = read_input(source, options_of(task)).instance
        blind = replace(options_of(task), fields_may_repeat=task.fields_may_repeat or rule == "H2")
        places = solve(HIDDEN[rule](instance), blind).places.tolist()
        pairs = [(instance.pupil_ids[pupil], instance.offer_ids[offer]) for pupil, offer in places]
        return list(check(source, write_output(task, pairs, source, Path(folder) / "out")).codes)


def test_a_solver_that_only_takes_what_is_left_is_found_out():
    find(tasks(), lambda task: not as_good_as_the_best(task, greedy(task)), settings=SEARCH)


def test_an_auction_alone_is_found_out():
    find(tasks(), lambda task: not as_good_as_the_best(task, auction(task)), settings=SEARCH)


def greedy(task: Task) -> list[tuple[str, str]]:
    with TemporaryDirectory() as folder:
        instance = read_input(task.write(Path(folder)), options_of(task)).instance
    places = solve(instance, replace(options_of(task), mode="lottery")).places
    return [(instance.pupil_ids[pupil], instance.offer_ids[offer]) for pupil, offer in places.tolist()]


def auction(task: Task) -> list[tuple[str, str]]:
    """Let pupils bid: whoever is short asks for the best bundle at the prices and outbids the last who holds a place.

    Bertsekas, Annals of Operations Research 14 (1988) 105-123, for bundles, with steps of a quarter point.
    """
    prices = dict.fromkeys(task.offer_of, 0.0)
    held: dict[str, tuple[str, ...]] = {}
    for _ in range(60):
        for pupil in task.pupils:
            if held.get(pupil["pupil_id"]) is None:
                bundle = max(task.bundles(pupil), key=lambda own: worth(task, pupil, own, prices))
                held[pupil["pupil_id"]] = tuple(offer["offer_id"] for offer in bundle)
        for key, offer in task.offer_of.items():
            holders = [pupil for pupil, own in held.items() if key in own]
            while len(holders) > int(offer["capacity"]):
                prices[key] += 0.25
                held.pop(holders.pop(0))
    return [(pupil, key) for pupil, own in held.items() for key in own]


def worth(task: Task, pupil: dict, bundle: tuple[dict, ...], prices: dict[str, float]) -> float:
    points = sum(11 - task.position(pupil, offer)[0] for offer in bundle)
    return 20 * len(bundle) + points - sum(prices[offer["offer_id"]] for offer in bundle)


def as_good_as_the_best(task: Task, places: list[tuple[str, str]]) -> bool:
    found, best = (sort_key(tuple(task.values(own).values())) for own in (places, best_places(task)))
    return found <= best
