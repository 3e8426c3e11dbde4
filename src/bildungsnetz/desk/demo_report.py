"""The demonstration's figures: a release of ten indicators and an education report, every number invented.

They go the same way as real ones: protected, attacked, consented to by both sides, published. One indicator has
counts small enough to be hidden, so that a visitor sees what protection looks like.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from bildungsnetz.accounts.models import User
from bildungsnetz.monitoring.models import Protection, Release, ReportEdition
from bildungsnetz.monitoring.services import protecting, releases, reports
from bildungsnetz.networks.models import Network, Side, Town

SOURCE = "Beispielzahlen der Vorführung, erfunden"
LICENCE = "dl-de/zero-2-0"


@dataclass(frozen=True)
class Topic:
    """An invented indicator: its share in the first year, its step per year, and the children of the smallest town."""

    code: str
    title: str
    part: str
    whole: str
    share: float
    step: float
    children: int
    less_is_better: bool = False


TOPICS = (
    Topic("gesamtschulen-ohne-abschluss", "Abgehende der Gesamtschulen ohne Schulabschluss",
          "Abgehende ohne mindestens Ersten Schulabschluss",
          "alle Abgehenden der Gesamtschulen", 0.052, 0.002, 40, less_is_better=True),
    Topic("uebergang-gymnasium", "Übergänge zum Gymnasium", "Kinder, die zum Gymnasium wechseln",
          "alle Kinder, die die Grundschule verlassen", 0.41, -0.004, 150),
    Topic("uebergang-gesamtschule", "Übergänge zur Gesamtschule", "Kinder, die zur Gesamtschule wechseln",
          "alle Kinder, die die Grundschule verlassen", 0.29, 0.006, 150),
    Topic("ganztag-grundschule", "Ganztag in der Grundschule", "Kinder im offenen Ganztag",
          "alle Kinder der Grundschulen", 0.51, 0.02, 600),
    Topic("sprachfoerderung", "Kinder mit Sprachförderbedarf", "Kinder mit festgestelltem Förderbedarf in Deutsch",
          "alle untersuchten Kinder vor der Einschulung", 0.24, 0.008, 150, less_is_better=True),
    Topic("inklusionsanteil", "Inklusionsanteil", "Kinder mit Förderbedarf an allgemeinen Schulen",
          "alle Kinder mit Förderbedarf", 0.46, 0.01, 90),
    Topic("foerderquote", "Förderquote", "Kinder mit Förderbedarf",
          "alle Kinder mit Vollzeitschulpflicht", 0.081, 0.001, 1100),
    Topic("wiederholungen", "Wiederholungen", "Kinder, die eine Klasse wiederholen",
          "alle Kinder der Klassen 1 bis 10", 0.021, 0.0, 1100, less_is_better=True),
    Topic("ausbildung-nach-schule", "Ausbildung nach der Schule", "Abgehende mit Ausbildungsvertrag",
          "alle Abgehenden der Sekundarstufe I", 0.33, -0.01, 60),
    Topic("medienkonzept", "Schulen mit gültigem Medienkonzept", "Schulen mit gültigem Medienkonzept",
          "alle Schulen", 0.55, 0.1, 12),
)  # fmt: skip


def make_report(
    *, network: Network, office: User, speakers: Mapping[Side, User], years: tuple[int, ...], at: datetime
) -> ReportEdition:
    """Publish a release and an edition of the report, and begin the next edition; ``years`` ascending."""
    release = _release(network, office, speakers, years, at)
    edition = _edition(release, office, years[-1] + 1, at - timedelta(days=12))
    published = _publish(edition, office, speakers, at)
    reports.begin_edition(
        network=network, title=published.title, year=published.year + 1, follows=published, by=office, at=at
    )
    return published


def _release(
    network: Network, office: User, speakers: Mapping[Side, User], years: tuple[int, ...], at: datetime
) -> Release:
    begun, hour = at - timedelta(days=30), at - timedelta(days=20)
    release = releases.prepare_release(
        network=network, title=f"Bildung in Zahlen {years[-1]}",
        text="Zehn Kennzahlen je Stadt, erfunden für die Vorführung.",
        method="Anzahlen unter 3 werden verborgen, ebenso andere, aus denen sie sich berechnen ließen.",
        publish_at=hour, by=office, at=begun,
    )  # fmt: skip
    towns = list(Town.objects.filter(region=network.region).order_by("ags").values_list("ags", flat=True))
    for topic in TOPICS:
        releases.add_table(release=release, table=_table(topic, towns, years), by=office, at=begun)
    releases.add_table(release=release, table=_by_sex(towns, years), by=office, at=begun)
    protecting.ask_to_protect(release=release, by=office, at=begun)
    held = Release.objects.get(pk=release.pk)
    # The worker would do it in a minute; whoever opens the demonstration should find it done.
    protecting.run_protection(held, at=begun)
    if held.protection != Protection.SAFE:
        raise RuntimeError(f"the figures of the demonstration cannot be protected: {held.findings}")
    held = releases.put_up(release=held, by=office, at=begun)
    for side, speaker in speakers.items():
        held = releases.consent_to_release(
            release=held, side=side, shown_hash=held.content_hash, by=speaker, at=hour - timedelta(days=2)
        )
    return releases.publish(release=held, at=hour)


def _table(topic: Topic, towns: list[str], years: tuple[int, ...]) -> releases.NewTable:
    rows = [_row(town, year, topic, place, years.index(year)) for place, town in enumerate(towns) for year in years]
    return _new(topic, rows)


def _row(town: str, year: int, topic: Topic, place: int, passed: int) -> dict[str, Any]:
    """Return a row; towns differ by an arithmetic that looks like life and is none."""
    whole = topic.children + topic.children * ((place * 7) % 10) // 4
    share = topic.share + topic.step * passed + topic.share * 0.06 * ((place * 3) % 7 - 3)
    part = min(whole, max(0, round(whole * share)))
    return {"place": town, "period": str(year), "part": str(part), "whole": str(whole)}


def _by_sex(towns: list[str], years: tuple[int, ...]) -> releases.NewTable:
    topic = TOPICS[0]
    rows = []
    for place, town in enumerate(towns):
        row = _row(town, years[-1], topic, place, len(years) - 1)
        whole, part = int(row["whole"]), int(row["part"])
        girls = part * 2 // 5
        for group, size, count in (("Mädchen", whole // 2, girls), ("Jungen", whole - whole // 2, part - girls)):
            rows.append(row | {"group": group, "part": str(count), "whole": str(size)})
    return _new(topic, rows, grouping="SEX")


def _new(topic: Topic, rows: list[dict[str, Any]], *, grouping: str = "") -> releases.NewTable:
    """Return a table; the same indicator by groups keeps its code, so that both are protected as one."""
    definition = {
        "part": topic.part, "whole": topic.whole, "counted": "am Ort der Schule",
        "direction": "weniger ist besser" if topic.less_is_better else "keine Richtung",
    }  # fmt: skip
    return releases.NewTable(
        code=topic.code, title=topic.title, kind="COUNTS", unit="SHARE", source=SOURCE, licence=LICENCE, rows=rows,
        grouping=grouping, definition=definition,
    )  # fmt: skip


def _edition(release: Release, office: User, year: int, at: datetime) -> ReportEdition:
    edition = reports.begin_edition(network=release.network, title="Bildungsbericht", year=year, by=office, at=at)
    reports.change_frame(
        edition=edition, title=edition.title, by=office, at=at,
        foreword="Dieser Bericht gehört zur Vorführung. Alle Zahlen und Sätze sind erfunden.",
        methods="Anteile werden aus Zähler und Nenner berechnet. Kleine Anzahlen sind geschützt.",
        glossary="Nenner: die Zahl, durch die geteilt wird\nZähler: die Zahl, die gezählt wird",
    )  # fmt: skip
    tables = {table.code: table for table in release.tables.filter(grouping="")}
    grouped = release.tables.get(grouping="SEX")

    def chapter(title: str, *blocks: dict[str, Any]) -> None:
        made = reports.add_chapter(edition=edition, title=title, by=office, at=at)
        for block in blocks:
            reports.add_block(chapter=made, by=office, at=at, **block)

    chapter(
        "Überblick",
        {
            "kind": "TEXT",
            "heading": "Worum es geht",
            "text": "Zehn Kennzahlen aus der Region (Beispieltext).",
        },
        *({"kind": "INDICATOR", "table": tables[topic.code]} for topic in TOPICS),
    )
    chapter(
        "Abschlüsse und Übergänge",
        {"kind": "PICTURE", "table": tables["gesamtschulen-ohne-abschluss"], "picture": "SERIES"},
        {"kind": "PICTURE", "table": tables["uebergang-gymnasium"], "picture": "MAP"},
        {"kind": "PICTURE", "table": tables["uebergang-gymnasium"], "picture": "FUNNEL"},
    )
    chapter(
        "Gerechtigkeit",
        {"kind": "PICTURE", "table": grouped, "picture": "GAP",
         "text": "Der Unterschied kann bei so kleinen Zahlen Zufall sein; das Intervall zeigt es (Beispieltext)."},
        {"kind": "TABLE", "table": grouped},
        {"kind": "MEASURE", "heading": "Was daraus folgt",
         "text": "Schulen der Sekundarstufe I sprechen mit allen ohne sicheren Abschluss (Beispieltext)."},
    )  # fmt: skip
    return edition


def _publish(edition: ReportEdition, office: User, speakers: Mapping[Side, User], at: datetime) -> ReportEdition:
    held = reports.put_up_edition(edition=edition, by=office, at=at - timedelta(days=9))
    for side, speaker in speakers.items():
        held = reports.consent_to_edition(
            edition=held, side=side, shown_hash=held.content_hash, by=speaker, at=at - timedelta(days=7)
        )
    return held
