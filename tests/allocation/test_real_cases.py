"""The allocator on a school's real career day and on a real course allocation, against what was done by hand."""

from pathlib import Path

import pytest
from benchmarks.allocation.real_cases import (
    HAND_POINTS,
    hand_plan,
    plan_of,
    violations,
    wish_points,
    wishes_of_bot,
    write_ariel,
    write_bot,
)

from bildungsnetz.engines.allocation.instance import Options
from bildungsnetz.engines.allocation.running import allocate_folder
from bildungsnetz.engines.allocation_check import check

pytestmark = [pytest.mark.real_data, pytest.mark.once]


@pytest.fixture
def data(real_data: Path) -> Path:
    return real_data / "allocation"


def test_a_career_day_is_allocated_better_than_by_hand_and_without_its_mistakes(data, tmp_path):
    wishes, by_hand = wishes_of_bot(data), hand_plan(data)
    source = write_bot(tmp_path / "in", data)

    allocate_folder(source, tmp_path / "out", Options())

    plan = plan_of(tmp_path / "out")
    assert (wish_points(by_hand, wishes), violations(by_hand)) == (
        HAND_POINTS,
        {"H1": ["P070"], "H2": ["P005", "P080"]},
    )
    assert (wish_points(plan, wishes) >= HAND_POINTS, violations(plan)) == (True, {"H1": [], "H2": []})
    assert sum(map(len, plan.values())) == 5 * len(by_hand)
    assert check(source, tmp_path / "out").differences == []


def test_a_university_s_courses_are_allocated_and_everything_is_proven(data, tmp_path):
    source = write_ariel(tmp_path / "in", data)

    allocate_folder(source, tmp_path / "out", Options(only_wished=True))

    findings = check(source, tmp_path / "out")
    assert (findings.exit_status, findings.differences, findings.not_rechecked) == (0, [], [])
