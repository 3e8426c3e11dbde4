"""Forms of the living page of components; no other page uses them."""

from django import forms
from django.utils.translation import gettext_lazy as _


class EveryField(forms.Form):
    """One field of each kind, so that all of them can be seen."""

    name = forms.CharField(label=_("Text"), widget=forms.TextInput(attrs={"autocomplete": "name"}))
    email = forms.EmailField(
        label=_("E-mail"),
        help_text=_("We send one link only."),
        widget=forms.EmailInput(attrs={"autocomplete": "email"}),
    )
    password = forms.CharField(
        label=_("Password"), widget=forms.PasswordInput(attrs={"autocomplete": "current-password"})
    )
    places = forms.IntegerField(label=_("Number"), min_value=0, required=False)
    day = forms.DateField(
        label=_("Date"), help_text=_("For example 14.01.2027."), widget=forms.DateInput(attrs={"type": "date"})
    )
    kind = forms.ChoiceField(label=_("Choice from a list"), choices=[("", "–"), ("a", "A"), ("b", "B")])
    one = forms.ChoiceField(
        label=_("One of several"), choices=[("a", "A"), ("b", "B")], widget=forms.RadioSelect, help_text=_("Hint")
    )
    several = forms.MultipleChoiceField(
        label=_("Several of these"),
        choices=[("a", "A"), ("b", "B")],
        widget=forms.CheckboxSelectMultiple,
        required=False,
    )
    reason = forms.CharField(label=_("Long text"), widget=forms.Textarea)
    file = forms.FileField(label=_("File"), required=False, help_text=_("CSV or XLSX."))
    read = forms.BooleanField(label=_("I have read it"))

    def clean(self) -> dict[str, object]:
        """Add an error that belongs to no single field, to show it."""
        if self.is_bound and not self.data.get("name"):
            self.add_error(None, _("Your input is kept. Please complete it."))
        return dict(self.cleaned_data)


class ExampleFilter(forms.Form):
    """Two filters of a list."""

    word = forms.CharField(label=_("Word"), required=False)
    kind = forms.ChoiceField(label=_("Kind"), choices=[("", "–"), ("a", "A"), ("b", "B")], required=False)
