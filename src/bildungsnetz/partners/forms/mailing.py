"""Forms for distribution lists and circulars."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from bildungsnetz.networks import geo
from bildungsnetz.networks.models import Network
from bildungsnetz.partners.models import Kind, Side


class DistributionListForm(forms.Form):
    """A name, and whom the list is for."""

    name = forms.CharField(label=_("Name of the list"), max_length=120)
    kind = forms.ChoiceField(label=_("Kind"), required=False, choices=[("", _("all kinds")), *Kind.choices])
    side = forms.ChoiceField(label=_("Side"), required=False, choices=[("", _("all sides")), *Side.choices])
    town = forms.ChoiceField(label=_("Town"), required=False)
    function = forms.CharField(
        label=_("Function contains"), max_length=120, required=False, help_text=_("For example: head")
    )

    def __init__(self, *args: Any, network: Network, **options: Any) -> None:
        super().__init__(*args, **options)
        towns = sorted((town.name, key) for key, town in geo.towns_of(network.region.key).items())
        field = self.fields["town"]
        if isinstance(field, forms.ChoiceField):
            field.choices = [("", _("all towns")), *((key, name) for name, key in towns)]


class CircularForm(forms.Form):
    """What is sent."""

    subject = forms.CharField(label=_("Subject"), max_length=200)
    body = forms.CharField(
        label=_("Text"),
        max_length=20_000,
        widget=forms.Textarea(attrs={"rows": 12}),
        help_text=_("The line with the link for unsubscribing is added by itself."),
    )
