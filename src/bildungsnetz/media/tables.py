"""Needs, training and support as tables for pages, files and papers."""

import csv
import io
from collections.abc import Iterable, Sequence
from decimal import Decimal

from django.utils.formats import localize, number_format
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from bildungsnetz.media.models import Category, Equipment, Funding, GridEntry, Support, school_year_name
from bildungsnetz.media.reading import Section
from bildungsnetz.media.selectors.needs import Need

GRID_COLUMNS = ("Kompetenz", "Jahrgang", "Fach", "Unterrichtsvorhaben", "Ausstattung", "Geltung", "Für wen", "Stand")


def needs_table(needs: Sequence[Need]) -> Section:
    """Return the needs list by category, year and funding."""
    rows = [
        [
            str(Category(one.category).label), str(one.year), str(Funding(one.funding).label), str(one.quantity),
            number_format(one.cost, force_grouping=True), str(one.without_cost or "–"), str(one.schools),
        ]
        for one in needs
    ]  # fmt: skip
    columns = [_("Category"), _("Year"), _("Funding"), _("Quantity"), _("Cost (€)"), _("Without cost"), _("Schools")]
    return Section(_("Needs by category, year and funding"), columns, rows)


def training_table(rows: Iterable[tuple[str, int, int, int]]) -> Section:
    """Return the training wanted."""
    return Section(
        _("Training"),
        [_("Topic"), _("School year"), _("People"), _("Schools")],
        [[topic, school_year_name(year), str(people), str(schools)] for topic, year, people, schools in rows],
    )


def support_table(rows: Iterable[tuple[int, Decimal, Decimal, int]]) -> Section:
    """Return the support there is and needed."""
    return Section(
        pgettext("media concept", "Support"),
        [_("Level"), _("Hours per week"), _("Hours needed"), _("Schools")],
        [
            [str(Support.Level(level).label), str(localize(there)), str(localize(wanted)), str(schools)]
            for level, there, wanted, schools in rows
        ],
    )


def needs_csv(rows: Iterable[Equipment]) -> str:
    """Return every need of the released concepts as CSV (UTF-8, semicolon)."""
    header = ["Schulnummer", "Schule", "Kategorie", "Was", "Anzahl", "Jahr", "Kosten in Euro", "Finanzierung", "Raum"]
    return _csv(
        header,
        (
            [
                one.concept.school.school_number, str(one.concept.school.institution), one.get_category_display(),
                one.label, one.quantity, one.year, "" if one.cost is None else one.cost, one.get_funding_display(),
                one.room,
            ]
            for one in rows
        ),
    )  # fmt: skip


def grid_csv(entries: Iterable[GridEntry]) -> str:
    """Return the grid as CSV, as the import reads it back."""
    return _csv(
        GRID_COLUMNS,
        (
            [
                one.competence, one.grade, one.subject.code, one.unit, one.equipment, one.get_binding_display(),
                one.get_extent_display(), one.get_progress_display(),
            ]
            for one in entries
        ),
    )  # fmt: skip


def _csv(header: Sequence[str], rows: Iterable[Sequence[object]]) -> str:
    text = io.StringIO()
    writer = csv.writer(text, delimiter=";", lineterminator="\r\n")
    writer.writerow(header)
    writer.writerows([_harmless(str(cell)) for cell in row] for row in rows)
    return "\ufeff" + text.getvalue()


def _harmless(cell: str) -> str:
    """Keep spreadsheet programs from running what a school wrote as a formula."""
    return f"'{cell}" if cell.startswith(("=", "+", "-", "@", "\t")) else cell
