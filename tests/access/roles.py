"""Who knocks at the doors: sixteen kinds of visitors, and the groups in which the rules speak of them."""

from collections.abc import Mapping
from enum import StrEnum


class Visitor(StrEnum):
    """A visitor of the platform; all but the foreign office have to do with the same network, if with any."""

    ANONYMOUS = "ohne Anmeldung"
    DEACTIVATED = "gesperrtes Konto"
    EXPIRED = "abgelaufene Rolle"
    FOREIGN_OFFICE = "Bildungsbüro eines anderen Netzwerks"
    MINISTRY = "Ministerium ohne Mandat"
    MINISTRY_MANDATE = "Ministerium mit Vertragsmandat im Netzwerk"
    OPERATOR = "Betrieb der Plattform"
    OFFICE_STATE = "Bildungsbüro, Stelle des Landes"
    OFFICE_MUNICIPAL = "Bildungsbüro, Stelle der Kommune"
    MUNICIPAL_MANDATE = "kommunale Seite mit Vertragsmandat"
    STATE_MANDATE = "Landesseite mit Vertragsmandat"
    STATE_SIDE = "Landesseite ohne Mandat"
    RELEASES_MANDATE = "Mandat nur für Freigaben"
    BODY_MEMBER = "Mitglied eines Gremiums"
    SCHOOL = "Schule"
    SCHOOL_BODY = "Schulträger"
    PARTNER = "Partner"
    COMPANY = "Betrieb"


V = Visitor
EVERYBODY = frozenset(Visitor)
STRANGERS_AT_THE_DOOR = frozenset({V.ANONYMOUS, V.DEACTIVATED})
SIGNED_IN = EVERYBODY - STRANGERS_AT_THE_DOOR
WITHOUT_NETWORK = frozenset({V.EXPIRED, V.FOREIGN_OFFICE, V.MINISTRY, V.OPERATOR})
BELONGS = SIGNED_IN - WITHOUT_NETWORK
OFFICE = frozenset({V.OFFICE_STATE, V.OFFICE_MUNICIPAL})
STATE_AT_WORK = frozenset({V.OFFICE_STATE, V.STATE_MANDATE, V.STATE_SIDE})
MUNICIPAL_AT_WORK = frozenset({V.OFFICE_MUNICIPAL, V.MUNICIPAL_MANDATE})
SIDES_AT_WORK = STATE_AT_WORK | MUNICIPAL_AT_WORK
HOLDS_MANDATE = frozenset({V.MUNICIPAL_MANDATE, V.STATE_MANDATE, V.MINISTRY_MANDATE})
WORKS_ON_CONTRACT = SIDES_AT_WORK | HOLDS_MANDATE
NOBODY: frozenset[Visitor] = frozenset()

# Names of groups for readers, the narrowest that fits first.
NAMED: Mapping[str, frozenset[Visitor]] = {
    "niemand": NOBODY,
    "alle": EVERYBODY,
    "alle Angemeldeten": SIGNED_IN,
    "ohne Anmeldung": STRANGERS_AT_THE_DOOR,
    "wer eine Rolle oder ein Mandat im Netzwerk hat": BELONGS,
    "Bildungsbüro": OFFICE,
    "Landesseite und Stelle des Landes": STATE_AT_WORK,
    "kommunale Seite und Stelle der Kommune": MUNICIPAL_AT_WORK,
    "beide Seiten und Bildungsbüro": SIDES_AT_WORK,
    "wer ein Vertragsmandat hat": HOLDS_MANDATE,
    "beide Seiten, Bildungsbüro und wer ein Vertragsmandat hat": WORKS_ON_CONTRACT,
}


def seen_from_elsewhere(visitor: Visitor) -> Visitor:
    """Say as whom the other network knows a visitor: only its own office, the operator and strangers."""
    if visitor in STRANGERS_AT_THE_DOOR | {V.OPERATOR}:
        return visitor
    return V.OFFICE_STATE if visitor == V.FOREIGN_OFFICE else V.MINISTRY
