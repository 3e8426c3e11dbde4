"""Forms for carrying measures out."""

from typing import Any

from django import forms
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from bildungsnetz.governance.models import Decision
from bildungsnetz.networks.forms.fields import day_field
from bildungsnetz.strategy.forms.choosing import long_text
from bildungsnetz.strategy.models import CostKind, Outcome, Standing


class StatusForm(forms.Form):
    """How a measure stands, in two minutes."""

    standing = forms.ChoiceField(label=_("How does it stand?"), choices=Standing.choices, widget=forms.RadioSelect)
    text = long_text(_("What has happened?"), required=True, rows=3)
    next_step = forms.CharField(label=_("Next step"), max_length=200, required=False)


class MilestoneReportForm(forms.Form):
    """Whether a milestone is reached, or when it is expected now."""

    reached_on = day_field(label=_("Reached on"), required=False)
    expected_on = day_field(label=_("Now expected on"), required=False, help_text=_("Only if it will be later."))
    note = forms.CharField(label=_("Why"), max_length=200, required=False)


class CostForm(forms.Form):
    """Material costs committed or spent."""

    kind = forms.ChoiceField(label=_("Kind"), choices=CostKind.choices)
    amount = forms.DecimalField(label=_("Amount, euro"), min_value=0.01, max_digits=10, decimal_places=2)
    on = day_field(label=_("Day"))
    note = forms.CharField(label=_("For what"), max_length=160)


class DecisionForm(forms.Form):
    """The decision that ordered a measure."""

    decision = forms.ModelChoiceField(label=_("Decision"), queryset=Decision.objects.none())

    def __init__(self, *args: Any, decisions: QuerySet[Decision], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["decision"].queryset = decisions  # type: ignore[attr-defined]


class ClosingForm(forms.Form):
    """What came out of a measure and what was learned."""

    outcome = forms.ChoiceField(label=_("Outcome"), choices=Outcome.choices, widget=forms.RadioSelect)
    outcome_text = long_text(
        _("What came out?"), required=True, help_text=_("What the measure achieved, not what others did.")
    )
    learned = long_text(_("What did we learn?"), required=True, help_text=_("What would you tell another network?"))
    on = day_field(label=_("Closed on"))
