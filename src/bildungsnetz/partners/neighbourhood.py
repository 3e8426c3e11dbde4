"""One institution and those it works with: picture, table, and what it means for them."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from math import cos, pi, sin

from django.core.paginator import Page, Paginator
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from bildungsnetz.charts import Figure, Knot, Link, Table, tie_picture
from bildungsnetz.networks.models import Network
from bildungsnetz.partners import selectors
from bildungsnetz.partners.models import Institution

# More discs on a circle hide each other; the table shows all of them.
MOST_AROUND = 40
PER_PAGE = 50


@dataclass(frozen=True)
class Neighbourhood:
    """What the page shows."""

    sentences: list[str]
    figure: Figure | None
    table: Table
    page: "Page[int]"


def neighbourhood_of(institution: Institution, *, network: Network, on: date, page: str | None = None) -> Neighbourhood:
    """Show with whom an institution works on a day, and who of them works with each other; four queries."""
    around = selectors.neighbours_by_key(network, [institution.pk], on=on)[institution.pk]
    names = selectors.names_by_key(around)
    keys = sorted(around, key=lambda key: (names.get(key, ""), key))
    shown = Paginator(keys, PER_PAGE).get_page(page)
    second = selectors.neighbours_by_key(network, keys, on=on)
    ties = selectors.ties_among(network, keys[:MOST_AROUND], on=on)
    only = [key for key in keys if second[key] == {institution.pk}]
    table = _table(network, institution, shown, second, around, names)
    sentences = _sentences(institution, keys, only, names, second)
    drawn = 0 < len(keys) <= MOST_AROUND
    figure = _figure(network, institution, keys, ties, names, set(only), table, sentences[0]) if drawn else None
    return Neighbourhood(sentences, figure, table, shown)


def _figure(
    network: Network,
    institution: Institution,
    keys: Sequence[int],
    ties: Sequence[selectors.Tie],
    names: Mapping[int, str],
    only: set[int],
    table: Table,
    finding: str,
) -> Figure:
    counts: dict[int, int] = defaultdict(int)
    for first, second in {(min(tie), max(tie)) for tie in ties}:
        counts[first] += 1
        counts[second] += 1
    middle = Knot((0.5, 0.5), str(institution), "", len(keys), False)
    ring = [
        Knot(_spot(place, len(keys)), names.get(key, ""), _address(network, key), counts[key] + 1, key in only)
        for place, key in enumerate(keys)
    ]
    place = {key: index for index, key in enumerate(keys, start=1)}
    among = {(place[min(tie)], place[max(tie)]) for tie in ties}
    return tie_picture(
        [middle, *ring],
        sorted({(0, index) for index in place.values()} | {(min(pair), max(pair)) for pair in among}),
        key="around",
        title=_("With whom %(name)s works") % {"name": institution},
        finding=finding,
        dark=_("works with nobody else"),
        light=_("works with others too"),
        table=table,
    )


def _spot(place: int, count: int) -> tuple[float, float]:
    angle = 2 * pi * place / count - pi / 2
    return 0.5 + 0.45 * cos(angle), 0.5 + 0.45 * sin(angle)


def _address(network: Network, key: int) -> str:
    return reverse("partners:neighbourhood", args=[network.slug, key])


def _table(
    network: Network,
    institution: Institution,
    shown: "Page[int]",
    second: Mapping[int, set[int]],
    around: set[int],
    names: Mapping[int, str],
) -> Table:
    lines = [
        (
            Link(names.get(key, ""), _address(network, key)),
            str(len(second[key])),
            ", ".join(sorted(names[one] for one in second[key] & around if one in names)[:5]) or "–",
        )
        for key in shown
    ]
    common = _("Of them also with %(name)s") % {"name": institution}
    return Table((_("Institution"), _("Ties"), common), tuple(lines))


def _sentences(
    institution: Institution,
    keys: Sequence[int],
    only: Sequence[int],
    names: Mapping[int, str],
    second: Mapping[int, set[int]],
) -> list[str]:
    count = len(keys)
    if not count:
        return [_("%(name)s works with nobody yet.") % {"name": institution}]
    found = [
        ngettext("%(name)s works with %(count)s institution.", "%(name)s works with %(count)s institutions.", count)
        % {"name": institution, "count": count}
    ]
    among = sum(1 for key in keys if len(second[key] & set(keys)))
    if among:
        found.append(
            ngettext(
                "%(count)s of them works with another one of them too.",
                "%(count)s of them work with another one of them too.",
                among,
            )
            % {"count": among}
        )
    if only:
        named = ", ".join(names.get(key, "") for key in only[:5])
        rest = len(only) - 5
        if rest > 0:
            named += ", " + ngettext("%(count)s more", "%(count)s more", rest) % {"count": rest}
        found.append(
            _("If %(name)s leaves, these work with nobody any more: %(names)s.") % {"name": institution, "names": named}
        )
    return found
