"""The two forms of the way in."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext_lazy as _

from bildungsnetz.intake.permissions import Scope
from bildungsnetz.intake.reading import MAX_BYTES


class FileForm(forms.Form):
    """A file, and for which area it is taken if the person may import for several."""

    file = forms.FileField(
        label=_("File"),
        help_text=_("CSV or XLSX, as you received it; please do not save it again with a spreadsheet program."),
        widget=forms.ClearableFileInput(attrs={"accept": ".csv,.txt,.xlsx,.json"}),
        error_messages={"required": _("Please choose a file."), "empty": _("The file is empty.")},
    )
    scope = forms.ChoiceField(label=_("For which area"), widget=forms.RadioSelect)

    def __init__(self, *args: Any, scopes: Sequence[Scope], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choices = [(scope.key, scope.title) for scope in scopes]
        field = self.fields["scope"]
        if isinstance(field, forms.ChoiceField):
            field.choices = choices
        # An empty key stands for the whole platform, so nothing chosen may be a choice.
        field.required = all(key for key, _title in choices)
        field.initial = choices[0][0] if choices else ""
        if len(choices) == 1:
            field.widget = forms.HiddenInput()

    def clean_file(self) -> UploadedFile:
        """Refuse files too big to be a list."""
        file: UploadedFile = self.cleaned_data["file"]
        if file.size is not None and file.size > MAX_BYTES:
            raise forms.ValidationError(_("The file is larger than %(size)s MB.") % {"size": MAX_BYTES // 1_000_000})
        return file


class ReferenceDateForm(forms.Form):
    """For which day the data hold."""

    reference_date = forms.DateField(
        label=_("Reference date"),
        widget=forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"}),
        error_messages={
            "required": _("Please enter a date, for example 14/01/2027."),
            "invalid": _("Please enter a date, for example 14/01/2027."),
        },
    )
