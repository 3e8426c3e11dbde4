"""Protection of published tables against disclosure; see README.md of this package."""

from bildungsnetz.engines.disclosure.protecting import protect
from bildungsnetz.engines.disclosure.result import Protected
from bildungsnetz.engines.disclosure.spec import (
    TOTAL,
    Cell,
    Dimension,
    Dominance,
    Earlier,
    Method,
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
    "Method",
    "Problem",
    "Protected",
    "Refused",
    "Rule",
    "SolverFailed",
    "Spec",
    "Unprotectable",
    "protect",
]
