"""The cooperations of a network: picture, table and sentences about who holds it together.

Every page needs the same number of queries, however many partners there are: up to ``EXACT_UP_TO`` the findings are
computed at once, above that they come from the last examination in the background.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.core.paginator import Page, Paginator
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from bildungsnetz.charts import Figure, Knot, Link, Table, tie_picture
from bildungsnetz.networks.models import Network
from bildungsnetz.partners import selectors
from bildungsnetz.partners.cooperation_graph import EXACT_UP_TO, as_json, positions, structure_of
from bildungsnetz.partners.models import Examination, Institution

# A picture of more discs shows nothing; the table always shows all.
MOST_DISCS = 150
PER_PAGE = 50
NAMED = 5
ALONE_NAMED = 30


@dataclass(frozen=True)
class View:
    """What the page shows; ``findings`` is empty as long as a large network was never examined."""

    sentences: list[str]
    figure: Figure | None
    table: Table
    page: "Page[Institution]"
    alone: list[tuple[int, str]]
    alone_count: int
    examination: Examination | None
    is_large: bool
    is_outdated: bool


def view_of_ties(network: Network, *, on: date, page: str | None = None, text: str = "") -> View:
    """Show the cooperations that run on a day; seven queries, however many there are."""
    keys = list(selectors.institutions_of(network).filter(ended_on=None).order_by().values_list("pk", flat=True))
    is_large = len(keys) > EXACT_UP_TO
    examination = selectors.examination_of(network)
    ties: list[selectors.Tie] = []
    mark = ""
    if is_large:
        mark = selectors.mark_of_ties(network, on=on)
        findings: Mapping[str, Any] = examination.findings if examination else {}
        alone: list[int] = []
    else:
        ties = selectors.ties_of(network, on=on)
        structure = structure_of({*keys, *(key for tie in ties for key in tie)}, ties)
        findings, alone = as_json(structure), list(structure.isolated[:ALONE_NAMED])
    drawn = not is_large and 0 < len(findings["ties"]) <= MOST_DISCS and not text
    tied = Paginator(selectors.tied_institutions(network, on=on, text=text), MOST_DISCS if drawn else PER_PAGE)
    shown = tied.get_page(page)
    around = selectors.neighbours_by_key(network, [one.pk for one in shown], on=on)
    names = selectors.names_by_key(_named_keys(findings, around, alone))
    table = _table(network, shown, around, findings, names)
    sentences = _sentences(findings, names)
    return View(
        sentences=sentences,
        figure=_figure(network, findings, ties, names, table, sentences[0]) if drawn else None,
        table=table,
        page=shown,
        alone=[(key, names[key]) for key in alone if key in names],
        alone_count=int(findings.get("isolated", 0)),
        examination=examination,
        is_large=is_large,
        is_outdated=bool(is_large and examination and examination.fingerprint != mark),
    )


def _named_keys(findings: Mapping[str, Any], around: Mapping[int, set[int]], alone: Sequence[int]) -> set[int]:
    """Return whom the page names: a few of everything, so that the query stays small."""
    wanted = {*alone, *around, *(key for neighbours in around.values() for key in _first(neighbours))}
    for key, lost in findings.get("holders", ()):
        wanted |= {key, *_first(lost)}
    wanted |= {key for pair in findings.get("bridges", ())[:NAMED] for key in pair}
    return wanted | {key for key, _share in findings.get("between", ())[:NAMED]}


def _first(keys: Sequence[int] | set[int]) -> list[int]:
    return sorted(keys)[:NAMED]


def _figure(
    network: Network,
    findings: Mapping[str, Any],
    rows: Sequence[selectors.Tie],
    names: Mapping[int, str],
    table: Table,
    finding: str,
) -> Figure:
    ties = {int(key): count for key, count in findings["ties"].items()}
    # In the order of the alphabet, so that the keyboard walks through the picture as through the table.
    keys = sorted(ties, key=lambda key: (names.get(key, ""), key))
    spots = positions(keys, rows)
    holders = {key for key, _lost in findings["holders"]}
    knots = [Knot(spots[key], names.get(key, ""), _address(network, key), ties[key], key in holders) for key in keys]
    place = {key: index for index, key in enumerate(keys)}
    lines = sorted({(min(ends), max(ends)) for ends in ((place[first], place[second]) for first, second in rows)})
    return tie_picture(
        knots,
        lines,
        key="ties",
        title=_("Cooperations in %(network)s") % {"network": network.name},
        finding=finding,
        dark=_("holds others in the network"),
        light=_("other institution"),
        table=table,
    )


def _address(network: Network, key: int) -> str:
    return reverse("partners:neighbourhood", args=[network.slug, key])


def _table(
    network: Network,
    shown: "Page[Institution]",
    around: Mapping[int, set[int]],
    findings: Mapping[str, Any],
    names: Mapping[int, str],
) -> Table:
    holders = dict(findings.get("holders", ()))
    lines = []
    for one in shown:
        leaves = _("nobody loses touch")
        if one.pk in holders:
            leaves = _("%(names)s would lose touch") % {"names": _names(names, holders[one.pk])}
        elif not findings:
            leaves = _("not examined yet")
        lines.append(
            (
                Link(one.name, _address(network, one.pk)),
                str(len(around[one.pk])),
                leaves,
                _names(names, sorted(around[one.pk])),
            )
        )
    return Table((_("Institution"), _("Ties"), _("If it leaves"), _("Works with")), tuple(lines))


def _names(names: Mapping[int, str], keys: Sequence[int]) -> str:
    """Name the first few and count the rest."""
    shown = sorted(names[key] for key in _first(keys) if key in names)
    rest = len(keys) - len(shown)
    if rest <= 0:
        return ", ".join(shown)
    more = ngettext("%(count)s more", "%(count)s more", rest) % {"count": rest}
    return ", ".join([*shown, more])


def _sentences(findings: Mapping[str, Any], names: Mapping[int, str]) -> list[str]:
    if not findings:
        return []
    told = {
        "tied": len(findings["ties"]),
        "all": findings["institutions"],
        "pairs": sum(findings["ties"].values()) // 2,
    }
    found = [
        _("%(tied)s of %(all)s partners work with at least one other; there are %(pairs)s ties between them.") % told
    ]
    if len(findings["parts"]) > 1:
        found.append(
            _("They fall into %(count)s groups that have nothing to do with each other; the largest has %(largest)s.")
            % {"count": len(findings["parts"]), "largest": findings["parts"][0]}
        )
    for key, lost in findings["holders"][:NAMED]:
        found.append(
            _("Without %(name)s, these would lose touch with the rest: %(lost)s.")
            % {"name": names.get(key, ""), "lost": _names(names, lost)}
        )
    for first, second in findings["bridges"][:NAMED]:
        found.append(
            _("Only the tie between %(first)s and %(second)s joins two groups.")
            % {"first": names.get(first, ""), "second": names.get(second, "")}
        )
    return found + _sentences_between(findings, names)


def _sentences_between(findings: Mapping[str, Any], names: Mapping[int, str]) -> list[str]:
    """Say who stands between the others; nothing in a network so small that everybody sees it."""
    if findings["institutions"] < NAMED:
        return []
    worded = _("About %(share)s %% of the shortest ways between others lead over %(name)s.")
    if not findings["estimated"]:
        worded = _("%(share)s %% of the shortest ways between others lead over %(name)s.")
    return [
        worded % {"share": round(share * 100), "name": names.get(key, "")}
        for key, share in findings["between"][:3]
        if round(share * 100) >= 1
    ]
