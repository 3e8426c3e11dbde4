"""Rows of the joint strategy; the choice and the version of the table are drafts."""

from collections.abc import Callable
from typing import Any

from tests.access.places import Place
from tests.access.rights import DONE, NOT_OFFERED, Row, only
from tests.access.roles import NOBODY, OFFICE, SIDES_AT_WORK, Visitor
from tests.access.table.networks import slug

READS = SIDES_AT_WORK | {Visitor.BODY_MEMBER}
NOBODY_YET = only(NOBODY, "200")


def of(*names: str) -> Callable[[Place], tuple[Any, ...]]:
    return lambda place: (place.slug, *(place.keys[name] for name in names))


def form(url: str, page: str, *names: str, answer: str = "422") -> Row:
    """A form of the office; what the table sends is incomplete unless nothing is required."""
    return Row(f"strategy:{url}", page, only(OFFICE, "200"), only(OFFICE, answer), arguments=of(*names))


def act(url: str, page: str, *names: str) -> Row:
    """Something the office does by a button."""
    return Row(f"strategy:{url}", page, NOT_OFFERED, only(OFFICE, DONE), arguments=of(*names))


def consenting(kind: str, words: str, key: str) -> list[Row]:
    return [
        act(f"{kind}_put_up", f"{words}: vorlegen", key),
        act(f"{kind}_take_back", f"{words}: zurückholen", key),
        Row(f"strategy:{kind}_consent", f"{words}: zustimmen, Entwurf", NOT_OFFERED, NOBODY_YET, arguments=of(key)),
        Row(f"strategy:{kind}_refuse", f"{words}: nicht zustimmen, Entwurf", NOBODY_YET, NOBODY_YET, arguments=of(key)),
        Row(
            f"strategy:{kind}_withdraw", f"{words}: zurücknehmen, Entwurf", NOBODY_YET, NOBODY_YET, arguments=of(key)
        ),
    ]  # fmt: skip


ROWS = [
    Row("strategy:overview", "Gemeinsame Strategie", only(READS, "200"), arguments=slug),
    Row("strategy:proposals", "Vorschläge", only(SIDES_AT_WORK, "200"), arguments=slug),
    Row(
        "strategy:proposal_new", "Handlungsfeld vorschlagen", only(SIDES_AT_WORK, "200"), only(SIDES_AT_WORK, "422"),
        arguments=slug,
    ),
    Row("strategy:proposal", "Vorschlag", only(SIDES_AT_WORK, "200"), arguments=of("proposal")),
    form("proposal_change", "Vorschlag ändern", "proposal"),
    Row(
        "strategy:rating", "Vorschlag bewerten", only(SIDES_AT_WORK, "200"), only(SIDES_AT_WORK, "422"),
        arguments=of("proposal"),
    ),
    Row(
        "strategy:lay_open", "Bewertung offenlegen", NOT_OFFERED, only(SIDES_AT_WORK, DONE), arguments=of("proposal")
    ),
    form("choice_new", "Auswahl vorbereiten"),
    Row("strategy:choice", "Auswahl, Entwurf", only(OFFICE, "200"), arguments=of("choice")),
    form("choice_change", "Auswahl schreiben", "choice"),
    *consenting("choice", "Auswahl", "choice"),
    form("version_new", "Strategie beginnen"),
    Row("strategy:version", "Strategie, Entwurf", only(OFFICE, "200"), arguments=of("strategy")),
    form("frame", "Vision und Tage", "strategy"),
    act("version_next", "Neue Fassung", "strategy"),
    act("version_delete", "Entwurf löschen", "strategy"),
    Row("strategy:comparison", "Fassungen der Strategie vergleichen", only(OFFICE, "200"), arguments=of("strategy")),
    *consenting("version", "Strategie", "strategy"),
    form("goal_new", "Ziel hinzufügen", "strategy"),
    Row("strategy:goal", "Ziel, Entwurf", only(OFFICE, "200"), arguments=of("strategy", "goal")),
    form("goal_change", "Ziel ändern", "strategy", "goal"),
    act("goal_remove", "Ziel herausnehmen", "strategy", "goal"),
    form("goal_aim", "Kennzahl eines Ziels", "strategy", "goal"),
    form("plan_new", "Maßnahme hinzufügen", "strategy"),
    form("plan_change", "Maßnahme ändern", "strategy", "measure"),
    act("plan_remove", "Maßnahme herausnehmen", "strategy", "measure"),
    form("plan_aim", "Kennzahl einer Maßnahme", "strategy", "measure"),
    form("milestone_new", "Meilenstein hinzufügen", "strategy", "measure"),
    form("waiting", "Abhängigkeiten", "strategy", "measure", answer=DONE),
    form("share", "Stellenanteil planen", "strategy", "measure"),
    Row(
        "strategy:part_remove", "Teil herausnehmen", NOT_OFFERED, only(OFFICE, DONE),
        arguments=lambda place: (place.slug, place.keys["strategy"], "kennzahl", place.keys["aim"]),
    ),
    act("settle", "Behaltenen Text erledigen", "strategy", "kept text"),
    Row(
        "strategy:field", "Handlungsfeld: von der Vereinbarung zur Wirkung", only(READS, "200"),
        arguments=lambda place: (place.slug, "feld"),
    ),
    Row("strategy:programme", "Arbeitsprogramm", only(READS, "200"), arguments=of("programme year")),
    Row("strategy:measure", "Maßnahme, Entwurf", only(OFFICE, "200", anonymous="404"), arguments=of("measure")),
    form("status", "Sachstand melden", "measure"),
    form("milestone", "Meilenstein melden", "measure", "milestone", answer=DONE),
    form("cost", "Kosten eintragen", "measure"),
    form("decision_tie", "Beschluss nennen", "measure"),
    form("close", "Maßnahme abschließen", "measure"),
]  # fmt: skip
