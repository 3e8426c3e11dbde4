"""Protecting one table of counts, and attacking the result together with everything published before.

The seam to the two engines: what is published is decided by ``engines.disclosure``; whether it is safe is decided by
``engines.disclosure_check``, which shares no code with it and sees only what the public sees.
"""

import csv
import io
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

from bildungsnetz.engines import disclosure

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
    from bildungsnetz.engines.disclosure_check.attack import attack as attack_files
    from bildungsnetz.engines.disclosure_check.attack.knowledge import Contradiction

    with TemporaryDirectory(prefix="bildungsnetz-attack-") as folder:
        present = _file(Path(folder), "public", public)
        before = [_file(Path(folder), f"earlier-{n}", one) for n, one in enumerate(earlier) if not one.is_superseded]
        replaced = [_file(Path(folder), f"superseded-{n}", one) for n, one in enumerate(earlier) if one.is_superseded]
        names = sorted({one.name for one in earlier if one.name})
        try:
            found = attack_files(present, minimum_count=minimum_count, earlier=before, superseded=replaced)
        except Contradiction as problem:
            raise CannotProtect([], names) from problem
    if found.status != "solved":
        raise CannotProtect([codes for codes, value in public.cells.items() if value is None])
    recovered = [cell.codes for cell in found.cells if cell.narrow or cell.exact]
    if recovered or found.changes:
        raise CannotProtect(recovered or [()], names)
    return {"attack": found.status, "programs": found.programs, "asked": len(found.cells)}


def _file(folder: Path, name: str, table: PublicTable) -> Path:
    path = folder / f"{name}.csv"
    path.write_text(as_csv(table), encoding="utf-8")
    return path
