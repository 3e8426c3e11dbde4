"""From counts to published figures: what is protected has no value, and no share says more than its two counts do."""

from collections.abc import Iterator, Mapping
from decimal import ROUND_HALF_UP, Decimal
from typing import Any

from bildungsnetz.monitoring.models.releases import ReleasedFigure, ReleaseTable, TableKind
from bildungsnetz.monitoring.models.values import FigureStatus, Unit
from bildungsnetz.monitoring.protection import TOTAL, Codes, CountTable, ProtectedTable

# Our own choice, not a rule of law: below it one child more or less moves a share by more than five points.
SMALLEST_WHOLE = 20
# One decimal of a per cent. The share is made from the two published counts, so no digit can tell more than they do.
DIGITS = Decimal("0.001")
PER_HUNDRED = Decimal("0.1")
PART, REST = "part", "rest"


def counts_of(table: ReleaseTable, period: str) -> CountTable:
    """Return the innermost counts of one period: by place, by group if there is one, by outcome for shares.

    The column of the groups bears the name of the grouping: tables by sex and by citizenship are different dimensions.
    """
    with_outcome = table.unit != Unit.COUNT
    columns = ["place", *([table.grouping] if table.grouping else []), *(["outcome"] if with_outcome else [])]
    counts: dict[Codes, int] = {}
    for row in table.office_input.rows:
        if row["period"] != period:
            continue
        codes = (row["place"], row["group"]) if table.grouping else (row["place"],)
        part = int(row["part"])
        if with_outcome:
            counts[(*codes, PART)] = part
            counts[(*codes, REST)] = int(row["whole"]) - part
        else:
            counts[codes] = part
    return CountTable(tuple(columns), counts)


def figures_of(
    table: ReleaseTable, protected: Mapping[str, ProtectedTable], *, region: str
) -> Iterator[ReleasedFigure]:
    """Make the published figures of a table from its protected counts, or from what its source has protected."""
    if table.kind == TableKind.VALUES:
        yield from (_from_source(table, row) for row in table.office_input.rows)
        return
    for period, one in sorted(protected.items()):
        for place, group, part, whole in _cells(table, one):
            yield _figure(table, region if place == TOTAL else place, period, group, part, whole)


def unprotected_values(table: ReleaseTable, *, minimum_count: int) -> list[dict[str, Any]]:
    """Find counts in a table said to be protected by its source that are too small and not rounded."""
    found = [
        [row["place"], row["period"], row["group"]]
        for row in table.office_input.rows
        for name in ("part", "value" if table.unit == Unit.COUNT else "part")
        if not row.get("rounded_to") and row.get(name) and 0 < Decimal(row[name]) < minimum_count
    ]
    unique = sorted({tuple(cell) for cell in found})
    if not unique:
        return []
    cells = [list(cell) for cell in unique]
    return [{"code": "NOT_ROUNDED", "table": table.title, "period": "", "releases": [], "cells": cells}]


def share(part: Decimal, whole: Decimal, *, unit: str) -> Decimal:
    """Return a share (or a ratio per 100) with as many digits as it is shown."""
    if unit == Unit.RATIO:
        return (part * 100 / whole).quantize(PER_HUNDRED, ROUND_HALF_UP)
    return (part / whole).quantize(DIGITS, ROUND_HALF_UP)


def _cells(table: ReleaseTable, one: ProtectedTable) -> Iterator[tuple[str, str, int | None, int | None]]:
    """Yield place, group, part and whole of the public cells; part and whole are the same for plain counts."""
    with_outcome = table.unit != Unit.COUNT
    for codes, value in one.public.cells.items():
        named = dict(zip(one.public.columns, codes, strict=True))
        if named.get("outcome", TOTAL) != TOTAL:
            continue
        group = named.get(table.grouping, TOTAL)
        part = one.public.cells[(*codes[:-1], PART)] if with_outcome else value
        yield named["place"], "" if group == TOTAL else group, part, value


def _figure(
    table: ReleaseTable, place: str, period: str, group: str, part: int | None, whole: int | None
) -> ReleasedFigure:
    if table.unit == Unit.COUNT:
        value, status = (None if part is None else Decimal(part)), _status(part)
        counts: dict[str, Any] = {}
    else:
        value, status = _rate(table, part, whole)
        counts = {
            "part": part, "part_status": _status(part), "whole": whole, "whole_status": _status(whole),
        }  # fmt: skip
    return ReleasedFigure(
        version_id=table.version_id, table=table, place=place, period=period, group=group,
        value=value, status=status, **counts,
    )  # fmt: skip


def _status(count: int | None) -> FigureStatus:
    if count is None:
        return FigureStatus.SUPPRESSED
    return FigureStatus.VALUE if count else FigureStatus.ZERO


def _rate(table: ReleaseTable, part: int | None, whole: int | None) -> tuple[Decimal | None, FigureStatus]:
    if part is None or whole is None:
        return None, FigureStatus.SUPPRESSED
    if whole < SMALLEST_WHOLE:
        return None, FigureStatus.NOT_MEANINGFUL
    found = share(Decimal(part), Decimal(whole), unit=table.unit)
    return found, FigureStatus.VALUE if part else FigureStatus.ZERO


def _from_source(table: ReleaseTable, row: Mapping[str, Any]) -> ReleasedFigure:
    """Take a figure over as its source published it; a share is made from its counts where both are there."""
    part, whole = _decimal(row.get("part")), _decimal(row.get("whole"))
    value, status = _decimal(row.get("value")), FigureStatus(row["status"])
    if part is not None and whole and table.unit != Unit.COUNT:
        value = share(part, whole, unit=table.unit)
        status = FigureStatus.ROUNDED if row.get("rounded_to") else FigureStatus.VALUE if part else FigureStatus.ZERO
    counted = FigureStatus.ROUNDED if row.get("rounded_to") else FigureStatus.VALUE
    return ReleasedFigure(
        version_id=table.version_id, table=table, place=row["place"], period=row["period"], group=row["group"],
        value=value if value is None or table.unit == Unit.COUNT else _shown(value, table.unit), status=status,
        part=part, part_status="" if part is None else counted,
        whole=whole, whole_status="" if whole is None else counted,
        rounded_to=row.get("rounded_to") or None, note=row.get("note", ""),
    )  # fmt: skip


def _shown(value: Decimal, unit: str) -> Decimal:
    return value.quantize(PER_HUNDRED if unit == Unit.RATIO else DIGITS, ROUND_HALF_UP)


def _decimal(text: Any) -> Decimal | None:
    return None if text in (None, "") else Decimal(str(text))
