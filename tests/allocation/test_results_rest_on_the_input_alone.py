"""Order of rows, names, threads and time change nothing; reference outputs are known by their digests."""

import hashlib
import os
import random
import subprocess
import sys
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bildungsnetz.engines.allocation.running import allocate_folder
from tests.allocation.solving import options_of, reported, solved
from tests.allocation.strategies import tasks
from tests.allocation.tasks import Task

pytestmark = pytest.mark.once
QUICK = settings(max_examples=20, deadline=None, suppress_health_check=list(HealthCheck), derandomize=True)
TABLES = ("assignments.csv", "unfilled.csv", "explanations.csv", "certificate.json", "report.html")


def outputs(task: Task, **options) -> dict[str, bytes]:
    """All files that must be the same, byte for byte; the report's sums of the input and ``run`` may differ."""
    with TemporaryDirectory() as folder:
        source, out = task.write(Path(folder) / "in"), Path(folder) / "out"
        allocate_folder(source, out, options_of(task, **options))
        return {name: (out / name).read_bytes() for name in TABLES}


def shuffled(task: Task, seed: int) -> Task:
    draw = random.Random(seed)
    rows = [draw.sample(rows, len(rows)) for rows in (task.pupils, task.offers, task.wishes, task.fixed)]
    previous = None if task.previous is None else draw.sample(task.previous, len(task.previous))
    return Task(*rows, previous, task.max_km, task.only_wished, task.fields_may_repeat)


@QUICK
@given(task=tasks(), seed=st.integers(0, 99))
def test_shuffling_rows_changes_no_byte(task, seed):
    assert outputs(shuffled(task, seed)) == outputs(task)


def renamed(task: Task) -> Task:
    """The same task under other ids, in another alphabetical order."""
    new = {row[key]: f"{900 - at}x" for key, rows in (("pupil_id", task.pupils), ("offer_id", task.offers))
           for at, row in enumerate(rows)}  # fmt: skip

    def rows(old):
        keys = ("pupil_id", "offer_id")
        return [{k: new.get(v, v) if k in keys else v for k, v in row.items()} for row in old]

    previous = None if task.previous is None else rows(task.previous)
    return Task(rows(task.pupils), rows(task.offers), rows(task.wishes), rows(task.fixed), previous,
                task.max_km, task.only_wished, task.fields_may_repeat)  # fmt: skip


@QUICK
@given(task=tasks())
def test_renaming_ids_changes_no_aim(task, tmp_path_factory):
    one, _ = solved(task, tmp_path_factory.mktemp("one"))
    other, _ = solved(renamed(task), tmp_path_factory.mktemp("other"))

    assert reported(other) == reported(one)


def school_day(pupils: int = 60, *, previous: bool = False) -> Task:
    """A whole small school: four fields, three days, one company hardly anybody can reach."""
    draw = random.Random(7)
    days, fields = ("2027-03-09", "2027-03-10", "2027-03-11"), ("Bau", "Holz", "Pflege", "Handel")
    offers = [
        {
            "offer_id": f"o{at:02}", "company_id": f"c{at % 9}", "date": days[at % 3], "field": fields[at % 4],
            "capacity": 3 + at % 5, "lat": 51.2 + at / 400, "lon": 6.9 + at / 500,
            "min_group": 3 if at % 6 == 0 else "", "max_per_school": 4 if at % 5 == 0 else "",
        }
        for at in range(36)
    ]  # fmt: skip
    rows = [
        {"pupil_id": f"p{at:03}", "school_id": f"s{at % 3}", "lat": 51.25, "lon": 6.95, "group": str(at % 3)}
        for at in range(pupils)
    ]
    wishes = [
        {"pupil_id": row["pupil_id"], "rank": rank, "offer_id": offer["offer_id"]}
        for row in rows
        for rank, offer in enumerate(draw.sample(offers, 6), start=1)
    ]
    earlier = [{"pupil_id": row["pupil_id"], "offer_id": draw.choice(offers)["offer_id"]} for row in rows]
    return Task(rows, offers, wishes, previous=earlier if previous else None)


REFERENCES = {
    "best": {},
    "lottery": {"mode": "lottery", "seed": "Los"},
    "booking": {"mode": "booking"},
}
DIGESTS = {
    "best": "39625a1f8aba1ece2ff6e9ce1b68009dcc6a13b0ae9f4f1a377df3223e8777aa",
    "lottery": "34e38aed26f9d9750992534abdc24651df87e5e6b98522f6fc124a777120d7f2",
    "booking": "a3b404784be68d85dd4616742bb3ff93876929c1ab863537232e91b571124447",
}


@pytest.mark.parametrize("name", REFERENCES)
def test_reference_outputs_are_known_by_their_digests(name):
    files = outputs(school_day(), **REFERENCES[name])

    # The places alone: wording and looks may change, who goes where may not, whichever Python runs it.
    assert hashlib.sha256(files["assignments.csv"]).hexdigest() == DIGESTS[name]


ONE_RUN = """
import hashlib, sys
sys.path.insert(0, {root!r})
from tests.allocation.test_results_rest_on_the_input_alone import outputs, school_day
files = outputs(school_day(previous=True))
print(hashlib.sha256(b"".join(files[name] for name in sorted(files))).hexdigest())
"""


def test_another_process_with_two_threads_writes_the_same_bytes():
    code = ONE_RUN.format(root=str(Path(__file__).resolve().parents[2]))

    found = {
        subprocess.run(
            [sys.executable, "-c", code], capture_output=True, text=True, check=True,
            env={**os.environ, "OMP_NUM_THREADS": threads, "NUMBA_NUM_THREADS": threads, "PYTHONHASHSEED": threads},
        ).stdout
        for threads in ("1", "2")
    }  # fmt: skip

    assert len(found) == 1
