"""What is wrong or remarkable, and where in the file."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum

MAX_REPORTED = 100


class Level(StrEnum):
    """How much a finding weighs."""

    FATAL = "FATAL"  # the whole file is refused
    REFUSED = "REFUSED"  # this row is left out
    CHECK = "CHECK"  # the row is taken, a person should look at it
    NOTE = "NOTE"  # worth knowing


@dataclass(frozen=True)
class Finding:
    """One thing found in a file.

    ``code`` names the sentence in ``wording.py``; ``line`` counts from 1 as an editor does; ``column`` is the
    column's name; ``expected`` is a pattern free of language (``6 × 0-9``); ``raw`` is the row as it stands there.
    """

    level: Level
    code: str
    line: int | None = None
    column: str = ""
    key: str = ""
    found: str = ""
    expected: str = ""
    params: Mapping[str, str] = field(default_factory=dict)
    raw: tuple[str, ...] = ()


class FileRefused(Exception):
    """The file cannot be read; ``findings`` say why (the first 100 places, all of level FATAL)."""

    def __init__(self, findings: Sequence[Finding]) -> None:
        super().__init__(", ".join(sorted({finding.code for finding in findings})))
        self.findings = tuple(findings[:MAX_REPORTED])


def fatal(
    code: str, *, line: int | None = None, column: str = "", found: str = "", expected: str = "", **params: str
) -> Finding:
    """Make a finding for which the whole file is refused."""
    return Finding(Level.FATAL, code, line=line, column=column, found=found[:200], expected=expected, params=params)
