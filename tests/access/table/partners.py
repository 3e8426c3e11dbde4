"""Rows of schools and institutions, and of the way in for files."""

from collections.abc import Callable
from typing import Any

from tests.access.places import Place
from tests.access.rights import DONE, NOT_OFFERED, Rights, Row, everybody, only
from tests.access.roles import BELONGS, OFFICE, WORKS_ON_CONTRACT, Visitor
from tests.access.table.networks import nothing, slug

OPERATOR = frozenset({Visitor.OPERATOR})
IMPORTERS = OFFICE | OPERATOR | {Visitor.FOREIGN_OFFICE}


def school(place: Place) -> tuple[Any, ...]:
    return place.slug, place.school_number


SCHOOLS = [
    Row(
        "partners:school_anywhere",
        "Schule, nur mit ihrer Nummer gefragt",
        everybody(DONE),
        arguments=lambda place: (place.school_number,),
    ),
    Row("partners:schools", "Schulen", everybody("200"), arguments=slug),
    Row("partners:schools_csv", "Schulen als Datei", everybody("200"), arguments=slug),
    Row("partners:school", "Schule", everybody("200"), arguments=school),
]


def of(name: str) -> Callable[[Place], tuple[Any, ...]]:
    return lambda place: (place.slug, place.keys[name])


def form(url: str, page: str, name: str) -> Row:
    """A form of the office; what the table sends is incomplete, so it comes back."""
    return Row(f"partners:{url}", page, only(OFFICE, "200"), only(OFFICE, "422"), arguments=of(name))


