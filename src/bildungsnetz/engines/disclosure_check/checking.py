"""The whole check of an output folder: its files against the table, the witnesses by addition, then the attack."""

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any, Literal

import numpy as np

from bildungsnetz.engines.disclosure_check import attack as outsider
from bildungsnetz.engines.disclosure_check.attack import Attack, Blur, Contradiction, Release, Seen, Unreadable
from bildungsnetz.engines.disclosure_check.attack.csv_files import read_sheet
from bildungsnetz.engines.disclosure_check.attack.dimensions import TOTAL
from bildungsnetz.engines.disclosure_check.findings import Findings
from bildungsnetz.engines.disclosure_check.office import Codes, Flags, Office, read_office
from bildungsnetz.engines.disclosure_check.reading import in_german
from bildungsnetz.engines.disclosure_check.request import Request, read_request
from bildungsnetz.engines.disclosure_check.witnesses import read_witnesses, verify

# In a blurred table every cell is unknown and all hang together; larger ones are searched by adding and subtracting.
MOST_BLURRED = 30_000

PUBLIC, CELLS, WITNESSES, AUDIT = "public.csv", "cells.csv", "witnesses.parquet", "audit.json"
HIDDEN = ("primary", "secondary")


def check(table: Path, *, spec: Path, output: Path, lang: Literal["de", "en"] = "de") -> Findings:
    """Check what was made from ``table`` under ``spec``.

    ``exit_status`` of the result is 0 if the table is safe, 1 if it is not, 2 if a file cannot be read.
    """
    findings = Findings(lang)
    try:
        _check(table, spec, output, findings)
    except Unreadable as refusal:
        said = [problem if lang == "en" else in_german(problem) for problem in refusal.problems]
        findings.unreadable += [findings.text("unreadable", problem) for problem in said]
    return findings


@dataclass(frozen=True)
class _Case:
    """Everything there is: the spec, the true table, the public one and all that was published before."""

    request: Request
    office: Office
    public: outsider.Public
    rows: Mapping[Codes, int]


def _check(table: Path, spec: Path, output: Path, findings: Findings) -> None:
    request = read_request(spec)
    blur = Blur(most=request.base - 1, small=request.minimum_count) if request.method == "rounding" else Blur()
    public = outsider.read_public(
        output / PUBLIC,
        hierarchies=request.hierarchies,
        earlier=request.earlier,
        superseded=request.superseded,
        blur=blur,
    )
    office = read_office(table, request, hierarchies=public.hierarchies, seen=_codes_before(public))
    rows = {row: cell for row in office.rows(request.tables) if (cell := office.cell(row)) is not None}
    case = _Case(request, office, _told_apart(request, office, public), rows)
    _add_corrections(case)
    _check_public(case, findings)
    _check_earlier(case, findings)
    if request.method == "suppression":
        _check_cells(case, output / CELLS, findings)
        witnesses = read_witnesses(output / WITNESSES, request.columns)
        verify(witnesses, office, request, rows=rows, fixed=_fixed(case), findings=findings)
    recovered = _attack(case, findings)
    _check_audit(case, output / AUDIT, recovered, findings)


def _told_apart(request: Request, office: Office, public: outsider.Public) -> outsider.Public:
    """Let earlier tables count as ranges where they are blurred as the present one is, not as exact figures.

    A rounded table shows nothing but the true figures rounded; one changed by cell keys shows at least one figure that
    is not the true one, and none further off than the method allows.
    """
    if request.method == "suppression":
        return public
    blur = public.present.blur
    if request.method == "cell_key":
        blur = Blur(most=request.base, small=request.minimum_count)
    earlier = tuple(
        replace(release, blur=blur) if _is_blurred(request, office, release) else release for release in public.earlier
    )
    return replace(public, earlier=earlier)


