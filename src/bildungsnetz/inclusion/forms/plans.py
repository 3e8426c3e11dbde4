"""Forms of scenarios, the guide, hours and the transition."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from bildungsnetz.inclusion.forms.counts import GRADES, whole_number, year_choice
from bildungsnetz.inclusion.models import Focus, StepKind
from bildungsnetz.inclusion.models.guide import STAR_ELEMENTS
from bildungsnetz.inclusion.persons import no_case
from bildungsnetz.networks import geo
from bildungsnetz.networks.forms.fields import day_field
from bildungsnetz.networks.models import Network

ANY = [("", "–")]


def towns_of(network: Network) -> list[tuple[str, str]]:
    """Return the towns of a network as choices, by name."""
    found = sorted(geo.towns_of(network.region.key).values(), key=lambda town: town.name)
    return [(town.key, town.name) for town in found]


class ScenarioForm(forms.Form):
    """The title of a scenario."""

    title = forms.CharField(label=_("Title"), max_length=80, validators=[no_case],
                            help_text=_("For example: New groups in the north."))  # fmt: skip


class StepForm(forms.Form):
    """One step; which fields it needs follows from its kind."""

    kind = forms.ChoiceField(label=pgettext_lazy("step", "What happens"), choices=StepKind.choices)
    from_year = forms.TypedChoiceField(label=_("From school year"), coerce=int)
    town = forms.ChoiceField(label=_("Town"), required=False, help_text=_("For a new school."))
    focus = forms.ChoiceField(label=_("Support focus"), required=False, choices=[*ANY, *Focus.choices])
    first_grade = forms.TypedChoiceField(label=_("From grade"), coerce=int, choices=GRADES, initial=1)
    last_grade = forms.TypedChoiceField(label=_("To grade"), coerce=int, choices=GRADES, initial=10)
    school_number = forms.ChoiceField(label=_("School"), required=False, help_text=_("For a closing."))
    value = whole_number(
        _("Number"), required=False,
        help_text=_("New school: places per grade. Minimum size: pupils. Assistants: hours a week."),
    )  # fmt: skip

    def __init__(
        self, *args: Any, network: Network, schools: Sequence[tuple[str, str]], current: int, **more: Any
    ) -> None:
        super().__init__(*args, **more)
        self.fields["town"].choices = [*ANY, *towns_of(network)]  # type: ignore[attr-defined]
        self.fields["school_number"].choices = [*ANY, *schools]  # type: ignore[attr-defined]
        self.fields["from_year"].choices = year_choice(current, ahead=10, back=0)[::-1]  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        """Demand what the kind needs."""
        cleaned = super().clean() or {}
        kind = cleaned.get("kind")
        needs = {StepKind.NEW_SCHOOL: ("town", "focus", "value"), StepKind.CLOSING: ("school_number",)}
        for name in needs.get(StepKind(kind), ("value",)) if kind else ():
            if not cleaned.get(name):
                self.add_error(name, _("This step needs it."))
        if (cleaned.get("last_grade") or 10) < (cleaned.get("first_grade") or 1):
            self.add_error("last_grade", _("The last grade comes before the first one."))
        cleaned["value"] = cleaned.get("value") or 0
        return cleaned


class ContactForm(forms.Form):
    """An office to turn to; no person."""

    office = forms.CharField(label=_("Office"), max_length=120, validators=[no_case],
                             help_text=_("An office, not a person: for example an advice centre."))  # fmt: skip
    town = forms.ChoiceField(label=_("Town"), required=False, help_text=_("Leave open for all towns."))
    focus = forms.ChoiceField(label=_("Support focus"), required=False, choices=[*ANY, *Focus.choices])
    phone = forms.CharField(label=_("Telephone"), max_length=40, required=False, validators=[no_case])
    email = forms.EmailField(label=_("E-mail address"), required=False)
    web = forms.URLField(label=_("Website"), required=False, assume_scheme="https")

    def __init__(self, *args: Any, network: Network, **more: Any) -> None:
        super().__init__(*args, **more)
        self.fields["town"].choices = [*ANY, *towns_of(network)]  # type: ignore[attr-defined]


class DateForm(forms.Form):
    """A date of the local calendar."""

    due_on = day_field(label=_("Until"))
    title = forms.CharField(label=_("What is due"), max_length=160, validators=[no_case])
    web = forms.URLField(label=_("Form or further words"), required=False, assume_scheme="https")


class HoursForm(forms.Form):
    """Hours of assistants at a school in a budget year."""

    school = forms.ChoiceField(label=_("School"))
    year = forms.TypedChoiceField(label=_("Budget year"), coerce=int)
    needed = whole_number(_("Hours needed a week"))
    promised = whole_number(_("Hours promised a week"))
    placed = whole_number(_("Hours placed a week"))

    def __init__(self, *args: Any, schools: Sequence[tuple[str, str]], current: int, **more: Any) -> None:
        super().__init__(*args, **more)
        self.fields["school"].choices = schools  # type: ignore[attr-defined]
        years = [(year, str(year)) for year in range(current + 1, current - 5, -1)]
        self.fields["year"].choices = years  # type: ignore[attr-defined]


class TransitionForm(forms.Form):
    """How many took part in an element of KAoA-STAR."""

    year = forms.TypedChoiceField(label=_("School year"), coerce=int)
    element = forms.ChoiceField(label=_("Element of KAoA-STAR"), choices=[(one, one) for one in STAR_ELEMENTS])
    focus = forms.ChoiceField(label=_("Support focus"), choices=Focus.choices)
    count = whole_number(_("Number"))

    def __init__(self, *args: Any, current: int, **more: Any) -> None:
        super().__init__(*args, **more)
        self.fields["year"].choices = year_choice(current)  # type: ignore[attr-defined]
