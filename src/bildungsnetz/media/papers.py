"""A concept, and the draft of a media development plan, as PDF/UA and PDF/A; in German, the language of the bodies."""

from collections.abc import Sequence
from datetime import datetime
from pathlib import Path
from typing import Any

from django.utils import translation
from django.utils.formats import date_format

from bildungsnetz.documents.services import render_pdf
from bildungsnetz.media.models import Concept, school_year_name
from bildungsnetz.media.reading import Section, bodies_by_key, chapters_of, sections_of
from bildungsnetz.media.selectors.concepts import grid_of
from bildungsnetz.networks.models import Network

FOLDER = Path(__file__).parent / "typst"


def concept_paper(concept: Concept) -> bytes:
    """Render a concept; the same concept gives the same bytes."""
    with translation.override("de"):
        return render_pdf(
            template=FOLDER / "concept.typ",
            data=_concept(concept),
            title=f"Medienkonzept {concept.year_name}",
            language="de",
            at=concept.created_at,
            publisher=f"Bildungsnetz {concept.network.name}",
        )


def plan_paper(
    *, network: Network, body: str, year: int, schools: Sequence[str], sections: Sequence[Section], at: datetime
) -> bytes:
    """Render the draft of a media development plan of a school body."""
    with translation.override("de"):
        data = {
            "title": "Medienentwicklungsplan (Entwurf)",
            "network": network.name,
            "facts": [("Schulträger", body), ("Schuljahr", school_year_name(year)), ("Stand", "Entwurf")],
            "chapters": [
                ["Grundlage", f"Diesem Entwurf liegen die freigegebenen Medienkonzepte von {len(schools)} Schulen "
                 "zugrunde. Er fasst zusammen und ordnet nicht."],
            ],
            "schools": list(schools),
            "lines": [],
            "sections": [_section(one) for one in sections],
        }  # fmt: skip
        return render_pdf(
            template=FOLDER / "plan.typ", data=data, title="Medienentwicklungsplan (Entwurf)", language="de", at=at,
            publisher=f"Bildungsnetz {network.name}",
        )  # fmt: skip


def _concept(concept: Concept) -> dict[str, Any]:
    resolution = concept.resolutions.order_by("-recorded_at", "-pk").first()
    adopted = date_format(concept.adopted_on, "d.m.Y") if concept.adopted_on else ""
    facts = [
        ("Schule", str(concept.school.institution)),
        ("Schulnummer", concept.school.school_number),
        ("Schuljahr", concept.year_name),
        ("Schulträger", bodies_by_key(concept.network).get(concept.body_key, "–")),
        ("Rahmen", concept.frame.title),
        ("Stand", f"Von der Schulkonferenz beschlossen am {adopted}" if adopted else "Entwurf"),
    ]
    if concept.is_example:
        facts.append(("Hinweis", "Erfundenes Beispiel"))
    if resolution and resolution.note:
        facts.append(("Vermerk", resolution.note))
    if concept.next_update_on:
        facts.append(("Nächste Fortschreibung", date_format(concept.next_update_on, "d.m.Y")))
    grid = grid_of(concept)
    lines = [
        {
            "heading": f"{block.number} {block.title}",
            "rows": [
                [
                    f"{line.number} {line.title}",
                    "; ".join(_unit(entry) for _g, cell in line.cells for entry in cell) or "–",
                ]
                for line in block.lines
            ],
        }
        for block in grid.blocks
    ]
    return {
        "title": f"Medienkonzept {concept.year_name}", "network": concept.network.name, "facts": facts,
        "chapters": chapters_of(concept), "lines": lines, "schools": [],
        "sections": [_section(one) for one in sections_of(concept)],
    }  # fmt: skip


def _unit(entry: Any) -> str:
    return f"Jg. {entry.grade} {entry.subject.code}: {entry.unit} ({entry.get_binding_display()})"


def _section(section: Section) -> dict[str, Any]:
    return {"title": section.title, "columns": list(section.columns), "rows": [list(row) for row in section.rows]}
