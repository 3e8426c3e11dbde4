"""Forms of releases and of consent to figures."""

import re
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from bildungsnetz.monitoring.models import Grouping, IndicatorVersion, Release
from bildungsnetz.networks import geo

DIVIDED = re.compile(r"\s*;\s*")


class ReleaseForm(forms.Form):
    """Title, text, method and announced hour."""

    title = forms.CharField(label=_("Title"), max_length=200)
    text = forms.CharField(label=_("What it shows"), widget=forms.Textarea(attrs={"rows": 4}), required=False)
    method = forms.CharField(label=_("Method"), widget=forms.Textarea(attrs={"rows": 4}), required=False)
    publish_on = forms.DateField(
        label=_("Day of publication"), required=False, widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    )
    publish_time = forms.TimeField(
        label=_("Hour of publication"), required=False, widget=forms.TimeInput(attrs={"type": "time"}, format="%H:%M")
    )

    @staticmethod
    def of(release: Release) -> dict[str, Any]:
        """Return what the form begins with."""
        hour = timezone.localtime(release.publish_at) if release.publish_at else None
        return {
            "title": release.title, "text": release.text, "method": release.method,
            "publish_on": hour and hour.date(), "publish_time": hour and hour.time(),
        }  # fmt: skip

    def clean(self) -> dict[str, Any]:
        """Put day and hour together; one without the other is a mistake."""
        cleaned = super().clean() or {}
        day, hour = cleaned.get("publish_on"), cleaned.get("publish_time")
        if bool(day) != bool(hour) and not self.errors:
            self.add_error("publish_time", _("Please give both day and hour, for example 02.12.2026, 10:00."))
        together = timezone.datetime.combine(day, hour) if day and hour else None  # type: ignore[attr-defined]
        cleaned["publish_at"] = timezone.make_aware(together) if together else None
        return cleaned


class IndicatorTableForm(forms.Form):
    """Which observations of an indicator are to be released."""

    indicator = forms.ModelChoiceField(label=_("Indicator"), queryset=IndicatorVersion.objects.none(), empty_label="–")
    grouping = forms.ChoiceField(label=_("By"), choices=Grouping.choices, required=False)
    since = forms.CharField(label=_("From period"), required=False, max_length=9, help_text=_("For example 2015."))
    until = forms.CharField(label=_("Until period"), required=False, max_length=9)

    def __init__(self, *args: Any, versions: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["indicator"].queryset = versions  # type: ignore[attr-defined]


class OwnTableForm(forms.Form):
    """A table of own counts, row by row as text."""

    title = forms.CharField(label=_("Title"), max_length=200)
    code = forms.SlugField(label=_("Short name in addresses"), max_length=60, help_text=_("For example schuleingang."))
    part = forms.CharField(label=_("What is counted"), max_length=300)
    whole = forms.CharField(label=_("Out of which"), max_length=300)
    grouping = forms.ChoiceField(label=_("By"), choices=Grouping.choices, required=False)
    source = forms.CharField(label=_("Source"), max_length=300)
    rows = forms.CharField(
        label=_("Rows"),
        widget=forms.Textarea(attrs={"rows": 12, "spellcheck": "false"}),
        help_text=_("One line per town: town or key; period; group or nothing; count; out of how many."),
    )

    def __init__(self, *args: Any, region_key: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        towns = geo.towns_of(region_key)
        self.keys = {town.name.casefold(): key for key, town in towns.items()} | {key: key for key in towns}

    def clean_rows(self) -> list[dict[str, Any]]:
        """Read the lines; the first one that does not fit is named with line, what was found and what is expected."""
        found, seen = [], set()
        for number, line in enumerate(self.cleaned_data["rows"].splitlines(), start=1):
            if not line.strip():
                continue
            row = self._row(number, DIVIDED.split(line.strip()))
            cell = (row["place"], row["period"], row["group"])
            if cell in seen:
                raise forms.ValidationError(
                    _("Line %(line)s: this place, period and group stand twice."), params={"line": number}
                )
            seen.add(cell)
            found.append(row)
        if not found:
            raise forms.ValidationError(_("Please enter at least one line."))
        return found

    def clean(self) -> dict[str, Any]:
        """Demand groups exactly where the table is by groups."""
        cleaned = super().clean() or {}
        if any(bool(row["group"]) != bool(cleaned.get("grouping")) for row in cleaned.get("rows", [])):
            self.add_error("rows", _("Groups belong in every line if the table is by groups, else in none."))
        return cleaned

    def _row(self, number: int, cells: list[str]) -> dict[str, Any]:
        def wrong(column: str, value: str) -> forms.ValidationError:
            sentence = _("Line %(line)s, %(column)s: “%(found)s” does not fit. Nothing was taken over.")
            return forms.ValidationError(sentence, params={"line": number, "column": column, "found": value})

        if len(cells) != 5:
            raise wrong(str(_("number of columns (5)")), str(len(cells)))
        town, period, group, part, whole = cells
        if town.casefold() not in self.keys:
            raise wrong(str(_("name or key of the town")), town)
        if not re.fullmatch(r"\d{4}(/\d{2})?", period):
            raise wrong(str(_("period")), period)
        for column, value in ((_("count"), part), (_("out of"), whole)):
            if not re.fullmatch(r"\d{1,7}", value):
                raise wrong(str(column), value)
        if int(part) > int(whole):
            raise wrong(str(_("count")), part)
        return {
            "place": self.keys[town.casefold()], "period": period, "group": group[:40], "part": part, "whole": whole,
        }  # fmt: skip


class FiguresConsentForm(forms.Form):
    """Consent to the figures one was shown."""

    shown_hash = forms.CharField(widget=forms.HiddenInput)
    has_read = forms.BooleanField(
        label=_("I have read it and consent for my side."),
        error_messages={"required": _("Please tick that you have read it.")},
    )


class WhyForm(forms.Form):
    """Why somebody refuses or withdraws."""

    reason = forms.CharField(label=_("Reason"), widget=forms.Textarea(attrs={"rows": 4}))
