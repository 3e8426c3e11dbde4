"""Registry of promises that can be verified: chains of the journal, hashes of agreed texts, files on the disk.

A room registers a function in its app's ``ready()``; ``bildungsnetz check`` calls all and reports their sentences.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass

Check = Callable[[], Iterable[str]]
_registered: dict[str, Check] = {}


@dataclass(frozen=True)
class Problem:
    """A promise that does not hold: which check found it, and one sentence for the operator."""

    check: str
    sentence: str


def register(name: str, check: Check) -> None:
    """Let ``bildungsnetz check`` call ``check``; ``name`` says what it verifies (``journal: chains``)."""
    _registered[name] = check


def names() -> list[str]:
    """Return the names of all registered checks, sorted."""
    return sorted(_registered)


def problems() -> list[Problem]:
    """Run all checks; an empty list means that every promise holds."""
    return [Problem(name, sentence) for name, check in sorted(_registered.items()) for sentence in check()]
