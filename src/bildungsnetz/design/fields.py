"""Turns a Django form field into what its template needs: kind, classes and links between label, hint and error."""

from collections.abc import Iterator
from typing import Any, NamedTuple

from django import forms
from django.forms import BaseForm, BoundField
from django.forms.renderers import TemplatesSetting


class Problem(NamedTuple):
    """One error of a form: its text and the id of the input to go to ("" if it belongs to the whole form)."""

    text: str
    anchor: str


class KernRenderer(TemplatesSetting):
    """Renders Django's forms in our look wherever a template prints a form or a field group."""

    form_template_name = "design/_form.html"
    field_template_name = "design/_field_group.html"


def kind_of(bound: BoundField) -> str:
    """Kind of a field as the template tells them apart."""
    widget = bound.field.widget
    if isinstance(widget, forms.RadioSelect | forms.CheckboxSelectMultiple):
        return "group"
    if isinstance(widget, forms.CheckboxInput):
        return "checkbox"
    if isinstance(widget, forms.SelectMultiple):
        return "input"
    if isinstance(widget, forms.Select):
        return "select"
    return "hidden" if widget.is_hidden else "input"


CLASS_OF = {
    "checkbox": "kern-form-check__checkbox",
    "select": "kern-form-input__select",
    "input": "kern-form-input__input",
}


def described_field(bound: BoundField) -> dict[str, Any]:
    """Context of one field's template; hint and error are tied to the input by ``aria-describedby``."""
    kind = kind_of(bound)
    ids = {"hint": f"{bound.auto_id}_hint" if bound.help_text else "", "error": ""}
    if bound.errors:
        ids["error"] = f"{bound.auto_id}_error"
    described_by = " ".join(filter(None, ids.values()))
    return {
        "field": bound,
        "kind": kind,
        "hint_id": ids["hint"],
        "error_id": ids["error"],
        "described_by": described_by,
        "input": "" if kind == "group" else bound.as_widget(attrs=_attributes(bound, kind, described_by)),
        "options": list(_options(bound)) if kind == "group" else [],
    }


def _attributes(bound: BoundField, kind: str, described_by: str) -> dict[str, Any]:
    own = bound.field.widget.attrs.get("class", "")
    classes = [own, CLASS_OF.get(kind, "")]
    if bound.errors:
        classes.append(f"{classes[1]}--error")
    attributes: dict[str, Any] = {"class": " ".join(filter(None, classes))}
    if described_by:
        attributes["aria-describedby"] = described_by
    if bound.errors:
        attributes["aria-invalid"] = "true"
    if isinstance(bound.field.widget, forms.Textarea):
        attributes["class"] += " bn-textarea"
    return attributes


def _options(bound: BoundField) -> Iterator[dict[str, Any]]:
    several = isinstance(bound.field.widget, forms.CheckboxSelectMultiple)
    for option in bound.subwidgets:
        yield {
            "type": "checkbox" if several else "radio",
            "class": "kern-form-check__checkbox" if several else "kern-form-check__radio",
            "id": option.id_for_label,
            "name": option.data["name"],
            "value": option.data["value"],
            "checked": option.data["selected"],
            "label": option.choice_label,
        }


def problems_of(form: BaseForm) -> list[Problem]:
    """All errors of a bound form in the order of its fields, those of the whole form first."""
    if not form.is_bound:
        return []
    whole = [Problem(text=str(text), anchor="") for text in form.non_field_errors()]
    return whole + [
        Problem(text=f"{bound.label}: {text}", anchor=_first_input(bound)) for bound in form for text in bound.errors
    ]


def _first_input(bound: BoundField) -> str:
    """Id of the input that a link should lead to; a group has no single one, so its first option is taken."""
    if kind_of(bound) == "group":
        options = bound.subwidgets
        return options[0].id_for_label if options else ""
    return bound.id_for_label
