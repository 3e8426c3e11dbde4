"""An edition of the education report as PDF/UA and PDF/A, in German: contents, chapters, sources, methods, glossary."""

from datetime import datetime
from typing import Any

from django.utils import timezone, translation
from django.utils.formats import date_format

from bildungsnetz.charts import printed
from bildungsnetz.documents.services import render_pdf
from bildungsnetz.monitoring.exports import FOLDER, paper_figure, paper_table
from bildungsnetz.monitoring.models.report import ReportEdition
from bildungsnetz.monitoring.presenting import legend
from bildungsnetz.monitoring.report_content import Part, ReadChapter, glossary_of, read_chapters, sources_of


def report_paper(edition: ReportEdition) -> bytes:
    """Render an edition; the same edition gives the same bytes.

    Raises: whatever ``documents`` raises where the result would not be accessible (a picture without words).
    """
    with translation.override("de"):
        chapters = read_chapters(edition)
        pictures = {
            _file(part): printed(part.figure.svg) for chapter in chapters for part in chapter.parts if part.figure
        }
        return render_pdf(
            template=FOLDER / "report.typ",
            data=_data(edition, chapters),
            title=f"{edition.title} {edition.year}",
            language="de",
            at=_moment(edition),
            publisher=f"Bildungsnetz {edition.network.name}",
            pictures=pictures,
        )


def _data(edition: ReportEdition, chapters: list[ReadChapter]) -> dict[str, Any]:
    published = edition.published_at
    state = f"Veröffentlicht am {_day(published)}" if published else str(edition.get_status_display())
    return {
        "network": edition.network.name,
        "title": edition.title,
        "facts": [("Region", edition.network.region.name), ("Ausgabe", f"{edition.number} ({edition.year})"),
                  ("Stand", state)],
        "foreword": edition.foreword,
        "chapters": [
            {"heading": f"{one.number} {one.chapter.title}", "parts": [_part(part) for part in one.parts]}
            for one in chapters
        ],
        "sources": sources_of(chapters),
        "methods": edition.methods,
        "glossary": glossary_of(edition),
        "legend": [[entry.sign, entry.word] for entry in legend()],
        "checksum": edition.content_hash,
    }  # fmt: skip


def _part(part: Part) -> dict[str, Any]:
    headline = part.headline
    return {
        "heading": part.heading,
        "text": part.block.text,
        "note": part.note,
        "source": part.source,
        "figure": paper_figure(part.figure, _file(part)) if part.figure else None,
        "table": paper_table(part.heading, part.table) if part.table else None,
        "headline": headline and {
            "period": headline.period, "value": headline.value, "formula": headline.formula,
            "words": [word for word in (headline.counted, headline.word, headline.sentence) if word],
        },
    }  # fmt: skip


def _file(part: Part) -> str:
    return f"bild-{part.block.pk}.svg"


def _day(moment: datetime) -> str:
    return date_format(timezone.localtime(moment), "d.m.Y")


def _moment(edition: ReportEdition) -> datetime:
    return edition.published_at or edition.put_up_at or edition.created_at
