"""What a pupil is told about a wish is confirmed by solving again."""

import pytest
from hypothesis import HealthCheck, given, settings

from bildungsnetz.engines.allocation.figures import figures_of_places
from bildungsnetz.engines.allocation.outcomes import GRANTED, find_outcomes
from bildungsnetz.engines.allocation.solution import NotPossible
from bildungsnetz.engines.allocation.solve import solve
from bildungsnetz.engines.allocation.work import begin
from tests.allocation.solving import instance_of, options_of, reported, solved
from tests.allocation.strategies import tasks
from tests.allocation.tasks import Task, sort_key

pytestmark = pytest.mark.once
QUICK = settings(max_examples=25, deadline=None, suppress_health_check=list(HealthCheck), derandomize=True)


def told(task: Task, folder):
    """The solution and, per wish, (pupil_id, wish row of the instance, outcome, hopeless)."""
    instance, options = instance_of(task, folder), options_of(task)
    solution = solve(instance, options)
    ranks = figures_of_places(instance, begin(instance, options, None).positions, solution.places).rank
    found = find_outcomes(instance, options, solution.places, ranks)
    owner = [p for p, name in enumerate(instance.pupil_ids) for _ in range(*instance.wishes.start[p : p + 2].tolist())]
    return solution, [
        (instance.pupil_ids[owner[row]], instance.wishes.text[row], int(instance.wishes.kind[row]), outcome, hopeless)
        for row, (outcome, hopeless) in enumerate(zip(found.outcome.tolist(), found.hopeless.tolist(), strict=True))
    ]


@QUICK
@given(task=tasks(most_pupils=3, most_offers=4))
def test_no_list_at_all_grants_a_wish_that_is_called_hopeless(task: Task, tmp_path_factory):
    _solution, wishes = told(task, tmp_path_factory.mktemp("task"))

    for pupil, text, kind, _outcome, hopeless in wishes:
        if hopeless:
            key = ("offer_id", "company_id", "field")[kind]
            own = [{"pupil_id": pupil, "rank": 1, key: text}]
            others = [wish for wish in task.wishes if wish["pupil_id"] != pupil]
            again = Task(task.pupils, task.offers, own + others, task.fixed, task.previous,
                         task.max_km, task.only_wished, task.fields_may_repeat)  # fmt: skip
            _, places = solved(again, tmp_path_factory.mktemp("again"))
            assert not any(p == pupil and task.offer_of[offer][key] == text for p, offer in places)


@QUICK
@given(task=tasks(most_pupils=3, most_offers=4))
def test_forcing_a_refused_wish_never_improves_the_aims(task: Task, tmp_path_factory):
    solution, wishes = told(task, tmp_path_factory.mktemp("task"))
    best = sort_key(tuple(reported(solution).values()))
    pupils = {pupil["pupil_id"]: pupil for pupil in task.pupils}

    for pupil, text, kind, outcome, _hopeless in wishes:
        if kind == 0 and outcome != GRANTED and task.eligible(pupils[pupil], task.offer_of[text]):
            forced = Task(task.pupils, task.offers, task.wishes, [*task.fixed, {"pupil_id": pupil, "offer_id": text}],
                          task.previous, task.max_km, task.only_wished, task.fields_may_repeat)  # fmt: skip
            values = forced_values(forced, tmp_path_factory.mktemp("forced"))
            assert values is None or sort_key(values) >= best


def forced_values(task: Task, folder) -> tuple[int, ...] | None:
    """The values with a place forced; None where the rules leave no room for it."""
    from bildungsnetz.engines.allocation.problems import InputRefused

    try:
        return tuple(reported(solved(task, folder)[0]).values())
    except (InputRefused, NotPossible):
        return None
