"""One planted fault per rule, figure, bound and file: the checker names each."""

import csv
import json
from collections.abc import Callable, Iterator
from itertools import product
from pathlib import Path
from typing import Any

import pytest

from bildungsnetz.engines.allocation_check import check
from tests.allocation.bounds import MAXIMISED, ORDER, bound_by_trying
from tests.allocation.outputs import aims_of, write_output
from tests.allocation.tasks import Task, best_places

pytestmark = pytest.mark.once

RULES = {"H1", "H2", "H3", "H4", "H5", "H6", "H7", "fixed", "only_wished"}
D1, D2, D3 = "2027-03-09", "2027-03-10", "2027-03-11"
HERE, THERE = {"lat": 51.25, "lon": 6.97}, {"lat": 51.60, "lon": 7.40}


def offer(name: str, company: str, day: str, field: str, capacity: int, **more: Any) -> dict[str, Any]:
    return {"offer_id": name, "company_id": company, "date": day, "field": field, "capacity": capacity, **HERE, **more}


def pupil(name: str, school: str, days: int, **more: Any) -> dict[str, Any]:
    return {"pupil_id": name, "school_id": school, "days": days, "age": 14, "group": "1", **HERE, **more}


def wish(pupil_id: str, rank: int, **target: str) -> dict[str, Any]:
    return {"pupil_id": pupil_id, "rank": rank, **target}


def small_task(**options: Any) -> Task:
    return Task(
        [
            pupil("p1", "100001", 3),
            pupil("p2", "100001", 2, group="9"),
            pupil("p3", "100002", 2, **{**HERE, "lat": 51.19}),
            pupil("p4", "100002", 1, dates=D3, age=13, accessible=1),
        ],
        [
            offer("o1", "c1", D1, "Bau", 2),
            offer("o2", "c1", D2, "Holz", 2, max_per_school=1),
            offer("o3", "c2", D1, "Holz", 1),
            offer("o4", "c2", D3, "Pflege", 3, min_group=2, accessible=1),
            offer("o5", "c3", D2, "Pflege", 1, min_age=14, **THERE),
            offer("o6", "c3", D3, "Bau", 1, schools="100001"),
            offer("o7", "c4", D3, "Metall", 1),
        ],
        [
            wish("p1", 1, offer_id="o1"), wish("p1", 2, offer_id="o2"), wish("p1", 3, field="Pflege"),
            wish("p2", 1, company_id="c1"), wish("p2", 2, field="Pflege"),
            wish("p3", 1, offer_id="o2"), wish("p3", 2, field="Zirkus"), wish("p3", 5, offer_id="o3"),
            wish("p4", 1, offer_id="o6"), wish("p4", 2, offer_id="o7"),
        ],
        **options,
    )  # fmt: skip


@pytest.fixture
def written(tmp_path: Path) -> Callable[..., tuple[Path, Path]]:
    def write(task: Task, places: list[tuple[str, str]] | None = None) -> tuple[Path, Path]:
        source = task.write(tmp_path / "input")
        return source, write_output(task, best_places(task) if places is None else places, source, tmp_path / "out")

    return write


@pytest.mark.parametrize(
    ("rule", "places", "options"),
    [
        ("H1", "p1 o1, p1 o3", {}),
        ("H2", "p1 o1, p1 o6", {}),
        ("H3", "p1 o3, p3 o3", {}),
        ("H4", "p4 o1", {}),
        ("H4", "p4 o7", {}),
        ("H4", "p3 o6", {}),
        ("H4", "p1 o5", {"max_km": 20.0}),
        ("H5", "p1 o2, p2 o2", {}),
        ("H6", "p2 o1, p2 o2, p2 o7", {}),
        ("H7", "p1 o4", {}),
        ("fixed", "p1 o2", {"fixed": [{"pupil_id": "p1", "offer_id": "o7"}]}),
        ("only_wished", "p1 o7", {"only_wished": True}),
    ],
)
def test_a_broken_rule_is_named_and_no_other(rule, places, options, written):
    source, out = written(small_task(**options), [tuple(pair.split()) for pair in places.split(", ")])

    findings = check(source, out)

    assert (findings.exit_status, set(findings.codes) & RULES) == (1, {rule})


