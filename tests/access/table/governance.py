"""Rows of bodies, meetings, decisions and work orders."""

from collections.abc import Callable
from typing import Any

from tests.access.places import Place
from tests.access.rights import DONE, NOT_OFFERED, Row, everybody, only
from tests.access.roles import BELONGS, OFFICE, SIDES_AT_WORK, Visitor
from tests.access.table.networks import slug

V = Visitor
# Whoever sits in any body sees which bodies there are; meetings are seen by the sides and by whoever sits in the body.
BODIES = SIDES_AT_WORK | {V.BODY_MEMBER}
DECIDES = frozenset({V.MUNICIPAL_MANDATE, V.STATE_MANDATE})
NOBODY_YET = only(frozenset(), "200")


def of(*names: str) -> Callable[[Place], tuple[Any, ...]]:
    return lambda place: (place.slug, *(place.keys[name] for name in names))


def form(url: str, page: str, *names: str) -> Row:
    """A form of the office; what the table sends is incomplete, so it comes back."""
    return Row(f"governance:{url}", page, only(OFFICE, "200"), only(OFFICE, "422"), arguments=of(*names))


def reason_of_side(url: str, page: str) -> Row:
    return Row(f"governance:{url}", page, only(DECIDES, "200"), only(DECIDES, "422"), arguments=of("decision"))


def key(name: str) -> Callable[[Place], tuple[Any, ...]]:
    return lambda place: (place.tokens[name],)


def act(url: str, page: str, *names: str) -> Row:
    """Something the office does by a button."""
    return Row(f"governance:{url}", page, NOT_OFFERED, only(OFFICE, DONE), arguments=of(*names))


PUBLIC = [
    Row("governance:dates", "Termine", everybody("200"), arguments=slug),
    Row("governance:public_paper", "Vorlage, nicht veröffentlicht", everybody("404"), arguments=of("paper")),
    Row("governance:public_minutes", "Niederschrift, nicht veröffentlicht", everybody("404"), arguments=of("meeting")),
    act("part_publish", "Tagesordnung veröffentlichen", "meeting kind", "meeting"),
    Row(
        "governance:part_clear",
        "Vorlage freigeben",
        NOT_OFFERED,
        only(frozenset({V.STATE_MANDATE}), DONE),
        arguments=of("paper kind", "paper"),
    ),
]

EVALUATION = [
    Row("governance:evaluations", "Selbstbewertungen", only(BODIES, "200"), arguments=slug),
    Row("governance:evaluation", "Selbstbewertung", only(BODIES, "200"), arguments=of("evaluation year")),
    form("evaluation_new", "Selbstbewertung vorbereiten"),
    form("evaluation_criteria", "Kriterien ändern", "evaluation year"),
    form("evaluation_start", "Umfrage starten", "evaluation year"),
    act("evaluation_close", "Umfrage schließen", "evaluation year"),
    Row(
        "governance:evaluation_answer",
        "Umfrage beantworten, ohne gefragt zu sein",
        NOBODY_YET,
        NOBODY_YET,
        arguments=of("evaluation year"),
    ),
    Row(
        "governance:evaluation_link",
        "Umfrage mit Link beantworten",
        everybody("200"),
        everybody("422"),
        arguments=key("survey"),
        by_key=True,
    ),
    form("evaluation_session", "Sitzung zur Selbstbewertung", "evaluation year"),
    Row(
        "governance:evaluation_report",
        "Kurzbericht schreiben",
        only(OFFICE, "200"),
        only(OFFICE, DONE),
        arguments=of("evaluation year"),
    ),
    form("evaluation_order", "Änderung beauftragen", "evaluation year"),
]

