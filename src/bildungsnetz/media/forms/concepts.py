"""Forms about the concept as a whole: school body and grades, resolution, next update, tasks."""

from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from bildungsnetz.accounts.models import User
from bildungsnetz.media.models import Resolution
from bildungsnetz.networks.forms.fields import day_field
from bildungsnetz.networks.models import Network, Town
from bildungsnetz.partners.models import School


def body_choices(network: Network) -> list[tuple[str, Any]]:
    """Return the school bodies of a network: its towns by name, then the region itself."""
    towns = Town.objects.filter(region=network.region).order_by("name").values_list("ags", "name")
    return [*towns, (network.region.key, network.region.name)]


class FrameDataForm(forms.Form):
    """School body and grades."""

    body_key = forms.ChoiceField(label=_("School body"), required=False)
    first_grade = forms.IntegerField(label=_("First grade"), min_value=1, max_value=13)
    last_grade = forms.IntegerField(label=_("Last grade"), min_value=1, max_value=13)

    def __init__(self, *args: Any, network: Network, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        none = [("", _("none of these (private school)"))]
        self.fields["body_key"].choices = body_choices(network) + none  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        """The last grade must not come before the first."""
        cleaned = super().clean() or {}
        first, last = cleaned.get("first_grade"), cleaned.get("last_grade")
        if first and last and last < first:
            self.add_error("last_grade", _("The last grade must not come before the first."))
        return cleaned


class ResolutionForm(forms.Form):
    """What the school council resolved."""

    resolved_on = day_field(label=_("Day of the school council"))
    result = forms.ChoiceField(label=_("Result"), choices=Resolution.Result.choices, widget=forms.RadioSelect())
    note = forms.CharField(label=_("Note, for example the number of the minutes"), max_length=300, required=False)
    confirmed = forms.BooleanField(required=False, widget=forms.HiddenInput())

    def __init__(self, *args: Any, begins: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.begins = begins

    def clean(self) -> dict[str, Any]:
        """Ask about a day long before the school year."""
        cleaned = super().clean() or {}
        day, confirmed = cleaned.get("resolved_on"), cleaned.pop("confirmed", False)
        if day and (self.begins - day).days > 365 and not confirmed:
            self.fields["confirmed"] = forms.BooleanField(label=_("Yes, this is right"), required=False)
            self.add_error("resolved_on", _("This day lies more than a year before the school year. Is that right?"))
        return cleaned


class UpdateForm(forms.Form):
    """When the school looks at its concept again."""

    on = day_field(label=_("Next update"), required=False)

    def __init__(self, *args: Any, today: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.today = today

    def clean_on(self) -> date | None:
        """Take a day to come."""
        day: date | None = self.cleaned_data["on"]
        if day and day < self.today:
            raise forms.ValidationError(_("This day lies in the past. Please enter the next one."))
        return day


class ReasonForm(forms.Form):
    """Why an adopted concept is opened again."""

    reason = forms.CharField(label=_("Reason"), max_length=300)


class TaskForm(forms.Form):
    """Who writes for a school, or reads for a school body."""

    person = forms.ModelChoiceField(label=_("Person with access"), queryset=User.objects.none())
    school = forms.ModelChoiceField(label=_("writes for the school"), queryset=School.objects.none(), required=False)
    is_head = forms.BooleanField(label=_("records the resolution and gives the releases"), required=False)
    body_key = forms.ChoiceField(label=_("or reads for the school body"), required=False)
    began_on = day_field(label=_("From"))

    def __init__(self, *args: Any, network: Network, people: Any, schools: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["person"].queryset = people  # type: ignore[attr-defined]
        self.fields["school"].queryset = schools  # type: ignore[attr-defined]
        self.fields["body_key"].choices = [("", "–"), *body_choices(network)]  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        """A task is for a school or for a school body."""
        cleaned = super().clean() or {}
        if bool(cleaned.get("school")) == bool(cleaned.get("body_key")):
            self.add_error("school", _("Please choose either a school or a school body."))
        if cleaned.get("body_key"):
            cleaned["is_head"] = False
        return cleaned
