"""Rows of the contract's workshop: versions, consent, mandates, posts, people, calendar."""

from collections.abc import Callable
from typing import Any

from django.utils import timezone

from tests.access.places import Place
from tests.access.rights import DONE, NOT_OFFERED, NOTHING, Rights, Row, everybody, only
from tests.access.roles import (
    BELONGS,
    HOLDS_MANDATE,
    MUNICIPAL_AT_WORK,
    OFFICE,
    SIDES_AT_WORK,
    STATE_AT_WORK,
    WORKS_ON_CONTRACT,
    Visitor,
)

V = Visitor
STATES = {
    "draft": "Entwurf",
    "put up": "zur Zustimmung",
    "agreed": "vereinbart, noch nicht in Kraft",
    "not agreed": "nicht vereinbart",
    "in force": "in Kraft",
    "superseded": "abgelöst",
}
CHANGEABLE = ("draft", "put up", "agreed")
MAY_READ_TEXT = {state: OFFICE if state == "draft" else WORKS_ON_CONTRACT for state in STATES}
NOW_OR_BEFORE = ("in force", "superseded")


def slug(place: Place) -> tuple[Any, ...]:
    """The network's address part."""
    return (place.slug,)


def number(state: str, *more: Any) -> Callable[[Place], tuple[Any, ...]]:
    """Network and number of the version in a state."""
    return lambda place: (place.slug, place.versions[state].number, *more)


def paper(state: str) -> Callable[[Place], tuple[Any, ...]]:
    """Network, number and the paper kept with the version in a state."""
    return lambda place: (place.slug, place.versions[state].number, place.keys[f"paper {state}"])


def key(name: str) -> Callable[[Place], tuple[Any, ...]]:
    """Network and key of an object."""
    return lambda place: (place.slug, place.keys[name])


def today(_place: Place | None = None) -> str:
    """Today as a form wants it."""
    return timezone.localdate().strftime("%d.%m.%Y")


def nothing(_place: Place) -> dict[str, Any]:
    return {}


def until_today(_place: Place) -> dict[str, str]:
    """A form with one day."""
    return {"on": today()}


def reading(url: str, page: str) -> list[Row]:
    """Rows of a page that shows a version, one per state."""
    return [
        Row(url, page, only(MAY_READ_TEXT[state], "200"), arguments=number(state), case=german)
        for state, german in STATES.items()
    ]


def editing(
    url: str, page: str, data: Callable[[Place], dict[str, Any]], *more: Any, removes: bool = False
) -> list[Row]:
    """Rows of a form of the office that changes text: open versions only."""
    rows = []
    for state in ("draft", "agreed", "in force"):
        get = only(OFFICE, "200") if state in CHANGEABLE else signed_in_nothing()
        post = only(OFFICE, DONE) if state in CHANGEABLE else signed_in_nothing()
        get = NOT_OFFERED if removes else get
        rows.append(Row(url, page, get, post, arguments=number(state, *more), data=data, case=STATES[state]))
    return rows


def signed_in_nothing() -> Rights:
    """404 for everybody signed in; strangers are asked to sign in, so that they do not learn even this."""
    return only(frozenset(), "404")


def clause(_place: Place) -> dict[str, Any]:
    return {"heading": "Neu", "text": "Neuer Text", "competence": "JOINT"}


def agreed_field(_place: Place) -> dict[str, Any]:
    return {"name": "Neues Feld", "description": "Neu", "competence": "JOINT"}


def frame(_place: Place) -> dict[str, Any]:
    return {
        "title": "Kooperationsvertrag",
        "state_party": "Land",
        "municipal_party": "Kreis",
        "legal_basis": "SECTION_78A",
        "effective_from": "01.08.2040",
    }


def shown_hash(state: str) -> Callable[[Place], dict[str, Any]]:
    return lambda place: {"shown_hash": place.versions[state].content_hash, "has_read": "on"}


def period(place: Place) -> dict[str, Any]:
    return {"began_on": today(place)}


