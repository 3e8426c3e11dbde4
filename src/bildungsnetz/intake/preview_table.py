"""The parts of a preview as tables: what is new, what changes, what was found."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from bildungsnetz.charts import Link, Table
from bildungsnetz.charts.figure import Cell
from bildungsnetz.intake.importers import Importer
from bildungsnetz.intake.models import ImportRow, ImportRun
from bildungsnetz.intake.wording import sentence


@dataclass(frozen=True)
class Part:
    """One part of a preview: part of the address, heading, how many lines."""

    slug: str
    title: str
    kinds: tuple[str, ...]
    count: int


_PARTS = (
    ("pruefen", gettext_lazy("To check"), ("CHECK",), "to_check"),
    ("abgelehnt", gettext_lazy("Refused"), ("REFUSED", "FATAL"), "refused"),
    ("geaendert", pgettext_lazy("imported rows", "Changed"), ("CHANGED",), "changed"),
    ("neu", pgettext_lazy("imported rows", "New"), ("ADDED",), "added"),
    ("hinweise", gettext_lazy("Remarks"), ("NOTE",), "noted"),
)


def parts_of(run: ImportRun) -> list[Part]:
    """Return the parts of a run's preview that hold anything."""
    found = [Part(slug, str(title), kinds, getattr(run, counted)) for slug, title, kinds, counted in _PARTS]
    return [part for part in found if part.count]


def table_of(part: Part, rows: Iterable[ImportRow], *, importer: Importer | None) -> Table:
    """Return one page of a part as a table."""
    if part.slug == "neu":
        return Table(
            (_("Key"), _("Name"), _("Line")),
            tuple((_key(row, importer), row.label, _line(row)) for row in rows),
        )
    if part.slug == "geaendert":
        return Table(
            (_("Key"), _("Name"), _("Field"), _("Before"), _("After")),
            tuple(
                (
                    _key(row, importer),
                    row.label,
                    importer.field_title(row.field) if importer else row.field,
                    _value(row.field, row.before, importer),
                    _value(row.field, row.after, importer),
                )
                for row in rows
            ),
        )
    return Table(
        (_("Line"), _("Column"), _("Key"), _("Name"), _("What was found")),
        tuple((_line(row), row.column or "–", _key(row, importer), row.label or "–", sentence(row)) for row in rows),
    )


def _line(row: ImportRow) -> str:
    return str(row.line) if row.line else "–"


def _key(row: ImportRow, importer: Importer | None) -> Cell:
    if not row.key:
        return "–"
    # Nothing of a run that was not applied has a page yet, unless it was known before.
    is_there = row.run.has_been_applied or row.kind == ImportRow.Kind.CHANGED
    address = importer.address_of(row.key) if importer and is_there else ""
    return Link(row.key, address) if address else row.key


def _value(field: str, value: str, importer: Importer | None) -> str:
    if not value:
        return "–"
    return importer.value_title(field, value) if importer else value
