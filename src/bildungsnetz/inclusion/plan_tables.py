"""Forecasts, quotas, scenarios and proposals as tables (``columns`` and ``rows``)."""

from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np
from django.utils.formats import number_format
from django.utils.translation import gettext as _

from bildungsnetz.inclusion.focuses import FOCUSES
from bildungsnetz.inclusion.models import Focus
from bildungsnetz.inclusion.models.values import school_year
from bildungsnetz.inclusion.planning.balance import Band
from bildungsnetz.inclusion.planning.forecast import BackTest, spread
from bildungsnetz.inclusion.planning.quotas import Quotas
from bildungsnetz.inclusion.planning.scenario import Outcome
from bildungsnetz.inclusion.proposing import Proposal
from bildungsnetz.inclusion.selectors.planning import Forecast, town_keys
from bildungsnetz.networks import geo
from bildungsnetz.networks.models import Network

Table = dict[str, Any]


def forecast_table(found: Forecast, *, by_grade: bool = False) -> Table:
    """Return expected counts by focus (or grade) and year, each with its band where an error is known."""
    totals = found.counts.sum(axis=0 if by_grade else 1)
    names = [str(one) for one in range(1, 11)] if by_grade else [str(Focus(one).label) for one in FOCUSES]
    error = found.test.error if found.test and not by_grade else None
    return {
        "columns": [_("Grade") if by_grade else _("Support focus"), *(school_year(year) for year in found.years)],
        "rows": [
            [name, *(_expected(float(value), error, ahead) for ahead, value in enumerate(row, start=1))]
            for name, row in zip(names, totals, strict=True)
        ],
    }


def _expected(value: float, error: float | None, ahead: int) -> str:
    if error is None or not value:
        return str(round(value))
    low, high = spread(value, error=error, ahead=ahead)
    return f"{round(value)} ({round(low)}–{round(high)})"


def back_test_table(test: BackTest) -> Table:
    """Return forecast and what came, year by year and focus by focus."""
    return {
        "columns": [_("School year"), _("Support focus"), _("Forecast then"), _("Came"), _("Off by")],
        "rows": [
            [school_year(year), str(Focus(FOCUSES[focus]).label), round(expected), round(came), round(expected - came)]
            for year, focus, expected, came in test.rows
        ],
    }


def quota_table(found: Mapping[str, Quotas | None]) -> Table:
    """Return the four key figures per town, the region first."""
    rows = []
    for town, one in found.items():
        name = geo.towns()[town].name if town else _("All towns")
        if one is None:
            rows.append([name, _("counts contradict each other"), "", "", ""])
            continue
        figures = (one.sen_rate, one.inclusion_rate, one.exclusion_rate, one.inclusion_share)
        rows.append([name, *(_percent(figure) for figure in figures)])
    return {
        "columns": [_("Town"), "Förderquote (F / A)", "Inklusionsquote, KMK (G / A)", "Exklusionsquote (S / A)",
                    "Inklusionsanteil (G / F)"],
        "rows": rows,
    }  # fmt: skip


def _percent(share: float | None) -> str:
    return "–" if share is None else f"{number_format(100 * share, 1)} %"


def compared_table(first: int, titles: Sequence[str], outcomes: Sequence[Outcome]) -> Table:
    """Return what scenarios lead to side by side: after one, five and nine years."""
    years = [1, 5, 9]
    rows = []
    for title, one in zip(titles, outcomes, strict=True):
        last = one.ways[:, :, years[-1]][one.need[:, :, years[-1]] > 0]
        known = last[np.isfinite(last)]
        rows.append(
            [title, *(round(float(one.missing[year])) for year in years), one.count(Band.SHORT, years[-1]),
             number_format(float(known.max()), 1) if known.size else "–", int(one.hours[years[-1]])]
        )  # fmt: skip
    columns = [_("Scenario"), *(_("Places too few %(year)s") % {"year": school_year(first + year)} for year in years)]
    return {
        "columns": [*columns, _("Towns and focuses too short"), _("Longest way in km"), _("More hours of assistants")],
        "rows": rows,
    }


def ways_table(network: Network, outcome: Outcome, first: int) -> Table:
    """Return the ways from each town to the nearest places of each focus in the last year, in km."""
    rows = []
    for place, town in enumerate(town_keys(network)):
        ways = [outcome.ways[place, focus, -1] for focus in range(len(FOCUSES))]
        rows.append([geo.towns()[town].name, *("–" if np.isnan(one) else number_format(one, 1) for one in ways)])
    year = school_year(first + outcome.ways.shape[2] - 1)
    return {"columns": [_("Way in km, %(year)s") % {"year": year}, *(str(one.label) for one in Focus)], "rows": rows}


def proposal_table(found: Proposal) -> Table:
    """Return both proposals beside the baseline, with who would go where as the reason."""
    answers = (
        (_("Shortest ways in all"), found.shortest_sum),
        (_("Shortest longest way"), found.shortest_worst),
        (_("Step by step (for comparison)"), found.baseline),
    )
    rows = []
    for title, one in answers:
        opened = ", ".join(_("%(town)s (for %(count)s)") % {"town": found.names[site], "count": number}
                           for site, number in one.reasons.items() if number)  # fmt: skip
        gap = "–" if one.gap is None else f"{number_format(100 * one.gap, 2)} %"
        rows.append(
            [title, opened or "–", one.unmet, number_format(one.sum_km, 0), number_format(one.worst_km, 1), gap]
        )
    return {
        "columns": [_("Aim"), _("New places in"), _("Without a place"), _("Sum of ways in km"), _("Longest way in km"),
                    _("Proven gap")],
        "rows": rows,
    }  # fmt: skip
