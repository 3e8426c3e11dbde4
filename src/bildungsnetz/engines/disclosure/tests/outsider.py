"""An outsider for the tests: innermost figures as unknowns, one equation per published row, two programs per question.

Written anew and plainly, from the formats alone; it uses nothing of the package but its result.
"""

from collections.abc import Iterable, Mapping, Sequence
from itertools import product

import highspy
import numpy as np

Codes = tuple[str, ...]
# Codes and what is known of the row: a figure, least and largest figure, or nothing.
Row = tuple[Codes, int | tuple[int, int] | None]


class Outsider:
    """Knows the levels and published rows; says what a row may be.

    ``parents``: per dimension code -> parent, "" for directly below the total.
    """

    def __init__(self, parents: Sequence[Mapping[str, str]], rows: Iterable[Row]) -> None:
        self._leaves = [sorted(set(levels) - set(levels.values())) for levels in parents]
        self._below = [self._covers(levels, leaves) for levels, leaves in zip(parents, self._leaves, strict=True)]
        self._place = {cell: number for number, cell in enumerate(product(*self._leaves))}
        self._solver = highspy.Highs()
        self._solver.setOptionValue("output_flag", False)
        self._solver.setOptionValue("threads", 1)
        size = len(self._place)
        self._solver.addVars(size, np.zeros(size), np.full(size, 1e6))
        for codes, value in rows:
            if value is not None:
                low, high = value if isinstance(value, tuple) else (value, value)
                cells = np.array(self._inside(codes), dtype=np.int32)
                self._solver.addRow(float(low), float(high), cells.size, cells, np.ones(cells.size))

    def range_of(self, codes: Codes) -> tuple[float, float]:
        """Least and largest figure that fits all rows."""
        cells = self._inside(codes)
        found = []
        for sign in (1.0, -1.0):
            cost = np.zeros(len(self._place))
            cost[cells] = sign
            self._solver.changeColsCost(cost.size, np.arange(cost.size, dtype=np.int32), cost)
            self._solver.run()
            assert self._solver.getModelStatus() == highspy.HighsModelStatus.kOptimal
            found.append(sign * self._solver.getInfo().objective_function_value)
        return found[0], found[1]

    def _inside(self, codes: Codes) -> list[int]:
        parts = [below[code] for below, code in zip(self._below, codes, strict=True)]
        return [self._place[cell] for cell in product(*parts)]

    @staticmethod
    def _covers(levels: Mapping[str, str], leaves: list[str]) -> dict[str, list[str]]:
        covers: dict[str, list[str]] = {"Total": leaves}
        for leaf in leaves:
            code = leaf
            while code:
                covers.setdefault(code, []).append(leaf)
                code = levels[code]
        return covers


def true_figure(parents: Sequence[Mapping[str, str]], counts: Mapping[Codes, int], codes: Codes) -> int:
    """Add up a row from the innermost counts."""

    def is_in(axis: int, leaf: str) -> bool:
        code = leaf
        while code and code != codes[axis]:
            code = parents[axis][code]
        return codes[axis] == "Total" or bool(code)

    return sum(count for cell, count in counts.items() if all(is_in(axis, leaf) for axis, leaf in enumerate(cell)))
