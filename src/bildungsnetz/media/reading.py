"""A concept as people read it: chapters, equipment, training, support; in the order of the document."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.utils.formats import number_format
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from bildungsnetz.media.models import Chapter, Concept, Equipment, Holding, school_year_name
from bildungsnetz.networks.models import Network, Town

# What of a concept the public summary shows.
PUBLIC_CHAPTERS = (Chapter.AIMS, Chapter.SUBJECTS, Chapter.NETWORK, Chapter.RULES)
NOTHING = "–"


@dataclass(frozen=True)
class Section:
    """A table of the document."""

    title: str
    columns: Sequence[str]
    rows: Sequence[Sequence[str]]


def bodies_by_key(network: Network) -> dict[str, str]:
    """Return the names of the school bodies by key: the towns of the region and the region itself."""
    towns = Town.objects.filter(region=network.region).values_list("ags", "name")
    return {**dict(towns), network.region.key: network.region.name}


def chapters_of(concept: Concept, *, public: bool = False) -> list[tuple[str, str]]:
    """Return title and text of the chapters that say something; one query."""
    texts = dict(concept.texts.values_list("chapter", "text"))
    wanted = PUBLIC_CHAPTERS if public else tuple(Chapter)
    return [(str(one.label), texts[one]) for one in wanted if texts.get(one, "").strip()]


def sections_of(concept: Concept) -> list[Section]:
    """Return equipment, training and support as tables; three queries."""
    equipment = list(concept.equipment.order_by("category", "year", "label", "pk"))
    return [
        _equipment(_("Equipment in stock"), [one for one in equipment if one.holding == Holding.STOCK]),
        _equipment(_("Equipment needed"), [one for one in equipment if one.holding == Holding.NEED]),
        Section(
            _("Training plan"),
            [_("Topic"), _("For whom"), _("People"), _("School year")],
            [
                [one.topic, one.audience or NOTHING, _said(one.people), school_year_name(one.year)]
                for one in concept.trainings.order_by("year", "topic", "pk")
            ],
        ),
        Section(
            pgettext("media concept", "Support"),
            [_("Level"), _("Who"), _("Hours per week"), _("Hours needed"), _("How it works")],
            [
                [str(one), one.who or NOTHING, _said(one.hours), _said(one.needed), one.text or NOTHING]
                for one in concept.supports.order_by("level")
            ],
        ),
    ]


def _equipment(title: str, rows: Sequence[Equipment]) -> Section:
    return Section(
        title,
        [_("What"), _("Category"), _("Quantity"), _("Year"), _("Condition"), _("Room"), _("Funding"), _("Cost (€)")],
        [
            [
                one.label, str(one.get_category_display()), _said(one.quantity), str(one.year or NOTHING),
                one.condition or NOTHING, one.room or NOTHING, str(one.get_funding_display()), _said(one.cost),
            ]
            for one in rows
        ],
    )  # fmt: skip


def _said(value: Any) -> str:
    return NOTHING if value is None else str(number_format(value, force_grouping=True))
