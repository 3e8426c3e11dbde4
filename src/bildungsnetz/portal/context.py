"""What the frame of every public page shows: navigation, links at the top, duties at the foot."""

from typing import Any

from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext as _

from bildungsnetz.design.navigation import Item, mark_current


def public_frame(request: HttpRequest) -> dict[str, Any]:
    """Fill navigation, tools and footer; rooms for signed-in people put their own navigation over it."""
    match = request.resolver_match
    slug = match.kwargs.get("slug") if match else None
    return {
        "navigation": _marked(_of_network(slug) if slug else _of_state(), path=request.path),
        "home_url": reverse("portal:network", args=[slug]) if slug else reverse("portal:start"),
        "search_url": reverse("portal:search"),
        "tools": [
            Item(_("Easy language"), reverse("portal:easy_language")),
            Item(_("Sign language"), reverse("portal:sign_language")),
        ],
        "footer_links": [
            Item(_("Imprint"), reverse("portal:imprint")),
            Item(_("Privacy"), reverse("portal:privacy")),
            Item(_("Accessibility"), reverse("portal:accessibility")),
            Item(_("Report a barrier"), reverse("portal:barrier")),
            Item(_("Easy language"), reverse("portal:easy_language")),
            Item(_("Sign language"), reverse("portal:sign_language")),
            Item(_("Open data"), reverse("portal:open_data")),
        ],
    }


def _marked(items: list[Item], *, path: str) -> tuple[Item, ...]:
    """Mark where the reader is. The first item is the start, whose address begins all others: only there it counts."""
    start, *others = items
    return (Item(start.label, start.url, current=path == start.url), *mark_current(others, path=path))


def _of_state() -> list[Item]:
    return [
        Item(_("Start"), reverse("portal:start")),
        Item(_("Networks on a day"), reverse("portal:networks")),
        Item(_("Open data"), reverse("portal:open_data")),
    ]


def _of_network(slug: str) -> list[Item]:
    return [
        Item(_("Start"), reverse("portal:network", args=[slug])),
        Item(_("The network"), reverse("portal:about", args=[slug])),
        Item(_("Contract"), reverse("portal:contract", args=[slug])),
        Item(_("Schools"), reverse("partners:schools", args=[slug])),
        Item(_("Figures"), reverse("monitoring:figures", args=[slug])),
        Item(_("Reports"), reverse("monitoring:reports", args=[slug])),
        Item(_("All networks"), reverse("portal:networks")),
    ]
