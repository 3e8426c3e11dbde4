"""What of a part differs, in words."""

from django import template

from bildungsnetz.media.models import Concept
from bildungsnetz.media.selectors.comparing import Difference
from bildungsnetz.media.showing import shown_values

register = template.Library()


@register.simple_tag
def said(difference: Difference, values: dict[str, object], concept: Concept) -> str:
    """Say what a part holds, in one line."""
    return ", ".join(value for _name, value in shown_values(difference.kind, values, concept=concept))


@register.simple_tag
def said_changed(difference: Difference, concept: Concept) -> str:
    """Say what the changed fields of a part held before."""
    shown = shown_values(difference.kind, difference.before, concept=concept, only=difference.changed)
    return ", ".join(f"{name}: {value}" for name, value in shown)
