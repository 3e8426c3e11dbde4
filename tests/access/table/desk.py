"""Rows of the desks and of operation."""

from tests.access.places import Place
from tests.access.rights import DONE, NOT_OFFERED, Rights, Row, only, signed_in
from tests.access.roles import BELONGS, OFFICE
from tests.access.table.networks import number, slug
from tests.access.table.partners import OPERATOR


def running(url: str, page: str, post: Rights = NOT_OFFERED, **more: object) -> Row:
    """A row for the operator alone."""
    return Row(url, page, only(OPERATOR, "200"), post, of_network=False, **more)


def somebody(place: Place) -> tuple[int]:
    return (place.people["school"].pk,)


ROWS = [
    Row("desk:home", "Zum eigenen Schreibtisch", signed_in(DONE), of_network=False),
    Row("desk:state_desk", "Schreibtisch ohne Netzwerk", signed_in("200"), of_network=False),
    Row("desk:desk", "Schreibtisch", only(BELONGS, "200"), arguments=slug),
    *[
        Row(
            "desk:remind",
            "An die Zustimmung erinnern",
            NOT_OFFERED,
            only(OFFICE, DONE) if state == "put up" else only(frozenset(), "404"),
            arguments=number(state),
            case=case,
        )
        for state, case in [("put up", "zur Zustimmung"), ("draft", "Entwurf")]
    ],
    running("desk:operation", "Betrieb"),
    running("desk:people", "Zugänge"),
    running("desk:erase", "Person löschen", only(OPERATOR, "422"), arguments=somebody, case="ohne Namen"),
    running(
        "desk:erase",
        "Person löschen",
        only(OPERATOR, DONE),
        arguments=somebody,
        data=lambda place: {"name": place.people["school"].full_name},
        case="mit Namen",
    ),
    running("desk:networks", "Netzwerke eröffnen", only(OPERATOR, "422")),
]
