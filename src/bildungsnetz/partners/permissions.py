"""Who may import schools, and for which network."""

from collections.abc import Sequence
from datetime import date

from django.utils.translation import gettext as _

from bildungsnetz.intake.permissions import Scope
from bildungsnetz.networks.models import Role
from bildungsnetz.networks.permissions import Person, is_operator
from bildungsnetz.networks.selectors import networks_of, roles_of


def import_scopes(person: Person, day: date) -> Sequence[Scope]:
    """Return what a person may import for: an office its own network, the operator the whole state."""
    if not person.is_authenticated:
        return []
    scopes = [
        Scope(network.slug, network.name)
        for network in networks_of(person, on=day)
        if Role.OFFICE in roles_of(person, network=network, on=day)
    ]
    if is_operator(person, on=day):
        scopes.append(Scope("", _("North Rhine-Westphalia")))
    return scopes
