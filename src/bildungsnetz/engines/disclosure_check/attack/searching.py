"""Finds the range of each suppressed cell: with shared points, and plainly with two linear programs per cell."""

from collections.abc import Iterable
from dataclasses import dataclass, field

import numpy as np
import numpy.typing as npt

from bildungsnetz.engines.disclosure_check.attack.dimensions import Indices
from bildungsnetz.engines.disclosure_check.attack.knowledge import Knowledge, Numbers
from bildungsnetz.engines.disclosure_check.attack.programs import HighsPrograms, MakePrograms, Programs
from bildungsnetz.engines.disclosure_check.attack.relations import (
    Component,
    all_equations,
    components,
    defining_equations,
    whole,
)

# Bounds within this of a whole number are that number.
HAIR = 1e-5
# Above this the exact upper bound of a cell that nothing limits is of no interest.
FAR = 1e6


@dataclass
class Ranges:
    """What the search found per lattice cell.

    ``low`` and ``high``: values an outsider cannot rule out, every one seen in a table that fits all that is known
    (known cells: their value). ``least`` and ``most``: proven bounds, nothing outside them fits. ``programs``
    counts linear programs.
    """

    low: Numbers
    high: Numbers
    least: Numbers
    most: Numbers
    programs: int = 0
    parts: int = field(default=0)

    def below(self, threshold: int) -> npt.NDArray[np.bool_]:
        """Cells proven to stay below ``threshold``."""
        return self.most < threshold - HAIR

    @property
    def exact(self) -> npt.NDArray[np.bool_]:
        """Cells with a single whole number left."""
        return np.asarray(np.floor(self.most + HAIR) <= np.ceil(self.least - HAIR), dtype=bool)


def _no_cells() -> Indices:
    return np.zeros(0, dtype=np.int64)


@dataclass(frozen=True)
class Question:
    """What must be found out about cells: which stay below ``threshold``; which of ``exact`` are fully determined.

    ``bounds``: cells whose both bounds are wanted, however many linear programs that takes.
    """

    threshold: int
    exact: Indices = field(default_factory=_no_cells)
    bounds: Indices = field(default_factory=_no_cells)


def search(
    knowledge: Knowledge, question: Question, *, make: MakePrograms = HighsPrograms, only: Indices | None = None
) -> Ranges:
    """Answer ``question`` for every cell that is asked for, component by component; each point found serves all cells.

    ``only`` restricts the search to components with one of these cells.
    Raises: AttackFailed if a linear program ends in any way but a checked optimum.
    """
    ranges = _start(knowledge)
    asked = knowledge.asked.reshape(-1)
    for component in components(knowledge, defining_equations(knowledge)):
        targets = np.flatnonzero(asked[component.cells])
        if only is not None and not np.isin(component.cells[targets], only).any():
            continue
        if len(component.right):
            _search_component(component, targets, question, make(component), ranges)
        else:
            _free(component, ranges)
        ranges.parts += 1
    return ranges


def search_plainly(knowledge: Knowledge, *, make: MakePrograms = HighsPrograms) -> Ranges:
    """Find both bounds of every cell that is asked for with two linear programs each over the undivided table.

    The reference for ``search``: no shared points, no components, all sums of all divisions.
    """
    ranges = _start(knowledge)
    component = whole(knowledge, all_equations(knowledge))
    if not len(component.cells):
        return ranges
    programs = make(component)
    for column in np.flatnonzero(knowledge.asked.reshape(-1)[component.cells]):
        cell = int(component.cells[column])
        least = float(programs.extreme(int(column), upwards=False, limit=FAR)[column])
        most = float(programs.extreme(int(column), upwards=True, limit=FAR)[column])
        ranges.low[cell] = ranges.least[cell] = least
        ranges.high[cell] = ranges.most[cell] = most
        ranges.programs += 2
    return ranges


def _start(knowledge: Knowledge) -> Ranges:
    low, high = knowledge.low.reshape(-1), knowledge.high.reshape(-1)
    known = knowledge.known.reshape(-1)
    return Ranges(
        low=np.where(known, low, np.inf),
        high=np.where(known, low, -np.inf),
        least=low.copy(),
        most=high.copy(),
    )


def _free(component: Component, ranges: Ranges) -> None:
    """A cell in no equation takes any value of its range."""
    ranges.low[component.cells] = component.low
    ranges.high[component.cells] = component.high


def _search_component(
    component: Component,
    targets: Indices,
    question: Question,
    programs: Programs,
    ranges: Ranges,
) -> None:
    before = ranges.programs
    exactly = np.isin(component.cells, question.exact)
    bounds = np.isin(component.cells, question.bounds)
    for column in _in_order(component, targets):
        cell = int(component.cells[column])
        if bounds[column]:
            _up(component, column, programs, ranges, limit=FAR)
            _down(component, column, programs, ranges)
        if _may_stay_below(ranges, cell, question.threshold):
            _up(component, column, programs, ranges, limit=_ceiling(question.threshold))
        if exactly[column]:
            _tell_apart(component, column, programs, ranges)
    if ranges.programs == before and len(targets):
        # Nothing had to be asked; but equations that no table satisfies must not pass for safe ones.
        _up(component, int(targets[0]), programs, ranges, limit=FAR)


def _may_stay_below(ranges: Ranges, cell: int, threshold: int) -> bool:
    """Whether no value at or above the threshold has been seen yet and none is proven."""
    proven = ranges.least[cell] >= threshold - HAIR or ranges.most[cell] < threshold - HAIR
    return bool(not proven and ranges.high[cell] < threshold - HAIR)


def _in_order(component: Component, targets: Indices) -> Iterable[int]:
    """Cells with the most room first: their points move the most others."""
    room = np.minimum(component.high[targets], FAR)
    return (int(column) for column in targets[np.lexsort((targets, -room))])


def _tell_apart(component: Component, column: int, programs: Programs, ranges: Ranges) -> None:
    cell = int(component.cells[column])
    if _two_whole_numbers(ranges.low[cell], ranges.high[cell]):
        return
    if not _two_whole_numbers(ranges.least[cell], ranges.most[cell]):
        return
    _up(component, column, programs, ranges, limit=FAR)
    if _two_whole_numbers(ranges.low[cell], ranges.high[cell]):
        return
    _down(component, column, programs, ranges)


def _two_whole_numbers(low: float, high: float) -> bool:
    return bool(np.floor(high + HAIR) > np.ceil(low - HAIR))


def _up(component: Component, column: int, programs: Programs, ranges: Ranges, *, limit: float) -> None:
    point = programs.extreme(column, upwards=True, limit=limit)
    _learn_from(component, point, ranges)
    if point[column] < limit - HAIR:
        cell = component.cells[column]
        ranges.most[cell] = min(ranges.most[cell], point[column])


def _down(component: Component, column: int, programs: Programs, ranges: Ranges) -> None:
    point = programs.extreme(column, upwards=False, limit=FAR)
    _learn_from(component, point, ranges)
    cell = component.cells[column]
    ranges.least[cell] = max(ranges.least[cell], point[column])


def _learn_from(component: Component, point: Numbers, ranges: Ranges) -> None:
    cells = component.cells
    ranges.low[cells] = np.minimum(ranges.low[cells], point)
    ranges.high[cells] = np.maximum(ranges.high[cells], point)
    ranges.programs += 1


def _ceiling(threshold: int) -> float:
    """How far a cell is pushed: well beyond the threshold, so that the point serves other cells too."""
    return float(max(100, 10 * threshold))
