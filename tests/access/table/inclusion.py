"""Rows of places, need and plans of inclusion; the guide is public."""

from collections.abc import Callable
from typing import Any

from tests.access.places import Place
from tests.access.rights import NOT_OFFERED, Row, everybody, only
from tests.access.roles import OFFICE, SIDES_AT_WORK, Visitor
from tests.access.table.networks import slug

RESPONSIBLE = OFFICE | {Visitor.STATE_SIDE, Visitor.STATE_MANDATE}
PLANNING = SIDES_AT_WORK | {Visitor.SCHOOL_BODY}
# Nothing of what is sent fits the form, so nothing is saved.
WRITTEN = (only(RESPONSIBLE, "200"), only(RESPONSIBLE, "422"))
SEEN = only(PLANNING, "200")


def of_school(place: Place) -> tuple[Any, ...]:
    return place.slug, place.tokens["support school"]


def of_key(name: str) -> Callable[[Place], tuple[Any, ...]]:
    return lambda place: (place.slug, place.keys[name])


ROWS = [
    Row("inclusion:overview", "Inklusion: Plätze und Bedarf", SEEN, arguments=slug),
    Row("inclusion:balance_csv", "Plätze und Bedarf als CSV", SEEN, arguments=slug),
    Row("inclusion:counts", "Zahlen zum Bedarf", only(RESPONSIBLE, "200"), arguments=slug),
    Row("inclusion:need_new", "Bedarf eintragen", *WRITTEN, arguments=slug),
    Row("inclusion:pupils_new", "Alle Schülerinnen und Schüler eintragen", *WRITTEN, arguments=slug),
    Row("inclusion:schools", "Schulen mit Unterstützung", SEEN, arguments=slug),
    Row("inclusion:school", "Schule mit Unterstützung", SEEN, arguments=of_school),
    Row("inclusion:facts", "Räume, Stellen und Größe eintragen", *WRITTEN, arguments=of_school),
    Row("inclusion:places", "Plätze eintragen", *WRITTEN, arguments=of_school),
    Row("inclusion:guide", "Förderbedarf: So läuft es ab", everybody("200"), arguments=slug),
    Row("inclusion:contact_new", "Anlaufstelle eintragen", *WRITTEN, arguments=slug),
    Row("inclusion:date_new", "Termin der Übersicht eintragen", *WRITTEN, arguments=slug),
    Row("inclusion:forecast", "Prognose des Bedarfs", only(RESPONSIBLE, "200"), arguments=slug),
    Row("inclusion:forecast_release", "Prognose freigeben", NOT_OFFERED, only(RESPONSIBLE, "422"), arguments=slug),
    Row("inclusion:quotas", "Kennzahlen der Inklusion", only(RESPONSIBLE, "200"), arguments=slug),
    Row("inclusion:quota_release", "Kennzahlen freigeben", NOT_OFFERED, only(RESPONSIBLE, "422"), arguments=slug),
    Row("inclusion:scenarios", "Szenarien", only(RESPONSIBLE, "200"), arguments=slug),
    Row("inclusion:scenario_new", "Szenario anlegen", *WRITTEN, arguments=slug),
    Row("inclusion:scenario", "Szenario", only(RESPONSIBLE, "200"), arguments=of_key("scenario")),
    Row("inclusion:step_new", "Schritt eines Szenarios", *WRITTEN, arguments=of_key("scenario")),
    Row("inclusion:proposal", "Wo Plätze sein sollten", only(RESPONSIBLE, "200"), arguments=slug),
    Row("inclusion:assistants", "Assistenzpool", only(RESPONSIBLE, "200"), arguments=slug),
    Row("inclusion:hours_new", "Stunden der Assistenz eintragen", *WRITTEN, arguments=slug),
    Row("inclusion:transition", "Übergang in den Beruf", only(RESPONSIBLE, "200"), arguments=slug),
    Row("inclusion:transition_new", "Zahl zum Übergang eintragen", *WRITTEN, arguments=slug),
]
