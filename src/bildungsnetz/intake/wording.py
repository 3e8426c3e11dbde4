"""The sentence for each finding, in the reader's language; upper rooms add those of their importers."""

from collections.abc import Mapping

from django.contrib.humanize.templatetags.humanize import intcomma
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from bildungsnetz.intake.importers import DateBasis, importers
from bildungsnetz.intake.models import ImportRow, ImportRun

_SENTENCES: dict[str, str | Promise] = {
    "file_empty": gettext_lazy("The file is empty."),
    "job_failed": gettext_lazy(
        "The file could not be checked because of an error in the program. Nothing was changed. "
        "Please tell the operation of the platform."
    ),
    "job_lost": gettext_lazy(
        "The background service was interrupted while it checked the file. Nothing was changed. "
        "Please choose the file once more."
    ),
    "file_too_big": gettext_lazy("The file has %(found)s bytes; at most %(expected)s are read."),
    "unknown_file": gettext_lazy("We do not know this file. We read CSV and XLSX."),
    "unknown_layout": gettext_lazy(
        "We do not know this table: it begins with “%(found)s”. "
        "In the first 30 lines there is no header of: %(layouts)s."
    ),
    "not_text": gettext_lazy(
        "We do not know this file. We read CSV and XLSX. "
        "At place %(place)s there is the byte %(found)s, which no text has."
    ),
    "encoding_utf16": gettext_lazy("The file is encoded as UTF-16. Please save it as CSV UTF-8."),
    "ends_inside_letter": gettext_lazy("The file breaks off in the middle of a letter, at place %(place)s."),
    "mixed_encodings": gettext_lazy(
        "The file mixes two encodings: at place %(place)s there is the byte %(found)s, other letters are UTF-8. "
        "Please save it as CSV UTF-8."
    ),
    "unknown_encoding": gettext_lazy(
        "At place %(place)s there is the byte %(found)s, which is neither UTF-8 nor Windows-1252."
    ),
    "doubly_encoded": gettext_lazy(
        "At place %(place)s there is “%(found)s”: letters such as ä, ö, ü were converted twice. "
        "Please ask for the original file."
    ),
    "workbook_broken": gettext_lazy("The workbook is damaged: %(found)s"),
    "sheet_missing": gettext_lazy("The workbook has no sheet “%(expected)s”. It has: %(found)s."),
    "too_many_rows": gettext_lazy("The file has too many rows; at most %(expected)s are read."),
    "too_many_columns": gettext_lazy("The file has %(found)s columns; at most %(expected)s are read."),
    "no_rows": gettext_lazy("After the header there is no row."),
    "column_twice": gettext_lazy("Two columns are called “%(found)s”."),
    "column_missing": gettext_lazy("The column “%(expected)s” is missing."),
    "row_width": gettext_lazy("The row has %(found)s cells, the header %(expected)s."),
    "ends_early": gettext_lazy(
        "The file ends inside of this row: it has %(found)s cells, the header %(expected)s. "
        "Probably the file is incomplete."
    ),
    "quote_not_closed": gettext_lazy("A quotation mark opened here is never closed. Probably the file is incomplete."),
    "quote_misplaced": gettext_lazy("A quotation mark in this row is misplaced; what follows cannot be read."),
}


def add_sentences(sentences: Mapping[str, str | Promise]) -> None:
    """Add the sentences of an importer; a code may use %(found)s, %(expected)s, %(column)s and its own parameters."""
    _SENTENCES.update(sentences)


def sentence(row: ImportRow) -> str:
    """Say what was found in this row, without the place."""
    template = _SENTENCES.get(row.code)
    if template is None:
        return f"{row.code}: {row.found}"
    layouts = "; ".join(name for importer in importers() for name in importer.layouts())
    known = {"found": row.found, "expected": row.expected, "column": row.column, "layouts": layouts}
    return str(template) % {**{str(name): value for name, value in row.params.items()}, **known}


def sentence_with_place(row: ImportRow) -> str:
    """Say what was found and where: line, column and key as far as they are known."""
    place = []
    if row.line:
        place.append(_("Line %(line)s") % {"line": row.line})
    if row.column:
        place.append(_("column “%(column)s”") % {"column": row.column})
    if row.key and row.code:
        place.append(row.key)
    return f"{', '.join(place)}: {sentence(row)}" if place else sentence(row)


_BASES: dict[str, str | Promise] = {
    DateBasis.STATED: gettext_lazy("stated in the file"),
    DateBasis.SCHOOL_YEAR: gettext_lazy("reference day of the school statistics in the school year of the file"),
    DateBasis.CONTENT: gettext_lazy("newest event in the file that had already happened"),
    DateBasis.GIVEN: gettext_lazy("entered by a person"),
    DateBasis.RETRIEVED: gettext_lazy("day of the import, nothing better is known"),
}


def basis(run: ImportRun) -> str:
    """Say where the reference date of a run comes from."""
    return str(_BASES.get(run.date_basis, ""))


def counts(run: ImportRun) -> str:
    """Return the counts of a run as one line: „143 neu, 0 geändert, 2 brauchen Ihre Prüfung“."""
    if run.is_busy and not run.plan_digest:
        return ""
    if run.state == ImportRun.State.REFUSED:
        return _("refused, nothing was changed")
    parts = [
        _("%(count)s new") % {"count": _number(run.added)},
        _("%(count)s changed") % {"count": _number(run.changed)},
    ]
    if run.unchanged:
        parts.append(_("%(count)s unchanged") % {"count": _number(run.unchanged)})
    if run.refused:
        parts.append(_("%(count)s refused") % {"count": _number(run.refused)})
    parts.append(_("%(count)s need your check") % {"count": _number(run.to_check)})
    if run.outside:
        parts.append(_("%(count)s of other regions left out") % {"count": _number(run.outside)})
    return ", ".join(parts)


def _number(count: int) -> str:
    return str(intcomma(count))
