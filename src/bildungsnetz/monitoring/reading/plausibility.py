"""What does not fit together in a table: parts and wholes, sums of regions and state, regions that are missing.

Nothing is corrected. The statistical office of the state rounds each count to a multiple of 5, totals by themselves
(IT.NRW, since 2019/20), so each of n numbers may be off by 2: a sum may differ by 2 for each of them and for the total.
"""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from bildungsnetz.intake.reading import Finding, Level
from bildungsnetz.intake.reading.tables import Row
from bildungsnetz.monitoring.reading.cells import SIGNS, Content

OFF_BY = 2
ROUNDED_STEP = 5


@dataclass(frozen=True)
class Sum:
    """Columns that together make another one."""

    whole: int
    parts: tuple[int, ...]


def row_findings(
    row: Row,
    contents: Sequence[Content],
    *,
    parts: Sequence[tuple[int, int]],
    rounded: frozenset[int],
    header: Sequence[str],
) -> list[Finding]:
    """Find parts that are larger than their whole, which is what swapped columns look like."""
    found = []
    for part, whole in parts:
        some, all_ = contents[part].value, contents[whole].value
        allowance = ROUNDED_STEP if part in rounded else 0
        if some is not None and all_ is not None and some > all_ + allowance:
            found.append(
                Finding(
                    Level.REFUSED,
                    "part_exceeds_whole",
                    line=row.line,
                    column=_last(header[part]),
                    key=row.cells[1].strip(),
                    found=str(some),
                    expected=f"≤ {all_} ({_last(header[whole])})",
                    raw=tuple(row.cells),
                )
            )
    return found


def table_findings(
    taken: Sequence[tuple[Row, Sequence[Content]]],
    *,
    sums: Sequence[Sum],
    regions: Mapping[str, str],
    types: int | None,
) -> list[Finding]:
    """Look at sums of columns, sums of regions against the state, and regions that are missing, once per year."""
    by_year: dict[str, list[tuple[Row, Sequence[Content]]]] = defaultdict(list)
    for row, contents in taken:
        by_year[row.cells[0].strip()].append((row, contents))
    found: list[Finding] = []
    for year, rows in sorted(by_year.items()):
        found += _missing(rows, year=year, regions=regions)
        found += _sums_of_columns(rows, year=year, sums=sums)
        found += _sums_of_regions(rows, year=year, types=types, regions=regions)
    return found


def _missing(rows: Sequence[tuple[Row, Sequence[Content]]], *, year: str, regions: Mapping[str, str]) -> list[Finding]:
    there = {row.cells[1].strip() for row, _contents in rows}
    missing = sorted(set(regions) - there)
    if not missing or len(missing) == len(regions):
        return []
    names = ", ".join(f"{key} {regions[key]}" for key in missing)
    return [
        Finding(
            Level.CHECK, "regions_missing", key=year, found=str(len(missing)), params={"names": names, "year": year}
        )
    ]


def _sums_of_columns(rows: Sequence[tuple[Row, Sequence[Content]]], *, year: str, sums: Sequence[Sum]) -> list[Finding]:
    """Count the rows whose parts do not make their whole; one finding for all that rounding explains."""
    found, explained, looked_at = [], set(), set()
    for row, contents in rows:
        key = row.cells[1].strip()
        if not key.startswith("05") or len(key) != 5:
            continue
        for one in sums:
            values = [contents[part].value for part in one.parts]
            whole = contents[one.whole].value
            if whole is None or any(value is None for value in values):
                continue
            looked_at.add(row.line)
            total = sum((value for value in values if value is not None), Decimal(0))
            if total == whole:
                continue
            if abs(total - whole) <= OFF_BY * (len(values) + 1):
                explained.add(row.line)
                continue
            found.append(
                Finding(
                    Level.CHECK,
                    "parts_do_not_sum",
                    line=row.line,
                    key=key,
                    found=str(total),
                    expected=str(whole),
                )
            )
    if explained:
        params = {"rows": str(len(explained)), "of": str(len(looked_at)), "year": year}
        found.append(Finding(Level.NOTE, "parts_differ_by_rounding", key=year, params=params))
    return found


def _sums_of_regions(
    rows: Sequence[tuple[Row, Sequence[Content]]], *, year: str, types: int | None, regions: Mapping[str, str]
) -> list[Finding]:
    """Hold the sum of the regions against the state's own total, for the first column of figures."""
    first = 3 if types is None else 5
    state: Decimal | None = None
    total, count = Decimal(0), 0
    for row, contents in rows:
        if types is not None and row.cells[types].strip() != "Insgesamt":
            continue
        key, value = row.cells[1].strip(), contents[first].value
        if key == "05":
            state = value
        elif key in regions and value is not None:
            total, count = total + value, count + 1
    if state is None or count < len(regions) or total == state:
        return []
    params = {"sum": str(total), "state": str(state), "year": year}
    fits = abs(total - state) <= OFF_BY * (count + 1)
    code = "regions_differ_by_rounding" if fits else "regions_do_not_sum"
    level = Level.NOTE if fits else Level.CHECK
    return [Finding(level, code, key=year, found=str(total), expected=str(state), params=params)]


def sign_findings(rows: Sequence[Row], *, first: int) -> list[Finding]:
    """Count the cells that hold a sign, by sign; one finding for all."""
    counted: dict[str, int] = defaultdict(int)
    for row in rows:
        for cell in row.cells[first:]:
            if cell.strip() in SIGNS:
                counted[cell.strip()] += 1
    words = ", ".join(f"{sign} {count}×" for sign, count in sorted(counted.items()))
    return [Finding(Level.NOTE, "signs", found=words)] if words else []


def _last(path: str) -> str:
    return path.split(" | ", 1)[-1]
