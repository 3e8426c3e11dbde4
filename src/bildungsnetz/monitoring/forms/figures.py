"""Forms of the catalogue, the way in and the explorer."""

from collections.abc import Mapping, Sequence
from typing import Any

from django import forms
from django.core.files.uploadedfile import UploadedFile
from django.core.validators import validate_slug
from django.utils.translation import gettext_lazy as _

from bildungsnetz.intake.reading import MAX_BYTES
from bildungsnetz.monitoring.models import Aggregation, Area, Direction, Grouping, IndicatorVersion, Origin, Unit
from bildungsnetz.monitoring.reading.columns import GERMAN, NUMBERS, PERCENT, SHARES
from bildungsnetz.monitoring.services.catalogue import SAID
from bildungsnetz.networks import geo

FROM_COLUMN = "column:"


class FiguresFileForm(forms.Form):
    """A file with figures."""

    file = forms.FileField(
        label=_("File"),
        help_text=_("A table of the Regionaldatenbank, the school directory, a list as CSV or a workbook as XLSX."),
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
    """What the columns of a file mean, and what is the same in all its rows."""

    indicator = forms.ChoiceField(label=_("Indicator"))
    region = forms.ChoiceField(label=_("Column with the key of the place"), help_text=_("AGS or school number"))
    period_column = forms.ChoiceField(label=_("Column with the period"), required=False)
    period = forms.CharField(label=_("Or one period for all rows"), required=False, max_length=7,
                             help_text=_("For example 2023 or 2023/24."))  # fmt: skip
    value = forms.ChoiceField(label=_("Column with the value"), required=False)
    numerator = forms.ChoiceField(label=_("Column with the numerator"), required=False)
    denominator = forms.ChoiceField(label=_("Column with the denominator"), required=False)
    group = forms.ChoiceField(label=_("Column with the group"), required=False)
    grouping = forms.ChoiceField(label=_("By"), choices=Grouping.choices, required=False)
    numbers = forms.ChoiceField(
        label=_("How numbers are written"), widget=forms.RadioSelect,
        choices=[(GERMAN, _("1.234,5 (point for thousands, comma for fractions)")),
                 ("PLAIN", _("1234.5 (point for fractions)"))],
    )  # fmt: skip
    shares = forms.ChoiceField(
        label=_("How shares are written"), widget=forms.RadioSelect, required=False,
        choices=[(PERCENT, _("in per cent: 5.8 means 5.8 per cent")), ("SHARE", _("as a share: 0.058"))],
    )  # fmt: skip
    rounded_to = forms.IntegerField(label=_("Rounded to"), required=False, min_value=2, max_value=1000)
    origin = forms.ChoiceField(label=_("Origin"), choices=Origin.choices, initial=Origin.OFFICIAL)
    source = forms.CharField(label=_("Source"), max_length=200)

    def __init__(
        self, *args: Any, header: Sequence[str], indicators: Mapping[str, tuple[str, str]], **more: Any
    ) -> None:
        """``indicators``: code -> (title, unit)."""
        super().__init__(*args, **more)
        self.units = {code: unit for code, (_title, unit) in indicators.items()}
        columns = [(name, name) for name in header if name]
        for name in ("region", "period_column", "value", "numerator", "denominator", "group"):
            self.fields[name].choices = [("", "–"), *columns]  # type: ignore[attr-defined]
        known = [(code, title) for code, (title, _unit) in indicators.items()]
        named = [(f"{FROM_COLUMN}{name}", _("from column “%(name)s”") % {"name": name}) for name, _same in columns]
        self.fields["indicator"].choices = [("", "–"), *known, *named]  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        """Ask for what cannot be guessed."""
        said = super().clean() or {}
        if bool(said.get("period_column")) == bool(said.get("period")):
            self.add_error("period", _("Please name either the column or the one period."))
        counts = (said.get("numerator"), said.get("denominator"))
        if not said.get("value") and not all(counts):
            self.add_error("value", _("Please name the column with the value, or those of numerator and denominator."))
        if bool(said.get("group")) != bool(said.get("grouping")):
            self.add_error("grouping", _("Group and kind of grouping belong together."))
        unit = self.units.get(said.get("indicator", ""))
        if said.get("value") and not said.get("shares") and unit in (Unit.SHARE, None) and said.get("indicator"):
            self.add_error("shares", _("Please say how shares are written; it cannot be told from the numbers."))
        return said

    @property
    def meaning(self) -> dict[str, str]:
        """The answers as the reader of long lists understands them."""
        said = self.cleaned_data
        code = said["indicator"]
        meaning = {
            "indicator": code.removeprefix(FROM_COLUMN) if code.startswith(FROM_COLUMN) else f"={code}",
            "region": said["region"], "period": said["period_column"] or f"={said['period']}",
            "source": f"={said['source']}", "origin": f"={said['origin']}",
            NUMBERS: said["numbers"], SHARES: said["shares"],
        }  # fmt: skip
        meaning |= {name: said[name] for name in ("value", "numerator", "denominator", "group") if said[name]}
        meaning |= {name: f"={said[name]}" for name in ("grouping", "rounded_to") if said[name]}
        return meaning


class IndicatorForm(forms.ModelForm):
    """An office's own indicator, or another definition of it."""

    code = forms.CharField(label=_("Part of the address"), max_length=60, validators=[validate_slug],
                           help_text=_("Small letters and hyphens, for example lesepaten-je-schule."))  # fmt: skip
    area = forms.ChoiceField(label=_("Area"), choices=Area.choices)
    applies_from = forms.DateField(
        label=_("Applies from"), widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    )

    class Meta:
        model = IndicatorVersion
        fields = SAID

    field_order = ["code", "area", "title", "definition", "unit", "numerator", "denominator"]

    def __init__(self, *args: Any, is_new: bool, **more: Any) -> None:
        super().__init__(*args, **more)
        self.fields["direction"].initial = Direction.NONE
        self.fields["aggregation"].initial = Aggregation.NONE
        if not is_new:
            del self.fields["code"], self.fields["area"]

    def clean(self) -> dict[str, Any]:
        """A share needs its formula, and only rates are put together from sums."""
        said = super().clean() or {}
        is_rate = said.get("unit") in (Unit.SHARE, Unit.RATIO)
        for name in ("numerator", "denominator"):
            if is_rate and not said.get(name):
                self.add_error(name, _("A share needs a numerator and a denominator."))
        if said.get("aggregation") == Aggregation.RATIO and not is_rate:
            self.add_error("aggregation", _("Only a rate can be put together from numerators and denominators."))
        return said


class ComparisonSetForm(forms.Form):
    """Regions an office compares itself with, and why they are alike."""

    name = forms.CharField(label=_("Name"), max_length=80)
    reason = forms.CharField(label=_("Why they are alike"), max_length=200)
    region_keys = forms.MultipleChoiceField(label=_("Regions"), widget=forms.CheckboxSelectMultiple)

    def __init__(self, *args: Any, **more: Any) -> None:
        super().__init__(*args, **more)
        regions = sorted(geo.regions().items())
        self.fields["region_keys"].choices = [(key, one.name) for key, one in regions]  # type: ignore[attr-defined]


class LookForm(forms.Form):
    """What an explorer page shows: period, grouping, set of regions."""

    ansicht = forms.CharField(widget=forms.HiddenInput, required=False)
    zeitraum = forms.ChoiceField(label=_("Period"), required=False)
    nach = forms.ChoiceField(label=_("By"), required=False)
    satz = forms.ChoiceField(label=_("Compare with"), required=False)

    def __init__(
        self, *args: Any, periods: Sequence[str], groupings: Sequence[tuple[str, str]], sets: Sequence[tuple[str, str]],
        **more: Any,
    ) -> None:  # fmt: skip
        super().__init__(*args, **more)
        for name, choices in (
            ("zeitraum", [(one, one) for one in periods]), ("nach", list(groupings)), ("satz", list(sets)),
        ):  # fmt: skip
            if len(choices) > 1:
                self.fields[name].choices = choices  # type: ignore[attr-defined]
            else:
                del self.fields[name]
