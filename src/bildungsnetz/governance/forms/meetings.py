"""Forms for meetings, agenda, decisions and orders."""

from datetime import date, datetime, time
from typing import Any

from django import forms
from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from bildungsnetz.accounts.models import User
from bildungsnetz.governance.models import AgendaItem, RecommendationAnswer
from bildungsnetz.networks.forms.fields import day_field
from bildungsnetz.networks.models import CompetenceOwner


def time_field(*, label: Any) -> forms.TimeField:
    """Make a field for a time of day."""
    return forms.TimeField(
        label=label,
        widget=forms.TimeInput(attrs={"type": "time"}, format="%H:%M"),
        error_messages={"invalid": _("Please enter a time, for example 14:00.")},
    )


def moment(day: date, clock: time) -> datetime:
    """Join a day and a time of our zone."""
    return timezone.make_aware(datetime.combine(day, clock))


class MeetingForm(forms.Form):
    """When and where."""

    day = day_field(label=_("Day"))
    begins = time_field(label=_("Begins at"))
    ends = time_field(label=_("Ends at"))
    place = forms.CharField(label=pgettext_lazy("meeting", "Place"), max_length=200, required=False)
    title = forms.CharField(label=_("Title, if not the name of the body"), max_length=160, required=False)

    def clean(self) -> dict[str, Any]:
        """Join day and times; the end must lie after the beginning."""
        cleaned = super().clean() or {}
        day, begins, ends = cleaned.pop("day", None), cleaned.pop("begins", None), cleaned.pop("ends", None)
        if day and begins and ends:
            if ends <= begins:
                self.add_error("ends", _("The end must lie after the beginning."))
            cleaned["starts_at"], cleaned["ends_at"] = moment(day, begins), moment(day, ends)
        return cleaned


class InviteForm(forms.Form):
    """Send the invitation; a reason only if the notice period is not kept."""

    reason = forms.CharField(
        label=_("Reason for the short notice"), widget=forms.Textarea(attrs={"rows": 2}), required=False
    )


class ReasonForm(forms.Form):
    """A reason others will read."""

    reason = forms.CharField(label=_("Reason"), widget=forms.Textarea(attrs={"rows": 3}), max_length=2000)


class ItemForm(forms.Form):
    """An item of the agenda."""

    title = forms.CharField(label=_("Title"), max_length=160)
    text = forms.CharField(label=_("What it is about"), widget=forms.Textarea(attrs={"rows": 5}), required=False)
    submitted_by = forms.CharField(label=_("Submitted by"), max_length=160, required=False)
    is_public = forms.BooleanField(label=_("Public item"), required=False, initial=True)
    touches_inner_matters = forms.BooleanField(
        label=_("Touches inner school matters"),
        required=False,
        help_text=_("Teaching, teachers, curricula: then the state side clears it before it is published."),
    )


class WordingForm(forms.Form):
    """The wording of a decision, and who stays in charge without it."""

    title = forms.CharField(label=_("Title"), max_length=160)
    text = forms.CharField(label=_("Wording"), widget=forms.Textarea(attrs={"rows": 5}))
    stays_with = forms.ChoiceField(label=_("Who stays in charge if it is not agreed?"), choices=CompetenceOwner.choices)
    touches_inner_matters = forms.BooleanField(
        label=_("Touches inner school matters"),
        required=False,
        help_text=_("Teaching, teachers, curricula: then the state side clears it before it is published."),
    )


class NewWordingForm(WordingForm):
    """A wording put up for the first time."""

    is_recommendation = forms.BooleanField(label=_("Recommendation to the steering group"), required=False)


class VotesForm(forms.Form):
    """Hands counted."""

    yes = forms.IntegerField(label=pgettext_lazy("vote", "Yes"), min_value=0, max_value=999)
    no = forms.IntegerField(label=pgettext_lazy("vote", "No"), min_value=0, max_value=999)
    abstained = forms.IntegerField(label=_("Abstentions"), min_value=0, max_value=999, initial=0)


class OrderForm(forms.Form):
    """Who does what by when."""

    title = forms.CharField(label=_("Order"), max_length=160)
    text = forms.CharField(label=_("What is to be done"), widget=forms.Textarea(attrs={"rows": 3}), required=False)
    owner = forms.ModelChoiceField(
        label=_("Person with an account"), queryset=User.objects.none(), required=False, empty_label="–"
    )
    owner_name = forms.CharField(label=_("Or a name"), max_length=160, required=False)
    due_on = day_field(label=_("Due on"))

    def __init__(self, *args: Any, people: QuerySet[User], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["owner"].queryset = people  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        """Demand an owner."""
        cleaned = super().clean() or {}
        if not cleaned.get("owner") and not cleaned.get("owner_name"):
            self.add_error("owner_name", _("An order needs somebody who does it."))
        return cleaned


class ReportForm(forms.Form):
    """What came of an order."""

    report = forms.CharField(label=_("What came of it"), widget=forms.Textarea(attrs={"rows": 3}))


class AnswerForm(forms.Form):
    """The steering group's answer to a recommendation."""

    answer = forms.ChoiceField(label=_("Answer"), choices=RecommendationAnswer.choices)
    text = forms.CharField(label=_("Reasons"), widget=forms.Textarea(attrs={"rows": 4}))
    item = forms.ModelChoiceField(label=_("Dealt with under"), queryset=AgendaItem.objects.none(), empty_label=None)

    def __init__(self, *args: Any, items: QuerySet[AgendaItem], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["item"].queryset = items  # type: ignore[attr-defined]


class RegisterFilter(forms.Form):
    """Search in the register of decisions."""

    text = forms.CharField(label=_("Words"), required=False)
    state = forms.ChoiceField(
        label=_("State"),
        required=False,
        choices=[("", _("all")), ("agreed", _("agreed")), ("not_agreed", _("not agreed")), ("open", _("still open"))],
    )
    year = forms.CharField(label=_("Year"), required=False, max_length=4)
