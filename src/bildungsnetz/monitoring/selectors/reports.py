"""Editions of the education report, as far as a person may see and write them."""

from datetime import date

from django.db.models import Prefetch, QuerySet

from bildungsnetz.accounts.models import User
from bildungsnetz.monitoring.models.releases import ReleasedFigure
from bildungsnetz.monitoring.models.report import Block, BlockText, Chapter, ChapterAuthor, ReportEdition
from bildungsnetz.monitoring.selectors.releases import Person, visible_states
from bildungsnetz.networks.models import Network, VersionStatus
from bildungsnetz.networks.models.consent import PUBLIC
from bildungsnetz.networks.selectors.people import people_of


def editions_visible_to(person: Person, *, network: Network, on: date) -> QuerySet[ReportEdition]:
    """Return the editions a person may read, latest first; authors of a chapter see their draft."""
    states = visible_states(person, network=network, on=on)
    found = ReportEdition.objects.filter(network=network)
    visible = found.filter(status__in=states)
    if person.is_authenticated and VersionStatus.DRAFT not in states:
        visible |= found.filter(pk__in=Chapter.objects.filter(authors__person=person).values("version"))
    return visible.select_related("network__region", "follows").order_by("-number")


def published_editions(network: Network) -> QuerySet[ReportEdition]:
    """Return the published editions, latest first."""
    found = ReportEdition.objects.filter(network=network, status__in=PUBLIC)
    return found.select_related("network__region").order_by("-number")


def chapters_of(edition: ReportEdition) -> list[Chapter]:
    """Return the chapters with blocks and their figures' tables in reading order; four queries."""
    blocks = Block.objects.select_related("table__version__network__region", "changed_by").order_by("position", "pk")
    authors = ChapterAuthor.objects.select_related("person").order_by("person__full_name", "pk")
    found = edition.chapters.prefetch_related(Prefetch("blocks", blocks), Prefetch("authors", authors))
    return list(found.order_by("position", "pk"))


def figures_of_blocks(edition: ReportEdition) -> dict[int, list[ReleasedFigure]]:
    """Return the figures of every table an edition shows, by key of the table; one query."""
    shown = Block.objects.filter(version=edition, table__isnull=False).values("table")
    found = ReleasedFigure.objects.filter(table__in=shown).select_related("table", "version")
    by_table: dict[int, list[ReleasedFigure]] = {}
    for figure in found.order_by("place", "period", "group", "pk"):
        by_table.setdefault(figure.table_id, []).append(figure)
    return by_table


def texts_set_aside(block: Block) -> QuerySet[BlockText]:
    """Return the texts of a block that met a newer one, latest first; nobody's words are lost."""
    found = BlockText.objects.filter(block=block, is_set_aside=True).select_related("written_by")
    return found.order_by("-written_at", "-pk")


def possible_authors(network: Network, *, on: date) -> QuerySet[User]:
    """Return who has a role in the network and can be asked to write a chapter, by name."""
    return User.objects.filter(pk__in=people_of(network, on=on).values("person")).order_by("full_name", "pk")


def chapters_written_by(person: Person, *, edition: ReportEdition) -> set[int]:
    """Return the keys of the chapters a person writes as author; office people write all."""
    if not person.is_authenticated:
        return set()
    return set(ChapterAuthor.objects.filter(chapter__version=edition, person=person).values_list("chapter", flat=True))
