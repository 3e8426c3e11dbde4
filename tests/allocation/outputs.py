"""Writes the output folder of an allocation as the format describes it, straight from places, without any solver.

With it the checker is tested on its own: first on folders that are right in every cell, then on folders with a fault.
"""

import csv
import hashlib
import json
from collections import Counter
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any

from tests.allocation.tasks import AIMS, Task

ENTRIES = {
    "A1": ("filled",),
    "A2": ("n0", "m5", "m4", "m3", "m2"),
    "A2b": ("changed",),
    "A3": ("none", "beyond5", "beyond3"),
    "A4": ("wishes",),
    "A5": ("metres",),
}
INPUTS = ("pupils.csv", "offers.csv", "wishes.csv", "fixed.csv", "previous.csv")
Pairs = Sequence[tuple[str, str]]


def write_output(task: Task, places: Pairs, source: Path, folder: Path) -> Path:
    """Write what the places amount to; every bound is claimed to be met and found by search."""
    folder.mkdir(parents=True, exist_ok=True)
    pupils = {pupil["pupil_id"]: pupil for pupil in task.pupils}
    rows = [(pupils[pupil], task.offer_of[offer]) for pupil, offer in sorted(places)]
    _write(folder / "assignments.csv", "pupil_id offer_id company_id date field rank distance_km", _places(task, rows))
    _write(folder / "unfilled.csv", "pupil_id missing reason", _unfilled(task, rows))
    _write(folder / "explanations.csv", "pupil_id rank wish outcome reason", _explanations(task, rows))
    values = task.values(list(places))
    (folder / "report.json").write_text(json.dumps(_report(task, rows, values, source)), encoding="utf-8")
    (folder / "certificate.json").write_text(json.dumps(certificate(task, values)), encoding="utf-8")
    return folder


def aims_of(task: Task) -> dict[str, tuple[str, ...]]:
    """Return the entries of each aim of a task."""
    return {aim: names for aim, names in ENTRIES.items() if aim != "A2b" or task.previous is not None}


def certificate(task: Task, values: dict[str, int]) -> dict[str, Any]:
    """Claim by search that nothing better exists."""
    entries = {
        aim: [{"entry": name, "by": "search", "bound": values[name]} for name in names]
        for aim, names in aims_of(task).items()
    }
    return {"format": 1, "unit": 1024, "aims": entries}


def _write(path: Path, header: str, rows: Iterable[Sequence[object]]) -> None:
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(header.split())
        writer.writerows(rows)


def _places(task: Task, rows: list[tuple[dict, dict]]) -> Iterable[Sequence[object]]:
    for pupil, offer in rows:
        rank = task.rank(pupil, offer)
        metres = task.metres(pupil, offer)
        cells = (offer["company_id"], offer["date"], offer["field"], "" if rank is None else rank)
        yield pupil["pupil_id"], offer["offer_id"], *cells, f"{metres // 1000}.{metres % 1000:03}"


def _unfilled(task: Task, rows: list[tuple[dict, dict]]) -> Iterable[Sequence[object]]:
    held = Counter(pupil["pupil_id"] for pupil, _ in rows)
    for pupil in sorted(task.pupils, key=lambda own: own["pupil_id"]):
        if missing := task.days(pupil) - held[pupil["pupil_id"]]:
            yield pupil["pupil_id"], missing, "kein Platz frei"


def _explanations(task: Task, rows: list[tuple[dict, dict]]) -> Iterable[Sequence[object]]:
    found = []
    for pupil in task.pupils:
        for wish in task.wishes_of[pupil["pupil_id"]]:
            kind, target = next((kind, wish[kind]) for kind in ("offer_id", "company_id", "field") if wish.get(kind))
            offers = [offer for offer in task.offers if offer[kind] == target]
            outcome = next(iter(outcomes_of(task, pupil, offers, rows)), "full")
            found.append((pupil["pupil_id"], int(wish["rank"]), target, outcome, "weil"))
    return sorted(found)


def outcomes_of(task: Task, pupil: dict, offers: list[dict], rows: list[tuple[dict, dict]]) -> list[str]:
    """Return what can truly be said of a wish for these offers, in the order of the format's list."""
    held = [offer for own, offer in rows if own is pupil]
    taken = Counter(offer["offer_id"] for _, offer in rows)
    of_school = Counter(offer["offer_id"] for own, offer in rows if own["school_id"] == pupil["school_id"])
    open_to = [offer for offer in offers if task.eligible(pupil, offer)]
    if any(offer in held for offer in offers):
        return ["granted"]
    if not offers:
        return ["no_offer"]
    if not open_to:
        return ["not_eligible"]
    reasons = (
        ("same_day", any(offer["date"] == own["date"] for offer in open_to for own in held)),
        ("same_field", any(offer["field"] == own["field"] for offer in open_to for own in held)),
        ("days_reached", len(held) >= task.days(pupil)),
        ("school_limit", any(_limit_reached(offer, of_school) for offer in open_to)),
        ("cancelled_group", any(int(o.get("min_group") or 0) > 1 and not taken[o["offer_id"]] for o in open_to)),
        ("full", any(taken[offer["offer_id"]] >= int(offer["capacity"]) for offer in open_to)),
    )
    return [name for name, holds in reasons if holds]


