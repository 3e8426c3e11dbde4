"""Forms for minutes, motions, papers, date finding and conferences."""

from datetime import datetime
from typing import Any

from django import forms
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from bildungsnetz.governance.forms.meetings import moment, time_field
from bildungsnetz.governance.models import Meeting
from bildungsnetz.networks.forms.fields import day_field

DATES = 5


class MinutesForm(forms.Form):
    """The minutes of one item, written on the text one saw."""

    text = forms.CharField(
        label=_("Minutes"), widget=forms.Textarea(attrs={"rows": 12}), required=False, max_length=50_000
    )
    based_on = forms.IntegerField(widget=forms.HiddenInput(), min_value=0)


class ObjectionForm(forms.Form):
    """An objection to released minutes."""

    text = forms.CharField(label=_("Objection"), widget=forms.Textarea(attrs={"rows": 4}), max_length=4000)


class ApprovalForm(forms.Form):
    """In which meeting the minutes were approved."""

    in_meeting = forms.ModelChoiceField(
        label=_("Approved in the meeting"), queryset=Meeting.objects.none(), empty_label=None
    )

    def __init__(self, *args: Any, meetings: QuerySet[Meeting], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["in_meeting"].queryset = meetings  # type: ignore[attr-defined]


class MotionForm(forms.Form):
    """What a member asks the body to deal with."""

    title = forms.CharField(label=_("Title"), max_length=160)
    text = forms.CharField(label=_("What shall be decided"), widget=forms.Textarea(attrs={"rows": 5}))


class ItemPaperForm(forms.Form):
    """A paper for an item."""

    title = forms.CharField(label=_("Title"), max_length=160)
    reference = forms.CharField(label=_("Number of the paper"), max_length=40, required=False)
    file = forms.FileField(label=_("PDF file"))
    touches_inner_matters = forms.BooleanField(
        label=_("Touches inner school matters"),
        required=False,
        help_text=_("Teaching, teachers, curricula: then the state side clears it before it is published."),
    )


class PollForm(forms.Form):
    """Up to five possible dates."""

    title = forms.CharField(label=_("What for"), max_length=160)
    place = forms.CharField(label=pgettext_lazy("meeting", "Place"), max_length=200, required=False)
    minutes = forms.IntegerField(label=_("Length in minutes"), min_value=15, max_value=600, initial=120)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for number in range(1, DATES + 1):
            day = day_field(label=_("Day %(number)s") % {"number": number}, required=number <= 2)
            clock = time_field(label=_("Beginning %(number)s") % {"number": number})
            clock.required = number <= 2
            self.fields[f"day_{number}"], self.fields[f"time_{number}"] = day, clock

    def clean(self) -> dict[str, Any]:
        """Join days and times; a day needs its time."""
        cleaned = super().clean() or {}
        starts: list[datetime] = []
        for number in range(1, DATES + 1):
            day, clock = cleaned.pop(f"day_{number}", None), cleaned.pop(f"time_{number}", None)
            if day and clock:
                starts.append(moment(day, clock))
            elif day and not self.errors.get(f"time_{number}"):
                self.add_error(f"time_{number}", _("Please enter a time, for example 14:00."))
        return {**cleaned, "starts": starts}


class PlacesForm(forms.Form):
    """How many may register, and until when."""

    capacity = forms.IntegerField(label=_("Places"), min_value=1, max_value=5000)
    until = day_field(label=_("Registration until"))


class RegistrationForm(forms.Form):
    """Somebody who wants to come to a conference."""

    name = forms.CharField(label=_("Name"), max_length=120)
    email = forms.EmailField(label=_("E-mail address"))
    institution = forms.CharField(label=_("Institution"), max_length=160, required=False)
