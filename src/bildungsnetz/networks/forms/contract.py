"""Forms for the text of a contract and for the words of the sides."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from bildungsnetz.networks.forms.fields import day_field
from bildungsnetz.networks.models import Competence, CompetenceOwner, FieldOfAction, LegalBasis, Network
from bildungsnetz.networks.models.dated import PrecisionChoices


class FrameForm(forms.Form):
    """Title, parties, legal basis and first day of a version."""

    title = forms.CharField(label=_("Title"), max_length=200)
    state_party = forms.CharField(label=_("Party of the state"), max_length=200)
    municipal_party = forms.CharField(label=_("Municipal party"), max_length=200)
    legal_basis = forms.ChoiceField(label=_("Legal basis"), choices=LegalBasis.choices)
    effective_from = day_field(
        label=_("In force from"), required=False, help_text=_("Needed before the sides are asked for consent.")
    )


class CompetenceForm(forms.Form):
    """Who is in charge: agreed jointly, or stays with somebody; no third answer and no empty one."""

    competence = forms.ChoiceField(
        label=_("Who is in charge?"), choices=Competence.choices, widget=forms.RadioSelect, initial=Competence.JOINT
    )
    stays_with = forms.ChoiceField(
        label=_("Stays with"),
        choices=[("", "–"), *CompetenceOwner.choices],
        required=False,
        help_text=_("Only if it stays with somebody."),
    )

    def clean(self) -> dict[str, Any]:
        """Demand an owner exactly where competence stays with somebody."""
        cleaned = super().clean() or {}
        if cleaned.get("competence") == Competence.STAYS and not cleaned.get("stays_with"):
            self.add_error("stays_with", _("Please say with whom it stays."))
        return cleaned


class ClauseForm(CompetenceForm):
    """Heading, wording and competence of one clause."""

    heading = forms.CharField(label=_("Heading"), max_length=120)
    text = forms.CharField(label=_("Wording"), widget=forms.Textarea(attrs={"rows": 8}))
    field_order = ("heading", "text", "competence", "stays_with")


class AgreedFieldForm(CompetenceForm):
    """A field of action, what is agreed on it, and whose place it takes."""

    name = forms.CharField(label=_("Field of action"), max_length=80)
    description = forms.CharField(label=_("What is agreed"), widget=forms.Textarea(attrs={"rows": 4}), required=False)
    follows = forms.ModelChoiceField(
        label=_("Takes the place of"), queryset=FieldOfAction.objects.none(), required=False, empty_label="–"
    )
    field_order = ("name", "description", "competence", "stays_with", "follows")

    def __init__(self, *args: Any, network: Network, continued: bool = False, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if continued:
            del self.fields["follows"]
        else:
            running = FieldOfAction.objects.filter(network=network, ended_on=None).order_by("name", "pk")
            self.fields["follows"].queryset = running  # type: ignore[attr-defined]


class CouncilForm(forms.Form):
    """When the council decided."""

    on = day_field(label=_("Decided by the council on"))
    precision = forms.ChoiceField(
        label=_("How exactly is the date known?"),
        choices=[choice for choice in PrecisionChoices.choices if choice[0] != PrecisionChoices.UNKNOWN],
    )


class ConsentForm(forms.Form):
    """One side's consent to the text it has read."""

    shown_hash = forms.CharField(widget=forms.HiddenInput)
    has_read = forms.BooleanField(
        label=_("I have read this version and consent."),
        error_messages={"required": _("Please tick the box if you want to consent.")},
    )
    signed_on_paper_on = day_field(
        label=_("Signed on paper on"),
        required=False,
        help_text=_("Only if you record a contract that was signed on paper."),
    )
    signatory = forms.CharField(label=_("Signed on paper by"), max_length=120, required=False)

    def clean(self) -> dict[str, Any]:
        """Demand day and name of a signature together."""
        cleaned = super().clean() or {}
        if bool(cleaned.get("signed_on_paper_on")) != bool(cleaned.get("signatory")):
            self.add_error("signatory", _("Day and name of a signature on paper belong together."))
        return cleaned


class ReasonForm(forms.Form):
    """A reason the other side will read."""

    reason = forms.CharField(label=_("Reason"), widget=forms.Textarea(attrs={"rows": 3}), max_length=2000)


class RemarkForm(forms.Form):
    """A question or remark on the version or one clause."""

    text = forms.CharField(label=_("Question or remark"), widget=forms.Textarea(attrs={"rows": 3}), max_length=2000)


class EndForm(ReasonForm):
    """The first day without the contract, and why."""

    on = day_field(label=_("First day without contract"))
    field_order = ("on", "reason")


class PaperForm(forms.Form):
    """A PDF that belongs to a version."""

    purpose = forms.ChoiceField(
        label=_("What it is"),
        choices=[("SIGNED_CONTRACT", _("signed contract")), ("COUNCIL_DECISION", _("decision of the council"))],
    )
    file = forms.FileField(label=_("PDF file"))
