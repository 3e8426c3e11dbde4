"""What is personal, why it is kept and until when (Art. 5(1) and 30 GDPR).

Every model of the product names its personal fields with purpose and deletion rule, and says of the remaining
texts and links to people that they are impersonal. A test walks all models and fails on a field nobody has classified.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import TypeVar

from django.db import models

from bildungsnetz.accounts.classified import PERSONAL_OF_LIBRARIES

Model = TypeVar("Model", bound=models.Model)


@dataclass(frozen=True)
class Classification:
    """The personal and impersonal fields of one model."""

    personal: frozenset[str]
    impersonal: frozenset[str]
    purpose: str
    deleted_when: str


_classified: dict[type[models.Model], Classification] = {}


def personal_data(
    *, personal: Iterable[str] = (), impersonal: Iterable[str] = (), purpose: str = "", deleted_when: str = ""
) -> Callable[[type[Model]], type[Model]]:
    """Classify the fields of a model (class decorator).

    ``purpose`` and ``deleted_when`` are sentences shown in the record of processing activities.
    Raises: ValueError if personal fields are named without purpose or deletion rule.
    """
    fields = frozenset(personal)
    if fields and not (purpose and deleted_when):
        raise ValueError("personal fields need a purpose and a deletion rule")

    def classify(model: type[Model]) -> type[Model]:
        _classified[model] = Classification(fields, frozenset(impersonal), purpose, deleted_when)
        return model

    return classify


def classification_of(model: type[models.Model]) -> Classification | None:
    """Return what is personal in ``model``, or None if nobody has said so yet.

    The room of accounts lies below this one and says it of its own tables, and of those of the libraries that do the
    signing-in, in ``PERSONAL``.
    """
    said = vars(model).get("PERSONAL") or PERSONAL_OF_LIBRARIES.get(model._meta.label)
    if said is None:
        return _classified.get(model)
    return Classification(
        frozenset(said["personal"]), frozenset(said["impersonal"]), said["purpose"], said["deleted_when"]
    )
