"""Forms for versions of the strategy, goals and measures."""

from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from bildungsnetz.monitoring.models import Indicator
from bildungsnetz.networks.forms.fields import day_field
from bildungsnetz.networks.models import Clause, FieldOfAction, Network, Post
from bildungsnetz.partners.models import Institution
from bildungsnetz.strategy.forms.choosing import long_text
from bildungsnetz.strategy.models import Goal, GoalKind, Plan, StrategyVersion
from bildungsnetz.strategy.selectors.offered import (
    clauses_offered,
    indicator_titles,
    indicators_offered,
    institutions_offered,
)


class FrameForm(forms.Form):
    """Title, vision and days of a version."""

    title = forms.CharField(label=_("Title"), max_length=160)
    vision = long_text(_("Vision"), rows=5, help_text=_("What shall be different for children and young people?"))
    effective_from = day_field(label=_("To be in force from"), required=False)
    until = day_field(label=_("Planned until"), required=False)


class TitleForm(forms.Form):
    """The title of a new strategy."""

    title = forms.CharField(label=_("Title"), max_length=160)


class RevisionForm(forms.Form):
    """A form that knows on which text it was opened."""

    revision = forms.IntegerField(widget=forms.HiddenInput, initial=0)


class GoalForm(RevisionForm):
    """A goal: what, where it leads, by which competence, by whom."""

    kind = forms.ChoiceField(label=_("Kind"), choices=GoalKind.choices)
    title = forms.CharField(label=_("Goal"), max_length=200)
    text = long_text(_("What exactly shall be reached"), help_text=_("Who does what with which means by when?"))
    field = forms.ModelChoiceField(label=_("Field of action"), queryset=FieldOfAction.objects.none())
    clause = forms.ModelChoiceField(
        label=_("Clause that gives the competence"), queryset=Clause.objects.none(), required=False, empty_label="–"
    )
    upper = forms.ModelMultipleChoiceField(
        label=_("Leads to these goals"), queryset=Goal.objects.none(), required=False,
        widget=forms.CheckboxSelectMultiple,
    )  # fmt: skip
    responsible = forms.ModelMultipleChoiceField(
        label=_("Responsible institutions"), queryset=Institution.objects.none(), required=False
    )
    due_on = day_field(label=_("To be reached by"), required=False)
    target_group = forms.CharField(label=_("Target group"), max_length=200, required=False)
    risks = long_text(_("Risks"), rows=2)
    stop_when = long_text(_("What would make us stop this"), rows=2)

    def __init__(self, *args: Any, version: StrategyVersion, goal: Goal | None, on: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        network = version.network
        above = version.goals.exclude(kind=GoalKind.ACTION).select_related("version__network").order_by("number")
        used = [goal.clause_id] if goal and goal.clause_id else []
        offered: dict[str, Any] = {
            "field": FieldOfAction.objects.filter(network=network, ended_on=None).order_by("name", "pk"),
            "clause": clauses_offered(network, on=on, also=used),
            "upper": above.exclude(pk=goal.pk) if goal else above,
            "responsible": institutions_offered(network, on=on),
        }
        for name, queryset in offered.items():
            self.fields[name].queryset = queryset  # type: ignore[attr-defined]


class PlanForm(RevisionForm):
    """What a version plans about a measure."""

    title = forms.CharField(label=_("Measure"), max_length=160)
    summary = long_text(_("In words everybody understands"), required=True)
    goals = forms.ModelMultipleChoiceField(
        label=_("Serves these goals"), queryset=Goal.objects.none(), required=False, widget=forms.CheckboxSelectMultiple
    )
    responsible = forms.ModelMultipleChoiceField(
        label=_("Responsible institutions"), queryset=Institution.objects.none(), required=False
    )
    begins_on = day_field(label=_("Begins on"))
    ends_on = day_field(label=_("Ends on"))
    need = long_text(_("Why it is needed"), rows=3)
    target_group = forms.CharField(label=_("Target group"), max_length=200, required=False)
    places = forms.CharField(label=_("Schools and towns"), max_length=200, required=False)
    costs_planned = forms.DecimalField(
        label=_("Material costs planned, euro"), min_value=0, max_digits=10, decimal_places=2, initial=0
    )
    funder = forms.CharField(label=_("Paid by"), max_length=160, required=False)
    risks = long_text(_("Risks"), rows=2)
    stop_when = long_text(_("What would make us stop this"), rows=2)

    def __init__(self, *args: Any, version: StrategyVersion, on: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        goals = version.goals.exclude(kind=GoalKind.GUIDING).order_by("number")
        self.fields["goals"].queryset = goals  # type: ignore[attr-defined]
        institutions = institutions_offered(version.network, on=on)
        self.fields["responsible"].queryset = institutions  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        """Demand an end after the beginning."""
        cleaned = super().clean() or {}
        begins, ends = cleaned.get("begins_on"), cleaned.get("ends_on")
        if begins and ends and ends <= begins:
            self.add_error("ends_on", _("The end must lie after the beginning."))
        return cleaned


class IndicatorChoice(forms.ModelChoiceField):
    """Indicators by their titles, not their codes."""

    titles: dict[int, str] = {}

    def label_from_instance(self, obj: Any) -> str:
        """Return the title of the newest definition."""
        return self.titles.get(obj.pk, str(obj))


class AimForm(forms.Form):
    """An indicator with baseline, target and forecast; a value and its period belong together."""

    indicator = IndicatorChoice(label=_("Indicator"), queryset=Indicator.objects.none())
    baseline_value = forms.DecimalField(
        label=_("Baseline"), max_digits=14, decimal_places=4, required=False,
        help_text=_("Shares between 0 and 1: 0,9 is 90 per cent."),
    )  # fmt: skip
    baseline_period = forms.RegexField(label=_("Baseline of"), regex=r"^\d{4}(/\d{2})?$", required=False)
    baseline_source = forms.CharField(label=_("Source of the baseline"), max_length=200, required=False)
    target_value = forms.DecimalField(label=_("Target"), max_digits=14, decimal_places=4, required=False)
    target_period = forms.RegexField(label=_("Target for"), regex=r"^\d{4}(/\d{2})?$", required=False)
    forecast_value = forms.DecimalField(
        label=_("Forecast"), max_digits=14, decimal_places=4, required=False,
        help_text=_("What would come if we did nothing; declared before the data arrive."),
    )  # fmt: skip
    forecast_period = forms.RegexField(label=_("Forecast for"), regex=r"^\d{4}(/\d{2})?$", required=False)

    def __init__(self, *args: Any, network: Network, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field: Any = self.fields["indicator"]
        field.titles = indicator_titles(network)
        field.queryset = indicators_offered(network)
        for name in ("baseline", "target", "forecast"):
            self.fields[f"{name}_period"].help_text = _("For example 2028 or 2027/28.")
            self.fields[f"{name}_period"].error_messages["invalid"] = _(
                "Please enter a year, for example 2028 or 2027/28."
            )

    def clean(self) -> dict[str, Any]:
        """Demand value and period together."""
        cleaned = super().clean() or {}
        for name in ("baseline", "target", "forecast"):
            if (cleaned.get(f"{name}_value") is None) != (not cleaned.get(f"{name}_period")):
                self.add_error(f"{name}_period", _("A value and its year belong together."))
        return cleaned


class MilestoneForm(forms.Form):
    """A dated result."""

    title = forms.CharField(label=_("Milestone"), max_length=160)
    due_on = day_field(label=_("Due on"))


class WaitingForm(forms.Form):
    """For which measures a measure waits."""

    waits_for = forms.ModelMultipleChoiceField(
        label=_("Waits for"), queryset=Plan.objects.none(), required=False, widget=forms.CheckboxSelectMultiple
    )

    def __init__(self, *args: Any, plan: Plan, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        others = Plan.objects.filter(version=plan.version).exclude(pk=plan.pk).order_by("measure__number")
        self.fields["waits_for"].queryset = others  # type: ignore[attr-defined]


class ShareForm(forms.Form):
    """Which share of which post works on a measure."""

    post = forms.ModelChoiceField(label=_("Post"), queryset=Post.objects.none())
    fte = forms.DecimalField(
        label=_("Share, full posts"),
        min_value=0.01,
        max_digits=4,
        decimal_places=2,
        help_text=_("0,25 is a quarter of a full post."),
    )

    def __init__(self, *args: Any, network: Network, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        posts = Post.objects.filter(network=network).order_by("-side", "title", "pk")
        self.fields["post"].queryset = posts  # type: ignore[attr-defined]
