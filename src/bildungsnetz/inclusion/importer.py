"""The two importers of this room, registered with ``intake``: the list of supply, and lists of counts."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.utils.translation import gettext as _

from bildungsnetz.inclusion.models.values import school_year
from bildungsnetz.inclusion.reading import counts as count_lists
from bildungsnetz.inclusion.reading.counts import Cell, layout_of, read_counts
from bildungsnetz.inclusion.reading.supply_list import COLUMNS, SupplyItem, read_supply, supply_table
from bildungsnetz.inclusion.selectors.counts import stored_cells
from bildungsnetz.inclusion.selectors.supply import stored_supply, support_schools
from bildungsnetz.inclusion.services.counts import write_cells
from bildungsnetz.inclusion.services.supply import write_supply
from bildungsnetz.intake.importers import Addition, Change, DateBasis, Plan, Reading
from bildungsnetz.intake.models import ImportRun
from bildungsnetz.intake.reading import FileRefused, Finding, Level, Table
from bildungsnetz.intake.reading.findings import fatal
from bildungsnetz.networks.models import Network
from bildungsnetz.networks.selectors import network_by_slug
from bildungsnetz.partners.selectors import school_by_number

SUPPLY_KIND, COUNTS_KIND = "inclusion_supply", "inclusion_counts"
# The list says no day of its own; it was put on the net in 2017 (a finding asks to check it).
SUPPLY_DAY = date(2017, 8, 1)


class SupplyImporter:
    """Reads the list of schools of 2017 with joint learning and focuses."""

    kind = SUPPLY_KIND

    @property
    def title(self) -> str:
        """Return the name of the kind."""
        return _("Inclusion: schools and focuses")

    def layouts(self) -> Sequence[str]:
        """Name what it reads."""
        return [_("school search of 2017 with joint learning (JSON)")]

    def recognise(self, header: Sequence[str]) -> bool:
        """Say whether a line is the header of the same list saved as a table."""
        return set(COLUMNS) <= set(header)

    def read(self, table: Table) -> Reading:
        """Read the rows."""
        items, findings = read_supply(table)
        name = _("School search of North Rhine-Westphalia, 2017")
        return Reading("SCHOOL_SEARCH_2017", name, _("not stated"), SUPPLY_DAY, DateBasis.CONTENT, items, findings)

    def plan(self, reading: Reading, *, scope: str, reference_date: date) -> Plan:
        """Compare with the stored supply; ``scope``: a network's slug, empty = the whole state."""
        region = _region(scope)
        items = [one for one in reading.items if one.town.startswith(region)]
        stored = stored_supply([one.number for one in items])
        added, changes, unchanged = [], [], 0
        for one in items:
            known = stored.get(one.number)
            if known is None:
                added.append(Addition(one.number, one.name, one.line))
                continue
            found = _differences(one, known, reference_date)
            changes += found
            unchanged += not found
        numbers = {one.number for one in items}
        about = [one for one in reading.findings if _concerns(one, numbers, region)]
        about += _other_towns(items)
        return Plan(added, changes, unchanged, len(reading.items) - len(items), about, (reference_date, items))

    def apply(self, plan: Plan, *, run: ImportRun, at: datetime) -> None:  # noqa: ARG002 - part of the protocol
        """Write what was planned."""
        on, items = plan.payload
        write_supply(items, on=on, run=run)

    def field_title(self, name: str) -> str:
        """Return the name of a field in the reader's language."""
        return {"offers": _("support"), "name": _("name"), "town": _("municipality key")}.get(name, name)

    def value_title(self, name: str, value: str) -> str:  # noqa: ARG002 - part of the protocol
        """Return a value as people read it."""
        return value

    def address_of(self, key: str) -> str:  # noqa: ARG002 - part of the protocol
        """Return no address: the page of a school lies in its network."""
        return ""


def open_supply(*, name: str, content: bytes, scope: str, is_asked: bool) -> Table | None:  # noqa: ARG001 - protocol
    """Find the list of 2017, which is JSON and has no line that is a header."""
    return supply_table(name=name, content=content)


def _region(scope: str) -> str:
    network = network_by_slug(scope) if scope else None
    return network.region.key if network else ""


def _concerns(found: Finding, numbers: set[str], region: str) -> bool:
    """Of a refused row the region is not known for certain, so everybody sees it."""
    return not region or not found.key or found.key in numbers or found.level is Level.REFUSED


def _differences(item: SupplyItem, known: object, on: date) -> list[Change]:
    pairs = [(name, str(getattr(known, name)), str(getattr(item, name))) for name in ("name", "town", "school_type")]
    running = list(getattr(known, "open_offers", []))
    named = {(one.focus, one.code, one.form, one.target) for one in item.offers}
    kept = {(one.focus, one.code, one.form, one.target) for one in running if one.began_on < on}
    newer = {(one.focus, one.code, one.form, one.target) for one in running if one.began_on >= on}
    pairs.append(("offers", _words(kept | newer), _words(named | newer)))
    return [
        Change(item.number, item.name, item.line, name, before, after)
        for name, before, after in pairs
        if before != after
    ]


def _words(offers: set[tuple[str, str, str, str]]) -> str:
    return ", ".join(" ".join(part for part in one if part) for one in sorted(offers))


def _other_towns(items: Sequence[SupplyItem]) -> list[Finding]:
    """Name schools that the directory knows in another town: a school cannot lie in two."""
    found = []
    for one in items:
        school = school_by_number(one.number) if len(items) <= 1000 else None
        if school is not None and school.institution.town and school.institution.town != one.town:
            found.append(
                Finding(Level.CHECK, "school_in_two_towns", one.line, "Plz und Ort", one.number, one.town,
                        school.institution.town)
            )  # fmt: skip
    return found


