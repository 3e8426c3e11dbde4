"""The checker confirms every folder that is right in all its cells, whatever the task."""

import pytest
from hypothesis import HealthCheck, given, settings

from bildungsnetz.engines.allocation_check import check
from tests.allocation.outputs import aims_of, write_output
from tests.allocation.strategies import tasks
from tests.allocation.tasks import Task, best_places

pytestmark = pytest.mark.once


@settings(max_examples=100, deadline=None, suppress_health_check=list(HealthCheck), derandomize=True)
@given(task=tasks())
def test_the_best_of_all_allocations_is_confirmed_in_every_figure_and_bound(task: Task, tmp_path_factory):
    source = task.write(tmp_path_factory.mktemp("input"))
    folder = write_output(task, best_places(task), source, tmp_path_factory.mktemp("output"))

    findings = check(source, folder)

    entries = sum(len(names) for names in aims_of(task).values())
    assert (findings.unreadable, findings.differences, findings.not_rechecked) == ([], [], [])
    assert (findings.exit_status, len(findings.confirmed)) == (0, entries + 2)
