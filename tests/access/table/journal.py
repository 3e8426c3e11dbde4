"""Rows of the history of objects."""

from collections.abc import Callable
from typing import Any

from tests.access.places import Place
from tests.access.rights import Row, only
from tests.access.roles import BELONGS, OFFICE, SIDES_AT_WORK, WORKS_ON_CONTRACT, Visitor
from tests.access.table.networks import MAY_READ_TEXT, STATES, signed_in_nothing
from tests.access.table.partners import OPERATOR


def version(state: str) -> Callable[[Place], tuple[Any, ...]]:
    """The version in a state, as the history asks for it."""
    return lambda place: ("networks.contractversion", place.versions[state].pk)


ROWS = [
    *[
        Row(
            "journal:history",
            "Verlauf einer Fassung",
            only(MAY_READ_TEXT[state] & WORKS_ON_CONTRACT, "200"),
            arguments=version(state),
            case=german,
        )
        for state, german in STATES.items()
    ],
    Row(
        "journal:history",
        "Verlauf eines Einlesens",
        only(OFFICE, "200"),
        arguments=lambda place: ("intake.importrun", place.keys["run"]),
        case="für das Netzwerk",
    ),
    Row(
        "journal:history",
        "Verlauf eines Einlesens",
        only(OPERATOR, "200"),
        arguments=lambda place: ("intake.importrun", place.keys["run for the state"]),
        case="für das ganze Land",
        of_network=False,
    ),
    *[
        Row(
            "journal:history",
            page,
            only(OFFICE, "200"),
            arguments=lambda place, kind=kind, key=key: (kind, place.keys[key]),
            case=f"{page.removeprefix('Verlauf ')}, Entwurf",
        )
        for page, kind, key in [
            ("Verlauf einer Freigabe", "monitoring.release", "release"),
            ("Verlauf eines Bildungsberichts", "monitoring.reportedition", "edition"),
        ]
    ],
    *[
        Row(
            "journal:history",
            page,
            only(SIDES_AT_WORK, "200"),
            arguments=lambda place, kind=kind, key=key: (kind, place.keys[key]),
            case=page,
        )
        for page, kind, key in [
            ("Verlauf einer Sitzung", "governance.meeting", "meeting"),
            ("Verlauf eines Beschlusses", "governance.decision", "decision"),
        ]
    ],
    Row(
        "journal:history",
        "Verlauf eines Medienkonzepts",
        only(frozenset({Visitor.SCHOOL}), "200"),
        arguments=lambda place: ("media.concept", place.keys["concept"]),
        of_network=False,
        case="Medienkonzept",
    ),
    Row(
        "journal:history",
        "Verlauf eines Partners",
        only(BELONGS, "200"),
        arguments=lambda place: ("partners.institution", place.keys["partner"]),
    ),
    Row(
        "journal:history",
        "Verlauf",
        signed_in_nothing(),
        arguments=lambda place: ("networks.mandate", place.keys["mandate STATE"]),
        case="Gegenstand ohne Verlauf",
    ),
]

# Kinds of objects with a history that the rows above ask for.
KINDS = {
    "governance.decision",
    "governance.meeting",
    "networks.contractversion",
    "intake.importrun",
    "monitoring.release",
    "monitoring.reportedition",
    "partners.institution",
    "media.concept",
}
