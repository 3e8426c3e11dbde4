"""Protecting one table of counts, and attacking the result together with everything published before.

The seam between what is published, decided by ``engines.disclosure``, and whether it is safe, decided by an attack that
shares no code with it and sees only what the public sees.
"""

import csv
import io
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from bildungsnetz.engines import disclosure
from bildungsnetz.monitoring.attacking import attacked

TOTAL = "Total"
Codes = tuple[str, ...]


@dataclass(frozen=True)
class CountTable:
    """Innermost counts: one code per column of ``columns``; a combination that is not there counts 0."""

    columns: tuple[str, ...]
    counts: Mapping[Codes, int]


@dataclass(frozen=True)
class PublicTable:
    """What the public sees of a table: per cell the count, None where it is protected; margins are ``Total``."""

    name: str
    columns: tuple[str, ...]
    cells: Mapping[Codes, int | None]
    is_superseded: bool = False

    def seen_in(self, columns: tuple[str, ...]) -> "PublicTable | None":
        """Return the part of the table that speaks about a table with these columns, None if nothing does.

        A column the other table lacks is summed up here; a column that this one lacks is summed up there.
        """
        kept = {}
        for codes, value in self.cells.items():
            named = dict(zip(self.columns, codes, strict=True))
            if all(code == TOTAL for column, code in named.items() if column not in columns):
                kept[tuple(named.get(column, TOTAL) for column in columns)] = value
        return PublicTable(self.name, columns, kept, self.is_superseded) if kept else None


@dataclass(frozen=True)
class ProtectedTable:
    """A table after protection: the public cells, and for the office alone which cells are too small themselves."""

    public: PublicTable
    too_small: frozenset[Codes]
    audit: Mapping[str, object]

    @property
    def hidden(self) -> frozenset[Codes]:
        """The cells that are protected, for whatever reason."""
        return frozenset(codes for codes, value in self.public.cells.items() if value is None)


class CannotProtect(Exception):
    """No choice of protected cells keeps these cells from being computed; nothing may be published.

    ``because_of`` names earlier releases that stand in the way, empty if the table itself does.
    """

    def __init__(self, cells: Sequence[Codes], because_of: Sequence[str] = ()) -> None:
        super().__init__(f"{len(cells)} cells cannot be protected")
        self.cells = tuple(cells)
        self.because_of = tuple(because_of)


def as_csv(table: PublicTable) -> str:
    """Write the public cells, the form in which they are kept and attacked by later releases."""
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow([*table.columns, "value", "status"])
    for codes, value in sorted(table.cells.items()):
        status = "suppressed" if value is None else "zero" if value == 0 else "published"
        writer.writerow([*codes, "" if value is None else value, status])
    return text.getvalue()


def from_csv(text: str, *, name: str, is_superseded: bool = False) -> PublicTable:
    """Read public cells as ``as_csv`` wrote them."""
    head, *rows = csv.reader(io.StringIO(text))
    columns = tuple(head[:-2])
    cells = {tuple(row[:-2]): int(row[-2]) if row[-2] else None for row in rows}
    return PublicTable(name, columns, cells, is_superseded)


def protect(table: CountTable, *, minimum_count: int, earlier: Sequence[PublicTable]) -> ProtectedTable:
    """Choose which cells stay hidden, together with what was published before.

    ``earlier``: tables seen in the columns of ``table``.
    Raises: CannotProtect if no choice is safe, or if what was published contradicts the counts.
    """
    spec = disclosure.Spec(
        dimensions=tuple(disclosure.Dimension(column) for column in table.columns),
        rule=disclosure.Rule(minimum_count=minimum_count),
    )
    known = [disclosure.Earlier(one.name, one.columns, one.cells, one.is_superseded) for one in earlier]
    try:
        found = disclosure.protect(counts=table.counts, spec=spec, earlier=known)
    except disclosure.Unprotectable as problem:
        names = sorted({one.name for one in earlier}) if problem.why == "frozen" else []
        raise CannotProtect(problem.cells, names) from problem
    except disclosure.Refused as problem:
        raise CannotProtect([], sorted({one.name for one in earlier})) from problem
    public = {cell.codes: cell.value for cell in found.cells}
    small = frozenset(cell.codes for cell in found.cells if cell.status == "primary")
    audit = {"lost_cells": found.lost_cells, "lost_value": found.lost_value}
    return ProtectedTable(PublicTable("", found.columns, public), small, audit)


def attack(public: PublicTable, *, minimum_count: int, earlier: Sequence[PublicTable]) -> Mapping[str, object]:
    """Try to compute protected cells from all that is public; the proof that it fails.

    Returns: what the attack took (status, linear programs, cells asked).
    Raises: CannotProtect with the cells found, or with all protected cells if the attack did not end.
    """
    names = sorted({one.name for one in earlier if one.name})
    before = [one.cells for one in earlier if not one.is_superseded]
    for one in earlier:
        if one.is_superseded and (changed := _small_changes(one.cells, public.cells, minimum_count)):
            raise CannotProtect(changed, names)
    found = attacked([public.cells, *before], minimum_count=minimum_count)
    # An attack that did not end proves nothing, so it counts as a success.
    if found.found or not found.solved:
        raise CannotProtect(found.found, names)
    hidden = sum(value is None for value in public.cells.values())
    return {"attack": "solved", "programs": found.programs, "asked": hidden}


def _small_changes(old: Mapping[Codes, int | None], new: Mapping[Codes, int | None], minimum_count: int) -> list[Codes]:
    """Find cells where a correction changes a count by so little that it tells of one or two children."""
    found = []
    for codes, value in new.items():
        before = old.get(codes)
        if value is not None and before is not None and 0 < abs(value - before) < minimum_count:
            found.append(codes)
    return found
