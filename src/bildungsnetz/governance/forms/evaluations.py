"""Forms for the self-evaluation."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from bildungsnetz.governance.models import Body, Evaluation, Meeting, Rating
from bildungsnetz.networks.forms.fields import day_field

MOST = 30
# The checklist of the source names strategic orientation, way of working and organisation of meetings (domain handbook
# 1.5); the sentences are our own examples.
EXAMPLES = (
    _("Strategic orientation: the body works towards goals both sides know (example)."),
    _("Way of working: what was decided is done on time (example)."),
    _("Organisation of meetings: invitation, papers and minutes come in time (example)."),
    _("Eye level: both sides are heard and decide together (example)."),
    _("Effect: schools and partners notice what the network does (example)."),
)


class CriteriaForm(forms.Form):
    """The criteria, one a line."""

    criteria = forms.CharField(
        label=_("Criteria, one a line"),
        widget=forms.Textarea(attrs={"rows": 10}),
        help_text=_("A catchword, a colon, a sentence that holds or not. Keep the words over the years to compare."),
    )

    def clean_criteria(self) -> list[str]:
        """Take the lines apart; each once, none too long."""
        lines = list(dict.fromkeys(line.strip() for line in self.cleaned_data["criteria"].splitlines() if line.strip()))
        if len(lines) > MOST or any(len(line) > 300 for line in lines):
            raise ValidationError(_("At most 30 criteria of 300 characters each, please."))
        return lines


class EvaluationForm(CriteriaForm):
    """A new self-evaluation."""

    year = forms.IntegerField(label=_("Year"), min_value=2008, max_value=2100)
    body = forms.ModelChoiceField(label=_("Who is asked"), queryset=Body.objects.none(), empty_label=None)
    field_order = ("year", "body", "criteria")

    def __init__(self, *args: Any, bodies: QuerySet[Body], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["body"].queryset = bodies  # type: ignore[attr-defined]


class StartForm(forms.Form):
    """Until when answers are taken."""

    closes_on = day_field(label=_("Last day to answer"))


class RatingsForm(forms.Form):
    """One group of words per criterion."""

    def __init__(self, *args: Any, evaluation: Evaluation, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for criterion in evaluation.criteria.order_by("position"):
            self.fields[f"c{criterion.pk}"] = forms.TypedChoiceField(
                label=criterion.text, choices=Rating.choices, widget=forms.RadioSelect, coerce=int
            )

    @property
    def ratings(self) -> dict[int, Rating]:
        """What was chosen, by key of the criterion."""
        return {int(name[1:]): Rating(value) for name, value in self.cleaned_data.items()}


class SessionForm(forms.Form):
    """In which meeting the results are talked about."""

    meeting = forms.ModelChoiceField(label=_("Meeting"), queryset=Meeting.objects.none(), empty_label=None)

    def __init__(self, *args: Any, meetings: QuerySet[Meeting], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["meeting"].queryset = meetings  # type: ignore[attr-defined]


class ShortReportForm(forms.Form):
    """The short report of the session."""

    report = forms.CharField(label=_("Short report"), widget=forms.Textarea(attrs={"rows": 8}), required=False)
