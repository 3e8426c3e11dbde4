"""The importer of lists of partners, registered with ``intake``; its columns are assigned by the office."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, datetime

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from bildungsnetz.intake.importers import DateBasis, Plan, Reading
from bildungsnetz.intake.models import ImportRun
from bildungsnetz.intake.reading import FileRefused, Finding, Level, Table
from bildungsnetz.networks.selectors import network_by_slug
from bildungsnetz.partners.exports import PARTNER_COLUMNS
from bildungsnetz.partners.lists.columns import FIELDS, Layout
from bildungsnetz.partners.lists.planning import plan_list
from bildungsnetz.partners.lists.rows import read_rows
from bildungsnetz.partners.models import Kind, Side
from bildungsnetz.partners.selectors import known_partners, knows_header, layout_of_header
from bildungsnetz.partners.services.lists import write_list
from bildungsnetz.partners.vocabulary import vocabulary_of

FIELD_TITLES = {
    "kind": gettext_lazy("kind"),
    "further_kinds": gettext_lazy("also is"),
    "side": gettext_lazy("side"),
    "competence": gettext_lazy("competence"),
    "short_name": gettext_lazy("short name"),
    "town": gettext_lazy("municipality key"),
    "street": gettext_lazy("street"),
    "postcode": gettext_lazy("postcode"),
    "place": gettext_lazy("place"),
    "phone": gettext_lazy("telephone"),
    "email": gettext_lazy("e-mail address"),
    "web": gettext_lazy("website"),
    "person": gettext_lazy("contact person"),
}
# A list that went out of here comes back with the columns it went out with.
OWN_LAYOUT = Layout(tuple(name if name in FIELDS else "" for name in PARTNER_COLUMNS), {"kind": str(Kind.OTHER)})


class PartnerListImporter:
    """Reads lists of partners whose columns a network has assigned, and the lists that went out of here."""

    kind = "partners"

    @property
    def title(self) -> str:
        """Return the name of the kind."""
        return _("Partners")

    def layouts(self) -> Sequence[str]:
        """Name the lists it reads."""
        return [_("Partners (as given out here, or with assigned columns)")]

    def recognise(self, header: Sequence[str]) -> bool:
        """Say whether the columns of such a list are known."""
        return tuple(header) == PARTNER_COLUMNS or knows_header(header)

    def read(self, table: Table) -> Reading:
        """Hand the table on: what its columns say depends on the network, so the rows are read with the plan."""
        return Reading("PARTNERS", _("List of an education office"), "", None, DateBasis.RETRIEVED, [table])

    def plan(self, reading: Reading, *, scope: str, reference_date: date) -> Plan:
        """Read the rows and compare them with the network's partners. Raises: FileRefused without assigned columns."""
        network = network_by_slug(scope) if scope else None
        if network is None:
            raise FileRefused([Finding(Level.FATAL, "partner_needs_network")])
        table: Table = reading.items[0]
        layout = OWN_LAYOUT if table.header == PARTNER_COLUMNS else layout_of_header(network, table.header)
        if layout is None or not layout.has_name:
            raise FileRefused([Finding(Level.FATAL, "partner_columns_unknown", table.header_line)])
        rows, findings = read_rows(table, layout, vocabulary_of(network))
        plan = plan_list(rows, known_partners(network), layout, reference_date=reference_date)
        return replace(plan, findings=[*findings, *plan.findings])

    def apply(self, plan: Plan, *, run: ImportRun, at: datetime) -> None:
        """Write the planned partners and persons."""
        network = network_by_slug(run.scope)
        if network is None:
            raise LookupError(run.scope)
        write_list(plan.payload, network=network, run=run, by=run.decided_by, at=at)

    def field_title(self, name: str) -> str:
        """Return the name of a field in the reader's language."""
        return str(FIELD_TITLES.get(name, name))

    def value_title(self, name: str, value: str) -> str:
        """Return a stored value as people read it."""
        if name in ("kind", "further_kinds") and value in Kind.values:
            return str(Kind(value).label)
        if name == "side" and value in Side.values:
            return str(Side(value).label)
        return value

    def address_of(self, key: str) -> str:
        """Return the address that leads to a partner's page."""
        return reverse("partners:partner_anywhere", args=[int(key)]) if key.isdecimal() else ""