def test_the_allocation_the_faults_are_planted_in_is_confirmed(written):
    findings = check(*written(task_with_everything()))

    assert (findings.differences, findings.unreadable, findings.not_rechecked) == ([], [], [])


def task_with_everything() -> Task:
    task = small_task(fixed=[{"pupil_id": "p3", "offer_id": "o3"}])
    before = "p1 o1, p1 o5, p2 o2, p2 gone, p3 o3, p4 o7"
    task.previous = [dict(zip(("pupil_id", "offer_id"), pair.split(), strict=True)) for pair in before.split(", ")]
    return task


def leaves(found: Any, path: tuple[Any, ...] = ()) -> Iterator[tuple[Any, ...]]:
    """Yield the path of every number and truth value."""
    if isinstance(found, dict | list):
        for key, inner in found.items() if isinstance(found, dict) else enumerate(found):
            yield from leaves(inner, (*path, key))
    elif isinstance(found, bool | int | float):
        yield path


def changed(found: Any, path: tuple[Any, ...]) -> None:
    for key in path[:-1]:
        found = found[key]
    value = found[path[-1]]
    found[path[-1]] = not value if isinstance(value, bool) else value + 1


def test_no_number_of_the_report_can_be_changed_unnoticed(written):
    source, out = written(task_with_everything())
    right = (out / "report.json").read_text(encoding="utf-8")
    # The format's number and what stands under "run" describe the program, not the allocation.
    paths = [path for path in leaves(json.loads(right)) if path[0] not in ("format", "run", "options")]
    unnoticed = []

    for path in paths:
        report = json.loads(right)
        changed(report, path)
        (out / "report.json").write_text(json.dumps(report), encoding="utf-8")
        if check(source, out).exit_status != 1:
            unnoticed.append(path)

    assert (len(paths) > 80, unnoticed) == (True, [])


@pytest.mark.parametrize(("option", "value"), [("max_km", 5.0), ("fields_may_repeat", True), ("only_wished", True)])
def test_an_option_that_was_not_used_changes_what_the_checker_finds(option, value, written):
    source, out = written(small_task())
    edit_json(out / "report.json", lambda report: report["options"].update({option: value}))

    assert check(source, out).exit_status == 1


def edit_json(path: Path, change: Callable[[dict[str, Any]], object]) -> None:
    found = json.loads(path.read_text(encoding="utf-8"))
    change(found)
    path.write_text(json.dumps(found), encoding="utf-8")


def edit_rows(path: Path, change: Callable[[list[dict[str, str]]], object]) -> None:
    with path.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    header = list(rows[0])
    change(rows)
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, header, lineterminator="\n")
        writer.writeheader()
        writer.writerows(rows)


@pytest.mark.parametrize(
    ("file", "code", "change"),
    [
        ("assignments.csv", "assignments.company_id", lambda rows: rows[0].update(company_id="c9")),
        ("assignments.csv", "assignments.date", lambda rows: rows[0].update(date=D3)),
        ("assignments.csv", "assignments.field", lambda rows: rows[0].update(field="Holz")),
        ("assignments.csv", "assignments.rank", lambda rows: rows[0].update(rank="")),
        ("assignments.csv", "assignments.distance_km", lambda rows: rows[0].update(distance_km="0.001")),
        ("assignments.csv", "assignments.order", lambda rows: rows.reverse()),
        ("assignments.csv", "assignments.ids", lambda rows: rows[0].update(offer_id="o99")),
        ("assignments.csv", "assignments.order", lambda rows: rows.insert(0, rows[0])),
        ("assignments.csv", "report.filled", lambda rows: rows.pop()),
        ("unfilled.csv", "unfilled", lambda rows: rows[0].update(missing="2")),
        ("unfilled.csv", "unfilled", lambda rows: rows.pop()),
        ("unfilled.csv", "unfilled", lambda rows: rows.reverse()),
        ("explanations.csv", "explanations.outcome", lambda rows: wish_of(rows, "o1").update(outcome="full")),
        ("explanations.csv", "explanations.outcome", lambda rows: wish_of(rows, "Zirkus").update(outcome="full")),
        ("explanations.csv", "explanations.outcome", lambda rows: wish_of(rows, "o6").update(outcome="full")),
        ("explanations.csv", "explanations.outcome", lambda rows: wish_of(rows, "o2").update(outcome="no_offer")),
        ("explanations.csv", "explanations.rows", lambda rows: rows[0].update(rank="4")),
        ("explanations.csv", "explanations.order", lambda rows: rows.reverse()),
        ("explanations.csv", "explanations.rows", lambda rows: rows.pop()),
    ],
)  # fmt: skip
def test_a_wrong_cell_is_named(file, code, change, written):
    source, out = written(scarce_task())
    edit_rows(out / file, change)

    findings = check(source, out)

    assert (findings.exit_status, code in findings.codes) == (1, True)


