"""Writing plans, and handing key figures and forecasts to a release; nothing is published here."""

from datetime import datetime
from decimal import Decimal
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from bildungsnetz.accounts.models import User
from bildungsnetz.inclusion.focuses import FOCUSES
from bildungsnetz.inclusion.models import Focus, ReleasedForecast, Scenario, ScenarioStep
from bildungsnetz.inclusion.models.values import school_year
from bildungsnetz.inclusion.planning.forecast import METHOD
from bildungsnetz.inclusion.selectors.planning import forecast_of, history_of_need, quotas_of
from bildungsnetz.inclusion.services.errors import NoCounts, NoError, TitleTaken
from bildungsnetz.journal.services import record
from bildungsnetz.monitoring.models.releases import Release
from bildungsnetz.monitoring.services.releases import NewTable, add_table, prepare_release
from bildungsnetz.networks.models import Network

OWN_LICENCE = "dl-de/by-2-0"
ROUNDED_TO = 5


@transaction.atomic
def begin_scenario(*, network: Network, title: str, by: User, at: datetime) -> Scenario:
    """Begin a scenario without steps. Raises: TitleTaken."""
    if Scenario.objects.filter(network=network, title=title).exists():
        raise TitleTaken
    found = Scenario.objects.create(network=network, title=title)
    changes = {"title": [None, title]}
    record(chain=network.journal_chain, subject=found, action="scenario begun", by=by, at=at, changes=changes)
    return found


@transaction.atomic
def add_step(*, scenario: Scenario, by: User, at: datetime, **said: Any) -> ScenarioStep:
    """Add a step; what its kind does not need stays empty."""
    found = ScenarioStep.objects.create(scenario=scenario, **said)
    changes = {name: [None, value] for name, value in said.items() if value not in ("", None)}
    chain = scenario.network.journal_chain
    record(chain=chain, subject=scenario, action="step added", by=by, at=at, changes=changes)
    return found


@transaction.atomic
def release_quotas(*, network: Network, year: int, by: User, at: datetime) -> Release:
    """Prepare a release with the four key figures per town as own counts, to be protected there. Raises: NoCounts."""
    found = {town: one for town, one in quotas_of(network, year=year).items() if town and one and one.pupils}
    if not found:
        raise NoCounts
    release = prepare_release(
        network=network, title=_("Key figures of inclusion %(year)s") % {"year": school_year(year)}, by=by, at=at,
        method=_("A: all pupils, F: with need, G: of these at general schools, S: at special schools."),
    )  # fmt: skip
    tables = (
        ("foerderquote", "Förderquote (F / A)", lambda q: (q.needed, q.pupils)),
        ("inklusionsquote-kmk", "Inklusionsquote nach KMK (G / A)", lambda q: (q.general, q.pupils)),
        ("inklusionsanteil", "Inklusionsanteil (G / F), bei IT.NRW „Inklusionsquote“", lambda q: (q.general, q.needed)),
        ("exklusionsquote", "Exklusionsquote (S / A)", lambda q: (q.special, q.pupils)),
    )
    for code, title, counted in tables:
        rows = [
            {"place": town, "period": school_year(year), "group": "", "part": str(counted(one)[0]),
             "whole": str(counted(one)[1]), "value": None, "status": "VALUE", "rounded_to": None, "note": ""}
            for town, one in found.items()
        ]  # fmt: skip
        table = NewTable(code, title, "COUNTS", "SHARE", _("own count"), OWN_LICENCE, rows)
        add_table(release=release, table=table, by=by, at=at)
    return release


@transaction.atomic
def release_forecast(*, network: Network, years: int, by: User, at: datetime) -> Release:
    """Prepare a release with the forecast of the region by focus, rounded to 5, with the error of its back-test.

    Raises: NoCounts without two years of counts; NoError without a back-test: then nobody could say how far it is off.
    """
    history = history_of_need(network)
    found = forecast_of(history, years=years)
    if found is None:
        raise NoCounts
    if found.test is None:
        raise NoError
    error = Decimal(str(round(found.test.error, 4)))
    words = {"method": METHOD, "error": f"{100 * found.test.error:.1f}".replace(".", ",")}
    release = prepare_release(
        network=network, title=_("Forecast of need from %(year)s") % {"year": school_year(found.years[0])}, by=by,
        at=at, method=_("Cohort component (%(method)s). Error of the back-test: %(error)s %%.") % words,
    )  # fmt: skip
    totals = found.counts.sum(axis=1)
    rows = [
        {"place": network.region.key, "period": school_year(year), "group": str(Focus(focus).label), "part": None,
         "whole": None, "value": str(int(ROUNDED_TO * round(float(totals[i, j]) / ROUNDED_TO))), "status": "ROUNDED",
         "rounded_to": ROUNDED_TO, "note": ""}
        for i, focus in enumerate(FOCUSES) for j, year in enumerate(found.years)
    ]  # fmt: skip
    table = NewTable(
        "foerderbedarf-prognose", _("Forecast of need"), "VALUES", "COUNT", _("own forecast"), OWN_LICENCE, rows,
        grouping="OTHER", note=str(release.method),
    )  # fmt: skip
    add_table(release=release, table=table, by=by, at=at)
    ReleasedForecast.objects.create(
        network=network, release=release, year=history.years[-1], method=METHOD, error=error
    )
    return release
