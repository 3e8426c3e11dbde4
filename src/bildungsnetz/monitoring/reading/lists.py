"""Two lists with columns of their own: the school directory, and the spending per pupil."""

from collections.abc import Sequence
from decimal import Decimal
from typing import Any

from bildungsnetz.intake.reading import Finding, Level, Table
from bildungsnetz.monitoring.reading.cells import Unreadable, read_cell
from bildungsnetz.monitoring.reading.records import Figure, Status

DIRECTORY = frozenset({"Schuljahr", "Schulnummer", "Anzahl", "Sozialindex", "Amtlicher Gemeindeschlüssel"})
SPENDING = ("Statistik", "Gebiet", "Schulart", "Jahr", "Masseinheit", "Ausgaben_je_Schueler", "Anmerkung")
STATE_NAME = "Nordrhein-Westfalen"
LEVELS = range(1, 10)


def is_directory(header: Sequence[str]) -> bool:
    """Say whether this is the school directory with pupils and social index."""
    return set(header) >= DIRECTORY


def is_spending(header: Sequence[str]) -> bool:
    """Say whether this is the list of spending per pupil by state and type of school."""
    return tuple(header) == SPENDING


def read_directory(table: Table) -> tuple[list[Figure], list[Finding], int]:
    """Return pupils (rounded to 5) and level of the social index of every school; an empty level is no level."""
    figures: list[Figure] = []
    findings: list[Finding] = []
    without = 0
    for line, cells in table.records():
        number, year = cells["Schulnummer"].strip(), cells["Schuljahr"].strip()
        level = cells["Sozialindex"].strip()
        try:
            pupils = read_cell(cells["Anzahl"], whole=True)
        except Unreadable as problem:
            findings.append(
                Finding(Level.REFUSED, problem.code, line, "Anzahl", number, cells["Anzahl"][:200], problem.expected)
            )
            continue
        status = Status.ROUNDED if pupils.value is not None and cells["Anzahl"].strip() != "-" else pupils.status
        known: dict[str, Any] = {
            "source": f"Schulverzeichnis IT.NRW {year}",
            "within": cells["Amtlicher Gemeindeschlüssel"].strip()[:5],
        }
        figures.append(Figure(line, "schueler-je-schule", number, year, pupils.value, status, rounded_to=5, **known))
        if not level:
            without += 1
        elif level.isdecimal() and int(level) in LEVELS:
            figures.append(Figure(line, "sozialindex", number, year, Decimal(level), Status.VALUE, **known))
        else:
            findings.append(Finding(Level.REFUSED, "social_index_level", line, "Sozialindex", number, level, "1 … 9"))
    if without:
        findings.append(Finding(Level.NOTE, "schools_without_level", found=str(without)))
    return figures, findings, 0


def read_spending(table: Table) -> tuple[list[Figure], list[Finding], int]:
    """Return the state's spending per pupil; a dash in this list means that there is no figure, not nought."""
    figures: list[Figure] = []
    elsewhere = 0
    for line, cells in table.records():
        if cells["Gebiet"].strip() != STATE_NAME:
            elsewhere += 1
            continue
        text = cells["Ausgaben_je_Schueler"].strip()
        has_value = text.isdecimal()
        figures.append(
            Figure(
                line,
                "ausgaben-je-schueler",
                "05",
                cells["Jahr"].strip(),
                Decimal(text) if has_value else None,
                Status.ROUNDED if has_value else Status.UNKNOWN,
                "SCHOOL_TYPE",
                cells["Schulart"].strip(),
                rounded_to=100 if has_value else None,
                source="Tabelle 21711-02, Statistisches Bundesamt",
                note="vorläufig" if cells["Anmerkung"].strip() == "p" else "",
            )
        )
    dashes = sum(one.value is None for one in figures)
    notes = [Finding(Level.NOTE, "dash_is_no_figure", found=str(dashes))] if dashes else []
    return figures, notes, elsewhere
