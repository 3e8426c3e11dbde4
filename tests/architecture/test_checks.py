"""The checks of ``run.py check`` are part of the tests: a broken rule fails both commands."""

import pytest

import checks

pytestmark = pytest.mark.once


@pytest.mark.parametrize("name", checks.CHECKS)
def test_every_check_holds(name):
    done = checks.run(name)

    assert done.returncode == 0, done.stdout
