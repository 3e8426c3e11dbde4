"""Forms for lists of partners: a file, then what its columns say."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.core.files.uploadedfile import UploadedFile
from django.forms import BoundField
from django.utils.translation import gettext_lazy as _

from bildungsnetz.intake.reading import MAX_BYTES
from bildungsnetz.partners.list_columns import FIELD_CHOICES, LEFT_OUT, Column
from bildungsnetz.partners.lists.columns import Layout
from bildungsnetz.partners.models import Kind, Side


class ListFileForm(forms.Form):
    """A list of partners."""

    file = forms.FileField(
        label=_("File"),
        help_text=_("CSV or XLSX with one row per institution or per contact person."),
        widget=forms.ClearableFileInput(attrs={"accept": ".csv,.txt,.xlsx"}),
        error_messages={"required": _("Please choose a file."), "empty": _("The file is empty.")},
    )

    def clean_file(self) -> UploadedFile:
        """Refuse files too big to be a list."""
        file: UploadedFile = self.cleaned_data["file"]
        if file.size is not None and file.size > MAX_BYTES:
            raise forms.ValidationError(_("The file is larger than %(size)s MB.") % {"size": MAX_BYTES // 1_000_000})
        return file


class ColumnsForm(forms.Form):
    """What each column says, and what holds for rows that do not say it."""

    default_kind = forms.ChoiceField(
        label=_("Kind of rows that name none"),
        choices=[choice for choice in Kind.choices if choice[0] != Kind.SCHOOL],
        initial=Kind.OTHER,
    )
    default_side = forms.ChoiceField(
        label=_("Side of rows that name none"),
        required=False,
        choices=[("", _("as its kind, else third party")), *Side.choices],
    )
    alike = forms.ChoiceField(
        label=_("A row looks like a partner you have, but is called differently"),
        choices=[("out", _("leave it out and show it")), ("in", _("enter it; merge both later under “Doubles”"))],
        initial="out",
        widget=forms.RadioSelect,
    )

    def __init__(self, data: Any = None, *, columns: Sequence[Column], layout: Layout) -> None:
        initial = {
            "default_kind": layout.defaults.get("kind") or Kind.OTHER,
            "default_side": layout.defaults.get("side", ""),
            "alike": "in" if layout.enter_alike else "out",
        }
        initial |= {f"column_{index}": field or LEFT_OUT for index, field in enumerate(layout.fields)}
        super().__init__(data, initial=initial)
        self._columns = columns
        for index, column in enumerate(columns):
            examples = " · ".join(column.examples)
            self.fields[f"column_{index}"] = forms.ChoiceField(
                label=column.name,
                choices=FIELD_CHOICES,
                help_text=_("For example: %(examples)s") % {"examples": examples} if examples else _("All cells empty"),
            )

    def column_fields(self) -> list[BoundField]:
        """Return the fields of the columns, in their order."""
        return [self[f"column_{index}"] for index in range(len(self._columns))]

    def other_fields(self) -> list[BoundField]:
        """Return the fields that hold for the whole list."""
        return [self[name] for name in ("default_kind", "default_side", "alike")]

    def clean(self) -> dict[str, Any]:
        """Ask for the name, and forbid to use a field twice."""
        cleaned = super().clean() or {}
        said: dict[str, str] = {}
        for index, column in enumerate(self._columns):
            field = cleaned.get(f"column_{index}", LEFT_OUT).removeprefix(LEFT_OUT)
            if field and field in said:
                self.add_error(f"column_{index}", _("“%(other)s” says this already.") % {"other": said[field]})
            elif field:
                said[field] = column.name
        if "name" not in said:
            self.add_error(None, _("Please say which column names the institution."))
        return cleaned

    def layout(self) -> Layout:
        """Return what was said."""
        data = self.cleaned_data
        fields = tuple(data[f"column_{index}"].removeprefix(LEFT_OUT) for index in range(len(self._columns)))
        defaults = {"kind": data["default_kind"], "side": data["default_side"]}
        return Layout(fields, defaults, data["alike"] == "in")
