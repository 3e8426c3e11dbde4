"""Registry of what has a history and who may read it.

A room registers for a model a selector ``visible(viewer) -> queryset``; the history page shows the journal of exactly
the objects in it. Actions are worded by the registering room too, since the journal does not know what they mean.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from django.db import models
from django.utils.functional import Promise

Visible = Callable[[Any], "models.QuerySet[Any]"]


@dataclass(frozen=True)
class Subject:
    """A kind of object with a history page."""

    model: type[models.Model]
    visible: Visible
    words: Mapping[str, str | Promise]


_subjects: dict[str, Subject] = {}


def register(model: type[models.Model], *, visible: Visible, words: Mapping[str, str | Promise] | None = None) -> None:
    """Give objects of ``model`` a history page for whoever finds them in ``visible(viewer)``."""
    _subjects[model._meta.label_lower] = Subject(model, visible, words or {})


def subject_of_kind(kind: str) -> Subject | None:
    """Return what is registered under ``room.model``, None if nothing is."""
    return _subjects.get(kind)
