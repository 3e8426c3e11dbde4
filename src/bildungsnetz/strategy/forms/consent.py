"""Forms of consent."""

from django import forms
from django.utils.translation import gettext_lazy as _


class StrategyConsentForm(forms.Form):
    """Consent to the text one was shown."""

    shown_hash = forms.CharField(widget=forms.HiddenInput)
    has_read = forms.BooleanField(
        label=_("I have read it and consent for my side."),
        error_messages={"required": _("Please tick that you have read it.")},
    )


class WhyForm(forms.Form):
    """Why somebody refuses or withdraws."""

    reason = forms.CharField(label=_("Reason"), widget=forms.Textarea(attrs={"rows": 4}), max_length=2000)
