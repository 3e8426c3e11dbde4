"""Protection of published tables against disclosure; see README.md of this package."""

from bildungsnetz.engines.disclosure.protecting import Protected, protect
from bildungsnetz.engines.disclosure.spec import (
    TOTAL,
    Cell,
    Dimension,
    Dominance,
    Earlier,
    Problem,
    Refused,
    Rule,
    SolverFailed,
    Spec,
    Unprotectable,
)

__all__ = [
    "TOTAL",
    "Cell",
    "Dimension",
    "Dominance",
    "Earlier",
    "Problem",
    "Protected",
    "Refused",
    "Rule",
    "SolverFailed",
    "Spec",
    "Unprotectable",
    "protect",
]
