"""What is asked: dimensions, tables and rules; and the two ways to say no."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

TOTAL = "Total"
PUBLISHED, PRIMARY, SECONDARY, ZERO, SUPPRESSED = "published", "primary", "secondary", "zero", "suppressed"

SUPPRESSION, ROUNDING, CELL_KEY = "suppression", "rounding", "cell_key"
METHODS = (SUPPRESSION, ROUNDING, CELL_KEY)

# More joint cells than this are refused before work begins; four times the whole state stays below the first.
MOST_CELLS = {SUPPRESSION: 250_000, ROUNDING: 4_000_000, CELL_KEY: 4_000_000}

# Steps of the solver after which the first proof is given up, and the improvement ends.
MOST_STEPS = 1_500_000

CellCodes = tuple[str, ...]


@dataclass(frozen=True)
class Problem:
    """One thing wrong with the input; ``line`` is 0 where the file as a whole is meant.

    ``expected`` is a sentence with places for ``values``; `texts` has it in German.
    """

    file: str
    line: int
    column: str
    found: str
    expected: str
    values: tuple[str, ...] = ()

    def __str__(self) -> str:
        place = f"{self.file}:{self.line}" if self.line else self.file
        return f"{place}: {self.column}: found {self.found!r}, expected {self.expected.format(*self.values)}"


class Refused(Exception):
    """The input cannot be worked on; ``problems`` names all that was found (the first 100)."""

    def __init__(self, problems: Sequence[Problem]) -> None:
        self.problems = tuple(problems[:100])
        super().__init__("; ".join(str(problem) for problem in self.problems[:3]))


class Unprotectable(Exception):
    """No choice of suppressed cells protects these cells; nothing may be published.

    ``cells`` are their codes, one per dimension; ``why`` is ``frozen`` if what was published before stands in the
    way, ``singleton`` if they are safe from all but somebody who knows their own cell, ``work`` if the search for their
    protection was given up, else ``table``.
    """

    def __init__(self, cells: Sequence[CellCodes], why: str) -> None:
        self.cells = tuple(sorted(cells))
        self.why = why
        super().__init__(f"{len(self.cells)} cells cannot be protected ({why}): {self.cells[:5]}")


class SolverFailed(Exception):
    """A linear program ended neither optimal nor infeasible. Never read as solved; nothing may be published."""


@dataclass(frozen=True)
class Dimension:
    """A column of the table. ``parents`` maps a code to its parent, "" for directly below the total.

    ``parents`` None means: no levels but the codes found in the data and the total.
    """

    column: str
    parents: Mapping[str, str] | None = None


@dataclass(frozen=True)
class Dominance:
    """A cell is sensitive if its ``n`` largest contributors hold more than ``k`` per cent of it."""

    n: int
    k: float


@dataclass(frozen=True)
class Rule:
    """What makes a cell sensitive.

    ``minimum_count``: counts below it. ``zero_is_safe``: a count of 0 betrays nobody. ``singletons``: protect also
    against persons who know the cells that consist only of themselves. ``zeros_may_hide``: a published 0 may be
    hidden if nothing else protects a cell.
    """

    minimum_count: int = 3
    zero_is_safe: bool = True
    dominance: Dominance | None = None
    singletons: bool = False
    zeros_may_hide: bool = True


@dataclass(frozen=True)
class Method:
    """How figures are protected: by suppression, by rounding to ``base``, or by the cell-key method.

    With the cell-key method ``base`` is the largest change and ``key`` the office's secret.
    """

    name: str = SUPPRESSION
    base: int = 5
    key: str = field(default="", repr=False)


@dataclass(frozen=True)
class Spec:
    """All that is asked of one protection; ``tables`` empty means one table of all dimensions.

    ``steps`` bounds the work after the first proof (0: construct only). Counted in linear programs, so that the
    result does not depend on the machine.
    """

    dimensions: tuple[Dimension, ...]
    tables: tuple[tuple[str, ...], ...] = ()
    rule: Rule = field(default_factory=Rule)
    method: Method = field(default_factory=Method)
    steps: int = 200_000

    @property
    def columns(self) -> tuple[str, ...]:
        """The dimensions' columns in their order."""
        return tuple(dimension.column for dimension in self.dimensions)


@dataclass(frozen=True)
class Earlier:
    """A table published before: its columns and per cell the figure, None where it was suppressed.

    ``cells`` has one code per column of ``columns``; a dimension of the spec not among them is the total.
    ``superseded``: it was corrected, its figures may differ from the present ones.
    """

    name: str
    columns: tuple[str, ...]
    cells: Mapping[CellCodes, int | None]
    superseded: bool = False


@dataclass(frozen=True)
class Cell:
    """One cell of the result; ``value`` is None where suppressed, ``codes`` one per dimension of the spec."""

    codes: CellCodes
    value: int | None
    status: str

    def public(self) -> "Cell":
        """The cell as it may leave: both kinds of suppression look the same."""
        hidden = self.status in (PRIMARY, SECONDARY)
        return Cell(self.codes, self.value, SUPPRESSED if hidden else self.status)
