"""Forms for bodies, seats and terms."""

from typing import Any

from django import forms
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from bildungsnetz.accounts.models import User
from bildungsnetz.governance.models import Body, BodyKind
from bildungsnetz.governance.models.body import RuleChoices
from bildungsnetz.networks.forms.fields import day_field
from bildungsnetz.networks.models import Side
from bildungsnetz.partners.models import Institution


class BodyForm(forms.Form):
    """A body and its rules."""

    name = forms.CharField(label=_("Name"), max_length=120)
    kind = forms.ChoiceField(label=_("Kind"), choices=BodyKind.choices, initial=BodyKind.STEERING_GROUP)
    part_of = forms.ModelChoiceField(
        label=_("Part of"),
        queryset=Body.objects.none(),
        required=False,
        empty_label="–",
        help_text=_("For a partial conference: the conference it belongs to."),
    )
    rule = forms.ChoiceField(
        label=_("Decides by"),
        choices=RuleChoices.choices,
        widget=forms.RadioSelect,
        initial=RuleChoices.CONSENSUS,
        help_text=_("By consensus nothing is counted: it is agreed if both sides consent to the same wording."),
    )
    quorum_percent = forms.IntegerField(
        label=_("Seats with a vote that must be present, in per cent"), min_value=0, max_value=100, initial=0
    )
    needs_chair = forms.BooleanField(label=_("Decides only if a chair or a chair's deputy is present"), required=False)
    notice_days = forms.IntegerField(
        label=_("Invite at least this many days before"), min_value=0, max_value=120, initial=14
    )
    objection_days = forms.IntegerField(
        label=_("Days to object to released minutes"), min_value=0, max_value=120, initial=14
    )
    meets_per_year = forms.IntegerField(label=_("Meetings a year"), min_value=1, max_value=60, required=False)
    is_public = forms.BooleanField(label=_("Show this body to the public"), required=False)

    def __init__(self, *args: Any, others: QuerySet[Body], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["part_of"].queryset = others  # type: ignore[attr-defined]


class SeatForm(forms.Form):
    """A seat for a side, an institution, or somebody who advises."""

    title = forms.CharField(
        label=pgettext_lazy("seat", "Seat for"), max_length=160, help_text=_("For example: upper school supervision")
    )
    side = forms.ChoiceField(label=_("Side"), choices=[("", _("no side")), *Side.choices], required=False)
    institution = forms.ModelChoiceField(
        label=_("Institution"), queryset=Institution.objects.none(), required=False, empty_label="–"
    )
    has_vote = forms.BooleanField(label=_("Has a vote"), required=False, initial=True)
    is_chair = forms.BooleanField(label=_("Chairs the body"), required=False)
    began_on = day_field(label=_("From"))

    def __init__(self, *args: Any, institutions: QuerySet[Institution], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["institution"].queryset = institutions  # type: ignore[attr-defined]

    def clean_side(self) -> Side | None:
        """Turn no side into None."""
        return Side(self.cleaned_data["side"]) if self.cleaned_data["side"] else None


class TermForm(forms.Form):
    """Who holds a seat, from when; with an account or by name and address."""

    person = forms.ModelChoiceField(
        label=_("Person with an account"), queryset=User.objects.none(), required=False, empty_label="–"
    )
    name = forms.CharField(label=_("Or a name"), max_length=120, required=False)
    email = forms.EmailField(
        label=_("E-mail address"), required=False, help_text=_("Without an address the invitation goes by post.")
    )
    is_deputy = forms.BooleanField(label=_("Deputy"), required=False)
    may_be_named = forms.BooleanField(label=_("Has agreed to be named in public"), required=False)
    began_on = day_field(label=_("From"))
    ended_on = day_field(label=_("Until (first day after)"), required=False, help_text=_("Leave empty if open."))

    def __init__(self, *args: Any, people: QuerySet[User], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["person"].queryset = people  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        """Demand somebody."""
        cleaned = super().clean() or {}
        if not cleaned.get("person") and not cleaned.get("name"):
            self.add_error("name", _("Please choose a person or write a name."))
        return cleaned
