"""Who may import, and for what: asked from a function that an upper room registers; without it nobody may."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any


@dataclass(frozen=True)
class Scope:
    """What an import may touch: ``key`` as understood by the importers (a network's slug), empty = everything."""

    key: str
    title: str


ScopesOf = Callable[[Any, date], Sequence[Scope]]


_registered: list[ScopesOf] = []


def register_scopes(function: ScopesOf) -> None:
    """Let ``function(user, day)`` say for which scopes a user may import that day; several functions add up."""
    if function not in _registered:
        _registered.append(function)


def unregister_scopes(function: ScopesOf) -> None:
    """Forget a function (tests bring their own)."""
    if function in _registered:
        _registered.remove(function)


def scopes_of(user: Any, *, on: date) -> list[Scope]:
    """Return the scopes a user may import for on a day; nobody may for any unless a room above says so."""
    if not getattr(user, "is_authenticated", False):
        return []
    found: dict[str, Scope] = {}
    for function in _registered:
        for scope in function(user, on):
            found.setdefault(scope.key, scope)
    return list(found.values())