VERSIONS = [
    Row("networks:contract", "Vertrag: Überblick", only(WORKS_ON_CONTRACT, "200"), arguments=slug),
    Row("networks:version_new", "Neue Fassung beginnen", NOT_OFFERED, only(OFFICE, DONE), arguments=slug),
    Row(
        "networks:contract_end",
        "Vertrag beenden",
        only(OFFICE, "200"),
        only(OFFICE, "422"),
        arguments=slug,
        data=lambda place: {"on": today(place), "reason": "Neuanfang"},
        case="solange eine Fassung offen ist",
    ),
    *reading("networks:version", "Fassung lesen"),
    *reading("networks:comparison", "Fassungen vergleichen"),
    *[
        Row(
            "networks:papers",
            "Dokumente einer Fassung",
            only(MAY_READ_TEXT[state], "200"),
            only(OFFICE, "422"),
            arguments=number(state),
            case=german,
        )
        for state, german in STATES.items()
    ],
    *[
        Row("networks:paper", "Dokument laden", only(MAY_READ_TEXT[state], "200"), arguments=paper(state), case=german)
        for state, german in STATES.items()
    ],
    *[
        Row(
            "networks:contract_pdf",
            "Vertrag als PDF",
            everybody("200") if state in NOW_OR_BEFORE else only(MAY_READ_TEXT[state], "200", anonymous="404"),
            arguments=number(state),
            case=german,
        )
        for state, german in STATES.items()
    ],
]

EDITING = [
    *editing("networks:frame", "Titel, Parteien und ersten Tag ändern", frame),
    *editing("networks:clause_new", "Paragraf hinzufügen", clause),
    *editing("networks:clause", "Paragraf ändern", clause, 1),
    *editing("networks:clause_remove", "Paragraf entfernen", nothing, 1, removes=True),
    *editing("networks:field_new", "Handlungsfeld hinzufügen", agreed_field),
    *editing("networks:field", "Handlungsfeld ändern", agreed_field, 1),
    *editing("networks:field_remove", "Handlungsfeld entfernen", nothing, 1, removes=True),
    *[
        Row(
            "networks:council",
            "Beschluss des Kreistags oder Rats eintragen",
            only(OFFICE, "200"),
            only(OFFICE, DONE),
            arguments=number(state),
            data=lambda place: {"on": today(place), "precision": "DAY"},
            case=STATES[state],
        )
        for state in ("draft", "in force")
    ],
    *[
        Row(url, page, NOT_OFFERED, only(OFFICE, DONE), arguments=number(state), case=STATES[state])
        for url, page in [
            ("networks:put_up", "Zur Zustimmung stellen"),
            ("networks:version_delete", "Entwurf löschen"),
        ]
        for state in ("draft", "put up")
    ],
]

CONSENT = [
    *[
        Row(
            "networks:consent",
            "Zustimmung",
            only(MAY_READ_TEXT[state], "200"),
            # A draft has not been laid before anybody: holders of a mandate do not find it, the office has none.
            signed_in_nothing() if state == "draft" else only(HOLDS_MANDATE, DONE),
            arguments=number(state),
            data=shown_hash(state),
            case=german,
        )
        for state, german in STATES.items()
    ],
    *[
        Row(
            url,
            page,
            signed_in_nothing() if state == "draft" else only(HOLDS_MANDATE, "200"),
            signed_in_nothing() if state == "draft" else only(HOLDS_MANDATE, DONE),
            arguments=number(state),
            data=lambda _place: {"reason": "Noch nicht."},
            case=STATES[state],
        )
        for url, page in [
            ("networks:refuse", "Zustimmung verweigern"),
            ("networks:withdraw", "Zustimmung zurücknehmen"),
        ]
        for state in ("draft", "put up", "agreed", "in force")
    ],
    *[
        Row(
            "networks:remark",
            "Rückfrage stellen",
            NOT_OFFERED,
            only(MAY_READ_TEXT[state], DONE),
            arguments=number(state),
            data=lambda _place: {"text": "Und wann?"},
            case=german,
        )
        for state, german in STATES.items()
    ],
]

