"""The kinds of parts a concept has, so that each is written, removed, compared and carried over in the same way."""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from bildungsnetz.media.models import (
    Concept,
    ConceptText,
    Equipment,
    Exchange,
    GridEntry,
    Part,
    Step,
    Subject,
    Support,
    Training,
)

Values = Mapping[str, Any]


@dataclass(frozen=True)
class PartKind:
    """A kind of part: its model, its fields, which of them tell two apart, and on which step it stands.

    The values of a part are a mapping of its fields as JSON holds them; ``subject`` is the abbreviation.
    """

    slug: str
    model: type[Part]
    fields: tuple[str, ...]
    step: Step
    title: Any
    key: tuple[str, ...] = ()

    def values_of(self, part: Any) -> dict[str, Any]:
        """Return what a part says."""
        return {name: _plain(part.subject.code if name == "subject" else getattr(part, name)) for name in self.fields}


KINDS: Mapping[str, PartKind] = {
    kind.slug: kind
    for kind in (
        PartKind("text", ConceptText, ("chapter", "text"), Step.PREPARE, _("Text"), ("chapter",)),
        PartKind("fach", Subject, ("code", "title", "competences"), Step.SUBJECTS, _("Subject"), ("code",)),
        PartKind(
            "eintrag", GridEntry,
            ("competence", "grade", "subject", "unit", "equipment", "binding", "extent", "progress"),
            Step.CONTENT, _("Teaching unit"), ("competence", "grade", "subject", "unit"),
        ),
        PartKind(
            "ausstattung", Equipment,
            ("holding", "category", "label", "quantity", "year", "condition", "funding", "room", "cost"),
            Step.STOCK, _("Equipment"),
        ),
        PartKind("fortbildung", Training, ("topic", "audience", "people", "year"), Step.STOCK, _("Training")),
        PartKind("support", Support, ("level", "who", "hours", "needed", "text"), Step.STOCK,
            pgettext_lazy("media concept", "Support"), ("level",)),
        PartKind(
            "austausch", Exchange, ("direction", "competence", "text", "is_shared"), Step.NETWORK,
            _("Offer or wish"),
        ),
    )
}  # fmt: skip
# In which order parts are copied: entries need their subjects.
COPIED = ("text", "fach", "eintrag", "ausstattung", "fortbildung", "support", "austausch")


def kind_of(part: Part) -> PartKind:
    """Return the kind of a part."""
    return next(kind for kind in KINDS.values() if isinstance(part, kind.model))


def made(kind: PartKind, concept: Concept, values: Values) -> Any:
    """Make an unsaved part of these values; of an unknown subject it makes one.

    Values pass through the model's fields, so that two ways of writing the same number are equal.
    """
    part: Any = kind.model()
    part.concept = concept
    put(kind, part, values)
    return part


def put(kind: PartKind, part: Any, values: Values) -> None:
    """Put values into a part that belongs to its concept."""
    for name in kind.fields:
        if name not in values:
            continue
        if name == "subject":
            part.subject = part.concept.subjects.get(code=values[name])
        else:
            field: Any = kind.model._meta.get_field(name)
            setattr(part, name, field.to_python(values[name]))


def _plain(value: Any) -> Any:
    return f"{value:.1f}" if isinstance(value, Decimal) else value
