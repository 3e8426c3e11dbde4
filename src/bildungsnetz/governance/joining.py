"""Joining what two people wrote on the same text at the same time, line by line. Pure."""

from collections.abc import Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher


@dataclass(frozen=True)
class _Edit:
    """Lines ``first`` to ``last`` (exclusive) of the common text become ``lines``."""

    first: int
    last: int
    lines: tuple[str, ...]


def joined(common: str, one: str, other: str) -> str | None:
    """Return the text with both people's changes, or None if they changed the same place in different ways.

    Lines are the unit, since minutes are written sentence by sentence; nothing is guessed inside a line.
    """
    lines = common.split("\n")
    edits = _edits(lines, one.split("\n"))
    for edit in _edits(lines, other.split("\n")):
        if edit in edits:
            continue
        if any(_meet(edit, known) for known in edits):
            return None
        edits.append(edit)
    for edit in sorted(edits, key=lambda change: (change.first, change.last), reverse=True):
        lines[edit.first : edit.last] = edit.lines
    return "\n".join(lines)


def _edits(before: Sequence[str], after: Sequence[str]) -> list[_Edit]:
    found = SequenceMatcher(None, before, after, autojunk=False).get_opcodes()
    return [_Edit(i1, i2, tuple(after[j1:j2])) for word, i1, i2, j1, j2 in found if word != "equal"]


def _meet(one: _Edit, other: _Edit) -> bool:
    """Whether two changes touch: then which comes first would be a guess."""
    return one.first <= other.last and other.first <= one.last
