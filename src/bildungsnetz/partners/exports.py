"""Lists of schools and partners for spreadsheet programs, contacts for address books."""

import csv
import io
from collections.abc import Iterable
from datetime import date

import xlsxwriter

from bildungsnetz.networks import geo
from bildungsnetz.partners.models import Function, Institution, Person, School
from bildungsnetz.partners.selectors import Recipient

# The social index stands on the school's own page with its explanation only, never in a list that can be sorted.
COLUMNS = (
    "school_number", "name", "school_type", "school_type_name", "town_key", "town", "street", "postcode", "place",
    "phone", "email", "web", "legal_form", "pupils_rounded_to_5", "last_listed_on", "missing_since",
)  # fmt: skip
# What the import of partners reads again, so that a list can go out, be worked on and come back.
PARTNER_COLUMNS = (
    "id", "kind", "further_kinds", "side", "name", "short_name", "town", "competence", "street", "postcode", "place",
    "phone", "email", "web", "confirmed_on", "ended_on",
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


def partners_as_csv(partners: Iterable[Institution]) -> str:
    """Write partners as CSV: UTF-8, comma, one header line, ISO dates, several kinds joined by ``|``."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(PARTNER_COLUMNS)
    for partner in partners:
        writer.writerow(_harmless(cell) for cell in _partner_cells(partner))
    return out.getvalue()


def partners_as_xlsx(partners: Iterable[Institution]) -> bytes:
    """Write the same columns as one sheet of a workbook; every cell is text, so that no key loses its zero."""
    out = io.BytesIO()
    workbook = xlsxwriter.Workbook(out, {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False})
    sheet = workbook.add_worksheet("Partner")
    bold = workbook.add_format({"bold": True})
    for column, title in enumerate(PARTNER_COLUMNS):
        sheet.write_string(0, column, title, bold)
    for row, partner in enumerate(partners, start=1):
        for column, cell in enumerate(_partner_cells(partner)):
            sheet.write_string(row, column, cell)
    sheet.freeze_panes(1, 0)
    workbook.close()
    return out.getvalue()


def recipients_as_csv(recipients: Iterable[Recipient]) -> str:
    """Write who gets a circular as CSV: UTF-8, comma, one header line, ISO dates."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(("name", "function", "institution", "email", "agreed_on"))
    for one in recipients:
        cells = (one.person.name, one.function.title, one.function.institution.name, one.person.email)
        writer.writerow([*map(_harmless, cells), _day(one.person.mailing_agreed_on)])
    return out.getvalue()


def contacts_as_vcard(persons: Iterable[Person], *, on: date) -> str:
    """Write persons as vCards, version 4.0 (RFC 6350), with the functions they hold on that day."""
    return "".join(_vcard(person, [one for one in person.functions.all() if one.runs_on(on)]) for person in persons)


def _vcard(person: Person, functions: list[Function]) -> str:
    lines = ["BEGIN:VCARD", "VERSION:4.0", f"FN:{_escaped(person.name)}"]
    for function in functions:
        lines += [f"ORG:{_escaped(function.institution.name)}", f"TITLE:{_escaped(function.title)}"]
    lines += [f"EMAIL:{_escaped(person.email)}"] if person.email else []
    lines += [f"TEL:{_escaped(person.phone)}"] if person.phone else []
    return "".join(f"{_folded(line)}\r\n" for line in [*lines, "END:VCARD"])


def _escaped(text: str) -> str:
    """Escape what separates values (RFC 6350, section 3.4)."""
    for sign, written in (("\\", "\\\\"), (",", "\\,"), (";", "\\;"), ("\n", "\\n"), ("\r", "")):
        text = text.replace(sign, written)
    return text


def _folded(line: str) -> str:
    """Fold a long line after at most 75 bytes, never inside a letter (RFC 6350, section 3.2)."""
    parts: list[str] = []
    size, current = 0, ""
    for letter in line:
        width = len(letter.encode())
        if size + width > (75 if not parts else 74):
            parts.append(current)
            current, size = "", 0
        current += letter
        size += width
    return "\r\n ".join([*parts, current])


def _partner_cells(partner: Institution) -> tuple[str, ...]:
    kinds = "|".join(sorted(further.kind for further in partner.further_kinds.all()))
    return (
        str(partner.pk), partner.kind, kinds, partner.side, partner.name, partner.short_name, partner.town,
        partner.competence, partner.street, partner.postcode, partner.place, partner.phone, partner.email,
        partner.web, _day(partner.confirmed_on), _day(partner.ended_on),
    )  # fmt: skip


def _day(day: date | None) -> str:
    return day.isoformat() if day else ""


def _harmless(cell: str) -> str:
    """Keep spreadsheet programs from running what a foreign list says as a formula."""
    return f"'{cell}" if cell.startswith(("=", "+", "-", "@", "\t")) else cell
