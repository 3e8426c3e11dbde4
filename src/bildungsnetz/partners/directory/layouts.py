"""The three official lists as tables: how each is recognised and which column says what."""

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from bildungsnetz.intake.importers import DateBasis
from bildungsnetz.intake.reading import Table
from bildungsnetz.partners.directory.cells import day
from bildungsnetz.partners.directory.records import Source

DateOf = Callable[[Table], tuple[date | None, DateBasis]]


@dataclass(frozen=True)
class Layout:
    """One layout: ``signature`` columns make it known, ``columns`` gives the columns of each field.

    Missing columns beyond ``required`` fields are no error: editions differ (2021 lacks ``Bezirksregierung``).
    """

    source: Source
    title: str
    licence: str
    signature: frozenset[str]
    columns: Mapping[str, tuple[str, ...]]
    required: tuple[str, ...]
    reference_date: DateOf
    town_prefix: str = ""

    def recognises(self, header: Sequence[str]) -> bool:
        """Say whether a line is this layout's header."""
        return self.signature <= set(header)

    def missing_columns(self, header: Sequence[str]) -> list[str]:
        """Return required columns the header lacks."""
        return [column for name in self.required for column in self.columns[name] if column not in header]


_STATED = re.compile(r"\bStand:?\s*(\d{2}\.\d{2}\.\d{4})")


def _stated(table: Table) -> date | None:
    """Find ``Stand: 01.09.2021`` in the lines before the header."""
    for line in table.preamble:
        if found := _STATED.search(line):
            return day(found[1])
    return None


def _newest_operation(code_column: str, date_column: str) -> DateOf:
    """Take the day on which the youngest school in operation began: the list is at least as new as that.

    Future dates stand there too (closing and opening schools), hence only schools that are in operation count.
    """

    def reference_date(table: Table) -> tuple[date | None, DateBasis]:
        if stated := _stated(table):
            return stated, DateBasis.STATED
        days = [
            began
            for _line, cells in table.records()
            if cells.get(code_column, "").strip() == "1" and (began := day(cells.get(date_column, "")))
        ]
        return max(days, default=None), DateBasis.CONTENT

    return reference_date


def _school_year(table: Table) -> tuple[date | None, DateBasis]:
    """Take 15 October of the newest school year: the reference day of the school statistics."""
    if stated := _stated(table):
        return stated, DateBasis.STATED
    years = {cells["Schuljahr"].strip() for _line, cells in table.records()}
    starts = [int(year[:4]) for year in years if re.fullmatch(r"\d{4}/\d{2}(\d{2})?", year)]
    return (date(max(starts), 10, 15) if starts else None), DateBasis.SCHOOL_YEAR


SCHULDATEN = Layout(
    source=Source.SCHULDATEN,
    title="Grunddaten der Schulen (Schulministerium NRW)",
    licence="dl-de/by-2-0",
    signature=frozenset({"Schulnummer", "Schulbezeichnung_1", "Schulbetriebsschluessel"}),
    columns={
        "number": ("Schulnummer",), "type": ("Schulform",),
        "name": ("Schulbezeichnung_1", "Schulbezeichnung_2", "Schulbezeichnung_3"),
        "short_name": ("Kurzbezeichnung",), "postcode": ("PLZ",), "place": ("Ort",), "street": ("Strasse",),
        "phone": ("Telefonvorwahl", "Telefon"), "fax": ("Faxvorwahl", "Fax"), "email": ("E-Mail",),
        "web": ("Homepage",),
        "legal_form": ("Rechtsform",), "body_number": ("Traegernummer",), "town": ("Gemeindeschluessel",),
        "operating_code": ("Schulbetriebsschluessel",), "operating_on": ("Schulbetriebsdatum",),
        "utm": ("UTMRechtswert", "UTMHochwert"), "epsg": ("EPSG",),
    },
    required=("number", "type", "name", "town", "operating_code"),
    reference_date=_newest_operation("Schulbetriebsschluessel", "Schulbetriebsdatum"),
)  # fmt: skip

DIRECTORY = Layout(
    source=Source.DIRECTORY,
    title="Schul- und Adressverzeichnis mit Schulsozialindex (IT.NRW, Schulministerium NRW)",
    licence="dl-de/by-2-0",
    signature=frozenset({"Schuljahr", "Schulnummer", "Amtliche Bezeichnung 1"}),
    columns={
        "number": ("Schulnummer",), "type_text": ("Schulform",), "school_year": ("Schuljahr",),
        "name": ("Amtliche Bezeichnung 1", "Amtliche Bezeichnung 2", "Amtliche Bezeichnung 3"),
        "town": ("Amtlicher Gemeindeschlüssel",), "street": ("Straße und Hausnummer",), "postcode": ("Postleitzahl",),
        "place": ("Ort",), "legal_form": ("Rechtsstatus",),
        "phone": ("Telefonnummer Vorwahl", "Telefonnummer Durchwahl"),
        "fax": ("Faxnummer Vorwahl", "Faxnummer Durchwahl"), "email": ("Offizielle E-Mail-Adresse",),
        "pupils": ("Anzahl",), "social_index": ("Sozialindex",), "degrees": ("latitude", "longitude"),
    },
    required=("number", "type_text", "school_year", "name", "town"),
    reference_date=_school_year,
)  # fmt: skip

SVWS = Layout(
    source=Source.SVWS,
    title="Schulverzeichnis des SVWS-Servers (Schulministerium NRW)",
    licence="BSD-3-Clause",
    signature=frozenset({"SchulNr", "RegSchl", "ABez1", "SchBetrSchl", "URL"}),
    columns={
        "number": ("SchulNr",), "type": ("SF",), "name": ("ABez1", "ABez2", "ABez3"), "short_name": ("KurzBez",),
        "postcode": ("PLZ",), "place": ("Ort",), "street": ("Strasse",), "phone": ("TelVorw", "Telefon"),
        "fax": ("FaxVorw", "Fax"), "email": ("Email",), "web": ("URL",), "legal_form": ("OeffPri",),
        "body_number": ("SchultraegerNr",), "town": ("RegSchl",), "operating_code": ("SchBetrSchl",),
        "operating_on": ("SchBetrSchlDatum",), "utm": ("KoRe", "KoHo"),
    },
    required=("number", "type", "name", "town", "operating_code"),
    reference_date=_newest_operation("SchBetrSchl", "SchBetrSchlDatum"),
    town_prefix="05",  # its keys leave out the Land
)  # fmt: skip

LAYOUTS = (SCHULDATEN, DIRECTORY, SVWS)


def layout_of(header: Sequence[str]) -> Layout | None:
    """Return the layout whose header this is."""
    return next((layout for layout in LAYOUTS if layout.recognises(header)), None)
