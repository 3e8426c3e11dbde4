"""The values of a part as people read them."""

from collections.abc import Mapping
from typing import Any

from django.utils.text import capfirst
from django.utils.translation import gettext as _

from bildungsnetz.media.models import Concept, school_year_name
from bildungsnetz.media.part_kinds import PartKind


def shown_values(
    kind: PartKind, values: Mapping[str, Any], *, concept: Concept, only: list[str] | None = None
) -> list[tuple[str, str]]:
    """Return field and value of a part in the reader's language, empty ones left out."""
    found = []
    for name in kind.fields:
        if only is not None and name not in only:
            continue
        said = shown_value(kind, name, values.get(name), concept=concept)
        if said or only is not None:
            found.append((capfirst(str(kind.model._meta.get_field(name).verbose_name)), said or "–"))  # type: ignore[union-attr]
    return found


def shown_value(kind: PartKind, name: str, value: Any, *, concept: Concept) -> str:
    """Return one value in the reader's language."""
    if value in (None, "", []):
        return ""
    if isinstance(value, bool):
        return _("yes") if value else _("no")
    if name == "competence":
        known = concept.frame.by_number.get(str(value))
        return known.name if known else str(value)
    if name == "competences":
        return ", ".join(value)
    if kind.slug == "fortbildung" and name == "year":
        return school_year_name(int(value))
    choices = dict(getattr(kind.model._meta.get_field(name), "flatchoices", ()))
    return str(choices.get(value, value))