PEOPLE = [
    Row("networks:mandates", "Mandate", only(WORKS_ON_CONTRACT, "200"), arguments=slug),
    Row(
        "networks:mandate_new",
        "Mandat eintragen",
        only(SIDES_AT_WORK, "200"),
        only(STATE_AT_WORK, DONE, (MUNICIPAL_AT_WORK, "422")),  # the form sent names the state side: not theirs to fill
        arguments=slug,
        data=lambda place: {
            "person": place.people["school"].pk,
            "side": "STATE",
            "office": "LOWER_SUPERVISION",
            "function": "Vertretung",
            "scopes": ["STRATEGY"],
            "began_on": today(place),
        },
    ),
    Row(
        "networks:mandate_end",
        "Mandat beenden",
        only(STATE_AT_WORK, "200"),
        only(STATE_AT_WORK, DONE),
        arguments=key("mandate STATE"),
        data=until_today,
        case="Mandat der Landesseite",
    ),
    Row(
        "networks:mandate_end",
        "Mandat beenden",
        only(MUNICIPAL_AT_WORK, "200"),
        only(MUNICIPAL_AT_WORK, DONE),
        arguments=key("mandate MUNICIPAL"),
        data=until_today,
        case="Mandat der kommunalen Seite",
    ),
    Row("networks:people", "Personen", only(OFFICE, "200"), arguments=slug),
    Row(
        "networks:person_new",
        "Person einladen",
        only(OFFICE, "200"),
        only(OFFICE, DONE),
        arguments=slug,
        data=lambda place: {"full_name": "Neu Beispiel", "email": f"neu2@{place.slug}.example", "role": "SCHOOL"},
        case="als Schule",
    ),
    Row(
        "networks:person_new",
        "Person einladen",
        only(OFFICE, "200"),
        only(frozenset({V.OFFICE_STATE}), DONE, (frozenset({V.OFFICE_MUNICIPAL}), "422")),
        arguments=slug,
        data=lambda place: {"full_name": "Neu Beispiel", "email": f"neu3@{place.slug}.example", "role": "STATE_SIDE"},
        case="als Landesseite",
    ),
    Row(
        "networks:role_end",
        "Rolle beenden",
        only(OFFICE, "200"),
        only(OFFICE, DONE),
        arguments=key("role of school"),
        data=until_today,
        case="Schule",
    ),
    Row(
        "networks:role_end",
        "Rolle beenden",
        only(frozenset({V.OFFICE_STATE}), "200"),
        only(frozenset({V.OFFICE_STATE}), DONE),
        arguments=key("role of state speaker"),
        data=until_today,
        case="Landesseite",
    ),
]

WORK = [
    Row("networks:posts", "Stellen", only(WORKS_ON_CONTRACT, "200"), arguments=slug),
    Row(
        "networks:post_new",
        "Zugesagte Stelle eintragen",
        only(OFFICE, "200"),
        only(OFFICE, DONE),
        arguments=slug,
        data=lambda place: {"side": "STATE", "title": "Stelle", "promised_fte": "0,5", **period(place)},
    ),
    Row(
        "networks:filling_new",
        "Besetzung eintragen",
        only(OFFICE, "200"),
        only(OFFICE, DONE),
        arguments=key("post"),
        data=lambda place: {"filled_fte": "0,25", **period(place)},
    ),
    Row(
        "networks:filling_end",
        "Besetzung beenden",
        only(OFFICE, "200"),
        only(OFFICE, DONE),
        arguments=key("filling"),
        data=until_today,
    ),
    Row("networks:calendar", "Kalender", only(BELONGS, "200"), arguments=slug),
    Row(
        "networks:duty_new",
        "Termin eintragen",
        only(OFFICE, "200"),
        only(OFFICE, DONE),
        arguments=slug,
        data=lambda place: {"kind": "OTHER", "title": "Termin", "due_on": today(place)},
    ),
    Row("networks:feed_new", "Kalender abonnieren", NOT_OFFERED, only(BELONGS, DONE), arguments=slug),
    Row("networks:duty_done", "Termin erledigt", NOT_OFFERED, only(OFFICE, DONE), arguments=key("duty")),
    Row(
        "networks:calendar_feed",
        "Kalender unter persönlicher Adresse",
        everybody("200"),
        arguments=lambda place: (place.tokens["feed"],),
        case="wer die Adresse kennt",
        by_key=True,
    ),
    Row(
        "networks:calendar_feed",
        "Kalender unter persönlicher Adresse",
        NOTHING,
        arguments=lambda place: (f"falsch-{place.slug}",),
        case="falsche Adresse",
    ),
]

ROWS = [*VERSIONS, *EDITING, *CONSENT, *PEOPLE, *WORK]
