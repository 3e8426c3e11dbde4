"""What the public may enter: a day, a search word, the report of a barrier."""

from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

EXAMPLE = _("Please enter a date, for example 14/01/2027.")


class DayForm(forms.Form):
    """The day of a question, in German or machine notation."""

    tag = forms.DateField(
        label=_("Reference day"),
        input_formats=["%d.%m.%Y", "%Y-%m-%d", "%d.%m.%y", "%d/%m/%Y"],
        error_messages={"invalid": EXAMPLE, "required": EXAMPLE},
        widget=forms.DateInput(format="%d.%m.%Y", attrs={"autocomplete": "off", "inputmode": "text"}),
    )

    def day(self, *, default: date) -> date:
        """Return the day entered, ``default`` if none was given or it could not be read."""
        return (self.cleaned_data.get("tag") if self.is_valid() else None) or default


class SearchForm(forms.Form):
    """One field for everything public."""

    wort = forms.CharField(
        label=_("What are you looking for?"),
        required=False,
        max_length=80,
        widget=forms.TextInput(attrs={"type": "search"}),
    )

    def word(self) -> str:
        """Return what was entered, without blanks around it."""
        return str(self.cleaned_data.get("wort", "")).strip() if self.is_valid() else ""


class BarrierForm(forms.Form):
    """A barrier somebody met; an address only for those who want an answer."""

    page = forms.CharField(
        label=_("On which page?"),
        required=False,
        max_length=500,
        help_text=_("Its address or its title, if you know it."),
    )
    barrier = forms.CharField(
        label=_("What does not work?"),
        max_length=4000,
        widget=forms.Textarea,
        error_messages={"required": _("Please describe what does not work.")},
    )
    email = forms.EmailField(
        label=_("Your e-mail address"),
        required=False,
        help_text=_("Only if you want an answer. We use it for nothing else."),
        error_messages={"invalid": _("Please check the e-mail address, for example name@example.org.")},
    )
    # Hidden from people by the style sheet; programs that fill in every field give themselves away.
    website = forms.CharField(label=_("Please leave this field empty"), required=False, max_length=200)

    @property
    def is_from_a_program(self) -> bool:
        """Whether the field that people do not see was filled in."""
        return bool(self.data.get("website"))

    def report(self) -> dict[str, Any]:
        """Return page, barrier and address as entered."""
        return {name: self.cleaned_data[name] for name in ("page", "barrier", "email")}
