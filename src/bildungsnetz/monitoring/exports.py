"""Released figures as files: CSV for programs, PDF for people; both from the same rows as the page."""

import csv
import io
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from django.utils import timezone, translation
from django.utils.formats import date_format

from bildungsnetz.charts import Figure, Table, printed
from bildungsnetz.documents.services import render_pdf
from bildungsnetz.monitoring.models import ReleasedFigure
from bildungsnetz.monitoring.presenting import Shown, legend, series_table, table_of
from bildungsnetz.networks.models import Network

FOLDER = Path(__file__).parent / "typst"
# Columns keep one language, so that a program that reads them need not know the reader's.
COLUMNS = (
    "kennzahl", "ort_schluessel", "ort", "zeitraum", "merkmal", "gruppe", "wert", "stand", "zaehler", "zaehler_stand",
    "nenner", "nenner_stand", "gerundet_auf", "einheit", "anmerkung", "freigabe", "quelle", "lizenz",
)  # fmt: skip


def figures_as_csv(shown: Shown) -> str:
    """Write released figures by place, period and group; protected ones have no value but a status."""
    text = io.StringIO()
    # The mark at the beginning tells spreadsheets that umlauts are meant as such.
    text.write("\ufeff")
    writer = csv.writer(text, delimiter=";", lineterminator="\r\n")
    writer.writerow(COLUMNS)
    for one in shown.figures:
        writer.writerow(_cells(shown, one))
    return text.getvalue()


def indicator_paper(network: Network, shown: Shown, *, figures: Sequence[Figure]) -> bytes:
    """Render an indicator's released figures as PDF/UA and PDF/A, in German."""
    release = shown.table.version
    with translation.override("de"):
        at = release.published_at or release.created_at
        data = {
            "network": network.name,
            "title": shown.table.title,
            "facts": [
                ("Region", network.region.name),
                ("Freigabe", f"{release.name} vom {date_format(timezone.localtime(at), 'd.m.Y')}"),
                ("Quelle", shown.table.source),
                ("Lizenz", shown.table.licence),
                *((("Berechnung", formula(shown.table.definition)),) if formula(shown.table.definition) else ()),
            ],
            "figures": [paper_figure(figure, f"bild-{n}.svg") for n, figure in enumerate(figures)],
            "tables": [
                paper_table("Alle Werte", series_table(shown)),
                paper_table("Alle freigegebenen Zahlen", _all(shown)),
            ],
            "legend": [[entry.sign, entry.word] for entry in legend()],
        }
        return render_pdf(
            template=FOLDER / "indicator.typ",
            data=data,
            title=shown.table.title,
            language="de",
            at=at,
            publisher=f"Bildungsnetz {network.name}",
            pictures={f"bild-{n}.svg": printed(figure.svg) for n, figure in enumerate(figures)},
        )


def paper_figure(figure: Figure, name: str) -> dict[str, Any]:
    """Return a picture for paper, with what a screen reader says in its place."""
    return {
        "file": name,
        "title": figure.title,
        "finding": figure.finding,
        "table": paper_table(figure.title, figure.table),
        "legend": [f"{entry.count}: {entry.text}" for entry in figure.legend],
    }


def paper_table(title: str, table: Table) -> dict[str, Any]:
    """Return a table for paper; its cells are plain text."""
    return {"title": title, "header": list(table.columns), "rows": [[str(cell) for cell in row] for row in table.rows]}


def formula(definition: Any) -> str:
    """Write numerator and denominator in one line, empty if there are none."""
    part, whole = definition.get("part", ""), definition.get("whole", "")
    return f"{part} / {whole}" if part and whole else ""


def _all(shown: Shown) -> Table:
    return table_of(shown.figures, unit=shown.table.unit, names=shown.names)


def _cells(shown: Shown, one: ReleasedFigure) -> list[Any]:
    return [
        one.table.code, one.place, shown.name(one.place), one.period, one.table.grouping, one.group,
        _plain(one.value), one.status, _plain(one.part), one.part_status, _plain(one.whole), one.whole_status,
        one.rounded_to or "", one.table.unit, one.note, one.version.name, one.table.source, one.table.licence,
    ]  # fmt: skip


def _plain(value: Any) -> str:
    # German spreadsheets read a comma; no more digits than were released.
    text = "" if value is None else f"{value:f}"
    return text.rstrip("0").rstrip(".").replace(".", ",") if "." in text else text
