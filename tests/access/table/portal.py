"""Rows of the public pages; what they must not show is searched for in every answer."""

from tests.access.places import Place
from tests.access.rights import DONE, NOT_OFFERED, NOTHING, Row, everybody
from tests.access.table.networks import NOW_OR_BEFORE, STATES, slug

PUBLIC = everybody("200")


def public(url: str, page: str) -> Row:
    """A row of a page about the whole state."""
    return Row(url, page, PUBLIC, of_network=False)


STATE = [
    public("portal:start", "Startseite"),
    public("portal:networks", "Netzwerke an einem Tag"),
    public("portal:networks_csv", "Netzwerke an einem Tag als Datei"),
    public("portal:search", "Suche"),
    *[
        Row("portal:search", "Suche", PUBLIC, query=lambda place, part=part: f"?wort={part(place)}", case=case)
        for case, part in [
            ("nach einem Wort aus einem Entwurf", lambda place: place.words.draft),
            ("nach einem Wort aus dem Inneren", lambda place: place.words.inside),
            ("nach dem Netzwerk", lambda place: place.network.name),
        ]
    ],
    public("portal:open_data", "Offene Daten"),
    public("portal:robots", "Hinweis für Suchmaschinen"),
    public("portal:imprint", "Impressum"),
    public("portal:privacy", "Datenschutz"),
    public("portal:accessibility", "Barrierefreiheit"),
    Row(
        "portal:barrier",
        "Barriere melden",
        PUBLIC,
        everybody(DONE),
        data=lambda _place: {"barrier": "Der Knopf hat keinen Namen."},
        of_network=False,
    ),
    public("portal:easy_language", "Leichte Sprache"),
    public("portal:sign_language", "Gebärdensprache"),
]


def field(place: Place) -> tuple[str, str]:
    return place.slug, "feld-apfelmus"


NETWORK = [
    Row("portal:network", "Startseite des Netzwerks", PUBLIC, arguments=slug),
    Row("portal:about", "Das Netzwerk", PUBLIC, arguments=slug),
    Row("portal:contract", "Kooperationsvertrag in Kraft", PUBLIC, arguments=slug),
    *[
        Row(
            "portal:contract",
            "Kooperationsvertrag, ältere Fassung",
            PUBLIC if state in NOW_OR_BEFORE else NOTHING,
            NOT_OFFERED,
            arguments=slug,
            query=lambda place, state=state: f"?fassung={place.versions[state].number}",
            case=german,
        )
        for state, german in STATES.items()
    ],
    Row("portal:field", "Handlungsfeld", PUBLIC, arguments=field, case="in Kraft"),
    Row(
        "portal:field",
        "Handlungsfeld",
        NOTHING,
        arguments=lambda place: (place.slug, f"feld-{place.words.laid.lower()}"),
        case="nur im Entwurf",
    ),
]

ROWS = [*STATE, *NETWORK]
