"""The modes for comparison obey every rule, and the checker confirms each file they write."""

from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bildungsnetz.engines.allocation.running import allocate_folder
from bildungsnetz.engines.allocation.solution import NotPossible
from bildungsnetz.engines.allocation_check import check
from tests.allocation.solving import options_of
from tests.allocation.strategies import tasks

pytestmark = pytest.mark.once
QUICK = settings(max_examples=60, deadline=None, suppress_health_check=list(HealthCheck), derandomize=True)


@QUICK
@given(task=tasks(), mode=st.sampled_from(("lottery", "booking")))
def test_the_checker_agrees_with_the_modes_for_comparison(task, mode):
    with TemporaryDirectory() as folder:
        source, out = task.write(Path(folder) / "in"), Path(folder) / "out"
        try:
            allocate_folder(source, out, options_of(task, mode=mode))
        except NotPossible:
            return

        findings = check(source, out, "en")

        assert findings.unreadable == []
        assert [found.text for found in findings.differences] == []