def wish_of(rows: list[dict[str, str]], target: str) -> dict[str, str]:
    return next(row for row in rows if row["wish"] == target)


def scarce_task() -> Task:
    """The small task with two more pupils, so that several miss places."""
    task = small_task()
    task.pupils += [pupil("p5", "100002", 3, dates=D1), pupil("p6", "100001", 5)]
    return task


@pytest.mark.parametrize("name", ["pupils.csv", "offers.csv", "wishes.csv"])
def test_an_input_changed_after_the_run_is_noticed(name, written):
    source, out = written(small_task())
    with (source / name).open("a", encoding="utf-8") as file:
        file.write("\n")

    assert check(source, out).codes == ["report.sha256"]


def claim(out: Path, name: str, entry: dict[str, Any]) -> None:
    """Put an entry of the certificate in its place and let the report claim the same."""
    aim = name.split(".")[0]
    at = [other for other in ORDER if other.startswith(f"{aim}.")].index(name)
    edit_json(
        out / "certificate.json",
        lambda found: found["aims"][aim].__setitem__(at, {**entry, "entry": name.split(".")[1]}),
    )
    report = json.loads((out / "report.json").read_text(encoding="utf-8"))
    own = report["aims"][aim]
    if isinstance(own["value"], list):
        own["bound"][at] = entry["bound"]
        own["gap"] = next((abs(b - v) for b, v in zip(own["bound"], own["value"], strict=True) if b != v), 0)
        own["by"] = "search"
    else:
        own["bound"], own["by"] = entry["bound"], entry["by"]
        own["gap"] = abs(own["bound"] - own["value"]) / max(1, abs(own["bound"]))
    own["proven"] = own["bound"] == own["value"]
    report["bound"] = report["aims"]["A1"]["bound"]
    (out / "report.json").write_text(json.dumps(report), encoding="utf-8")


def multipliers(task: Task, name: str) -> dict[str, Any]:
    earlier = [other for other in ORDER[: ORDER.index(name)] if other.split(".")[0] in aims_of(task)]
    return {
        "by": "dual",
        "offers": {o["offer_id"]: 300 * at for at, o in enumerate(task.offers)},
        "school_rows": [["o2", "100001", 700], ["o2", "100002", 20]],
        "earlier": {other: 5000 - 400 * at for at, other in enumerate(earlier)},
    }


@pytest.mark.parametrize("name", ORDER)
def test_a_dual_bound_holds_at_what_follows_and_not_one_better(name, written):
    task = task_with_everything()
    source, out = written(task)
    entry = multipliers(task, name)
    right = bound_by_trying(task, name, entry, reported(task, out))

    claim(out, name, {**entry, "bound": right})
    accepted = check(source, out)
    claim(out, name, {**entry, "bound": right - 1 if name in MAXIMISED else right + 1})
    rejected = check(source, out)

    assert (accepted.codes, rejected.codes) == ([], [f"bound.{name}"])


def reported(task: Task, out: Path) -> dict[str, int]:
    aims = json.loads((out / "report.json").read_text(encoding="utf-8"))["aims"]
    found = {}
    for aim, names in aims_of(task).items():
        value = aims[aim]["value"]
        found |= dict(
            zip((f"{aim}.{name}" for name in names), value if isinstance(value, list) else [value], strict=True)
        )
    return found


