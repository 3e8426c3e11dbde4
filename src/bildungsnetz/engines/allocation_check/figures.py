"""Every figure of the report and every row of the other tables, counted again from the places."""

import hashlib
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

import numpy as np

from bildungsnetz.engines.allocation_check.aims import Places, comparison, counted_positions, entries_of
from bildungsnetz.engines.allocation_check.case import NO_WISH, Case, Flags, increasing
from bildungsnetz.engines.allocation_check.findings import Findings
from bildungsnetz.engines.allocation_check.tables import Table, read_table, whole_numbers

AIMS = ("A1", "A2", "A2b", "A3", "A4", "A5")
LISTS = ("A2", "A3")


def check_report(
    case: Case,
    places: Places,
    values: Mapping[str, int],
    wishers: Flags,
    report: Mapping[str, Any],
    findings: Findings,
) -> None:
    """Compare the totals, the aims and the histograms, in all and by school and group."""
    filled = len(places.pupil)
    plain = {
        "pupils": len(case.pupils.ids),
        "needed": int(case.pupils.days.sum()),
        "filled": filled,
        "bound": _of(_of(report, "aims"), "A1").get("bound"),
    }
    if case.previous is not None:
        plain |= comparison(case, places)
    for key, right in plain.items():
        findings.compare(f"report.{key}", "figure", key, report.get(key), right)
    for aim in AIMS:
        if aim != "A2b" or case.previous is not None:
            _check_aim(aim, values, _of(_of(report, "aims"), aim), findings)
    counts = _Counts(case, places, wishers)
    everybody = np.ones(len(case.pupils.ids), bool)
    counts.check(everybody, report, "", findings)
    if "places" in report:
        findings.compare("report.places", "figure", "places", report["places"], int(case.offers.capacity.sum()))
    if "fields_by_date" in report:
        right = list(_cells(case, places))
        findings.compare("report.fields_by_date", "figure", "fields_by_date", report["fields_by_date"], right)
    schools = [case.schools[at] for at in case.pupils.school]
    for key, labels in (("schools", schools), ("groups", case.pupils.group)):
        _check_parts(counts, labels, _of(report, key), key, findings)


def _of(found: Mapping[str, Any], key: str) -> Mapping[str, Any]:
    inner = found.get(key)
    return inner if isinstance(inner, dict) else {}


def _check_aim(aim: str, values: Mapping[str, int], said: Mapping[str, Any], findings: Findings) -> None:
    entries = [values[name] for name in entries_of(aim)]
    value: int | list[int] = entries if aim in LISTS else entries[0]
    findings.compare(f"aims.{aim}.value", "figure", f"aims.{aim}.value", said.get("value"), value)
    bound = said.get("bound")
    gap = _gap(value, bound)
    found = said.get("gap")
    close = gap is not None and isinstance(found, int | float) and abs(found - gap) <= 1e-9 * max(1.0, gap)
    findings.compare(f"aims.{aim}.gap", "figure", f"aims.{aim}.gap", gap if close else found, gap)
    findings.compare(f"aims.{aim}.proven", "figure", f"aims.{aim}.proven", said.get("proven"), bound == value)


def _gap(value: int | list[int], bound: Any) -> float | None:
    if isinstance(value, int) and isinstance(bound, int):
        return abs(bound - value) / max(1, abs(bound))
    if isinstance(value, list) and isinstance(bound, list) and len(value) == len(bound):
        return float(next((abs(b - v) for v, b in zip(value, bound, strict=True) if b != v), 0))
    return None


class _Counts:
    """Histograms over chosen pupils: positions of places, missing places, best granted wish, unwished places."""

    def __init__(self, case: Case, places: Places, wishers: Flags) -> None:
        pupils = len(case.pupils.ids)
        self.case, self.places, self.wishers = case, places, wishers
        self.position = counted_positions(case, places)
        self.missing = case.pupils.days - np.bincount(places.pupil, minlength=pupils)
        self.best = np.full(pupils, NO_WISH, np.int64)
        np.minimum.at(self.best, places.pupil, places.position)

    def check(self, chosen: Flags, said: Mapping[str, Any], name: str, findings: Findings) -> None:
        """Compare what is said of the chosen pupils; ``best`` and ``unwished`` only where they are given."""
        of_place = chosen[self.places.pupil]
        best = Counter(map(str, self.best[chosen & (self.best < NO_WISH)].tolist()))
        best["none"] = int((chosen & self.wishers & (self.best == NO_WISH)).sum())
        histograms = {
            "positions": Counter(map(str, self.position[of_place].tolist())),
            "missing": Counter(map(str, self.missing[chosen].tolist())),
        }
        for key, right in (histograms | ({"best": best} if "best" in said else {})).items():
            counted = {at: count for at, count in _of(said, key).items() if count != 0}
            expected = {at: right[at] for at in sorted(right) if right[at]}
            findings.compare(f"report.{key}", "figure", f"{name}{key}", counted, expected)
        if "unwished" in said:
            unwished = int((of_place & (self.places.position == NO_WISH)).sum())
            findings.compare("report.unwished", "figure", f"{name}unwished", said["unwished"], unwished)


