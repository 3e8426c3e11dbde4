"""Protecting one table of counts, and attacking the result together with everything published before.

The seam between what is published, decided by ``engines.disclosure``, and whether it is safe, decided by the attack of
``engines.disclosure_check``, which shares no code with it and sees only what the public sees.
"""

import csv
import io
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby, product

from bildungsnetz.engines import disclosure
from bildungsnetz.engines.disclosure_check import attack as outsider

TOTAL = "Total"
Codes = tuple[str, ...]


@dataclass(frozen=True)
class CountTable:
    """Innermost counts: one code per column of ``columns``; a combination that is not there counts 0."""

    columns: tuple[str, ...]
    counts: Mapping[Codes, int]


@dataclass(frozen=True)
class PublicTable:
    """What the public sees of a table: per cell the count, None where it is protected; margins are ``Total``.

    ``name``: the release it stands in, empty for the one that is being made. ``too_small``: which protected cells are
    the small ones, for the office alone; None if nobody knows any more, then all of them may be.
    """

    name: str
    columns: tuple[str, ...]
    cells: Mapping[Codes, int | None]
    is_superseded: bool = False
    too_small: frozenset[Codes] | None = None

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


def from_csv(
    text: str, *, name: str, is_superseded: bool = False, too_small: frozenset[Codes] | None = None, grouping: str = ""
) -> PublicTable:
    """Read public cells as ``as_csv`` wrote them; ``grouping`` names a column that was once called "group"."""
    head, *rows = csv.reader(io.StringIO(text))
    columns = tuple(grouping if column == "group" and grouping else column for column in head[:-2])
    cells = {tuple(row[:-2]): int(row[-2]) if row[-2] else None for row in rows}
    return PublicTable(name, columns, cells, is_superseded, too_small)


def protect(table: CountTable, *, minimum_count: int, earlier: Sequence[PublicTable]) -> ProtectedTable:
    """Choose which cells stay hidden, together with what was published before.

    ``earlier``: tables seen in the columns of ``table``.
    Raises: CannotProtect if no choice is safe, or if what was published contradicts the counts.
    """
    spec = disclosure.Spec(
        dimensions=tuple(disclosure.Dimension(column) for column in table.columns),
        rule=disclosure.Rule(minimum_count=minimum_count),
    )
    sums = _sums(table)
    known = [part for one in earlier for part in _as_earlier(one, sums)]
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


def attack(protected: ProtectedTable, *, minimum_count: int, earlier: Sequence[PublicTable]) -> Mapping[str, object]:
    """Try to compute small counts from all that is public, corrected tables included; the proof that it fails.

    ``earlier``: every other table about the same thing, whatever its columns. The attack sees public cells only; which
    of its finds are small ones is looked up afterwards.
    Returns: what the attack took (status, linear programs, cells asked).
    Raises: CannotProtect with the cells found, with all protected cells if the attack did not end, with none if tables
    contradict each other.
    """
    names = sorted({one.name for one in earlier if one.name})
    present = protected.public
    tables = [present, *earlier]
    small = {str(place): one.too_small for place, one in enumerate(tables)} | {"0": protected.too_small}
    try:
        found = outsider.attack(_all_public(tables), minimum_count=minimum_count, believing=True)
    except (outsider.Contradiction, outsider.Unreadable) as problem:
        # Tables that contradict each other prove nothing.
        raise CannotProtect([], names) from problem
    if not found.solved:
        raise CannotProtect(sorted(protected.hidden), names)
    cells = {tuple(dict(change.cell).get(column, TOTAL) for column in present.columns) for change in found.changes}
    for seen in (*found.cells, *found.older, *found.believed):
        if seen.narrow and _is_small(seen, found.columns, tables[int(seen.file)].columns, small[seen.file]):
            cells.add(seen.codes[: len(present.columns)])
    if cells:
        raise CannotProtect(sorted(cells), names)
    return {"attack": "solved", "programs": found.programs, "asked": len(found.cells) + len(found.older)}


def _is_small(
    seen: outsider.Seen, columns: Sequence[str], own_columns: Sequence[str], small: frozenset[Codes] | None
) -> bool:
    named = dict(zip(columns, seen.codes, strict=True))
    return small is None or tuple(named[column] for column in own_columns) in small


def _all_public(tables: Sequence[PublicTable]) -> outsider.Public:
    """Put together what is public: tables of one corrected release belong to one state of the data."""
    releases = [outsider.release_of(str(place), one.columns, one.cells) for place, one in enumerate(tables)]
    old = [(one.name, release) for one, release in zip(tables, releases, strict=True) if one.is_superseded]
    old.sort(key=lambda pair: pair[0])
    return outsider.Public(
        present=releases[0],
        hierarchies={},
        earlier=tuple(release for one, release in zip(tables[1:], releases[1:], strict=True) if not one.is_superseded),
        superseded=tuple(
            tuple(release for _name, release in group) for _name, group in groupby(old, key=lambda pair: pair[0])
        ),
    )


def _as_earlier(table: PublicTable, sums: Mapping[Codes, int]) -> Iterator[disclosure.Earlier]:
    """Hand a table on to the protection; of a corrected one the figures that are still true hold as before.

    Whoever compares both will take what did not change for equal, so it must not be used to hide anything.
    """
    if not table.is_superseded:
        yield disclosure.Earlier(table.name, table.columns, table.cells)
        return
    corrected = {
        codes: value for codes, value in table.cells.items() if value is not None and value != sums.get(codes, 0)
    }
    holding = {codes: value for codes, value in table.cells.items() if codes not in corrected}
    if corrected:
        yield disclosure.Earlier(table.name, table.columns, corrected, superseded=True)
    if holding:
        yield disclosure.Earlier(table.name, table.columns, holding)


def _sums(table: CountTable) -> Mapping[Codes, int]:
    """Add up the innermost counts over all margins."""
    sums: Counter[Codes] = Counter()
    for codes, count in table.counts.items():
        for cell in product(*((code, TOTAL) for code in codes)):
            sums[cell] += count
    return sums
