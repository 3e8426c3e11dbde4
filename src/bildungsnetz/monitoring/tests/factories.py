"""Releases and editions for tests; what matters for a case stands in the test."""

from datetime import datetime, timedelta
from typing import Any

from bildungsnetz.accounts.models import User
from bildungsnetz.monitoring.models import Release, ReportEdition
from bildungsnetz.monitoring.services import releases, reports
from bildungsnetz.monitoring.services.protecting import ask_to_protect, protect_release
from bildungsnetz.monitoring.services.releases import NewTable
from bildungsnetz.networks.models import Mandate, Network, Office, Scope, Side
from bildungsnetz.networks.tests.factories import LONG_AGO, NOW, make_network, make_person

TOWNS = ("05158004", "05158008", "05158012", "05158016", "05158020", "05158024")
# Leavers without certificate and all leavers of six towns; one town has two of them only.
LEAVERS = {
    "05158004": (9, 180), "05158008": (5, 150), "05158012": (2, 120), "05158016": (11, 260), "05158020": (14, 300),
    "05158024": (7, 210),
}  # fmt: skip
DEFINITION = {
    "part": "Abgehende ohne mindestens Ersten Schulabschluss",
    "whole": "alle Abgehenden desselben Schuljahres",
    "counted": "am Ort der Schule",
    "direction": "weniger ist besser",
}
SOON = NOW + timedelta(hours=1)


def counts(figures: dict[str, tuple[int, int]] = LEAVERS, period: str = "2023") -> list[dict[str, Any]]:
    return [
        {"place": town, "period": period, "part": str(part), "whole": str(whole)}
        for town, (part, whole) in figures.items()
    ]


def new_table(rows: list[dict[str, Any]] | None = None, **values: Any) -> NewTable:
    defaults: dict[str, Any] = {
        "code": "abgehende-ohne-abschluss",
        "title": "Abgehende ohne Schulabschluss",
        "kind": "COUNTS",
        "unit": "SHARE",
        "source": "Beispielzahlen",
        "licence": "dl-de/by-2-0",
        "definition": DEFINITION,
        "rows": counts() if rows is None else rows,
    }
    return NewTable(**(defaults | values))


def make_speakers(network: Network) -> dict[Side, User]:
    speakers = {}
    for side, name in ((Side.STATE, "Henrike Solms"), (Side.MUNICIPAL, "Corinna Abel")):
        email = name.lower().replace(" ", ".") + "@example.org"
        person = User.objects.filter(email=email).first() or make_person(name)
        Mandate.objects.get_or_create(
            person=person, network=network, side=side, scope=Scope.RELEASES,
            defaults={"office": Office.COUNTY_DIRECTOR, "function": "Leitung", "began_on": LONG_AGO},
        )  # fmt: skip
        speakers[side] = person
    return speakers


def make_draft(network: Network | None = None, by: User | None = None, **values: Any) -> Release:
    network = network or make_network()
    by = by or User.objects.filter(email="frauke.amt@example.org").first() or make_person("Frauke Amt")
    tables = values.pop("tables", None) or [new_table()]
    values = {"title": "Abschlüsse 2023", "publish_at": SOON} | values
    release = releases.prepare_release(network=network, by=by, at=NOW, **values)
    for table in tables:
        releases.add_table(release=release, table=table, by=by, at=NOW)
    return Release.objects.get(pk=release.pk)


def make_protected(network: Network | None = None, **values: Any) -> Release:
    release = make_draft(network, **values)
    ask_to_protect(release=release, by=release.created_by, at=NOW)
    protect_release.call(release.pk)
    return Release.objects.get(pk=release.pk)


def make_put_up(network: Network | None = None, **values: Any) -> Release:
    release = make_protected(network, **values)
    make_speakers(release.network)
    releases.put_up(release=release, by=release.created_by, at=NOW)
    return Release.objects.get(pk=release.pk)


def make_agreed(network: Network | None = None, **values: Any) -> Release:
    release = make_put_up(network, **values)
    for side, speaker in make_speakers(release.network).items():
        fresh = Release.objects.get(pk=release.pk)
        releases.consent_to_release(release=fresh, side=side, shown_hash=fresh.content_hash, by=speaker, at=NOW)
    return Release.objects.get(pk=release.pk)


def make_published(network: Network | None = None, at: datetime | None = None, **values: Any) -> Release:
    release = make_agreed(network, **values)
    releases.publish(release=release, at=at or SOON)
    return Release.objects.get(pk=release.pk)


def make_edition(release: Release) -> ReportEdition:
    """A draft with one chapter: a text, the indicator, a map and the table of the release's first table."""
    by = release.created_by
    edition = reports.begin_edition(network=release.network, title="Bildungsbericht", year=2026, by=by, at=NOW)
    chapter = reports.add_chapter(edition=edition, title="Abschlüsse", by=by, at=NOW)
    table = release.tables.get(position=1)
    reports.add_block(chapter=chapter, kind="TEXT", heading="Worum es geht", text="Erste Sätze.", by=by, at=NOW)
    reports.add_block(chapter=chapter, kind="INDICATOR", table=table, by=by, at=NOW)
    reports.add_block(chapter=chapter, kind="PICTURE", picture="MAP", table=table, by=by, at=NOW)
    reports.add_block(chapter=chapter, kind="TABLE", table=table, by=by, at=NOW)
    return edition
