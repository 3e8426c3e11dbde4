"""Filter bars of the lists; every filter works as a plain address."""

from collections.abc import Mapping
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from bildungsnetz.networks import geo
from bildungsnetz.partners.directory.codes import SCHOOL_TYPES
from bildungsnetz.partners.models import Kind, Side


class _Filter(forms.Form):
    """A form of GET parameters: never wrong, since nonsense counts as nothing, and therefore never bound."""

    use_required_attribute = False

    def __init__(self, parameters: Mapping[str, str]) -> None:
        super().__init__(initial={name: parameters[name] for name in self.base_fields if name in parameters})

    def chosen(self, name: str) -> str:
        """Return what the reader asked for; the field's own initial value if that is no choice."""
        field = self.fields[name]
        asked = str(self.initial.get(name, ""))[:80]
        if isinstance(field, forms.ChoiceField) and not field.valid_value(asked):
            asked = ""
        return asked or str(field.initial or "")

    @property
    def is_used(self) -> bool:
        """Whether anything but the initial values is asked for."""
        return any(self.chosen(name) != str(field.initial or "") for name, field in self.fields.items())


class SchoolFilter(_Filter):
    """What to show of a network's schools."""

    suche = forms.CharField(label=_("Search"), max_length=80)
    stadt = forms.ChoiceField(label=_("Town"))
    schulform = forms.ChoiceField(label=_("School type"))
    stand = forms.ChoiceField(
        label=_("State"),
        initial="listed",
        choices=[("listed", _("listed")), ("missing", _("no longer listed")), ("all", _("all"))],
    )

    def __init__(self, parameters: Mapping[str, str], *, region_key: str) -> None:
        super().__init__(parameters)
        towns = sorted((town.name, key) for key, town in geo.towns_of(region_key).items())
        types = [(code, one.title) for code, one in SCHOOL_TYPES.items() if one.is_school]
        _set_choices(self.fields["stadt"], [("", _("all towns")), *((key, name) for name, key in towns)])
        _set_choices(self.fields["schulform"], [("", _("all school types")), *types])


class InstitutionFilter(_Filter):
    """What to show of a network's institutions."""

    suche = forms.CharField(label=_("Search"), max_length=80)
    art = forms.ChoiceField(
        label=_("Kind"),
        choices=[("", _("all kinds")), *(choice for choice in Kind.choices if choice[0] != Kind.SCHOOL)],
    )
    seite_des_netzes = forms.ChoiceField(label=_("Side"), choices=[("", _("all sides")), *Side.choices])
    stand = forms.ChoiceField(
        label=_("State"),
        choices=[
            ("", _("all entries")),
            ("stale", _("not confirmed for a year")),
            ("self", _("confirmed by themselves in the last 30 days")),
            ("alone", _("without any cooperation")),
        ],
    )


def _set_choices(field: forms.Field, choices: list[tuple[str, Any]]) -> None:
    if not isinstance(field, forms.ChoiceField):
        raise TypeError("only a choice has choices")
    field.choices = choices
