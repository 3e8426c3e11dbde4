"""The allocator, from files to files, reaches on small tasks what trying all allocations reaches, in every aim."""

import json
from pathlib import Path
from tempfile import TemporaryDirectory

from hypothesis import given, settings

from bildungsnetz.engines.allocation.instance import Options
from bildungsnetz.engines.allocation.reading import read_input
from bildungsnetz.engines.allocation.running import allocate_folder
from bildungsnetz.engines.allocation.solve import solve
from bildungsnetz.engines.allocation_check import check
from tests.allocation.strategies import tasks
from tests.allocation.tasks import AIMS, Task, best_values


def options_of(task: Task, **more) -> Options:
    return Options(max_km=task.max_km, only_wished=task.only_wished, fields_may_repeat=task.fields_may_repeat, **more)


def values_of(aims) -> dict[str, int]:
    """The values of the aims by the names of ``AIMS``."""
    flat = [aims["A1"], *aims["A2"], aims.get("A2b", 0), *aims["A3"], aims["A4"], aims["A5"]]
    return dict(zip(AIMS, flat, strict=True))


@settings(max_examples=150, deadline=None)
@given(task=tasks())
def test_the_exact_solver_reaches_what_trying_everything_reaches(task):
    with TemporaryDirectory() as folder:
        instance = read_input(task.write(Path(folder)), options_of(task)).instance

    solution = solve(instance, options_of(task))

    found = values_of({name: aim.value for name, aim in solution.aims.items()})
    assert found == best_values(task)
    assert all(aim.proven for aim in solution.aims.values())


@settings(max_examples=60, deadline=None)
@given(task=tasks())
def test_the_checker_agrees_with_every_file_the_allocator_writes(task):
    with TemporaryDirectory() as folder:
        source, out = task.write(Path(folder) / "in"), Path(folder) / "out"
        allocate_folder(source, out, options_of(task))

        findings = check(source, out, "en")

        assert findings.unreadable == []
        assert [found.text for found in findings.differences] == []
        assert json.loads((out / "report.json").read_text())["aims"]["A1"]["proven"]