@pytest.mark.parametrize("name", ORDER)
def test_a_bound_by_search_is_searched_again(name, written):
    task = task_with_everything()
    source, out = written(task)
    value = reported(task, out)[name]

    claim(out, name, {"by": "search", "bound": value - 1 if name in MAXIMISED else value + 1})

    assert f"bound.{name}" in check(source, out).codes


def test_the_tightest_prices_prove_that_no_more_places_can_be_given(written):
    task = scarce_task()
    source, out = written(task)
    entries = [
        {"by": "dual", "offers": dict(zip(task.offer_of, prices, strict=True)), "school_rows": [], "earlier": {}}
        for prices in product((0, 1024), repeat=len(task.offers))
    ]
    tightest = min(entries, key=lambda entry: bound_by_trying(task, "A1.filled", entry, {}))
    bound = bound_by_trying(task, "A1.filled", tightest, {})

    claim(out, "A1.filled", {**tightest, "bound": bound})

    report = json.loads((out / "report.json").read_text(encoding="utf-8"))
    assert (report["aims"]["A1"]["proven"], check(source, out).differences) == (True, [])


@pytest.mark.parametrize(
    "change",
    [
        lambda found: found.update(unit=1000),
        lambda found: found.pop("aims"),
        lambda found: found["aims"].pop("A1"),
        lambda found: found["aims"]["A3"].pop(),
        lambda found: found["aims"]["A2"].reverse(),
        lambda found: found["aims"]["A4"][0].update(by="faith"),
        lambda found: found["aims"]["A4"][0].update(by="dual", bound=2**70),
        lambda found: found["aims"]["A4"][0].update(bound=None),
        lambda found: found["aims"]["A4"][0].update(by="trivial"),
        lambda found: found["aims"]["A4"][0].update(by="dual", offers={"o1": -1}),
        lambda found: found["aims"]["A4"][0].update(by="dual", offers={"o1": 1.5}),
        lambda found: found["aims"]["A4"][0].update(by="dual", offers={"o1": 2**62}),
        lambda found: found["aims"]["A4"][0].update(by="dual", offers={"o99": 1}),
        lambda found: found["aims"]["A4"][0].update(by="dual", offers=[1, 2]),
        lambda found: found["aims"]["A4"][0].update(by="dual", school_rows=[["o1", "100001", 5]]),
        lambda found: found["aims"]["A4"][0].update(by="dual", school_rows=[["o2", "999999", 5]]),
        lambda found: found["aims"]["A4"][0].update(by="dual", earlier={"A5.metres": 1}),
        lambda found: found["aims"]["A4"][0].update(by="dual", earlier={"A1.filled": -1}),
        lambda found: found["aims"]["A4"][0].update(by="dual", earlier={"A4.wishes": 1}),
    ],
)  # fmt: skip
def test_a_malformed_certificate_proves_nothing(change, written):
    source, out = written(small_task())
    edit_json(out / "certificate.json", change)

    assert check(source, out).exit_status == 1


@pytest.mark.parametrize(
    ("folder", "name", "content"),
    [
        ("input", "pupils.csv", None),
        ("input", "offers.csv", b"offer_id;company_id\no1;c1\n"),
        ("input", "wishes.csv", b"\xff\xfe\x00"),
        ("input", "wishes.csv", b"pupil_id,rank,offer_id\np1,first,o1\n"),
        ("out", "assignments.csv", None),
        ("out", "assignments.csv", b""),
        ("out", "unfilled.csv", b"pupil_id,missing,reason\np1,some,because\n"),
        ("out", "explanations.csv", None),
        ("out", "report.json", b"{"),
        ("out", "report.json", b"[]"),
        ("out", "certificate.json", None),
    ],
)
def test_what_cannot_be_read_is_not_called_right(folder, name, content, written, tmp_path):
    source, out = written(small_task())
    path = tmp_path / folder / name
    path.unlink()
    if content is not None:
        path.write_bytes(content)

    findings = check(source, out)

    assert (findings.exit_status, len(findings.unreadable)) == (2, 1)
