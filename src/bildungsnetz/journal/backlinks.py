"""Registry of back references: what upper rooms know about an object of a lower room.

An upper room registers, in its app's ``ready()``, a selector for a model of a lower room; the page of that object shows
what is registered without knowing who did. Visibility is the business of the registering room.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any

from django.db import models


@dataclass(frozen=True)
class Link:
    """One line among the back references of an object: a text, its address and the heading it stands under."""

    heading: str
    text: str
    url: str


Selector = Callable[[Any, Any], Iterable[Link]]
_selectors: dict[type[models.Model], list[Selector]] = {}


def register(model: type[models.Model], selector: Selector) -> None:
    """Let ``selector(subject, viewer)`` contribute links to the pages of ``model``."""
    _selectors.setdefault(model, []).append(selector)


def links_to(subject: models.Model, *, viewer: Any) -> list[Link]:
    """Collect what is registered for ``subject`` and visible to ``viewer`` (a user, or an anonymous one)."""
    return [link for selector in _selectors.get(type(subject), []) for link in selector(subject, viewer)]
