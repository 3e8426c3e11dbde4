"""The cooperations of a network: picture, table and sentences about who holds it together."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from bildungsnetz.charts import Figure, Knot, Link, Table, tie_picture
from bildungsnetz.networks.models import Network
from bildungsnetz.partners.cooperation_graph import Structure, positions, structure_of
from bildungsnetz.partners.models import Institution
from bildungsnetz.partners.selectors import cooperations_of, institutions_by_keys, institutions_of

# A picture of more discs shows nothing; the table always shows all.
MOST_DISCS = 150
NAMED = 5


@dataclass(frozen=True)
class View:
    """What the page shows: sentences, one line per institution with its meaning, and the picture."""

    sentences: list[str]
    figure: Figure | None
    table: Table
    isolated: list[Institution]
    estimated: bool


def view_of_ties(network: Network, *, on: date) -> View:
    """Examine the cooperations that run on a day; three queries, however many there are."""
    rows = list(cooperations_of(network, on=on).values_list("first_id", "second_id"))
    tied = {key for row in rows for key in row}
    partners = {one.pk: one for one in institutions_of(network).filter(ended_on=None)}
    partners |= institutions_by_keys(tied - set(partners))
    structure = structure_of(partners, rows)
    neighbours = _neighbours(rows)
    table = _table(network, partners, structure, neighbours)
    sentences = _sentences(partners, structure)
    figure = _figure(network, partners, structure, rows, table, sentences) if 0 < len(tied) <= MOST_DISCS else None
    isolated = sorted((partners[key] for key in structure.isolated), key=lambda one: (one.sort_name, one.pk))
    return View(sentences, figure, table, isolated, structure.estimated)


def _neighbours(rows: Sequence[tuple[int, int]]) -> Mapping[int, set[int]]:
    found: dict[int, set[int]] = defaultdict(set)
    for first, second in rows:
        found[first].add(second)
        found[second].add(first)
    return found


def _figure(
    network: Network,
    partners: Mapping[int, Institution],
    structure: Structure,
    rows: Sequence[tuple[int, int]],
    table: Table,
    sentences: list[str],
) -> Figure:
    keys = sorted(key for key, ties in structure.ties.items() if ties)
    spots = positions(keys, rows)
    holders = {holder.key for holder in structure.holders}
    knots = [
        Knot(spots[key], str(partners[key]), _address(network, key), structure.ties[key], key in holders)
        for key in keys
    ]
    place = {key: index for index, key in enumerate(keys)}
    ties = sorted({(place[min(row)], place[max(row)]) for row in rows})
    return tie_picture(
        knots,
        ties,
        key="ties",
        title=_("Cooperations in %(network)s") % {"network": network.name},
        finding=sentences[0],
        dark=_("holds others in the network"),
        light=_("other institution"),
        table=table,
    )


def _address(network: Network, key: int) -> str:
    return reverse("partners:institution", args=[network.slug, key])


def _table(
    network: Network,
    partners: Mapping[int, Institution],
    structure: Structure,
    neighbours: Mapping[int, set[int]],
) -> Table:
    holders = {holder.key: holder for holder in structure.holders}
    lines = []
    for one in sorted(partners.values(), key=lambda one: (one.sort_name, one.pk)):
        if not structure.ties[one.pk]:
            continue
        lost = [key for part in holders[one.pk].cut_off for key in part] if one.pk in holders else []
        leaves = _("nobody loses touch")
        if lost:
            leaves = _("%(names)s would lose touch") % {"names": _names(partners, lost)}
        others = _names(partners, sorted(neighbours[one.pk]))
        lines.append((Link(one.name, _address(network, one.pk)), str(structure.ties[one.pk]), leaves, others))
    return Table((_("Institution"), _("Ties"), _("If it leaves"), _("Works with")), tuple(lines))


def _names(partners: Mapping[int, Institution], keys: Sequence[int]) -> str:
    """Name the first few and count the rest."""
    names = sorted(str(partners[key]) for key in keys)
    shown, rest = names[:NAMED], len(names) - NAMED
    if rest <= 0:
        return ", ".join(shown)
    more = ngettext("%(count)s more", "%(count)s more", rest) % {"count": rest}
    return ", ".join([*shown, more])


def _sentences(partners: Mapping[int, Institution], structure: Structure) -> list[str]:
    tied = sum(1 for ties in structure.ties.values() if ties)
    pairs = sum(structure.ties.values()) // 2
    found = [
        _("%(tied)s of %(all)s partners work with at least one other; there are %(pairs)s ties between them.")
        % {"tied": tied, "all": len(partners), "pairs": pairs}
    ]
    groups = [part for part in structure.parts if len(part) > 1]
    if len(groups) > 1:
        found.append(
            _("They fall into %(count)s groups that have nothing to do with each other; the largest has %(largest)s.")
            % {"count": len(groups), "largest": len(groups[0])}
        )
    for holder in structure.holders[:NAMED]:
        lost = [key for part in holder.cut_off for key in part]
        found.append(
            _("Without %(name)s, these would lose touch with the rest: %(lost)s.")
            % {"name": partners[holder.key], "lost": _names(partners, lost)}
        )
    for first, second in structure.bridges[:NAMED]:
        found.append(
            _("Only the tie between %(first)s and %(second)s joins two groups.")
            % {"first": partners[first], "second": partners[second]}
        )
    return found
