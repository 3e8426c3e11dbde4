"""Rows of figures and releases."""

from collections.abc import Callable
from typing import Any

from tests.access.places import Place
from tests.access.rights import NOT_OFFERED, NOTHING, Rights, Row, everybody, only
from tests.access.roles import NOBODY, OFFICE, SIDES_AT_WORK, Visitor
from tests.access.table.networks import slug

RELEASES = SIDES_AT_WORK | {Visitor.RELEASES_MANDATE}
# A release that is not there: only strangers are told apart, they are asked to sign in.
ASKED = only(NOBODY, "200")


def nothing_of(place: Place) -> tuple[Any, ...]:
    return place.slug, "keine"


def of_own(place: Place) -> tuple[Any, ...]:
    return place.slug, "eigene"


def missing(place: Place) -> tuple[Any, ...]:
    return place.slug, "2026-99"


def of_missing(url: str, page: str, get: Rights = ASKED, post: Rights = NOT_OFFERED) -> Row:
    return Row(f"monitoring:{url}", page, get, post, arguments=missing, case="die es nicht gibt")


def edition(place: Place) -> tuple[Any, ...]:
    return place.slug, place.keys["edition number"]


def part_of_edition(name: str, *more: str) -> Callable[[Place], tuple[Any, ...]]:
    return lambda place: (*edition(place), place.keys[name], *more)


def of_draft(
    url: str, page: str, get: Rights, post: Rights = NOT_OFFERED, arguments: Callable[[Place], Any] = edition
) -> Row:
    return Row(f"monitoring:{url}", page, get, post, arguments=arguments, case="Entwurf")


# Written by the office; nothing is sent, so that nothing is saved.
WRITTEN = (only(OFFICE, "200"), only(OFFICE, "422"))
REPORTS = [
    Row("monitoring:reports", "Berichte", everybody("200"), arguments=slug),
    Row("monitoring:report_new", "Ausgabe beginnen", *WRITTEN, arguments=slug),
    of_draft("report", "Bildungsbericht", only(OFFICE, "200", anonymous="404")),
    of_draft("report_pdf", "Bildungsbericht als PDF", only(OFFICE, "200", anonymous="404")),
    of_draft("report_edit", "Bildungsbericht schreiben", only(OFFICE, "200")),
    of_draft("report_frame", "Titel, Vorwort, Methoden", *WRITTEN),
    of_draft("report_act", "Bericht vorlegen oder zurückholen", NOT_OFFERED, ASKED),
    of_draft("report_consent", "Bericht zustimmen", NOT_OFFERED, ASKED),
    of_draft("report_refuse", "Bericht nicht zustimmen", ASKED, ASKED),
    of_draft("report_withdraw", "Zustimmung zum Bericht zurücknehmen", ASKED, ASKED),
    of_draft("chapter_new", "Kapitel anlegen", NOT_OFFERED, only(OFFICE, "422")),
    of_draft("chapter", "Kapitel ändern", *WRITTEN, arguments=part_of_edition("chapter")),
    of_draft(
        "chapter_remove", "Kapitel herausnehmen", NOT_OFFERED, ASKED,
        arguments=lambda place: (*edition(place), 0),
    ),
    of_draft("block_new", "Baustein anlegen", *WRITTEN, arguments=part_of_edition("chapter", "text")),
    of_draft("block", "Baustein ändern", *WRITTEN, arguments=part_of_edition("block")),
    of_draft("block_act", "Baustein verschieben", NOT_OFFERED, ASKED, arguments=part_of_edition("block")),
]  # fmt: skip
ROWS = [
    *REPORTS,
    Row(
        "monitoring:open_data_catalogue", "Katalog der freigegebenen Zahlen", everybody("200"),
        arguments=lambda _place: ("ttl",), of_network=False,
    ),
    Row("monitoring:figures", "Zahlen", everybody("200"), arguments=slug),
    Row(
        "monitoring:indicator", "Eigene Kennzahl, nicht freigegeben",
        only(SIDES_AT_WORK, "200", anonymous="404"), arguments=of_own, case="eigene",
    ),
    Row("monitoring:explorer_csv", "Eigene Kennzahl als Tabelle", only(SIDES_AT_WORK, "200"), arguments=of_own),
    Row("monitoring:figures_choose", "Zahlen einlesen", only(OFFICE, "200"), only(OFFICE, "422"), arguments=slug),
    Row(
        "monitoring:columns", "Spalten benennen", only(OFFICE, "200"), only(OFFICE, "422"),
        arguments=lambda place: (place.slug, place.keys["waiting"]),
    ),
    Row("monitoring:indicator_new", "Eigene Kennzahl festlegen", only(OFFICE, "200"), only(OFFICE, "422"),
        arguments=slug),
    Row("monitoring:indicator_redefine", "Kennzahl neu festlegen", only(OFFICE, "200"), only(OFFICE, "422"),
        arguments=of_own),
    Row("monitoring:comparison_set_new", "Vergleichsregionen wählen", only(OFFICE, "200"), only(OFFICE, "422"),
        arguments=slug),
    Row("monitoring:indicator", "Kennzahl, die es nicht gibt", NOTHING, arguments=nothing_of),
    Row("monitoring:figures_csv", "Kennzahl als Datei, die es nicht gibt", NOTHING, arguments=nothing_of),
    Row("monitoring:figures_pdf", "Kennzahl als PDF, die es nicht gibt", NOTHING, arguments=nothing_of),
    Row("monitoring:releases", "Freigaben", only(RELEASES, "200"), arguments=slug),
    Row("monitoring:release_new", "Freigabe vorbereiten", only(OFFICE, "200"), only(OFFICE, "422"), arguments=slug),
    Row(
        "monitoring:release", "Freigabe", only(OFFICE, "200"),
        arguments=lambda place: (place.slug, place.tokens["release"]), case="Entwurf",
    ),
    of_missing("release", "Freigabe"),
    of_missing("release_change", "Freigabe ändern", ASKED, ASKED),
    of_missing("release_indicator", "Kennzahl aufnehmen", ASKED, ASKED),
    of_missing("release_own", "Eigene Zählung eintragen", ASKED, ASKED),
    Row(
        "monitoring:release_remove", "Tabelle herausnehmen", NOT_OFFERED, ASKED,
        arguments=lambda place: (place.slug, "2026-99", 1), case="die es nicht gibt",
    ),
    of_missing("release_act", "Freigabe schützen oder vorlegen", NOT_OFFERED, ASKED),
    of_missing("release_consent", "Freigabe zustimmen", NOT_OFFERED, ASKED),
    of_missing("release_refuse", "Freigabe nicht zustimmen", ASKED, ASKED),
    of_missing("release_withdraw", "Zustimmung zur Freigabe zurücknehmen", ASKED, ASKED),
]  # fmt: skip
