"""Forms for institutions, their people and their cooperations."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from bildungsnetz.networks import geo
from bildungsnetz.networks.forms.fields import day_field
from bildungsnetz.networks.models import Network
from bildungsnetz.partners.models import CooperationKind, Evidence, Institution, Kind, Person, Side
from bildungsnetz.partners.selectors import institutions_of


class InstitutionForm(forms.Form):
    """What an office says of an institution."""

    name = forms.CharField(label=_("Name"), max_length=200)
    short_name = forms.CharField(label=_("Short name"), max_length=80, required=False)
    kind = forms.ChoiceField(label=_("Kind"), choices=[choice for choice in Kind.choices if choice[0] != Kind.SCHOOL])
    further_kinds = forms.MultipleChoiceField(
        label=_("Also is"),
        required=False,
        choices=[choice for choice in Kind.choices if choice[0] != Kind.SCHOOL],
        help_text=_("Several are possible: hold Ctrl while you choose."),
    )
    side = forms.ChoiceField(label=_("Side"), choices=Side.choices, initial=Side.THIRD)
    town = forms.ChoiceField(label=_("Town"), required=False)
    competence = forms.CharField(
        label=_("Competence"), max_length=300, required=False, help_text=_("What it is responsible for in the network.")
    )
    street = forms.CharField(label=_("Street"), max_length=120, required=False)
    postcode = forms.RegexField(
        r"^\d{5}$", label=_("Postcode"), required=False, error_messages={"invalid": _("Please enter five digits.")}
    )
    place = forms.CharField(label=_("Place"), max_length=80, required=False)
    phone = forms.CharField(label=_("Telephone"), max_length=40, required=False)
    email = forms.EmailField(label=_("E-mail address"), required=False)
    web = forms.URLField(label=_("Website"), required=False, assume_scheme="https", max_length=300)

    def __init__(self, *args: Any, network: Network, **options: Any) -> None:
        super().__init__(*args, **options)
        towns = sorted((town.name, key) for key, town in geo.towns_of(network.region.key).items())
        _choices(self.fields["town"], [("", _("no town of the network")), *((key, name) for name, key in towns)])


class OwnDataForm(forms.Form):
    """What an institution may correct by itself."""

    short_name = forms.CharField(label=_("Short name"), max_length=80, required=False)
    competence = forms.CharField(
        label=_("Competence"), max_length=300, required=False, help_text=_("What you are responsible for.")
    )
    street = forms.CharField(label=_("Street"), max_length=120, required=False)
    postcode = forms.RegexField(
        r"^\d{5}$", label=_("Postcode"), required=False, error_messages={"invalid": _("Please enter five digits.")}
    )
    place = forms.CharField(label=_("Place"), max_length=80, required=False)
    phone = forms.CharField(label=_("Telephone"), max_length=40, required=False)
    email = forms.EmailField(label=_("E-mail address"), required=False)
    web = forms.URLField(label=_("Website"), required=False, assume_scheme="https", max_length=300)


class _ContactForm(forms.Form):
    name = forms.CharField(label=_("Name"), max_length=120)
    email = forms.EmailField(label=_("E-mail address"), required=False)
    phone = forms.CharField(label=_("Telephone"), max_length=40, required=False)
    publication = forms.BooleanField(label=_("Has agreed that name and function are published"), required=False)
    mailing = forms.BooleanField(label=_("Has agreed to receive circulars"), required=False)


class NewPersonForm(_ContactForm):
    """A contact person with the first function."""

    title = forms.CharField(label=_("Function"), max_length=120)
    began_on = day_field(label=_("from"), required=False)
    field_order = ("name", "title", "began_on", "email", "phone", "publication", "mailing")


class PersonForm(_ContactForm):
    """How a contact person is reached, and what he or she agrees to."""

    @staticmethod
    def initial_of(person: Person) -> dict[str, Any]:
        """Return what the form shows at first."""
        return {
            "name": person.name,
            "email": person.email,
            "phone": person.phone,
            "publication": person.may_be_published,
            "mailing": person.may_be_mailed,
        }


class CooperationForm(forms.Form):
    """What an institution does with another one of the network."""

    kind = forms.ChoiceField(label=_("What it does"))
    other = forms.ModelChoiceField(label=_("With whom"), queryset=Institution.objects.none())
    purpose = forms.CharField(label=_("Purpose"), max_length=300)
    evidence = forms.ChoiceField(label=_("Evidence"), choices=Evidence.choices)
    evidence_note = forms.CharField(
        label=_("Where the evidence is found"),
        max_length=300,
        required=False,
        help_text=_("For example the date of the agreement or the minutes."),
    )
    began_on = day_field(label=_("from"), required=False)

    def __init__(self, *args: Any, institution: Institution, network: Network, **options: Any) -> None:
        super().__init__(*args, **options)
        found = institutions_of(network, with_schools=True).exclude(pk=institution.pk).filter(ended_on=None)
        other = self.fields["other"]
        if isinstance(other, forms.ModelChoiceField):
            other.queryset = found
        _choices(self.fields["kind"], kinds_with_direction())


def kinds_with_direction() -> list[tuple[str, Any]]:
    """Return every kind of cooperation in both readings, the reversed ones marked with a minus."""
    from bildungsnetz.partners.models.cooperation import REVERSED

    forward: list[tuple[str, Any]] = [(kind.value, kind.label) for kind in CooperationKind]
    backward = [(f"-{kind}", REVERSED[kind]) for kind in CooperationKind if kind != CooperationKind.WORKS_WITH]
    return [*forward, *backward]


def _choices(field: forms.Field, choices: list[tuple[str, Any]]) -> None:
    if not isinstance(field, forms.ChoiceField):
        raise TypeError("only a choice has choices")
    field.choices = choices
