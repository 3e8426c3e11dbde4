"""What is said about a refused wish holds when it is tried: forced places and other lists."""

import csv
from pathlib import Path
from tempfile import TemporaryDirectory

from hypothesis import HealthCheck, given, settings

from bildungsnetz.engines.allocation.instance import Options
from bildungsnetz.engines.allocation.problems import InputRefused
from bildungsnetz.engines.allocation.reading import read_input
from bildungsnetz.engines.allocation.running import allocate_folder
from bildungsnetz.engines.allocation.solve import solve
from tests.allocation.strategies import tasks
from tests.allocation.tasks import Task, sort_key

HOPELESS = "Another list would have changed nothing"
QUICK = settings(max_examples=25, deadline=None, suppress_health_check=list(HealthCheck), derandomize=True)


def options_of(task: Task) -> Options:
    names = ("max_km", "only_wished", "fields_may_repeat")
    return Options(lang="en", **{name: getattr(task, name) for name in names})


def places_of(task: Task) -> list[tuple[str, str]]:
    with TemporaryDirectory() as folder:
        instance = read_input(task.write(Path(folder)), options_of(task)).instance
    found = solve(instance, options_of(task)).places.tolist()
    return [(instance.pupil_ids[pupil], instance.offer_ids[offer]) for pupil, offer in found]


def told(task: Task) -> list[dict[str, str]]:
    with TemporaryDirectory() as folder:
        allocate_folder(task.write(Path(folder) / "in"), Path(folder) / "out", options_of(task))
        with (Path(folder) / "out" / "explanations.csv").open(encoding="utf-8", newline="") as file:
            return list(csv.DictReader(file))


@QUICK
@given(task=tasks())
def test_forcing_a_refused_wish_never_improves_the_aims(task):
    reached = sort_key(tuple(task.values(places_of(task)).values()))
    refused = {(row["pupil_id"], row["wish"]) for row in told(task) if row["outcome"] != "granted"} - {
        (row["pupil_id"], row["offer_id"]) for row in task.fixed
    }
    given_places = list(task.fixed)

    for pupil, wish in sorted(refused & {(p["pupil_id"], o["offer_id"]) for p in task.pupils for o in task.offers}):
        task.fixed = [*given_places, {"pupil_id": pupil, "offer_id": wish}]
        try:
            forced = places_of(task)
        except InputRefused:
            continue
        assert reached <= sort_key(tuple(task.values(forced).values()))


@QUICK
@given(task=tasks())
def test_where_another_list_is_said_to_change_nothing_it_changes_nothing(task):
    wishes = list(task.wishes)
    rows = [row for row in told(task) if HOPELESS in row["reason"]]

    for row in rows:
        alone = {"pupil_id": row["pupil_id"], "rank": 1, row["kind"]: row["wish"]}
        changed = Task(
            task.pupils, task.offers, [wish for wish in wishes if wish["pupil_id"] != row["pupil_id"]] + [alone],
            task.fixed, task.previous, task.max_km, task.only_wished, task.fields_may_repeat,
        )  # fmt: skip
        granted = [
            o for p, o in places_of(changed) if p == row["pupil_id"] and changed.offer_of[o][row["kind"]] == row["wish"]
        ]
        assert granted == []
