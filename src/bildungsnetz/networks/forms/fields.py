"""Form fields the rooms of a network share."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _


class DayInput(forms.DateInput):
    """The browser's own date field; without it people type 14.01.2027 or 2027-01-14."""

    input_type = "date"

    def __init__(self, **options: Any) -> None:
        super().__init__(format="%Y-%m-%d", **options)


def day_field(*, label: Any, required: bool = True, help_text: Any = "") -> forms.DateField:
    """Make a field for a day, with an error that shows how to write one."""
    return forms.DateField(
        label=label,
        required=required,
        help_text=help_text,
        widget=DayInput(),
        input_formats=["%Y-%m-%d", "%d.%m.%Y"],
        error_messages={"invalid": _("Please enter a date, for example 14.01.2027.")},
    )
