"""The importer of figures, registered with ``intake``."""

from collections.abc import Sequence
from dataclasses import dataclass, fields
from datetime import date, datetime

from django.utils.translation import gettext as _

from bildungsnetz.intake.importers import DateBasis, Plan, Reading
from bildungsnetz.intake.models import ImportRun
from bildungsnetz.intake.reading import FileRefused, Finding, Level, Table, read_table
from bildungsnetz.intake.reading.findings import fatal
from bildungsnetz.monitoring.planning import plan_figures
from bildungsnetz.monitoring.reading import Figure
from bildungsnetz.monitoring.reading.columns import NamedTable, as_long_list, fingerprint, tables_in
from bildungsnetz.monitoring.reading.genesis import GenesisTable, is_genesis, read_genesis
from bildungsnetz.monitoring.reading.lists import is_directory, is_spending, read_directory, read_spending
from bildungsnetz.monitoring.reading.long import is_long, read_long
from bildungsnetz.monitoring.reading.official import TABLES, known_table, read_official, reference_date
from bildungsnetz.monitoring.reading.places import Places
from bildungsnetz.monitoring.selectors.memory import memories
from bildungsnetz.monitoring.selectors.stored import kinds_of_indicators, stored_figures, values_of_other_periods
from bildungsnetz.monitoring.services.catalogue import load_catalogue
from bildungsnetz.monitoring.services.observing import write_figures
from bildungsnetz.networks import geo
from bildungsnetz.networks.selectors import network_by_slug

KIND = "figures"
LICENCE = "dl-de/by-2-0"
REGIONAL = "Regionaldatenbank Deutschland (Statistische Ämter des Bundes und der Länder)"
# What the recognised lists say of themselves: source key, name, last day of a period (month, day).
DIRECTORY = ("SCHOOL_DIRECTORY", "Schulverzeichnis mit Schulsozialindex (IT.NRW, MSB)", (10, 15))
SPENDING = ("DESTATIS_21711-02", "Ausgaben je Schülerin und Schüler (Statistisches Bundesamt)", (12, 31))


@dataclass(frozen=True)
class _LongList:
    """A list whose rows can be understood only where the indicators of its scope are known."""

    table: Table


class FigureImporter:
    """Reads tables of the Regionaldatenbank, two official lists, long lists, and files whose columns were named."""

    kind = KIND

    @property
    def title(self) -> str:
        """Return the name of the kind."""
        return _("Figures")

    def layouts(self) -> Sequence[str]:
        """Name what it reads."""
        tables = ", ".join(one.number for one in TABLES)
        return [_("tables %(tables)s of the Regionaldatenbank") % {"tables": tables}, _("long list of figures")]

    def recognise(self, header: Sequence[str]) -> bool:
        """Say whether a line is the header of a list of figures."""
        return is_long(tuple(header)) or is_spending(header)

    def read(self, table: Table) -> Reading:
        """Read the rows. Raises: FileRefused."""
        if isinstance(table, GenesisTable):
            known = known_table(table)
            read = read_official(table, known, places())
            day, basis = reference_date(table, known), DateBasis.STATED
            return _reading(f"REGIO_{known.number}", f"{REGIONAL}, {known.number}", day, basis, read)
        if isinstance(table, NamedTable):
            return _long(table)
        if is_directory(table.header):
            return _list_reading(DIRECTORY, read_directory(table))
        if is_spending(table.header):
            return _list_reading(SPENDING, read_spending(table))
        return _long(table)

    def plan(self, reading: Reading, *, scope: str, reference_date: date) -> Plan:
        """Compare with the figures of the scope; ``scope``: a network's slug, empty = for everybody."""
        figures, findings, outside = _understood(reading, scope=scope, last_year=reference_date.year)
        figures, foreign = _of_scope(figures, scope)
        codes, periods = {one.indicator for one in figures}, {one.period for one in figures}
        return plan_figures(
            figures=figures,
            findings=findings,
            stored=stored_figures(scope=scope, codes=codes, periods=periods),
            before=values_of_other_periods(
                scope=scope, codes=codes, periods=periods, places={one.place for one in figures}
            ),
            outside=outside + foreign,
        )

    def apply(self, plan: Plan, *, run: ImportRun, at: datetime) -> None:
        """Write what was planned."""
        load_catalogue(at=at)
        write_figures(plan.payload, run=run, at=at)

    def field_title(self, name: str) -> str:
        """Return the name of a field in the reader's language."""
        return _("Value") if name == "value" else name

    def value_title(self, name: str, value: str) -> str:  # noqa: ARG002 - part of the protocol
        """Return a value as people read it."""
        return value

    def address_of(self, key: str) -> str:  # noqa: ARG002 - part of the protocol
        """Return no address: figures stand on the page of their indicator in each network."""
        return ""


