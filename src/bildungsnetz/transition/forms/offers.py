"""What a company offers: one form for its own page and for the office."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from bildungsnetz.transition.models import SeasonDay
from bildungsnetz.transition.occupations import OccupationalField
from bildungsnetz.transition.services.offers import CONTENT

MOST_PLACES = 99
HIGH_AGE = 15


class TimeInput(forms.TimeInput):
    """The browser's own field for a time."""

    input_type = "time"

    def __init__(self) -> None:
        super().__init__(format="%H:%M")


class OfferForm(forms.Form):
    """Days with places, and what pupils can do there."""

    field = forms.ChoiceField(
        label=gettext_lazy("Occupational field"), choices=[("", "–"), *OccupationalField.choices],
        help_text=gettext_lazy("One of 16 fields."),
    )  # fmt: skip
    title = forms.CharField(
        label=gettext_lazy("What can young people do at your place?"), max_length=200,
        help_text=gettext_lazy("One sentence is enough. Young people see it like this."),
    )  # fmt: skip
    occupations = forms.CharField(
        label=gettext_lazy("Occupations"), max_length=200, required=False,
        help_text=gettext_lazy("For example: veterinary assistant"),
    )  # fmt: skip
    starts_at = forms.TimeField(label=gettext_lazy("Begins at"), widget=TimeInput())
    ends_at = forms.TimeField(label=gettext_lazy("Ends at"), widget=TimeInput())
    street = forms.CharField(label=gettext_lazy("Street and number"), max_length=120)
    postcode = forms.RegexField(
        label=gettext_lazy("Postcode"), regex=r"^\d{5}$",
        error_messages={"invalid": gettext_lazy("Please enter five digits.")},
    )  # fmt: skip
    town = forms.ChoiceField(label=gettext_lazy("Town"))
    meeting_point = forms.CharField(
        label=gettext_lazy("Meeting point"),
        max_length=120,
        required=False,
        help_text=gettext_lazy("For example: gate 2"),
    )
    min_age = forms.IntegerField(
        label=gettext_lazy("Minimum age"), min_value=10, max_value=18, required=False,
        help_text=gettext_lazy("Empty: none. Most pupils of year 8 are 13 or 14."),
    )  # fmt: skip
    min_group = forms.IntegerField(
        label=gettext_lazy("Takes place with at least"), min_value=0, max_value=99, required=False,
        help_text=gettext_lazy("Number of pupils. Empty: with one as well."),
    )  # fmt: skip
    max_per_school = forms.IntegerField(
        label=gettext_lazy("At most per school"), min_value=1, max_value=99, required=False,
        help_text=gettext_lazy("Number of pupils. Empty: no limit."),
    )  # fmt: skip
    step_free = forms.BooleanField(label=gettext_lazy("Step-free access"), required=False)
    needs_instruction = forms.BooleanField(
        label=gettext_lazy("Instruction by the health office needed"), required=False,
        help_text=gettext_lazy("In care and where food is handled (IfSG §§ 35, 42, 43)."),
    )  # fmt: skip
    clothing = forms.CharField(
        label=gettext_lazy("Clothing"),
        max_length=120,
        required=False,
        help_text=gettext_lazy("For example: sturdy shoes"),
    )

    def __init__(
        self, *args: Any, days: Sequence[SeasonDay], towns: Sequence[tuple[str, str]], hours: int, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.hours, self.season_days = hours, list(days)
        self.fields["town"].choices = [("", "–"), *towns]  # type: ignore[attr-defined]
        for day in self.season_days:
            spoken = f"{date_format(day.date, 'l')}, {date_format(day.date, 'j. F')}"
            self.fields[name_of(day)] = forms.IntegerField(
                label=_("Places on %(day)s") % {"day": spoken}, min_value=0, max_value=MOST_PLACES, required=False
            )
        self.order_fields([name_of(day) for day in self.season_days])

    def clean(self) -> dict[str, Any]:
        """Hold times against each other and the season's rule, and ask for a place at all."""
        found = dict(self.cleaned_data)
        begins, ends = found.get("starts_at"), found.get("ends_at")
        if begins and ends and begins >= ends:
            self.add_error("ends_at", _("The day must end after it begins."))
        if not self.errors and not any(self.places.values()):
            self.add_error(
                name_of(self.season_days[0]) if self.season_days else None,
                _("Please enter places for at least one day."),
            )
        return found

    @property
    def places(self) -> dict[SeasonDay, int]:
        """Return the places per day."""
        return {day: self.cleaned_data.get(name_of(day)) or 0 for day in self.season_days}

    @property
    def content(self) -> dict[str, Any]:
        """Return what is offered on each of these days."""
        found = {name: self.cleaned_data[name] for name in CONTENT}
        return {**found, "min_group": found["min_group"] or 0}

    @property
    def warnings(self) -> list[str]:
        """Return what a company should know before it sends the offer; nothing of it is an error."""
        found = self.cleaned_data
        said = []
        if (found.get("min_age") or 0) >= HIGH_AGE:
            said.append(
                _(
                    "With this minimum age most pupils cannot come: in year 8 many are only 13 or 14. "
                    "Light work is allowed."
                )
            )
        begins, ends = found.get("starts_at"), found.get("ends_at")
        if begins and ends:
            minutes = (ends.hour - begins.hour) * 60 + ends.minute - begins.minute
            if minutes < self.hours * 60:
                said.append(_("The day is shorter than the %(hours)s hours of this season.") % {"hours": self.hours})
            if minutes > LONGEST_MINUTES:
                said.append(_("Pupils under 15 may work 7 hours a day at most, breaks apart (JArbSchG § 7)."))
        return said


LONGEST_MINUTES = 8 * 60
"""Seven hours of work and an hour of breaks."""


def name_of(day: SeasonDay) -> str:
    """Return the name of the field with the places of a day."""
    return f"places_{day.pk}"
