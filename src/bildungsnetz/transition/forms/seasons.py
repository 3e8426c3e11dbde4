"""Forms of the office: season, schools, companies, runs."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from django import forms
from django.db.models import QuerySet
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from bildungsnetz.accounts.models import User
from bildungsnetz.networks.forms.fields import day_field
from bildungsnetz.partners.models import Institution, School
from bildungsnetz.transition.models import RunKind, Season, SeasonDay

MOST_DAYS = 10
SHOWN_DAYS = 5


class MomentInput(forms.DateTimeInput):
    """The browser's own field for day and hour; without it people type 01.03.2027 08:00."""

    input_type = "datetime-local"

    def __init__(self) -> None:
        super().__init__(format="%Y-%m-%dT%H:%M")


def moment_field(label: Any) -> forms.DateTimeField:
    """Make a field for a day and an hour."""
    return forms.DateTimeField(
        label=label,
        widget=MomentInput(),
        input_formats=["%Y-%m-%dT%H:%M", "%d.%m.%Y %H:%M"],
        error_messages={"invalid": gettext_lazy("Please enter day and hour, for example 01.03.2027 08:00.")},
    )


class SeasonForm(forms.Form):
    """Days, deadlines and rules of a season."""

    year = forms.IntegerField(label=gettext_lazy("Year"), min_value=2015, max_value=2100)
    offers_until = day_field(label=gettext_lazy("Companies offer places until"))
    codes_until = day_field(label=gettext_lazy("Schools make classes and codes until"))
    wishes_from = moment_field(gettext_lazy("Wishes from"))
    wishes_until = moment_field(gettext_lazy("Wishes until"))
    results_at = moment_field(gettext_lazy("Results are shown at"))
    closes_on = day_field(label=gettext_lazy("Season ends on"))
    days_per_pupil = forms.IntegerField(label=gettext_lazy("Days per pupil"), min_value=1, max_value=5, initial=3)
    hours_minimum = forms.IntegerField(
        label=gettext_lazy("Hours a day at least"), min_value=1, max_value=8, initial=6,
        help_text=gettext_lazy("Regions differ; six hours are usual."),
    )  # fmt: skip
    max_km = forms.IntegerField(
        label=gettext_lazy("Radius in kilometres"), min_value=1, max_value=200, required=False,
        help_text=gettext_lazy("As the crow flies. Empty: no limit."),
    )  # fmt: skip
    fields_may_repeat = forms.BooleanField(
        label=gettext_lazy("Two days in one occupational field are allowed"), required=False
    )
    only_wished = forms.BooleanField(
        label=gettext_lazy("Give only places that were wished for"), required=False,
        help_text=gettext_lazy("Without this, whoever would go without gets a free place."),
    )  # fmt: skip
    needs_consent = forms.BooleanField(label=gettext_lazy("Both sides consent to the result"), required=False)

    def __init__(self, *args: Any, season: Season | None = None, days: Sequence[date] = (), **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if season is not None:
            del self.fields["year"]
        shown = max(SHOWN_DAYS, len(days))
        for place in range(shown):
            self.fields[f"day_{place + 1}"] = day_field(
                label=_("Exploration day %(number)s") % {"number": place + 1}, required=place == 0
            )
            self.initial.setdefault(f"day_{place + 1}", days[place] if place < len(days) else None)
        order = ["year", *(f"day_{place + 1}" for place in range(shown))]
        self.order_fields([name for name in order if name in self.fields])

    def clean(self) -> dict[str, Any]:
        """Hold the dates against each other."""
        found = dict(self.cleaned_data)
        begin, end, shown = (found.get(name) for name in ("wishes_from", "wishes_until", "results_at"))
        if begin and end and begin >= end:
            self.add_error("wishes_until", _("Wishes must end after they begin."))
        if end and shown and end >= shown:
            self.add_error("results_at", _("Results can be shown only after wishes have ended."))
        return found

    @property
    def days(self) -> list[date]:
        """Return the exploration days entered."""
        return sorted({day for name, day in self.cleaned_data.items() if name.startswith("day_") and day})

    @property
    def values(self) -> dict[str, Any]:
        """Return deadlines and rules."""
        return {
            name: value for name, value in self.cleaned_data.items() if name != "year" and not name.startswith("day_")
        }


class DaysOfSchool(forms.Form):
    """The days of a school and its number of pupils."""

    days = forms.ModelMultipleChoiceField(
        label=gettext_lazy("Days"), queryset=SeasonDay.objects.none(), widget=forms.CheckboxSelectMultiple
    )
    pupils_expected = forms.IntegerField(label=gettext_lazy("Pupils expected"), min_value=0, max_value=2000, initial=0)

    def __init__(self, *args: Any, season: Season, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["days"]
        field.queryset = season.days.order_by("date")  # type: ignore[attr-defined]
        field.label_from_instance = _spoken_day  # type: ignore[attr-defined]


class AddSchoolForm(DaysOfSchool):
    """A school that takes part."""

    school = forms.ModelChoiceField(label=gettext_lazy("School"), queryset=School.objects.none(), empty_label="–")
    field_order = ("school", "days", "pupils_expected")

    def __init__(self, *args: Any, schools: QuerySet[School], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["school"]
        field.queryset = schools  # type: ignore[attr-defined]
        field.label_from_instance = lambda school: f"{school.institution}, {school.school_number}"  # type: ignore[attr-defined]


class ChangeSchoolForm(DaysOfSchool):
    """The days of a school and who coordinates there."""

    coordinators = forms.ModelMultipleChoiceField(
        label=gettext_lazy("Who coordinates there"), queryset=User.objects.none(), required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=gettext_lazy("People with the role school in this network."),
    )  # fmt: skip

    def __init__(self, *args: Any, people: QuerySet[User], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["coordinators"].queryset = people  # type: ignore[attr-defined]


class HostForm(forms.Form):
    """A company to be asked."""

    institution = forms.ModelChoiceField(
        label=gettext_lazy("Company"), queryset=Institution.objects.none(), empty_label="–",
        help_text=gettext_lazy("Companies are entered under Partners."),
    )  # fmt: skip
    email = forms.EmailField(
        label=gettext_lazy("E-mail address"), required=False,
        help_text=gettext_lazy("Empty: the one entered under Partners."),
    )  # fmt: skip
    contact_name = forms.CharField(label=gettext_lazy("Contact person"), max_length=120, required=False)
    contact_phone = forms.CharField(label=gettext_lazy("Telephone"), max_length=40, required=False)

    def __init__(self, *args: Any, institutions: QuerySet[Institution], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["institution"].queryset = institutions  # type: ignore[attr-defined]


class ReasonForm(forms.Form):
    """A reason somebody will read."""

    reason = forms.CharField(
        label=gettext_lazy("Reason"), max_length=300, widget=forms.Textarea(attrs={"rows": 3}),
        help_text=gettext_lazy("Please name nobody."),
    )  # fmt: skip


class RunForm(forms.Form):
    """What is different in this run; the seed and the aims are always the same."""

    kind = forms.ChoiceField(
        label=gettext_lazy("Kind"), choices=RunKind.choices,
        widget=forms.RadioSelect,
    )  # fmt: skip
    label = forms.CharField(
        label=gettext_lazy("What is different"), max_length=80, required=False,
        help_text=gettext_lazy("For example: radius 15 instead of 20 km"),
    )  # fmt: skip
    max_km = forms.IntegerField(
        label=gettext_lazy("Radius in kilometres"), min_value=1, max_value=200, required=False,
        help_text=gettext_lazy("As the crow flies. Empty: no limit."),
    )  # fmt: skip
    only_wished = forms.BooleanField(label=gettext_lazy("Give only places that were wished for"), required=False)
    fields_may_repeat = forms.BooleanField(
        label=gettext_lazy("Two days in one occupational field are allowed"), required=False
    )

    def __init__(self, *args: Any, after_release: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        kinds = (RunKind.CHANGE, RunKind.SECOND) if after_release else (RunKind.TRIAL, RunKind.COMPARISON)
        self.fields["kind"].choices = [(kind.value, kind.label) for kind in kinds]  # type: ignore[attr-defined]
        self.initial.setdefault("kind", kinds[0])


def _spoken_day(day: SeasonDay) -> str:
    from django.utils.formats import date_format

    return f"{date_format(day.date, 'l')}, {date_format(day.date, 'SHORT_DATE_FORMAT')}"
