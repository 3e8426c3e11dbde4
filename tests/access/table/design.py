"""Rows of the frame: language, colours, the living page of components."""

from tests.access.rights import DONE, NOT_OFFERED, Row, everybody

ROWS = [
    Row(
        "design:set_language",
        "Sprache wählen",
        everybody(DONE),
        everybody(DONE),
        data=lambda _place: {"language": "de"},
        of_network=False,
    ),
    Row("design:choose_theme", "Darstellung wählen", NOT_OFFERED, everybody(DONE), of_network=False),
    Row("design:showcase", "Bausteine", everybody("200"), of_network=False),
]
