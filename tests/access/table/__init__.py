"""The table role × address, room by room."""

from tests.access.rights import Row
from tests.access.table import (
    accounts,
    api,
    design,
    desk,
    governance,
    inclusion,
    journal,
    media,
    monitoring,
    networks,
    partners,
    portal,
    strategy,
    transition,
)

ROOMS: dict[str, list[Row]] = {
    "Öffentliche Seiten": portal.ROWS,
    "Rahmen": design.ROWS,
    "Anmeldung und eigenes Konto": accounts.ROWS,
    "Schreibtisch und Betrieb": desk.ROWS,
    "Vertrag: lesen": networks.VERSIONS,
    "Vertrag: schreiben": networks.EDITING,
    "Vertrag: zustimmen": networks.CONSENT,
    "Mandate und Personen": networks.PEOPLE,
    "Stellen und Kalender": networks.WORK,
    "Verlauf": journal.ROWS,
    "Schulen, Partner, Einlesen": partners.ROWS,
    "Gremien": governance.ROWS,
    "Zahlen": monitoring.ROWS,
    "Erkundungstage": transition.ROWS,
    "Inklusion": inclusion.ROWS,
    "Strategie": strategy.ROWS,
    "Medienkonzepte": media.ROWS,
    "Schnittstelle": api.ROWS,
}
ROWS = [row for rows in ROOMS.values() for row in rows]
