"""Verifies witnesses by adding whole numbers: no solver, no tolerance, no code of the protection.

A witness is another table that agrees with every published cell and lifts the cells it serves to the minimum count.
If every sensitive cell has one, no outsider can rule out that it is large enough.
"""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import duckdb
import numpy as np

from bildungsnetz.engines.disclosure_check.attack.csv_files import Unreadable
from bildungsnetz.engines.disclosure_check.findings import Findings
from bildungsnetz.engines.disclosure_check.office import Codes, Flags, Office
from bildungsnetz.engines.disclosure_check.request import Request


@dataclass(frozen=True)
class Witness:
    """``changes``: innermost codes -> whole number to add; ``serves``: rows of the table it protects."""

    number: int
    changes: Mapping[Codes, int]
    serves: tuple[Codes, ...]


def read_witnesses(path: Path, columns: Sequence[str]) -> tuple[Witness, ...]:
    """Read ``witnesses.parquet``: one row per changed cell, each with the list of rows its witness serves.

    Raises: Unreadable if the file or a column is missing.
    """
    quoted = ", ".join('"' + name.replace('"', '""') + '"' for name in columns)
    try:
        with duckdb.connect(config={"threads": 1}) as connection:
            rows = connection.execute(
                f"SELECT witness, change, serves, {quoted} FROM read_parquet(?) ORDER BY ALL",  # noqa: S608 - quoted
                [str(path)],
            ).fetchall()
    except duckdb.Error as problem:
        raise Unreadable([f"{path.name}: cannot be read ({str(problem).splitlines()[0]})"]) from None
    changes: dict[int, dict[Codes, int]] = defaultdict(dict)
    serves: dict[int, set[Codes]] = defaultdict(set)
    for number, change, served, *codes in rows:
        changes[number][tuple(codes)] = changes[number].get(tuple(codes), 0) + int(change)
        serves[number] |= {tuple(row[column] for column in columns) for row in served}
    return tuple(Witness(number, changes[number], tuple(sorted(serves[number]))) for number in sorted(changes))


def verify(
    witnesses: Sequence[Witness], office: Office, request: Request, *, rows: Mapping[Codes, int], fixed: Flags,
    findings: Findings,
) -> None:  # fmt: skip
    """Add up every witness and see whether every sensitive row has one.

    ``rows``: the table's rows -> flat place; ``fixed``: cells that are published, now or in something that holds.
    """
    proven: set[Codes] = set()
    movers: dict[int, list[frozenset[int]]] = defaultdict(list)
    for witness in witnesses:
        summed = _summed(witness, office, fixed, findings)
        if summed is None:
            continue
        for row in witness.serves:
            cell = rows.get(row)
            if cell is None or not _lifts(office, cell, summed):
                findings.differs("witness", "witness_serves", witness.number, " | ".join(row))
            else:
                proven.add(row)
                movers[cell].append(frozenset(place for place, change in summed.items() if change))
    for row in sorted(rows):
        if office.primary[rows[row]] and row not in proven:
            findings.differs("witness", "no_witness", " | ".join(row))
    if request.singletons:
        _verify_persons(office, rows, movers, findings)
    findings.holds("holds_witnesses", len(witnesses), len(proven))


def _summed(witness: Witness, office: Office, fixed: Flags, findings: Findings) -> dict[int, int] | None:
    """Return the change of every cell the witness touches; None if it cannot be a table."""
    summed: dict[int, int] = defaultdict(int)
    for codes, change in witness.changes.items():
        if not office.is_innermost(codes):
            findings.differs("witness", "witness_cell", witness.number, " | ".join(codes))
            return None
        for cell in office.above(codes):
            summed[cell] += change
    touched = sorted(cell for cell, change in summed.items() if change)
    public = [cell for cell in touched if fixed[cell]]
    negative = [cell for cell in touched if office.counts[cell] + summed[cell] < 0]
    for key, cells in (("witness_public", public), ("witness_negative", negative)):
        if cells:
            findings.differs("witness", key, witness.number, _name(office, cells[0]))
    return None if public or negative else dict(summed)


def _lifts(office: Office, cell: int, summed: Mapping[int, int]) -> bool:
    change, need = summed.get(cell, 0), int(office.need[cell])
    return change >= need if need else change != 0


def _verify_persons(
    office: Office, rows: Mapping[Codes, int], movers: Mapping[int, Sequence[frozenset[int]]], findings: Findings
) -> None:
    """Somebody alone in an innermost cell knows all cells of 1 above it: a witness must leave these alone."""
    sensitive = sorted({cell for cell in rows.values() if office.primary[cell]})
    shown = np.zeros(office.counts.size, dtype=bool)
    shown[list(rows.values())] = True
    for own in _persons(office, shown):
        for cell in sensitive:
            if cell not in own and movers.get(cell) and all(moved & own for moved in movers[cell]):
                findings.differs("person", "person_knows", _name(office, min(own)), _name(office, cell))


def _persons(office: Office, shown: Flags) -> Iterator[frozenset[int]]:
    """Yield per person who stands alone in an innermost cell the rows that consist only of that person."""
    leaves = np.zeros(office.shape, dtype=bool)
    leaves[np.ix_(*(dimension.leaves for dimension in office.dimensions))] = True
    for cell in np.flatnonzero(leaves.reshape(-1) & (office.counts == 1)).tolist():
        places = np.unravel_index(cell, office.shape)
        codes = [dimension.nodes[int(place)] for dimension, place in zip(office.dimensions, places, strict=True)]
        own = frozenset(above for above in office.above(codes) if office.counts[above] == 1 and shown[above])
        if own:
            yield own


def _name(office: Office, cell: int) -> str:
    places = np.unravel_index(cell, office.shape)
    return " | ".join(dimension.nodes[int(place)] for dimension, place in zip(office.dimensions, places, strict=True))
