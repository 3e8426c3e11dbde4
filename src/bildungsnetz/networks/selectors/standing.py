"""Everything a person is today, read once: for menus and for whoever asks several such questions about one person."""

from dataclasses import dataclass
from datetime import date

from bildungsnetz.accounts.models import User
from bildungsnetz.networks.models import Mandate, Network, Role, RoleAssignment, Scope
from bildungsnetz.networks.selectors.people import running_on


@dataclass(frozen=True)
class Standing:
    """A person's running roles and mandates, with their networks; no question below costs a query."""

    roles: tuple[RoleAssignment, ...]
    mandates: tuple[Mandate, ...]

    @property
    def rows(self) -> list[Mandate | RoleAssignment]:
        """Mandates, then roles."""
        return [*self.mandates, *self.roles]

    @property
    def networks(self) -> list[Network]:
        """The networks the person belongs to, by name."""
        found = {row.network.pk: row.network for row in self.rows if row.network}
        return sorted(found.values(), key=lambda network: (network.name, network.pk))

    @property
    def statewide(self) -> frozenset[Role]:
        """Roles for the whole state."""
        return frozenset(Role(row.role) for row in self.roles if row.network_id is None)

    def roles_in(self, network: Network) -> frozenset[Role]:
        """Roles in one network."""
        return frozenset(Role(row.role) for row in self.roles if row.network_id == network.pk)

    def rows_in(self, network: Network) -> list[Mandate | RoleAssignment]:
        """Mandates, then roles, in one network."""
        return [row for row in self.rows if row.network_id == network.pk]

    def has_contract_mandate(self, network: Network) -> bool:
        """Whether the person may consent to this network's contract."""
        return any(row.network_id == network.pk and row.scope == Scope.CONTRACT for row in self.mandates)


def standing_of_person(person: User, *, on: date) -> Standing:
    """Read a person's roles and mandates running on a day; two queries."""
    roles = RoleAssignment.objects.filter(running_on(on), person=person).select_related("network__region")
    mandates = Mandate.objects.filter(running_on(on), person=person).select_related("network__region")
    return Standing(tuple(roles.order_by("pk")), tuple(mandates.order_by("pk")))