@dataclass(frozen=True)
class _Writing:
    network: Network
    layout: str
    new: Sequence[Cell]
    changed: Sequence[tuple[int, Cell]]


class CountsImporter:
    """Reads lists of counts: need, all pupils, places."""

    kind = COUNTS_KIND

    @property
    def title(self) -> str:
        """Return the name of the kind."""
        return _("Inclusion: counts and places")

    def layouts(self) -> Sequence[str]:
        """Name the lists it reads by their columns."""
        return [", ".join(sorted(one.columns)) for one in count_lists.LAYOUTS]

    def recognise(self, header: Sequence[str]) -> bool:
        """Say whether a line is the header of a list of counts, also with columns too many, which are then named."""
        return layout_of(header) is not None

    def read(self, table: Table) -> Reading:
        """Read the rows. Raises: FileRefused for a column too many."""
        layout = layout_of(table.header)
        if layout is None:
            raise FileRefused([fatal("unknown_layout", line=table.header_line)])
        cells, findings = read_counts(table, layout)
        return Reading(layout.key, self.title, "", None, DateBasis.RETRIEVED, cells, findings)

    def plan(self, reading: Reading, *, scope: str, reference_date: date) -> Plan:
        """Compare with the counts of the network. Raises: FileRefused without a network."""
        network = network_by_slug(scope) if scope else None
        if network is None:
            raise FileRefused([fatal("counts_need_network")])
        findings = list(reading.findings)
        cells = [one for one in reading.items if not one.town or one.town.startswith(network.region.key)]
        outside = len(reading.items) - len(cells)
        if reading.source == "PLACES":
            cells, outside = _of_known_schools(cells, network, reference_date, findings)
        years = sorted({one.year for one in cells})
        stored = stored_cells(network, layout=reading.source, years=years)
        cells = _not_more_than_pupils(cells, network, reading.source, years, stored, findings)
        new = [one for one in cells if one.address not in stored]
        changed = [
            (stored[one.address][0], one)
            for one in cells
            if one.address in stored and stored[one.address][1] != one.count
        ]
        return Plan(
            [Addition(one.key, _label(one), one.line) for one in new],
            [Change(one.key, _label(one), one.line, "count", str(stored[one.address][1]), str(one.count))
             for _pk, one in changed],
            len(cells) - len(new) - len(changed), outside, findings,
            _Writing(network, reading.source, new, changed),
        )  # fmt: skip

    def apply(self, plan: Plan, *, run: ImportRun, at: datetime) -> None:  # noqa: ARG002 - part of the protocol
        """Write what was planned."""
        writing: _Writing = plan.payload
        write_cells(network=writing.network, layout=writing.layout, new=writing.new, changed=writing.changed, run=run)

    def field_title(self, name: str) -> str:
        """Return the name of a field in the reader's language."""
        return _("number") if name == "count" else name

    def value_title(self, name: str, value: str) -> str:  # noqa: ARG002 - part of the protocol
        """Return a value as people read it."""
        return value

    def address_of(self, key: str) -> str:  # noqa: ARG002 - part of the protocol
        """Return no address: counts stand in the table of their year."""
        return ""


def _label(cell: Cell) -> str:
    parts = [cell.school or cell.town, cell.focus, cell.school_type, _("grade %(grade)s") % {"grade": cell.grade}]
    return " ".join([*(part for part in parts if part), school_year(cell.year)])


def _of_known_schools(
    cells: Sequence[Cell], network: Network, on: date, findings: list[Finding]
) -> tuple[list[Cell], int]:
    known = {one.school_number for one in support_schools(network, on=on)}
    kept = [one for one in cells if one.school in known]
    findings += [
        Finding(Level.REFUSED, "places_school_unknown", one.line, count_lists.SCHOOL, one.school, one.school)
        for one in cells
        if one.school not in known
    ]
    return kept, 0


def _not_more_than_pupils(
    cells: Sequence[Cell], network: Network, layout: str, years: Sequence[int],
    stored: dict[tuple[str, str, str, int, str, int], tuple[int, int]], findings: list[Finding],
) -> list[Cell]:  # fmt: skip
    """Leave out cells with which the need of a town, grade and type would exceed all its pupils, and name them."""
    if layout == "PLACES":
        return list(cells)
    other = "PUPILS" if layout == "NEED" else "NEED"
    needs = dict(stored) if layout == "NEED" else stored_cells(network, layout=other, years=years)
    pupils = stored_cells(network, layout=other, years=years) if layout == "NEED" else dict(stored)
    for one in cells:
        (needs if layout == "NEED" else pupils)[one.address] = (0, one.count)
    needed: dict[tuple[str, int, str, int], int] = defaultdict(int)
    for (town, _s, _f, grade, kind, year), (_pk, number) in needs.items():
        needed[town, grade, kind, year] += number
    whole = {(town, grade, kind, year): n for (town, _s, _f, grade, kind, year), (_pk, n) in pupils.items()}
    kept = []
    for one in cells:
        where = one.town, one.grade, one.school_type, one.year
        if where in whole and needed[where] > whole[where]:
            findings.append(
                Finding(Level.REFUSED, "more_than_pupils", one.line, "", one.key, str(needed[where]), str(whole[where]))
            )
        else:
            kept.append(one)
    return kept