def _limit_reached(offer: dict, of_school: Counter) -> bool:
    limit = str(offer.get("max_per_school", ""))
    return limit != "" and of_school[offer["offer_id"]] >= int(limit)


def _report(task: Task, rows: list[tuple[dict, dict]], values: dict[str, int], source: Path) -> dict[str, Any]:
    aims = {}
    for aim, names in aims_of(task).items():
        entries = [values[name] for name in names]
        value = entries if len(entries) > 1 else entries[0]
        aims[aim] = {"value": value, "bound": value, "gap": 0, "proven": True, "by": "search"}
    report = {
        "format": 1,
        "seed": "",
        "options": {
            "max_km": task.max_km,
            "only_wished": task.only_wished,
            "fields_may_repeat": task.fields_may_repeat,
        },
        "places": sum(int(offer["capacity"]) for offer in task.offers),
        **_counts(task, task.pupils, rows),
        "fields_by_date": list(_cells(task, rows)),
        "bound": values["filled"],
        "aims": aims,
        "schools": _parts(task, rows, "school_id"),
        "groups": _parts(task, rows, "group"),
        "sha256": {
            name: hashlib.sha256((source / name).read_bytes()).hexdigest()
            for name in INPUTS
            if (source / name).exists()
        },
        "run": {"seconds": {"all": 0.1}},
    }
    return report if task.previous is None else report | _compared(task, rows, values)


def _counts(task: Task, pupils: list[dict], rows: list[tuple[dict, dict]]) -> dict[str, Any]:
    ids = {pupil["pupil_id"] for pupil in pupils}
    own = [(pupil, offer) for pupil, offer in rows if pupil["pupil_id"] in ids]
    held = Counter(pupil["pupil_id"] for pupil, _ in own)
    positions = Counter(task.position(pupil, offer)[0] for pupil, offer in own)
    missing = Counter(task.days(pupil) - held[pupil["pupil_id"]] for pupil in pupils)
    best = Counter(_best(task, pupil, [offer for who, offer in own if who is pupil]) for pupil in pupils)
    return {
        "pupils": len(pupils),
        "needed": sum(task.days(pupil) for pupil in pupils),
        "filled": len(own),
        "positions": {str(at): positions[at] for at in range(1, 12)},
        "missing": {str(at): missing[at] for at in range(6)},
        "best": {**{str(at): best[at] for at in range(1, 12)}, "none": best["none"]},
        "unwished": sum(not task.position(pupil, offer)[1] for pupil, offer in own),
    }


def _best(task: Task, pupil: dict, held: list[dict]) -> int | str:
    """Return the position of the best granted wish; ``none`` with eligible wishes only, else ``no wish``."""
    positions = [task.position(pupil, offer) for offer in held]
    hopeful = any(task.rank(pupil, offer) is not None for offer in task.offers if task.eligible(pupil, offer))
    return min((at for at, wished in positions if wished), default="none" if hopeful else "no wish")


def _cells(task: Task, rows: list[tuple[dict, dict]]) -> Iterable[dict[str, Any]]:
    """Count by field and date: places, those given, pupils who can come that day and wish for one of the offers."""
    for field, date in sorted({(offer["field"], offer["date"]) for offer in task.offers}):
        here = [offer for offer in task.offers if (offer["field"], offer["date"]) == (field, date)]
        able = [pupil for pupil in task.pupils if not pupil.get("dates") or date in pupil["dates"].split("|")]
        cell = {
            "places": sum(int(offer["capacity"]) for offer in here),
            "given": sum(offer in here for _, offer in rows),
            "wished": sum(any(task.rank(pupil, offer) is not None for offer in here) for pupil in able),
        }
        if any(cell.values()):
            yield {"field": field, "date": date, **cell}


def _parts(task: Task, rows: list[tuple[dict, dict]], column: str) -> dict[str, Any]:
    labels = sorted({str(pupil.get(column, "")) for pupil in task.pupils})
    return {
        label: _counts(task, [pupil for pupil in task.pupils if str(pupil.get(column, "")) == label], rows)
        for label in labels
    }


def _compared(task: Task, rows: list[tuple[dict, dict]], values: dict[str, int]) -> dict[str, int]:
    """Count hit places, and pupils changed without need or worse off than before."""
    hit, worsened = 0, 0
    for pupil in task.pupils:
        before = sorted({row["offer_id"] for row in task.previous or [] if row["pupil_id"] == pupil["pupil_id"]})
        kept = [task.offer_of[key] for key in before if key in task.offer_of]
        kept = [offer for offer in kept if task.eligible(pupil, offer)]
        now = [offer for own, offer in rows if own is pupil]
        hit += len(before) - len(kept)
        points = [sum(11 - task.position(pupil, offer)[0] for offer in offers) for offers in (kept, now)]
        worsened += len(now) < len(before) or (len(now) == len(before) and points[1] < points[0])
    return {"hit": hit, "changed": values[AIMS[6]], "worsened": worsened}