PARTNERS = [
    Row("partners:institutions", "Partner", only(BELONGS, "200"), arguments=slug),
    Row("partners:institutions_csv", "Partner als CSV", only(BELONGS, "200"), arguments=slug),
    Row("partners:institutions_xlsx", "Partner als Tabelle", only(BELONGS, "200"), arguments=slug),
    Row("partners:contacts_vcf", "Ansprechpersonen als vCard", only(WORKS_ON_CONTRACT, "200"), arguments=slug),
    Row(
        "partners:partner_anywhere",
        "Partner, nur mit seiner Nummer gefragt",
        everybody(DONE),
        arguments=lambda place: (place.keys["partner"],),
    ),
    Row("partners:list_new", "Partnerliste einlesen", only(OFFICE, "200"), only(OFFICE, "422"), arguments=slug),
    form("list_columns", "Spalten einer Partnerliste", "uploaded list"),
    Row("partners:distribution_lists", "Verteiler", only(OFFICE, "200"), arguments=slug),
    Row(
        "partners:distribution_list_new", "Verteiler anlegen", only(OFFICE, "200"), only(OFFICE, "422"), arguments=slug
    ),
    form("distribution_list", "Verteiler, Rundschreiben verfassen", "distribution list"),
    form("distribution_list_edit", "Verteiler ändern", "distribution list"),
    Row(
        "partners:distribution_list_csv",
        "Verteiler als CSV",
        only(OFFICE, "200"),
        arguments=of("distribution list"),
    ),
    Row(
        "partners:distribution_list_delete",
        "Verteiler löschen",
        NOT_OFFERED,
        only(OFFICE, DONE),
        arguments=of("distribution list"),
    ),
    Row("partners:circular", "Rundschreiben", only(OFFICE, "200"), arguments=of("circular")),
    Row(
        "partners:unsubscribe",
        "Vom Rundschreiben abmelden",
        everybody("200"),
        everybody("200"),
        arguments=lambda place: (place.tokens["unsubscribe"],),
        case="wer die Adresse kennt",
        by_key=True,
    ),
    Row(
        "partners:unsubscribe",
        "Vom Rundschreiben abmelden",
        everybody("404"),
        everybody("404"),
        arguments=lambda _place: ("geraten",),
        case="geratene Adresse",
        of_network=False,
    ),
    Row("partners:graph", "Wer mit wem zusammenarbeitet", only(BELONGS, "200"), arguments=slug),
    Row("partners:neighbourhood", "Umgebung eines Partners", only(BELONGS, "200"), arguments=of("partner")),
    Row("partners:examine", "Netz untersuchen lassen", NOT_OFFERED, only(OFFICE, DONE), arguments=slug),
    Row("partners:doubles", "Doppelte", only(OFFICE, "200"), arguments=slug),
    Row("partners:institution", "Partner, Seite", only(BELONGS, "200"), arguments=of("partner")),
    Row("partners:institution_new", "Partner anlegen", only(OFFICE, "200"), only(OFFICE, "422"), arguments=slug),
    form("institution_edit", "Partner ändern", "partner"),
    form("institution_end", "Partner gibt es nicht mehr", "partner"),
    form("person_new", "Ansprechperson eintragen", "partner"),
    form("person_edit", "Ansprechperson ändern", "contact person"),
    form("function_end", "Funktion beenden", "function"),
    form("cooperation_new", "Zusammenarbeit eintragen", "partner"),
    form("cooperation_end", "Zusammenarbeit beenden", "cooperation"),
    Row("partners:ask_to_confirm", "Um Bestätigung bitten", NOT_OFFERED, only(OFFICE, DONE), arguments=of("partner")),
    Row("partners:take_back_links", "Links zurücknehmen", NOT_OFFERED, only(OFFICE, DONE), arguments=of("partner")),
    Row(
        "partners:person_links",
        "Abmelde-Links zurücknehmen",
        NOT_OFFERED,
        only(OFFICE, DONE),
        arguments=of("contact person"),
    ),
    Row("partners:person_delete", "Person löschen", NOT_OFFERED, only(OFFICE, DONE), arguments=of("contact person")),
    Row("partners:separate", "Einträge trennen", NOT_OFFERED, only(OFFICE, DONE), arguments=of("merge")),
    Row(
        "partners:merge",
        "Einträge zusammenführen",
        NOT_OFFERED,
        only(OFFICE, DONE),
        arguments=slug,
        data=lambda place: {"behalten": place.keys["partner"], "aufloesen": place.keys["other partner"]},
    ),
    Row(
        "partners:own_data",
        "Eigene Angaben über einen Link",
        everybody("200"),
        everybody("200"),
        arguments=lambda place: (place.tokens["own data"],),
        case="wer die Adresse kennt",
        by_key=True,
    ),
    Row(
        "partners:own_data",
        "Eigene Angaben über einen Link",
        everybody("404"),
        everybody("404"),
        arguments=lambda _place: ("geraten",),
        case="geratene Adresse",
        of_network=False,
    ),
]


def run(name: str) -> Callable[[Place], tuple[Any, ...]]:
    return lambda place: (place.keys[name],)


def of_run(url: str, page: str, get: str, post: str, data: Callable[[Place], dict[str, Any]] = nothing) -> list[Row]:
    """Rows of one import: of a network (its office), and of the whole state (the operator)."""
    return [
        Row(url, page, _may(group, get), _may(group, post), arguments=run(name), data=data, case=case, of_network=own)
        for name, case, group, own in [
            ("run", "für das Netzwerk", OFFICE, True),
            ("run for the state", "für das ganze Land", OPERATOR, False),
        ]
    ]


def _may(group: frozenset[Visitor], answer: str) -> Rights:
    return NOT_OFFERED if answer == "405" else only(group, answer)


IMPORTS = [
    Row("intake:runs", "Einlesen", only(IMPORTERS, "200"), only(IMPORTERS, "422"), of_network=False),
    *of_run("intake:run", "Vorschau", "200", "405"),
    *of_run("intake:progress", "Stand der Vorschau", "200", "405"),
    *of_run("intake:apply", "Übernehmen", "405", DONE),
    *of_run("intake:discard", "Verwerfen", "405", DONE),
    *of_run("intake:set_date", "Stichtag ändern", "405", DONE, lambda _place: {"reference_date": "01.10.2025"}),
    *of_run("intake:rows_as_csv", "Zeilen als Datei", "200", "405"),
]

ROWS = [*SCHOOLS, *PARTNERS, *IMPORTS]
