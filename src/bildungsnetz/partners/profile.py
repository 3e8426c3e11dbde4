"""The page of one school: every field with the list it comes from, what others say, and its imports."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext as _

from bildungsnetz.intake import selectors as intake
from bildungsnetz.intake.models import ImportRow, ImportRun
from bildungsnetz.intake.wording import sentence
from bildungsnetz.networks import geo
from bildungsnetz.partners import selectors
from bildungsnetz.partners.directory.merging import Origin, merge
from bildungsnetz.partners.importer import FIELD_TITLES, SchoolImporter
from bildungsnetz.partners.models import School, SchoolRecord, Source

# The order in which a reader looks for them; the name is the heading, the social index has its own section.
SHOWN = (
    "type", "legal_form", "street", "postcode", "place", "town", "phone", "fax", "email", "web", "pupils",
    "operating_code", "operating_on", "body_number",
)  # fmt: skip


@dataclass(frozen=True)
class Fact:
    """One field: its name, its value for people, where it comes from, and what other lists say."""

    name: str
    title: str
    value: str
    source: str
    on: date
    others: tuple[str, ...] = ()


@dataclass(frozen=True)
class Import:
    """What one applied import said about a school."""

    run: ImportRun
    lines: tuple[str, ...]


@dataclass(frozen=True)
class Profile:
    """Everything the page of a school shows."""

    school: School
    facts: Sequence[Fact]
    records: Sequence[SchoolRecord]
    imports: Sequence[Import]
    social_index: Fact | None
    town_name: str
    point_town_name: str


def profile_of(school: School) -> Profile:
    """Gather the page of a school; three queries."""
    records = selectors.records_of(school)
    facts = {fact.name: fact for fact in _facts(records)}
    return Profile(
        school=school,
        facts=[facts[name] for name in SHOWN if name in facts],
        records=records,
        imports=_imports(school),
        social_index=facts.get("social_index"),
        town_name=_town(school.institution.town),
        point_town_name=_town(school.point_town),
    )


def _facts(records: Sequence[SchoolRecord]) -> list[Fact]:
    if not records:
        return []
    merged = merge(map(selectors.record_for_merging, records), editions={})
    facts = []
    for name, value in merged.values.items():
        origin = merged.origins[name]
        others = tuple(
            f"{_source(other)}: {_value(name, told)}" for told, other in merged.differing.get(name, ()) if told != value
        )
        title = str(FIELD_TITLES.get(name, name))
        facts.append(Fact(name, title, _value(name, value), _source_name(origin), origin.reference_date, others))
    return facts


def _value(name: str, value: object) -> str:
    if name == "operating_on":
        return f"{date.fromisoformat(str(value)):%d.%m.%Y}"
    if name == "town":
        return f"{_town(str(value))} ({value})"
    return SchoolImporter().value_title(name, str(value))


def _town(key: str) -> str:
    town = geo.towns().get(key)
    return town.name if town else key


def _source_name(origin: Origin) -> str:
    return str(Source(origin.source).label)


def _source(origin: Origin) -> str:
    return f"{_source_name(origin)}, {origin.reference_date:%d.%m.%Y}"


def _imports(school: School) -> list[Import]:
    importer = SchoolImporter()
    found: dict[int, tuple[ImportRun, list[str]]] = {}
    for row in intake.applied_rows_about(school.school_number, kind=importer.kind):
        found.setdefault(row.run_id, (row.run, []))[1].append(_line(row, importer))
    return [Import(run, tuple(lines)) for run, lines in found.values()]


def _line(row: ImportRow, importer: SchoolImporter) -> str:
    if row.kind == ImportRow.Kind.ADDED:
        return _("First entry in the directory.")
    if row.kind != ImportRow.Kind.CHANGED:
        return sentence(row)
    before, after = (importer.value_title(row.field, text) or "–" for text in (row.before, row.after))
    return _("%(field)s: %(before)s → %(after)s") % {
        "field": importer.field_title(row.field),
        "before": before,
        "after": after,
    }
