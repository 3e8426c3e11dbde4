"""The importer of school lists, registered with ``intake``."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, datetime

from django.urls import NoReverseMatch, reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from bildungsnetz.intake.importers import Plan, Reading
from bildungsnetz.intake.models import ImportRun
from bildungsnetz.intake.reading import FileRefused, Finding, Level, Table
from bildungsnetz.partners import selectors, services
from bildungsnetz.partners.directory.codes import OPERATING_CODES, type_title
from bildungsnetz.partners.directory.layouts import LAYOUTS, layout_of
from bildungsnetz.partners.directory.planning import plan_edition
from bildungsnetz.partners.directory.reading import read_schools
from bildungsnetz.partners.directory.records import SchoolItem
from bildungsnetz.partners.directory.records import Source as ListSource
from bildungsnetz.partners.models import School
from bildungsnetz.partners.scopes import regions_of_scope

FIELD_TITLES = {
    "name": gettext_lazy("name"),
    "short_name": gettext_lazy("short name"),
    "legal_form": gettext_lazy("legal form"),
    "body_number": gettext_lazy("number of the maintaining body"),
    "town": gettext_lazy("municipality key"),
    "street": gettext_lazy("street"),
    "postcode": gettext_lazy("postcode"),
    "place": gettext_lazy("place"),
    "phone": gettext_lazy("telephone"),
    "fax": gettext_lazy("fax"),
    "email": gettext_lazy("e-mail address"),
    "web": gettext_lazy("website"),
    "operating_code": gettext_lazy("operation"),
    "operating_on": gettext_lazy("operation since or until"),
    "pupils": gettext_lazy("pupils (rounded to 5)"),
    "social_index": gettext_lazy("social index"),
    "social_index_edition": gettext_lazy("edition of the social index"),
    "type": gettext_lazy("school type"),
    "point": gettext_lazy("point on the map"),
    "missing_since": gettext_lazy("no longer listed since"),
}


class SchoolImporter:
    """Reads the three official lists of schools, told apart by their header."""

    kind = "schools"

    @property
    def title(self) -> str:
        """Return the name of the kind."""
        return _("Schools")

    def layouts(self) -> Sequence[str]:
        """Name the lists it reads."""
        return [layout.title for layout in LAYOUTS]

    def recognise(self, header: Sequence[str]) -> bool:
        """Say whether a line is the header of one of the lists."""
        return layout_of(header) is not None

    def read(self, table: Table) -> Reading:
        """Read the rows. Raises: FileRefused if required columns are missing."""
        layout = layout_of(table.header)
        if layout is None:
            raise FileRefused([Finding(Level.FATAL, "unknown_layout", table.header_line)])
        items, findings = read_schools(table, layout)
        reference_date, basis = layout.reference_date(table)
        return Reading(layout.source, layout.title, layout.licence, reference_date, basis, items, findings)

    def plan(self, reading: Reading, *, scope: str, reference_date: date) -> Plan:
        """Compare the list with what is stored; ``scope``: a network's slug, empty = the whole state."""
        regions = regions_of_scope(scope)
        items: Sequence[SchoolItem] = reading.items
        known = selectors.known_schools(region_keys=regions, numbers=_numbers_within(items, regions))
        inside = [item for item in items if _concerns(item, regions) or (regions is not None and item.number in known)]
        plan = plan_edition(
            source=ListSource(reading.source),
            reference_date=reference_date,
            items=inside,
            known=known,
            editions=selectors.editions(),
            outside=len(items) - len(inside),
        )
        numbers = {item.number for item in inside}
        # Of a refused row the region is not known for certain, so everybody sees it.
        about = [found for found in reading.findings if found.level is Level.REFUSED or found.key in numbers]
        return replace(plan, findings=[*about, *plan.findings])

    def apply(self, plan: Plan, *, run: ImportRun, at: datetime) -> None:  # noqa: ARG002 - part of the protocol
        """Write the planned edition."""
        services.write_edition(plan.payload, run=run)

    def field_title(self, name: str) -> str:
        """Return the name of a field in the reader's language."""
        return str(FIELD_TITLES.get(name, name))

    def value_title(self, name: str, value: str) -> str:
        """Return a stored value as people read it."""
        if name == "type":
            return type_title(value)
        if name == "operating_code":
            return str(OPERATING_CODES.get(value, value))
        if name == "legal_form":
            return str(School.LegalForm(value).label) if value in School.LegalForm.values else value
        return value

    def address_of(self, key: str) -> str:
        """Return the address of a school's page."""
        try:
            return reverse("partners:school_anywhere", args=[key])
        except NoReverseMatch:
            return ""


def _numbers_within(items: Sequence[SchoolItem], regions: Sequence[str] | None) -> list[str]:
    return [item.number for item in items if _concerns(item, regions)] if regions is not None else []


def _concerns(item: SchoolItem, regions: Sequence[str] | None) -> bool:
    return regions is None or str(item.said["town"])[:5] in regions