def _is_blurred(request: Request, office: Office, release: Release) -> bool:
    pairs = [
        (value, int(office.counts[cell]))
        for row, value in _rows_of(release, request.columns)
        if value is not None and (cell := office.cell(row)) is not None
    ]
    base = request.base
    if request.method == "rounding":
        return all(value == (true + base // 2) // base * base for value, true in pairs)
    return any(value != true for value, true in pairs) and all(abs(value - true) <= base for value, true in pairs)


def _codes_before(public: outsider.Public) -> dict[str, set[str]]:
    seen: dict[str, set[str]] = {}
    for release in public.releases[1:]:
        for column, codes in release.codes.items():
            seen.setdefault(column, set()).update(set(codes) - {TOTAL})
    return seen


def _add_corrections(case: _Case) -> None:
    shown = set(case.rows.values())
    for release in (release for group in case.public.superseded for release in group):
        for row, value in _rows_of(release, case.request.columns):
            cell = case.office.cell(row)
            if cell in shown and value is not None:
                case.office.add_correction(cell, before=value, minimum_count=case.request.minimum_count)


def _rows_of(release: Release, columns: Sequence[str]) -> Iterator[tuple[Codes, int | None]]:
    """Yield the rows of a release with one code per column of the spec, and the value if it is shown."""
    absent = [TOTAL] * len(release.values)
    codes = [release.codes.get(column, absent) for column in columns]
    for *row, value in zip(*codes, release.values.tolist(), strict=True):
        yield tuple(row), None if value < 0 else value


def _check_public(case: _Case, findings: Findings) -> None:
    """Every row once, with its true value or, in a blurred table, one that may stand for it."""
    before = len(findings.differences)
    found = dict(_rows_of(case.public.present, case.request.columns))
    for row in sorted(case.rows.keys() - found.keys()):
        findings.differs("rows", "row_missing", PUBLIC, " | ".join(row))
    for row in sorted(found.keys() - case.rows.keys()):
        findings.differs("rows", "row_unknown", PUBLIC, " | ".join(row))
    for row in sorted(found.keys() & case.rows.keys()):
        value, cell = found[row], case.rows[row]
        if value is not None:
            _check_value(case, row, value, cell, findings)
    if len(findings.differences) == before:
        findings.holds("holds_rows", len(case.rows))


def _check_value(case: _Case, row: Codes, value: int, cell: int, findings: Findings) -> None:
    request, true, name = case.request, int(case.office.counts[cell]), " | ".join(row)
    if request.method == "rounding":
        if value % request.base or abs(value - true) >= request.base:
            findings.differs("value", "not_rounded", name, value, request.base)
    elif request.method == "cell_key":
        if 0 < value < request.minimum_count:
            findings.differs("value", "still_small", name, value)
        elif abs(value - true) > request.base:
            findings.differs("value", "too_far", name, value, request.base)
    elif value != true:
        findings.differs("value", "value", PUBLIC, name, value, true)
    elif case.office.primary[cell]:
        findings.differs("primary_shown", "primary_shown", name)


def _check_earlier(case: _Case, findings: Findings) -> None:
    """What was published and holds must agree with the table, or the attack draws the wrong conclusions."""
    for release in case.public.earlier:
        for row, value in _rows_of(release, case.request.columns):
            cell = case.office.cell(row)
            if cell is not None and value is not None and not release.blur.most and value != case.office.counts[cell]:
                findings.differs(
                    "earlier", "value", release.name, " | ".join(row), value, int(case.office.counts[cell])
                )


def _fixed(case: _Case) -> Flags:
    """Cells that are published, now or in something that holds."""
    fixed = np.zeros(case.office.counts.size, dtype=bool)
    for release in (case.public.present, *case.public.earlier):
        for row, value in _rows_of(release, case.request.columns):
            cell = case.office.cell(row)
            if cell is not None and value is not None:
                fixed[cell] = True
    return fixed


def _check_cells(case: _Case, path: Path, findings: Findings) -> None:
    """The office's own file names every reason rightly, and hides what the public one hides."""
    sheet = read_sheet(path, required=(*case.request.columns, "value", "status"))
    public = dict(_rows_of(case.public.present, case.request.columns))
    columns = [sheet.column(name) for name in (*case.request.columns, "value", "status")]
    seen: set[Codes] = set()
    for *codes, value, status in zip(*columns, strict=True):
        row = tuple(codes)
        if row in seen or row not in case.rows:
            findings.differs("rows", "row_twice" if row in seen else "row_unknown", CELLS, " | ".join(row))
            continue
        seen.add(row)
        right = _right_status(case, row, is_hidden=row in public and public[row] is None)
        if status != right:
            findings.differs("status", "status", CELLS, " | ".join(row), status, right)
        shown = "" if right in HIDDEN else str(case.office.counts[case.rows[row]])
        if value != shown:
            findings.differs("value", "value", CELLS, " | ".join(row), value or "–", shown or "–")
    for row in sorted(case.rows.keys() - seen):
        findings.differs("rows", "row_missing", CELLS, " | ".join(row))


def _right_status(case: _Case, row: Codes, *, is_hidden: bool) -> str:
    cell = case.rows[row]
    if case.office.primary[cell]:
        return "primary"
    if is_hidden:
        return "secondary"
    return "published" if case.office.counts[cell] else "zero"


def _attack(case: _Case, findings: Findings) -> int | None:
    """Attack and note every sensitive row that was recovered; returns how many, None if the attack failed."""
    request = case.request
    if request.method != "suppression" and len(case.rows) > MOST_BLURRED:
        return _add_and_subtract(case, findings)
    try:
        found = outsider.attack(
            _public(case), minimum_count=request.minimum_count, ask_exactly=request.dominance is not None
        )
    except Contradiction as problem:
        findings.differs("attack", "contradiction", problem)
        return None
    if not found.solved:
        findings.differs("attack", "attack_failed", found.status)
        return None
    return _note(case, found, findings)


def _add_and_subtract(case: _Case, findings: Findings) -> int | None:
    """Narrow the bounds of all cells by every sum, without linear programs: what a large blurred table allows."""
    public = _public(case)
    try:
        known = outsider.look(public, (public.present, *public.earlier))
    except Contradiction as problem:
        findings.differs("attack", "contradiction", problem)
        return None
    low, high = known.low.reshape(-1), known.high.reshape(-1)
    cells = outsider.cells_of(public.present, known.dimensions)
    recovered = 0
    for (row, _value), cell in zip(_rows_of(public.present, case.request.columns), cells.tolist(), strict=True):
        place = case.rows.get(row)
        if place is not None and case.office.primary[place] and low[cell] >= high[cell]:
            findings.differs("recoverable", "exact", public.present.name, " | ".join(row), f"{high[cell]:g}")
            recovered += 1
    findings.holds("holds_bounds", len(case.rows), MOST_BLURRED, recovered)
    return recovered


def _public(case: _Case) -> outsider.Public:
    """What is public; of a table changed by cell keys also how far its values may be off, as the spec tells."""
    if case.request.method != "cell_key":
        return case.public
    present = replace(case.public.present, blur=Blur(most=case.request.base, small=case.request.minimum_count))
    return replace(case.public, present=present)


def _note(case: _Case, found: Attack, findings: Findings) -> int:
    recovered = 0
    for seen in (*found.cells, *found.older):
        named = dict(zip(found.columns, seen.codes, strict=True))
        row = tuple(named[column] for column in case.request.columns)
        cell = case.office.cell(row)
        if cell is not None and case.office.primary[cell]:
            recovered += _note_cell(case, seen, " | ".join(row), findings)
    for change in found.changes:
        where = " | ".join(code for _column, code in change.cell)
        findings.differs("change", "change", change.since, where, f"{change.low:g}", f"{change.high:g}")
    findings.holds("holds_attack", found.programs, len(found.cells) + len(found.older), recovered)
    return recovered


def _note_cell(case: _Case, seen: Seen, name: str, findings: Findings) -> bool:
    if seen.narrow:
        count = case.request.minimum_count
        findings.differs("recoverable", "recoverable", seen.file, name, f"{seen.high:g}", count)
    elif seen.exact:
        findings.differs("recoverable", "exact", seen.file, name, f"{seen.high:g}")
    return seen.narrow or seen.exact


def _check_audit(case: _Case, path: Path, recovered: int | None, findings: Findings) -> None:
    """Compare what the protection says of itself with what was found here."""
    try:
        audit: Any = json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError) as problem:
        raise Unreadable([f"{path.name}: cannot be read ({problem})"]) from None
    if not isinstance(audit, dict):
        raise Unreadable([f"{path.name}: an object expected"])
    said = {"recoverable": audit.get("recoverable")}
    right: dict[str, Any] = {"recoverable": recovered}
    if case.request.method == "suppression":
        lost = [cell for row, cell in _hidden(case) if not case.office.primary[cell]]
        said["lost"] = audit.get("lost")
        right["lost"] = {"cells": len(lost), "value": int(case.office.counts[lost].sum()) if lost else 0}
    for key, value in right.items():
        if said[key] != value:
            findings.differs("audit", "audit", key, said[key], value)


def _hidden(case: _Case) -> Iterator[tuple[Codes, int]]:
    for row, value in _rows_of(case.public.present, case.request.columns):
        if value is None and row in case.rows:
            yield row, case.rows[row]
