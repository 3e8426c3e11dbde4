"""Runs the allocator on tasks as a person would: files in, result out, everything named by its id."""

from pathlib import Path

from bildungsnetz.engines.allocation.instance import Instance, Options
from bildungsnetz.engines.allocation.reading import read_input
from bildungsnetz.engines.allocation.solution import Solution
from bildungsnetz.engines.allocation.solve import solve
from tests.allocation.tasks import AIMS, Task

LISTS = {"A2": AIMS[1:6], "A3": AIMS[7:10]}
SINGLE = {"A1": "filled", "A2b": "changed", "A4": "wishes", "A5": "metres"}


def options_of(task: Task, **others) -> Options:
    return Options(max_km=task.max_km, only_wished=task.only_wished, fields_may_repeat=task.fields_may_repeat, **others)


def instance_of(task: Task, folder: Path, **others) -> Instance:
    for old in folder.glob("*.csv"):
        old.unlink()
    return read_input(task.write(folder), options_of(task, **others)).instance


def solved(task: Task, folder: Path, **others) -> tuple[Solution, list[tuple[str, str]]]:
    """Return the solution and its places by id."""
    instance = instance_of(task, folder, **others)
    solution = solve(instance, options_of(task, **others))
    return solution, [(instance.pupil_ids[p], instance.offer_ids[o]) for p, o in solution.places.tolist()]


def reported(solution: Solution) -> dict[str, int]:
    """Return the values of all entries under the names of ``AIMS``."""
    found = {name: solution.aims[aim].value for aim, name in SINGLE.items() if aim in solution.aims}
    for aim, names in LISTS.items():
        found |= dict(zip(names, solution.aims[aim].value, strict=True))
    return {name: found.get(name, 0) for name in AIMS}
