"""Rows of exploration seasons: the office, schools, companies by link, pupils by code."""

from collections.abc import Callable
from typing import Any

from tests.access.places import Place
from tests.access.rights import DONE, NOT_OFFERED, Row, everybody, only
from tests.access.roles import OFFICE, Visitor
from tests.access.table.networks import slug

SCHOOL = frozenset({Visitor.SCHOOL})
NOBODY_YET = only(frozenset(), "200")
ASKED_FOR_CODE = everybody(DONE)


def of(*names: str) -> Callable[[Place], tuple[Any, ...]]:
    return lambda place: (place.slug, *(place.keys[name] for name in names))


def read(url: str, page: str, *names: str) -> Row:
    return Row(f"transition:{url}", page, only(OFFICE, "200"), arguments=of("season", *names))


def form(url: str, page: str, *names: str) -> Row:
    """A form of the office; what the table sends is incomplete, so it comes back."""
    return Row(f"transition:{url}", page, only(OFFICE, "200"), only(OFFICE, "422"), arguments=of("season", *names))


def act(url: str, page: str, *names: str) -> Row:
    """Something the office does by a button."""
    return Row(f"transition:{url}", page, NOT_OFFERED, only(OFFICE, DONE), arguments=of("season", *names))


def by_link(url: str, page: str, get: str, post: str) -> Row:
    return Row(
        f"transition:{url}", page, everybody(get), everybody(post), by_key=True,
        arguments=lambda place: (place.tokens["host"],),
    )  # fmt: skip


def by_code(url: str, page: str, *, get: bool = True, post: bool = False, arguments: Any = None) -> Row:
    """A page for whoever typed a code in this browser; nobody in the table did."""
    return Row(
        f"transition:{url}", page, ASKED_FOR_CODE if get else NOT_OFFERED, ASKED_FOR_CODE if post else NOT_OFFERED,
        arguments=arguments or (lambda _place: ()), of_network=False,
    )  # fmt: skip


ROWS = [
    Row("transition:seasons", "Erkundungstage", only(OFFICE, "200"), arguments=slug),
    Row("transition:season_new", "Saison anlegen", only(OFFICE, "200"), only(OFFICE, "422"), arguments=slug),
    read("season", "Saison"),
    form("settings", "Einstellungen einer Saison"),
    act("seed", "Startwert ziehen"),
    read("offers", "Angebote"),
    read("offer", "Angebot", "offer"),
    act("offer_release", "Angebot freigeben", "waiting offer"),
    form("offer_cancel", "Angebot absagen", "offer"),
    Row(
        "transition:closing", "Abschluss einer Saison", only(OFFICE, "200"), only(OFFICE, DONE), arguments=of("season"),
    ),
    form("offer_return", "Angebot mit Grund zurückgeben", "waiting offer"),
    form("host_new", "Betrieb hinzufügen"),
    act("host_invite", "Betrieb einladen", "host"),
    form("offer_new", "Angebot eintragen", "host"),
    read("schools", "Schulen einer Saison"),
    form("school_new", "Schule hinzufügen"),
    form("school_change", "Schule ändern", "taking part"),
    read("runs", "Probeläufe"),
    form("run_new", "Probelauf starten"),
    read("run", "Lauf", "run of season"),
    Row(
        "transition:run_file", "Datei eines Laufs, die es nicht gibt", NOBODY_YET,
        arguments=lambda place: (place.slug, place.keys["season"], 1, "out", "assignments.csv"),
    ),
    form("choose", "Lauf auswählen", "run of season"),
    read("result", "Ergebnis"),
    Row("transition:consent", "Ergebnis zustimmen, ehe es eins gibt", NOT_OFFERED, NOBODY_YET, arguments=of("season")),
    Row("transition:refuse", "Ergebnis nicht zustimmen", NOBODY_YET, NOBODY_YET, arguments=of("season")),
    Row("transition:release", "Ergebnis freigeben, ehe es eins gibt", NOT_OFFERED, NOBODY_YET, arguments=of("season")),
    Row("transition:my_school", "Eigene Schule: Erkundungstage", only(SCHOOL, "200"), arguments=slug),
    Row(
        "transition:class_new", "Klasse anlegen", only(SCHOOL, "200"), only(SCHOOL, "422"),
        arguments=of("taking part"),
    ),
    Row("transition:class", "Klasse", only(SCHOOL, "200"), arguments=of("taking part", "class")),
    Row(
        "transition:code_replace", "Code ersetzen", NOT_OFFERED, only(SCHOOL, "200"),
        arguments=of("taking part", "class", "code number"),
    ),
    Row(
        "transition:cards_pdf", "Karten drucken ohne Codes", NOT_OFFERED, NOBODY_YET,
        arguments=of("taking part", "class"),
    ),
    Row(
        "transition:class_results", "Ergebnis einer Klasse, bevor es eins gibt", only(SCHOOL, "200"), NOBODY_YET,
        arguments=of("taking part", "class"),
    ),
    Row("transition:class_records", "KAoA einer Klasse", only(SCHOOL, "200"), arguments=of("taking part", "class")),
    Row(
        "transition:place_back", "Platz zurückgeben, den es nicht gibt", NOT_OFFERED, NOBODY_YET,
        arguments=lambda place: (place.slug, place.keys["taking part"], place.keys["class"], 0),
    ),
    Row(
        "transition:absence", "Ausnahme einer Nummer", NOT_OFFERED, only(SCHOOL, DONE),
        arguments=of("taking part", "class", "code number"),
    ),
    by_link("host", "Plätze anbieten", "200", "422"),
    Row(
        "transition:host_thanks", "Dank an einen Betrieb", everybody("200"), by_key=True,
        arguments=lambda place: (place.tokens["host"],),
    ),
    Row(
        "transition:host_decline", "Dieses Jahr nicht", NOT_OFFERED, everybody(DONE), by_key=True,
        arguments=lambda place: (place.tokens["host"],),
    ),
    Row(
        "transition:host_like_last_year", "Wie letztes Jahr", NOT_OFFERED, everybody(DONE), by_key=True,
        arguments=lambda place: (place.tokens["host"],),
    ),
    Row(
        "transition:host_cancel", "Eigenes Angebot absagen", everybody("200"), everybody("422"), by_key=True,
        arguments=lambda place: (place.tokens["host"], place.keys["offer"]),
    ),
    Row("transition:code", "Mit Code anmelden", everybody("200"), everybody("422"), of_network=False),
    by_code("leave", "Auf diesem Gerät beenden", get=False, post=True),
    by_code("wishes", "Eigene Wünsche"),
    by_code("change", "Wünsche ändern", get=False, post=True),
    by_code("order", "Wünsche ordnen", get=False, post=True),
    by_code("hand_in", "Wünsche abgeben", get=False, post=True),
    by_code("start", "Startpunkt wählen", post=True),
    by_code("pupil_offers", "Angebote suchen"),
    by_code("pupil_offer", "Angebot ansehen", arguments=lambda _place: (1,)),
    by_code("plan", "Eigener Plan"),
    by_code("plan_calendar", "Eigener Plan als Kalender"),
    by_code("plan_pdf", "Eigener Plan als PDF"),
    by_code("certificate", "Bescheinigung"),
    Row("transition:fairness", "So wird verteilt", everybody("200"), arguments=slug),
]  # fmt: skip
