"""The living page of components: every component in every state, each from a template in ``design/showcase``."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from django.core.paginator import Paginator
from django.http import QueryDict
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext

from bildungsnetz.design import pictures
from bildungsnetz.design.forms import EveryField, ExampleFilter
from bildungsnetz.design.navigation import MOST_ITEMS, Account, Item
from bildungsnetz.design.templatetags.design import SIDES, TAG_KINDS

Context = Callable[[], Mapping[str, Any]]


@dataclass(frozen=True)
class Example:
    """One section of the page: its key (also its template's name), its title, what the template needs."""

    key: str
    title: str | Promise
    context: Context = field(default=dict)

    @property
    def template(self) -> str:
        """Name of the template that shows the component."""
        return f"design/showcase/{self.key}.html"


def _items(current: int, count: int = 3) -> list[Item]:
    return [Item(label=f"Beispiel {n}", url=f"#beispiel-{n}", current=n == current) for n in range(1, count + 1)]


def _forms() -> dict[str, Any]:
    faulty = EveryField(QueryDict("email=niemand"), auto_id="faulty_%s")
    return {"unbound": EveryField(auto_id="fresh_%s"), "faulty": faulty}


def _steps() -> dict[str, Any]:
    states = ("done", "done", "current", "open")
    return {"steps": [{"label": f"Schritt {n}", "note": f"0{n}.02.2027", "state": s} for n, s in enumerate(states, 1)]}


def _lists() -> dict[str, Any]:
    table = {"columns": ["Jahr", "Anzahl", "Anteil"], "rows": [["2025", "1.204", "12,5 %"], ["2026", "1.318", "·"]]}
    pages = Paginator(range(260), 10)
    return {
        "table": table,
        "first_page": pages.page(1),
        "middle_page": pages.page(13),
        "pairs": [("Stand", "04.02.2027"), ("Quelle", "erfundenes Beispiel")],
        "filter": ExampleFilter(auto_id="filter_%s"),
        "active_filter": ExampleFilter(QueryDict("word=Beispiel"), auto_id="active_%s"),
    }


def _figure() -> dict[str, Any]:
    return {"bars": pictures.bars(), "map": pictures.areas(), "spans": pictures.spans()}


def _year() -> dict[str, Any]:
    return {"year": pictures.year()}


EXAMPLES = (
    Example("colours", _("Colours")),
    Example("text", _("Text")),
    Example("buttons", _("Buttons")),
    Example("tags", _("State tags"), lambda: {"kinds": TAG_KINDS}),
    Example("sides", _("The two sides"), lambda: {"sides": SIDES}),
    Example("ways", _("Breadcrumb, tabs, pages"), lambda: {"items": _items(current=2), **_lists()}),
    Example("stepper", _("Stages"), _steps),
    Example("messages", _("Messages and notes")),
    Example("empty", _("Empty state")),
    Example("panels", _("Panels and tasks"), _lists),
    Example("tables", _("Tables"), _lists),
    Example("difference", _("Difference of two texts")),
    Example("progress", _("Progress")),
    Example("year", _("Year bar"), _year),
    Example("figure", _("Picture with table"), _figure),
    Example("filter", _("Filter bar"), _lists),
    Example("forms", _("Forms"), _forms),
)


def example_frame(*, signed_in: bool) -> dict[str, Any]:
    """A frame with everything in it, as a room higher up would fill it."""
    account = Account(name="Erika Beispiel", role="Büro, Vorführung", items=_items(current=0, count=2))
    return {
        "navigation": _items(current=1, count=MOST_ITEMS),
        "account": account if signed_in else None,
        "tools": [Item(pgettext("link", "Help"), "#hilfe")],
        "search_url": "#suche",
        "footer_links": _items(current=0, count=6),
    }
