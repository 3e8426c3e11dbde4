"""The checker's arithmetic agrees with counting one pupil and one bundle at a time."""

import math
from pathlib import Path

import numpy as np
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bildungsnetz.engines.allocation_check.aims import ORDER, Places, values
from bildungsnetz.engines.allocation_check.bounds import dual_bound
from bildungsnetz.engines.allocation_check.case import Rules, read_case
from bildungsnetz.engines.allocation_check.certificate import read_multipliers
from bildungsnetz.engines.allocation_check.fullset import FullSet
from bildungsnetz.engines.allocation_check.told import Outcomes
from tests.allocation.bounds import bound_by_trying
from tests.allocation.outputs import outcomes_of
from tests.allocation.strategies import tasks
from tests.allocation.tasks import AIMS, Task

QUICK = settings(max_examples=120, deadline=None, suppress_health_check=list(HealthCheck), derandomize=True)


def case_of(task: Task, folder: Path):
    for old in folder.glob("*.csv"):
        old.unlink()
    metres = math.inf if task.max_km is None else task.max_km * 1000
    return read_case(task.write(folder), Rules(metres, task.only_wished, task.fields_may_repeat))


@QUICK
@given(task=tasks(), data=st.data())
def test_values_of_an_allocation_are_the_sums_over_its_pupils(task, data, tmp_path_factory):
    places = [
        (pupil["pupil_id"], offer["offer_id"])
        for pupil in task.pupils
        for offer in data.draw(st.sampled_from(list(task.bundles(pupil)) or [()]))
    ]
    case = case_of(task, tmp_path_factory.mktemp("case"))

    pairs = [(case.pupils.index[pupil], case.offers.index[offer]) for pupil, offer in places]
    found = values(case, Places.of(case, pairs), FullSet(case).wishers())

    expected = task.values(places)
    assert {name.split(".")[1]: value for name, value in found.items()} == {
        name: expected[name] for name in AIMS if name != "changed" or task.previous is not None
    }


@QUICK
@given(task=tasks(most_offers=8), data=st.data())
def test_outcomes_are_true_of_the_places_given_and_no_others_are(task, data, tmp_path_factory):
    places = [
        (pupil["pupil_id"], offer["offer_id"])
        for pupil in task.pupils
        for offer in data.draw(st.sampled_from(list(task.bundles(pupil)) or [()]))
    ]
    case = case_of(task, tmp_path_factory.mktemp("case"))

    pairs = [(case.pupils.index[pupil], case.offers.index[offer]) for pupil, offer in places]
    found = Outcomes(case, FullSet(case), Places.of(case, pairs)).true()

    pupils = {pupil["pupil_id"]: pupil for pupil in task.pupils}
    rows = [(pupils[pupil], task.offer_of[offer]) for pupil, offer in places]
    expected = [
        set(outcomes_of(task, pupils[case.pupils.ids[pupil]], [o for o in task.offers if o[kind] == target], rows))
        for pupil, kind, target in case.wishes.rows
    ]
    assert [{name for name, flags in found.items() if flags[at]} for at in range(len(expected))] == expected


@st.composite
def certificates(draw, task: Task, name: str):
    """Draw multipliers and reported values, the prices around what a place is worth."""
    price = st.sampled_from((0, 0, 300, 1024, 2048, 6000))
    weight = st.sampled_from((0, 0, 512, 1024, 5000))
    limited = [offer["offer_id"] for offer in task.offers if str(offer["max_per_school"]) != ""]
    schools = sorted({pupil["school_id"] for pupil in task.pupils})
    earlier = [other for other in ORDER[: ORDER.index(name)] if other != "A2b.changed" or task.previous is not None]
    return {
        "offers": {offer["offer_id"]: draw(price) for offer in task.offers},
        "school_rows": [[offer, school, draw(price)] for offer in limited for school in schools],
        "earlier": {other: draw(weight) for other in earlier},
    }


@settings(QUICK, max_examples=300)
@given(task=tasks(most_offers=8), name=st.sampled_from(ORDER), data=st.data())
def test_bounds_follow_from_the_multipliers_over_every_bundle(task, name, data, tmp_path_factory):
    if name == "A2b.changed" and task.previous is None:
        task.previous = []
    entry = data.draw(certificates(task, name))
    reported = {other: data.draw(st.integers(0, 9)) for other in ORDER}
    case = case_of(task, tmp_path_factory.mktemp("case"))
    full = FullSet(case)

    found = dual_bound(case, full, read_multipliers(case, name, entry), reported, full.wishers())

    assert found == bound_by_trying(task, name, entry, reported)


def test_a_long_list_counts_positions_up_to_eleven(tmp_path):
    fields = [f"f{number:02}" for number in range(14)]
    offers = [{"offer_id": f"o{f}", "company_id": "c", "date": "2027-03-09", "field": f, "capacity": 1} for f in fields]
    wishes = [{"pupil_id": "p", "rank": 10 * at, "field": f} for at, f in enumerate(fields, start=1)]
    case = case_of(Task([{"pupil_id": "p", "school_id": "s"}], offers, wishes), tmp_path)

    found = [
        values(case, Places.of(case, [(0, case.offers.index[f"o{f}"])]), np.ones(1, bool))["A4.wishes"] for f in fields
    ]

    assert found == [10, 9, 8, 7, 6, 5, 4, 3, 2, 1, 0, 0, 0, 0]
