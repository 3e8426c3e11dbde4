"""An edition of the education report as it is read: the same content on the page and on paper.

Figures come from published tables only; an edition therefore says the same for ever, whatever is released later.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field

from django.utils.translation import gettext as _

from bildungsnetz.charts import Figure, Table
from bildungsnetz.monitoring import released_pictures as pictures
from bildungsnetz.monitoring.models.releases import ReleaseTable
from bildungsnetz.monitoring.models.report import Block, BlockKind, Chapter, ReportEdition
from bildungsnetz.monitoring.presenting import Shown, count_text, names_of_places, table_of, text_of, word_of
from bildungsnetz.monitoring.selectors.reports import chapters_of, figures_of_blocks


@dataclass(frozen=True)
class Headline:
    """An indicator in one look: period and value, what it is made from, and the sentence that puts it in place."""

    period: str
    value: str
    word: str
    counted: str
    formula: str
    sentence: str


@dataclass(frozen=True)
class Part:
    """A block as it is read; ``figure``, ``table`` and ``headline`` only where its kind has them."""

    block: Block
    heading: str
    figure: Figure | None = None
    table: Table | None = None
    headline: Headline | None = None
    note: str = ""

    @property
    def source(self) -> str:
        """Where the figures come from, with release and licence; empty for text."""
        return source_of(self.block.table) if self.block.table else ""


@dataclass(frozen=True)
class ReadChapter:
    """A chapter with its parts; ``anchor`` is its place in the page's table of contents."""

    chapter: Chapter
    number: int
    parts: Sequence[Part] = field(default_factory=tuple)

    @property
    def anchor(self) -> str:
        """The name of the chapter within the page."""
        return f"kapitel-{self.number}"


def read_chapters(edition: ReportEdition) -> list[ReadChapter]:
    """Return the chapters with every picture and table drawn; five queries, however long the report is."""
    chapters = chapters_of(edition)
    figures = figures_of_blocks(edition)
    names = names_of_places(edition.network.region.key, edition.network.region.name)

    def part(block: Block) -> Part:
        if block.table is None:
            return Part(block, block.heading)
        shown = Shown([block.table], figures.get(block.table.pk, []), edition.network.region.key, names)
        return _part_with_figures(block, shown)

    return [
        ReadChapter(chapter, number, tuple(part(block) for block in chapter.blocks.all()))
        for number, chapter in enumerate(chapters, start=1)
    ]


def glossary_of(edition: ReportEdition) -> list[tuple[str, str]]:
    """Return the glossary's words and explanations by word; a line without a colon is a word without explanation."""
    entries = [line.partition(":") for line in edition.glossary.splitlines() if line.strip()]
    return sorted(((word.strip(), words.strip()) for word, _colon, words in entries), key=lambda one: one[0].casefold())


def sources_of(chapters: Sequence[ReadChapter]) -> list[str]:
    """Return the sources of all figures once each, by alphabet."""
    return sorted({part.source for chapter in chapters for part in chapter.parts if part.source})


def source_of(table: ReleaseTable) -> str:
    """Name title, source, licence and release of a table."""
    return _("%(title)s: %(source)s, %(licence)s (release %(name)s)") % {
        "title": table.title, "source": table.source, "licence": table.licence, "name": table.version.name,
    }  # fmt: skip


def _part_with_figures(block: Block, shown: Shown) -> Part:
    heading = block.heading or shown.table.title
    if block.kind == BlockKind.TABLE:
        return Part(block, heading, table=table_of(shown.figures, unit=shown.table.unit, names=shown.names))
    if block.kind == BlockKind.INDICATOR:
        return Part(block, heading, headline=_headline(shown))
    figure = pictures.picture_of(block.picture, shown, key=f"bild-{block.pk}")
    note = "" if figure else _("The released figures do not suffice for this picture.")
    return Part(block, block.heading, figure=figure, note=note)


def _headline(shown: Shown) -> Headline:
    newest, definition = shown.newest, shown.table.definition
    counted = ""
    if newest and newest.part is not None and newest.whole is not None:
        counted = _("%(part)s of %(whole)s") % {
            "part": count_text(newest.part, newest.part_status), "whole": count_text(newest.whole, newest.whole_status),
        }  # fmt: skip
    whole = definition.get("whole", "")
    return Headline(
        period=newest.period if newest else "",
        value=text_of(newest, shown.table.unit),
        word=word_of(newest),
        counted=counted,
        formula=f"{definition.get('part', '')} / {whole}" if whole else definition.get("part", ""),
        sentence=pictures.series_sentence(shown),
    )
