"""Lists of schools as CSV for spreadsheet programs."""

import csv
import io
from collections.abc import Iterable

from bildungsnetz.networks import geo
from bildungsnetz.partners.models import School

# The social index stands on the school's own page with its explanation only, never in a list that can be sorted.
COLUMNS = (
    "school_number", "name", "school_type", "school_type_name", "town_key", "town", "street", "postcode", "place",
    "phone", "email", "web", "legal_form", "pupils_rounded_to_5", "last_listed_on", "missing_since",
)  # fmt: skip


def schools_as_csv(schools: Iterable[School]) -> str:
    """Write schools as CSV: UTF-8, comma, one header line, ISO dates."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(COLUMNS)
    towns = geo.towns()
    for school in schools:
        place = school.institution
        town = towns.get(place.town)
        cells = (
            school.school_number, place.name, school.school_type, school.type_title, place.town,
            town.name if town else "", place.street, place.postcode, place.place, place.phone, place.email, place.web,
            school.legal_form, school.pupils, school.last_listed_on, school.missing_since,
        )  # fmt: skip
        writer.writerow(_harmless("" if cell is None else str(cell)) for cell in cells)
    return out.getvalue()


def _harmless(cell: str) -> str:
    """Keep spreadsheet programs from running what a foreign list says as a formula."""
    return f"'{cell}" if cell.startswith(("=", "+", "-", "@", "\t")) else cell
