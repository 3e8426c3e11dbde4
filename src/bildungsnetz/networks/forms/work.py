"""Forms for people, mandates, posts and duties."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from bildungsnetz.accounts.models import User
from bildungsnetz.networks.forms.fields import day_field
from bildungsnetz.networks.models import DutyKind, Mandate, Network, Office, Role, Scope, Side
from bildungsnetz.networks.models.people import STATEWIDE_ROLES


class PeriodForm(forms.Form):
    """A half-open period."""

    began_on = day_field(label=_("From"))
    ended_on = day_field(label=_("Until (first day after)"), required=False, help_text=_("Leave empty if open."))

    def clean(self) -> dict[str, Any]:
        """Forbid empty and reversed periods."""
        cleaned = super().clean() or {}
        began, ended = cleaned.get("began_on"), cleaned.get("ended_on")
        if began and ended and ended <= began:
            self.add_error("ended_on", _("The end must lie after the beginning."))
        return cleaned


class MandateForm(PeriodForm):
    """Who may consent for a side, on what, in which office."""

    person = forms.ModelChoiceField(
        label=_("Person"),
        queryset=User.objects.none(),
        empty_label=None,
        help_text=_("Not in the list? Invite the person first: Contract, People and access."),
    )
    side = forms.ChoiceField(label=_("Side"), choices=Side.choices)
    office = forms.ChoiceField(label=_("Public office"), choices=Office.choices)
    function = forms.CharField(label=_("Function as it shall be shown"), max_length=120)
    scopes = forms.MultipleChoiceField(
        label=_("Covers"), choices=Scope.choices, widget=forms.CheckboxSelectMultiple, initial=[Scope.CONTRACT]
    )
    deputy_of = forms.ModelChoiceField(
        label=_("Deputy of"), queryset=Mandate.objects.none(), required=False, empty_label="–"
    )
    field_order = ("person", "side", "office", "function", "scopes", "deputy_of", "began_on", "ended_on")

    def __init__(self, *args: Any, network: Network, sides: list[Side], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        people = User.objects.filter(roles__network=network, roles__ended_on=None, is_active=True)
        self.fields["person"].queryset = people.distinct().order_by("full_name", "pk")  # type: ignore[attr-defined]
        self.fields["side"].choices = [(side.value, side.label) for side in sides]  # type: ignore[attr-defined]
        open_ones = Mandate.objects.filter(network=network, ended_on=None, deputy_of=None, side__in=sides)
        self.fields["deputy_of"].queryset = open_ones.select_related("person").order_by("pk")  # type: ignore[attr-defined]


class EndOnForm(forms.Form):
    """The first day without something."""

    on = day_field(label=_("First day without"))


class PersonForm(forms.Form):
    """A person to be invited with a role."""

    full_name = forms.CharField(label=_("Name"), max_length=120)
    email = forms.EmailField(label=_("E-mail address"))
    role = forms.ChoiceField(
        label=_("Role"), choices=[choice for choice in Role.choices if choice[0] not in STATEWIDE_ROLES]
    )
    side = forms.ChoiceField(label=_("Side"), choices=[("", "–"), *Side.choices], required=False)
    function = forms.CharField(label=_("Function"), max_length=120, required=False)

    def clean(self) -> dict[str, Any]:
        """Demand a side of those who work for one."""
        cleaned = super().clean() or {}
        fixed = {Role.STATE_SIDE: Side.STATE, Role.MUNICIPAL_SIDE: Side.MUNICIPAL}
        role = cleaned.get("role")
        if role in fixed:
            cleaned["side"] = fixed[Role(role)]
        elif role == Role.OFFICE and not cleaned.get("side"):
            self.add_error("side", _("Please say for which side the person works."))
        return cleaned


class PostForm(PeriodForm):
    """A post one side promises."""

    side = forms.ChoiceField(label=_("Side"), choices=Side.choices)
    title = forms.CharField(label=_("Post"), max_length=120)
    promised_fte = forms.DecimalField(
        label=_("Promised, in full posts"),
        min_value=0.01,
        max_value=99,
        decimal_places=2,
        localize=True,
        help_text=_("1.00 is one full post."),
    )
    field_order = ("side", "title", "promised_fte", "began_on", "ended_on")


class FillingForm(PeriodForm):
    """A share of a post that is filled."""

    filled_fte = forms.DecimalField(
        label=_("Filled, in full posts"), min_value=0.01, max_value=99, decimal_places=2, localize=True
    )
    person = forms.ModelChoiceField(label=_("Person"), queryset=User.objects.none(), required=False, empty_label="–")
    field_order = ("filled_fte", "person", "began_on", "ended_on")

    def __init__(self, *args: Any, network: Network, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        people = User.objects.filter(roles__network=network, roles__role=Role.OFFICE)
        self.fields["person"].queryset = people.distinct().order_by("full_name", "pk")  # type: ignore[attr-defined]


class DutyForm(forms.Form):
    """A dated duty."""

    kind = forms.ChoiceField(label=_("Kind"), choices=DutyKind.choices)
    title = forms.CharField(label=_("Title"), max_length=160)
    due_on = day_field(label=_("Due on"))
    note = forms.CharField(label=_("Note"), widget=forms.Textarea(attrs={"rows": 3}), required=False)
    is_public = forms.BooleanField(label=_("Show on the public page"), required=False)
