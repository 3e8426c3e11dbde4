"""Two real cases as inputs of ``allocate``: ``python -m benchmarks.allocation.real_cases bot|ariel --out DIR``.

The original files are read where they lie (``BILDUNGSNETZ_REAL_DATA``) and never copied into the repository.

*bot*: the career day of a vocational college in 2022/23. Five slots, 27 events, six ranked wishes of 135 pupils, and
the allocation the school made by hand. Its sessions (event x slot) are taken as it opened them; only who sits where is
free. A slot stands as a date, an event as a field, every session has 25 places.

*ariel*: the course allocation of a university year, 26 students and 23 courses. Courses that must not be combined
share a date; a course a student cannot attend is not wished, and only wished courses are given. Capacities were far
above 26 students, so a tenth of them is used, which makes places scarce.
"""

import argparse
import csv
import json
import os
import re
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
REAL_DATA = Path(os.environ.get("BILDUNGSNETZ_REAL_DATA", ROOT.parent / "shared" / "data")) / "allocation"

SLOTS = dict(zip("ABCDE", ("2023-01-16", "2023-01-17", "2023-01-18", "2023-01-19", "2023-01-20"), strict=True))
"""Days that stand for the slots of one day; they are made up."""
SESSION_PLACES = 25
_EVENTS = "BOT1_Veranstaltungsliste.csv"
CELL = re.compile(r"(\d+)([A-E])")
HAND_POINTS = 2580
"""Wish points of the school's own allocation: 6 for a first wish down to 1 for a sixth."""

Plan = Mapping[str, Sequence[tuple[int, str]]]
"""Per pupil the sessions (event, slot)."""


def _rows(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file, delimiter=";"))


def _wish_columns(row: Mapping[str, str]) -> list[str]:
    return [row[name].strip() for name in row if name.startswith("Wahl")]


def hand_plan(data: Path = REAL_DATA) -> Plan:
    """Return what the school allocated by hand; a cell without a slot is a wish that was not given."""
    rows = _rows(data / "bot_2022_23" / "BOT3_Zuordnung_reference_by_hand.csv")
    return {
        row["PupilId"]: [(int(found[1]), found[2]) for cell in _wish_columns(row) if (found := CELL.fullmatch(cell))]
        for row in rows
    }


def wishes_of_bot(data: Path = REAL_DATA) -> dict[str, dict[int, int]]:
    """Return per pupil the best rank of each event wished for."""
    found: dict[str, dict[int, int]] = {}
    for row in _rows(data / "bot_2022_23" / "BOT2_Wahl.csv"):
        own = found.setdefault(row["PupilId"], {})
        for rank, cell in enumerate(_wish_columns(row), start=1):
            if cell:
                own.setdefault(int(cell), rank)
    return found


def wish_points(plan: Plan, wishes: Mapping[str, Mapping[int, int]]) -> int:
    """Sum the school's own points: 6 for a first wish, 1 for a sixth. An event given twice counts twice, as there."""
    return sum(
        7 - wishes[pupil][event] for pupil, sessions in plan.items() for event, _ in sessions if event in wishes[pupil]
    )


def plan_of(output: Path) -> Plan:
    """Read the sessions out of an output folder."""
    found: dict[str, list[tuple[int, str]]] = defaultdict(list)
    with (output / "assignments.csv").open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            (event, slot) = CELL.fullmatch(row["offer_id"]).groups()  # type: ignore[union-attr]
            found[row["pupil_id"]].append((int(event), slot))
    return found


def violations(plan: Plan) -> dict[str, list[str]]:
    """Return the pupils with two events in one slot (H1) and with one event twice (H2)."""
    return {
        rule: sorted(pupil for pupil, own in plan.items() if len({session[at] for session in own}) < len(own))
        for rule, at in (("H1", 1), ("H2", 0))
    }


def write_bot(folder: Path, data: Path = REAL_DATA) -> Path:
    """Write the career day as an input folder and return it."""
    wishes = wishes_of_bot(data)
    companies = {int(row["Nr."]): row["Unternehmen"].strip() for row in _rows(data / "bot_2022_23" / _EVENTS)}
    # One cell names an event 118, which is none of the 27: a slip of the pen opens no session.
    opened = {session for own in hand_plan(data).values() for session in own}
    sessions = sorted(session for session in opened if session[0] in companies)
    classes = {row["PupilId"]: row["Klasse"].upper() for row in _rows(data / "bot_2022_23" / "BOT2_Wahl.csv")}
    pupils = [(pupil, "college", 5, classes[pupil]) for pupil in wishes]
    offers = [
        (f"{event}{slot}", companies[event], SLOTS[slot], f"event {event:02}", SESSION_PLACES)
        for event, slot in sessions
    ]
    rows = [(pupil, rank, f"event {event:02}") for pupil, own in wishes.items() for event, rank in own.items()]
    return _write(folder, pupils, offers, rows, "field")


def write_ariel(folder: Path, data: Path = REAL_DATA) -> Path:
    """Write the course allocation as an input folder and return it; to be run with ``--only-wished``."""
    found = json.loads((data / "fairpyx" / "ariel_5783_input.json").read_text(encoding="utf-8"))
    courses = sorted(found["item_capacities"])
    code = {course: f"course{at:02}" for at, course in enumerate(courses, start=1)}
    day = _days(courses, found["item_conflicts"])
    offers = [(code[c], code[c], day[c], code[c], max(1, found["item_capacities"][c] // 10)) for c in courses]
    pupils, rows = [], []
    for student, values in found["valuations"].items():
        pupils.append((student, "university", min(5, found["agent_capacities"][student]), ""))
        barred = set(found["agent_conflicts"].get(student, ()))
        worth = {course: value for course, value in values.items() if value > 0 and course not in barred}
        ranks = {value: rank for rank, value in enumerate(sorted(set(worth.values()), reverse=True), start=1)}
        rows += [(student, ranks[value], code[course]) for course, value in worth.items()]
    return _write(folder, pupils, offers, rows, "offer_id")


def _days(courses: Sequence[str], conflicts: Mapping[str, Sequence[str]]) -> dict[str, str]:
    """Give every course a day of its own, one day to courses that exclude each other, also by way of a third."""
    same = {course: course for course in courses}
    for course, others in conflicts.items():
        for other in others:
            lost, kept = same[course], same[other]
            same = {name: kept if root == lost else root for name, root in same.items()}
    roots = sorted(set(same.values()))
    return {course: f"2023-03-{roots.index(root) + 1:02}" for course, root in same.items()}


def _write(
    folder: Path, pupils: Iterable[Sequence], offers: Iterable[Sequence], wishes: Iterable[Sequence], kind: str
) -> Path:
    folder.mkdir(parents=True, exist_ok=True)
    tables = {
        "pupils": ("pupil_id school_id days group", pupils),
        "offers": ("offer_id company_id date field capacity", offers),
        "wishes": (f"pupil_id rank {kind}", wishes),
    }
    for name, (header, rows) in tables.items():
        with (folder / f"{name}.csv").open("w", encoding="utf-8", newline="") as file:
            writer = csv.writer(file, lineterminator="\n")
            writer.writerow(header.split())
            writer.writerows(rows)
    return folder


def main() -> None:
    """Write one case."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("case", choices=("bot", "ariel"))
    parser.add_argument("--out", type=Path, required=True)
    given = parser.parse_args()
    print({"bot": write_bot, "ariel": write_ariel}[given.case](given.out))


if __name__ == "__main__":
    main()
