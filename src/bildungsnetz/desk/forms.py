"""Forms of the operator."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from bildungsnetz.networks.models import Region


class EraseForm(forms.Form):
    """The name of the person to be erased, typed as a safeguard."""

    name = forms.CharField(label=_("Type the name of the person"), max_length=120)

    def __init__(self, *args: Any, name: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.expected = name

    def clean_name(self) -> str:
        """Demand exactly this name."""
        typed: str = self.cleaned_data["name"]
        if typed.strip() != self.expected.strip():
            raise forms.ValidationError(_("This is not the name of the person. Please type it as shown."))
        return typed


class OpenNetworkForm(forms.Form):
    """A region and the two people who begin in its education office, one for each side."""

    region = forms.ModelChoiceField(label=_("Region"), queryset=Region.objects.none(), empty_label="–")
    state_name = forms.CharField(label=_("Name, post of the state"), max_length=120)
    state_email = forms.EmailField(label=_("E-mail address, post of the state"))
    municipal_name = forms.CharField(label=_("Name, post of the municipality"), max_length=120)
    municipal_email = forms.EmailField(label=_("E-mail address, post of the municipality"))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        free = Region.objects.filter(ended_on=None).exclude(network__opened_on__isnull=False)
        self.fields["region"].queryset = free.order_by("name", "pk")  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        """Forbid one person for both sides: the two speak for different parties."""
        cleaned = super().clean() or {}
        if cleaned.get("state_email") and cleaned.get("state_email") == cleaned.get("municipal_email"):
            self.add_error("municipal_email", _("The two posts are two people."))
        return cleaned