def _check_parts(
    counts: _Counts, labels: Sequence[str], said: Mapping[str, Any], name: str, findings: Findings
) -> None:
    findings.compare(f"report.{name}", "figure", name, sorted(said), sorted(set(labels)))
    of_pupil = np.array(labels, dtype=object)
    for label in sorted(set(labels) & said.keys()):
        chosen = of_pupil == label
        part = _of(said, label)
        right = {
            "pupils": int(chosen.sum()),
            "needed": int(counts.case.pupils.days[chosen].sum()),
            "filled": int(chosen[counts.places.pupil].sum()),
        }
        for key, count in right.items():
            findings.compare(f"report.{name}", "figure", f"{name}.{label}.{key}", part.get(key), count)
        counts.check(chosen, part, f"{name}.{label}.", findings)


def _cells(case: Case, places: Places) -> Iterator[dict[str, Any]]:
    """Yield per field and date the places, those given, and the pupils who can come and wish for one of them."""
    offers, dates = case.offers, len(case.dates)
    shape = (len(case.fields), dates)
    exist, given, wished = (np.zeros(shape, np.int64) for _ in range(3))
    np.add.at(exist, (offers.field, offers.date), offers.capacity)
    np.add.at(given, (offers.field[places.offer], offers.date[places.offer]), 1)
    held = np.zeros(shape, bool)
    held[offers.field, offers.date] = True
    pair = case.wishes.pupil * shape[0] * dates + offers.field[case.wishes.offer] * dates
    named = np.unique(pair + offers.date[case.wishes.offer])
    by_field = case.wishes.field_position != NO_WISH
    for field in range(shape[0]):
        for date in np.flatnonzero(held[field]).tolist():
            asks = by_field[:, field].copy()
            own = named[named % (shape[0] * dates) == field * dates + date] // (shape[0] * dates)
            asks[own] = True
            wished[field, date] = (asks & case.pupils.can_go[:, date]).sum()
            if exist[field, date] or given[field, date] or wished[field, date]:
                yield {
                    "field": case.fields[field],
                    "date": case.dates[date],
                    "places": int(exist[field, date]),
                    "given": int(given[field, date]),
                    "wished": int(wished[field, date]),
                }


def check_sums(folder: Path, report: Mapping[str, Any], findings: Findings) -> None:
    """Compare the check sums of the input files."""
    names = ["pupils.csv", "offers.csv", "wishes.csv", "fixed.csv", "previous.csv"]
    right = {name: _sha256(folder / name) for name in names if (folder / name).exists()}
    findings.compare("report.sha256", "figure", "sha256", dict(_of(report, "sha256")), right)


def _sha256(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def read_places(folder: Path, case: Case, findings: Findings) -> tuple[Table, Places]:
    """Read ``assignments.csv``; rows naming unknown ids are noted and left out."""
    table = read_table(
        folder / "assignments.csv",
        required=("pupil_id", "offer_id", "company_id", "date", "field", "rank", "distance_km"),
    )
    keys = list(zip(table.column("pupil_id"), table.column("offer_id"), strict=True))
    if not increasing(keys):
        findings.differs("assignments.order", "order", table.name)
    pairs = []
    for pupil, offer in keys:
        if pupil in case.pupils.index and offer in case.offers.index:
            pairs.append((case.pupils.index[pupil], case.offers.index[offer]))
        else:
            findings.differs("assignments.ids", "H4", pupil, offer)
    return table, Places.of(case, pairs)


def check_assignments(case: Case, table: Table, places: Places, findings: Findings) -> None:
    """Compare what stands beside each place: company, date, field, rank and distance."""
    if len(table.rows) != len(places.pupil):
        return
    offers = places.offer.tolist()
    ranks = [
        "" if position == NO_WISH else _rank(case, pupil, offer)
        for pupil, offer, position in zip(places.pupil.tolist(), offers, places.position.tolist(), strict=True)
    ]
    right = {
        "company_id": [case.offers.company[at] for at in offers],
        "date": [case.dates[case.offers.date[at]] for at in offers],
        "field": [case.fields[case.offers.field[at]] for at in offers],
        "rank": ranks,
        "distance_km": [f"{metres / 1000:.3f}" for metres in places.metres.tolist()],
    }
    for column, cells in right.items():
        for row, (said, cell) in enumerate(zip(table.column(column), cells, strict=True)):
            findings.compare(f"assignments.{column}", "cell", table.place(row, column), said, cell)


def _rank(case: Case, pupil: int, offer: int) -> str:
    """Return the smallest rank among the pupil's wishes that name the offer, its company or its field."""
    named = (
        ("offer_id", case.offers.ids[offer]),
        ("company_id", case.offers.company[offer]),
        ("field", case.fields[case.offers.field[offer]]),
    )
    found = [
        case.wishes.rows[pupil, kind, target] for kind, target in named if (pupil, kind, target) in case.wishes.rows
    ]
    return str(min(found))


def check_unfilled(folder: Path, case: Case, places: Places, findings: Findings) -> None:
    """Compare ``unfilled.csv``: every pupil short of places, by how many."""
    table = read_table(folder / "unfilled.csv", required=("pupil_id", "missing", "reason"))
    missing = case.pupils.days - np.bincount(places.pupil, minlength=len(case.pupils.ids))
    right = sorted((case.pupils.ids[at], int(missing[at])) for at in np.flatnonzero(missing > 0))
    said = list(zip(table.column("pupil_id"), whole_numbers(table, "missing", empty=0), strict=True))
    findings.compare("unfilled", "cell", table.name, said, right)
