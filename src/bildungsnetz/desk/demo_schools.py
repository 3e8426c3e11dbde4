"""Invented schools of the demonstration, read in through the same door as the real directory."""

import csv
import io
from datetime import date, datetime

from pyproj import Transformer

from bildungsnetz.accounts.models import User
from bildungsnetz.intake.services import apply_import, preview_import
from bildungsnetz.networks import geo
from bildungsnetz.networks.models import Network, Town
from bildungsnetz.partners.services import mark_as_examples

HEADER = (
    "Schulnummer", "Schulform", "Schulbezeichnung_1", "Schulbezeichnung_2", "Schulbezeichnung_3", "Kurzbezeichnung",
    "PLZ", "Ort", "Strasse", "Telefonvorwahl", "Telefon", "Faxvorwahl", "Fax", "E-Mail", "Homepage", "Rechtsform",
    "Traegernummer", "Gemeindeschluessel", "Schulbetriebsschluessel", "Schulbetriebsdatum", "EPSG", "UTMRechtswert",
    "UTMHochwert",
)  # fmt: skip
# Key and name of the school type (official key table); each town gets two invented schools.
TYPES = (
    ("02", "Grundschule"), ("15", "Gesamtschule"), ("20", "Gymnasium"), ("10", "Realschule"), ("30", "Berufskolleg"),
)  # fmt: skip
FIRST_NUMBER = 990001
STEP_M = 900


def make_schools(*, network: Network, by: User, at: datetime) -> None:
    """Read in two invented schools for each town of the network, marked as examples."""
    rows = _rows(list(Town.objects.filter(region=network.region).order_by("ags")))
    run = preview_import(
        name="beispielschulen.csv", content=_as_csv(rows), by=by, at=at, reference_date=date(2021, 9, 1)
    )
    apply_import(run=run, by=by, at=at)
    mark_as_examples(numbers=[row["Schulnummer"] for row in rows])


def _rows(towns: list[Town]) -> list[dict[str, str]]:
    to_utm = Transformer.from_crs(4326, 25832, always_xy=True)
    rows = []
    for place in range(2 * len(towns)):
        town = towns[place // 2]
        key, kind = TYPES[place % len(TYPES)]
        point = geo.towns()[town.ags].geometry.representative_point()
        east, north = to_utm.transform(point.x, point.y)
        number = str(FIRST_NUMBER + place)
        rows.append(
            dict.fromkeys(HEADER, "")
            | {
                "Schulnummer": number,
                "Schulform": key,
                "Schulbezeichnung_1": f"Beispielschule {place + 1}",
                "Schulbezeichnung_2": f"{kind} (erfunden)",
                "Kurzbezeichnung": f"{town.name}, {kind} Beispiel {place + 1}",
                "Ort": town.name,
                "Strasse": f"Beispielweg {place + 1}",
                "E-Mail": f"{number}@demo.example",
                "Rechtsform": "1",
                "Gemeindeschluessel": town.ags,
                "Schulbetriebsschluessel": "1",
                "Schulbetriebsdatum": "01.08.2010",
                "EPSG": "EPSG:25832",
                "UTMRechtswert": str(round(east + STEP_M * (place % 2))),
                "UTMHochwert": str(round(north)),
            }
        )
    return rows


def _as_csv(rows: list[dict[str, str]]) -> bytes:
    text = io.StringIO()
    writer = csv.DictWriter(text, HEADER, delimiter=";", lineterminator="\n")
    writer.writeheader()
    writer.writerows(rows)
    return text.getvalue().encode()