def open_figures(*, name: str, content: bytes, scope: str, is_asked: bool) -> Table | None:
    """Find a table of the Regionaldatenbank; the school directory only if figures were asked for."""
    if is_genesis(content):
        return read_genesis(name=name, content=content)
    if not is_asked:
        return None
    try:
        return read_table(name=name, content=content, recognise=is_directory)
    except FileRefused as refusal:
        if any(one.code != "unknown_layout" for one in refusal.findings):
            raise
    return _named(name, content, scope)


def _named(name: str, content: bytes, scope: str) -> NamedTable | None:
    """Return the table whose columns somebody of the scope has named, of several sheets the one chosen last."""
    try:
        tables = [table for table in tables_in(name=name, content=content) if not is_long(table.header)]
    except FileRefused:
        return None
    known = memories(scope=scope, fingerprints=[fingerprint(table.header) for table in tables])
    found = [(table, known[fingerprint(table.header)]) for table in tables if fingerprint(table.header) in known]
    chosen = [one for one in found if one[1].sheet == one[0].sheet] or found
    if not chosen:
        return None
    if len(chosen) > 1:
        raise FileRefused([fatal("several_sheets", found=", ".join(table.sheet for table, _memory in chosen))])
    table, memory = chosen[0]
    return NamedTable(**{field.name: getattr(table, field.name) for field in fields(Table)}, meaning=memory.meaning)


def places() -> Places:
    """Return the regions and towns of the state with their names."""
    regions = {key: one.name for key, one in geo.regions().items()}
    return Places(regions, {key: one.name for key, one in geo.towns().items()})


def _long(table: Table) -> Reading:
    name, licence = _("long list of figures"), _("as each figure says")
    return Reading("LONG_LIST", name, licence, None, DateBasis.RETRIEVED, [_LongList(table)])


def _reading(
    source: str, name: str, day: date, basis: DateBasis, read: tuple[list[Figure], list[Finding], int]
) -> Reading:
    figures, findings, elsewhere = read
    if elsewhere:
        findings = [*findings, Finding(Level.NOTE, "rows_elsewhere", found=str(elsewhere))]
    return Reading(source, name, LICENCE, day, basis, figures, findings)


def _list_reading(what: tuple[str, str, tuple[int, int]], read: tuple[list[Figure], list[Finding], int]) -> Reading:
    source, name, (month, day) = what
    if not read[0]:
        raise FileRefused([fatal("no_rows")])
    newest = max(int(one.period[:4]) for one in read[0])
    return _reading(source, name, date(newest, month, day), DateBasis.CONTENT, read)


def _understood(reading: Reading, *, scope: str, last_year: int) -> tuple[list[Figure], list[Finding], int]:
    """Return the figures of a reading; those of a long list are understood only here, with the scope's indicators."""
    figures: list[Figure] = []
    findings = list(reading.findings)
    elsewhere = sum(int(one.found) for one in findings if one.code == "rows_elsewhere")
    for item in reading.items:
        if not isinstance(item, _LongList):
            return list(reading.items), findings, elsewhere
        table, meaning = item.table, None
        if isinstance(table, NamedTable):
            meaning = {name: column for name, column in (table.meaning or {}).items() if not name.startswith("_")}
            table = as_long_list(table)
        read = read_long(
            table, kinds=kinds_of_indicators(scope=scope), places=places(), last_year=last_year, meaning=meaning
        )
        figures, findings, elsewhere = [*figures, *read[0]], [*findings, *read[1]], elsewhere + read[2]
    return figures, findings, elsewhere


def _of_scope(figures: Sequence[Figure], scope: str) -> tuple[list[Figure], int]:
    """Leave out schools of other regions; returns the rest, and from how many lines something was left out."""
    network = network_by_slug(scope) if scope else None
    if network is None:
        return list(figures), 0
    region = network.region.key
    kept = [one for one in figures if not one.within or one.within == region]
    left = {one.line for one in figures} - {one.line for one in kept}
    return kept, len(left)
