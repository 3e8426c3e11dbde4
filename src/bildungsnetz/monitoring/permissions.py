"""Who works with figures, and who may change them."""

from datetime import date

from bildungsnetz.monitoring.models.report import ReportEdition
from bildungsnetz.monitoring.selectors.reports import chapters_written_by
from bildungsnetz.networks.models import Mandate, Network, Role, Scope
from bildungsnetz.networks.permissions import SIDES_AT_WORK, Person
from bildungsnetz.networks.selectors import mandates_of, roles_of


def works_with_figures(person: Person, *, network: Network, on: date) -> bool:
    """Say whether a person sees figures that are not released: the office and the two sides of the network."""
    return bool(roles_of(person, network=network, on=on) & SIDES_AT_WORK)


def may_edit_figures(person: Person, *, network: Network, on: date) -> bool:
    """Say whether a person may define indicators and read figures in: the education office."""
    return Role.OFFICE in roles_of(person, network=network, on=on)


def works_on_releases(person: Person, *, network: Network, on: date) -> bool:
    """Say whether a person sees the workshop of releases: the office, both sides, holders of a mandate for them."""
    if works_with_figures(person, network=network, on=on):
        return True
    return release_mandate(person, network=network, on=on) is not None


def release_mandate(person: Person, *, network: Network, on: date) -> Mandate | None:
    """Return the mandate with which a person may consent to figures, None without."""
    return mandates_of(person, network=network, on=on, scope=Scope.RELEASES).first()


def may_write(person: Person, *, edition: ReportEdition, on: date) -> bool:
    """Say whether a person writes at least one chapter of an edition: the office all, authors their own."""
    if may_edit_figures(person, network=edition.network, on=on):
        return True
    return bool(chapters_written_by(person, edition=edition))
