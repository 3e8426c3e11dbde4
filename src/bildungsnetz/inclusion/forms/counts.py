"""Entering counts and what a school has; every field is a choice or a number."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from bildungsnetz.inclusion.models import Focus, StepFree
from bildungsnetz.inclusion.models.values import FIRST_GRADE, LAST_GRADE, MOST, school_year
from bildungsnetz.networks import geo
from bildungsnetz.networks.models import Network
from bildungsnetz.partners.directory.codes import SCHOOL_TYPES

GRADES = [(grade, str(grade)) for grade in range(FIRST_GRADE, LAST_GRADE + 1)]
# The types with grades 1 to 10; the first ones are chosen most.
TYPES = ("02", "08", "04", "10", "14", "15", "20", "13", "17", "85", "87")


def whole_number(label: Any, *, required: bool = True, most: int = MOST, help_text: Any = "") -> forms.IntegerField:
    """Make a field of a count: a whole number, not less than nothing."""
    return forms.IntegerField(
        label=label, required=required, min_value=0, max_value=most, help_text=help_text,
        error_messages={
            "invalid": _("Please enter a whole number, for example 12."),
            "min_value": _("Less than nothing cannot be counted. Please enter 0 or more."),
        },
    )  # fmt: skip


def year_choice(current: int, *, ahead: int = 1, back: int = 10) -> list[tuple[int, str]]:
    """Return the school years around the current one, newest first."""
    return [(year, school_year(year)) for year in range(current + ahead, current - back - 1, -1)]


class WhereForm(forms.Form):
    """A town of the network, grade, school type and school year."""

    year = forms.TypedChoiceField(label=_("School year"), coerce=int)
    town = forms.ChoiceField(label=_("Town"), help_text=_("Where the pupils live."))
    grade = forms.TypedChoiceField(label=_("Grade"), coerce=int, choices=GRADES)
    school_type = forms.ChoiceField(
        label=_("School type"), choices=[(code, SCHOOL_TYPES[code].title) for code in TYPES]
    )

    def __init__(self, *args: Any, network: Network, current: int, **more: Any) -> None:
        super().__init__(*args, **more)
        towns = sorted(geo.towns_of(network.region.key).values(), key=lambda town: town.name)
        self.fields["town"].choices = [(town.key, town.name) for town in towns]  # type: ignore[attr-defined]
        self.fields["year"].choices = year_choice(current)  # type: ignore[attr-defined]
        self.fields["year"].initial = current


class NeedForm(WhereForm):
    """How many pupils of a cell need support."""

    focus = forms.ChoiceField(label=_("Support focus"), choices=Focus.choices)
    count = whole_number(_("Number"), help_text=_("How many, no names. Small numbers are protected for others."))
    field_order = ("year", "town", "focus", "grade", "school_type", "count")


class PupilsForm(WhereForm):
    """How many pupils a cell has in all."""

    pupils = whole_number(_("All pupils"))


class FactsForm(forms.Form):
    """What a school with support has in a school year."""

    year = forms.TypedChoiceField(label=_("School year"), coerce=int)
    pupils = whole_number(_("Pupils"))
    minimum_size = whole_number(
        _("Minimum size (pupils)"), required=False, most=2000, help_text=_("Leave empty if there is none.")
    )
    rooms = whole_number(_("Rooms for groups"), required=False, most=200)
    step_free = forms.ChoiceField(label=_("Step-free"), choices=StepFree.choices, initial=StepFree.UNKNOWN)
    posts_fte = forms.DecimalField(
        label=_("Posts for special education (full-time)"), required=False, min_value=0, max_value=500,
        decimal_places=2, localize=True, help_text=_("Posts, not persons: for example 1,5."),
    )  # fmt: skip

    def __init__(self, *args: Any, current: int, **more: Any) -> None:
        super().__init__(*args, **more)
        self.fields["year"].choices = year_choice(current)  # type: ignore[attr-defined]
        self.fields["year"].initial = current


class PlacesForm(forms.Form):
    """How many places a school has in a focus, for each grade of a range."""

    year = forms.TypedChoiceField(label=_("School year"), coerce=int)
    focus = forms.ChoiceField(label=_("Support focus"), choices=Focus.choices)
    first_grade = forms.TypedChoiceField(label=_("From grade"), coerce=int, choices=GRADES)
    last_grade = forms.TypedChoiceField(label=_("To grade"), coerce=int, choices=GRADES)
    places = whole_number(_("Places per grade"), most=500)

    def __init__(self, *args: Any, current: int, **more: Any) -> None:
        super().__init__(*args, **more)
        self.fields["year"].choices = year_choice(current)  # type: ignore[attr-defined]
        self.fields["year"].initial = current

    def clean(self) -> dict[str, Any]:
        """Demand grades in their order."""
        cleaned = super().clean() or {}
        first, last = cleaned.get("first_grade"), cleaned.get("last_grade")
        if first and last and last < first:
            self.add_error("last_grade", _("The last grade comes before the first one."))
        return cleaned
