"""Forms for proposals, ratings and choices."""

from collections.abc import Iterable
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from bildungsnetz.governance.models import Body
from bildungsnetz.monitoring.models import ReleaseTable
from bildungsnetz.monitoring.selectors.releases import published_tables
from bildungsnetz.networks.models import Clause, FieldOfAction, Network
from bildungsnetz.partners.models import Institution
from bildungsnetz.strategy.models import ChoiceLine
from bildungsnetz.strategy.selectors.offered import bodies_offered, clauses_offered, institutions_offered

DEGREES = [
    (1, pgettext_lazy("degree", "1 – small")),
    (2, pgettext_lazy("degree", "2 – moderate")),
    (3, pgettext_lazy("degree", "3 – large")),
    (4, pgettext_lazy("degree", "4 – very large")),
]


def long_text(label: Any, *, required: bool = False, rows: int = 4, help_text: Any = "") -> forms.CharField:
    """Make a field for a text of several lines."""
    widget = forms.Textarea(attrs={"rows": rows})
    return forms.CharField(label=label, required=required, widget=widget, max_length=8000, help_text=help_text)


class ProposalForm(forms.Form):
    """A field of action with need, evidence and competence."""

    title = forms.CharField(label=_("Field of action"), max_length=80)
    need = long_text(_("Need"), required=True, help_text=_("What is not good enough today, and for whom?"))
    evidence = long_text(_("Evidence"), rows=3, help_text=_("What shows it? Name source and date."))
    figures = forms.ModelChoiceField(
        label=_("Released figures"), queryset=ReleaseTable.objects.none(), required=False, empty_label="–"
    )
    clause = forms.ModelChoiceField(
        label=_("Clause that gives the competence"), queryset=Clause.objects.none(), required=False, empty_label="–"
    )
    competence_note = long_text(_("Competence in own words"), rows=2)
    body = forms.ModelChoiceField(
        label=_("Proposed by body"), queryset=Body.objects.none(), required=False, empty_label="–"
    )
    institution = forms.ModelChoiceField(
        label=_("Proposed by partner"), queryset=Institution.objects.none(), required=False, empty_label="–"
    )
    follows = forms.ModelChoiceField(
        label=_("Takes the place of"), queryset=FieldOfAction.objects.none(), required=False, empty_label="–"
    )

    def __init__(self, *args: Any, network: Network, on: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offered: dict[str, Any] = {
            "figures": published_tables(network),
            "clause": clauses_offered(network, on=on),
            "body": bodies_offered(network, on=on),
            "institution": institutions_offered(network, on=on),
            "follows": FieldOfAction.objects.filter(network=network, ended_on=None).order_by("name", "pk"),
        }
        for name, queryset in offered.items():
            self.fields[name].queryset = queryset  # type: ignore[attr-defined]


def _degree(label: Any, help_text: Any) -> forms.TypedChoiceField:
    return forms.TypedChoiceField(
        label=label, choices=DEGREES, coerce=int, widget=forms.RadioSelect, help_text=help_text
    )


class RatingForm(forms.Form):
    """How a side rates a proposal."""

    need = _degree(_("Need"), _("How urgent is it?"))
    influence = _degree(_("What we can change together"), _("How much lies in the hands of both sides?"))
    feasibility = _degree(_("What we can manage with our means"), _("Posts, money, partners."))
    reason = long_text(_("Reasons"), required=True)


class ChoiceForm(forms.Form):
    """Which proposals are chosen, with a reason for each."""

    title = forms.CharField(label=_("Title"), max_length=160)
    reasons = long_text(_("What the choice rests on"))

    def __init__(self, *args: Any, lines: Iterable[ChoiceLine], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.keys = []
        for line in lines:
            self.keys.append(line.pk)
            self.fields[f"chosen_{line.pk}"] = forms.BooleanField(
                label=_("Choose “%(title)s”") % {"title": line.title}, required=False, initial=line.is_chosen
            )
            self.fields[f"reason_{line.pk}"] = long_text(
                _("Why, or why not: “%(title)s”") % {"title": line.title}, rows=2
            )
            self.fields[f"reason_{line.pk}"].initial = line.reason

    def lines(self) -> dict[int, tuple[bool, str]]:
        """Return choice and reason by key of the line."""
        data = self.cleaned_data
        return {key: (data[f"chosen_{key}"], data[f"reason_{key}"]) for key in self.keys}


class DraftChoiceForm(forms.Form):
    """The title of a new choice."""

    title = forms.CharField(label=_("Title"), max_length=160)
