"""Forms of schools and pupils."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy

from bildungsnetz.transition.occupations import OccupationalField

AGES = [("", gettext_lazy("not said")), *((str(age), str(age)) for age in (13, 14, 15, 16))]


class ClassForm(forms.Form):
    """A class and how many codes it needs."""

    name = forms.RegexField(
        label=gettext_lazy("Class"), regex=r"^\s*\d{1,2}\s?[a-zA-Z]?\s*$", help_text=gettext_lazy("For example: 8a"),
        error_messages={"invalid": gettext_lazy("Please enter year and letter, for example 8a.")},
    )  # fmt: skip
    count = forms.IntegerField(label=gettext_lazy("Number of pupils"), min_value=1, max_value=60)
    age = forms.TypedChoiceField(
        label=gettext_lazy("On the first day all are at least"), choices=AGES, coerce=int, empty_value=None,
        required=False,
        help_text=gettext_lazy("You can change this for single numbers. No date of birth is stored."),
    )  # fmt: skip


class CodeForm(forms.Form):
    """The code from the card."""

    code = forms.CharField(
        label=gettext_lazy("Your code"), max_length=20,
        help_text=gettext_lazy("It stands on your card. There is no 0, O, 1 and I in it."),
        widget=forms.TextInput(attrs={"autocomplete": "off", "autocapitalize": "characters", "spellcheck": "false"}),
    )  # fmt: skip


class OfferFilter(forms.Form):
    """What a pupil looks for."""

    tag = forms.ChoiceField(label=gettext_lazy("Day"), required=False)
    feld = forms.ChoiceField(
        label=gettext_lazy("Occupational field"), required=False,
        choices=[("", gettext_lazy("all")), *OccupationalField.choices],
    )  # fmt: skip
    km = forms.ChoiceField(
        label=gettext_lazy("How far at most"), required=False,
        choices=[("", gettext_lazy("no matter")), *((str(km), f"{km} km") for km in (2, 5, 10, 20))],
    )  # fmt: skip

    def __init__(self, *args: Any, days: Sequence[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["tag"].choices = [("", gettext_lazy("all")), *days]  # type: ignore[attr-defined]


class StartForm(forms.Form):
    """From where distances count."""

    start_town = forms.ChoiceField(label=gettext_lazy("From where do you set off?"), required=False)
    step_free = forms.BooleanField(
        label=gettext_lazy("Only places without steps"), required=False,
        help_text=gettext_lazy("You need not say why. Nobody else sees this."),
    )  # fmt: skip

    def __init__(self, *args: Any, towns: Sequence[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["start_town"].choices = [("", gettext_lazy("From my school")), *towns]  # type: ignore[attr-defined]
