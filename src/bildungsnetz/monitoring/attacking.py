"""An outsider's attack on a small published table: two linear programs per hidden cell, over all that is public.

Written apart from the protection and sharing nothing with it: it sees public cells only. Meant for the tables of one
network (some thousand cells).
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import product

import highspy
import numpy as np

TOTAL = "Total"
HAIR = 1e-6
Codes = tuple[str, ...]
Public = Mapping[Codes, int | None]


@dataclass(frozen=True)
class Outcome:
    """What the attack found: cells whose upper bound stays below the minimum count, or that are known exactly."""

    solved: bool
    found: tuple[Codes, ...]
    programs: int


def attacked(tables: Sequence[Public], *, minimum_count: int) -> Outcome:
    """Bound every hidden cell of the first table by everything that all tables publish.

    Tables have the same columns. A program that does not end as optimal means that the attack proves nothing.
    """
    axes = [sorted({codes[n] for table in tables for codes in table} - {TOTAL}) for n in range(_width(tables))]
    places = {codes: n for n, codes in enumerate(product(*axes))}
    model = highspy.Highs()
    model.setOptionValue("output_flag", False)
    model.addVars(len(places), np.zeros(len(places)), np.full(len(places), highspy.kHighsInf))
    inside = {codes: _inside(codes, axes, places) for table in tables for codes in table}
    known: dict[Codes, int] = {}
    for table in tables:
        known |= {codes: value for codes, value in table.items() if value is not None}
    for codes, value in sorted(known.items()):
        cells = inside[codes]
        model.addRow(float(value), float(value), len(cells), cells, np.ones(len(cells)))
    hidden = sorted(codes for codes, value in tables[0].items() if value is None)
    found, programs = [], 0
    for codes in hidden:
        bounds = _bounds(model, inside[codes])
        programs += 2
        if bounds is None:
            return Outcome(False, tuple(hidden), programs)
        low, high = bounds
        if high < minimum_count - HAIR or high - low < 1 - HAIR:
            found.append(codes)
    return Outcome(True, tuple(found), programs)


def _width(tables: Sequence[Public]) -> int:
    return len(next(iter(tables[0])))


def _inside(codes: Codes, axes: Sequence[Sequence[str]], places: Mapping[Codes, int]) -> np.ndarray:
    ranges = [axis if code == TOTAL else [code] for code, axis in zip(codes, axes, strict=True)]
    return np.array([places[one] for one in product(*ranges)], dtype=np.int32)


def _bounds(model: highspy.Highs, cells: np.ndarray) -> tuple[float, float] | None:
    """Return the least and the largest sum of the cells; None if a program did not end as it should."""
    model.changeColsCost(len(cells), cells, np.ones(len(cells)))
    ends = []
    for sense in (highspy.ObjSense.kMinimize, highspy.ObjSense.kMaximize):
        model.changeObjectiveSense(sense)
        model.run()
        status = model.getModelStatus()
        if status == highspy.HighsModelStatus.kOptimal:
            ends.append(model.getInfo().objective_function_value)
        elif status in (highspy.HighsModelStatus.kUnbounded, highspy.HighsModelStatus.kUnboundedOrInfeasible):
            ends.append(float("inf"))
        else:
            return None
    model.changeColsCost(len(cells), cells, np.zeros(len(cells)))
    return ends[0], ends[1]