TOGETHER = [
    form("motion_new", "Antrag einreichen", "body"),
    form("poll_new", "Datum finden", "body"),
    Row("governance:poll", "Termine zur Wahl", only(OFFICE, "200"), arguments=of("poll")),
    Row("governance:poll_answer", "Termine beantworten", NOT_OFFERED, NOBODY_YET, arguments=of("poll")),
    Row(
        "governance:poll_choose",
        "Termin wählen, den es nicht gibt",
        NOT_OFFERED,
        NOBODY_YET,
        arguments=lambda place: (place.slug, place.keys["poll"], 0),
    ),
    Row("governance:feed_new", "Sitzungen abonnieren", NOT_OFFERED, only(BODIES, DONE), arguments=slug),
    Row(
        "governance:feed",
        "Kalender der Gremien",
        everybody("200"),
        arguments=key("body feed"),
        by_key=True,
    ),
    Row(
        "governance:conference",
        "Konferenz",
        everybody("200"),
        everybody("422"),
        arguments=of("meeting"),
        by_key=True,
    ),
    Row(
        "governance:registration",
        "Eigene Anmeldung",
        everybody("200"),
        arguments=key("registration"),
        post=everybody("200"),
        by_key=True,
    ),
    form("places", "Plätze", "meeting"),
    Row(
        "governance:arrivals",
        "Anmeldungen",
        only(OFFICE, "200"),
        only(frozenset(), "404"),
        arguments=of("meeting"),
    ),
]
MINUTES = [
    Row(
        "governance:minutes",
        "Protokollieren",
        only(OFFICE, "200"),
        only(OFFICE, "422"),
        arguments=of("meeting", "item"),
    ),
    Row(
        "governance:settle",
        "Text wählen, den es nicht gibt",
        NOT_OFFERED,
        NOBODY_YET,
        arguments=lambda place: (place.slug, place.keys["meeting"], place.keys["item"], 0),
    ),
    act("minutes_release", "Niederschrift freigeben", "meeting"),
    act("minutes_take_back", "Niederschrift zurückholen", "meeting"),
    Row("governance:objection_new", "Einwand erheben", NOBODY_YET, NOBODY_YET, arguments=of("meeting")),
    form("minutes_approve", "Niederschrift genehmigen", "meeting"),
    Row(
        "governance:minutes_pdf",
        "Niederschrift als PDF",
        only(OFFICE, "200"),
        arguments=of("meeting"),
        case="Entwurf",
    ),
    form("paper_new", "Vorlage hinzufügen", "meeting", "item"),
    Row("governance:paper", "Vorlage", only(SIDES_AT_WORK, "200"), arguments=of("paper")),
    Row(
        "governance:clear",
        "Zur Veröffentlichung freigeben",
        NOT_OFFERED,
        only(frozenset({V.STATE_MANDATE}), DONE),
        arguments=of("decision"),
    ),
    act("publish", "Beschluss veröffentlichen", "decision"),
    Row(
        "governance:recommendation_answer",
        "Empfehlung beantworten, die es nicht gibt",
        NOBODY_YET,
        NOBODY_YET,
        arguments=of("decision"),
    ),
]
DECISION = of("decision year", "decision number")
ROWS = [
    *PUBLIC,
    *EVALUATION,
    *TOGETHER,
    *MINUTES,
    Row("governance:bodies", "Gremien", only(BODIES, "200"), arguments=slug),
    Row("governance:body", "Gremium", only(BODIES, "200"), arguments=of("body")),
    form("body_new", "Gremium anlegen"),
    form("body_change", "Gremium ändern", "body"),
    form("seat_new", "Sitz hinzufügen", "body"),
    form("seat_end", "Sitz beenden", "seat"),
    form("term_new", "Sitz besetzen", "seat"),
    form("term_end", "Amtszeit beenden", "holder"),
    Row("governance:naming", "Nennung vermerken", NOT_OFFERED, only(OFFICE, DONE), arguments=of("holder")),
    Row("governance:meetings", "Sitzungen", only(BODIES, "200"), arguments=slug),
    Row("governance:meeting", "Sitzung", only(SIDES_AT_WORK, "200"), arguments=of("meeting")),
    form("meeting_new", "Sitzung anlegen", "body"),
    form("meeting_change", "Sitzung verlegen", "meeting"),
    form("invite", "Einladen", "meeting"),
    form("call_off", "Sitzung absagen", "meeting"),
    Row("governance:answer", "Einladung beantworten", NOT_OFFERED, NOBODY_YET, arguments=of("meeting")),
    Row(
        "governance:attendance", "Anwesenheit eintragen", only(OFFICE, "200"), only(OFFICE, DONE),
        arguments=of("meeting"),
    ),
    form("item_new", "Punkt hinzufügen", "meeting"),
    Row("governance:item", "Tagesordnungspunkt", only(SIDES_AT_WORK, "200"), arguments=of("meeting", "item")),
    form("item_change", "Punkt ändern", "meeting", "item"),
    form("wording_new", "Wortlaut festhalten", "meeting", "item"),
    form("wording_change", "Wortlaut ändern", "decision"),
    Row("governance:consent", "Beschluss zustimmen", NOT_OFFERED, only(DECIDES, DONE), arguments=of("decision")),
    reason_of_side("refuse", "Beschluss nicht zustimmen"),
    reason_of_side("withdraw", "Zustimmung zum Beschluss zurücknehmen"),
    form("votes", "Stimmen zählen", "decision"),
    form("order_new", "Auftrag erteilen", "decision"),
    Row("governance:decisions", "Beschlüsse", everybody("200"), arguments=slug),
    Row(
        "governance:decision", "Beschluss", only(SIDES_AT_WORK, "200", anonymous="404"), arguments=DECISION,
        case="nicht veröffentlicht",
    ),
    Row("governance:orders", "Aufträge", only(BELONGS, "200"), arguments=slug),
    form("order_done", "Auftrag als erledigt melden", "order"),
    form("order_drop", "Auftrag einstellen", "order"),
]  # fmt: skip
